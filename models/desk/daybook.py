"""台账: the day as the supervisor signs it, on screen, on paper and as a table to take away."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

from models.desk import dayclosing
from models.desk.books import head_of
from models.desk.context import Desk
from models.desk.daychecks import checks, sequence
from models.desk.dayrows import COLUMNS, DayCase, day_cases, line
from models.desk.export import note_export, write_table
from models.desk.heads import check_glyphs
from models.desk.kept_papers import paper_out
from models.desk.power import needs
from models.desk.press import PDF, guard_clock, refused, view_key
from models.papers import DayLedgerPaper, LedgerLine, PaperHead
from models.rules.numbers import document_number
from models.rules.powers import Power
from models.rules.terms import Doc
from models.store import queries
from models.store.entries import new_id
from models.store.work import Head, Work
from models.views import DocumentView, LedgerRow, LedgerView


def ledger(desk: Desk, day: date) -> LedgerView:
    """The rows of a day, their sums and the checks before it is closed."""
    cases = day_cases(desk, day)
    lines = _lines(desk, cases, day)
    rows = tuple(LedgerRow(one.case.case_id, row.cells) for one, row in zip(cases, lines, strict=True))
    return LedgerView(day, desk.window.label, rows, _totals(lines), checks(desk, day, cases))


@needs(Power.DAY_CLOSE)
def make_ledger(desk: Desk, day: date, draft: bool = False) -> DocumentView | bytes:
    """The day's ledger as a paper: a draft's bytes, or a numbered document that is kept.

    Closing the same day again with nothing changed gives the first document back.

    Raises:
        Refusal: ``key_not_ready`` with what is not done yet. Nothing is kept then.
    """
    if draft:
        return draft_of(desk, day)
    if signed := _signed(desk, day):
        return signed
    open_ = [one.title for one in ledger(desk, day).checks if one.ok is False]
    if open_:
        raise refused(f"还有 {len(open_)} 项未了，不能日结：{'、'.join(open_)}", "可先出草稿核对")
    return _close(desk, day)


def draft_of(desk: Desk, day: date) -> bytes:
    """The day as it would print, without a number; nothing is kept."""
    rendered = desk.make_paper(_paper(desk, day, _head(desk, day, "", draft=True)))
    check_glyphs(rendered)
    return rendered.pdf


def closed(desk: Desk, day: date) -> DocumentView | None:
    """The ledger the day was closed with, or None: not closed yet, or changed since on the day itself, or reopened."""
    if signed := _signed(desk, day):
        return signed
    times = len(dayclosing.of(desk.store, day).reopened)
    with desk.store.work() as work:  # only reads, and is rolled back
        known = work.act_done(_close_key(day, _digest(_lines(desk, day_cases(desk, day), day)), times))
    return queries.document(desk.store, known) if known else None


@needs(Power.EXPORT)
def export_xlsx(desk: Desk, day: date, path: Path) -> None:
    """The day's rows as a table file without ID numbers; a telephone number shows its last four digits only.

    Raises:
        StoreTrouble: the file cannot be written; nothing half written is left.
    """
    rows = [line.cells for line in _lines(desk, day_cases(desk, day), day)]
    write_table(path, f"{day:%Y-%m-%d} 日台账", COLUMNS, rows)
    with desk.store.work() as work:
        note_export(desk, work, path.name, f"{day:%Y-%m-%d} 日台账{len(rows)}行，不含证件号，电话只露末四位")
        work.commit()


def _paper(desk: Desk, day: date, head: PaperHead) -> DayLedgerPaper:
    cases = day_cases(desk, day)
    lines = _lines(desk, cases, day)
    return DayLedgerPaper(
        head=head,
        day=day,
        title=f"{desk.window.hall}市县同权窗口日台账",
        window=desk.window.label,
        lines=lines,
        digest=_digest(lines),
        sequence_note=f"收件编号{sequence(cases).text}。",
        chain_note=chain_note(desk.store.head),
        reopened=dayclosing.of(desk.store, day).note,
    )


def chain_note(head: Head) -> str:
    """Where the log ends, to be compared with it later: the printed page is out of everybody's reach."""
    groups = " ".join(head.digest[at : at + 4] for at in range(0, 16, 4)).upper()
    return f"日志至第{head.seq}条，链首{groups}" if head.seq else ""


def _digest(lines: tuple[LedgerLine, ...]) -> str:
    """SHA-256 over the rows as printed, so that a changed cell shows."""
    return hashlib.sha256("\n".join("\t".join(one.cells) for one in lines).encode()).hexdigest()


def _head(desk: Desk, day: date, number: str, *, draft: bool = False) -> PaperHead:
    case_no = f"{desk.window.region}-{desk.window.no:02d}-{day:%Y%m%d}"
    return replace(head_of(desk, Doc.DAY_LEDGER, case_no, number), draft=draft)


def _close(desk: Desk, day: date) -> DocumentView:
    at = desk.clock.now()
    with desk.store.work() as work:
        guard_clock(at, work.head.at)
        blank = _paper(desk, day, _head(desk, day, ""))
        before = dayclosing.of(desk.store, day)
        key = _close_key(day, blank.digest, len(before.reopened))
        known = work.act_done(key)
        if known is None:
            made = _keep(desk, work, day)
            work.remember_act(key, made.id)
            dayclosing.keep(work, day, replace(before, ledgers=(*before.ledgers, made.id)))
            work.commit()
            return made
    found = queries.document(desk.store, known)
    assert found is not None  # remembered in the same transaction as the document itself
    return found


def _close_key(day: date, digest: str, reopened: int) -> str:
    """The same day with the same rows is closed once, and once more after each time it was opened again."""
    return f"ledger/{day.isoformat()}/{digest}" + (f"/{reopened}" if reopened else "")


def _signed(desk: Desk, day: date) -> DocumentView | None:
    """The ledger of a day that is over: what came of its cases since does not change what was signed."""
    known = dayclosing.of(desk.store, day).standing if day < desk.today else ""
    return queries.document(desk.store, known) if known else None


def _keep(desk: Desk, work: Work, day: date) -> DocumentView:
    serial = work.next_serial(f"{Doc.DAY_LEDGER.value}/{day.year}")
    number = document_number(desk.region.doc_word, Doc.DAY_LEDGER, day.year, desk.window.no, serial)
    paper = _paper(desk, day, _head(desk, day, number))
    rendered = desk.make_paper(paper)
    check_glyphs(rendered)
    made = DocumentView(
        id=new_id(),
        case_id="",
        case_no=paper.head.case_no,
        doc=Doc.DAY_LEDGER,
        number=number,
        digest=work.put_blob(rendered.pdf, PDF),
        pages=rendered.pages,
        copies=len(paper.head.copies),
        made_at=paper.head.made_at,
        prints=0,
        name=Doc.DAY_LEDGER.zh,
    )
    work.remember_act(view_key(made.id), paper_out(paper))
    work.add_document(made)
    return made


def _lines(desk: Desk, cases: tuple[DayCase, ...], day: date) -> tuple[LedgerLine, ...]:
    return tuple(line(desk, number, one, day) for number, one in enumerate(cases, start=1))


def _totals(lines: tuple[LedgerLine, ...]) -> dict[str, int]:
    def sum_of(name: str) -> int:
        return sum(getattr(one.adds, name) for one in lines)

    return {
        "收件": sum_of("received"),
        "受理": sum_of("accepted"),
        "补正": sum_of("supplement"),
        "不予受理": sum_of("refused"),
        "办结": sum_of("done"),
        "转报": sum_of("forwarded"),
    }
