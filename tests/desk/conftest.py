"""A desk of window 03 in 高平市 on a Friday morning, the papers it made, and the clock it reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.desk import decide
from models.desk.accept import accept
from models.desk.context import Desk
from models.rules.terms import SealKind
from tests.desk.lives import GRANT, review_yes, stamped
from tests.helpers.cityroad import Road, road
from tests.helpers.factory import HandClock, PaperStub, form_for, hall


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


@pytest.fixture
def direct(desk: Desk, tmp_path: Path) -> tuple[Road, str]:
    """A case the county decides, accepted; and the road to its city."""
    return road(desk, tmp_path / "city"), accept(desk, form_for(desk, "附件/9")).case_id


@pytest.fixture
def reviewed(direct: tuple[Road, str]) -> tuple[Road, str]:
    """The same, reviewed."""
    review_yes(*direct)
    return direct


@pytest.fixture
def decided(reviewed: tuple[Road, str]) -> tuple[Road, str]:
    """The same, approved and sealed."""
    way, case_id = reviewed
    decide.decide(way.supervisor, case_id, GRANT)
    stamped(SealKind.COUNTY, "附件/9")(way, case_id)
    return reviewed
