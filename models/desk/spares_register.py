"""断电备用单: receipts numbered and signed in advance, and the register of what became of each.

The numbers are real ones of this window, out of a range of the day that its own cases never reach (decision 8), so a
receipt written by hand in the dark and one printed the same day can never bear the same number.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from models.desk.books import head_of
from models.desk.context import Desk
from models.desk.heads import check_glyphs
from models.desk.power import needs
from models.desk.press import PDF, guard_clock
from models.errors import Refusal
from models.papers import PaperHead
from models.papers_rolls import SpareKitPaper, SpareSheet
from models.rules.numbers import case_number, spare_sequence
from models.rules.powers import Power
from models.rules.terms import AuditKind, Doc
from models.store import audit, spares
from models.store.entries import new_id
from models.store.spares import USED, VOID, WAITING, Gone, SpareRow
from models.store.work import Work
from models.views import DocumentView

__all__ = ["MOST", "SpareRow", "Standing", "book", "print_kit", "standing", "void"]

NAME = "断电备用单"
MOST = 50
"""Sheets in one print."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The register in figures; printed = used + void + waiting."""

    printed: int
    used: int
    void: int
    waiting: int


@needs(Power.RECEIVE)
def print_kit(desk: Desk, count: int) -> DocumentView:
    """Number, sign and keep ``count`` blank receipts, two copies each, with the card of what to do.

    Raises:
        Refusal: ``spare_count`` for none or more than ``MOST``; ``spare_full`` when the day's range is used up;
            ``clock_backwards``; ``no_glyph``. Nothing is kept then.
    """
    if not 0 < count <= MOST:
        raise _no(f"一次印1到{MOST}张", "请改张数再印", "spare_count")
    at = desk.clock.now()
    day = f"{desk.window.region}-{desk.window.no:02d}-{at:%Y%m%d}"
    with desk.store.work() as work:
        guard_clock(at, work.head.at)
        numbers = _numbers(desk, work, count)
        kit = f"{day}-B{work.next_serial(f'spare_kit/{at.date().isoformat()}'):02d}"
        made = _keep(desk, work, kit, numbers)
        spares.add(work, numbers, kit, at, desk.staff.name)
        _note(desk, work, at, kit, f"印备用单{count}张，{numbers[0]} 至 {numbers[-1]}")
        work.commit()
    return made


def _numbers(desk: Desk, work: Work, count: int) -> tuple[str, ...]:
    today, window = desk.today, desk.window
    serials = [spare_sequence(work.next_serial(f"spare/{today.isoformat()}")) for _ in range(count)]
    given = [one for one in serials if one is not None]
    if len(given) < count:
        raise _no(f"今天的备用单号只剩{len(given)}个", "请少印几张，或明天再印", "spare_full")
    return tuple(case_number(window.region, window.no, today, one) for one in given)


def _keep(desk: Desk, work: Work, kit: str, numbers: tuple[str, ...]) -> DocumentView:
    """No view is remembered for a reprint: the same sheet on paper twice would be used twice."""
    head = head_of(desk, Doc.RECEIPT, kit, kit)
    rendered = desk.make_paper(SpareKitPaper(head, tuple(_sheet(desk, head, one) for one in numbers)))
    check_glyphs(rendered)
    made = DocumentView(
        id=new_id(),
        case_id="",
        case_no=kit.rpartition("-")[0],
        doc=Doc.RECEIPT,
        number=kit,
        digest=work.put_blob(rendered.pdf, PDF),
        pages=rendered.pages,
        copies=len(head.copies),
        made_at=head.made_at,
        prints=0,
        name=NAME,
    )
    work.add_document(made)
    return made


def _sheet(desk: Desk, head: PaperHead, number: str) -> SpareSheet:
    signed = desk.signer.sign(desk.pack.policy.tracking_host, number, Doc.RECEIPT.qr_name)
    return SpareSheet(replace(head, case_no=number, number="", qr=signed.payload, verify_code=signed.code))


@needs(Power.RECEIVE)
def void(desk: Desk, number: str, why: str) -> None:
    """Strike out a sheet that will not be used; it stays in the register.

    Raises:
        Refusal: ``spare_reason``, ``spare_unknown``, ``spare_gone``.
    """
    why = why.strip()
    if not why:
        raise _no("作废要写明原因", "请填写原因", "spare_reason")
    at = desk.clock.now()
    with desk.store.work() as work:
        guard_clock(at, work.head.at)
        row = spares.one(work, number)
        if row is None:
            raise _no(f"本窗口没有印过{number}", "请核对编号", "spare_unknown")
        if row.state != WAITING:
            raise _no(f"{number}{row.state}，不能作废", "请核对编号", "spare_gone")
        spares.spend(work, number, Gone(VOID, at, desk.staff.name, why=why))
        _note(desk, work, at, number, f"作废：{why}")
        work.commit()


def standing(desk: Desk) -> Standing:
    """The register in figures."""
    found = spares.counts(desk.store)
    used, gone, left = (found.get(state, 0) for state in (USED, VOID, WAITING))
    return Standing(used + gone + left, used, gone, left)


def book(desk: Desk) -> tuple[SpareRow, ...]:
    """Every sheet, the newest prints first."""
    return spares.page(desk.store)


def _note(desk: Desk, work: Work, at: datetime, subject: str, text: str) -> None:
    who = {"actor": desk.staff.id, "name": desk.staff.name}
    audit.note(work, AuditKind.SPARE, at, subject=subject, text=text, **who)


def _no(happened: str, todo: str, code: str) -> Refusal:
    return Refusal(happened, "没有取号，备用单登记没有改动", todo, code=code)
