"""What is known of the line: how this clock differs from the city's, what a wrong one does to records and papers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.desk import line
from models.desk import queue as desk_queue
from models.desk.accept import accept
from models.desk.context import Desk
from models.store import outbox
from tests.helpers.factory import form_for, hall

DAY = 24 * 3600


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with hall(tmp_path / "hall") as made:
        yield made


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, ""),
        (300, ""),
        (-300, ""),
        (301, "本机时钟比市级快 5 分钟"),
        (-12 * 60, "本机时钟比市级慢 12 分钟"),
        (3 * 3600 + 120, "本机时钟比市级快 3 小时 2 分"),
        (DAY, "本机时钟比市级快 1 天 0 小时"),
        (-2 * DAY - 3600, "本机时钟不对，比市级慢 2 天 1 小时"),
    ],
)
def test_that_the_clocks_difference_is_said_in_plain_words(seconds: int, said: str) -> None:
    assert line.clock_word(seconds) == said


@given(st.integers(-(10**9), 10**9))
def test_that_every_difference_of_more_than_five_minutes_is_said_and_no_smaller_one(seconds: int) -> None:
    assert bool(line.clock_word(seconds)) == (abs(seconds) > 300)


def kept(desk: Desk) -> list[bool]:
    """Of every entry written, whether it says that its time is in doubt."""
    claimed = outbox.to_carry(desk.store, 100)
    return [bool(out.entry.payload.get("clock_wrong")) for out in claimed]


def test_that_acts_go_on_under_a_clock_a_day_off_and_say_that_their_time_is_in_doubt(desk: Desk) -> None:
    line.note_line(desk, line.UP, skew=2 * DAY)
    assert accept(desk, form_for(desk, "附件/71")).documents
    assert set(kept(desk)) == {True}


@pytest.mark.parametrize("skew", [0, 3600, -DAY])
def test_that_a_smaller_difference_is_a_warning_only(desk: Desk, skew: int) -> None:
    line.note_line(desk, line.UP, skew=skew)
    accept(desk, form_for(desk, "附件/71"))
    assert set(kept(desk)) == {False}
    assert bool(desk_queue.queue(desk).clock) == (abs(skew) > 300)


def test_that_the_difference_stays_known_while_the_line_is_down_and_small_wanderings_are_not_written(
    desk: Desk,
) -> None:
    line.note_line(desk, line.UP, skew=1000)
    line.note_line(desk, line.DOWN, "连不上市级平台", code="down")
    assert line.line_state(desk).skew == 1000
    assert line.line_state(desk).code == "down"
    line.note_line(desk, line.UP, skew=1040)
    assert line.line_state(desk).skew == 1000
    line.note_line(desk, line.UP, skew=1100)
    assert line.line_state(desk).skew == 1100
    assert timedelta(seconds=1100) > line.CLOCK_WARNS
