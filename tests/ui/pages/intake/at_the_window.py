"""A clerk at the 收件 page: a real desk, the real 晋城 pack, keys pressed as on a keyboard, paper only noted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.desk.context import Desk
from models.rules.catalogue import Item
from models.views import DocumentView, IntakeForm, MaterialMark
from tests.helpers.factory import form_for
from tests.ui.parts.drawing import every
from ui.bus import Bus
from ui.messages import Message
from ui.pages.intake.page import IntakePage
from ui.pages.intake.scans import Taken
from ui.parts.act import Act
from ui.parts.edit import State
from ui.parts.field import Field
from ui.parts.inktip import InkTip
from ui.services import Services, Told
from ui.tasks import Tasks

DEVICE, WATER = "附件/71", "附件/1"


class NotedPaper:
    """Takes papers as the way to the printer does, and remembers them."""

    idle, failed = True, 0

    def __init__(self) -> None:
        self.sent: list[tuple[DocumentView, ...]] = []

    def again(self) -> None:
        """Nothing ever fails here."""

    def send(self, documents: tuple[DocumentView, ...]) -> None:
        """Note them."""
        self.sent.append(documents)

    def send_draft(self, pdf: bytes, title: str) -> None:
        """No drafts come from this page."""
        raise AssertionError(f"{title}: {len(pdf)} bytes")

    def send_secret(self, pdf: bytes, title: str, told: Told | None = None) -> None:  # noqa: ARG002 - as every one
        """Noted as any draft."""
        self.send_draft(pdf, title)

    def pages(self, _: DocumentView) -> Callable[[], list[tuple[int, int, bytes]]]:
        """No pictures."""
        return list


class GivenScans:
    """A scanner that hands in what it was given."""

    def __init__(self) -> None:
        self.files: list[Path] = []

    def ask(self, _: QWidget, taken: Taken) -> None:
        """Hand the files in at once."""
        taken(self.files)


class Clerk:
    """The page in a window, and what a clerk does to it."""

    def __init__(self, qtbot: QtBot, desk: Desk, height: int = 720) -> None:
        self.bugs: list[BaseException] = []
        self.desk, self.qtbot = desk, qtbot
        self.tasks, self.bus, self.paper, self.scans = Tasks(self.bugs.append), Bus(), NotedPaper(), GivenScans()
        self.nudges: list[bool] = []
        services = Services(desk, self.tasks, self.bus, self.paper, lambda: self.nudges.append(True))
        self.page = IntakePage(services, scans=self.scans)
        qtbot.addWidget(self.page)
        self.page.resize(1294, height)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitExposed(self.page)
        self.page.setFocus()
        qtbot.waitUntil(lambda: self.focus is not None)

    @property
    def focus(self) -> QWidget | None:
        """Where the keyboard is."""
        return QApplication.focusWidget()

    def rests_on(self, widget: QWidget) -> bool:
        """Whether the keyboard is there."""
        return self.focus is widget

    @property
    def form(self) -> IntakeForm:
        """The form as it stands."""
        return self.page.state.form

    @property
    def tip(self) -> str:
        """What the dark tip says; empty when there is none."""
        shown = [tip.text for tip in every(self.page.window(), InkTip) if tip.isVisible()]
        return shown[0] if shown else ""

    def stands(self, field: Field) -> State:
        """How a field stands now."""
        return field.edit.state

    def asked(self) -> Message:
        """The message that is open."""
        return next(one for one in every(self.page, Message) if one.isVisible())

    def item(self, key: str) -> Item:
        """An item of the pack."""
        found = self.desk.item(key)
        assert found is not None
        return found

    def mark(self, seq: int) -> MaterialMark:
        """One line of the materials as ticked."""
        return next(mark for mark in self.form.materials if mark.seq == seq)

    def type(self, text: str) -> None:
        """Type; what is not on a keyboard comes from an input method, as it does at a window."""
        for char in text:
            if char.isascii():
                QTest.keyClicks(self._target(), char)
            else:
                event = QInputMethodEvent()
                event.setCommitString(char)
                QApplication.sendEvent(self._target(), event)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, where the focus is; shortcuts answer it too."""
        QTest.keyClick(self._target(), key, modifier)

    def enter(self, times: int = 1) -> None:
        """Enter."""
        for _ in range(times):
            self.press(Qt.Key.Key_Return)

    def at(self, widget: QWidget) -> None:
        """Put the focus there."""
        widget.setFocus()
        assert self.focus is widget

    def table(self, *keys: Qt.Key) -> None:
        """Press keys in the materials table, from its first line."""
        self.page.body.materials.table.selectRow(0)
        self.at(self.page.body.materials.table)
        for key in keys:
            self.press(key)

    def wait(self) -> None:
        """Until the background is done with everything."""
        self.qtbot.waitUntil(lambda: not self.tasks.busy)

    def taken_in(self, key: str = DEVICE, **changes: object) -> None:
        """An item with everything in order, as if typed."""
        whole = form_for(self.desk, key)
        self.page.begin(key)
        self.page.state.change(
            handling_item=whole.handling_item,
            applicant=whole.applicant,
            agent=whole.agent,
            materials=whole.materials,
            **changes,
        )

    def lack(self, seq: int, state: str = "missing", problem: str = "") -> None:
        """One material is not as it should be."""
        self.page.state.mark(seq, lambda mark: replace(mark, state=state, problem=problem))

    def done(self, act: Act) -> None:
        """Press the key of ``act`` and wait for what comes of it."""
        self.press_act(act)
        self.wait()
        assert self.bugs == []

    def press_act(self, act: Act) -> None:
        """Press the key of ``act``, wherever the focus is."""
        keys = QKeySequence(act.shortcut())[0]  # type: ignore[index] # the stubs do not know it
        self.press(keys.key(), keys.keyboardModifiers())

    def close(self) -> None:
        """End of the day."""
        self.tasks.stop()
        self.page.close()

    def _target(self) -> QWidget:
        assert self.focus is not None, "nothing has the focus"
        return self.focus
