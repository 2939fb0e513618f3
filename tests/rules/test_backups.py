"""When a backup is due, and which are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.rules.backups import CLOSING, DAYS, EVERY, NEWEST, STALE, WEEKS, due, kept, stale

NOW = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
TIMES = st.lists(st.integers(0, 365 * 24 * 60).map(lambda n: NOW - timedelta(minutes=n)), max_size=200)


def test_that_one_is_due_every_two_hours_and_at_closing_after_half_an_hour() -> None:
    assert due(None, NOW)
    assert due(NOW - EVERY, NOW)
    assert not due(NOW - EVERY + timedelta(seconds=1), NOW)
    assert due(NOW - CLOSING, NOW, closing=True)
    assert not due(NOW - timedelta(minutes=29), NOW, closing=True)


def test_that_a_backup_of_a_later_time_than_now_is_not_believed() -> None:
    assert due(NOW + timedelta(hours=1), NOW, closing=True)


def test_that_after_two_days_people_are_told() -> None:
    assert stale(None, NOW)
    assert stale(NOW - STALE - timedelta(seconds=1), NOW)
    assert not stale(NOW - STALE, NOW)


def test_that_a_season_of_two_hourly_backups_leaves_twelve_fourteen_and_eight() -> None:
    made = [NOW - timedelta(hours=2 * n) for n in range(24 * 45)]
    left = sorted(kept(made), reverse=True)
    assert left[:NEWEST] == made[:NEWEST]
    assert len({at.date() for at in left}) >= DAYS
    assert len({at.isocalendar()[:2] for at in left}) == WEEKS
    assert len(left) <= NEWEST + DAYS + WEEKS


@given(TIMES)
def test_that_the_newest_always_stays_and_rotating_twice_takes_no_more(made: list[datetime]) -> None:
    left = kept(made)
    assert left <= set(made)
    assert len(left) <= NEWEST + DAYS + WEEKS
    assert not made or max(made) in left
    assert kept(left) == left


def test_that_a_backup_of_this_very_moment_is_enough() -> None:
    assert not due(NOW, NOW, closing=True)
    assert not due(NOW, NOW)
