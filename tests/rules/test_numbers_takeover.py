"""Two computers of one window, and a third, never give out one number, whatever each of them does."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from models.rules import numbers
from models.rules.numbers import first_serial, since_scope
from models.rules.terms import Doc

DAY = date(2026, 11, 20)



class Machine:
    """Counts as a store does: goes on where it stands, and begins a new day or year in its band."""

    def __init__(self, number: int, counters: dict[str, int]) -> None:
        self._number, self.counters = number, counters

    def draw(self, scope: str) -> int:
        """The next number."""
        held = self.counters.get(scope)
        self.counters[scope] = first_serial(scope, self._number) if held is None else held + 1
        return self.counters[scope]


def heir(number: int, backup: dict[str, int], last: date, day: date) -> Machine:
    """Takes over from a backup of ``last`` on ``day``."""
    days = (day - last).days
    kept = {
        scope: first_serial(scope, number, seen, days) - 1 if since_scope(scope, last) else seen
        for scope, seen in backup.items()
    }
    return Machine(number, kept)


def run(machine: Machine, day: date, most: int, rng: Random) -> list[tuple[str, int]]:
    """A day's numbers: cases, and papers of two kinds."""
    scopes = [f"case/{day.isoformat()}"] * rng.randrange(most)
    papers = [f"{doc}/{day.year}" for doc in ("ACCEPT", "FORWARD") for _ in range(rng.randrange(most // 10 + 1))]
    return [(scope, machine.draw(scope)) for scope in (*scopes, *papers)]


def test_that_a_million_draws_of_a_dead_machine_come_alive_and_its_two_heirs_never_meet() -> None:
    rng, drawn = Random(7), 0
    while drawn < 1_000_000:
        first, given = Machine(0, {}), list[tuple[str, int]]()
        last = date(2026, rng.randrange(1, 13), 20)
        for _ in range(3):
            given += run(first, last, 200, rng)
        backup = dict(first.counters)
        given += run(first, last, 99, rng)  # after the backup, on the same day
        taken = last + timedelta(days=rng.randrange(8))
        second = heir(1, backup, last, taken)
        later = dict(second.counters)
        third = heir(2, later, taken, taken + timedelta(days=1))
        for n in range(25):  # all three at work, each on its own, into the next year
            day = taken + timedelta(days=n * 3)
            for one in (first, second, third):
                given += run(one, day, 250, rng)
        assert len(set(given)) == len(given)
        drawn += len(given)


def test_that_going_on_where_the_backup_stood_would_give_one_number_twice() -> None:
    """The control: a takeover without a leap."""
    first = Machine(0, {})
    first.draw("case/2026-11-20")
    plain = Machine(0, dict(first.counters))
    assert first.draw("case/2026-11-20") == plain.draw("case/2026-11-20")


@pytest.mark.parametrize(
    ("scope", "machine", "seen", "days", "first"),
    [
        ("case/2026-11-20", 0, 17, 0, 18),
        ("case/2026-11-20", 1, 17, 0, 1_001),
        ("case/2026-11-20", 1, 950, 0, 1_101),
        ("case/2026-11-21", 2, 0, 0, 2_001),
        ("ACCEPT/2026", 1, 300, 1, 20_001),
        ("ACCEPT/2026", 1, 19_980, 1, 20_201),
        ("ACCEPT/2026", 9, 80_350, 0, 80_501),
        ("reprint/abc", 3, 2, 0, 3),
    ],
)
def test_that_a_machine_begins_in_its_band_and_beyond_what_may_be_given_out(
    scope: str, machine: int, seen: int, days: int, first: int
) -> None:
    assert first_serial(scope, machine, seen, days) == first


def test_that_the_count_in_a_paper_number_reads_back() -> None:
    number = numbers.document_number("高审", Doc.ACCEPT, 2026, 3, 17)
    assert numbers.paper_serial(number) == (2026, 17)
    assert numbers.paper_serial("20261120-J01") is None


def test_that_only_scopes_still_in_use_leap() -> None:
    assert since_scope("case/2026-11-20", DAY)
    assert since_scope("ACCEPT/2026", DAY)
    assert not since_scope("case/2026-11-19", DAY)
    assert not since_scope("ACCEPT/2025", DAY)
    assert not since_scope("reprint/2026", DAY) or first_serial("reprint/abc", 1, 1) == 2


@pytest.mark.parametrize(
    ("taken", "missing", "found"),
    [
        ([1, 2, 3], [], [(1, 3)]),
        ([1, 3], [2], [(1, 3)]),
        ([2], [1], [(2, 2)]),
        ([1, 2, 1001, 1002], [], [(1, 2), (1001, 1002)]),
        ([1001, 1002, 1004], [1003], [(1001, 1004)]),
        ([1, 2, 1001, 2001], [], [(1, 2), (1001, 1001), (2001, 2001)]),
    ],
)
def test_that_a_day_of_two_computers_has_two_runs_and_a_hole_still_shows(
    taken: list[int], missing: list[int], found: list[tuple[int, int]]
) -> None:
    assert numbers.runs(taken) == (missing, found)
