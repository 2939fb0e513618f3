"""月度备案: what is still to be filed, the figures of a department, its paper made once and printed again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.desk.context import SHANGHAI, Desk
from models.rules.terms import Outcome
from printing.make import make
from tests.desk.branches import accepted, decided
from tests.helpers.factory import CLERK, SUPERVISOR, HandClock, form_for, hall
from tests.ui.pages.conftest import KeepingPrinter, Show
from ui.pages.ledger_month import MonthPage
from ui.pages.ledger_month_work import months, reading, why_not
from ui.pages.paper_dialog import PaperDialog
from ui.paint.light import Shape
from ui.services import Services

Wait = Callable[[], None]
DRIVERS = "附件/54"


@pytest.fixture
def clock() -> HandClock:
    """A Monday early in November."""
    return HandClock(datetime(2026, 11, 2, 9, 0, tzinfo=SHANGHAI))


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    """A supervisor in December, one case entrusted by the city's traffic department decided in November."""
    with hall(tmp_path, clock=clock, make_paper=make, staff=SUPERVISOR) as made:
        case_id = accepted(made, DRIVERS, form_for(made, DRIVERS, "换证"))
        decided(made, case_id, Outcome.APPROVE)
        clock.at = datetime(2026, 12, 2, 9, 0, tzinfo=SHANGHAI)
        yield made


@pytest.fixture
def page(services: Services, show: Show, settled: Wait) -> MonthPage:
    """Last month."""
    made = MonthPage(services)
    show(made)
    settled()
    return made


def test_that_last_month_shows_its_departments_and_what_is_left_out(page: MonthPage) -> None:
    assert page._now is not None
    assert f"{page._now.month:%Y-%m}" == "2026-11"
    assert page.departments.current_key() == "晋城市交通运输局"
    assert page.items.model().rowCount() == 1
    assert page._standing.standing.shape is Shape.TRIANGLE
    assert [line.text for line in page._missing.lines] == list(page._now.found.missing)
    assert page.preview.reason


def test_that_f9_files_prints_and_the_month_is_whole(
    qtbot: QtBot, page: MonthPage, printer: KeepingPrinter, services: Services, settled: Wait
) -> None:
    page.file.trigger()
    settled()
    qtbot.waitUntil(lambda: services.paper.idle and page.file.text() == "重打备案表")
    assert page._standing.standing.shape is Shape.CHECK
    assert not page._missing.lines
    assert len(printer.titles) == 1
    page.preview.trigger()
    settled()
    assert page.findChildren(PaperDialog)


def test_that_a_month_that_runs_and_a_clerk_are_told_why_not(desk: Desk) -> None:
    november, december = months(desk.today)[-2:]
    assert why_not(reading(desk, november, "")(), CLERK.role) == "由审核岗或值班主任制作"
    assert why_not(reading(desk, november, "")(), SUPERVISOR.role) == ""
    assert why_not(reading(desk, december, "")(), SUPERVISOR.role) in ("12 月还没有过完", "这个月没有要备案的办件")
