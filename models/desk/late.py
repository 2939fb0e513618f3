"""补录: papers taken by hand on a spare receipt, entered when there is power again, under the number on that receipt.

The true time of receipt counts, not that of typing: the five working days run from it
(许可法第三十二条第一款第（四）项).
"""

from __future__ import annotations

import re
import unicodedata
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


_TIME = re.compile(
    r"(?:(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?\s*)?(\d{1,2})(?:[:.]|时)(\d{1,2})分?", re.ASCII
)


def look_up(desk: Desk, text: str) -> SpareRow:
    """The sheet somebody typed or scanned; it still waits to be used.

    Raises:
        Refusal: ``case_number`` for what is no number; ``spare_unknown``, ``spare_gone``.
    """
    number = parse_case_number(text).text
    if not is_spare(number):
        raise _no(f"{number}不是断电备用单的编号", "请看单子左上角，编号第四段以9开头", "spare_unknown")
    return _waiting(spares.find(desk.store, number), number)


def point_out(desk: Desk, scanned: str) -> None:
    """Say where to go with the code of a sheet that was not entered yet; any other code is let pass.

    Raises:
        Refusal: code ``spare_waiting``.
    """
    try:
        number = look_up(desk, scanned).number
    except Refusal:
        return
    raise _no(f"{number}是还没有补录的断电备用单", "请到“台账”的“断电备用单”按 F9 补录", "spare_waiting")


def sheet(desk: Desk, text: str, received_at: datetime) -> tuple[str, datetime]:
    """Number and true time (aware) of what is to be entered, looked at before anybody types the form.

    Raises:
        Refusal: as ``look_up``; ``spare_time`` for a time before the sheet was printed, or still to come.
    """
    row = look_up(desk, text)
    _in_time(row, received_at, desk.clock.now())
    return row.number, received_at


def form_of(desk: Desk, text: str, received_at: datetime, blank: IntakeForm) -> IntakeForm:
    """``blank`` as the form of that sheet; see ``sheet`` for what is refused."""
    number, at = sheet(desk, text, received_at)
    return replace(blank, spare=number, received_at=at)


def read_time(text: str, now: datetime) -> datetime:
    """A time as people type it: 2026-11-20 14:05, 11-20 14:05, or 14:05 of today; aware, in ``now``'s zone.

    A month and day still to come are last year's: a sheet of December may be entered in January.

    Raises:
        Refusal: code ``spare_time``.
    """
    found = _TIME.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        raise _bad_time()
    year, month, day, hour, minute = (int(part) if part else 0 for part in found.groups())
    try:
        at = datetime(year or now.year, month or now.month, day or now.day, hour, minute, tzinfo=now.tzinfo)
        return at if year or not month or at <= now else at.replace(year=at.year - 1)
    except ValueError as error:
        raise _bad_time() from error


def _bad_time() -> Refusal:
    return _no("看不懂这个收件时间", "请写成 2026-11-20 14:05", "spare_time")


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
