"""材料表: one key per line (空格 收, X 缺, B 不符, N 不需要, 0–9 份数, S 扫描), then on to the next."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from models.rules.catalogue import Material
from models.views import MaterialMark
from ui import theme as t
from ui.pages.intake.form_state import FormState
from ui.pages.intake.line_editor import LineEditor
from ui.pages.intake.material_delegate import MaterialDelegate
from ui.pages.intake.material_rows import COLUMNS, WANTING, rows_of
from ui.pages.intake.material_ticks import KEYS, count, tick, why_not
from ui.pages.intake.section import Section
from ui.parts.heads import GroupHead
from ui.parts.inktip import tip_for
from ui.parts.rows import Row
from ui.parts.table import RowTable

_HINTS = [("空格", "收"), ("X", "缺"), ("B", "不符"), ("0–9", "份数"), ("S", "扫描")]
_CLOSED = "这件上次已经收下，补正只收告知书上的材料"


class MaterialTable(RowTable):
    """The table with its own keys.

    Signals:
        pressed: the key's meaning and, for a count, its digit.
    """

    pressed = Signal(str, int)

    def __init__(self) -> None:
        super().__init__(COLUMNS, usual=t.ROW, grows=True)
        self.setAccessibleName("材料表")
        self._delegate = MaterialDelegate(COLUMNS, t.ROW, self)
        self.setItemDelegate(self._delegate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits act on the line; Enter goes down a line, Shift+Enter up."""
        meaning = KEYS.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if meaning is not None and plain:
            self.pressed.emit(meaning, 0)
        elif plain and event.text().isdecimal() and event.text().isascii():
            self.pressed.emit("count", int(event.text()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.pressed.emit("back" if back else "enter", 0)
        else:
            super().keyPressEvent(event)

    def step(self, by: int) -> bool:
        """Move a line down or up; False at either end."""
        at = self.currentIndex().row() + by
        if 0 <= at < self.model().rowCount():
            self.selectRow(at)
            return True
        return False


class MaterialsSection(Section):
    """Head, table and the small editor inside a line.

    Signals:
        scan_asked: number of the material to scan.
        row_shown: where the current line is, for the column to scroll to.
    """

    scan_asked = Signal(int)
    row_shown = Signal(QRect)

    def __init__(self, state: FormState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.head = GroupHead("材料", hints=_HINTS)
        self.table = MaterialTable()
        self._rows: tuple[Row, ...] = ()
        self._spot = QWidget(self.table.viewport())  # where a tip about the current line points
        self._spot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.editor = LineEditor(self.table)
        self.column.addWidget(self.head)
        self.column.addSpacing(3)
        self.column.addWidget(self.table)
        self.table.pressed.connect(self._key)
        self.table.picked.connect(self._picked)
        self.editor.taken.connect(self._taken)
        self.editor.backward.connect(self.close_editor)
        self.editor.editingFinished.connect(self.commit_editor)
        self.editor.ended.connect(self.show_form)

    def stops(self) -> list[QWidget]:
        """The table."""
        return [self.table] if self.table.model().rowCount() else []

    def begin(self) -> None:
        """A new form: the first open line is the current one."""
        self.editor.put_away()
        self._rows = ()
        self.show_form()
        first = next((mark.seq for mark in self.state.form.materials if self.state.may_change(mark.seq)), 0)
        if not self.table.select_key(str(first)):
            self.table.selectRow(0)

    def show_form(self) -> None:
        """Show guide, marks and problems as rows."""
        guide = self.state.guide.guide if self.state.guide else None
        if guide is None or self.editor.what:
            return
        marks = {mark.seq: mark for mark in self.state.form.materials}
        asked = {one.seq: one for one in self.state.verdict.asked}
        locked = frozenset(marks) - self.state.open_seqs if self.state.open_seqs is not None else frozenset()
        self._show_rows(rows_of(guide, marks, asked, locked))
        self.head.set_note(_count_note(self.state))
        conditional = any(material.required == "conditional" for material in guide.materials)
        self.head.set_hints([*_HINTS[:3], ("N", "不需"), *_HINTS[3:]] if conditional else _HINTS)

    @property
    def current(self) -> Material | None:
        """The material of the current line."""
        guide, key = self.state.guide, self.table.current_key()
        materials = guide.guide.materials if guide else ()
        return next((material for material in materials if str(material.seq) == key), None)

    def commit_editor(self) -> None:
        """Take what the editor holds and put it away."""
        material = self.current
        if self.editor.what and material is not None:
            change = self.editor.change
            self.state.mark(material.seq, change)
        self.editor.put_away()

    def close_editor(self) -> bool:
        """Put the editor away without taking what it holds; whether it was open."""
        was = self.editor.put_away()
        if was:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return was

    def _key(self, meaning: str, digit: int) -> None:
        material = self.current
        if meaning in ("enter", "back") or material is None:
            self._enter(material, back=meaning == "back")
        elif not self.state.may_change(material.seq):
            self._say(_CLOSED)
        elif meaning == "scan":
            self.scan_asked.emit(material.seq)
        elif meaning == "pages":
            self._open_editor("pages", material)
        elif meaning == "count":
            self.state.mark(material.seq, count(material, digit))
            self.table.step(1)
        else:
            self._tick(material, meaning)

    def _enter(self, material: Material | None, *, back: bool) -> None:
        wanting = material is not None and self._mark(material.seq).state in WANTING
        if wanting and not back and material is not None and self.state.may_change(material.seq):
            self._open_editor("problem", material)
        elif not self.table.step(-1 if back else 1):
            (self.backward if back else self.onward).emit()

    def _tick(self, material: Material, state: str) -> None:
        if reason := why_not(material, state):
            self._say(reason)
            return
        self.state.mark(material.seq, tick(material, state))
        if state:
            self.table.step(1)

    def _say(self, reason: str) -> None:
        at = self.table.visualRect(self.table.currentIndex())
        self._spot.setGeometry(at.left() + 26, at.top(), 200, at.height())
        tip_for(self._spot, reason)

    def _mark(self, seq: int) -> MaterialMark:
        return next((mark for mark in self.state.form.materials if mark.seq == seq), MaterialMark(seq))

    def _open_editor(self, what: str, material: Material) -> None:
        mark = self._mark(material.seq)
        said = {one.seq: one.problem for one in self.state.verdict.asked}.get(material.seq, "")
        if what == "problem":
            self._make_room(str(material.seq))
        self.editor.open(what, str(mark.pages or "") if what == "pages" else mark.problem or said)

    def _make_room(self, key: str) -> None:
        """A second line in the row for the editor to lie on."""
        self._show_rows(tuple(replace(row, alert=row.alert or " ") if row.key == key else row for row in self._rows))
        tall = self.table.rowHeight(self.table.currentIndex().row()) + 10
        self._show_rows(tuple(replace(row, height=tall) if row.key == key else row for row in self._rows))

    def _show_rows(self, rows: tuple[Row, ...]) -> None:
        if rows != self._rows:
            self._rows = rows
            self.table.show_rows(rows)

    def _taken(self) -> None:
        self.commit_editor()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.step(1)

    def show_line(self) -> None:
        """Have the current line seen."""
        self._picked(self.table.current_key())

    def _picked(self, key: str) -> None:
        # By the key: Qt moves the current index only after it has told of the selection.
        row = next((number for number, row in enumerate(self._rows) if row.key == key), 0)
        at = self.table.visualRect(self.table.model().index(row, 0))
        top = self.table.mapTo(self, at.topLeft() + self.table.viewport().pos())
        self.row_shown.emit(QRect(top, at.size()))


def _count_note(state: FormState) -> str:
    marks = state.form.materials
    got = sum(mark.state in ("received", "committed", "tolerated") for mark in marks)
    scans = sum(len(mark.scans) for mark in marks)
    return f"已收 {got} / {len(marks)}" + (f" · 扫描 {scans} 份" if scans else "")
