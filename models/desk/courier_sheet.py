"""原件交接单: one courier run on one sheet, numbered by window and day, kept like any paper of no case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from models.desk.books import head_of
from models.desk.bundles import BundleRow
from models.desk.context import Desk
from models.desk.heads import check_glyphs
from models.desk.kept_papers import paper_out
from models.desk.press import PDF, view_key
from models.papers import PaperHead
from models.papers_rolls import CourierBag, CourierPaper
from models.rules.terms import Doc
from models.store.entries import new_id
from models.store.work import Work
from models.views import DocumentView

if TYPE_CHECKING:
    from models.desk.bundle_acts import Courier

NAME = "原件交接单"
COPIES = ("第一联 窗口存", "第二联 承运人", "第三联 市级")


def keep(
    desk: Desk, work: Work, rows: Sequence[BundleRow], organs: Mapping[str, str], courier: Courier
) -> DocumentView:
    """Number, render and keep the sheet inside the transaction that is open.

    Args:
        organs: to whom each case went, by its id.

    Raises:
        Refusal: ``no_glyph``.
    """
    day = f"{desk.window.region}-{desk.window.no:02d}-{desk.today:%Y%m%d}"
    number = f"{day}-J{work.next_serial(f'courier/{desk.today.isoformat()}'):02d}"
    head = replace(head_of(desk, Doc.FORWARD, number, number), copies=COPIES)
    paper = _paper(desk, head, rows, organs, courier)
    rendered = desk.make_paper(paper)
    check_glyphs(rendered)
    made = DocumentView(
        id=new_id(),
        case_id="",
        case_no=day,
        doc=Doc.FORWARD,
        number=number,
        digest=work.put_blob(rendered.pdf, PDF),
        pages=rendered.pages,
        copies=len(COPIES),
        made_at=head.made_at,
        prints=0,
        name=NAME,
    )
    work.remember_act(view_key(made.id), paper_out(paper))
    work.add_document(made)
    return made


def _paper(
    desk: Desk, head: PaperHead, rows: Sequence[BundleRow], organs: Mapping[str, str], courier: Courier
) -> CourierPaper:
    return CourierPaper(
        head=head,
        from_unit=f"{desk.window.hall}{desk.window.label}",
        way=courier.way,
        number=courier.number.strip(),
        handed=desk.staff.name,
        taken=courier.taken.strip(),
        bags=tuple(_bag(row, organs[row.case_id]) for row in rows),
    )


def _bag(row: BundleRow, organ: str) -> CourierBag:
    bag = row.held.bundle
    return CourierBag(bag.code, row.case_no, bag.letter, row.item_name, organ, bag.copies, bag.pages, bag.give_back)
