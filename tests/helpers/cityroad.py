"""A city in the same process and the road to it: what the window queued goes over, what the city did comes back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine

from city import keep
from city.desk import CityDesk
from city.shelf import Shelf
from city.tables import engine_for, sqlite_url
from forwarding.runner import _entry, _letter
from models.desk.context import Desk
from models.store import foreign, outbox
from models.views import Staff

REVIEWER = Staff("rev-1", "样例审核员", "reviewer")
SUPERVISOR = Staff("boss-1", "样例主任", "supervisor")
LEASE = timedelta(minutes=1)


@dataclass
class Road:
    """The line between one window's store and a city."""

    engine: Engine
    shelf: Shelf
    clerk: Desk

    @property
    def reviewer(self) -> Desk:
        """The same window with a reviewer signed in."""
        return replace(self.clerk, staff=REVIEWER)

    @property
    def supervisor(self) -> Desk:
        """The same window with a supervisor signed in."""
        return replace(self.clerk, staff=SUPERVISOR)

    @property
    def city(self) -> CityDesk:
        """One of the city's staff, whose clock is the window's."""
        return CityDesk(self.engine, self.clerk.clock.now, "样例市级经办", "市级部门")

    def exchange(self) -> None:
        """Everything waiting is sent, everything new is pulled; an entry the city does not take fails the test."""
        store, now = self.clerk.store, self.clerk.clock.now()
        while claimed := outbox.claim(store, now, 50, LEASE):
            for out in claimed:
                for digest in out.blobs:
                    self.shelf.put(digest, store.blobs.get(digest), now)
            answers = keep.take(self.engine, self.keys, store.window, [_letter(out) for out in claimed], lambda: now)
            assert [(one.answer.value, one.reason) for one in answers if not one.delivered] == []
            outbox.delivered_many(store, tuple((one.id, one.receipt) for one in answers), now)
        self.pull()

    def pull(self) -> None:
        """What the city did meanwhile."""
        store = self.clerk.store
        letters, cursor = keep.since(self.engine, store.window, int(foreign.cursor(store) or 0))
        taken = foreign.take_foreign(store, [_entry(letter) for letter in letters], str(cursor))
        assert taken.refused == ()


def road(desk: Desk, folder: Path) -> Road:
    """A fresh city in ``folder`` beside the window of ``desk``."""
    engine = engine_for(sqlite_url(folder))
    return Road(engine, Shelf(engine, folder / "blobs"), desk)
