"""Reads what the county's other windows and the city did, fetches the papers they name, offers again what was lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from forwarding.client import CityLine
from forwarding.fetches import Fetches
from forwarding.letters import entry_of, mark_of, offer_of
from forwarding.pacing import Pace
from forwarding.wire import PROTOCOL, CityEntries, Gap, OfferLetter
from models.store import county, foreign, takeover

if TYPE_CHECKING:
    from models.store.store import Store

PAGES = 20  # read in one pass, so that a window long away does not hold its own sending up


class Looker:
    """One window's eyes on its county. ``met``: windows whose entries came when it last looked."""

    def __init__(self, store: Store, line: CityLine, pace: Pace | None = None) -> None:
        self._store, self._line = store, line
        self._fetches = Fetches(store, line, pace or Pace())
        self.met: set[str] = set()

    @property
    def unfinished(self) -> bool:
        """Whether a large paper is half fetched."""
        return self._fetches.unfinished

    def look(self, lacks: Sequence[Gap] = ()) -> int:
        """Read on from where this window stopped; returns how many entries were new.

        Raises:
            LineTrouble: the line or the city is in the way; what was read is kept.
        """
        self.met.clear()
        taken, gaps = self._read()
        if self._offer([*lacks, *gaps]):
            taken += self._read()[0]
        self._fetches.fetch()
        return taken

    def _read(self) -> tuple[int, list[Gap]]:
        """Pages of the county's feed from the cursor on."""
        taken, gaps = 0, list[Gap]()
        for _ in range(PAGES):
            cursor = int(foreign.cursor(self._store) or 0)
            own = takeover.machine(self._store) > 0  # what an older machine of this window sent comes back
            told = self._line.entries_since(cursor, own=own, told=county.told(self._store))
            gaps += told.lacks
            self.met.update(letter.window for letter in told.entries)
            taken += take(self._store, told)
            if not told.more:
                break
        return taken, gaps

    def _offer(self, gaps: Sequence[Gap]) -> bool:
        """The city was restored from an older copy: what it had told is offered again, once for each such gap.

        Its numbers behind the gap may by now stand for other entries, so they are read again from there; returns
        whether there was such a gap.
        """
        found = False
        done = county.offered(self._store)
        for gap in dict.fromkeys((gap.after, gap.until) for gap in gaps):
            if gap not in done:
                self._offer_after(gap[0])
                foreign.set_cursor(self._store, str(min(int(foreign.cursor(self._store) or 0), gap[0])))
                county.note_offered(self._store, gap)
                found = True
        return found

    def _offer_after(self, place: int) -> None:
        n = 0
        while page := county.sealed_after(self._store, place, beyond_n=n):
            letters = tuple(offer_of(entry, mark, blobs) for _, entry, mark, blobs in page)
            self._line.offer(OfferLetter(protocol=PROTOCOL, entries=letters))
            for digest in dict.fromkeys(digest for *_, blobs in page for digest in blobs):
                if self._store.blobs.has(digest) and not self._line.has_blob(digest):
                    self._line.put_blob(digest, self._store.blobs.get(digest))
            n = page[-1][0]


def take(store: Store, told: CityEntries) -> int:
    """Take what the city told, by whichever road it came; returns how many entries were new."""
    if not told.entries and told.cursor <= int(foreign.cursor(store) or 0):
        return 0
    marks = {letter.id: mark_of(letter) for letter in told.entries}
    taken = foreign.take_foreign(store, [entry_of(letter) for letter in told.entries], str(told.cursor), marks)
    county.note_told(store, told.cursor, told.told_seal)
    return len(taken.taken)
