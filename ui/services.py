"""What a page is given: the desk, the background door, the bus, paper, the way out. A page never gets the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from models.views import DocumentView
from ui.bus import Bus
from ui.tasks import Tasks

if TYPE_CHECKING:
    from models.desk.context import Desk


Told = Callable[[bool, str], None]
"""Whether it went well, and the sentence."""


class PaperOut(Protocol):
    """Sends papers that exist to the printer and keeps the journal (ui.paper_out)."""

    @property
    def idle(self) -> bool:
        """Nothing is being printed and nothing waits."""
        ...

    @property
    def failed(self) -> int:
        """How many papers did not come out and wait for 重打."""
        ...

    def again(self) -> None:
        """重打: hand over once more the papers that did not come out."""
        ...

    def send(self, documents: tuple[DocumentView, ...]) -> None:
        """Print each document's copies, oldest first; outcome on the bus."""
        ...

    def send_draft(self, pdf: bytes, title: str) -> None:
        """Print a paper that is not kept (a draft); outcome on the bus, nothing in the journal."""
        ...

    def send_secret(self, pdf: bytes, title: str, told: Told | None = None) -> None:
        """Print a paper that must exist on paper only: never as a file, never kept for 重打; outcome on the bus."""
        ...

    def pages(self, document: DocumentView) -> Callable[[], list[tuple[int, int, bytes]]]:
        """An operation (for the background) giving the pictures of a document's pages."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """One for the life of a signed-in window."""

    desk: Desk
    tasks: Tasks
    bus: Bus
    paper: PaperOut
    nudge: Callable[[], None]  # ask the forwarder for a pass now
    slow: Tasks | None = None  # a thread of its own for what takes minutes

    @property
    def long(self) -> Tasks:
        """The door for what takes minutes, so that no act at the window waits behind it."""
        return self.slow or self.tasks
