"""作废文号, 重开日结, 导出（完整）: the second person's name and password in the dialog of the act, by keys alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.desk import daybook, roster, twopersons
from models.desk.accept import accept
from models.desk.context import Desk
from models.errors import Refusal
from models.rules.powers import SUPERVISOR, Power
from models.rules.terms import AuditKind, Doc
from models.store import audit, people, queries
from models.views import DocumentView
from printing.make import make
from tests.helpers.factory import AGENT, HandClock, form_for
from tests.helpers.offices import ADMIN, PASSWORD, office
from tests.helpers.offices import CLERK as CLERK_LOGIN
from ui.pages.cases import CasesPage
from ui.pages.ledger import LedgerPage
from ui.parts.second_person import SecondPerson
from ui.services import Services

Show = Callable[[QWidget], QWidget]
Wait = Callable[[], None]
BOSS = "zhuren"


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    """A clerk's desk in an office with an administrator and a supervisor, each with a password of their own."""
    with office(tmp_path / "office", CLERK_LOGIN, clock) as made:
        roster.add_person(
            made.store, admin=(ADMIN, PASSWORD), login=BOSS, name="样例主任", role=SUPERVISOR, password=PASSWORD,
            at=clock.now(),
        )  # fmt: skip
        yield replace(made, make_paper=make)


def notice_of(desk: Desk) -> DocumentView:
    """The acceptance notice of the one case."""
    case_id = queries.case_page(desk.store)[0].case_id
    return next(one for one in queries.documents(desk.store, case_id) if one.doc is Doc.ACCEPT)


def typed(qtbot: QtBot, form: SecondPerson, words: str, login: str, password: str) -> None:
    """What and why, then Enter from field to field, and Enter on the last one."""
    first = next(iter(form.fields))
    for name, text in ((first, words), ("login", login), ("password", password)):
        form.fields[name].set_text(text)  # an input method's words come whole
        qtbot.keyClick(form.fields[name].edit, Qt.Key.Key_Return)


@pytest.fixture
def cases(services: Services, show: Show, settled: Wait) -> CasesPage:
    """办件 with one accepted case in front, its notice chosen."""
    done = accept(services.desk, form_for(services.desk, "附件/9"))
    page = CasesPage(services)
    show(page)
    page.show_key(done.case_id)
    settled()
    page.side.choose_paper(notice_of(services.desk).id)
    return page


def test_that_a_number_is_voided_by_keys_and_the_list_says_so(
    qtbot: QtBot, cases: CasesPage, desk: Desk, settled: Wait
) -> None:
    cases.voiding.act.trigger()
    form = cases.voiding.form
    assert form is not None
    qtbot.keyClick(form.choice, Qt.Key.Key_2)
    typed(qtbot, form, "打了两份", BOSS, PASSWORD)
    settled()
    assert notice_of(desk).voided == "重复制作，打了两份"
    assert "已作废" in cases.middle.strip.text
    assert cases.voiding.form is None
    (line,) = audit.lines(desk.store, only=[AuditKind.TWO_PERSONS])
    assert "样例主任" in line.text
    cases.voiding.act.trigger()
    assert "已经作废" in cases.middle.strip.text
    cases.acts.reprint.trigger()
    settled()
    assert "不再打印" in cases.middle.strip.text


@pytest.mark.parametrize(
    ("login", "password", "said"),
    [(BOSS, "Wrong-2026", "不正确"), (CLERK_LOGIN, PASSWORD, "两个不同的人"), ("nobody", PASSWORD, "不正确")],
)
def test_djbh_that_a_wrong_second_is_said_on_the_form_and_nothing_is_kept(
    login: str, password: str, said: str, qtbot: QtBot, cases: CasesPage, desk: Desk, settled: Wait
) -> None:
    cases.voiding.act.trigger()
    form = cases.voiding.form
    assert form is not None
    typed(qtbot, form, "打了两份", login, password)
    assert form.fields["password"].edit.echoMode() == QLineEdit.EchoMode.Password  # with something typed
    assert form.fields["password"].edit.displayText() != password
    settled()
    assert said in form.accessibleDescription()
    assert [field.text for field in form.fields.values()] == ["打了两份", login, ""]
    assert notice_of(desk).voided == ""
    form.reject()


def test_djbh_that_guessing_the_second_persons_password_locks_their_name(
    qtbot: QtBot, cases: CasesPage, desk: Desk, settled: Wait
) -> None:
    cases.voiding.act.trigger()
    form = cases.voiding.form
    assert form is not None
    for _ in range(5):
        typed(qtbot, form, "打了两份", BOSS, "Wrong-2026")
        settled()
    assert "已锁定" in form.accessibleDescription()
    with pytest.raises(Refusal) as refused:
        twopersons.second(desk, BOSS, PASSWORD, Power.VOID)
    assert refused.value.code == "locked_out"
    form.reject()


def test_that_the_lock_puts_a_half_typed_password_away(cases: CasesPage, services: Services) -> None:
    cases.voiding.act.trigger()
    services.bus.locked.emit()
    assert cases.voiding.form is None


def test_that_a_closed_day_is_opened_again_by_keys(
    qtbot: QtBot, services: Services, desk: Desk, show: Show, settled: Wait
) -> None:
    page = LedgerPage(services)
    show(page)
    assert page.two.reopen.reason == "这一天没有日结，不用重开"
    daybook.make_ledger(desk, desk.today)
    page.refresh()
    settled()
    page.two.reopen.trigger()
    form = page.two.form
    assert form is not None
    typed(qtbot, form, "票据号记错", ADMIN, PASSWORD)
    settled()
    assert daybook.closed(desk, desk.today) is None
    assert "草稿，未日结" in page.preview._head.accessibleName()
    assert page._strip.text.startswith("已重开")


def test_pipl_that_whole_numbers_leave_by_a_supervisor_and_a_second_only(
    qtbot: QtBot, services: Services, desk: Desk, show: Show, settled: Wait, tmp_path: Path
) -> None:
    accept(desk, form_for(desk, "附件/8"))
    page = LedgerPage(services)
    show(page)
    assert page.two.bare.reason == "由值班主任办"
    boss = people.by_login(desk.store, BOSS)
    assert boss is not None
    page = LedgerPage(replace(services, desk=replace(desk, staff=boss)))
    show(page)
    page.two.export_to(str(tmp_path / "内部.xlsx"))
    form = page.two.form
    assert form is not None
    typed(qtbot, form, "市局来函核对", ADMIN, PASSWORD)
    settled()
    assert (tmp_path / "内部.xlsx").exists()
    assert "已导出 1 件" in page._strip.text
    assert not [line for line in audit.lines(desk.store) if AGENT.phone in line.text]
