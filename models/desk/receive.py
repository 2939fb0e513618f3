"""收件 without acceptance: entrusted receiving for the city, and papers taken in to be checked within five days."""

from __future__ import annotations

from models.desk import payloads
from models.desk.accept import forward_entry, receive_entry
from models.desk.assess import paper_marks, verdict
from models.desk.clocks import clocks
from models.desk.context import Desk
from models.desk.facts import role_of
from models.desk.power import needs
from models.desk.press import once, press, refused
from models.desk.sheets import Days
from models.desk.situation import Situation, look
from models.desk.standing import standing
from models.rules import deadlines, life
from models.rules.casefacts import CaseFacts
from models.rules.powers import Power
from models.rules.terms import Act, Mode
from models.views import ActDone, IntakeForm


@needs(Power.RECEIVE)
@once
def receive_for_city(desk: Desk, form: IntakeForm) -> ActDone:
    """委托收件、受审分离: receipt and letter, never an acceptance and never its date.

    Raises:
        Refusal: the flow is another (``key_not_ready``), or as in ``accept``. Nothing is kept then.
    """
    seen = _looked(desk, form)
    if seen.mode is not Mode.RECEIVE_ONLY:
        raise refused("本事项不是委托收件，由本窗口受理", "请按受理或补正告知办理")
    with press(desk, form.draft_id, seen.now, mode=seen.mode, to_confirm=paper_marks(seen), form=form) as run:
        counted, days = clocks(seen, None), Days(seen.received_at)
        receive_entry(run, seen, days, counted)
        forward_entry(run, seen, days, counted, "")
    return run.done()


@needs(Power.RECEIVE)
@once
def take_for_city(desk: Desk, form: IntakeForm) -> ActDone:
    """What the city asked for has come: taken in and passed on with a new letter, under the same number.

    Raises:
        Refusal: ``act_out_of_order`` when nothing is waited for, or as in ``receive_for_city``.
    """
    here = standing(desk, form.case_id)
    seen = look(desk, form, here.case)
    if reason := verdict(seen).keys["receive"]:
        raise refused(reason)
    case, counted = here.case, clocks(seen, None)
    with press(
        *(desk, form.draft_id, seen.now),
        mode=case.mode,
        case=(case.case_id, case.case_no, case.state),
        to_confirm=paper_marks(seen),
    ) as run:
        run.judge = lambda state, act: life.step(case.mode, state, act, CaseFacts(), role_of(desk))
        run.entry(Act.TAKE_SUPPLEMENT, {"materials": payloads.materials(seen)})
        forward_entry(run, seen, Days(seen.received_at), counted, "")
    return run.done()


@needs(Power.RECEIVE)
@once
def take_in(desk: Desk, form: IntakeForm) -> ActDone:
    """Take the papers in when they cannot be checked on the spot; five working days run from now.

    Raises:
        Refusal: as in ``receive_for_city``; ``holiday_table`` when the five days cannot be counted.
    """
    seen = _looked(desk, form)
    if seen.mode is Mode.RECEIVE_ONLY:
        raise refused("委托收件的事项收下即转报市级", "请按收件转报办理")
    if not seen.filing:
        deadlines.notice_due(seen.received_at.date(), desk.calendar)  # unknown = the five days cannot be kept
    with press(desk, form.draft_id, seen.now, mode=seen.mode, to_confirm=paper_marks(seen), form=form) as run:
        counted, days = clocks(seen, None), Days(seen.received_at)
        step = payloads.next_step("出补正告知或受理", "五个工作日内一次告知，逾期自收到之日起视为受理", "本窗口")
        clock = payloads.running("最迟一次告知", None if seen.filing else counted.notice)
        receive_entry(run, seen, days, counted, {"next": step, **clock})
    return run.done()


def _looked(desk: Desk, form: IntakeForm) -> Situation:
    seen = look(desk, form)
    if reason := verdict(seen).keys["receive"]:
        raise refused(reason)
    return seen
