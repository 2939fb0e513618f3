"""Papers that exist: their bytes, the journal of prints, reprints that say so."""

from __future__ import annotations

from dataclasses import replace

from models.desk import purge
from models.desk.context import Desk
from models.desk.heads import check_glyphs
from models.desk.kept_papers import paper_in, paper_out
from models.desk.power import needs
from models.desk.press import PDF, guard_clock, view_key
from models.errors import Refusal, StoreTrouble
from models.papers_rolls import AnyPaper
from models.rules.powers import Power
from models.rules.terms import Act
from models.store import queries
from models.store.entries import new_id
from models.store.payloads import document
from models.store.work import Work
from models.views import DocumentView


def pdf(desk: Desk, document_id: str) -> bytes:
    """The committed bytes of a paper, checked against their digest.

    Raises:
        Refusal: code ``document_unknown``.
        StoreTrouble: the bytes are gone or changed on the disk; ``purged``: they went by the rules and are asked back.
    """
    paper = paper_of(desk, document_id)
    try:
        return desk.store.blobs.get(paper.digest)
    except StoreTrouble as error:
        raise purge.explain(desk, paper.case_id, paper.case_no, error) from error


PRINTED = "已打印"  # what the journal says of a print that went well


@needs(Power.PRINT)
def printed(desk: Desk, document_id: str, result: str) -> None:
    """Note in the print journal that a paper went to a printer, and what came of it.

    Args:
        result: ``PRINTED``, or the printer's trouble in a few words.
    """
    with desk.store.work() as work:
        work.journal_print(document_id, desk.staff.id, desk.clock.now(), result)
        work.commit()


@needs(Power.REPRINT)
def reprint(desk: Desk, document_id: str) -> DocumentView:
    """Make a paper again, the same number and words, marked 第N次打印; the first bytes stay as they are.

    Raises:
        Refusal: ``document_unknown``, ``voided``, or ``no_view`` for a paper made elsewhere, of which only the bytes
            are here.
    """
    first = first_of(desk, document_id)
    _counts(first)
    at = desk.clock.now()
    with desk.store.work() as work:
        guard_clock(at, work.head.at)
        paper = _again(desk, work, first)
        rendered = desk.make_paper(paper)
        check_glyphs(rendered)
        digest = work.put_blob(rendered.pdf, PDF)
        made = replace(first, id=new_id(), digest=digest, pages=rendered.pages, made_at=at, prints=0)
        work.remember_act(view_key(made.id), paper_out(paper))
        _enter(desk, work, first, made, paper.head.times)
        work.commit()
    return made


def to_print(desk: Desk, document_id: str) -> DocumentView:
    """One paper by id, to be handed to a printer.

    Raises:
        Refusal: ``document_unknown``, ``voided``.
    """
    paper = paper_of(desk, document_id)
    _counts(paper)
    return paper


def _counts(paper: DocumentView) -> None:
    if paper.voided:
        raise Refusal(
            f"{paper.number} 已经作废，不再打印", "底稿仍可打开查看", "要用的话请另行出具，用新的文号", code="voided"
        )


def _again(desk: Desk, work: Work, first: DocumentView) -> AnyPaper:
    kept = work.act_done(view_key(first.id))
    if kept is None:
        raise Refusal("这份文书不是本窗口出的，不能重打", "原件仍可打开查看", "请原窗口重打", code="no_view")
    paper = paper_in(kept)
    count = 1 + _prints_so_far(desk, work, first)
    head = replace(paper.head, times=count, printed_at=desk.clock.now(), printed_by=desk.staff.name)
    return replace(paper, head=head)


def _prints_so_far(desk: Desk, work: Work, first: DocumentView) -> int:
    """From the log; a paper of no case has none there, and is counted by itself."""
    if not first.case_id:
        return work.next_serial(f"reprint/{first.id}")
    return sum(1 for one in queries.documents(desk.store, first.case_id) if one.number == first.number)


def _enter(desk: Desk, work: Work, first: DocumentView, made: DocumentView, count: int) -> None:
    """A reprint of a case's paper is an entry of its log; the ledger belongs to no case and has none."""
    if not first.case_id:
        work.add_document(made, times=count, original_of=first.id)
        return
    payload = {
        "clerk": desk.staff.name,
        "text": f"{first.name} {first.number} 第{count}次打印",
        "documents": [document(made, times=count, original_of=first.id)],
    }
    work.append(first.case_id, Act.REPRINT, desk.staff.id, payload, made.made_at)


def paper_of(desk: Desk, document_id: str) -> DocumentView:
    """One paper by id.

    Raises:
        Refusal: code ``document_unknown``.
    """
    found = queries.document(desk.store, document_id)
    if found is None:
        raise Refusal("没有找到这份文书", "没有改动任何记录", "请从办件里打开再试", code="document_unknown")
    return found


def first_of(desk: Desk, document_id: str) -> DocumentView:
    """The first print of a paper, whichever print is named."""
    found = paper_of(desk, document_id)
    return queries.document_by_number(desk.store, found.number) or found
