"""管理 · 故障报告: read and copied out by the administrator, never with a word of what was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import cast

from models.desk.context import SHANGHAI
from tests.helpers.offices import ADMIN, CLERK
from tests.ui.pages.test_admin import Room, room
from ui import crashes
from ui.crash import CrashReporter
from ui.messages import Message
from ui.pages.admin_crashes import CrashSection

__all__ = ["room"]
Enter = Callable[[str], Room]
PLANTED = "样例某某"


def section_with(here: Room, reports: int) -> CrashSection:
    section = here.page.crashes
    folder = here.desk.store.folder / crashes.FOLDER
    minutes = iter(range(reports))
    reporter = CrashReporter(folder, "0.1.0", lambda: datetime(2026, 11, 20, 10, next(minutes), tzinfo=SHANGHAI))
    for _ in range(reports):
        reporter._write(KeyError(PLANTED))
    section.refresh()
    here.settle()
    return section


def test_that_without_a_report_there_is_nothing_to_press(room: Enter) -> None:
    section = section_with(room(ADMIN), 0)
    assert "没有故障报告" in section.lines.accessibleName()
    assert section.read.reason == section.export.reason == "没有故障报告"


def test_that_the_newest_is_read_and_all_are_copied_out(room: Enter, tmp_path: Path) -> None:
    here = room(ADMIN)
    section = section_with(here, 2)
    assert "2 份" in section.lines.accessibleName()
    assert "2026-11-20 10:01" in section.lines.accessibleName()
    section.read.trigger()
    here.settle()
    message = cast("list[Message]", section.findChildren(Message))[0]
    assert "KeyError" in message.text
    assert PLANTED not in message.text
    message.accept()
    target = tmp_path / "stick"
    section.export.trigger()
    assert section.form is not None
    section.form.fields["folder"].set_text(str(target))
    section.form.yes.trigger()
    here.settle()
    assert "没有" in section.form.accessibleDescription()
    target.mkdir()
    section.form.yes.trigger()
    here.settle()
    assert len(list(target.iterdir())) == 2
    assert here.heard[-1] == "已导出 2 份故障报告"


def test_that_a_clerk_takes_no_report_out(room: Enter) -> None:
    section = section_with(room(CLERK), 1)
    assert section.export.reason
    assert section.read.reason
