"""A city that writes entries of its own, chained like any window's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from models.rules import chain
from models.rules.terms import Act
from models.store.entries import Entry, digest_of, new_id
from tests.store.acts import NOW


class CityPen:
    """Writes one chain."""

    def __init__(self, window: str = "140500-00") -> None:
        self.window, self.seq, self.prev = window, 0, chain.GENESIS

    def write(
        self,
        case_id: str,
        version: int,
        payload: Mapping[str, Any],
        at: datetime = NOW,
        kind: Act = Act.CITY_RECEIVE,
    ) -> Entry:
        """The next entry."""
        self.seq += 1
        bare = Entry(new_id(), self.window, self.seq, case_id, version, kind, at, "市级", payload, self.prev, "")
        entry = replace(bare, digest=digest_of(bare))
        self.prev = entry.digest
        return entry
