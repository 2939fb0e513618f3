"""A clock at the start: which one is believed, which one waits for the supervisor."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from models.desk.doctor import clock_fault
from models.desk.line import LineState
from tests.helpers.factory import MORNING

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
YEARS = 3650 * 24 * 3600


def heard(skew: int) -> LineState:
    """The city answered at this time of ours."""
    return LineState("up", MORNING, skew=skew, heard=MORNING)


@pytest.mark.parametrize(
    ("now", "last", "line", "said"),
    [
        (MORNING, None, LineState(), ""),
        (MORNING - 4 * MINUTE, MORNING, LineState(), ""),
        (MORNING - 6 * MINUTE, MORNING, LineState(), "比最后一条记录"),
        (MORNING + 3650 * DAY, MORNING, LineState(), ""),  # nobody can tell
        (MORNING + DAY, None, heard(0), ""),
        (MORNING - 2 * DAY, None, heard(0), "市级上次告知"),
        (MORNING + DAY, None, heard(-YEARS), "市级上次告知"),  # ten years behind, and still so
        (MORNING + 3650 * DAY, None, heard(-YEARS), ""),  # and set right
        (MORNING + DAY, None, heard(YEARS), "快了 3650 天"),
        (MORNING - 3650 * DAY + MINUTE, None, heard(YEARS), ""),
        (MORNING + DAY, None, heard(23 * 3600), ""),
    ],
)
def test_that_a_clock_is_believed_until_something_speaks_against_it(
    now: datetime, last: datetime | None, line: LineState, said: str
) -> None:
    found = clock_fault(now, last, line)
    assert said in found
    assert bool(found) is bool(said)
