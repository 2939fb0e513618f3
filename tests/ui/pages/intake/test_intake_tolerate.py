"""F8 on 收件: 容缺受理, asked once, done with its notice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.desk.context import Desk
from models.rules.terms import CaseState, Doc
from models.store import queries
from tests.desk.branches import HYGIENE, with_guide
from tests.helpers.factory import HandClock, hall
from tests.ui.pages.intake.at_the_window import Clerk


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    """公共场所卫生许可, whose fourth material may come later."""
    told = ("tolerate_missing: to_confirm", "tolerate_missing: allowed")
    with hall(tmp_path / "store", clock=clock) as made:
        yield with_guide(made, tmp_path / "pack", "public_place_hygiene_licence", *told)


@pytest.fixture
def clerk(qtbot: QtBot, desk: Desk) -> Iterator[Clerk]:
    """A clerk with everything but the fourth material."""
    made = Clerk(qtbot, desk)
    made.taken_in(HYGIENE)
    made.lack(4, "tolerated")
    yield made
    made.close()
    assert made.bugs == []


def test_that_f8_is_the_solid_key_and_asks_before_it_tolerates(clerk: Clerk) -> None:
    assert clerk.page.verdict.primary.act is clerk.page.acts.tolerate
    clerk.press_act(clerk.page.acts.tolerate)
    assert "容缺受理 1 件" in clerk.asked().accessibleName()
    clerk.press(Qt.Key.Key_Escape)
    clerk.wait()
    assert queries.case_page(clerk.desk.store, after=None, limit=9) == ()


def test_that_yes_accepts_with_the_notice_and_the_undertaking(clerk: Clerk) -> None:
    clerk.press_act(clerk.page.acts.tolerate)
    clerk.asked().yes.emit()
    clerk.wait()
    (papers,) = clerk.paper.sent
    assert [paper.doc for paper in papers] == [Doc.RECEIPT, Doc.ACCEPT, Doc.TOLERANCE]
    (row,) = queries.case_page(clerk.desk.store, after=None, limit=9)
    assert row.state is CaseState.UNDER_REVIEW
    assert "已容缺受理" in clerk.page.strip.text
