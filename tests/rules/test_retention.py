"""How long a window keeps its own copies: half a year, or what the pack says, never under sixty days."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules import retention


@pytest.mark.parametrize(
    ("told", "days"),
    [("", 180), ("365", 365), ("61", 61), ("60", 60), ("59", 60), ("0", 60), ("半年", 180), ("-90", 180)],
)
def test_pipl_art19_local_files_stay_as_long_as_told_and_sixty_days_at_the_least(told: str, days: int) -> None:
    """个人信息保护法第十九条, 行政复议法第二十条."""
    assert retention.days({"keep_files_days": told}) == days


def test_pipl_art19_half_a_year_where_the_pack_says_nothing() -> None:
    assert retention.days({}) == 180
    assert retention.last_day(date(2026, 11, 27), {}) == date(2026, 5, 31)
    assert retention.last_day(date(2026, 11, 27), {"keep_files_days": "90"}) == date(2026, 8, 29)
