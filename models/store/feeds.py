"""外来记录: what other windows and the city wrote, held against the city's own sum of it, a stretch at a time.

The own chain shows what was done to the own log. Of others only what was pulled is here, so that a row taken out, or
changed together with its digest, shows nowhere but at the city: both sides sum the same stretch of the county's feed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from models.rules import chain
from models.rules.terms import AuditKind
from models.store import audit, daybook, placing, reading, replay
from models.store.entries import Entry, stamp
from models.store.foreign import WANT, fault
from models.store.payloads import blob_digests
from models.store.rows import Mark

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.store import Store

STRETCH: Final = 1000
"""Numbers of the feed that are summed at once."""
_KEY: Final = "feed_state"
_HELD: Final = f"SELECT e.n, {reading.ENTRY} FROM entries e WHERE e.id = ? OR (e.window = ? AND e.seq = ?) LIMIT 1"
_NAMES: Final = "id, window, seq, case_id, version, kind, at, actor, payload, prev, digest"
_RIGHT: Final = f"UPDATE entries SET {', '.join(f'{name} = ?' for name in _NAMES.split(', '))} WHERE n = ?"
_INSERT: Final = f"INSERT INTO entries ({_NAMES}, n) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
_WORD_LEFT: Final = "SELECT entry_n FROM placed WHERE place = ? AND entry_n NOT IN (SELECT n FROM entries)"
_FIRST_GAP: Final = (
    "SELECT n + 1 FROM (SELECT 0 AS n UNION ALL SELECT n FROM entries) AS e"
    " WHERE NOT EXISTS (SELECT 1 FROM entries f WHERE f.n = e.n + 1) ORDER BY n LIMIT 1"
)
_STRETCH: Final = (
    f"SELECT p.place, p.standing, p.receipt, p.seal, {reading.ENTRY} FROM placed p JOIN entries e ON e.n = p.entry_n"
    " WHERE p.place > ? AND p.place <= ? AND e.window <> ?"
)
_LOCK: Final = (
    "CREATE TRIGGER IF NOT EXISTS entries_no_{act} BEFORE {act} ON entries BEGIN"
    " SELECT RAISE(ABORT, 'entries is append-only'); END"
)
_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class FeedState:
    """How far others' rows were held against the city. Times are ISO text, "" for never."""

    at: str = ""
    reached: int = 0  # the number of the feed up to which this round came
    rounds: int = 0  # whole rounds so far
    mended: int = 0  # rows put right, ever
    why: str = ""  # what does not fit and could not be put right, in plain Chinese
    where: int = -1  # behind which number of the feed that is

    @property
    def bad(self) -> bool:
        """Whether something does not fit."""
        return bool(self.why)


@dataclass(frozen=True, slots=True)
class Righted:
    """What became of a stretch that did not fit."""

    back: int = 0  # rows that were gone and are here again
    changed: int = 0  # rows that were changed and are as the city keeps them
    left: tuple[str, ...] = ()  # why the rest could not be put right


def state(store: Store) -> FeedState:
    """What is known now."""
    return FeedState(**json.loads(daybook.meta(store, _KEY) or "{}"))


def summed(store: Store, after: int, until: int) -> tuple[int, str]:
    """How many entries of others stand in this stretch, and the SHA-256 over what they are now, not what they say."""
    with store.read() as db:
        rows = db.execute(_STRETCH, (after, until, store.window)).fetchall()
    total = hashlib.sha256()
    for place, digest in sorted((row[0], _digest(row[4:])) for row in rows):
        total.update(chain.feed_line(place, digest))
    return len(rows), total.hexdigest()


def put_right(store: Store, letters: Iterable[tuple[Entry, Mark]], at: datetime) -> Righted:
    """Make others' rows what the city keeps: put back what is gone and what was changed; a line in the trail.

    The lists are made anew then: what they were made from was not what it is.

    Args:
        letters: the city's own word on the stretch in the order of its feed, seals checked; at: now, aware.
    """
    back = changed = 0
    left: dict[str, None] = {}
    with store.work() as work:
        work.db.execute("PRAGMA defer_foreign_keys=ON")  # what names a row is there before it for a moment
        for entry, mark in letters:
            held = work.db.execute(_HELD, (entry.id, entry.window, entry.seq)).fetchone()
            if entry.window == store.window or (held is not None and _same(held, entry)):
                continue
            if held is not None:
                _write_back(work.db, held[0], entry)
                changed += 1
            elif why := fault(work.db, entry, store.window, mark):
                left[why] = None
            else:
                _put_back(work.db, entry, mark)
                back += 1
        done = Righted(back, changed, tuple(left))
        if back or changed:
            _lock(work.db)
            replay.rebuild_tables(work.db, work.window)
        if done != Righted():
            audit.note(work, AuditKind.CHECK, at, subject="外来记录", text=_told(done))
            work.commit()
    return done


def beyond(store: Store, after: int, until: int, ids: Collection[str]) -> list[tuple[Entry, Mark]]:
    """Others' entries in this stretch that are not among ``ids``, with the city's word on each."""
    with store.read() as db:
        rows = db.execute(_STRETCH, (after, until, store.window)).fetchall()
    return [(reading.entry(row[4:]), Mark(*row[:4])) for row in rows if row[4] not in ids]


def note(store: Store, now: FeedState) -> None:
    """Keep it."""
    with store.work() as work:
        work.set_meta(_KEY, json.dumps(asdict(now), ensure_ascii=False))
        work.commit()


def _same(held: reading.Row, entry: Entry) -> bool:
    """Whether the row is the city's entry to the letter: its own words are summed again, not its digest believed."""
    return bool(held[11] == entry.digest == _digest(held[1:]))


def _digest(row: reading.Row) -> str:
    """Of a row of ``reading.ENTRY``, from its ten fields."""
    return chain.digest_text(chain.entry_text(*row[:10]))


def _write_back(db: Connection, n: int, entry: Entry) -> None:
    """The one place where a row of the log is written over: with the city's own words, and what was there is told."""
    db.execute("DROP TRIGGER IF EXISTS entries_no_update")
    db.execute(_RIGHT, (*_fields(entry), n))


def _lock(db: Connection) -> None:
    """The log is append-only again, also where somebody had taken the lock away."""
    for act in ("update", "delete"):
        db.execute(_LOCK.format(act=act))


def _put_back(db: Connection, entry: Entry, mark: Mark) -> None:
    """At the place in the log where it stood, as far as that can be told, so that what came after it still does."""
    n = _gap(db, mark.place)
    db.execute("DELETE FROM placed WHERE entry_n = ?", (n,))
    db.execute(_INSERT, (*_fields(entry), n))
    placing.put(db, n, entry.case_id, mark)
    db.executemany(WANT, [(digest, entry.case_id) for digest in blob_digests(entry.payload)])


def _gap(db: Connection, place: int) -> int:
    """Where the city's word on it still stands, else the first gap in the log."""
    row = db.execute(_WORD_LEFT, (place,)).fetchone() or db.execute(_FIRST_GAP).fetchone()
    return int(row[0])


def _fields(entry: Entry) -> tuple[str | int, ...]:
    head = (entry.id, entry.window, entry.seq, entry.case_id, entry.version, entry.kind.value, stamp(entry.at))
    return (*head, entry.actor, chain.canonical(entry.payload), entry.prev, entry.digest)


def _told(done: Righted) -> str:
    parts = [f"补回{done.back}条"] if done.back else []
    parts += [f"改回{done.changed}条"] if done.changed else []
    parts += [f"{len(done.left)}条补不回：{'；'.join(done.left[:_NAMED])}"] if done.left else []
    return f"外来记录与市级不符，按市级{'，'.join(parts)}"
