"""Papers of no case – a month's filing, a seal's book – made once for the same content and kept like any other."""

from __future__ import annotations

from collections.abc import Callable

from models.desk.context import Desk
from models.desk.heads import check_glyphs, phone, tracking
from models.desk.kept_papers import paper_out
from models.desk.press import PDF, guard_clock, view_key
from models.desk.words import COPIES
from models.papers import PaperHead
from models.papers_rolls import AnyPaper
from models.rules.numbers import document_number, has_number
from models.rules.terms import Doc
from models.store import queries
from models.store.entries import new_id
from models.store.work import Work
from models.views import DocumentView

Build = Callable[[PaperHead], AnyPaper]


def keep_book(desk: Desk, doc: Doc, case_no: str, key: str, build: Build) -> DocumentView:
    """Number, render and keep a paper of no case; under one ``key`` it is made once.

    Args:
        case_no: what stands where other papers bear their case's number.
        key: names the content; the second call gives the paper of the first.

    Raises:
        Refusal: ``clock_backwards``, ``no_glyph``.
    """
    with desk.store.work() as work:
        known = work.act_done(key)
        if known is None:
            guard_clock(desk.clock.now(), work.head.at)
            made = keep_in(desk, work, doc, case_no, build)
            work.remember_act(key, made.id)
            work.commit()
            return made
    found = queries.document(desk.store, known)
    assert found is not None  # remembered in the same transaction as the document itself
    return found


def keep_in(desk: Desk, work: Work, doc: Doc, case_no: str, build: Build) -> DocumentView:
    """The same inside a transaction that is open already."""
    number = _number(desk, work, doc) or case_no
    paper = build(head_of(desk, doc, case_no, number))
    rendered = desk.make_paper(paper)
    check_glyphs(rendered)
    made = DocumentView(
        id=new_id(),
        case_id="",
        case_no=case_no,
        doc=doc,
        number=number,
        digest=work.put_blob(rendered.pdf, PDF),
        pages=rendered.pages,
        copies=len(COPIES[doc]),
        made_at=paper.head.made_at,
        prints=0,
        name=doc.zh,
    )
    work.remember_act(view_key(made.id), paper_out(paper))
    work.add_document(made)
    return made


def _number(desk: Desk, work: Work, doc: Doc) -> str:
    if not has_number(doc):
        return ""
    year = desk.today.year
    serial = work.next_serial(f"{doc.value}/{year}")
    return document_number(desk.region.doc_word, doc, year, desk.window.no, serial)


def head_of(desk: Desk, doc: Doc, case_no: str, number: str) -> PaperHead:
    """The head of a paper of no case."""
    signed = desk.signer.sign(desk.pack.policy.tracking_host, case_no, doc.qr_name)
    return PaperHead(
        doc=doc,
        organ=desk.region.approval_organ,
        case_no=case_no,
        number=number,
        qr=signed.payload,
        verify_code=signed.code,
        made_at=desk.clock.now(),
        clerk=desk.staff.name,
        window=desk.window.label,
        hall=desk.window.hall,
        phone=phone(desk),
        tracking=tracking(desk),
        copies=COPIES[doc],
    )
