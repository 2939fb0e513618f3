"""When to try again: capped back-off with jitter, pure. Seconds in, seconds out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

FIRST_WAIT = 5.0
LONGEST_WAIT = 15 * 60.0  # a queue that waits hours looks dead to a clerk


@dataclass(frozen=True, slots=True)
class Retry:
    """The next try of an entry or of the line."""

    at: datetime
    wait: float


def wait_seconds(attempts: int, rng: Random, asked: float | None = None) -> float:
    """Seconds to wait after ``attempts`` failures (≥ 1): doubling, capped, spread by up to a quarter.

    ``asked`` is the city's own Retry-After; it is honoured when longer, but never past an hour.
    """
    base = min(FIRST_WAIT * 2.0 ** min(max(attempts, 1) - 1, 16), LONGEST_WAIT)
    waited = base * (1.0 - 0.25 * rng.random())
    return max(waited, min(asked or 0.0, 3600.0))


def next_try(now: datetime, attempts: int, rng: Random, asked: float | None = None) -> Retry:
    """The moment of the next try."""
    seconds = wait_seconds(attempts, rng, asked)
    return Retry(now + timedelta(seconds=seconds), seconds)
