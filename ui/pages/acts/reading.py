"""What may be done on a case now, read in the background: the next duty, and every act of the flow with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from models.desk import experts
from models.desk.after import owed_by
from models.desk.context import Desk
from models.desk.may import why_not
from models.desk.turn import InHand, in_hand
from models.errors import Refusal
from models.rules import life
from models.rules.terms import Act, Role
from ui.pages.acts.deed import NAMES, OFFERED

_AT_WINDOW = "窗口自取"
_NOT_HERE = ("act_out_of_order", "case_ended")


@dataclass(frozen=True, slots=True)
class Offer:
    """One act: its name, and why it may not be done now."""

    act: Act
    name: str
    reason: str = ""
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Offers:
    """The next duty, if it is one of this window's, and all acts: those that may be done first."""

    next: Offer | None = None
    all: tuple[Offer, ...] = ()

    def of(self, act: Act) -> Offer | None:
        """The offer of an act."""
        return next((one for one in self.all if one.act is act), None)


def read(desk: Desk, case_id: str) -> Offers:
    """Look at the case; of one whose item the pack has no more nothing is offered."""
    try:
        hand = in_hand(desk, case_id)
    except Refusal:
        return Offers()
    ours = {way.act for way in life.ways_of(hand.mode) if way.who - {Role.CITY}}
    if Act.SPECIAL_BEGIN in ours:  # experts are drawn where the county reviews, and stand in the log as a note
        ours.add(Act.NOTE)
    found = [_offer(hand, act) for act in OFFERED if act in ours]
    found.sort(key=lambda one: bool(one.reason))
    return Offers(_next(hand, found), tuple(found))


def _offer(hand: InHand, act: Act) -> Offer:
    name = NAMES[act]
    wrong = experts.why_not(hand) if act is Act.NOTE else why_not(hand, act)
    if wrong is None:
        return Offer(act, name)
    if wrong.code in _NOT_HERE:  # every such line would end the same
        return Offer(act, name, f"这件现在是“{hand.here.case.state.value}”", wrong.todo)
    return Offer(act, name, wrong.happened, wrong.todo)


def _next(hand: InHand, offers: list[Offer]) -> Offer | None:
    """What is owed first of what may be done; else the first that is owed and refused."""
    by_act = {one.act: one for one in offers}
    duties = [_way(hand, duty.act) for duty in owed_by(hand)]
    owed = [by_act[act] for act in duties if act in by_act]
    return next((one for one in owed if not one.reason), owed[0] if owed else None)


def _way(hand: InHand, act: Act) -> Act:
    """送达 at the window is 领取."""
    here = not hand.seen.form.delivery or hand.seen.form.delivery == _AT_WINDOW
    return Act.PICKUP if act is Act.DELIVER and here else act
