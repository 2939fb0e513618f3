"""办件: pages of the list, and finding one case by what a scanner or a person gives."""

from __future__ import annotations

from dataclasses import dataclass

from models.desk.caseview import case
from models.desk.context import Desk
from models.desk.rows import DONE, row
from models.errors import Refusal
from models.rules.bundles import parse_bundle_code
from models.rules.halves import whole
from models.rules.numbers import parse_case_number
from models.rules.terms import CaseState
from models.store import daybook, queries
from models.store.queries import CaseFilter
from models.views import CaseRow

PAGE = 100
OPEN = tuple(state for state in CaseState if state not in DONE)

__all__ = ["Figures", "case", "figures", "find_by_code", "page", "page_at", "place_of"]


@dataclass(frozen=True, slots=True)
class Figures:
    """The list in three numbers."""

    open_cases: int
    waiting_for_applicant: int
    done: int


def page(
    desk: Desk, after: str | None = None, limit: int = PAGE, text: str = "", *, open_only: bool = False
) -> tuple[tuple[CaseRow, ...], int]:
    """The newest cases first, and how many there are.

    Args:
        after: id of the last case of the page before.
        text: part of number, applicant, item, or initials.
    """
    chosen = CaseFilter(states=OPEN if open_only else (), text=whole(text).strip())
    last = queries.case(desk.store, after) if after else None
    found = queries.case_page(desk.store, after=last.n if last else None, limit=limit, only=chosen)
    return tuple(row(desk, one) for one in found), queries.case_count(desk.store, chosen)


def page_at(desk: Desk, start: int, limit: int = PAGE) -> tuple[CaseRow, ...]:
    """``limit`` cases from place ``start`` of the whole list, 0 = newest; any place costs the same."""
    return tuple(row(desk, one) for one in queries.case_slice(desk.store, start, limit))


def place_of(desk: Desk, case_id: str) -> int | None:
    """Where a case stands in the whole list, 0 = newest; None when it is not here."""
    found = queries.case(desk.store, case_id)
    return queries.case_count(desk.store) - found.n if found else None


def figures(desk: Desk) -> Figures:
    """How many cases are open, wait for their applicant, are done; no scan."""
    counts = daybook.state_counts(desk.store)
    done = sum(n for state, n in counts.items() if state in DONE)
    return Figures(sum(counts.values()) - done, counts.get(CaseState.SUPPLEMENTING, 0), done)


def find_by_code(desk: Desk, scanned: str) -> str | None:
    """The case of a scanned code: QR address, case number, bag barcode or number of a paper; None when not here."""
    text = whole(scanned).strip()
    if not text:
        return None
    try:
        found = queries.case_by_no(desk.store, parse_case_number(text).text)
    except Refusal:
        return _by_bag(desk, text) or _by_paper(desk, text)
    return found.case_id if found else None


def _by_paper(desk: Desk, text: str) -> str | None:
    paper = queries.document_by_number(desk.store, text)
    return paper.case_id or None if paper else None


def _by_bag(desk: Desk, text: str) -> str | None:
    """A bag's code names its case."""
    try:
        found = queries.case_by_no(desk.store, parse_bundle_code(text).case_no)
    except Refusal:
        return None
    return found.case_id if found else None
