"""容缺受理 (F8): accepted while a lesser material is out, on a signed undertaking; the material when it comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models.desk import payloads
from models.desk.accept import receive_entry
from models.desk.assess import paper_marks, verdict
from models.desk.bearing import settings_of
from models.desk.clocks import Clocks, DateNote, clocks
from models.desk.context import Desk
from models.desk.facts import of_item, role_of
from models.desk.power import needs
from models.desk.press import Press, once, press, refused
from models.desk.sheets import Days, accept
from models.desk.sheets_people import party
from models.desk.situation import Situation, look
from models.desk.standing import standing
from models.desk.turn import InHand, in_hand, once_for, turn
from models.errors import Refusal
from models.papers import PaperHead
from models.papers_more import Matter, TolerableLine, TolerancePaper
from models.rules import asking, deadlines, life, lifecycle
from models.rules.casefacts import CaseFacts
from models.rules.deadlines import CalendarGap
from models.rules.powers import Power
from models.rules.settings import Settings
from models.rules.terms import Act, CaseState, Doc, Unit
from models.store import payloads as store
from models.store import queries
from models.store.payloads import day
from models.views import ActDone, IntakeForm, MaterialMark

NAME = "容缺补齐"
OVERDUE = "逾期没有补齐的，本机关按本地容缺办法终止办理，申请材料退还；可以补齐后重新申请"
PROMISES = (
    "已知悉上列材料应当提交，自愿申请容缺受理",
    "在期限内按要求的形式补齐；补齐的材料真实、有效，与本次申请一致",
    "补齐前不领取、不使用本事项的证照；逾期未补齐的，接受上述处理",
)
_BASIS = "本地容缺受理办法（文号待核定）"


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What the counter knows of the applicant's side."""

    signed: bool  # the applicant has signed the undertaking
    bad_credit: bool = False  # 未修复的失信记录
    others_out: bool = False


@needs(Power.RECEIVE)
@once
def tolerate(desk: Desk, form: IntakeForm, promise: Undertaking) -> ActDone:
    """Accept now, the tolerated materials by a day that is never later than the promised limit.

    Raises:
        Refusal: the guide does not allow it (``key_not_ready``), ``not_tolerable``, ``bad_credit``, ``not_signed``,
            ``no_day`` when no day to bring it by can be named. Nothing is kept then.
    """
    here = standing(desk, form.case_id) if form.case_id else None
    seen = look(desk, form, here.case if here else None)
    if reason := verdict(seen).keys["tolerate"]:
        raise refused(reason)
    case = (here.case.case_id, here.case.case_no, here.case.state) if here else None
    settings, facts = settings_of(seen), _facts(seen, promise)
    if wrong := life.refusal(seen.mode, CaseState.RECEIVED, Act.TOLERATE, facts, role_of(desk), settings):
        raise wrong
    marks = paper_marks(seen)
    with press(desk, form.draft_id, seen.now, mode=seen.mode, case=case, to_confirm=marks, form=form) as run:
        run.judge = lambda state, act: life.step(seen.mode, state, act, facts, role_of(desk), settings)
        _accepted(run, seen, settings)
    return run.done()


def _facts(seen: Situation, promise: Undertaking) -> CaseFacts:
    return replace(
        of_item(seen),
        silent=seen.deemed is not None,
        signed=promise.signed,
        bad_credit=promise.bad_credit,
    )


def _accepted(run: Press, seen: Situation, settings: Settings) -> None:
    today = seen.now.date()
    days, counted = Days(seen.received_at, today), clocks(seen, today)
    due = due_of(seen, counted, settings)
    if run.state is None:
        receive_entry(run, seen, days, counted)
    elif run.state is CaseState.SUPPLEMENTING:
        run.entry(Act.TAKE_SUPPLEMENT, {"materials": payloads.materials(seen)})
    papers = []
    if not seen.filing:
        papers.append(run.paper(Doc.ACCEPT, seen.accept_organ, lambda head: accept(seen, head, days, counted)))
    number = papers[0].number if papers else ""
    papers.append(
        run.paper(Doc.TOLERANCE, seen.accept_organ, lambda head: sheet(seen, head, number, due)),
    )
    run.entry(Act.TOLERATE, _payload(run, seen, counted, due), *papers)
    if Act.BEGIN_REVIEW in lifecycle.follow_ups(_mode(run), Act.ACCEPT):
        run.entry(Act.BEGIN_REVIEW, payloads.after(run.mode, CaseState.UNDER_REVIEW, counted))


def _mode(run: Press) -> Any:
    assert run.mode is not None
    return run.mode


def _payload(run: Press, seen: Situation, counted: Clocks, due: DateNote) -> dict[str, Any]:
    """Acceptance with both limits, and the day the rest has to come by."""
    found = payloads.accepted(run.at, seen.now.date(), counted)
    names = [seen.material_name(seq) for seq in seen.check.tolerated]
    step = payloads.next_step("等容缺材料", f"缺 {len(names)} 件，{day(due.due)} 前补齐", "申请人")
    return {
        **found,
        "clocks": [*found["clocks"], payloads.clock(NAME, due)],
        "next": step,
        **payloads.running(NAME, due),
        "tolerated": list(seen.check.tolerated),
        "tolerated_due": day(due.due),
        "materials": payloads.materials(seen),
        "text": f"容缺 {len(names)} 件：{'、'.join(names)}，{day(due.due)}前补齐",
    }


def due_of(seen: Situation, counted: Clocks, settings: Settings) -> DateNote:
    """The day everything must be in: the city's own number of days, never past the promised limit.

    Raises:
        Refusal: code ``no_day`` when neither is known, since the notice has to name a day.
    """
    limit = counted.promised.due
    days = settings.tolerated_days
    if days is not None:
        try:
            found = deadlines.due(seen.now.date(), days, Unit.WORKDAY, seen.desk.calendar, word="受理")
        except CalendarGap:
            found = None
        if found and (limit is None or found.day <= limit):
            return DateNote(found.day, f"{days}个工作日，不超过承诺时限", found.lines)
    if limit is None:
        raise Refusal("办结时限未定，容缺通知书写不出补齐的日子", "没有写入任何记录", "请按补正告知办理", code="no_day")
    return DateNote(limit, "不超过承诺时限", counted.promised.lines)


def sheet(seen: Situation, head: PaperHead, accept_number: str, due: DateNote) -> TolerancePaper:
    """容缺受理通知书 with the applicant's undertaking on the same sheet."""
    return TolerancePaper(
        head=head,
        party=party(seen.form.applicant, seen.form.agent),
        variant="容缺受理通知书",
        matter=Matter(seen.item.name, seen.form.handling_item, seen.received_at.date(), seen.now.date(), accept_number),
        lines=tuple(_line(seen, seq, due.due) for seq in seen.check.tolerated),
        basis=_BASIS,
        due=due.due,
        due_note=due.note,
        overdue=OVERDUE,
        promises=PROMISES,
        seal="专用章位",
    )


def _line(seen: Situation, seq: int, due: date | None) -> TolerableLine:
    material = next(one for one in seen.guide.materials if one.seq == seq)
    asked = asking.ask(seen.guide, material, asking.Mark(seq, asking.TOLERATED))
    return TolerableLine(str(seq), material.name, asked.fix, due, asked.basis)


def tolerated_out(hand: InHand) -> tuple[int, ...]:
    """Materials of the notice that are still out."""
    marks = queries.materials(hand.desk.store, hand.here.case.case_id)
    return tuple(mark.seq for mark, _ in marks if mark.state == asking.TOLERATED)


@needs(Power.RECEIVE)
def material_in(desk: Desk, case_id: str, brought: Sequence[MaterialMark], press_id: str = "") -> ActDone:
    """Take a tolerated material in; when the last one is there the case may be decided. Late is taken, and marked.

    Raises:
        Refusal: ``nothing_tolerated``; ``not_tolerated`` for a line the notice does not name.
    """
    return once_for(press_id, lambda key: _material_in(desk, case_id, brought, key), desk)


def _material_in(desk: Desk, case_id: str, brought: Sequence[MaterialMark], press_id: str) -> ActDone:
    hand = in_hand(desk, case_id)
    out, came = tolerated_out(hand), {mark.seq: mark for mark in brought if mark.state == asking.RECEIVED}
    if wrong := hand.why_not(Act.MATERIAL_IN):
        raise wrong
    if not came or set(came) - set(out):
        raise refused("这些材料不在容缺受理通知书上", "请核对序号，只收容缺的材料")
    left = [seq for seq in out if seq not in came]
    act = Act.NOTE if left else Act.MATERIAL_IN
    table = [store.material(came.get(mark.seq, mark), name) for mark, name in queries.materials(desk.store, case_id)]
    with turn(desk, case_id, act, press_id) as now:
        now.entry({"materials": table, "text": _said(hand, sorted(came), left), **_onward(hand, left)})
    return now.run.done()


def _said(hand: InHand, came: Sequence[int], left: Sequence[int]) -> str:
    names = "、".join(hand.seen.material_name(seq) for seq in came)
    late = tolerated_due(hand) is not None and hand.desk.today > (tolerated_due(hand) or hand.desk.today)
    rest = f"，还缺 {len(left)} 件" if left else "，容缺材料已齐"
    return f"补齐{names}{rest}{'，超过补齐期限' if late else ''}"


def tolerated_due(hand: InHand) -> date | None:
    """The day the notice named."""
    said = hand.here.first(Act.TOLERATE).get("tolerated_due")
    return date.fromisoformat(said) if said else None


def _onward(hand: InHand, left: Sequence[int]) -> dict[str, Any]:
    """Once everything is there the decision's clock is the one that runs."""
    if left:
        return {}
    state = hand.here.case.state
    if state in (CaseState.ACCEPTED, CaseState.DEEMED_ACCEPTED) and hand.mode and lifecycle.FLOWS[hand.mode].forwards:
        step = payloads.next_step("转报市级", "容缺材料已齐，附全部材料转报", "本窗口")
        return {"next": step, **payloads.running("转出到市级", hand.clocks.forward)}
    return {**payloads.running("办结", hand.clocks.promised)}
