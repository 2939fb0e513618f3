"""The book of a seal: lines voided, held against the papers, and printed as 用印登记簿."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.desk.books import keep_book
from models.desk.context import Desk
from models.desk.power import needs
from models.desk.press import guard_clock
from models.desk.seals_register import no, seal_of, stands
from models.papers import PaperHead
from models.papers_rolls import SealLedgerPaper, SealUseLine
from models.rules.powers import Power
from models.rules.terms import Doc, SealKind
from models.store import queries, seals
from models.store.seals import SealRow, UseRow
from models.views import DocumentView


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A seal's book against the papers on the shelf."""

    standing: int  # lines that count
    voided: int
    unknown_papers: tuple[UseRow, ...]  # lines whose paper is not among the store's documents
    changed_papers: tuple[UseRow, ...]  # lines whose paper on the shelf has other bytes, or none
    twice: tuple[str, ...]  # numbers of papers with two standing lines

    @property
    def clean(self) -> bool:
        """Whether book and papers agree."""
        return not (self.unknown_papers or self.changed_papers or self.twice)


@needs(Power.REGISTER)
def void(desk: Desk, n: int, reason: str) -> int:
    """Strike out a line whose sheet was spoilt: by a new line, the old one stays readable.

    Raises:
        Refusal: ``not_keeper``, ``use_unknown``, ``voided_before``, ``void_reason``.
    """
    old = seals.use(desk.store, n)
    if old is None or old.voids:
        raise no(f"用印登记簿里没有第{n}笔", "请核对序号", "use_unknown")
    if old.voided_by:
        raise no("这一笔已经作废", "不能再次作废", "voided_before")
    if not reason.strip():
        raise no("作废要写明原因", "请填写原因", "void_reason")
    at = desk.clock.now()
    with desk.store.work() as work:
        guard_clock(at, work.head.at)
        agreement = next(
            (one.id for one in seals.agreements(desk.store, old.seal_id) if one.number == old.agreement), ""
        )
        line = replace(
            old, n=0, at=at, actor=desk.staff.id, note=reason.strip(), reason="废件销号", voids=n, voided_by=0
        )
        number = seals.add_use(work, line, agreement)
        work.commit()
    return number


def lines(desk: Desk, seal_id: str, since: date, until: date) -> tuple[UseRow, ...]:
    """The book of a seal, both days included."""
    return seals.uses(desk.store, seal_id, since, until)


def reconcile(desk: Desk, seal_id: str) -> Reconciled:
    """A seal's whole book against the papers: each standing line must have its paper, with the very same bytes."""
    whole = [one for one in lines(desk, seal_id, date.min, date.max) if not one.voids]
    standing = [one for one in whole if stands(one)]
    papers = {one.n: queries.document(desk.store, one.document_id) for one in standing}
    numbers = [one.paper_number for one in standing]
    return Reconciled(
        standing=len(standing),
        voided=len(whole) - len(standing),
        unknown_papers=tuple(one for one in standing if papers[one.n] is None),
        changed_papers=tuple(
            one for one in standing if papers[one.n] is not None and not _same(desk, one, papers[one.n])
        ),
        twice=tuple(sorted({number for number in numbers if numbers.count(number) > 1})),
    )


def _same(desk: Desk, line: UseRow, paper: DocumentView | None) -> bool:
    return paper is not None and paper.digest == line.digest and desk.store.blobs.has(line.digest)


def book_digest(rows: Sequence[UseRow]) -> str:
    """SHA-256 over the lines as printed, so that a printed book can be held against the store."""
    words = (f"{one.n}|{one.at.isoformat()}|{one.seal_id}|{one.digest}|{one.copies}|{one.voids}" for one in rows)
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


@needs(Power.BOOK)
def make_book(desk: Desk, seal_id: str, since: date, until: date) -> DocumentView:
    """Print the book of a seal for some days; the same lines are printed once under one digest.

    Raises:
        Refusal: ``seal_unknown``; ``book_empty`` when nothing was sealed in these days.
    """
    seal, rows = seal_of(desk, seal_id), lines(desk, seal_id, since, until)
    if not rows:
        raise no("这段时间没有用过这枚印章", "请换一段时间", "book_empty")
    number = f"{desk.window.region}-{desk.window.no:02d}-{desk.today:%Y%m%d}"
    key = f"seal-book/{seal_id}/{since}/{until}/{book_digest(rows)}"
    return keep_book(desk, Doc.SEAL_LEDGER, number, key, lambda head: sheet(desk, head, seal, rows, (since, until)))


def sheet(
    desk: Desk, head: PaperHead, seal: SealRow, rows: Sequence[UseRow], span: tuple[date, date]
) -> SealLedgerPaper:
    """用印登记簿, or 2号章登记簿 for a No.2 seal."""
    no2 = seal.kind is SealKind.NO2
    spoilt = sum(1 for one in rows if one.voided_by)
    return SealLedgerPaper(
        head=head,
        variant="2号章登记簿" if no2 else "用印登记簿",
        unit=desk.region.approval_organ,
        period=f"{span[0].isoformat()}至{span[1].isoformat()}",
        lines=tuple(_line(seal, one) for one in rows),
        digest=book_digest(rows),
        note=f"用印 {sum(1 for one in rows if stands(one))} 笔，废件销号 {spoilt} 笔",
    )


def _line(seal: SealRow, one: UseRow) -> SealUseLine:
    return SealUseLine(
        at=one.at,
        seal=f"{seal.name}{seal.number}",
        agreement=one.agreement,
        paper=one.paper,
        paper_number=one.paper_number,
        case_no=one.case_no,
        copies=one.copies,
        reason=one.reason,
        city_power="是" if one.city_power else "否",
        approver=one.approver,
        user=one.user,
        keeper=one.keeper,
        voided=f"第{one.voided_by}笔销号" if one.voided_by else f"销第{one.voids}笔" if one.voids else "",
        note=one.note,
    )
