"""One pass over the queue: blobs first, then the entries in a batch, then what the city did meanwhile.

What each failure does to the entries and to the line:
    the line is down, a portal, a certificate, the window unknown, the city broken or busy: everything claimed
        waits again, nothing is lost, the line rests with capped back-off;
    the city refuses one entry (damaged, conflict, changed): that entry is held for a person, the others go on;
    the whole letter is refused: sent again one by one, so that only the bad one is held;
    the program is killed: the lease runs out and the same entries go again with the same ids.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from forwarding.client import CityLine, RateLimited
from forwarding.policy import next_try
from forwarding.wire import PROTOCOL, Answer, BatchLetter, EntryAnswer, EntryLetter
from models.errors import LineTrouble
from models.rules.terms import Act
from models.store import foreign, outbox
from models.store.entries import Entry, stamp, unstamp

if TYPE_CHECKING:
    from models.store.rows import OutEntry
    from models.store.store import Store

BATCH = 50
LEASE = timedelta(seconds=90)
LOOK_EVERY = timedelta(seconds=10)  # how often an idle window asks what the city did
_HELD = {
    Answer.CONFLICT: "经办人：看清谁先办了什么，再决定",
    Answer.CHANGED: "管理员：核对两份内容",
    Answer.REFUSED: "经办人：按原因处理后重送",
}


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
        self._store, self._line, self._clock, self._tell = store, line, clock, tell
        self._rng = rng or Random()  # noqa: S311 — spreads retries, guards nothing
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
        moved = self._send(claimed) if claimed else 0
        looked = self._look(now) if claimed or self._looked is None or now - self._looked >= LOOK_EVERY else 0
        self._failures, self._rest_until = 0, None
        return PassReport("up", "市级线路通", moved + looked, more=len(claimed) == BATCH)

    def _down(self, trouble: LineTrouble, now: datetime) -> PassReport:
        self._failures += 1
        asked = trouble.after if isinstance(trouble, RateLimited) else None
        self._rest_until = next_try(now, self._failures, self._rng, asked).at
        return PassReport("down", trouble.sentence)

    def _look(self, now: datetime) -> int:
        """Pull what the city did; returns how many entries were new."""
        told = self._line.entries_since(int(foreign.cursor(self._store) or 0))
        self._looked = now
        if not told.entries:
            return 0
        taken = foreign.take_foreign(self._store, [_entry(letter) for letter in told.entries], str(told.cursor))
        return len(taken.taken)

    def _send(self, claimed: Sequence[OutEntry]) -> int:
        ids = tuple(out.entry.id for out in claimed)
        try:
            for digest in dict.fromkeys(digest for out in claimed for digest in out.blobs):
                self._upload(digest)
            return self._settle(claimed, self._deliver(claimed))
        except LineTrouble as trouble:
            failed = max((out.attempts for out in claimed), default=0) + 1
            again = next_try(self._clock(), failed, self._rng)
            outbox.wait_many(self._store, ids, trouble.happened, again.at)
            raise

    def _upload(self, digest: str) -> None:
        if not self._line.has_blob(digest):
            self._line.put_blob(digest, self._store.blobs.get(digest))

    def _deliver(self, claimed: Sequence[OutEntry]) -> list[EntryAnswer]:
        letters = tuple(_letter(out) for out in claimed)
        try:
            return list(self._line.send(BatchLetter(protocol=PROTOCOL, entries=letters)).answers)
        except LineTrouble as trouble:
            if trouble.code != "refused":
                raise
            if len(letters) == 1:
                return [EntryAnswer(id=letters[0].id, answer=Answer.REFUSED, reason=trouble.happened)]
        return [answer for out in claimed for answer in self._deliver((out,))]

    def _settle(self, claimed: Sequence[OutEntry], answers: Sequence[EntryAnswer]) -> int:
        now = self._clock()
        kept = tuple((answer.id, answer.receipt) for answer in answers if answer.delivered)
        if kept:
            outbox.delivered_many(self._store, kept, now)
        for out, answer in zip(claimed, answers, strict=True):
            if answer.delivered:
                continue
            if answer.answer in _HELD:
                outbox.hold(self._store, answer.id, answer.reason or "市级没有收下", _HELD[answer.answer])
            else:
                again = next_try(now, out.attempts + 1, self._rng)
                outbox.wait(self._store, answer.id, answer.reason or "市级回执不完整，按未送达处理", again.at)
        return len(kept)


def _letter(out: OutEntry) -> EntryLetter:
    entry = out.entry
    return EntryLetter(
        id=entry.id,
        window=entry.window,
        seq=entry.seq,
        case=entry.case_id,
        version=entry.version,
        kind=entry.kind.value,
        at=stamp(entry.at),
        actor=entry.actor,
        payload=dict(entry.payload),
        prev=entry.prev,
        digest=entry.digest,
        blobs=out.blobs,
    )


def _entry(letter: EntryLetter) -> Entry:
    return Entry(
        id=letter.id,
        window=letter.window,
        seq=letter.seq,
        case_id=letter.case,
        version=letter.version,
        kind=Act(letter.kind),
        at=unstamp(letter.at),
        actor=letter.actor,
        payload=letter.payload,
        prev=letter.prev,
        digest=letter.digest,
    )
