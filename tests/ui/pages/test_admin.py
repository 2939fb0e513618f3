"""管理: everybody may look, an administrator may change, and what is refused is said on the form."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.desk import city_line, keychange, roster, setup
from models.desk.context import Desk
from models.errors import Refusal
from models.store.keys import KeyFile
from printing.spool import FolderPrinter
from tests.desk.test_holidays import csv
from tests.helpers.offices import ADMIN, CLERK, PASSWORD, office
from ui.bus import Bus
from ui.messages import Message
from ui.pages.admin import AdminPage
from ui.pages.admin_keys import KEPT_KEY
from ui.paper_out import PaperOut
from ui.parts.form_dialog import FormDialog
from ui.services import Services
from ui.tasks import Tasks

NEW = "Other-2026"
PERSON = {"name": "样例新人", "login": "xinren", "password": NEW, "again": NEW, "own": PASSWORD}


class Room:
    """The page with somebody before it."""

    def __init__(self, qtbot: QtBot, desk: Desk, folder: Path) -> None:
        self._qtbot, self.desk = qtbot, desk
        self.bugs: list[BaseException] = []
        self.tasks, self.bus = Tasks(self.bugs.append), Bus()
        self.heard: list[str] = []
        self.bus.said.connect(self.heard.append)
        paper = PaperOut(desk, FolderPrinter(folder), self.tasks, self.bus)
        self.page = AdminPage(Services(desk, self.tasks, self.bus, paper, lambda: None))
        qtbot.addWidget(self.page)
        self.page.resize(1294, 740)
        self.page.show()
        self.settle()

    def settle(self) -> None:
        """Nothing under way."""
        self._qtbot.waitUntil(lambda: not self.tasks.busy, timeout=20_000)

    def until(self, happened: Callable[[], object]) -> None:
        """Let the page live until it happened."""
        self._qtbot.waitUntil(lambda: bool(happened()), timeout=20_000)

    def form(self) -> FormDialog:
        """The form that is open."""
        return self.open_forms()[0]

    def send(self, told: dict[str, str]) -> None:
        """Fill the open form and press its solid key."""
        form = self.form()
        for name, text in told.items():
            form.fields[name].set_text(text)
        form.yes.trigger()
        self.settle()

    def open_forms(self) -> list[FormDialog]:
        """Forms on the screen."""
        found = cast("list[FormDialog]", self.page.findChildren(FormDialog))
        return [one for one in found if one.isVisible()]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[str], Room]]:
    """Makes the room for a login."""
    with ExitStack() as stack:
        made: list[Room] = []

        def enter(login: str) -> Room:
            made.append(Room(qtbot, stack.enter_context(office(tmp_path / "hall", login)), tmp_path))
            return made[-1]

        yield enter
        for one in made:
            assert one.tasks.stop()
            assert one.bugs == []


def test_that_a_clerk_sees_everything_and_the_reason_why_nothing_can_be_pressed(room: Callable[[str], Room]) -> None:
    page = room(CLERK).page
    people, line = page.people, page.line
    keys = (people.add, people.retire, people.renew, line.change, line.enrol)
    for act in (*keys, page.holidays.bring, page.purge.purge):
        assert act.reason == roster.NOT_YOURS
    assert page.people.table.model().rowCount() == 2


def test_that_an_administrator_adds_a_person_who_can_then_sign_in(room: Callable[[str], Room]) -> None:
    here = room(ADMIN)
    here.page.people.add.trigger()
    here.send(PERSON)
    assert here.open_forms() == []
    assert here.heard == ["人员已改好"]
    assert here.page.people.table.model().rowCount() == 3
    assert setup.sign_in_again(here.desk.store, "xinren", NEW).role == "clerk"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"again": "x"}, "两次输入的密码不一样"),
        ({"own": "wrong"}, "登录名或密码不正确"),
        ({"login": CLERK}, "登录名已被使用"),
        ({"name": ""}, "还没有填姓名"),
    ],
)
def test_that_a_refused_person_stays_on_the_form_with_the_reason(
    change: dict[str, str], sentence: str, room: Callable[[str], Room]
) -> None:
    here = room(ADMIN)
    here.page.people.add.trigger()
    here.send({**PERSON, **change})
    assert sentence in here.form().accessibleDescription()
    assert here.form().fields["login"].text == change.get("login", "xinren")
    assert len(roster.everybody(here.desk.store)) == 2
    here.form().reject()


def test_that_the_person_picked_is_put_out_of_use(room: Callable[[str], Room]) -> None:
    here = room(ADMIN)
    people = roster.everybody(here.desk.store)
    clerk = next(staff for staff, login, _ in people if login == CLERK)
    here.page.people.table.select_key(clerk.id)
    here.page.people.retire.trigger()
    assert here.form().choice.current == 0  # 停用并换密钥, with why
    assert here.form().focusWidget() is here.form().choice
    QTest.keyClick(here.form().choice, Qt.Key.Key_2)
    here.send({"own": PASSWORD})
    assert (clerk, CLERK, False) in roster.everybody(here.desk.store)
    assert keychange.state(here.desk).generation == 1


def test_that_who_is_put_out_of_use_opens_nothing_new_with_a_copied_key_file_when_the_key_goes_with_them(
    room: Callable[[str], Room], tmp_path: Path
) -> None:
    here = room(ADMIN)
    copied = tmp_path / "copied"
    copied.mkdir()
    shutil.copy(here.desk.store.folder / "keys.json", copied)
    old = KeyFile(copied).unlock(CLERK, PASSWORD)
    assert old == here.desk.store.key
    clerk = next(staff for staff, login, _ in roster.everybody(here.desk.store) if login == CLERK)
    here.page.people.table.select_key(clerk.id)
    here.page.people.retire.trigger()
    form = here.form()
    for key in (Qt.Key.Key_1, Qt.Key.Key_Return):
        QTest.keyClick(form.focusWidget(), key)
    assert form.focusWidget() is form.fields["own"].edit
    assert form.accessibleDescription() == ""  # going on is no mistake
    form.fields["own"].set_text(PASSWORD)
    QTest.keyClick(form.fields["own"].edit, Qt.Key.Key_Return)
    here.settle()
    here.settle()
    assert keychange.state(here.desk).generation == 2
    assert here.desk.store.key != old
    here.settle()
    assert here.heard[0] == "已停用，正在更换密钥"
    with pytest.raises(Refusal):
        setup.sign_in_again(here.desk.store, CLERK, PASSWORD)
    assert setup.sign_in_again(here.desk.store, ADMIN, PASSWORD).role == "administrator"


def test_that_somebody_is_out_of_use_even_when_the_key_cannot_be_changed_now(room: Callable[[str], Room]) -> None:
    here = room(ADMIN)
    clerk = next(staff for staff, login, _ in roster.everybody(here.desk.store) if login == CLERK)
    here.page.people.table.select_key(clerk.id)
    here.page.keys.change.set_reason("正在换附件，已看 25 份")
    here.page.people.retire.trigger()
    here.send({"own": PASSWORD})
    assert (clerk, CLERK, False) in roster.everybody(here.desk.store)
    (told,) = [one for one in cast("list[Message]", here.page.findChildren(Message)) if one.isVisible()]
    assert told.accessibleName() == KEPT_KEY
    assert "请再按“更换密钥”" in told.text
    told.accept()
    assert keychange.state(here.desk).generation == 1


def test_that_the_line_is_kept_shown_without_its_secret_and_counts_from_the_next_pass(
    room: Callable[[str], Room],
) -> None:
    here = room(ADMIN)
    here.page.line.change.trigger()
    here.send({"address": "https://city.example", "token": "secret-17"})
    assert city_line.city_of(here.desk.store).token == "secret-17"
    said = here.page.line.lines.accessibleName()
    assert "https://city.example" in said
    assert "secret" not in said
    assert "不核对签章" in said
    assert "下一次续传" in here.heard[-1]


def test_that_a_try_at_a_city_that_is_not_there_says_so(room: Callable[[str], Room]) -> None:
    here = room(ADMIN)
    assert here.page.line.probe.reason
    city_line.keep(here.desk, city_line.CityAddress("http://127.0.0.1:9", "t"))
    here.page.line.refresh()
    here.settle()
    here.page.line.probe.trigger()
    here.settle()
    assert "连不上市级平台" in here.heard[-1]
    assert here.page.line.probe.reason == ""


def test_that_a_holiday_table_is_shown_before_it_is_kept(room: Callable[[str], Room], tmp_path: Path) -> None:
    here = room(ADMIN)
    (tmp_path / "2027.csv").write_bytes(csv())
    here.page.holidays.take(str(tmp_path / "2027.csv"))
    here.settle()
    message = next(iter(cast("list[Message]", here.page.findChildren(Message))))
    assert "放假 12 天" in message.text
    assert not here.desk.calendar.has_year(2027)
    message.accept()
    here.settle()
    assert here.desk.calendar.has_year(2027)
    assert "2021—2027 年" in here.page.holidays.lines.accessibleName()


@pytest.mark.parametrize(("name", "data"), [("a.csv", b"a,b\n1,2\n"), ("gone.csv", None)])
def test_that_a_wrong_file_is_one_sentence_at_the_foot(
    name: str, data: bytes | None, room: Callable[[str], Room], tmp_path: Path
) -> None:
    here = room(ADMIN)
    if data is not None:
        (tmp_path / name).write_bytes(data)
    here.page.holidays.take(str(tmp_path / name))
    here.settle()
    assert "原有的放假表没有改动" in here.heard[-1]


def test_that_the_purge_says_what_is_due_and_is_the_administrators(room: Callable[[str], Room]) -> None:
    here = room(ADMIN)
    assert here.page.purge.purge.reason == "没有到期的"
    assert "归档满 180 日" in here.page.purge.lines.accessibleName()
