"""Waiting between tries doubles, is capped, and never exactly alike for two windows."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from forwarding.policy import LONGEST_WAIT, next_try, wait_seconds

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@given(st.integers(1, 10_000), st.integers())
def test_that_no_wait_is_longer_than_a_quarter_of_an_hour(attempts: int, seed: int) -> None:
    assert 0 < wait_seconds(attempts, Random(seed)) <= LONGEST_WAIT


@given(st.integers(1, 7), st.integers())
def test_that_a_later_try_waits_longer(attempts: int, seed: int) -> None:
    assert wait_seconds(attempts, Random(seed)) < wait_seconds(attempts + 1, Random(seed))


@given(st.floats(0, 100_000), st.integers(1, 20), st.integers())
def test_that_the_citys_own_wish_is_kept_up_to_an_hour(asked: float, attempts: int, seed: int) -> None:
    waited = wait_seconds(attempts, Random(seed), asked)
    assert waited >= min(asked, 3600.0)
    assert waited <= max(3600.0, LONGEST_WAIT)


def test_that_two_windows_do_not_come_back_at_the_same_moment() -> None:
    waits = {next_try(NOW, 6, Random(seed)).at for seed in range(20)}
    assert len(waits) == 20
    assert min(waits) > NOW + timedelta(seconds=60)
