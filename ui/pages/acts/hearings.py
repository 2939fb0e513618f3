"""听证 on the screen: told of, asked for or let pass, called, held."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from models.desk import hearing
from models.desk.context import Desk
from models.desk.hearing import Apply
from models.desk.sheets_hearing import Announced, Called, Held
from models.desk.turn import in_hand
from models.rules.terms import Act
from models.views import ActDone
from ui.pages.acts.asks import SIGNED, Ask, Form, Kind, Told, day_told, moment_told, names_told, pairs_told, words
from ui.pages.acts.deed import Deed

_PUBLIC: Final = (("", "不公告"), ("yes", "涉及公共利益，公告"))
_WHY: Final = (("", "五日内无人申请"), ("yes", "书面放弃"))


def _tell_form(_desk: Desk, _case_id: str) -> Form:
    asks = (
        Ask("about", "拟作的决定", Kind.LONG),
        Ask("reason", "涉及谁、什么利益", Kind.LONG),
        Ask("others", "利害关系人", needed=False, hint="几位的用顿号分开"),
        Ask("public", "公告", Kind.CHOICE, needed=False, choices=_PUBLIC),
    )
    return Form("听证告知", "出听证告知书；五个工作日内可以申请（许可法第四十六、四十七条）", "告知并打印", asks)


def _tell(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    said = Announced(
        about=words(told, "about"),
        reason=words(told, "reason"),
        others=names_told(words(told, "others")),
        public=bool(words(told, "public")),
    )
    return hearing.tell(desk, case_id, said, press_id=press)


def _ask_form(desk: Desk, case_id: str) -> Form:
    who = in_hand(desk, case_id).seen.form.applicant.name
    asks = (
        Ask("who", "谁申请", start=who),
        Ask("on", "申请日期", Kind.DAY, start=f"{desk.today}", refusals=("hearing_late", "hearing_date")),
    )
    return Form("申请听证", "二十个工作日内组织", "记下申请", asks)


def _ask(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return hearing.ask(desk, case_id, Apply(words(told, "who"), day_told(told, "on")), press_id=press)


def _waive_form(_desk: Desk, _case_id: str) -> Form:
    asks = (
        Ask("how", "怎样", Kind.CHOICE, needed=False, choices=_WHY, refusals=("hearing_open",)),
        Ask("why", "放弃情况", Kind.LONG, hint="谁、何时书面放弃", when=("how", ("yes",))),
    )
    return Form("未申请听证", "五个工作日届满，或者各方都书面放弃", "记下", asks)


def _waive(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return hearing.waive(desk, case_id, words(told, "why"), press_id=press)


def _call_form(desk: Desk, _case_id: str) -> Form:
    at = desk.today + timedelta(days=14)
    asks = (
        Ask("at", "听证时间", Kind.MOMENT, start=f"{at} 09:00", refusals=("hearing_notice", "hearing_hold")),
        Ask("place", "地点", start=desk.window.hall),
        Ask("host", "主持人", hint="不能是审查本件的人", refusals=("hearing_host",)),
        Ask("recorder", "记录人"),
        Ask("reviewer", "审查人员", needed=False),
    )
    return Form("听证通知", "举行的七日前通知，出听证通知书（许可法第四十八条）", "通知并打印", asks)


def _call(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    called = Called(
        at=_at(desk, told, "at"),
        place=words(told, "place"),
        host=words(told, "host"),
        recorder=words(told, "recorder"),
        reviewer=words(told, "reviewer"),
    )
    return hearing.call(desk, case_id, called, press_id=press)


def _hold_form(desk: Desk, case_id: str) -> Form:
    last = in_hand(desk, case_id).here.last(Act.HEARING_CALL)
    payload = last.payload if last else {}
    begins = datetime.fromisoformat(payload["hearing_at"]) if payload.get("hearing_at") else desk.clock.now()
    dates = ("hearing_date",)
    asks = (
        Ask("begins", "开始", Kind.MOMENT, start=f"{begins:%Y-%m-%d %H:%M}", refusals=dates),
        Ask("ends", "结束", Kind.MOMENT, start=f"{desk.clock.now():%Y-%m-%d %H:%M}"),
        Ask("place", "地点", start=payload.get("place", "")),
        Ask("people", "参加人", Kind.LONG, hint="一行一人，如 主持人：测试甲", start=_host(payload.get("host", ""))),
        Ask("said", "陈述、申辩、质证", Kind.LONG, hint="一行一段，如 申请人：……"),
        Ask("signed", "笔录签字", Kind.CHOICE, needed=False, choices=SIGNED, refusals=("hearing_unsigned",)),
    )
    return Form("听证笔录", "参加人确认后签字；决定要根据笔录作出", "出听证笔录", asks)


def _host(name: str) -> str:
    return f"主持人：{name}" if name else ""


def _hold(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    held = Held(
        begins=_at(desk, told, "begins"),
        ends=_at(desk, told, "ends"),
        place=words(told, "place"),
        people=tuple((role, name, "") for role, name in pairs_told(words(told, "people"))),
        said=pairs_told(words(told, "said")),
        signed=bool(words(told, "signed")),
    )
    return hearing.hold(desk, case_id, held, press_id=press)


def _at(desk: Desk, told: Told, name: str) -> datetime:
    return moment_told(told, name) or desk.clock.now()


DEEDS: Final = {
    Act.HEARING_TELL: Deed(_tell_form, _tell),
    Act.HEARING_ASK: Deed(_ask_form, _ask),
    Act.HEARING_WAIVE: Deed(_waive_form, _waive),
    Act.HEARING_CALL: Deed(_call_form, _call),
    Act.HEARING: Deed(_hold_form, _hold),
}
