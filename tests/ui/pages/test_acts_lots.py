"""抽取专家 on 办件's sheet: drawn from F4's list, the names in the timeline; too few in the pool is said and stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from models.desk import experts
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.registering import add_expert
from models.desk.turn import in_hand
from models.rules.terms import Act
from models.views import ActDone
from printing.make import make
from tests.helpers.factory import SUPERVISOR, HandClock, form_for, hall
from tests.ui.pages.case_sheet import Sheet
from tests.ui.pages.conftest import Show
from ui.pages.cases import CasesPage
from ui.services import Services


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    """The supervisor sits here; four experts of one field, one of them of the body that drew up the papers."""
    with hall(tmp_path, clock=clock, make_paper=make, staff=SUPERVISOR) as made:
        for n in range(1, 5):
            organ = "样例设计院" if n == 1 else f"样例研究院{n}"
            whole = (f"样例专家{n}", organ, "高级工程师", f"0356-555 02{n:02d}")
            add_expert(made, *whole, fields=("公共卫生",), avoids=(), shared=True)
        yield made


@pytest.fixture
def taken(desk: Desk) -> ActDone:
    """A case under review here."""
    return accept(desk, form_for(desk, "附件/8"))


@pytest.fixture
def sheet(services: Services, taken: ActDone, show: Show, settled: Callable[[], None]) -> Sheet:
    """The page with the form of the lot in front, opened from F4's list."""
    page = CasesPage(services)
    show(page)
    page.activateWindow()
    page.left.to_list()
    found = Sheet(page, settled)
    found.press(Qt.Key.Key_F4)
    assert page.stack.others.table.select_key(Act.NOTE.value)
    found.press(Qt.Key.Key_Return, page.stack.others.table)
    return found


def test_that_experts_are_drawn_from_the_list_once_the_pool_has_enough(
    sheet: Sheet, desk: Desk, taken: ActDone
) -> None:
    assert sheet.sheet.head.title == "抽取专家"
    sheet.put(count="4", parties="样例设计院", pays="law")
    sheet.f9()
    assert "只有3名，要4名（回避1名）" in sheet.said("field")
    assert "只有3名" in sheet.page.middle.strip.text
    assert experts.lot_of(in_hand(desk, taken.case_id)) is None
    sheet.put(count="2")
    sheet.f9()
    assert sheet.page.stack.away
    assert "抽取专家：已办" in sheet.page.middle.strip.text
    drawn = {one.name for one in experts.drawn(desk, taken.case_id)}
    assert len(drawn) == 2
    assert "样例专家1" not in drawn
    view = sheet.page.shown
    assert view is not None
    assert all(name in view.timeline[-1].text for name in drawn)
    assert "费用申请人" in view.timeline[-1].text
