"""A city in the same process and the road to it: what the window queued goes over, what the city did comes back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Engine

from city import keep
from city.desk import CityDesk
from city.keys import CityKeys
from city.shelf import Shelf
from city.tables import engine_for, sqlite_url
from forwarding.letters import letter_of
from forwarding.looking import take
from forwarding.sending import settle
from forwarding.wire import EntryAnswer
from models.desk.context import Desk
from models.store import county, foreign, outbox, takeover
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
    keys: CityKeys

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
        return CityDesk(self.engine, self.clerk.clock.now, "样例市级经办", "市级部门", keys=self.keys)

    def exchange(self) -> None:
        """Everything waiting is sent, everything new is pulled; an entry the city does not take fails the test."""
        while answers := self.send():
            assert [(one.answer.value, one.reason) for one in answers if one.answer.value != "taken"] == []
        self.pull()

    def send(self) -> tuple[EntryAnswer, ...]:
        """The window sends a batch and does not look; what the city answers of each entry, as the window keeps it."""
        store, now = self.clerk.store, self.clerk.clock.now()
        claimed = outbox.claim(store, now, 50, LEASE)
        for digest in {digest for out in claimed for digest in out.blobs}:
            self.shelf.put(digest, store.blobs.get(digest), now)
        letters = [letter_of(out) for out in claimed]
        answers = keep.take(self.engine, self.keys, store.window, letters, lambda: now) if letters else ()
        settle(store, claimed, answers, now, Random(1))
        return answers

    def pull(self) -> None:
        """What the county did meanwhile."""
        store = self.clerk.store
        own = takeover.machine(store) > 0
        take(store, keep.since(self.engine, self.keys, store.window, int(foreign.cursor(store) or 0), own=own))
        while wanted := county.wanted(store):
            for digest in wanted:
                county.fetched(store, digest, self.shelf.get(digest), "application/pdf")


def road(desk: Desk, folder: Path) -> Road:
    """A fresh city in ``folder`` beside the window of ``desk``."""
    engine = engine_for(sqlite_url(folder))
    return Road(engine, Shelf(engine, folder / "blobs"), desk, CityKeys.at(folder))
