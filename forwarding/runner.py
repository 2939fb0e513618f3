"""One pass over the queue: what waits is sent (``sending``), then what the county did meanwhile is read (``looking``).

What each failure does to the entries and to the line:
    the line is down, a portal, a certificate, the window unknown, the city broken or busy: everything claimed
        waits again, nothing is lost, the line rests with capped back-off;
    the city refuses one entry (damaged, changed): that entry is held for a person, the others go on;
    another act on the case came first: the city keeps the entry aside, and a person decides again;
    the whole letter is refused: sent again one by one, so that only the bad one is held;
    the program is killed: the lease runs out and the same entries go again with the same ids.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from forwarding.client import CityLine, RateLimited
from forwarding.looking import Looker
from forwarding.policy import next_try
from forwarding.sending import Sender
from models.errors import LineTrouble
from models.store import outbox

if TYPE_CHECKING:
    from models.store.store import Store

BATCH = 50
LEASE = timedelta(seconds=90)
LOOK_EVERY = timedelta(seconds=10)  # how often an idle window asks what the county did


@dataclass(frozen=True, slots=True)
class PassReport:
    """What one pass did; ``line`` is up, down or unknown."""

    line: str
    note: str
    moved: int = 0
    more: bool = False


class NoCity:
    """Stands where a window has not been told where its city is: everything waits."""

    def rush(self) -> None:
        """Nothing to hurry."""

    def run_once(self) -> PassReport:
        """Say so."""
        return PassReport("unknown", "没有设置市级平台地址")


class Runner:
    """Makes passes. Lives in one thread; keeps only what may be forgotten at a restart."""

    def __init__(
        self,
        store: Store,
        line: CityLine,
        clock: Callable[[], datetime],
        rng: Random | None = None,
        tell: Callable[[PassReport], object] | None = None,
    ) -> None:
        """``tell`` hears of every pass, in this thread."""
        self._store, self._clock, self._tell = store, clock, tell
        self._rng = rng or Random()  # noqa: S311 — spreads retries, guards nothing
        self._sender, self._looker = Sender(store, line, clock, self._rng), Looker(store, line)
        self._failures = 0
        self._rest_until: datetime | None = None
        self._looked: datetime | None = None
        self._state = PassReport("unknown", "还没有联系市级平台")

    def rush(self) -> None:
        """立即重试: forget how long the line was to rest."""
        self._rest_until = self._looked = None
        outbox.retry(self._store)

    def run_once(self) -> PassReport:
        """One pass; never raises for what the line or the city does."""
        now = self._clock()
        if self._rest_until is not None and now < self._rest_until:
            return PassReport(self._state.line, self._state.note)
        try:
            self._state = self._pass(now)
        except LineTrouble as trouble:
            self._state = self._down(trouble, now)
        if self._tell is not None:
            self._tell(self._state)
        return self._state

    def _pass(self, now: datetime) -> PassReport:
        claimed = outbox.claim(self._store, now, BATCH, LEASE)
        moved = self._sender.send(claimed) if claimed else 0
        looked = self._look(now) if claimed or self._looked is None or now - self._looked >= LOOK_EVERY else 0
        self._failures, self._rest_until = 0, None
        return PassReport("up", "市级线路通", moved + looked, more=len(claimed) == BATCH)

    def _down(self, trouble: LineTrouble, now: datetime) -> PassReport:
        self._failures += 1
        asked = trouble.after if isinstance(trouble, RateLimited) else None
        self._rest_until = next_try(now, self._failures, self._rng, asked).at
        return PassReport("down", trouble.sentence)

    def _look(self, now: datetime) -> int:
        """Read what the county did; returns how many entries were new."""
        found = self._looker.look(self._sender.lacks)
        self._looked = now
        return found
