"""补正 (F7): everything that is missing said once, and the materials taken when they come."""

from __future__ import annotations

from datetime import date

from models.desk import payloads, sheets_out
from models.desk.accept import accept, receive_entry
from models.desk.assess import asked, paper_marks, verdict
from models.desk.clocks import clocks
from models.desk.context import Desk
from models.desk.power import needs, overridden
from models.desk.press import Press, once, press, refused
from models.desk.receive import take_for_city
from models.desk.sheets import Days
from models.desk.situation import Situation, look
from models.desk.standing import Standing, resume_case, standing
from models.rules import checklist, deadlines
from models.rules.deadlines import CalendarGap
from models.rules.powers import Power
from models.rules.terms import Act, CaseState, Doc, Mode, Unit
from models.store.payloads import day
from models.views import ActDone, IntakeForm

__all__ = ["ask", "resume_case", "take"]

_SUPERVISES = frozenset({"supervisor", "administrator"})


@needs(Power.RECEIVE)
@once
def ask(desk: Desk, form: IntakeForm, supervisor_reason: str = "") -> ActDone:
    """Take the papers in and tell everything that is missing, once (许可法第三十二条第一款第（四）项).

    Args:
        supervisor_reason: why something could not be seen the first time; counts only when a supervisor is signed in.

    Raises:
        Refusal: ``second_ask`` for what the first notice should have named, ``key_not_ready``, also when the five days
            have passed and the case counts as accepted. Nothing is kept then.
    """
    here = standing(desk, form.case_id) if form.case_id else None
    seen = look(desk, form, here.case if here else None)
    if reason := verdict(seen).keys["supplement"]:
        raise refused(reason)
    again = here is not None and here.case.state is CaseState.SUPPLEMENTING
    if here is not None:
        _may_ask_again(desk, seen, here, supervisor_reason)
    case = (here.case.case_id, here.case.case_no, here.case.state) if here else None
    marks = paper_marks(seen)
    with press(desk, form.draft_id, seen.now, mode=seen.mode, case=case, to_confirm=marks, form=form) as run:
        _tell(run, seen, supervisor_reason)
        if again and supervisor_reason.strip():
            overridden(desk, run.work, run.case_no, f"再次补正告知：{supervisor_reason.strip()}")
    return run.done()


@needs(Power.RECEIVE)
def take(desk: Desk, form: IntakeForm) -> ActDone:
    """Take what the applicant brought and accept: all that was asked is there. Where the city accepts, pass it on.

    Raises:
        Refusal: something asked is still missing (``key_not_ready``); the case goes on waiting, nothing is kept.
    """
    if not form.case_id:
        raise refused("这份草稿不是补正件", "请从办件里打开这件再收补正材料")
    if standing(desk, form.case_id).case.mode is Mode.RECEIVE_ONLY:
        return take_for_city(desk, form)
    return accept(desk, form)


def _may_ask_again(desk: Desk, seen: Situation, here: Standing, supervisor_reason: str) -> None:
    """The guards of a notice for a case already taken in."""
    reason = supervisor_reason if desk.staff.role in _SUPERVISES else ""
    if here.case.state is CaseState.SUPPLEMENTING:
        now = [line.seq for line in seen.check.asked]
        checklist.second_ask(here.asked, now, reason)
        if set(now) <= set(here.asked):
            raise refused("缺的都在第一次告知书上，不重复告知", "请等申请人补齐，或重打原告知书")


def _tell(run: Press, seen: Situation, supervisor_reason: str) -> None:
    counted, days, lines = clocks(seen, None), Days(seen.received_at), asked(seen)
    if run.state is None:
        receive_entry(run, seen, days, counted)
    elif run.state is CaseState.SUPPLEMENTING:
        run.entry(Act.TAKE_SUPPLEMENT, {"materials": payloads.materials(seen)})
    until = bring_until(seen)
    paper = run.paper(
        Doc.SUPPLEMENT,
        seen.accept_organ,
        lambda head: sheets_out.supplement(seen, head, days, counted, lines, until),
    )
    step = payloads.next_step("等申请人补正", f"缺 {len(lines)} 件，已一次告知", "申请人")
    payload = {
        "asked": payloads.asked(lines),
        "materials": payloads.materials(seen),
        "bring_until": day(until),
        "next": step,
        "due": day(until),
        "due_name": "补正" if until else "",
        "supervisor_reason": supervisor_reason,
    }
    run.entry(Act.ASK_SUPPLEMENT, payload, paper)


def bring_until(seen: Situation) -> date | None:
    """The day to bring what is missing by, where the pack sets one; no law does."""
    days = seen.desk.pack.policy.supplement_days
    if days is None:
        return None
    try:
        return deadlines.due(seen.now.date(), days, Unit.WORKDAY, seen.desk.calendar, word="告知").day
    except CalendarGap:
        return None
