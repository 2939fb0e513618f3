"""One case of 直接下放 from acceptance to the archive by keyboard: a clerk takes it in, the supervisor goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

import app as program
from demo import halls, samples
from demo.hands import MOST_STEPS, Hands
from models.desk import cases, roster, seals_register, setup
from models.desk.setup import Opened
from models.rules.terms import Act, CaseState, Doc, SealKind
from models.store.seals import SealRow
from models.views import CaseView
from printing.spool import FolderPrinter
from ui.hall import Hall
from ui.pages.cases import CasesPage
from ui.parts.button import Button
from ui.parts.edit import Edit
from ui.parts.segmented import Segmented
from ui.tasks import Tasks

pytestmark = pytest.mark.journey
BOSS = "zhuren"
STEPS: tuple[tuple[CaseState, Mapping[str, str]], ...] = (
    (CaseState.AWAIT_DECISION, {"第 1 条": "1", "第 2 条": "0", "意见": "1"}),
    (CaseState.DECIDED_APPROVE, {"决定": "1", "证件编号": "140581000001", "许可内容": "许可范围：职业中介"}),
    (CaseState.TO_DELIVER, {"批准人": "测试丁"}),
    (CaseState.DELIVERED, {"身份核验": "2", "凭证签字": "2"}),
    (CaseState.DELIVERED, {}),  # 推送监管
    (CaseState.DELIVERED, {}),  # 双公示
    (CaseState.ARCHIVED, {}),
)


@contextmanager
def at_work(opened: Opened, papers: Path) -> Iterator[tuple[Hall, Hands]]:
    """The window with whoever signed in; nothing unforeseen may come up."""
    bugs: list[BaseException] = []
    hall = program.open_hall(opened, printer=FolderPrinter(papers), tasks=Tasks(bugs.append))
    hall.window.resize(1366, 768)
    hall.window.show()
    hands = Hands(hall)
    hands.sit_down()
    try:
        yield hall, hands
    finally:
        assert hall.stop()
        assert bugs == []


def with_boss(folder: Path) -> Opened:
    """A hall with a clerk and a supervisor, a seal in its register; the clerk signed in."""
    opened = halls.open_store(folder, halls.GAOPING)
    boss = roster.add_person(
        opened.store,
        admin=("guanli", halls.PASSWORD),
        login=BOSS,
        name="演示主任",
        role="supervisor",
        password=halls.PASSWORD,
        at=program.setup_desk(opened).clock.now(),
    )
    seal = SealRow(
        "", SealKind.COUNTY, "审批公章", "1405810000001", "样例局", "测试戊", "综合科", date(2026, 1, 1), None, ""
    )
    seals_register.enter(program.setup_desk(Opened(opened.store, boss, login=BOSS)), seal)
    return opened


def walk(hands: Hands, answers: Mapping[str, str]) -> None:
    """Enter by Enter through an open form to its solid key, choosing and typing what is asked for."""
    seen: list[str] = []
    for _ in range(MOST_STEPS):
        place: QWidget | None = QApplication.focusWidget()
        seen.append(f"{type(place).__name__} {place.accessibleName() if place else ''}")
        assert place is not None
        if isinstance(place, Button):
            return
        name = place.accessibleName().removesuffix("（必填）")
        wanted = next((told for asked, told in answers.items() if f"{name} ".startswith(f"{asked} ")), "")
        if wanted and isinstance(place, Segmented):
            hands.press(Qt.Key(Qt.Key.Key_0 + int(wanted)))
            if QApplication.focusWidget() is not place:
                continue  # a finding goes on by itself
        elif wanted and isinstance(place, Edit | QPlainTextEdit):
            hands.write(wanted)
        hands.press(Qt.Key.Key_Return)
    raise AssertionError(f"the form has no end: {seen}")


def one_case(hall: Hall) -> CaseView:
    """The only case there is."""
    rows, count = cases.page(hall.desk)
    assert count == 1
    return cases.case(hall.desk, rows[0].case_id)


def test_that_a_case_lives_its_whole_life_by_keys_alone(qapp: QApplication, tmp_path: Path) -> None:
    folder, papers = tmp_path / "hall", tmp_path / "papers"
    sample = samples.GAOPING[0]
    with at_work(with_boss(folder), papers) as (hall, hands):
        hands.end(hands.fill(sample), sample)
        assert one_case(hall).row.state is CaseState.UNDER_REVIEW
    with at_work(setup.sign_in(folder, BOSS, halls.PASSWORD), papers) as (hall, hands):
        page = cast("CasesPage", hands.page(3))
        hands.until("办件选中", lambda: page.shown is not None)
        for reached, answers in STEPS:
            hands.press(Qt.Key.Key_F9)
            hands.until("表单打开", lambda: page.stack.open_form)
            hands.settle()
            walk(hands, answers)
            hands.press(Qt.Key.Key_F9)
            hands.settle()
            assert page.stack.away, page.stack.sheet.head.title
            assert one_case(hall).row.state is reached
        view = one_case(hall)
        assert page.acts.main.reason
    assert view.chain_ok
    made = {paper.doc for paper in view.documents}
    assert made == {Doc.RECEIPT, Doc.ACCEPT, Doc.APPROVE, Doc.PICKUP, Doc.DELIVERY, Doc.ARCHIVE_LIST}
    assert len(list(papers.glob("*.pdf"))) == len(view.documents)
    assert [row.act for row in view.timeline][-3:] == [Act.PUSH, Act.PUBLISH, Act.ARCHIVE]
