"""What 断电备用单 does in the background: the register read, sheets printed, made void, looked at to be entered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from models.desk.context import Desk
from models.errors import Refusal
from models.views import DocumentView
from ui.parts.rows import Column, Kind, Row

if TYPE_CHECKING:
    from models.desk.spares_register import SpareRow, Standing

COLUMNS: Final = (
    Column("编号", Kind.STRONG),
    Column("状态", Kind.TEXT, 64),
    Column("印制", Kind.TWO_LINE, 132),
    Column("去向", Kind.TWO_LINE, 260),
)
_GONE: Final = ("已用", "作废")


@dataclass(frozen=True, slots=True)
class Register:
    """The sheets, their figures, and why whoever sits here may not touch them."""

    rows: tuple[SpareRow, ...]
    standing: Standing
    reason: str


def reading(desk: Desk) -> Callable[[], Register]:
    """The register as it is now."""

    def work() -> Register:
        from models.desk import power, spares_register  # noqa: PLC0415 - brings the papers with it
        from models.rules.powers import Power  # noqa: PLC0415 - as above

        why = power.reason(desk, Power.RECEIVE)
        return Register(spares_register.book(desk), spares_register.standing(desk), why)

    return work


def printing(desk: Desk, count: str) -> Callable[[], DocumentView]:
    """Number and keep so many sheets."""

    def work() -> DocumentView:
        from models.desk import spares_register  # noqa: PLC0415 - as above

        return spares_register.print_kit(desk, int(count) if count.strip().isdecimal() else 0)

    return work


def voiding(desk: Desk, number: str, why: str) -> Callable[[], None]:
    """Strike out a sheet."""

    def work() -> None:
        from models.desk import spares_register  # noqa: PLC0415 - as above

        spares_register.void(desk, number, why)

    return work


def entering(desk: Desk, number: str, when: str) -> Callable[[], tuple[str, datetime]]:
    """The sheet and the time, looked at before the form opens; the act looks again."""

    def work() -> tuple[str, datetime]:
        from models.desk import late  # noqa: PLC0415 - as above

        return late.sheet(desk, number, late.read_time(when, desk.clock.now()))

    return work


def rows(register: Register) -> list[Row]:
    """The sheets as rows."""
    return [_row(one) for one in register.rows]


def _row(one: SpareRow) -> Row:
    gone = (f"{one.gone_at:%m-%d %H:%M} · {one.gone_by}", one.why or "已补录为办件") if one.gone_at else ("–", "")
    printed = (f"{one.printed_at:%Y-%m-%d}", one.printed_by)
    return Row(one.number, (one.number, one.state, printed, gone), quiet=one.state in _GONE)


def why_not_void(register: Register | None, number: str) -> str:
    """Why the sheet may not be made void, "" when it may."""
    row = next((one for one in register.rows if one.number == number), None) if register else None
    if register is None or row is None:
        return "先选一张"
    return register.reason or ("" if row.state == "待用" else f"这张{row.state}")


def is_sheet(text: str) -> bool:
    """Whether a scan is the code of a spare receipt."""
    from models.rules.numbers import is_spare, parse_case_number  # noqa: PLC0415 - at a scan only

    try:
        return is_spare(parse_case_number(text).text)
    except Refusal:
        return False
