"""Sends what was claimed from the queue: blobs first, then the entries in one letter, then each answer is settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from forwarding.client import CityLine
from forwarding.letters import letter_of, mark_of
from forwarding.policy import next_try
from forwarding.wire import PROTOCOL, Answer, BatchLetter, EntryAnswer, Gap
from models.errors import LineTrouble
from models.store import county, outbox

if TYPE_CHECKING:
    from models.store.rows import OutEntry
    from models.store.store import Store

_HELD = {
    Answer.CHANGED: "管理员：核对两份内容",
    Answer.REFUSED: "经办人：按原因处理后重送",
}


class Sender:
    """One window's way out. ``lacks``: numbers the city said it had lost, when it last answered."""

    def __init__(self, store: Store, line: CityLine, clock: Callable[[], datetime], rng: Random) -> None:
        self._store, self._line, self._clock, self._rng = store, line, clock, rng
        self.lacks: tuple[Gap, ...] = ()

    def send(self, claimed: Sequence[OutEntry]) -> int:
        """Send and settle; returns how many the city has now.

        Raises:
            LineTrouble: the line, the city or this window's standing is in the way; everything waits again.
        """
        ids = tuple(out.entry.id for out in claimed)
        try:
            for digest in dict.fromkeys(digest for out in claimed for digest in out.blobs):
                self._upload(digest)
            return settle(self._store, claimed, self.deliver(claimed), self._clock(), self._rng)
        except LineTrouble as trouble:
            failed = max((out.attempts for out in claimed), default=0) + 1
            again = next_try(self._clock(), failed, self._rng)
            outbox.wait_many(self._store, ids, trouble.happened, again.at)
            raise

    def deliver(self, claimed: Sequence[OutEntry]) -> list[EntryAnswer]:
        """The city's answers; a letter refused whole goes again entry by entry, so that only the bad one is held."""
        letters = tuple(letter_of(out) for out in claimed)
        told, seal = county.told(self._store)
        batch = BatchLetter(protocol=PROTOCOL, entries=letters, told=told, told_seal=seal)
        try:
            answer = self._line.send(batch)
        except LineTrouble as trouble:
            if trouble.code != "refused":
                raise
            if len(letters) == 1:
                return [EntryAnswer(id=letters[0].id, answer=Answer.REFUSED, reason=trouble.happened)]
            return [one for out in claimed for one in self.deliver((out,))]
        self.lacks = answer.lacks
        county.note_told(self._store, answer.told, answer.told_seal)
        return list(answer.answers)

    def _upload(self, digest: str) -> None:
        if not self._line.has_blob(digest):
            self._line.put_blob(digest, self._store.blobs.get(digest))


def settle(
    store: Store, claimed: Sequence[OutEntry], answers: Sequence[EntryAnswer], now: datetime, rng: Random
) -> int:
    """Keep what the city said of each entry, by whichever road its word came; returns how many it has."""
    kept = tuple((one.id, one.receipt) for one in answers if one.delivered)
    if kept:
        marks = {one.id: mark_of(one) for one in answers if one.delivered and one.place}
        reasons = {one.id: one.reason for one in answers if one.delivered and one.reason}
        outbox.delivered_many(store, kept, now, marks, reasons)
    for out, answer in zip(claimed, answers, strict=True):
        if answer.delivered:
            continue
        if answer.answer in _HELD:
            outbox.hold(store, answer.id, answer.reason or "市级没有收下", _HELD[answer.answer])
        else:
            again = next_try(now, out.attempts + 1, rng)
            outbox.wait(store, answer.id, answer.reason or "市级回执不完整，按未送达处理", again.at)
    return len(kept)
