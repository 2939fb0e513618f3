"""What the city said of a case, as the screen shows it: field by field, what the window sent beside what the city says.

Frozen values without behaviour, like ``models.views``; made by ``models.desk.returns``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from models.rules.terms import Act


@dataclass(frozen=True, slots=True)
class Said:
    """One field: both sides of it, and who must act by when."""

    field: str  # 材料5 租赁合同 | 审查意见 | 准予行政许可决定书
    ours: str  # what the window sent; "" when it sent nothing of the kind
    theirs: str  # what the city says of it
    who: str = ""  # 本窗口 | 审核岗 | 申请人 | 市级; "" when nothing is to be done
    until: date | None = None
    until_note: str = ""  # which clock it is, or why there is no day


@dataclass(frozen=True, slots=True)
class Notice:
    """The applicant's paper that belongs to what the city said."""

    text: str  # words on its key
    reason: str = ""  # why it may not be made now
    act: Act | None = None  # made on the form of this act; None = made at once


@dataclass(frozen=True, slots=True)
class CityWord:
    """The newest thing the city said that is not settled yet."""

    entry_id: str
    act: Act
    title: str  # 市级退回更正
    at: datetime
    actor: str
    reason: str  # in the city's own words
    heads: tuple[str, str]  # over the two sides: 我们报的, 市级要改的
    lines: tuple[Said, ...]
    changed: tuple[Said, ...] = field(default=())  # what the city corrected itself: was, now
    notice: Notice | None = None
