"""Alt+E on 办件: masked until somebody says why, for a minute, and gone at the lock; no page shows a whole number."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from models.desk.accept import accept
from models.rules.terms import AuditKind
from models.store import audit
from tests.helpers.factory import AGENT, COMPANY, form_for
from ui import pages
from ui.pages.cases import CasesPage
from ui.services import Services

Show = Callable[[QWidget], QWidget]
SECRETS = (COMPANY.legal_rep_id, COMPANY.phone, AGENT.id_number, AGENT.phone)


@pytest.fixture
def page(services: Services, show: Show, settled: Callable[[], None]) -> CasesPage:
    """办件 with one case in front."""
    done = accept(services.desk, form_for(services.desk, "附件/8"))
    made = CasesPage(services)
    show(made)
    made.show_key(done.case_id)
    settled()
    return made


def reveal(page: CasesPage, settled: Callable[[], None], why: str, choice: int = 1) -> None:
    """By the keys."""
    page.revealing.act.trigger()
    settled()
    form = page.revealing.form
    assert form is not None
    form.choice.set_current(choice)
    form.fields["why"].set_text(why)
    form.yes.trigger()
    settled()


def test_pipl_a_number_stands_for_a_minute_and_goes(
    page: CasesPage, settled: Callable[[], None], services: Services
) -> None:
    reveal(page, settled, "来电核对领证时间")
    assert COMPANY.phone in page.middle.strip.text
    assert page.revealing.minute.interval() == 60_000
    page.revealing.minute.timeout.emit()
    assert page.middle.strip.text == ""
    (line,) = audit.lines(services.desk.store, only=[AuditKind.REVEAL])
    assert "来电核对领证时间" in line.text
    assert COMPANY.phone not in line.text


def test_pipl_it_goes_with_the_lock_and_with_another_case(
    page: CasesPage, settled: Callable[[], None], services: Services
) -> None:
    reveal(page, settled, "核对")
    services.bus.locked.emit()
    assert page.middle.strip.text == ""
    other = accept(services.desk, form_for(services.desk, "附件/9"))
    reveal(page, settled, "核对")
    page.show_key(other.case_id)
    settled()
    assert COMPANY.phone not in page.middle.strip.text


def test_pipl_a_reason_is_asked_on_the_form(page: CasesPage, settled: Callable[[], None]) -> None:
    reveal(page, settled, "x")
    form = page.revealing.form
    assert form is not None
    assert "没有写明为什么看" in form.accessibleDescription()
    form.reject()


def said(page: QWidget) -> str:
    """Every word a page holds: names, tips, tables, fields."""
    found: list[str] = []
    for one in (page, *page.findChildren(QWidget)):
        found += [one.accessibleName(), one.accessibleDescription(), one.toolTip()]
        if isinstance(one, QLineEdit):
            found.append(one.text())
        if isinstance(one, QAbstractItemView):
            found += _cells(cast("QAbstractItemModel | None", one.model()))
    return "\n".join(found)


def _cells(model: QAbstractItemModel | None) -> list[str]:
    if model is None:
        return []
    places = ((row, column) for row in range(model.rowCount()) for column in range(model.columnCount()))
    return [str(model.index(*place).data()) for place in places]


@pytest.mark.parametrize("name", ["今日", "办件", "转报", "台账", "事项", "管理"])
def test_pipl_no_page_shows_a_whole_number_by_itself(
    name: str, services: Services, show: Show, settled: Callable[[], None]
) -> None:
    done = accept(services.desk, form_for(services.desk, "附件/8"))
    made = pages.make(name, services)
    show(made)
    pages.show(made, done.case_id)
    settled()
    words = said(made)
    assert len(words) > 50
    assert [secret for secret in SECRETS if secret in words] == []


def test_that_a_number_on_a_page_would_be_found(services: Services, show: Show) -> None:
    made = QWidget()
    QLineEdit(f"电话 {COMPANY.phone}", made)
    show(made)
    assert COMPANY.phone in said(made)
    assert services is not None
