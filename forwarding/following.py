"""Passes over the queue to whatever city is set: a new setting counts from the next pass, without a new start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from forwarding.client import CityLine
from forwarding.runner import NoCity, PassReport, Runner
from models.desk.city_line import CityAddress, city_of

if TYPE_CHECKING:
    from models.store.store import Store


class Following:
    """Lives in one thread, as its runner does."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        tell: Callable[[PassReport], object],
        fixed: CityAddress | None = None,
    ) -> None:
        """``fixed``: a city given from outside goes before the one that is set."""
        self._store, self._clock, self._tell, self._fixed = store, clock, tell, fixed
        self._there: CityAddress | None = None
        self._line: CityLine | None = None
        self._passes: Runner | NoCity = NoCity()

    def rush(self) -> None:
        """立即重试."""
        self._current().rush()

    def run_once(self) -> PassReport:
        """One pass."""
        return self._current().run_once()

    def _current(self) -> Runner | NoCity:
        wanted = self._fixed or city_of(self._store)
        if wanted != self._there:
            changed, self._there = self._there is not None, wanted
            self._turn_to(wanted)
            if changed:
                self._passes.rush()  # what waited for the old city need not rest
        return self._passes

    def _turn_to(self, city: CityAddress) -> None:
        if self._line is not None:
            self._line.close()
        self._line, self._passes = None, NoCity()
        if city.address:
            self._line = CityLine(city.address, city.token, city_key=bytes.fromhex(city.sign_key))
            self._passes = Runner(self._store, self._line, self._clock, tell=self._tell)
