"""听证: told of, asked for or let pass, called seven days before, held with a record (许可法36、46–48)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.desk import payloads, sheets_hearing
from models.desk.bearing import decision
from models.desk.context import Desk
from models.desk.power import needs
from models.desk.press import refused
from models.desk.sheets_hearing import CALL, PUBLIC, RECORD, TELL, THIRD_PARTY, Announced, Called, Held
from models.desk.turn import InHand, Turn, once_for, turn
from models.errors import Refusal
from models.rules import deadlines
from models.rules.calendar import CalendarGap
from models.rules.counting import Due
from models.rules.powers import Power
from models.rules.terms import Act, Doc, Unit
from models.store import payloads as store
from models.views import ActDone, DocumentView

APPLY_DAYS = 5  # 第四十七条第一款
HOLD_DAYS = 20
TELL_DAYS = 7  # 第四十八条第一款第一项
SAFE = "没有写入任何记录"


@dataclass(frozen=True, slots=True)
class Apply:
    """Who asked for a hearing."""

    who: str
    on: date | None = None  # today when not said


@needs(Power.REVIEW)
def tell(desk: Desk, case_id: str, said: Announced, *, press_id: str = "") -> ActDone:
    """Tell applicant and those whose great interest is touched of their right; a public matter is announced too.

    Makes 听证告知书, 利害关系人告知书 when others are named, 听证公告 when the matter is public (第四十六条).

    Raises:
        Refusal: told before (``hearing_order``), the reason missing (``key_not_ready``); the flow or the role.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.HEARING_TELL, key) as now:
            until = _apply_until(desk)
            papers = [_paper(now, name, said, until) for name in _told_by(said)]
            now.entry(_told(said, until), *papers)
        return now.run.done()

    if not said.about.strip() or not said.reason.strip():
        raise refused("听证告知要写明拟作出的决定和理由", "请写明涉及谁的重大利益或者什么公共利益")
    return once_for(press_id, act, desk)


def _told_by(said: Announced) -> tuple[str, ...]:
    names = [TELL]
    if said.others:
        names.append(THIRD_PARTY)
    if said.public:
        names.append(PUBLIC)
    return tuple(names)


def _paper(now: Turn, name: str, said: Announced, until: Due | None) -> DocumentView:
    hand, due = now.hand, until.day if until else None
    return now.run.paper(
        *(Doc.HEARING, organ(hand), lambda head: sheets_hearing.announced(hand, head, name, said, due)), name=name
    )


def _told(said: Announced, until: Due | None) -> dict[str, Any]:
    day = store.day(until.day) if until else None
    return {
        "about": said.about,
        "reason": said.reason,
        "others": list(said.others),
        "apply_until": day,
        "next": payloads.next_step("等听证申请", f"{day or '五个工作日内'}前可以申请听证", "申请人"),
        "text": f"已告知听证权利，{day or '五个工作日内'}前可以申请",
    }


@needs(Power.REVIEW)
def ask(desk: Desk, case_id: str, apply: Apply, *, press_id: str = "") -> ActDone:
    """Somebody asks in time: the organ holds it within twenty working days.

    Raises:
        Refusal: not told of, or answered before (``hearing_order``); ``hearing_late``, ``hearing_date``.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.HEARING_ASK, key) as now:
            on = _asked_on(now.hand, apply)
            until = _due(desk, on, HOLD_DAYS, "申请")
            step = payloads.next_step(
                "组织听证", f"{store.day(until.day) if until else '二十个工作日内'}前组织", "审核岗"
            )
            now.entry({"who": apply.who, "asked_on": on.isoformat(), "next": step, "text": f"{apply.who}申请听证"})
        return now.run.done()

    if not apply.who.strip():
        raise refused("没有写谁申请听证", "请填申请人或者利害关系人")
    return once_for(press_id, act, desk)


def _asked_on(hand: InHand, apply: Apply) -> date:
    on, told = apply.on or hand.desk.today, hand.dates.hearing_told
    if on > hand.desk.today or (told is not None and on < told):
        raise Refusal("申请听证的日期不对", SAFE, "请核对日期：在告知之日以后、今天以前", code="hearing_date")
    last = hand.here.last(Act.HEARING_TELL)
    until = last.payload.get("apply_until") if last else None
    if until and on > date.fromisoformat(until):
        raise Refusal(f"申请听证的期限到{until}为止", SAFE, "已过期限的，记明无人申请", code="hearing_late")
    return on


@needs(Power.REVIEW)
def waive(desk: Desk, case_id: str, why: str = "", *, press_id: str = "") -> ActDone:
    """Nobody asked within five working days, or everybody said in writing that they do not ask.

    Args:
        why: that the right was given up in writing; "" = the five days have passed.

    Raises:
        Refusal: ``hearing_open`` while there is still time; ``hearing_order``.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.HEARING_WAIVE, key) as now:
            last = now.hand.here.last(Act.HEARING_TELL)
            until = last.payload.get("apply_until") if last else None
            if not why.strip() and (until is None or desk.today <= date.fromisoformat(until)):
                raise Refusal("五日内还可以申请听证", SAFE, "书面放弃的，请写明", code="hearing_open")
            now.entry({"why": why, "text": why or "五个工作日内无人申请听证"})
        return now.run.done()

    return once_for(press_id, act, desk)


@needs(Power.REVIEW)
def call(desk: Desk, case_id: str, called: Called, *, press_id: str = "") -> ActDone:
    """听证通知书: when and where, at least seven working days before; whoever reviewed the case does not preside.

    Raises:
        Refusal: ``hearing_notice`` when fewer days are left, ``hearing_hold`` after the twenty days, ``hearing_host``
            when the reviewer presides (第四十八条第一款第三项); ``hearing_order``.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.HEARING_CALL, key) as now:
            hand = now.hand
            late = _may_call(hand, called)
            paper = now.run.paper(
                *(Doc.HEARING, organ(hand), lambda head: sheets_hearing.call(hand, head, called)), name=CALL
            )
            step = payloads.next_step("举行听证", f"{called.at:%Y-%m-%d %H:%M} {called.place}", "审核岗")
            said = f"{called.at:%Y-%m-%d %H:%M} 在{called.place}听证{'，超过二十日组织期限' if late else ''}"
            kept = {"hearing_at": store.at(called.at), "place": called.place, "host": called.host, "late": late}
            now.entry({**kept, "next": step, "text": said}, paper)
        return now.run.done()

    return once_for(press_id, act, desk)


def _may_call(hand: InHand, called: Called) -> bool:
    """Refuse what the law does not allow; True when the twenty days are over, which is allowed and marked."""
    if not called.place.strip() or not called.host.strip() or not called.recorder.strip():
        raise refused("听证通知要写明地点、主持人和记录人", "请填全")
    reviewers = {row.entry.payload.get("clerk") for row in hand.here.log if row.entry.kind is Act.REVIEW}
    if called.host == called.reviewer or called.host in reviewers:
        said = "听证由审查本件的工作人员以外的人员主持（行政许可法第四十八条）"
        raise Refusal(said, SAFE, "请换主持人", code="hearing_host")
    earliest = _due(hand.desk, hand.desk.today, TELL_DAYS, "通知")
    if earliest is None or called.at.date() < earliest.day:
        day = earliest.day.isoformat() if earliest else "未定"
        raise Refusal(f"听证要在举行的七日前通知，最早{day}", SAFE, "请改期", code="hearing_notice")
    asked = hand.dates.hearing_asked
    until = _due(hand.desk, asked, HOLD_DAYS, "申请") if asked else None
    return until is not None and called.at.date() > until.day


@needs(Power.REVIEW)
def hold(desk: Desk, case_id: str, held: Held, *, press_id: str = "") -> ActDone:
    """听证笔录, which the decision then rests on (第四十八条第二款).

    Raises:
        Refusal: not called (``hearing_order``), times that cannot be (``hearing_date``), nothing said
            (``key_not_ready``), the record not signed (``hearing_unsigned``).
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.HEARING, key, record=held.begins.isoformat()) as now:
            hand = now.hand
            _held_well(hand, held)
            paper = now.run.paper(
                *(Doc.HEARING, organ(hand), lambda head: sheets_hearing.record(hand, head, held)), name=RECORD
            )
            said = f"{held.begins:%Y-%m-%d %H:%M} 听证，笔录 {paper.number}"
            now.entry({"record": paper.number, "held_on": held.begins.date().isoformat(), "text": said}, paper)
        return now.run.done()

    return once_for(press_id, act, desk)


def _held_well(hand: InHand, held: Held) -> None:
    called = hand.here.last(Act.HEARING_CALL)
    assert called is not None  # the table lets nobody hold what was not called
    at = datetime.fromisoformat(called.payload["hearing_at"])
    if held.ends <= held.begins or held.begins < at or held.ends > hand.seen.now:
        raise Refusal("听证的时间不对", SAFE, f"通知的时间是{at:%Y-%m-%d %H:%M}，请核对起止时间", code="hearing_date")
    if not held.said:
        raise refused("听证笔录是空的", "请记下各方陈述、申辩和质证")
    if not held.signed:
        raise Refusal("听证笔录要交参加人确认无误后签字或者盖章", SAFE, "请先请参加人确认签字", code="hearing_unsigned")


def organ(hand: InHand) -> str:
    """Whose hearing it is: the organ that decides."""
    return decision(hand.seen, hand.flow, hand.settings).organ


def _apply_until(desk: Desk) -> Due | None:
    return _due(desk, desk.today, APPLY_DAYS, "告知")


def _due(desk: Desk, start: date, days: int, word: str) -> Due | None:
    try:
        return deadlines.due(start, days, Unit.WORKDAY, desk.calendar, word=word)
    except CalendarGap:
        return None
