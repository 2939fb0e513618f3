"""One act on a case in hand: read, judged by flow, role and guards, then pressed in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models.desk import steps
from models.desk.assess import paper_marks
from models.desk.bearing import settings_of
from models.desk.clocks import Clocks, clocks
from models.desk.context import Desk
from models.desk.dates import Happened, dates_of
from models.desk.dates import after as after_act
from models.desk.facts import facts_of, role_of
from models.desk.press import AlreadyDone, Press, first_result, press
from models.desk.sheets import Days
from models.desk.sheets_people import party
from models.desk.situation import Situation, look
from models.desk.standing import Standing, form_of, standing
from models.errors import Refusal
from models.papers import PaperParty
from models.papers_more import Matter
from models.rules import life
from models.rules.casefacts import CaseFacts
from models.rules.dates import CaseDates
from models.rules.settings import Settings
from models.rules.terms import Act, CaseState, Doc, Mode
from models.store.entries import new_id
from models.views import ActDone, DocumentView


@dataclass(frozen=True, slots=True)
class InHand:
    """A case read for its next act."""

    desk: Desk
    here: Standing
    seen: Situation
    facts: CaseFacts
    settings: Settings

    @property
    def mode(self) -> Mode | None:
        """The flow the case was taken under; a pack that came later does not change it."""
        return self.here.case.mode

    @property
    def flow(self) -> Mode:
        """The flow, where there must be one."""
        assert self.mode is not None
        return self.mode

    @property
    def accepted_on(self) -> date | None:
        """The day of acceptance."""
        at = self.here.case.accepted_at
        return at.date() if at else None

    @property
    def accept_number(self) -> str:
        """文号 of the acceptance notice, "" where there is none."""
        made = (paper for row in self.here.log for paper in row.entry.payload.get("documents", ()))
        return next((paper["number"] for paper in made if paper["doc"] == Doc.ACCEPT.value), "")

    @property
    def days(self) -> Days:
        """The days the case stands on."""
        deemed = any(row.entry.kind is Act.DEEM_ACCEPTED for row in self.here.log)
        return Days(self.here.case.received_at, self.accepted_on, deemed=deemed)

    @property
    def clocks(self) -> Clocks:
        """Its clocks, reckoned from the same days as at acceptance."""
        return clocks(self.seen, self.accepted_on)

    @property
    def dates(self) -> CaseDates:
        """Its days, from the log."""
        return dates_of(self.here.log)

    @property
    def matter(self) -> Matter:
        """The case as a later paper cites it."""
        case = self.here.case
        return Matter(case.item_name, case.handling_item, case.received_at.date(), self.accepted_on, self.accept_number)

    @property
    def party(self) -> PaperParty:
        """The applicant with masked numbers."""
        return party(self.seen.form.applicant, self.seen.form.agent)

    def why_not(self, act: Act, **brings: Any) -> Refusal | None:
        """Why the act may not be done now by the person here, or None."""
        facts = replace(self.facts, **brings)
        return life.refusal(self.mode, self.here.case.state, act, facts, role_of(self.desk), self.settings)


def in_hand(desk: Desk, case_id: str) -> InHand:
    """Read a case for its next act.

    Raises:
        Refusal: code ``case_unknown``.
    """
    return hand_of(desk, standing(desk, case_id))


def hand_of(desk: Desk, here: Standing) -> InHand:
    """The same of a case already read.

    Raises:
        Refusal: code ``item_not_listed`` when the pack has the item no more.
    """
    seen = look(desk, form_of(desk, here), here.case)
    return InHand(desk, here, seen, facts_of(desk, here, seen), settings_of(seen))


@dataclass(slots=True)
class Turn:
    """An act under way on a case in hand."""

    hand: InHand
    run: Press
    act: Act
    facts: CaseFacts

    @property
    def reached(self) -> CaseState:
        """The state the act leaves."""
        hand = self.hand
        return life.step(hand.mode, self.run.state, self.act, self.facts, role_of(hand.desk), hand.settings)

    def entry(self, payload: dict[str, Any], *papers: DocumentView) -> None:
        """Append the act with what comes next."""
        hand = self.hand
        after = life.record(self.facts, self.run.state, self.act)
        dates = after_act(hand.dates, Happened(self.act, self.run.at, payload))
        onward = steps.onward(hand.seen, hand.mode, self.reached, after, dates, hand.settings)
        self.run.entry(self.act, {**onward, **payload}, *papers)


@contextmanager
def turn(desk: Desk, case_id: str, act: Act, press_id: str, **brings: Any) -> Iterator[Turn]:
    """Do one act: judged first, then everything inside is kept together or not at all.

    Args:
        press_id: names this press of the key; see ``once_for``.
        brings: fields of ``CaseFacts`` the act itself brings.

    Raises:
        Refusal: the flow, the role or a guard says no; ``case_moved`` when the case went on meanwhile.
    """
    hand = in_hand(desk, case_id)
    facts = replace(hand.facts, **brings)
    if wrong := hand.why_not(act, **brings):
        raise wrong
    case = hand.here.case
    marks = paper_marks(hand.seen)
    with press(
        desk, press_id, hand.seen.now, mode=hand.mode, case=(case_id, case.case_no, case.state), to_confirm=marks
    ) as run:
        if run.work.version_of(case_id) != case.version:
            raise moved()
        run.judge = lambda state, done: life.step(hand.mode, state, done, facts, role_of(desk), hand.settings)
        yield Turn(hand, run, act, facts)


def once_for(press_id: str, act: Callable[[str], ActDone], desk: Desk) -> ActDone:
    """An act pressed twice under one ``press_id`` is made once; "" = a press of its own."""
    if press_id and (done := first_result(desk, press_id)):
        return done
    try:
        return act(press_id or new_id())
    except AlreadyDone as before:
        return before.done


def moved() -> Refusal:
    """Someone, or the city, went on with the case between reading and pressing."""
    return Refusal("这件刚刚有了新进展", "没有写入任何记录", "请看清新的经过再办", code="case_moved")
