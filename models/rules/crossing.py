"""When two acts on one case, done without knowing of each other, cannot both stand.

一个窗口对外 means one course of a case, whoever of the hall acts on it (许可法第二十六条): what came first counts,
and what was done beside it is shown to a person who decides again.
"""

from __future__ import annotations

from models.rules.staying import STAYS
from models.rules.terms import Act

BESIDE = frozenset({Act.NOTE, Act.REPRINT, Act.SETTLE, Act.BUNDLE_OUT, Act.BUNDLE_IN, Act.BUNDLE_BACK})
"""Acts that stand beside any other; where a bag of originals is, is a fact whoever else did what."""


def between_windows(mine: Act, other: Act) -> bool:
    """Whether two windows' acts on one case cross (许可法第二十六条): one fee is taken once, one notice given once."""
    return mine not in BESIDE and other not in BESIDE


def with_the_city(mine: Act, citys: Act) -> bool:
    """Whether a window's act crosses one of the city's (许可法第二十六条): only when both move the case on."""
    return mine not in STAYS and citys not in STAYS and citys is not Act.CITY_RECEIVE
