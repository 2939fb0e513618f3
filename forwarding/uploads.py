"""Brings scans and papers to the city: smallest remainder first, part by part, and on from where a line broke."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from forwarding import failures
from forwarding.client import CityLine
from forwarding.pacing import Pace, PartSize
from models.errors import LineTrouble, StoreTrouble
from models.store import outbox

if TYPE_CHECKING:
    from models.store.store import Store

_FILE_LOST = ("blob_missing", "blob_broken")
_TRIES = 3


class Uploads:
    """What of this window's blobs the city has; forgotten at a restart, since the city can be asked.

    ``lost``: blobs that cannot be brought, and why and who must act, in plain Chinese.
    """

    def __init__(self, store: Store, line: CityLine, pace: Pace) -> None:
        self._store, self._line, self._pace = store, line, pace
        self._part = PartSize(pace)
        self._there: set[str] = set()
        self._sizes: dict[str, int] = {}  # of what is wanted
        self._had: dict[str, int] = {}  # bytes of it the city has, where it was asked
        self._refused: dict[str, int] = {}
        self._open: tuple[str, bytes] = ("", b"")  # the blob under way
        self.lost: dict[str, tuple[str, str]] = {}

    def missing(self, digests: Iterable[str]) -> tuple[str, ...]:
        """Those the city is not known to have."""
        return tuple(digest for digest in digests if digest not in self._there)

    def want(self, digests: Iterable[str]) -> None:
        """These are to be brought."""
        new = [digest for digest in digests if digest not in self._sizes]
        for digest in new:
            self.lost.pop(digest, None)
        self._sizes.update(outbox.blob_sizes(self._store, new))

    def forget(self, digests: Iterable[str]) -> None:
        """The city says it has not got these after all: it was restored from an older copy."""
        self._there.difference_update(digests)

    def left(self, digests: Iterable[str]) -> tuple[int, int]:
        """Bytes the city has of these, and bytes they are in all."""
        wanted = [digest for digest in digests if digest in self._sizes]
        return sum(self._had.get(one, 0) for one in wanted), sum(self._sizes[one] for one in wanted)

    def pump(self, groups: Sequence[Sequence[str]], end: float) -> None:
        """Bring parts until ``end`` by the pace's watch, or until nothing is left of the groups.

        Args:
            groups: what each entry waits for; the one with the least left to bring comes first, so that many small
                cases are done before one large one, and no case waits half brought.

        Raises:
            LineTrouble: the line or the city; what had come stays at the city.
        """
        while self._pace.watch() < end:
            open_ones = [left for group in groups if (left := [one for one in group if one in self._sizes])]
            if not open_ones:
                self._open = ("", b"")
                return
            next_group = min(open_ones, key=lambda group: sum(map(self._remaining, group)))
            self._step(min(next_group, key=self._remaining))

    def _remaining(self, digest: str) -> int:
        return self._sizes[digest] - self._had.get(digest, 0)

    def _step(self, digest: str) -> None:
        try:
            had = self._had.get(digest)
            if had is None:
                had = self._line.blob_offset(digest)
            if had is not None:
                had = self._send(digest, had)
        except StoreTrouble as trouble:
            if trouble.code not in _FILE_LOST:
                raise
            self._give_up(digest, trouble.happened, "管理员：从备份恢复附件后重送")
        except LineTrouble as trouble:
            self._had.pop(digest, None)  # what came of the last part only the city knows
            if trouble.code != "refused":
                raise
            self._not_taken(digest, trouble)
        else:
            self._note(digest, had)

    def _send(self, digest: str, had: int) -> int | None:
        data = self._bytes(digest)
        self._sizes[digest] = len(data)
        part, began = data[had : had + self._part.bytes], self._pace.watch()
        if len(part) == len(data):
            self._line.put_blob(digest, data)
            now = None
        else:
            now = self._line.put_part(digest, had, part, len(data))
        if len(part) == self._part.bytes:
            self._part.learn(began)
        return now

    def _bytes(self, digest: str) -> bytes:
        if self._open[0] != digest:
            self._open = (digest, self._store.blobs.get(digest))
        return self._open[1]

    def _note(self, digest: str, had: int | None) -> None:
        if had is None:
            self._done(digest)
            self._there.add(digest)
        else:
            self._had[digest] = had

    def _not_taken(self, digest: str, trouble: LineTrouble) -> None:
        """Damaged on its way, it goes once more from the start; the same again and again is for a person."""
        self._refused[digest] = self._refused.get(digest, 0) + 1
        if self._refused[digest] >= _TRIES:
            self._give_up(digest, f"市级没有收下附件：{trouble.happened}", failures.who(trouble))

    def _give_up(self, digest: str, why: str, who: str) -> None:
        self._done(digest)
        self.lost[digest] = (why, who)

    def _done(self, digest: str) -> None:
        for kept in (self._sizes, self._had, self._refused):
            kept.pop(digest, None)


def progress(had: int, whole: int) -> str:
    """How far the scans of an entry are, as its row on 转报 says it."""
    return f"附件正在分段上传，已送 {_mb(had)} / {_mb(whole)} MB"


def _mb(count: int) -> str:
    return f"{count / 1024 / 1024:.1f}"


