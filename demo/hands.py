"""A clerk's hands: drives the real window by keys alone and waits for what the window shows, never for a while."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from demo.samples import Sample
from ui.parts.button import Button
from ui.parts.edit import Edit
from ui.parts.segmented import Segmented

if TYPE_CHECKING:
    from ui.hall import Hall
    from ui.pages.intake.page import IntakePage

MOST_STEPS = 80
WAIT_S = 30.0
_KEYS = {"F7": Qt.Key.Key_F7, "F9": Qt.Key.Key_F9, "F11": Qt.Key.Key_F11}


class Stuck(RuntimeError):
    """The window did not come to show what was waited for."""


class Hands:
    """Works at one window."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall

    def until(self, what: str, happened: Callable[[], bool], limit: float = WAIT_S) -> None:
        """Let the window live until ``happened``. Raises: Stuck after ``limit`` seconds."""
        end = time.monotonic() + limit
        while not happened():
            if time.monotonic() > end:
                raise Stuck(f"等不到：{what}")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def sit_down(self) -> None:
        """The window is in front and takes keys."""
        window = self._hall.window
        window.go("收件")
        window.activateWindow()
        self.until("窗口到前面", window.isActiveWindow)

    def settle(self) -> None:
        """Until nothing is under way in the background and no paper waits."""
        self.until("后台办完", lambda: not self._hall.tasks.busy and self._hall.paper.idle)

    def page(self, number: int) -> QWidget:
        """Alt+1…7."""
        self.press(Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
        self.settle()
        page = self._hall.window.page(self._hall.window.current_page)
        assert page is not None
        return page

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, to whoever has the focus."""
        # The stubs promise a widget; without a focus there is none.
        focus: QWidget | None = QApplication.focusWidget()
        QTest.keyClick(self._hall.window if focus is None else focus, key, modifier)
        QCoreApplication.processEvents()

    def write(self, text: str) -> None:
        """Text as an input method gives it, over what is selected or there."""
        target: QWidget | None = QApplication.focusWidget()
        if target is None:
            raise Stuck("没有可以输入的地方")
        QTest.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(target, event)
        QCoreApplication.processEvents()

    def fill(self, sample: Sample) -> IntakePage:
        """Find the item and fill the form; the end key is not pressed yet."""
        page = cast("IntakePage", self.page(2))
        self.press(Qt.Key.Key_F2)
        self.write(sample.query)
        self.until("事项列表", page.picker.isVisible)
        self.press(Qt.Key.Key_Return)
        self.until("事项选定", lambda: not page.state.empty)
        self._walk(page, sample)
        return page

    def end(self, page: IntakePage, sample: Sample) -> None:
        """Press the key that ends it and wait for the papers."""
        self.press(_KEYS[sample.key])
        self.until(f"{sample.flow}办完：{page.strip.text}", lambda: page.state.empty and bool(page.strip.text))
        self.settle()

    def _walk(self, page: IntakePage, sample: Sample) -> None:
        """Enter by Enter to the end of the form, typing what each place asks for."""
        answers: Mapping[str, str] = sample.answers()
        for _ in range(MOST_STEPS):
            place: QWidget | None = QApplication.focusWidget()
            if place is None or isinstance(place, Button):
                return
            name = place.accessibleName()
            if name == "材料表":
                self._tick(page, sample)
            elif isinstance(place, Segmented):
                if name == "谁来办":
                    answers = sample.agent_answers()
                self._choose(place, self._choice(name, place.choices, sample))
            elif isinstance(place, Edit):
                self._type(name, {**sample.choices, **answers})
            elif place is page.header.search:
                return
            self.press(Qt.Key.Key_Return)

    def _tick(self, page: IntakePage, sample: Sample) -> None:
        """Every line of the materials table: there with its pages, or missing with what is wrong."""
        table = page.body.materials.table
        for line in range(table.model().rowCount()):
            self._go_to_line(table, line)
            problem = sample.missing.get(line + 1)
            self.press(Qt.Key.Key_X if problem else Qt.Key.Key_Space)
            self._go_to_line(table, line)
            self.press(Qt.Key.Key_Return if problem else Qt.Key.Key_P)
            if QApplication.focusWidget() is not table:
                self.write(problem or str(1 + line % 4))
                self.press(Qt.Key.Key_Return)
        self._go_to_line(table, table.model().rowCount() - 1)

    def _go_to_line(self, table: QAbstractItemView, line: int) -> None:
        for _ in range(table.model().rowCount()):
            at = table.currentIndex().row()
            if at == line:
                return
            self.press(Qt.Key.Key_Up if at > line else Qt.Key.Key_Down)

    def _type(self, name: str, answers: Mapping[str, str]) -> None:
        found = next((text for begin, text in answers.items() if name.startswith(begin) or begin in name), None)
        if found is not None:
            self.write(found)

    @staticmethod
    def _choice(name: str, choices: tuple[str, ...], sample: Sample) -> int:
        wanted = next((words for begin, words in sample.choices.items() if begin in name), None)
        if name == "申请人类别":
            wanted = "自然人" if sample.person and "自然人" in choices else None
        if name == "谁来办":
            return len(choices) - 1 if sample.agent else 0
        if wanted is None:
            return 0
        return next((n for n, words in enumerate(choices) if words == wanted or words.startswith(wanted)), 0)

    def _choose(self, place: Segmented, index: int) -> None:
        if place.current != index:
            self.press(Qt.Key(Qt.Key.Key_1 + index))
