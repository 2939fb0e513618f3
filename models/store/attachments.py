"""附件 looked at one by one: which files are gone or changed, what names them, and where each can be had again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from models.rules import chain
from models.store import backup, ring, trouble
from models.store.blobs import BlobShelf

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.store import Store
    from models.store.work import Work

_NAMES: Final = 500
"""Names read from the store at a time."""
IN_VAIN: Final = 8
"""Times the city is asked for a file before it counts as not having it."""
_MATERIALS = (
    "SELECT m.scans, c.id, c.case_no, m.name FROM case_materials m JOIN cases c ON c.n = m.case_n"
    " WHERE m.scans <> '[]'"
)
_PAPERS = "SELECT digest, case_id, case_no, name, number FROM documents"
_OLDER = (  # shown by an earlier entry only: the material was handed in anew since
    "SELECT e.payload, e.case_id, coalesce(c.case_no, '') FROM entries e LEFT JOIN cases c ON c.id = e.case_id"
    " WHERE instr(e.payload, ?)"
)
_UNSENT = "SELECT 1 FROM queue WHERE case_id = ? AND state <> '已送达' LIMIT 1"
_WANT = "INSERT INTO wanted (digest, case_id) VALUES (?, ?) ON CONFLICT DO UPDATE SET tries = 0"


@dataclass(frozen=True, slots=True)
class Place:
    """One thing that shows a file: a material's scan, or a paper."""

    case_id: str  # "" for a paper of no case
    case_no: str
    what: str  # 营业执照 | 受理通知书
    page: int = 0  # which of the material's scans, from 1; 0 for a paper
    pages: int = 0
    paper: bool = False


@dataclass(frozen=True, slots=True)
class LostFile:
    """A file the log names that is not here as it was."""

    digest: str
    broken: bool  # it is there and was changed; else it is gone
    places: tuple[Place, ...]  # never empty; what nobody shows any more has a Place without a case
    at_city: bool  # every entry of those cases has been taken by the city, so it has the file too
    asked: int = -1  # times the city was asked for it in vain since somebody asked; -1: nobody did


class ShelfWalk:
    """Reads the shelf a stretch at a time; may be put away after any step and gone on with from ``name``."""

    def __init__(self, store: Store, after: str = "") -> None:
        self._store = store
        self.name = after
        self.read = 0  # files
        self.ended = False
        self.lost: dict[str, bool] = {}  # digest → broken (else gone)

    def step(self, most: int) -> bool:
        """Read on for ``most`` bytes; True while there is more to read. Raises: StoreTrouble: the disk."""
        left = most
        for digest, size in _sizes(self._store, self.name):
            if left <= 0:
                return True
            self._look(digest)
            self.name, self.read, left = digest, self.read + 1, left - size
        if left > 0:
            self.ended = True
        return not self.ended

    def _look(self, digest: str) -> None:
        if (broken := fault(self._store, digest)) is not None:
            self.lost[digest] = broken


def fault(store: Store, digest: str) -> bool | None:
    """None for a file that is whole, True for one that was changed, False for one that is gone."""
    path = store.blobs.path(digest)
    with trouble.told():
        if not path.exists():
            return False
        return None if store.blobs.sound(path, digest) else True


def lost_files(store: Store, found: dict[str, bool]) -> tuple[LostFile, ...]:
    """What each lost file is, sorted by case; digests the store no longer names are left out."""
    with store.read() as db:
        named = _places(db, found)
        rows = [_lost(db, digest, found[digest], places) for digest, places in named.items()]
    return tuple(sorted(rows, key=lambda one: (one.places[0].case_no, one.places[0].what, one.places[0].page)))


def from_backups(
    store: Store, roots: Sequence[Path], digests: Iterable[str], stop: Callable[[], bool] = lambda: False
) -> list[str]:
    """Put back what a backup has whole. Returns the digests that are whole again.

    A backup on the same disk holds a second name of the very file, damage and all; such a copy is taken out of it, so
    that the next backup brings the mended one.
    """
    shelves = [BlobShelf(pool, store.key, lambda: ring.of(store.folder, store.key)) for pool in _pools(roots)]
    back: list[str] = []
    for digest in digests:
        if stop():
            break
        if any(_taken(store, shelf, digest) for shelf in shelves):
            back.append(digest)
    return back


def ask_city(work: Work, lost: Iterable[LostFile]) -> int:
    """Ask the city for these files again, inside a unit of work: they come with the next passes. Returns how many."""
    rows = [(one.digest, one.places[0].case_id) for one in lost]
    work.db.executemany(_WANT, rows)
    return len(rows)


def _taken(store: Store, shelf: BlobShelf, digest: str) -> bool:
    if not shelf.has(digest):
        return False
    if not shelf.sound(shelf.path(digest), digest):
        shelf.drop(digest)
        return False
    store.blobs.put(shelf.get(digest))
    return True


def _pools(roots: Sequence[Path]) -> Iterator[Path]:
    """The shelves of every backup that is there, those of older keys too."""
    seen = dict.fromkeys(one.blobs for root in roots for one in backup.found(root))
    return (pool for pool in seen if pool.is_dir())


def _sizes(store: Store, after: str) -> Iterator[tuple[str, int]]:
    """The files the log names, in the order of their names; a draft's scans are left out."""
    sql = "SELECT digest, size FROM blobs WHERE kept = 1 AND digest > ? ORDER BY digest LIMIT ?"
    while True:
        with store.read() as db:
            rows = db.execute(sql, (after, _NAMES)).fetchall()
        yield from rows
        if len(rows) < _NAMES:
            return
        after = rows[-1][0]


def _places(db: Connection, digests: Collection[str]) -> dict[str, list[Place]]:
    """What shows each of them now, else what showed it once."""
    rows = db.execute("SELECT digest FROM blobs WHERE kept = 1").fetchall()
    found: dict[str, list[Place]] = {row[0]: [] for row in rows if row[0] in digests}
    if not found:
        return found
    for scans, *case in db.execute(_MATERIALS):
        for digest, place in _scans(chain.parse(scans), *case):
            if digest in found:
                found[digest].append(place)
    for digest, case_id, case_no, name, number in db.execute(_PAPERS):
        if digest in found:
            found[digest].append(Place(case_id, case_no, name if number == case_no else f"{name} {number}", paper=True))
    return {digest: places or _once(db, digest) for digest, places in found.items()}


def _once(db: Connection, digest: str) -> list[Place]:
    for payload, case_id, case_no in db.execute(_OLDER, (digest,)):
        for line in chain.parse(payload).get("materials", ()):
            for scan, place in _scans(line["scans"], case_id, case_no, f"{line['name']}（此前交的）"):
                if scan == digest:
                    return [place]
    return [Place("", "", "办件里已不显示的附件")]


def _scans(scans: Sequence[str], case_id: str, case_no: str, name: str) -> Iterator[tuple[str, Place]]:
    for number, digest in enumerate(scans, 1):
        yield digest, Place(case_id, case_no, name, number, len(scans))


def _lost(db: Connection, digest: str, broken: bool, places: list[Place]) -> LostFile:
    cases = {one.case_id for one in places if one.case_id}
    sent = bool(cases) and not any(db.execute(_UNSENT, (case_id,)).fetchone() for case_id in cases)
    asked = db.execute("SELECT tries FROM wanted WHERE digest = ?", (digest,)).fetchone()
    return LostFile(digest, broken, tuple(places), sent, int(asked[0]) if asked else -1)
