"""A desk of window 03 in 高平市 on a Friday morning, the papers it made, and the clock it reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.desk.context import Desk
from tests.helpers.factory import HandClock, PaperStub, hall


@pytest.fixture
def clock() -> HandClock:
    """Friday 2026-11-20, 10:48."""
    return HandClock()


@pytest.fixture
def papers() -> PaperStub:
    """Every paper view the desk filled."""
    return PaperStub()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock, papers: PaperStub) -> Iterator[Desk]:
    """The desk itself."""
    with hall(tmp_path, clock=clock, make_paper=papers) as made:
        yield made
