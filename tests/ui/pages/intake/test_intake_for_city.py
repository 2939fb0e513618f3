"""受审分离 at 收件: what the city asked for is looked at anew, and F9 passes it on under the same number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from models.desk.context import Desk
from models.desk.receive import receive_for_city
from models.rules.asking import Asked
from models.rules.terms import CaseState, Mode
from models.store import queries
from tests.desk.lives import BY_MODE
from tests.helpers.cityroad import road
from tests.helpers.factory import HandClock, form_for, hall
from tests.ui.pages.intake.at_the_window import Clerk

ENTRUSTED = BY_MODE[Mode.RECEIVE_ONLY]


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    """A window where the city accepts."""
    with hall(tmp_path / "store", city=ENTRUSTED.city, window=ENTRUSTED.at, clock=clock) as made:
        yield made


def test_that_what_the_city_asked_for_is_looked_at_anew_and_passed_on(clerk: Clerk, tmp_path: Path) -> None:
    form = form_for(clerk.desk, ENTRUSTED.item, ENTRUSTED.handling, facts=ENTRUSTED.facts)
    case_id = receive_for_city(clerk.desk, form).case_id
    way = road(clerk.desk, tmp_path / "city")
    way.exchange()
    way.city.ask(case_id, (Asked(1, "申请表", "不全", "第 2 页没有签字", "办事指南", "申请人在第 2 页签字"),))
    way.pull()
    clerk.page.resume_case(case_id)
    assert clerk.mark(1).state == ""
    assert clerk.page.acts.accept.text() == "收补正并转市级"
    assert "没看" in clerk.page.acts.accept.reason
    clerk.table(Qt.Key.Key_Space)
    clerk.done(clerk.page.acts.accept)
    case = queries.case(clerk.desk.store, case_id)
    assert case is not None
    assert case.state is CaseState.QUEUED
    assert "补正材料已收，待转市级" in clerk.page.strip.text
    assert queries.case_count(clerk.desk.store) == 1
