"""By the printed code at the sign-in window: a slip is told with its group, the right one opens with a new code."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from models.desk.setup import Opened
from models.store.keys import KeyFile
from tests.helpers.offices import ADMIN, CHEAP, PASSWORD, start
from ui.entrance import Entrance
from ui.tasks import Tasks

NEW = "Jiade-Mima-9"


def test_that_the_code_opens_the_store_with_a_new_password_and_a_new_code(qtbot: QtBot, tmp_path: Path) -> None:
    start(tmp_path / "hall")
    keys = KeyFile(tmp_path / "hall", CHEAP)
    code = keys.renew_code(keys.unlock(ADMIN, PASSWORD))
    bugs: list[BaseException] = []
    tasks, entered = Tasks(bugs.append), list[Opened]()
    entrance = Entrance(tmp_path / "hall", tasks, dict)
    qtbot.addWidget(entrance.window)
    entrance.entered.connect(entered.append)
    entrance.window.show()
    entrance.window.forgotten.trigger()
    form = entrance.form
    assert form is not None
    wrong = ("A" if code[0] != "A" else "B") + code[1:]
    for typed in (wrong, code):
        for name, text in {"code": typed, "login": ADMIN, "password": NEW, "again": NEW}.items():
            form.fields[name].set_text(text)
        form.yes.trigger()
        qtbot.waitUntil(lambda: not tasks.busy, timeout=20_000)
        if typed == wrong:
            assert "第1组可能抄错" in form.accessibleDescription()
    (opened,) = entered
    with opened.store:
        assert opened.recovery_code != code
        assert KeyFile(tmp_path / "hall").unlock(ADMIN, NEW) == opened.store.key
    assert tasks.stop()
    assert bugs == []
