"""管理 · 登记: seals, agreements, blanks, experts, guides: plain lists, added to by small forms, kept by who may."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.desk.context import Desk
from models.views import Staff
from tests.helpers.factory import CLERK, SUPERVISOR, HandClock, hall
from tests.ui.pages.conftest import Show
from ui.pages.admin_books import REGISTERS
from ui.pages.admin_registers import RegisterSection
from ui.parts.form_dialog import FormDialog
from ui.parts.rows import Row, RowsModel, cell_text
from ui.services import Services

Wait = Callable[[], None]
TOLD: dict[str, dict[str, str]] = {
    "登记印章": {"name": "审批专用章", "organ": "样例局", "keeper": "测试戊", "kept_at": "综合科"},
    "入库": {"kind": "样例许可证", "first": "A000001", "count": "3", "from": "样例局"},
    "专家入库": {"name": "测试专家", "organ": "样例学院", "phone": "0356-555 0190", "fields": "消防、卫生"},
    "登记指导员": {"item": "附件/71", "organ": "样例市局", "name": "测试庚", "phone": "0356-555 0191"},
}


@pytest.fixture
def staff() -> Staff:
    """Who sits here."""
    return SUPERVISOR


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock, staff: Staff) -> Iterator[Desk]:
    """The desk of ``staff``."""
    with hall(tmp_path, clock=clock, staff=staff) as made:
        yield made


def section(services: Services, show: Show, settled: Wait, title: str) -> RegisterSection:
    """One register on the screen."""
    made = RegisterSection(services, next(one for one in REGISTERS if one.title == title))
    made.guard("")
    show(made)
    made.refresh()
    settled()
    return made


def fill(one: RegisterSection, settled: Wait, word: str, told: dict[str, str]) -> FormDialog | None:
    """Press a key, fill its form, send it; the form that stays open, or None."""
    one.acts[word].trigger()
    assert one.form is not None
    for name, text in told.items():
        one.form.fields[name].set_text(text)
    one.form.yes.trigger()
    settled()
    settled()
    return one.form


def lines(one: RegisterSection) -> list[str]:
    """The list as words."""
    model = one.table.model()
    assert isinstance(model, RowsModel)
    return ["，".join(cell_text(cell) for cell in row.cells) for row in model.rows if isinstance(row, Row)]


@pytest.mark.parametrize(
    ("title", "word", "shown"),
    [
        ("印章", "登记印章", "审批专用章"),
        ("空白证照", "入库", "余 3"),
        ("专家库", "专家入库", "测试专家"),
        ("业务指导员", "登记指导员", "测试庚"),
    ],
)
def test_that_what_is_entered_stands_in_the_list(
    title: str, word: str, shown: str, services: Services, show: Show, settled: Wait
) -> None:
    one = section(services, show, settled, title)
    assert fill(one, settled, word, TOLD[word]) is None
    (line,) = lines(one)
    assert shown in line


def test_that_a_seal_is_put_out_of_use_with_a_reason(services: Services, show: Show, settled: Wait) -> None:
    one = section(services, show, settled, "印章")
    fill(one, settled, "登记印章", TOLD["登记印章"])
    assert fill(one, settled, "停用印章", {"why": "交回"}) is None
    assert "停用" in lines(one)[0]


def test_that_a_refusal_stays_on_the_form(services: Services, show: Show, settled: Wait) -> None:
    one = section(services, show, settled, "空白证照")
    fill(one, settled, "入库", TOLD["入库"])
    form = fill(one, settled, "入库", TOLD["入库"])
    assert form is not None
    assert "已经入库过" in form.accessibleDescription()
    form.reject()
    assert fill(one, settled, "作废", {"number": "A000002", "why": "打印错位"}) is None
    assert "作废 1" in lines(one)[0]


def test_that_an_agreement_needs_a_number_2_seal_first(services: Services, show: Show, settled: Wait) -> None:
    one = section(services, show, settled, "2号章使用协议")
    heard: list[str] = []
    services.bus.said.connect(heard.append)
    one.acts["登记协议"].trigger()
    assert one.form is None
    assert heard == ["还没有可选的2号章"]


def test_that_a_line_must_be_chosen_for_what_is_about_a_line(services: Services, show: Show, settled: Wait) -> None:
    one = section(services, show, settled, "专家库")
    heard: list[str] = []
    services.bus.said.connect(heard.append)
    one.acts["专家出库"].trigger()
    assert one.form is None
    assert heard == ["先选一行，再按专家出库"]


@pytest.mark.parametrize("staff", [CLERK])
def test_that_the_desk_refuses_a_clerk_even_behind_an_open_key(
    services: Services, show: Show, settled: Wait, staff: Staff
) -> None:
    one = section(services, show, settled, "印章")
    form = fill(one, settled, "登记印章", TOLD["登记印章"])
    assert staff.role == "clerk"
    assert form is not None
    assert "值班主任" in form.accessibleDescription()
    form.reject()
