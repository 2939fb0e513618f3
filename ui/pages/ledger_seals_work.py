"""What 用印登记 reads and does in the background: the register, a seal's lines, the look at the papers, the print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from models.desk.context import Desk
from models.views import DocumentView
from ui.parts.rows import Column, Kind, Row

if TYPE_CHECKING:
    from models.desk.seals_book import Reconciled
    from models.desk.seals_register import SealRow, UseRow

SEAL_COLUMNS: Final = (Column("印章", Kind.TWO_LINE), Column("状态", Kind.MUTED_RIGHT, 92))
USE_COLUMNS: Final = (
    Column("笔", Kind.MUTED_RIGHT, 44),
    Column("时间", Kind.MUTED, 96),
    Column("文书", Kind.TWO_LINE),
    Column("份", Kind.RIGHT, 40),
    Column("批准 · 用印", Kind.TWO_LINE, 120),
    Column("协议", Kind.MUTED, 110),
    Column("状态", Kind.MUTED, 96),
)
_KEEPERS: Final = ("supervisor", "administrator")


@dataclass(frozen=True, slots=True)
class Book:
    """The register and the book of one seal."""

    seals: tuple[SealRow, ...] = ()
    seal_id: str = ""
    uses: tuple[UseRow, ...] = ()
    found: Reconciled | None = None

    @property
    def name(self) -> str:
        """The seal in front."""
        return next((f"{one.name} {one.number}".strip() for one in self.seals if one.id == self.seal_id), "")


def reading(desk: Desk, seal_id: str, since: date) -> Callable[[], Book]:
    """The book of a seal, the first in the register when none is named."""

    def work() -> Book:
        from models.desk import seals_book, seals_register  # noqa: PLC0415 - they bring the papers with them

        seals = seals_register.all_seals(desk)
        if not seals:
            return Book()
        chosen = seal_id if any(one.id == seal_id for one in seals) else seals[0].id
        uses = seals_book.lines(desk, chosen, since, desk.today)
        return Book(seals, chosen, uses, seals_book.reconcile(desk, chosen))

    return work


def printing(desk: Desk, seal_id: str, since: date) -> Callable[[], DocumentView]:
    """Number and keep the printed book; a printed one comes back as a marked reprint."""

    def work() -> DocumentView:
        from models.desk import documents, seals_book  # noqa: PLC0415 - as above

        made = seals_book.make_book(desk, seal_id, since, desk.today)
        return documents.reprint(desk, made.id) if made.prints else made

    return work


def voiding(desk: Desk, n: int, reason: str) -> Callable[[], int]:
    """Strike out a line by another."""

    def work() -> int:
        from models.desk import seals_book  # noqa: PLC0415 - as above

        return seals_book.void(desk, n, reason)

    return work


def seal_rows(book: Book) -> list[Row]:
    """The register."""
    return [_seal(one) for one in book.seals]


def _seal(one: SealRow) -> Row:
    where = f"{one.kind.value} · {one.keeper}保管 · {one.kept_at}"
    state = f"{one.until:%Y-%m-%d} 停用" if one.until else "在用"
    return Row(one.id, ((f"{one.name} {one.number}".strip(), where), state), quiet=one.until is not None)


def use_rows(book: Book) -> list[Row]:
    """The lines, the newest first."""
    return [_use(one) for one in reversed(book.uses)]


def _use(one: UseRow) -> Row:
    hands = (one.approver, one.user)
    cells = (
        str(one.n),
        f"{one.at:%m-%d %H:%M}",
        (f"{one.paper} {one.paper_number}".strip(), f"{one.case_no}　{one.reason}"),
        str(one.copies),
        hands,
        one.agreement or "–",
        _state(one),
    )
    return Row(str(one.n), cells, quiet=bool(one.voided_by or one.voids))


def _state(one: UseRow) -> str:
    if one.voided_by:
        return f"第 {one.voided_by} 笔销号"
    return f"销第 {one.voids} 笔" if one.voids else "有效"


def why_not_void(book: Book | None, key: str, role: str) -> str:
    """Why the line may not be struck out, "" when it may."""
    line = next((one for one in book.uses if str(one.n) == key), None) if book else None
    if line is None:
        return "先选一笔"
    if line.voids or line.voided_by:
        return "这一笔已经销号"
    return "" if role in _KEEPERS else "由值班主任或管理员销号"
