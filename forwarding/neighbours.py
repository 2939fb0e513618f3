"""Asks the city for the county's windows and their public keys: once an hour, and when an unknown window turns up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from forwarding.client import CityLine
from forwarding.wire import CITY, NeighbourLetter
from models.store import neighbours
from models.store.neighbours import HeldKey, Neighbour

if TYPE_CHECKING:
    from models.store.store import Store

EVERY = timedelta(hours=1)


class Roll:
    """One window's list of its county."""

    def __init__(self, store: Store, line: CityLine) -> None:
        self._store, self._line = store, line
        self._asked: datetime | None = None
        self._known: set[str] = set()  # told of, or asked about already

    def look(self, now: datetime, met: Iterable[str] = ()) -> None:
        """Ask when it is time, or when one of the windows ``met`` is not on the list.

        Raises:
            LineTrouble: the line, or a list without the city's seal; the old list stays.
        """
        strangers = {name for name in met if not name.startswith(CITY)} - self._known
        if self._asked is not None and abs(now - self._asked) < EVERY and not strangers:
            return
        answer = self._line.neighbours()
        told = answer.windows if answer is not None else ()
        neighbours.keep(self._store, [_neighbour(one) for one in told])
        self._asked = now
        self._known |= strangers | {one.name for one in told}


def _neighbour(letter: NeighbourLetter) -> Neighbour:
    keys = tuple(HeldKey(key.sign_key, key.box_key, key.since, key.until) for key in letter.keys)
    return Neighbour(letter.name, letter.label, letter.revoked, keys)
