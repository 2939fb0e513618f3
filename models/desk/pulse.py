"""The few figures the window's frame shows all day: what waits for the city, what cannot wait here. Cheap to ask."""

from __future__ import annotations

from dataclasses import dataclass

from models.desk.context import Desk
from models.desk.rows import AT_CITY, DONE
from models.store import conflicts, daybook, queries

_MOST = 99  # more than two figures fit on no badge


@dataclass(frozen=True, slots=True)
class Pulse:
    """How the window stands; ``urgent``: cases of ours whose day is today or past; ``met``: acts to decide again."""

    waiting: int
    held: int
    urgent: int
    met: int = 0

    @property
    def unsent(self) -> int:
        """Entries the city has not got, whoever they wait for."""
        return self.waiting + self.held


def pulse(desk: Desk) -> Pulse:
    """The figures of this moment."""
    counts = daybook.queue_counts(desk.store, desk.today)
    due = queries.due_page(desk.store, until=desk.today, limit=_MOST)
    urgent = sum(one.state not in AT_CITY and one.state not in DONE for one in due)
    return Pulse(counts.waiting, counts.held, urgent, conflicts.count_open(desk.store))
