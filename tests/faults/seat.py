"""A window of the county: a store, a clerk who acts cheaply, and a road to the city, by HTTP or in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Protocol

from sqlalchemy import Engine

from city import keep
from city.keys import CityKeys
from city.shelf import Shelf
from forwarding.client import CityLine
from forwarding.letters import letter_of
from forwarding.looking import take
from forwarding.runner import Runner
from forwarding.sending import settle
from models.store import foreign, outbox
from models.store.store import Store
from tests.faults.clerk import Clerk
from tests.store.acts import NOW

LEASE = timedelta(minutes=1)
PATIENCE = 500  # batches until a queue must be empty


class Way(Protocol):
    """How a window reaches its city."""

    def send(self, *, lose: bool = False) -> int:
        """Send what waits; with ``lose`` the reply never comes. Returns how much went."""
        ...

    def pull(self) -> None:
        """Read what the county did."""
        ...


@dataclass
class Inside:
    """The city in this process: what the runner does, without the line."""

    store: Store
    engine: Engine
    keys: CityKeys
    shelf: Shelf
    at: datetime = NOW

    def send(self, *, lose: bool = False) -> int:
        """A batch of at most eight, so that a case may be cut in two."""
        self.at += timedelta(minutes=20)
        claimed = outbox.claim(self.store, self.at, 8, LEASE)
        letters = [letter_of(out) for out in claimed]
        if not letters:
            return 0
        for digest in {digest for out in claimed for digest in out.blobs}:
            self.shelf.put(digest, self.store.blobs.get(digest), self.at)
        answers = keep.take(self.engine, self.keys, self.store.window, letters, lambda: self.at)
        if not lose:
            settle(self.store, claimed, answers, self.at, Random(1))
        return len(letters)

    def pull(self) -> None:
        """A page of what the county did, and more while there is more."""
        more = True
        while more:
            told = keep.since(self.engine, self.keys, self.store.window, int(foreign.cursor(self.store) or 0), 8)
            take(self.store, told)
            more = told.more


@dataclass
class Online:
    """The real runner over a real connection."""

    store: Store
    url: str
    token: str
    at: datetime = NOW
    down: int = field(default=0, init=False)  # passes in which the line was not up

    def __post_init__(self) -> None:
        self.line = CityLine(self.url, self.token, timeout=20.0)
        self.runner = Runner(self.store, self.line, self._now, Random(1))

    def send(self, *, lose: bool = False) -> int:
        """One pass: it sends and reads; losing the reply is the line's affair here."""
        assert not lose
        self.at += timedelta(minutes=20)
        report = self.runner.run_once()
        self.down += report.line != "up"
        return report.moved

    def pull(self) -> None:
        """The pass has read."""

    def _now(self) -> datetime:
        return self.at


@dataclass
class Seat:
    """One window: who acts and how it goes out."""

    clerk: Clerk
    way: Way

    @property
    def store(self) -> Store:
        """Where it keeps things."""
        return self.clerk.store

    def exchange(self) -> None:
        """Send until nothing goes, then read."""
        for _ in range(PATIENCE):
            if not self.way.send():
                break
        else:
            raise AssertionError(f"the queue of {self.store.window} never empties")
        self.way.pull()


def everybody(seats: list[Seat], rounds: int = 3, then: Callable[[], object] = lambda: None) -> None:
    """All are online and nobody acts: so often that all that was done has come round."""
    for _ in range(rounds):
        for seat in seats:
            seat.exchange()
        then()
