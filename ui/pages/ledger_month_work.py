"""What 月度备案 reads and makes in the background: which departments, what is left out, the rows of one, its paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from models.desk.context import Desk
from models.rules.terms import Light
from models.views import DocumentView
from ui.parts.rows import Column, Kind, Lit, Row

if TYPE_CHECKING:
    from models.desk.monthly import Completeness
    from models.papers_rolls import MonthlyRow

MONTHS: Final = 4
DEPARTMENT_COLUMNS: Final = (Column("市级部门", Kind.TWO_LINE), Column("状态", Kind.LIGHT, 84))
ROW_COLUMNS: Final = (
    Column("事项", Kind.TWO_LINE),
    *(Column(name, Kind.RIGHT, 58) for name in ("收件", "受理", "不受理", "转报", "准予", "不予", "在办", "超期")),
)
_MAKERS: Final = ("reviewer", "supervisor", "administrator")


@dataclass(frozen=True, slots=True)
class Month:
    """A month as it stands, with the rows of the department chosen."""

    month: date
    found: Completeness
    organ: str
    rows: tuple[MonthlyRow, ...]
    annex: int  # decided cases the filing would list now
    over: bool  # whether the month is past

    @property
    def number(self) -> str:
        """Of the department's paper, "" while it is not made."""
        return dict(self.found.departments).get(self.organ, "")


def months(today: date) -> tuple[date, ...]:
    """The months one may look at, the oldest first, this one last."""
    found = [today.replace(day=1)]
    while len(found) < MONTHS:
        found.insert(0, (found[0] - timedelta(days=1)).replace(day=1))
    return tuple(found)


def reading(desk: Desk, month: date, organ: str) -> Callable[[], Month]:
    """The month; the first department when none is named."""

    def work() -> Month:
        from models.desk import monthly  # noqa: PLC0415 - it brings the papers with it
        from models.desk.monthly_cases import last_of  # noqa: PLC0415 - as above

        found = monthly.check(desk, month)
        organs = [name for name, _ in found.departments]
        chosen = organ if organ in organs else (organs[0] if organs else "")
        rows, annex = monthly.view(desk, month, chosen) if chosen else ((), ())
        return Month(month, found, chosen, tuple(rows), len(annex), desk.today > last_of(month))

    return work


def filing(desk: Desk, month: date, organ: str) -> Callable[[], DocumentView]:
    """Make the paper, or get the one that was made."""

    def work() -> DocumentView:
        from models.desk import monthly  # noqa: PLC0415 - as above

        return monthly.file(desk, month, organ)

    return work


def printing(desk: Desk, month: date, organ: str) -> Callable[[], DocumentView]:
    """The same for the printer: one printed before comes back as a marked reprint."""

    def work() -> DocumentView:
        from models.desk import documents, monthly  # noqa: PLC0415 - as above

        made = monthly.file(desk, month, organ)
        return documents.reprint(desk, made.id) if made.prints else made

    return work


def why_not(now: Month, role: str) -> str:
    """Why the paper may not be made now, "" when it may."""
    if not now.organ:
        return "这个月没有要备案的办件"
    if now.number:
        return ""
    if not now.over:
        return f"{now.month.month} 月还没有过完"
    return "" if role in _MAKERS else "由审核岗或值班主任制作"


def department_rows(now: Month) -> list[Row]:
    """One line per department."""
    return [_department(organ, number) for organ, number in now.found.departments]


def _department(organ: str, number: str) -> Row:
    light = Lit(Light.DONE if number else Light.NEAR, None, "已出" if number else "未出")
    return Row(organ, ((organ, number or "还没有出备案表"), light))


def item_rows(now: Month) -> list[Row]:
    """One line per item and flow."""
    return [_item(n, one) for n, one in enumerate(now.rows)]


def _item(n: int, one: MonthlyRow) -> Row:
    counts = (
        one.received, one.accepted, one.refused, one.forwarded, one.granted, one.denied, one.pending, one.late,
    )  # fmt: skip
    return Row(str(n), ((one.item, f"{one.department} · {one.mode}"), *(str(count or "–") for count in counts)))
