"""受理 (F9): the receipt, the acceptance and what belongs with it, as one act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.desk import packing, payloads, promises, sheets, sheets_out
from models.desk.assess import paper_marks, verdict
from models.desk.clocks import Clocks, clocks
from models.desk.context import Desk
from models.desk.power import needs
from models.desk.press import Press, once, press, refused
from models.desk.sheets import Days
from models.desk.situation import Situation, look
from models.desk.standing import standing
from models.rules import lifecycle
from models.rules.powers import Power
from models.rules.terms import Act, CaseState, Doc
from models.views import ActDone, DocumentView, IntakeForm


@needs(Power.RECEIVE)
@once
def accept(desk: Desk, form: IntakeForm) -> ActDone:
    """Accept the application on the form; a forwarding flow also makes its letter and queues it.

    A form that continues a case takes the supplement first, and accepts as of today: or, when nothing was said within
    five working days, as of the day the papers came (许可法第三十二条第一款第（四）项).

    Raises:
        Refusal: the verdict does not allow it (``key_not_ready``), the clock runs backwards, a character cannot be
            printed, or the case is not in a state to be accepted. Nothing is kept then.
    """
    here = standing(desk, form.case_id) if form.case_id else None
    seen = look(desk, form, here.case if here else None)
    if reason := verdict(seen).keys["accept"]:
        raise refused(reason)
    days = Days(seen.received_at, seen.deemed or seen.now.date(), deemed=seen.deemed is not None)
    case = (here.case.case_id, here.case.case_no, here.case.state) if here else None
    marks = paper_marks(seen)
    with press(desk, form.draft_id, seen.now, mode=seen.mode, case=case, to_confirm=marks, form=form) as run:
        counted = clocks(seen, days.accepted)
        if seen.check.committed:
            promises.begin(run, seen)
        _take(run, seen, days, counted)
        if seen.check.committed:
            promises.enter(run, seen)
        paper = _accept(run, seen, days, counted)
        _follow(run, seen, days, counted, paper)
    return run.done()


def _take(run: Press, seen: Situation, days: Days, counted: Clocks) -> None:
    """收件 of a new case, or 收补正材料 of one that waited for them."""
    if run.state is None:
        receive_entry(run, seen, days, counted)
    elif run.state is CaseState.SUPPLEMENTING:
        run.entry(Act.TAKE_SUPPLEMENT, {"materials": payloads.materials(seen)})


def receive_entry(
    run: Press, seen: Situation, days: Days, counted: Clocks, more: Mapping[str, Any] | None = None
) -> None:
    """收件 with its receipt; ``more`` says what comes next when nothing else follows in this act."""
    receipt = run.paper(Doc.RECEIPT, seen.receive_organ, lambda head: sheets.receipt(seen, head, days, counted))
    run.entry(Act.RECEIVE, {**payloads.receive(seen, run.case_no, run.at, counted), **(more or {})}, receipt)


def _accept(run: Press, seen: Situation, days: Days, counted: Clocks) -> DocumentView | None:
    """受理 with its notice; a filing (备案) has none."""
    assert days.accepted is not None
    act = Act.DEEM_ACCEPTED if days.deemed else Act.ACCEPT
    papers: tuple[DocumentView, ...] = ()
    if not seen.filing:
        papers = (run.paper(Doc.ACCEPT, seen.accept_organ, lambda head: sheets.accept(seen, head, days, counted)),)
    reached = lifecycle.next_state(run.mode, run.state, act)
    entry = payloads.accepted(run.at, days.accepted, counted) | payloads.after(run.mode, reached, counted)
    run.entry(act, {**entry, "materials": payloads.materials(seen)}, *papers)
    return papers[0] if papers else None


def _follow(run: Press, seen: Situation, days: Days, counted: Clocks, paper: DocumentView | None) -> None:
    """What the flow puts in the same act: the county's review begins, or the papers leave for the city."""
    assert run.mode is not None
    for act in lifecycle.follow_ups(run.mode, Act.ACCEPT):
        if act is Act.FORWARD:
            forward_entry(run, seen, days, counted, paper.number if paper else "")
        else:
            reached = lifecycle.next_state(run.mode, run.state, act)
            run.entry(act, payloads.after(run.mode, reached, counted))


def forward_entry(run: Press, seen: Situation, days: Days, counted: Clocks, accept_number: str) -> None:
    """转报 with its letter and transfer list."""
    assert run.mode is not None
    words = sheets_out.opinion(run.mode)
    letter = run.paper(
        Doc.FORWARD,
        seen.county_organ,
        lambda head: sheets_out.forward(seen, head, days, counted, accept_number, words),
    )
    payload = payloads.after(run.mode, CaseState.QUEUED, counted)
    run.entry(
        Act.FORWARD,
        {**payload, "to_organ": seen.city_organ, "opinion": words, **packing.entry(seen, run.case_no)},
        letter,
    )
