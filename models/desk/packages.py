"""摆渡包 as 转报 shows them: which lie on a stick, which the city has answered, which should have been by now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from models.desk.context import Desk
from models.store import daybook, packages
from models.store.packages import PackageRow

LATE = timedelta(days=3)
"""After so long without an answer somebody asks where the stick is."""
SHOWN = 200


class Stand(StrEnum):
    """How a package stands."""

    MAKING = "在装"
    AWAY = "等回执"
    PART = "有未结"  # answered, but something in it still waits
    DONE = "已回执"
    OVERTAKEN = "不用等"  # every entry went over the line, or lies in a later package
    VOID = "作废"


@dataclass(frozen=True, slots=True)
class PackageView:
    """One package of this window."""

    number: int
    stand: Stand
    at: datetime
    place: str  # the folder it was written to
    entries: int
    blobs: int
    size: int  # bytes of the file
    open: int  # entries in it the city has not answered by any road
    answered_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class PackagesView:
    """All of them, the newest first, and how many entries wait outside any."""

    rows: tuple[PackageView, ...]
    waiting: int

    @property
    def late(self) -> int:
        """How many should have been answered."""
        return sum(one.late for one in self.rows)


def board(desk: Desk) -> PackagesView:
    """Read the page."""
    now = desk.clock.now()
    rows = tuple(_view(row, now) for row in packages.rows(desk.store, SHOWN))
    return PackagesView(rows, daybook.queue_counts(desk.store, desk.today).waiting)


def late(desk: Desk) -> int:
    """How many packages should have been answered by now."""
    return board(desk).late


def _view(row: PackageRow, now: datetime) -> PackageView:
    stand = _stand(row)
    waits = stand in (Stand.AWAY, Stand.PART) and now - row.begun_at > LATE
    return PackageView(
        number=row.number,
        stand=stand,
        at=row.begun_at,
        place=row.place,
        entries=row.letters,
        blobs=row.blobs,
        size=row.size,
        open=row.open,
        answered_at=row.answered_at,
        late=waits,
    )


def _stand(row: PackageRow) -> Stand:
    if row.state != "已装":
        return Stand.MAKING if row.state == "在装" else Stand.VOID
    if row.open:
        return Stand.PART if row.answered_at else Stand.AWAY
    return Stand.DONE if row.answered_at else Stand.OVERTAKEN
