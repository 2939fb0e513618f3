"""管理 · 审计: the auditor reads, checks, takes out; a supervisor reads; nobody else sees a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from models.desk.accept import accept
from models.rules.powers import ADMINISTRATOR, AUDITOR, CLERK, SUPERVISOR
from models.rules.terms import AuditKind
from models.store import anchor, audit
from models.store.store import Store
from models.views import Staff
from tests.helpers.factory import form_for
from tests.store.acts import NOW
from ui.pages.admin_book import AdminBook
from ui.pages.trail import TrailPage
from ui.services import Services

if TYPE_CHECKING:
    from ui.parts.form_dialog import FormDialog

Show = Callable[[QWidget], QWidget]


def seated(services: Services, role: str) -> Services:
    """The same room with somebody else before it."""
    return replace(services, desk=replace(services.desk, staff=Staff(f"{role}-1", "样例审计员", role)))


def told(store: Store, kind: AuditKind, text: str, actor: str = "p1") -> None:
    """A line of the trail."""
    with store.work() as work:
        audit.note(work, kind, NOW, actor=actor, name="样例窗口员", subject="chuangkou", text=text)
        work.commit()


@pytest.fixture
def page(services: Services, show: Show) -> TrailPage:
    """The auditor's page with three lines."""
    told(services.desk.store, AuditKind.SIGN_IN, "")
    told(services.desk.store, AuditKind.EXPORT, "=1+1 日台账", actor="p2")
    told(services.desk.store, AuditKind.SIGN_IN, "")
    made = TrailPage(seated(services, AUDITOR))
    show(made)
    return made


def shown(page: TrailPage) -> list[str]:
    """What the lines say they are about, as on the screen."""
    model = page.lines.model()
    return [model.index(n, 2).data() for n in range(model.rowCount())]


def test_that_lines_stand_newest_first_and_are_chosen_by_kind(page: TrailPage, settled: Callable[[], None]) -> None:
    assert shown(page) == ["登录", "导出", "登录"]
    page.kinds.select_key("导出")
    settled()
    assert shown(page) == ["导出"]
    page.kinds.select_key("备份")
    settled()
    assert not page.lines.isVisible()
    page.kinds.select_key("")
    page.kinds.selectRow(0)
    settled()
    assert len(shown(page)) == 3


def test_that_a_day_with_nothing_says_so(page: TrailPage, settled: Callable[[], None], services: Services) -> None:
    page._day_picked(services.desk.today.replace(day=1))
    settled()
    assert shown(page) == [] or not page.lines.isVisible()


def test_that_the_whole_chain_is_checked_by_a_key_with_its_result_in_the_trail(
    page: TrailPage, settled: Callable[[], None], services: Services
) -> None:
    accept(services.desk, form_for(services.desk, "附件/8"))
    page.acts.check.trigger()
    settled()
    assert "审计链完整" in page.chain.accessibleName()
    assert shown(page)[0] == "核验"


def test_that_a_check_may_be_stopped(page: TrailPage, settled: Callable[[], None]) -> None:
    page.acts.check.trigger()
    page._busy.stop_asked.emit()
    settled()
    assert "核验停下了" in page.strip.text


def test_that_an_export_is_safe_to_open_and_leaves_a_line(
    page: TrailPage, settled: Callable[[], None], tmp_path: Path
) -> None:
    page.acts.export_to(str(tmp_path / "审计.xlsx"))
    settled()
    rows = CalamineWorkbook.from_path(tmp_path / "审计.xlsx").get_sheet_by_index(0).to_python()
    assert any("'=1+1 日台账" in row for row in rows)
    assert shown(page)[0] == "导出"
    assert "审计记录3条（全部）" in page.lines.model().index(0, 4).data()


def test_that_an_anchor_is_set_anew_with_a_reason_only_when_it_does_not_fit(
    page: TrailPage, settled: Callable[[], None], services: Services
) -> None:
    assert "不用重立" in page.acts.settle.reason
    anchor.note_city(services.desk.store, 999, "f" * 64)
    page.refresh()
    settled()
    assert "市级记到第999条" in page.chain.accessibleName()
    page.acts.settle.trigger()
    form = cast("FormDialog", page.acts.form)
    form.fields["why"].set_text("从备份恢复，已逐件核对")
    form.yes.trigger()
    settled()
    assert "审计链完整" in page.chain.accessibleName()


@pytest.mark.parametrize(("role", "reads"), [(SUPERVISOR, True), (CLERK, False), (ADMINISTRATOR, False)])
def test_djbh_others_read_or_are_told_why_not(role: str, reads: bool, services: Services, show: Show) -> None:
    told(services.desk.store, AuditKind.SIGN_IN, "")
    page = TrailPage(seated(services, role))
    show(page)
    assert (shown(page) == ["登录"]) is reads
    assert page.acts.check.reason


def test_that_the_auditor_begins_at_the_trail(services: Services, show: Show, qtbot: QtBot) -> None:
    book = AdminBook(seated(services, AUDITOR))
    show(book)
    assert isinstance(book.page, TrailPage)
    clerk = AdminBook(services)
    show(clerk)
    assert not isinstance(clerk.page, TrailPage)
