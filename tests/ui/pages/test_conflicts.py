"""要再定的: two windows acted on one case while apart; who was first is shown, and a clerk decides again by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.desk import cases as desk_cases
from models.desk import close, conflicts, documents, pulse
from models.desk.accept import accept
from models.desk.context import Desk
from models.rules.terms import Act, CaseState
from models.views import ActDone
from tests.desk.lives import COUNTY_FORWARDS
from tests.helpers.cityroad import Road
from tests.helpers.county import agree, county, settle_all
from tests.helpers.factory import HandClock, form_for
from tests.ui.pages.conftest import Show
from ui.pages.cases import CasesPage
from ui.pages.queue import QueuePage
from ui.pages.today import TodayPage
from ui.services import Services

Wait = Callable[[], None]


@dataclass
class Met:
    """Window 1 withdrew a case window 3 had withdrawn, and printed its paper."""

    one: Road
    three: Road
    case_id: str
    done: ActDone


@pytest.fixture
def roads(tmp_path: Path, clock: HandClock) -> Iterator[tuple[Road, Road]]:
    with county(tmp_path, (1, 3), clock) as two:
        yield two[0], two[1]


@pytest.fixture
def desk(roads: tuple[Road, Road]) -> Desk:
    """The page is window 1's."""
    return roads[0].clerk


@pytest.fixture
def met(roads: tuple[Road, Road]) -> Met:
    one, three = roads
    case_id = accept(one.clerk, form_for(one.clerk, COUNTY_FORWARDS.item, COUNTY_FORWARDS.handling)).case_id
    settle_all(roads)
    close.withdraw(three.clerk, case_id, "申请人在三号窗口撤回")
    done = close.withdraw(one.clerk, case_id, "申请人改变计划")
    documents.printed(one.clerk, done.documents[0].id, documents.PRINTED)
    three.send()
    settle_all(roads)
    return Met(one, three, case_id, done)


@pytest.fixture
def page(met: Met, services: Services, show: Show, settled: Wait, qtbot: QtBot) -> QueuePage:
    """转报 with the act in front."""
    made = QueuePage(services)
    show(made)
    qtbot.waitUntil(made.side.met.isVisible)
    return made


def press(page: QueuePage, key: Qt.Key, settled: Wait) -> None:
    QTest.keyClick(page._table, key)
    settled()


def choose(page: QueuePage, place: int) -> None:
    QTest.keyClick(page.side.met.papers.choice, Qt.Key(Qt.Key.Key_0 + place))


def test_that_both_acts_stand_side_by_side_with_which_one_counts(page: QueuePage, met: Met) -> None:
    panel = page.side.met
    assert panel.table.heads == ("01号窗口 · 不算", "03号窗口 · 先到，算")
    sides = {row.name: (row.left, row.right) for row in panel.table.rows}
    assert sides["办了什么"] == ("撤回申请：申请人改变计划", "撤回申请：申请人在三号窗口撤回")
    assert page.side.band.title == "两个窗口同时办了，要再定"
    assert sides["办成后"] == ("已撤回", "已撤回")
    assert all(sides["文书"])
    assert "已撤回" in panel.counts.lines[0].text


def test_that_a_paper_handed_out_is_named_with_what_becomes_of_it(page: QueuePage, met: Met) -> None:
    (line,) = page.side.met.recalls.lines
    assert met.done.documents[0].name in line.text
    assert line.note.startswith("收回作废，以03号窗口的")


def test_that_nothing_is_decided_before_the_papers_are_spoken_of(page: QueuePage, met: Met, settled: Wait) -> None:
    press(page, Qt.Key.Key_F9, settled)
    assert page._main.reason == "先选不算的文书怎么处理了"
    assert conflicts.count(met.one.clerk) == 1


def test_that_f9_lets_what_came_first_stand_for_every_window(
    page: QueuePage, met: Met, settled: Wait, qtbot: QtBot
) -> None:
    choose(page, 2)
    press(page, Qt.Key.Key_F9, settled)
    qtbot.waitUntil(lambda: not page._met)
    assert conflicts.count(met.one.clerk) == 0
    settle_all((met.one, met.three))
    agree((met.one, met.three))
    last = desk_cases.case(met.three.clerk, met.case_id).timeline[-1]
    assert last.act is Act.SETTLE
    assert "已交出的文书已收回" in last.text


def test_that_f8_decides_and_asks_for_the_act_again(
    page: QueuePage, met: Met, services: Services, settled: Wait, qtbot: QtBot
) -> None:
    wanted: list[tuple[str, Act]] = []
    services.bus.do_act.connect(lambda case_id, act: wanted.append((case_id, act)))
    choose(page, 1)
    press(page, Qt.Key.Key_F8, settled)
    qtbot.waitUntil(lambda: wanted == [(met.case_id, Act.WITHDRAW)])
    assert conflicts.count(met.one.clerk) == 0


def test_that_a_key_pressed_twice_decides_once(page: QueuePage, met: Met, settled: Wait) -> None:
    choose(page, 2)
    QTest.keyClick(page._table, Qt.Key.Key_F9)
    QTest.keyClick(page._table, Qt.Key.Key_F9)
    settled()
    acts = [row.act for row in desk_cases.case(met.one.clerk, met.case_id).timeline]
    assert acts.count(Act.SETTLE) == 1


def test_that_today_and_the_rail_say_how_many_wait(
    met: Met, services: Services, show: Show, settled: Wait
) -> None:
    page = TodayPage(services)
    show(page)
    assert "1 件要再定" in [line.text for line in page._line.lines]
    assert pulse.pulse(met.one.clerk).met == 1
    assert pulse.pulse(met.three.clerk).met == 0


def test_that_an_act_wanted_again_opens_its_form_or_says_why_not(
    met: Met, services: Services, show: Show, settled: Wait, qtbot: QtBot
) -> None:
    page = CasesPage(services)
    show(page)
    page.begin_act(met.case_id, Act.WITHDRAW)
    qtbot.waitUntil(lambda: "已撤回" in page.middle.strip.text)
    page.begin_act(met.case_id, Act.RETURN_MATERIALS)
    qtbot.waitUntil(lambda: page.stack.open_form)


def test_that_the_log_shows_what_does_not_count_and_is_whole(met: Met) -> None:
    for way in (met.one, met.three):
        seen = desk_cases.case(way.clerk, met.case_id)
        assert seen.chain_ok
        assert [row.counts for row in seen.timeline if row.act is Act.WITHDRAW] == [True, False]
        assert seen.row.state is CaseState.WITHDRAWN
