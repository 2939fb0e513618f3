"""办结之后 on the screen: push to the supervisors, publicity, report, check, monthly filing."""

from __future__ import annotations

from typing import Final

from models.desk import after
from models.desk.context import Desk
from models.desk.turn import in_hand
from models.rules.terms import Act
from models.views import ActDone
from ui.pages.acts.asks import Ask, Form, Kind, Told, words
from ui.pages.acts.deed import Deed


def _push_form(desk: Desk, case_id: str) -> Form:
    to = after.supervisors(in_hand(desk, case_id))
    return Form("推送监管", "推送时间即对方收到时间；证件号不推送", "推送", (Ask("to", "推送给", start=to),))


def _push(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return after.push(desk, case_id, words(told, "to"), press_id=press)


def _publish_form(_desk: Desk, _case_id: str) -> Form:
    asks = (Ask("where", "公示在", start="信用中国、本级政府网站"),)
    return Form("双公示", "作出决定之日起七个工作日内", "记下已公示", asks)


def _publish(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return after.publish(desk, case_id, words(told, "where"), press_id=press)


def _post_file_form(_desk: Desk, _case_id: str) -> Form:
    asks = (Ask("platform", "报备平台", start="市县同权事项运行管理平台"),)
    return Form("批后报备", "用2号章办结的，向市直部门报备", "记下已报备", asks)


def _post_file(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return after.post_file(desk, case_id, words(told, "platform"), press_id=press)


def _check_form(_desk: Desk, _case_id: str) -> Form:
    asks = (Ask("found", "检查结果", Kind.LONG, hint="承诺是否属实"),)
    return Form("证后检查", "告知承诺办结的，推送之日起一个月内", "记下检查结果", asks)


def _check(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return after.post_check(desk, case_id, words(told, "found"), press_id=press)


def _file_form(desk: Desk, _case_id: str) -> Form:
    asks = (Ask("month", "月份", start=f"{desk.today:%Y-%m}", latin=True), Ask("number", "备案表编号", needed=False))
    return Form("月度备案", "整月的备案表在台账页出；这里只补记一件", "记下已备案", asks)


def _file(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return after.file_monthly(desk, case_id, words(told, "month"), words(told, "number"), press_id=press)


DEEDS: Final = {
    Act.PUSH: Deed(_push_form, _push),
    Act.PUBLISH: Deed(_publish_form, _publish),
    Act.POST_FILE: Deed(_post_file_form, _post_file),
    Act.POST_CHECK: Deed(_check_form, _check),
    Act.FILE_MONTHLY: Deed(_file_form, _file),
}
