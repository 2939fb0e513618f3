"""How much of one pass large files may take, and how large their parts are on this line. Seconds and bytes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from forwarding.wire import PART

LEAST = 16 * 1024


@dataclass(frozen=True, slots=True)
class Pace:
    """What a pass may spend. ``watch`` measures; a clock that may be set would not do."""

    budget: float = 5.0
    watch: Callable[[], float] = time.monotonic


class PartSize:
    """Parts that last a moment on this line, whether it carries 256 kbit or 100 Mbit a second."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self.bytes = 2 * LEAST

    def learn(self, began: float) -> None:
        """A whole part went, begun at ``began``."""
        took = self._pace.watch() - began
        if took > self._pace.budget / 4:
            self.bytes = max(self.bytes // 2, LEAST)
        elif took < self._pace.budget / 10:
            self.bytes = min(self.bytes * 2, PART)
