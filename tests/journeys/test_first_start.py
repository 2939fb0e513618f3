"""From an empty folder: first start, the recovery code, signing in again; and every dead end at the door."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import app as program
import resources
from models.desk import keychange, setup
from models.errors import StoreTrouble
from models.store import ring, schema
from models.store.keys import KeyFile
from models.store.suites import SM
from printing.spool import PrintResult
from tests.helpers.leaks import written
from tests.helpers.offices import ADMIN, PASSWORD, start
from tests.journeys.desk_clerk import JammedPrinter, Seat, seated, seated_with_reports
from tests.printing.reading import pages_text
from ui import crashes
from ui.code_message import PAPER
from ui.crash import CrashReporter
from ui.entrance import CAME

pytestmark = pytest.mark.journey
ROOT = Path(__file__).resolve().parents[2]
FIRST_START = """
import os, sys
from pathlib import Path
from models.desk import setup
from tests.helpers.factory import GAOPING, HandClock
from tests.helpers.offices import ADMIN, CHEAP, PASSWORD
{die}
told = dict(login=ADMIN, name="样例管理员", password=PASSWORD, clock=HandClock(), cost=CHEAP)
setup.first_start(Path(sys.argv[1]), GAOPING, "jincheng", **told)
"""
FIRST = {
    "region": "140581",
    "window": "3",
    "name": "样例管理员",
    "login": ADMIN,
    "password": PASSWORD,
    "again": PASSWORD,
}


def refused(seat: Seat) -> str:
    """What the door says, once it says something and takes keys again."""
    seat.until(lambda: seat.front.card.accessibleDescription() and not seat.front.act.reason)
    assert seat.session.hall is None
    assert seat.front.isVisible()
    return seat.front.card.accessibleDescription()


def test_that_a_first_start_shows_the_recovery_code_once_and_the_next_start_asks_for_the_password(
    qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "hall"
    with seated(qtbot, folder) as seat:
        seat.type_into(seat.front.fields, FIRST)
        hall = seat.entered()
        message = seat.message()
        code = re.search(r"(?:[A-Z2-9]{4}-){5}[A-Z2-9]{4}", message.text)
        assert code is not None
        assert len(KeyFile(folder).recover(code.group())) == 32
        seat.press(Qt.Key.Key_P)  # no printer here, only a folder
        seat.until(lambda: "不存成文件" in message.told)
        assert seat.messages() == [message]  # a code that did not come out is still there to be written down
        assert written(tmp_path, code.group()) == []
        seat.press(Qt.Key.Key_Return)
        seat.until(lambda: not seat.messages())
        seat.settle()  # that the code was read is on its way to the store; whoever closes the window waits for it too
        assert hall.window.current_page == "管理"  # an administrator receives nothing
        assert (hall.desk.window.region, hall.desk.window.no) == ("140581", 3)
        assert hall.desk.staff.role == "administrator"
    with seated(qtbot, folder) as seat:
        assert set(seat.front.fields) == {"login", "password"}
        seat.sign_in(ADMIN, PASSWORD)
        seat.entered()
        assert seat.messages() == []


def killed(folder: Path, after: str) -> None:
    """A first start whose program was killed as it came to ``after`` (a function of the door's)."""
    die = f"from models.store import {after.split('.', maxsplit=1)[0]}\n{after} = lambda *a, **k: os._exit(9)\n"
    done = subprocess.run([sys.executable, "-c", FIRST_START.format(die=die), str(folder)], cwd=ROOT, check=False)
    assert done.returncode == 9


@pytest.mark.parametrize("after", ["keyfile.save", "schema.bring_up", "people.add", "beginning.end"])
def test_that_a_first_start_cut_in_the_middle_says_so_and_begins_anew(after: str, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "hall"
    killed(folder, after)
    with seated(qtbot, folder) as seat:
        assert set(seat.front.fields) == set(FIRST)
        assert "没有做完" in refused(seat)
        seat.type_into(seat.front.fields, FIRST)
        seat.entered()
        assert "抄下恢复码" in seat.message().accessibleName()
        seat.press(Qt.Key.Key_Return)
        seat.until(lambda: not seat.messages())
        seat.settle()
    with seated(qtbot, folder) as seat:
        seat.sign_in(ADMIN, PASSWORD)
        seat.entered()
        assert seat.messages() == []


def test_that_a_code_nobody_read_is_said_until_there_is_a_new_one_that_was(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "hall"
    with seated(qtbot, folder) as seat:
        seat.type_into(seat.front.fields, FIRST)
        seat.entered()
        seat.message()  # and the program ends with it still on the screen
    with seated(qtbot, folder) as seat:
        seat.sign_in(ADMIN, PASSWORD)
        hall = seat.entered()
        assert "恢复码还没有人抄下" in seat.message().accessibleName()
        seat.press(Qt.Key.Key_Return)
        seat.until(lambda: not seat.messages())
        keychange.renew_code(hall.desk, PASSWORD)
        setup.code_seen(hall.desk.store)
    with seated(qtbot, folder) as seat:
        seat.sign_in(ADMIN, PASSWORD)
        seat.entered()
        assert seat.messages() == []


def test_that_the_code_is_printed_from_the_message_and_stands_on_paper_only(qtbot: QtBot, tmp_path: Path) -> None:
    printer = JammedPrinter()
    with seated(qtbot, tmp_path / "hall", printer) as seat:
        seat.type_into(seat.front.fields, FIRST)
        seat.entered()
        message = seat.message()
        code = message.text[:29]
        seat.press(Qt.Key.Key_P)
        seat.until(lambda: "卡纸" in message.told)
        seat.settle()
        assert seat.hall.paper.failed == 0  # a secret is never kept for 重打
        printer.jammed = False
        seat.press(Qt.Key.Key_P)
        seat.until(lambda: "已交打印机" in message.told)
        ((pdf, title),) = printer.taken
        assert title == PAPER
        (page,) = pages_text(pdf)
        assert code.split("-")[0] in page
        assert "这是第一份" in page
        assert message.focusWidget() is not None
        seat.press(Qt.Key.Key_Return)
        seat.until(lambda: not seat.messages())
        seat.settle()
    assert written(tmp_path, code) == []


class BrokenPrinter:
    """Falls over what it is given, with all of it in its words."""

    def send(self, pdf: bytes, copies: int, title: str) -> PrintResult:  # noqa: ARG002 - as every printer is called
        """Fall."""
        raise RuntimeError("".join(pages_text(pdf)))


def test_that_a_program_that_falls_while_printing_writes_the_code_into_no_report_and_shows_it_still(
    qtbot: QtBot, tmp_path: Path
) -> None:
    reporter = CrashReporter(tmp_path / "hall" / "crash", program.VERSION, program._now)
    with seated_with_reports(qtbot, tmp_path / "hall", reporter, BrokenPrinter()) as seat:
        seat.type_into(seat.front.fields, FIRST)
        seat.entered()
        message = seat.message()
        code = message.text[:29]
        seat.press(Qt.Key.Key_P)
        seat.until(lambda: crashes.listed(tmp_path / "hall" / "crash"))
        assert message.isVisible()
        assert message.text.startswith(code)
    assert written(tmp_path, code) == []


def test_that_a_first_start_takes_the_algorithms_its_pack_asks_for(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("cities", "guides"):
        shutil.copytree(resources.ROOT / name, tmp_path / name)
    city = tmp_path / "cities" / "jincheng" / "city.toml"
    said = '\n[setting.crypto]\nvalue = "sm"\nbasis = "样例"\n'
    city.write_text(city.read_text("utf-8") + said, "utf-8")
    monkeypatch.setattr(program, "_regions", partial(program.regions_of, tmp_path))
    with seated(qtbot, tmp_path / "hall") as seat:
        seat.type_into(seat.front.fields, FIRST)
        hall = seat.entered()
        assert ring.of(hall.desk.store.folder, hall.desk.store.key).suite is SM
        seat.press(Qt.Key.Key_Return)
        seat.until(lambda: not seat.messages())
    with seated(qtbot, tmp_path / "hall") as seat:
        seat.sign_in(ADMIN, PASSWORD)
        seat.entered()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"again": "Other-2026"}, "两次输入的密码不一样"),
        ({"window": "0"}, "窗口号是 1 到 99"),
        ({"region": "14058"}, "区划代码是六位"),
        ({"region": "999999"}, "没有区划 999999 的城市包。没有建立任何东西。"),
        ({"password": "12345678", "again": "12345678"}, "密码太简单"),
    ],
)
def test_that_a_first_form_filled_in_wrongly_starts_nothing_and_can_be_mended(
    change: dict[str, str], sentence: str, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "hall"
    with seated(qtbot, folder) as seat:
        seat.type_into(seat.front.fields, {**FIRST, **change})
        assert sentence in refused(seat)
        assert not (folder / "keys.json").exists()
        seat.type_into(seat.front.fields, FIRST)
        seat.entered()


def test_that_a_wrong_password_says_so_and_the_right_one_still_opens(qtbot: QtBot, tmp_path: Path) -> None:
    start(tmp_path / "hall")
    with seated(qtbot, tmp_path / "hall") as seat:
        seat.sign_in(ADMIN, "wrong")
        assert "登录名或密码不正确" in refused(seat)
        assert seat.front.fields["login"].text == ADMIN
        assert seat.front.fields["password"].text == ""
        seat.sign_in(ADMIN, PASSWORD)
        seat.entered()


def test_that_a_second_program_on_the_folder_says_so_and_can_be_closed(qtbot: QtBot, tmp_path: Path) -> None:
    start(tmp_path / "hall")
    with seated(qtbot, tmp_path / "hall") as first:
        first.sign_in(ADMIN, PASSWORD)
        first.entered()
        with seated(qtbot, tmp_path / "hall") as second:
            second.sign_in(ADMIN, PASSWORD)
            assert "已有一个同权一窗程序在使用这份数据" in refused(second)
            second.until(lambda: CAME in second.front.card.accessibleDescription())
            assert second.front.close()
        assert first.hall.window.isVisible()


def test_that_a_store_of_a_newer_program_is_not_touched_and_says_what_to_install(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(tmp_path / "hall")
    monkeypatch.setattr(schema, "VERSION", schema.VERSION - 1)
    with seated(qtbot, tmp_path / "hall") as seat:
        seat.sign_in(ADMIN, PASSWORD)
        assert "请安装新版程序" in refused(seat)


def test_that_a_store_that_is_gone_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    start(tmp_path / "hall")
    (tmp_path / "hall" / "counter.db").unlink()
    with seated(qtbot, tmp_path / "hall") as seat:
        seat.sign_in(ADMIN, PASSWORD)
        assert "数据文件缺失" in refused(seat)


def test_that_a_folder_that_cannot_be_written_says_so_at_a_first_start(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with seated(qtbot, tmp_path / "file" / "hall") as seat:
        seat.type_into(seat.front.fields, FIRST)
        assert refused(seat)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (FileNotFoundError(2, "gone", "catalogue.csv"), "程序自带的文件缺失或读不出（catalogue.csv）"),
        (StoreTrouble("样例出事", "数据都在", "请重来"), "样例出事。数据都在。请重来。"),
    ],
)
def test_that_a_hall_that_cannot_be_opened_lets_go_of_the_store_and_says_why(
    error: Exception, sentence: str, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(tmp_path / "hall")
    whole = program.setup_desk
    with seated(qtbot, tmp_path / "hall") as seat:

        def broken(*_: object) -> None:
            raise error

        monkeypatch.setattr(program, "setup_desk", broken)
        seat.sign_in(ADMIN, PASSWORD)
        assert sentence in refused(seat)
        monkeypatch.setattr(program, "setup_desk", whole)
        seat.sign_in(ADMIN, PASSWORD)
        seat.entered()
