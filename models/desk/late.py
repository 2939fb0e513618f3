"""补录: papers taken by hand on a spare receipt, entered when there is power again, under the number on that receipt.

The true time of receipt counts, not that of typing: the five working days run from it
(许可法第三十二条第一款第（四）项).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from models.errors import Refusal
from models.rules.numbers import is_spare, parse_case_number
from models.store import spares
from models.store.spares import USED, VOID, Gone, SpareRow

if TYPE_CHECKING:
    from models.desk.context import Desk
    from models.store.work import Work
    from models.views import IntakeForm


def look_up(desk: Desk, text: str) -> SpareRow:
    """The sheet somebody typed or scanned; it still waits to be used.

    Raises:
        Refusal: ``case_number`` for what is no number; ``spare_unknown``, ``spare_gone``.
    """
    number = parse_case_number(text).text
    if not is_spare(number):
        raise _no(f"{number}不是断电备用单的编号", "请看单子左上角，编号第四段以9开头", "spare_unknown")
    return _waiting(spares.find(desk.store, number), number)


def form_of(desk: Desk, text: str, received_at: datetime, blank: IntakeForm) -> IntakeForm:
    """``blank`` as the form of that sheet, taken at ``received_at`` (aware).

    Raises:
        Refusal: as ``look_up``; ``spare_time`` for a time before the sheet was printed, or still to come.
    """
    row = look_up(desk, text)
    _in_time(row, received_at, desk.clock.now())
    return replace(blank, spare=row.number, received_at=received_at)


def claim(desk: Desk, work: Work, form: IntakeForm, case_id: str, at: datetime) -> str:
    """Spend the form's sheet on this case, in the act's own transaction; its number.

    Raises:
        Refusal: ``spare_unknown``, ``spare_gone``, ``spare_time``; nothing is kept then.
    """
    row = _waiting(spares.one(work, form.spare), form.spare)
    _in_time(row, form.received_at, at)
    spares.spend(work, row.number, Gone(USED, at, desk.staff.name, case_id))
    return row.number


def _waiting(row: SpareRow | None, number: str) -> SpareRow:
    if row is None:
        raise _no(f"本窗口没有印过{number}", "请核对单子上的窗口号和编号", "spare_unknown")
    if row.state == VOID:
        raise _no(f"{number}已经作废：{row.why}", "请换用交给申请人的那一张", "spare_gone")
    if row.state == USED:
        raise _no(f"{number}已经补录过，一张单只用一次", "请按编号在办件里打开", "spare_gone")
    return row


def _in_time(row: SpareRow, received_at: datetime | None, now: datetime) -> None:
    if received_at is None:
        raise _no("没有填真实收件时间", "请照备用单上手写的时间填", "spare_time")
    if received_at > now:
        raise _no("真实收件时间还没有到", "请照备用单上手写的时间填", "spare_time")
    if received_at < row.printed_at.replace(second=0, microsecond=0):
        printed = f"{row.printed_at:%Y-%m-%d %H:%M}"
        raise _no(f"真实收件时间早于这张单的打印时间（{printed}）", "请照备用单上手写的时间填", "spare_time")


def _no(happened: str, todo: str, code: str) -> Refusal:
    return Refusal(happened, "没有写入任何记录，备用单登记没有改动", todo, code=code)
