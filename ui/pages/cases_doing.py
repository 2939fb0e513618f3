"""What 办件 does in the background: forwarding, and printing a paper (again)."""

from __future__ import annotations

from collections.abc import Callable

from models.desk.context import Desk
from models.views import ActDone, DocumentView


def forwarding(desk: Desk, case_id: str) -> Callable[[], ActDone]:
    """Make letter and list of an accepted case and queue it."""

    def work() -> ActDone:
        from models.desk.forward import forward  # noqa: PLC0415 - the rooms that make papers wait for the first one

        return forward(desk, case_id)

    return work


def printing_again(desk: Desk, document_id: str) -> Callable[[], DocumentView]:
    """The paper to send: the first print itself while it was never printed, else one marked 第N次打印."""

    def work() -> DocumentView:
        from models.desk import documents  # noqa: PLC0415 - as above

        paper = documents.paper_of(desk, document_id)
        return documents.reprint(desk, document_id) if paper.prints else paper

    return work


def print_note(paper: DocumentView, first_id: str) -> str:
    """What stands on the print."""
    return "首次打印，未加注" if paper.id == first_id else "文号不变，件上注明第几次打印，底稿未动"
