"""办件: what the city said stands field by field beside what was sent, and F7 makes the applicant's paper of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from city.desk import Changed, Fault
from models.desk import cases as desk_cases
from models.desk.context import Desk
from models.rules.terms import Act, CaseState, Doc, Mode, Outcome
from printing.make import make
from tests.desk.lives import BY_MODE, CITY_NO, COUNTY_FORWARDS, LIVES, Life
from tests.desk.test_returns import ASKED, UNTIL
from tests.desk.test_whole_life import live
from tests.helpers.cityroad import Road, road
from tests.helpers.factory import HandClock, form_for, hall
from tests.ui.pages.case_sheet import Sheet
from tests.ui.pages.conftest import KeepingPrinter, Show
from ui.pages.cases import CasesPage
from ui.services import Services

Wait = Callable[[], None]
DENIED = next(one for one in LIVES if one.mode is Mode.SUBSTANTIVE_CITY_STAMP and one.outcome is Outcome.DENY)


@pytest.fixture
def life(request: pytest.FixtureRequest) -> Life:
    """The case in front; 县收转市 when the test names none."""
    return getattr(request, "param", COUNTY_FORWARDS)


@pytest.fixture
def desk(life: Life, tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    with hall(tmp_path / "window", city=life.city, window=life.at, clock=clock, make_paper=make) as made:
        yield made


@pytest.fixture
def way(desk: Desk, tmp_path: Path) -> Road:
    """The line between the window and a city."""
    return road(desk, tmp_path / "city")


@pytest.fixture
def case_id(life: Life, desk: Desk, way: Road) -> str:
    """Taken in and sent."""
    done = life.begin(desk, form_for(desk, life.item, life.handling, facts=life.facts))
    way.exchange()
    return done.case_id


@pytest.fixture
def opened(services: Services, case_id: str, show: Show, settled: Wait) -> Callable[[], Sheet]:
    """Opens the page once the city has spoken."""

    def open_page() -> Sheet:
        page = CasesPage(services)
        show(page)
        page.activateWindow()
        page.left.to_list()
        return Sheet(page, settled)

    return open_page


def test_that_a_return_stands_field_by_field_with_who_must_act(
    opened: Callable[[], Sheet], way: Road, case_id: str
) -> None:
    way.city.send_back(case_id, "材料有误", (Fault("材料5", "第 3 页没有扫描"), Fault("申请人名称", "与执照不一致")))
    way.pull()
    sheet = opened()
    panel = sheet.page.side.city
    assert panel.isVisible()
    assert panel.table.heads == ("我们报的", "市级要改的")
    assert [row.right for row in panel.table.rows] == ["第 3 页没有扫描", "与执照不一致"]
    assert panel.table.rows[1].left == desk_cases.case(way.clerk, case_id).row.applicant
    assert panel.turn.startswith("本窗口 · ")
    assert "第 3 页没有扫描" in panel.table.accessibleName()


def test_that_nothing_is_shown_while_the_city_has_said_nothing(opened: Callable[[], Sheet]) -> None:
    sheet = opened()
    assert not sheet.page.side.city.isVisible()
    assert sheet.page.acts.notice.reason == "没有要交申请人的市级文书"


@pytest.mark.parametrize("life", [BY_MODE[Mode.RECEIVE_ONLY]], indirect=True, ids=str)
def test_that_f7_makes_and_prints_the_notice_once(
    qtbot: QtBot, opened: Callable[[], Sheet], way: Road, case_id: str, printer: KeepingPrinter
) -> None:
    way.city.ask(case_id, ASKED, UNTIL, "市审补〔2026〕3号")
    way.pull()
    sheet = opened()
    assert sheet.page.acts.notice.text() == "转告补正"
    sheet.press(Qt.Key.Key_F7)
    view = desk_cases.case(way.clerk, case_id)
    (paper,) = [one for one in view.documents if one.doc is Doc.SUPPLEMENT]
    qtbot.waitUntil(lambda: len(printer.titles) == 1)
    assert "补正告知书" in printer.titles[0]
    assert view.timeline[-1].act is Act.NOTE
    sheet.press(Qt.Key.Key_F7)
    assert paper.number in sheet.page.acts.notice.reason
    assert len(desk_cases.case(way.clerk, case_id).documents) == len(view.documents)


def test_that_a_return_the_county_can_mend_asks_the_applicant_for_nothing(
    opened: Callable[[], Sheet], way: Road, case_id: str
) -> None:
    way.city.send_back(case_id, "缺页", (Fault("材料5", "缺第 3 页"),))
    way.pull()
    sheet = opened()
    before = len(desk_cases.case(way.clerk, case_id).documents)
    sheet.press(Qt.Key.Key_F7)
    assert "许可法第三十五条" in sheet.page.acts.notice.reason
    assert len(desk_cases.case(way.clerk, case_id).documents) == before


@pytest.mark.parametrize("life", [DENIED], indirect=True, ids=str)
def test_that_f7_on_a_denial_opens_its_delivery(
    opened: Callable[[], Sheet], way: Road, case_id: str, life: Life
) -> None:
    live(life, way, case_id, until="结果到窗口")
    sheet = opened()
    assert CITY_NO.name in [row.name for row in sheet.page.side.city.table.rows]
    sheet.press(Qt.Key.Key_F7)
    assert sheet.sheet.head.title == "领取"
    sheet.put(checked="yes", signed="yes")
    sheet.f9()
    assert desk_cases.case(way.clerk, case_id).row.state is CaseState.DELIVERED
    assert not sheet.page.side.city.isVisible()


def test_that_what_the_city_corrected_itself_stands_side_by_side(
    opened: Callable[[], Sheet], way: Road, case_id: str
) -> None:
    way.city.review(case_id, changed=(Changed("办理项", "新办", "首次申请"),))
    way.pull()
    sheet = opened()
    panel = sheet.page.side.city
    (row,) = panel.changed.rows
    assert (row.left, row.right) == ("新办", "首次申请")
    assert panel.changed.heads == ("原来", "市级改为")
