"""What 台账 reads and makes in the background: the day, the very PDF that would be printed, its pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from models.desk.context import Desk
from models.views import DocumentView, LedgerView
from ui.parts.preview import Page
from ui.services import Services

DPI: Final = 144  # as every preview


@dataclass(frozen=True, slots=True)
class Day:
    """One day as it is now; ``closed`` is the numbered ledger while nothing changed since."""

    view: LedgerView
    closed: DocumentView | None

    @property
    def face(self) -> tuple[object, ...]:
        """What the paper depends on: while it is the same, the paper is not drawn again."""
        return self.view.day, self.closed.id if self.closed else "", self.view.rows


def reading(desk: Desk, day: date) -> Callable[[], Day]:
    """Rows, sums, checks, and whether it is closed."""

    def work() -> Day:
        from models.desk import daybook  # noqa: PLC0415 - it loads the rooms that make papers

        return Day(daybook.ledger(desk, day), daybook.closed(desk, day))

    return work


def drawing(services: Services, day: Day) -> Callable[[], list[Page]]:
    """Pages of the closed ledger, or of a draft made now."""
    if day.closed is not None:
        return services.paper.pages(day.closed)
    desk, when = services.desk, day.view.day

    def work() -> list[Page]:
        from printing import raster  # noqa: PLC0415 - as above

        return raster.pages(_draft(desk, when), DPI)

    return work


def drafting(desk: Desk, day: date) -> Callable[[], bytes]:
    """The bytes of a draft."""
    return lambda: _draft(desk, day)


def _draft(desk: Desk, day: date) -> bytes:
    from models.desk import daybook  # noqa: PLC0415 - as above

    return daybook.draft_of(desk, day)


def closing(desk: Desk, day: date) -> Callable[[], DocumentView]:
    """Close the day; a ledger that was printed before comes back as a marked reprint."""

    def work() -> DocumentView:
        from models.desk import daybook, documents  # noqa: PLC0415 - as above

        made = daybook.make_ledger(desk, day)
        assert isinstance(made, DocumentView)
        return documents.reprint(desk, made.id) if made.prints else made

    return work


def exporting(desk: Desk, day: date, path: Path) -> Callable[[], Path]:
    """Write the day as a table file."""

    def work() -> Path:
        from models.desk import daybook  # noqa: PLC0415 - as above

        daybook.export_xlsx(desk, day, path)
        return path

    return work


def unprinted(desk: Desk, view: LedgerView) -> Callable[[], tuple[DocumentView, ...]]:
    """Papers of the day's cases that no printer has had yet."""

    def work() -> tuple[DocumentView, ...]:
        from models.desk import cases  # noqa: PLC0415 - as above

        made = [paper for row in view.rows for paper in cases.case(desk, row.case_id).documents if not paper.voided]
        return tuple(paper for paper in made if not paper.prints and paper.made_at.date() == view.day)

    return work
