"""用印登记: the register, its lines, a look at the papers, the printed book; and the tabs of 台账."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.desk import decide, review, seal, seals_register
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.inputs import Answer, Decision, Hands
from models.rules.terms import Outcome, SealKind
from models.store.seals import SealRow
from printing.make import make
from tests.helpers.factory import SUPERVISOR, HandClock, form_for, hall
from tests.ui.pages.conftest import KeepingPrinter, Show
from ui.pages.ledger import LedgerPage
from ui.pages.ledger_book import LedgerBook
from ui.pages.ledger_seals import SealBookPage
from ui.paint.light import Shape
from ui.services import Services

Wait = Callable[[], None]
ORGAN = "高平市样例局"


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    """The supervisor sits here."""
    with hall(tmp_path, clock=clock, make_paper=make, staff=SUPERVISOR) as made:
        yield made


@pytest.fixture
def used(desk: Desk) -> str:
    """A seal put to one decision; its id."""
    row = SealRow(
        "", SealKind.COUNTY, "审批专用章", "1405810000001", ORGAN, "测试戊", "综合科", date(2026, 1, 1), None, ""
    )
    ident = seals_register.enter(desk, row)
    case_id = accept(desk, form_for(desk, "附件/8")).case_id
    review.review(desk, case_id, review.rest_meets(review.points(desk, case_id)), Answer(Outcome.APPROVE, "符合条件"))
    decide.decide(desk, case_id, Decision(Outcome.APPROVE, "符合条件"))
    seal.stamp(desk, case_id, "", ident, Hands("测试丁", "测试戊"))
    return ident


@pytest.fixture
def page(services: Services, used: str, show: Show, settled: Wait) -> SealBookPage:
    """The tab with the one seal."""
    made = SealBookPage(services)
    show(made)
    settled()
    return made


def test_that_the_book_of_a_seal_is_shown_and_agrees_with_the_papers(page: SealBookPage, used: str) -> None:
    assert page.seals.current_key() == used
    assert page.uses.current_key() == "1"
    assert page._standing.standing.shape is Shape.CHECK
    assert "用印 1 笔" in page._standing.standing.note


def test_that_f9_prints_the_book_and_a_second_print_is_marked(
    qtbot: QtBot, page: SealBookPage, printer: KeepingPrinter, services: Services, settled: Wait
) -> None:
    for _ in range(2):
        page.print_book.trigger()
        settled()
        qtbot.waitUntil(lambda: services.paper.idle)
    assert len(printer.titles) == 2
    assert "登记簿" in page.strip.text


def test_that_a_line_is_struck_out_by_another_with_a_reason(page: SealBookPage, settled: Wait) -> None:
    page.void.trigger()
    assert page.form is not None
    page.form.yes.trigger()
    assert page.form.isVisible()  # no reason yet
    page.form.fields["reason"].set_text("盖偏了")
    page.form.yes.trigger()
    settled()
    settled()
    assert "第 2 笔" in page.strip.text
    assert page.uses.model().rowCount() == 2
    assert "销号 1 笔" in page._standing.standing.note
    page.uses.select_key("1")
    assert page.void.reason == "这一笔已经销号"


def test_that_without_a_seal_the_tab_says_where_to_enter_one(services: Services, show: Show) -> None:
    page = SealBookPage(services)
    show(page)
    assert page.print_book.reason == "先在管理页登记印章"
    assert page._empty.isVisible()


def test_that_the_tabs_are_gone_to_by_keys(qtbot: QtBot, services: Services, show: Show, settled: Wait) -> None:
    book = LedgerBook(services)
    show(book)
    assert isinstance(book.page, LedgerPage)
    assert book.page.checks.hasFocus()
    qtbot.keyClick(book.page.checks, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert isinstance(book.page, SealBookPage)
    qtbot.keyClick(book.page.seals, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(book.page, LedgerPage)
