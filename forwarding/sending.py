"""Sends what the queue holds: entries whose scans the city has go first, then scans in parts, then what these held up.

Nothing large stands before a receipt: a case whose scans are still on their way is left where it is, and all others go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from forwarding import failures
from forwarding.client import CityLine
from forwarding.halving import Delivered, Halving
from forwarding.letters import letter_of, mark_of
from forwarding.pacing import Pace
from forwarding.policy import next_try
from forwarding.uploads import Uploads, progress
from forwarding.wire import PROTOCOL, Answer, BatchLetter, EntryAnswer, Gap
from models.errors import LineTrouble
from models.store import county, outbox

if TYPE_CHECKING:
    from models.store.rows import OutEntry
    from models.store.store import Store

BATCH = 50
LOOKS = 4  # for a batch of what may go, behind cases whose scans are on their way
LEASE = timedelta(seconds=90)
FAULTS = 3  # times the city may fall over one entry, while it takes others, before a person is asked
_HELD = {
    Answer.CHANGED: "管理员：核对两份内容",
    Answer.REFUSED: "经办人：按原因处理后重送",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a round did: entries the city has now, and whether there is more to do at once."""

    moved: int
    more: bool = False


class Sender:
    """One window's way out.

    ``lacks``: numbers the city said it had lost, when it last answered. ``city_time``: its clock then, and ours.
    """

    def __init__(
        self, store: Store, line: CityLine, clock: Callable[[], datetime], rng: Random, pace: Pace | None = None
    ) -> None:
        self._store, self._line, self._clock, self._rng = store, line, clock, rng
        self._pace = pace or Pace()
        self._uploads = Uploads(store, line, self._pace)
        self._parked: dict[str, OutEntry] = {}  # case → its entry whose scans are on their way
        self._said: dict[str, str] = {}  # entry → how far its scans are, as last written
        self.lacks: tuple[Gap, ...] = ()
        self.city_time: tuple[datetime, datetime] | None = None

    def round(self) -> Sent:
        """Send what may go, bring parts of what it waits for, send what became ready.

        Raises:
            LineTrouble: the line, the city or this window's standing is in the way; everything waits again.
        """
        end = self._pace.watch() + self._pace.budget
        moved, full = self._drain()
        while self._parked and self._pace.watch() < end:
            self._bring(end)
            more, full = self._drain()
            moved += more
        return Sent(moved, more=full or bool(self._parked))

    def _drain(self) -> tuple[int, bool]:
        """A batch of what may go; returns how many the city has now, and whether more may be left."""
        moved = gone = 0
        for _ in range(LOOKS):
            claimed = outbox.claim(self._store, self._clock(), BATCH - gone, LEASE, leaving=self._parked)
            if not claimed:
                return moved, False
            ready = self._park(claimed)
            gone += len(ready)
            moved += self._settle(ready, Halving(self.deliver, self._rng).deliver(ready)) if ready else 0
            if gone == BATCH:
                break
        return moved, True

    def deliver(self, claimed: Sequence[OutEntry]) -> list[EntryAnswer]:
        """The city's answers to one letter that holds all of them."""
        letters = tuple(letter_of(out) for out in claimed)
        told, seal = county.told(self._store)
        began = self._clock()
        answer = self._line.send(BatchLetter(protocol=PROTOCOL, entries=letters, told=told, told_seal=seal))
        self.lacks, self.city_time = answer.lacks, (answer.city_time, began)
        county.note_told(self._store, answer.told, answer.told_seal)
        return list(answer.answers)

    def _park(self, claimed: Sequence[OutEntry]) -> list[OutEntry]:
        """Put back what waits for its scans, with the later entries of its case; returns what may go."""
        ready: list[OutEntry] = []
        back: dict[str, str] = {}
        for out in claimed:
            missing = self._uploads.missing(out.blobs)
            if missing and out.entry.case_id not in self._parked:
                self._parked[out.entry.case_id] = out
                self._uploads.want(missing)
            if out.entry.case_id in self._parked:
                back[out.entry.id] = ""
            else:
                ready.append(out)
        outbox.release(self._store, back)
        return ready

    def _bring(self, end: float) -> None:
        """Parts until ``end``; whoever has all of them is no longer parked."""
        try:
            self._uploads.pump([self._uploads.missing(out.blobs) for out in self._parked.values()], end)
        except LineTrouble as trouble:
            ids = [out.entry.id for out in self._parked.values()]
            outbox.release(self._store, dict.fromkeys(ids, trouble.happened), failures.who(trouble), tried=1)
            self._said.clear()
            raise
        told: dict[str, str] = {}
        for case_id, out in list(self._parked.items()):
            missing = self._uploads.missing(out.blobs)
            lost = next((self._uploads.lost[one] for one in missing if one in self._uploads.lost), None)
            if lost is not None:
                outbox.hold(self._store, out.entry.id, *lost)
            if lost is not None or not missing:
                del self._parked[case_id]
            else:
                told[out.entry.id] = progress(*self._uploads.left(missing))
        new = {one: text for one, text in told.items() if self._said.get(one) != text}
        self._said = told
        outbox.release(self._store, new)

    def _settle(self, ready: Sequence[OutEntry], told: Delivered) -> int:
        """Keep what the city said of each; what it was not asked about goes back as it was, or waits out a trouble."""
        answered = [out for out in ready if out.entry.id in told.answers]
        answers = [told.answers[out.entry.id] for out in answered]
        moved = settle(self._store, answered, answers, self._clock(), self._rng)
        self._uploads.forget(digest for one in answers for digest in one.missing)
        rest = [out for out in ready if out.entry.id not in told.answers]
        if told.trouble is not None:
            self._wait(rest, told.trouble)
            raise told.trouble
        for out in rest:
            if out.entry.id in told.faulty:
                self._suspect(out, told.faulty[out.entry.id], proven=told.proven)
        later = [out.entry.id for out in rest if out.entry.id not in told.faulty]
        outbox.release(self._store, dict.fromkeys(later, "等本件前一条先处理好"))
        return moved

    def _wait(self, outs: Sequence[OutEntry], trouble: LineTrouble) -> None:
        failed = max((out.attempts for out in outs), default=0) + 1
        again = next_try(self._clock(), failed, self._rng)
        ids = tuple(out.entry.id for out in outs)
        outbox.wait_many(self._store, ids, trouble.happened, again.at, failures.who(trouble))

    def _suspect(self, out: OutEntry, trouble: LineTrouble, *, proven: bool) -> None:
        """The city fell over this one alone: again later, and held once that came too often while it took others."""
        faults = out.faults + proven
        if faults >= FAULTS:
            why = f"市级平台处理这一条时接连出错 {faults} 次，别的记录都收下了"
            outbox.hold(self._store, out.entry.id, why, "市级平台管理员：查这一条；修好后经办人重送")
        else:
            again = next_try(self._clock(), out.attempts + 1, self._rng)
            outbox.wait(self._store, out.entry.id, f"{trouble.happened}，先送别的", again.at)
        outbox.note_faults(self._store, out.entry.id, faults)


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
