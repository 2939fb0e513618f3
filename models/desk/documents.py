"""Papers that exist: their bytes, the journal of prints, reprints that say so."""

from __future__ import annotations

from models.desk.context import Desk
from models.errors import Refusal
from models.rules.terms import Act, Doc
from models.store import queries
from models.store.entries import new_id
from models.views import DocumentView


def pdf(desk: Desk, document_id: str) -> bytes:
    """The committed bytes of a paper, checked against their digest.

    Raises:
        Refusal: code ``document_unknown``.
        StoreTrouble: the bytes are gone or changed on the disk.
    """
    return desk.store.blobs.get(_paper(desk, document_id).digest)


def printed(desk: Desk, document_id: str, result: str) -> None:
    """Note in the print journal that a paper went to a printer, and what came of it.

    Args:
        result: ``ok`` or the printer's trouble in a few words.
    """
    with desk.store.work() as work:
        work.journal_print(document_id, desk.staff.id, desk.clock.now(), result)
        work.commit()


def _paper(desk: Desk, document_id: str) -> DocumentView:
    found = queries.document(desk.store, document_id)
    if found is None:
        raise Refusal("没有找到这份文书", "没有改动任何记录", "请从办件里打开再试", code="document_unknown")
    return found


def first_of(desk: Desk, document_id: str) -> DocumentView:
    """The first print of a paper, whichever print is named."""
    found = _paper(desk, document_id)
    return queries.document_by_number(desk.store, found.number) or found


def times(desk: Desk, first: DocumentView) -> int:
    """How many prints of a paper exist, the first included."""
    return sum(1 for one in queries.documents(desk.store, first.case_id) if one.number == first.number)


__all__ = ["Act", "Doc", "first_of", "new_id", "pdf", "printed", "times"]
