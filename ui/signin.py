"""The sign-in window: the first thing painted, so it imports nothing it does not draw with.

A folder without a store gets the first-start form instead: which window this is, who administers it. The recovery
code is shown once, to be written down and locked away.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme as t
from ui.paint.draw import box, paragraph, words
from ui.parts.act import Act
from ui.parts.button import Button, Rank
from ui.parts.field import Field, chain

_CARD = 420


class FirstForm(NamedTuple):
    """What the first start asks for."""

    region: str
    window: int
    login: str
    name: str
    password: str


class _Card(QWidget):
    """A white card with a title; fields are laid out by whoever makes it."""

    def __init__(self, title: str, note: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._note, self._trouble = title, note, ""
        self.setFixedWidth(_CARD)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(28, 92, 28, 84)  # four lines of trouble fit below
        self.rows.setSpacing(10)

    def say(self, trouble: str) -> None:
        """One sentence at the foot of the card; empty takes it away."""
        self._trouble = trouble
        self.setAccessibleDescription(trouble)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, title, note, trouble."""
        painter, area = QPainter(self), QRectF(self.rect())
        box(painter, area, t.PAPER, t.LINE2, t.RADIUS_BUTTON)
        inner = area.adjusted(28, 0, -28, 0)
        words(painter, QRectF(inner.left(), 24, inner.width(), 30), self._title, t.font(t.TITLE, t.STRONG), t.INK)
        words(painter, QRectF(inner.left(), 54, inner.width(), 20), self._note, t.font(t.SMALL), t.INK2)
        if self._trouble:
            foot = QRectF(inner.left(), area.bottom() - 78, inner.width(), 74)
            paragraph(painter, foot, self._trouble, t.font(t.SMALL, t.MEDIUM), t.ZHU)


class SignInWindow(QWidget):
    """Name and password, Enter goes on.

    Signals:
        asked: login and password.
        first_asked: a FirstForm, when the folder has no store yet.
        recovery_asked: somebody wants in by the printed code.
        painted: the window is on the screen; what it did not need may be loaded now.
        rescue_asked: restore from a backup, or take a dead computer's window over.
    """

    asked = Signal(str, str)
    first_asked = Signal(object)
    recovery_asked = Signal()
    painted = Signal()
    rescue_asked = Signal()

    def __init__(self, *, first: bool = False, place: str = "", login: str = "") -> None:
        super().__init__()
        self.setWindowTitle("同权一窗")
        self.resize(1366, 768)
        self._first, self._painted = first, False
        note = "第一次使用：登记本窗口和管理员" if first else (place or "请登录")
        self.card = _Card("同权一窗", note, self)
        self.fields = self._first_fields() if first else self._fields(login)
        for field in self.fields.values():
            self.card.rows.addWidget(field)
        for name in ("password", "again"):
            if name in self.fields:
                self.fields[name].edit.set_password()
        self.act = Act("建立并登录" if first else "登录", None, self)
        self.act.done.connect(self._go)
        self.button = Button(self.act, Rank.PRIMARY, self.card)
        self.card.rows.addSpacing(6)
        self.card.rows.addWidget(self.button)
        self.rescue = Act("换机接管，从备份恢复…" if first else "从备份恢复…", None, self)
        self.rescue.done.connect(self.rescue_asked)
        self._below = Button(self.rescue, Rank.BANNER, self)
        self._others: list[QWidget] = []
        self._row = QHBoxLayout()
        order: list[QWidget] = [*self.fields.values(), self.button]
        self.forgotten = Act("忘了密码，用恢复码…", None, self)
        self.forgotten.done.connect(self.recovery_asked)
        if not first:
            order.append(Button(self.forgotten, Rank.BANNER, self.card))
            self.card.rows.addWidget(order[-1])
        self._centre()
        chain([*order, self._below])
        last = next(reversed(self.fields.values()))
        last.edit.onward.connect(self._go)
        start = "password" if login and not first else next(iter(self.fields))
        self.fields[start].setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """It did not go through: say why, keep the name, ask for the password again."""
        self.card.say(sentence)
        self.busy(False)
        for name in ("password", "again"):
            if name in self.fields:
                self.fields[name].set_text("")
        self.fields["password"].setFocus(Qt.FocusReason.OtherFocusReason)

    def busy(self, on: bool) -> None:
        """While the password is being checked."""
        self.act.set_reason("正在核对" if on else "")

    def put(self, card: QWidget | None) -> None:
        """Show another card in the place of the password's; None = the password's again."""
        for shown in self._others:
            shown.hide()
            shown.deleteLater()
        self._others = [card] if card is not None else []
        self.card.setVisible(card is None)
        self._below.setVisible(card is None)
        if card is None:
            self.fields["password"].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._row.insertWidget(1, card)
            card.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line at the foot; the ground is the palette's own."""
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)
        painter = QPainter(self)
        foot = QRectF(0, self.height() - 44, self.width(), 24)
        text = "市县同权 · 县级一窗受理"
        words(painter, foot, text, t.font(t.SMALL), t.INK3, Qt.AlignmentFlag.AlignCenter)

    def _fields(self, login: str) -> dict[str, Field]:
        person = Field("登录名", required=True)
        person.set_text(login)
        return {"login": person, "password": Field("密码", required=True)}

    def _first_fields(self) -> dict[str, Field]:
        region = Field("区划代码", required=True, placeholder="六位，如 140581")
        window = Field("窗口号", required=True, placeholder="1—99")
        return {
            "region": region,
            "window": window,
            "name": Field("管理员姓名", required=True),
            "login": Field("登录名", required=True),
            "password": Field("密码", required=True, placeholder="至少八位，三种字符"),
            "again": Field("再输一次", required=True),
        }

    def _centre(self) -> None:
        self._row.addStretch(1)
        self._row.addWidget(self.card)
        self._row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addStretch(2)
        whole.addLayout(self._row)
        whole.addSpacing(12)
        whole.addWidget(self._below, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(3)

    def _go(self) -> None:
        if self.act.reason:
            return  # Enter pressed twice
        told = {name: field.text.strip() for name, field in self.fields.items()}
        empty = next((self.fields[name].label for name, text in told.items() if not text), "")
        if empty:
            self.card.say(f"还没有填{empty}。")
            return
        if self._first:
            self._go_first(told)
            return
        self.card.say("")
        self.busy(True)
        self.asked.emit(told["login"], self.fields["password"].text)

    def _go_first(self, told: dict[str, str]) -> None:
        number = told["window"]
        if told["password"] != told["again"]:
            self.card.say("两次输入的密码不一样，请重输。")
        elif not (number.isdigit() and 1 <= int(number) <= 99):
            self.card.say("窗口号是 1 到 99 的数字。")
        elif not (told["region"].isdigit() and len(told["region"]) == 6):
            self.card.say("区划代码是六位数字。")
        else:
            self.card.say("")
            self.busy(True)
            form = FirstForm(told["region"], int(number), told["login"], told["name"], self.fields["password"].text)
            self.first_asked.emit(form)
