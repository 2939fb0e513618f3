"""One pass over the queue: what waits is sent (``sending``), then what the county did meanwhile is read (``looking``).

What each failure does to the entries and to the line:
    the line is down, a portal, a certificate, the window unknown, the city broken or busy: everything claimed
        waits again, nothing is lost, the line rests with capped back-off;
    the city refuses one entry (damaged, changed): that entry is held for a person, the others go on;
    another act on the case came first: the city keeps the entry aside, and a person decides again;
    the whole letter is refused, or the city falls over it: halved until the bad entry stands alone (``halving``);
    a scan is large or the line slow: its case waits while it comes in parts (``uploads``), the others go on;
    the program is killed: the lease runs out and the same entries go again with the same ids.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from forwarding.client import CityLine, RateLimited
from forwarding.comparing import Comparing
from forwarding.looking import Looker
from forwarding.neighbours import Roll
from forwarding.pacing import Pace
from forwarding.policy import next_try
from forwarding.sending import Sender
from models.desk.line import clock_word
from models.errors import LineTrouble
from models.store import anchor, outbox

if TYPE_CHECKING:
    from models.store.store import Store

LOOK_EVERY = timedelta(seconds=10)  # how often an idle window asks what the county did
GREET_EVERY = timedelta(hours=1)  # how often it asks the city's time and protocol


@dataclass(frozen=True, slots=True)
class PassReport:
    """What one pass did; ``line`` is up, down or unknown.

    ``code`` says why it is down (``failures``), ``skew`` how many seconds this clock is ahead of the city's, as last
    heard; None before that.
    """

    line: str
    note: str
    moved: int = 0
    more: bool = False
    code: str = ""
    skew: int | None = None


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
        pace: Pace | None = None,
    ) -> None:
        """``tell`` hears of every pass, in this thread; ``pace``: what one pass may spend on large files."""
        self._store, self._clock, self._tell = store, clock, tell
        self._rng = rng or Random()  # noqa: S311 — spreads retries, guards nothing
        self._line = line
        self._sender, self._looker = Sender(store, line, clock, self._rng, pace), Looker(store, line, pace)
        self._roll, self._comparing = Roll(store, line), Comparing(store, line)
        self._failures = 0
        self._rest_until: datetime | None = None
        self._looked: datetime | None = None
        self._greeted: datetime | None = None
        self._anchored: datetime | None = None
        self._skew: int | None = None
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
        sent = self._sender.round()
        self._greet(now)
        due = sent.moved or self._looked is None or now - self._looked >= LOOK_EVERY
        looked = self._look(now) if due else 0
        self._failures, self._rest_until = 0, None
        more = sent.more or self._looker.unfinished
        note = clock_word(self._skew or 0) or "市级线路通"
        return PassReport("up", note, sent.moved + looked, more=more, skew=self._skew)

    def _down(self, trouble: LineTrouble, now: datetime) -> PassReport:
        self._failures += 1
        asked = trouble.after if isinstance(trouble, RateLimited) else None
        self._rest_until = next_try(now, self._failures, self._rng, asked).at
        self._greeted = None  # another city, or another version of it, may answer next time
        return PassReport("down", trouble.sentence, code=trouble.code, skew=self._skew)

    def _greet(self, now: datetime) -> None:
        """The city's time: every letter's answer has it, and a window that sends nothing asks now and then."""
        if heard := self._sender.city_time:
            self._sender.city_time = None
            self._hear(*heard)
        elif self._greeted is None or now - self._greeted >= GREET_EVERY:
            self._hear(self._line.health().city_time, now)

    def _hear(self, theirs: datetime, ours: datetime) -> None:
        self._skew = round((ours - theirs).total_seconds())
        self._greeted = ours

    def _look(self, now: datetime) -> int:
        """Read what the county did; returns how many entries were new."""
        found = self._looker.look(self._sender.lacks)
        self._roll.look(now, self._looker.met)
        self._looked = now
        self._anchor(now)
        self._comparing.look(now)
        return found

    def _anchor(self, now: datetime) -> None:
        """How far the city has this window's chain: an end of the log that was cut off here is known there."""
        if self._anchored is None or now - self._anchored >= GREET_EVERY:
            self._anchored = now
            if told := self._line.anchor():
                anchor.note_city(self._store, told.seq, told.digest)
