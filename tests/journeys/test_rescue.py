"""At the door: a damaged store, a dead computer's window; each has one page and its keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.desk import backups, doctor, recovery, roster
from models.desk.context import SystemClock
from models.errors import Refusal, StoreTrouble
from models.rules.terms import AuditKind
from models.store import audit, takeover
from models.store import doctor as doctor_of_store
from models.store import trouble as troubles
from models.store.connect import FILE
from models.store.keys import KeyFile
from tests.helpers.factory import HandClock
from tests.helpers.offices import ADMIN, CHEAP, PASSWORD, office
from tests.journeys.desk_clerk import Seat, seated
from tests.store.acts import receive
from ui.messages import Message
from ui.rescue import RescueCard

pytestmark = pytest.mark.journey
BOSS, NEW = "zhuren", "Jiade-Mima-9"
TWO = {"login": ADMIN, "password": PASSWORD, "second": BOSS, "second_password": PASSWORD, "alone": ""}


@pytest.fixture
def worked(tmp_path: Path) -> Path:
    """A window with one case in its backup and one after it, and a supervisor."""
    (tmp_path / "stick").mkdir()
    with office(tmp_path / "hall", ADMIN, HandClock()) as desk:
        roster.add(desk, PASSWORD, login=BOSS, name="样例主任", role="supervisor", password=PASSWORD)
        backups.set_place(desk, str(tmp_path / "stick"))
        receive(desk.store, 1)
        backups.make(desk, lambda: False)
        receive(desk.store, 2)
    return tmp_path / "hall"


def card(seat: Seat) -> RescueCard:
    """The card that stands in the place of the password's."""
    seat.until(lambda: seat.front.findChildren(RescueCard))
    seat.until(lambda: not seat.tasks.busy)
    return cast("list[RescueCard]", seat.front.findChildren(RescueCard))[-1]


def message(seat: Seat) -> Message:
    def shown() -> list[Message]:
        return [one for one in cast("list[Message]", seat.front.findChildren(Message)) if one.isVisible()]

    seat.until(shown)
    return shown()[0]


def restored(seat: Seat) -> None:
    """From the list of backups to the open window, by two persons."""
    here = card(seat)
    seat.until(lambda: not here.act("用这一份").reason and here.table.current_key())
    here.act("用这一份").trigger()
    assert here.form is not None
    seat.type_into(here.form.fields, TWO)
    seat.until(lambda: here.form is None)
    assert "quarantine" in message(seat).text or "旧电脑" in message(seat).text
    message(seat).accept()
    seat.entered()


def sealed_code(worked: Path) -> str:
    """A recovery code, and a backup that was made after it."""
    keys, clock = KeyFile(worked, CHEAP), HandClock()
    code = keys.renew_code(keys.unlock(ADMIN, PASSWORD))
    clock.move(minutes=5)
    with office(worked, ADMIN, clock) as desk:
        backups.make(desk, lambda: False)
    return code


@pytest.mark.parametrize(
    ("spoil", "title"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:3000]), "数据库坏了"),
        (lambda path: path.write_bytes(b"\0" * 4096 + path.read_bytes()[4096:]), "数据库打不开"),
        (lambda path: path.unlink(), "数据文件不见了"),
    ],
)
def test_that_a_damaged_store_says_what_is_safe_and_is_restored_by_two(
    spoil: Callable[[Path], object], title: str, qtbot: QtBot, worked: Path
) -> None:
    spoil(worked / FILE)
    with seated(qtbot, worked) as seat:
        seat.sign_in(ADMIN, PASSWORD)
        page = card(seat)
        assert page.accessibleName() == title
        said = page.lines.accessibleName()
        assert "没有改动任何文件" in said
        assert "从备份恢复" in said
        page.act("从备份恢复").trigger()
        restored(seat)
        store = seat.hall.desk.store
        assert takeover.machine(store) == 1
        kinds = (AuditKind.RESTORE, AuditKind.TAKEOVER)
        assert "第二人：样例主任" in audit.lines(store, only=kinds)[0].text


def test_that_another_computer_takes_the_window_over_from_the_stick(
    qtbot: QtBot, worked: Path, tmp_path: Path
) -> None:
    with seated(qtbot, tmp_path / "new-pc") as seat:
        assert "region" in seat.front.fields  # an empty folder asks for a first start, and offers this beside it
        seat.front.rescue.trigger()
        here = card(seat)
        assert "没有找到备份" in here.busy.accessibleName()
        here.act("另选位置").trigger()
        assert here.form is not None
        seat.type_into(here.form.fields, {"folder": str(tmp_path / "stick")})
        restored(seat)
        assert seat.hall.desk.window.no == 3
        assert audit.lines(seat.hall.desk.store, only=[AuditKind.TAKEOVER])
    assert (worked / FILE).exists()


def test_that_the_recovery_code_stands_for_a_forgotten_password_and_is_used_up(
    qtbot: QtBot, worked: Path, tmp_path: Path
) -> None:
    code = sealed_code(worked)
    with seated(qtbot, tmp_path / "new-pc") as seat:
        seat.front.rescue.trigger()
        here = card(seat)
        here.act("另选位置").trigger()
        assert here.form is not None
        seat.type_into(here.form.fields, {"folder": str(tmp_path / "stick")})
        seat.until(lambda: not here.act("用这一份").reason and here.table.current_key())
        here.act("用这一份").trigger()
        assert here.form is not None
        slip = ("A" if code[0] != "A" else "B") + code[1:]
        for typed in (slip, code):
            for name, text in {**TWO, "password": NEW, "code": typed}.items():
                here.form.fields[name].set_text(text)
            here.form.yes.trigger()
            seat.until(lambda: not seat.tasks.busy)
            if typed == slip:
                assert "第1组可能抄错" in here.form.accessibleDescription()
        seat.until(lambda: here.form is None)
        assert "恢复码用过即作废" in message(seat).text
        message(seat).accept()
        seat.entered()
        store = seat.hall.desk.store
        assert audit.lines(store, only=[AuditKind.TAKEOVER])
        assert "用恢复码" in audit.lines(store, only=[AuditKind.KEY])[0].text
        assert KeyFile(tmp_path / "new-pc").unlock(ADMIN, NEW) == store.key
        with pytest.raises(Refusal):
            KeyFile(tmp_path / "new-pc").recover(code)


def test_that_a_code_names_an_administrator_and_gives_a_fit_password(worked: Path) -> None:
    code = sealed_code(worked)
    one = recovery.offers(worked)[0]
    for first, fault in (((BOSS, NEW), "not_administrator"), ((ADMIN, "123"), "weak_password")):
        with pytest.raises(Refusal) as refused:
            recovery.prove(worked, one, first, (BOSS, PASSWORD), code=code)
        assert refused.value.code == fault


def test_that_a_wrong_second_person_is_refused_on_the_form_and_esc_goes_back(qtbot: QtBot, worked: Path) -> None:
    with seated(qtbot, worked) as seat:
        seat.front.rescue.trigger()
        here = card(seat)
        seat.until(here.table.current_key)
        here.act("用这一份").trigger()
        assert here.form is not None
        seat.type_into(here.form.fields, {**TWO, "second": ADMIN})
        seat.until(lambda: here.form is not None and here.form.accessibleDescription())
        assert "两个不同的人" in here.form.accessibleDescription()
        here.form.reject()
        here.act("返回").trigger()
        seat.until(seat.front.card.isVisible)
        seat.sign_in(ADMIN, PASSWORD)
        seat.entered()


def test_that_trying_again_goes_back_to_the_password(qtbot: QtBot, worked: Path) -> None:
    data = (worked / FILE).read_bytes()
    (worked / FILE).unlink()
    with seated(qtbot, worked) as seat:
        seat.sign_in(ADMIN, PASSWORD)
        page = card(seat)
        (worked / FILE).write_bytes(data)
        page.act("再试一次").trigger()
        seat.until(seat.front.card.isVisible)
        assert seat.front.fields["login"].text == ADMIN
        seat.front.fields["password"].edit.setFocus(Qt.FocusReason.OtherFocusReason)
        seat.sign_in(ADMIN, PASSWORD)
        seat.entered()


@pytest.mark.parametrize("code", sorted(doctor._PAGES))
def test_that_every_page_says_the_three_things_and_never_to_delete(code: str) -> None:
    sentence = troubles._SENTENCES.get(code, ("出了事", "", ""))
    page = doctor.diagnose(StoreTrouble(*sentence, code=code))
    assert page is not None
    assert all((page.title, page.happened, page.safe, page.todo, page.cures))
    assert not any(word in page.safe.replace("不删除", "") + page.todo for word in ("删除", "重装系统", "重新安装后"))


def test_that_what_the_disk_can_say_has_its_page() -> None:
    assert set(troubles._SENTENCES) - {"store_busy"} <= set(doctor._PAGES)


def test_that_lists_that_do_not_fit_the_log_are_made_anew_at_the_door(qtbot: QtBot, worked: Path) -> None:
    with office(worked, ADMIN, HandClock()) as desk, desk.store.work() as work:
        work.db.execute("DELETE FROM case_materials")
        work.db.execute("DELETE FROM cases WHERE n = 2")
        work.commit()
    with seated(qtbot, worked) as seat:
        seat.sign_in(ADMIN, PASSWORD)
        page = card(seat)
        assert page.accessibleName() == "列表和记录对不上"
        assert "记录一条不少" in page.lines.accessibleName()
        page.act("按记录重做列表").trigger()
        seat.entered()
        store = seat.hall.desk.store
        assert doctor_of_store.look(store) == ""
        assert "列表按记录重做" in audit.lines(store, only=[AuditKind.RESTORE])[0].text


def test_that_lists_that_do_not_fit_may_be_left_and_the_store_is_let_go_of(qtbot: QtBot, worked: Path) -> None:
    with office(worked, ADMIN, HandClock()) as desk, desk.store.work() as work:
        work.db.execute("UPDATE tallies SET n = n + 1 WHERE kind = 'state'")
        work.commit()
    with seated(qtbot, worked) as seat:
        for key in ("再试一次", "从备份恢复"):
            seat.until(lambda: seat.front.card.isVisible() and not seat.tasks.busy)
            seat.sign_in(ADMIN, PASSWORD)
            card(seat).act(key).trigger()
        restored(seat)


def test_that_a_clock_before_the_last_entry_waits_for_the_supervisor(qtbot: QtBot, worked: Path) -> None:
    ahead = HandClock(SystemClock().now() + timedelta(days=400))
    with office(worked, ADMIN, ahead) as desk:
        receive(desk.store, 3, at=ahead.now())
    with seated(qtbot, worked) as seat:
        seat.sign_in(ADMIN, PASSWORD)
        page = card(seat)
        assert page.accessibleName() == "电脑时间不对"
        assert "比最后一条记录" in page.lines.accessibleName()
        page.act("主任放行").trigger()
        assert page.form is not None
        head = {"login": BOSS, "password": PASSWORD, "why": "网络时间待修"}
        for name, said in ((ADMIN, "由值班主任办"), (BOSS, "")):
            for field, text in {**head, "login": name}.items():
                page.form.fields[field].set_text(text)
            page.form.yes.trigger()
            seat.until(lambda: not seat.tasks.busy)
            if said:
                assert said in page.form.accessibleDescription()
        seat.entered()
        (line,) = audit.lines(seat.hall.desk.store, only=[AuditKind.OVERRIDE])
        assert line.name == "样例主任"
        assert "网络时间待修" in line.text
