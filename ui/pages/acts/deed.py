"""An act as the window offers it: its form, and what F9 on the form does. Loaded by act, in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Final, cast

from models.desk.context import Desk
from models.rules.acts import ACT_NAMES
from models.rules.terms import Act
from models.views import ActDone
from ui.pages.acts.asks import Form, Told

FormOf = Callable[[Desk, str], Form]
Do = Callable[[Desk, str, Told, str], ActDone]


@dataclass(frozen=True, slots=True)
class Deed:
    """``form`` looks at the case and says what to ask; ``do`` takes what was told and the name of this press."""

    form: FormOf
    do: Do


_REVIEW, _DECIDE, _END = "ui.pages.acts.reviewing", "ui.pages.acts.deciding", "ui.pages.acts.delivering"
_HEAR, _FEE = "ui.pages.acts.hearings", "ui.pages.acts.charging"
_AFTER, _SIDE, _CLOSE = "ui.pages.acts.afterwards", "ui.pages.acts.stopping", "ui.pages.acts.closing"
_ROOMS: Final = {
    Act.BEGIN_REVIEW: _REVIEW,
    Act.FORMAL_CHECK: _REVIEW,
    Act.INSPECT: _REVIEW,
    Act.REVIEW: _REVIEW,
    Act.OPINION: _REVIEW,
    Act.NOTE: "ui.pages.acts.lots",
    Act.DECIDE: _DECIDE,
    Act.STAMP: _DECIDE,
    Act.FORWARD: _END,
    Act.RESUBMIT: _END,
    Act.RESULT_IN: _END,
    Act.PICKUP: _END,
    Act.DELIVER: _END,
    Act.ARCHIVE: _END,
    Act.PUSH: _AFTER,
    Act.PUBLISH: _AFTER,
    Act.POST_FILE: _AFTER,
    Act.POST_CHECK: _AFTER,
    Act.FILE_MONTHLY: _AFTER,
    Act.MATERIAL_IN: _SIDE,
    Act.SPECIAL_BEGIN: _SIDE,
    Act.SPECIAL_END: _SIDE,
    Act.EXTEND: _SIDE,
    Act.HEARING_TELL: _HEAR,
    Act.HEARING_ASK: _HEAR,
    Act.HEARING_WAIVE: _HEAR,
    Act.HEARING_CALL: _HEAR,
    Act.HEARING: _HEAR,
    Act.FEE_NOTICE: _FEE,
    Act.FEE_PAID: _FEE,
    Act.FEE_WAIVED: _FEE,
    Act.FEE_REFUNDED: _FEE,
    Act.ABEY: _CLOSE,
    Act.RESUME: _CLOSE,
    Act.WITHDRAW: _CLOSE,
    Act.TERMINATE: _CLOSE,
    Act.RETURN_MATERIALS: _CLOSE,
}

NAMES: Final = {**ACT_NAMES, Act.NOTE: "抽取专家"}
"""What the window calls its acts: the only 备注 it has a form for is a lot drawn."""

OFFERED: Final[tuple[Act, ...]] = tuple(_ROOMS)
"""The acts this window has a form for, in the order of the list."""


def deed(act: Act) -> Deed:
    """The form and the work of an act."""
    return cast("Deed", import_module(_ROOMS[act]).DEEDS[act])
