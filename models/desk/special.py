"""特别程序: the clock stops only for what 许可法第四十五条 names, from the day the applicant is told in writing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from models.desk import payloads, recount
from models.desk.bearing import decision
from models.desk.clocks import DateNote
from models.desk.context import Desk
from models.desk.power import needs
from models.desk.press import refused
from models.desk.turn import InHand, once_for, turn
from models.errors import Refusal
from models.papers import PaperHead
from models.papers_more import SpecialPaper
from models.rules import deadlines
from models.rules.calendar import ONE_DAY, CalendarGap
from models.rules.counting import Pause
from models.rules.powers import Power
from models.rules.terms import Act, CaseState, Doc, Unit
from models.store.payloads import day
from models.views import ActDone

ART45 = "《中华人民共和国行政许可法》第四十五条"
CODE_OTHER = "2"  # GB/T 39046 附录A.7
BEGIN, END = "特别程序告知书", "恢复计时告知书"


@dataclass(frozen=True, slots=True)
class Stop:
    """What stops the clock, as the notice says it."""

    kind: str  # 听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审, or what the item's own law adds
    reason: str
    days: int  # time needed
    unit: Unit = Unit.WORKDAY
    basis: str = ART45


@needs(Power.REVIEW)
def begin(desk: Desk, case_id: str, stop: Stop, *, press_id: str = "") -> ActDone:
    """Tell the applicant how long it will take; from today no working day counts.

    Raises:
        Refusal: ``pause_kind`` for anything else (现场踏勘、整改、补正 …), ``no_days``; the flow or the role.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.SPECIAL_BEGIN, key, pause=stop.kind, told=True, reason=stop.reason) as now:
            hand, until = now.hand, expected(desk, stop)
            paper = now.run.paper(
                Doc.SPECIAL_PROC, _organ(hand), lambda head: _told(hand, head, stop, until), name=BEGIN
            )
            now.entry(_begun(desk, stop, until), paper)
        return now.run.done()

    if stop.days <= 0:
        raise refused("特别程序要书面告知所需时间", "请写明需要多少天")
    return once_for(press_id, act, desk)


def _begun(desk: Desk, stop: Stop, until: DateNote) -> dict[str, Any]:
    return {
        "pause": stop.kind,
        "reason": stop.reason,
        "told_on": desk.today.isoformat(),
        "expected_until": day(until.due),
        "due": None,
        "due_name": f"停表：{stop.kind}",
        "next": payloads.next_step(f"等{stop.kind}结果", f"所需 {stop.days}{stop.unit.value}，不计入期限", "停表"),
        "clocks": [payloads.clock("特别程序", until)],
        "text": f"{stop.kind}，所需{stop.days}{stop.unit.value}，已书面告知，自今日停表",
    }


@needs(Power.REVIEW)
def end(desk: Desk, case_id: str, result: str, ended_on: date | None = None, *, press_id: str = "") -> ActDone:
    """The result is there: the working day after it counts again, and both limits move.

    Args:
        ended_on: the day of the result, today when not said.

    Raises:
        Refusal: ``pause_backwards`` for a result before the notice, ``pause_future`` for one still to come.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.SPECIAL_END, key) as now:
            hand = now.hand
            pauses = recount.pauses_of(hand, until=_possible(desk, ended_on))
            limits = recount.resumed(hand, _possible(desk, ended_on))
            paper = now.run.paper(
                *(Doc.SPECIAL_PROC, _organ(hand), lambda head: _resumed(hand, head, pauses, limits)), name=END
            )
            now.entry(_ended(pauses[-1], result, limits), paper)
        return now.run.done()

    return once_for(press_id, act, desk)


def _possible(desk: Desk, ended_on: date | None) -> date:
    if ended_on is not None and ended_on > desk.today:
        raise Refusal("结果日期还没有到", "时限照旧停着", "请核对日期", code="pause_future")
    return ended_on or desk.today


def _ended(pause: Pause, result: str, limits: recount.Limits) -> dict[str, Any]:
    return {
        **recount.written(limits),
        "ended_on": day(pause.ended),
        "result": result,
        "text": f"{pause.kind}有了结果：{result or '见附件'}，次一工作日起续计",
    }


def expected(desk: Desk, stop: Stop) -> DateNote:
    """The last day of the time needed; 未定 when the year has no table."""
    try:
        found = deadlines.due(desk.today, stop.days, stop.unit, desk.calendar, word="告知")
    except CalendarGap as gap:
        return DateNote(None, gap.short)
    return DateNote(found.day, f"{stop.kind}所需{stop.days}{stop.unit.value}", found.lines)


def overdue(hand: InHand) -> bool:
    """Whether a stop runs past the time it was told for: it neither ends by itself nor may it be forgotten."""
    said = recount.latest(hand, Act.SPECIAL_BEGIN).get("expected_until")
    return said is not None and hand.here.case.state is CaseState.SPECIAL and hand.desk.today > date.fromisoformat(said)


def _organ(hand: InHand) -> str:
    return decision(hand.seen, hand.flow, hand.settings).organ


def _told(hand: InHand, head: PaperHead, stop: Stop, until: DateNote) -> SpecialPaper:
    before = recount.pauses_of(hand)
    limits = recount.limits(hand)
    return SpecialPaper(
        head=head,
        party=hand.party,
        variant=BEGIN,
        matter=hand.matter,
        kind_code=CODE_OTHER,
        kind=stop.kind,
        reason=stop.reason,
        basis=stop.basis,
        begins_on=hand.desk.today,
        expected=f"{stop.days}{'个' if stop.unit is Unit.WORKDAY else ''}{stop.unit.value}",
        expected_until=until.due,
        used=recount.used(hand, before),
        left=recount.left(hand, limits.running.due),
        old_due=limits.running.due,
    )


def _resumed(hand: InHand, head: PaperHead, pauses: tuple[Pause, ...], limits: recount.Limits) -> SpecialPaper:
    stop, begun = pauses[-1], recount.latest(hand, Act.SPECIAL_BEGIN)
    assert stop.ended is not None
    calendar = hand.desk.calendar
    return SpecialPaper(
        head=head,
        party=hand.party,
        variant=END,
        matter=hand.matter,
        kind_code=CODE_OTHER,
        kind=stop.kind,
        reason=begun.get("reason", ""),
        basis=ART45,
        begins_on=stop.told,
        expected="",
        expected_until=None,
        ends_on=stop.ended,
        resumes_on=calendar.next_workday(stop.ended + ONE_DAY),
        days_out=f"{calendar.workdays_between(stop.told - ONE_DAY, stop.ended)}个工作日",
        used=recount.used(hand, pauses),
        left=recount.left(hand, limits.running.due),
        old_due=hand.here.case.promised_due,
        new_due=limits.running.due,
    )
