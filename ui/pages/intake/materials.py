"""材料表: one key per line (空格 收, X 缺, B 不符, N 不需要, 0–9 份数, S 扫描), then on to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from models.rules.catalogue import Material
from models.views import MaterialMark
from ui import theme as t
from ui.pages.intake.form_state import FormState
from ui.pages.intake.material_rows import COLUMNS, WANTING, rows_of, takes_copies, usual_counts
from ui.pages.intake.section import Section
from ui.parts.edit import Edit
from ui.parts.heads import GroupHead
from ui.parts.inktip import tip_for
from ui.parts.rows import AnyRow
from ui.parts.table import RowTable

_HINTS = [("空格", "收"), ("X", "缺"), ("B", "不符"), ("0–9", "份数"), ("S", "扫描")]
_CLOSED = "这件上次已经收下，补正只收告知书上的材料"


class MaterialTable(RowTable):
    """The table with its own keys.

    Signals:
        pressed: the key's meaning and, for a count, its digit.
        past_end: Enter on the last line.
        past_top: Shift+Enter on the first line.
    """

    pressed = Signal(str, int)
    past_end = Signal()
    past_top = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits act on the line; Enter goes down a line, Shift+Enter up."""
        meaning = _KEYS.get(event.key())
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if meaning and plain:
            self.pressed.emit(meaning, 0)
        elif plain and event.text().isdecimal() and event.text().isascii():
            self.pressed.emit("count", int(event.text()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.pressed.emit("back" if back else "enter", 0)
        else:
            super().keyPressEvent(event)

    def go(self, step: int) -> None:
        """Move a line down or up; past the ends say so."""
        at = self.currentIndex().row() + step
        if at >= self.model().rowCount():
            self.past_end.emit()
        elif at < 0:
            self.past_top.emit()
        else:
            self.selectRow(at)


_KEYS = {
    Qt.Key.Key_Space: "receive",
    Qt.Key.Key_X: "missing",
    Qt.Key.Key_B: "defective",
    Qt.Key.Key_N: "not_needed",
    Qt.Key.Key_C: "committed",
    Qt.Key.Key_T: "tolerated",
    Qt.Key.Key_S: "scan",
    Qt.Key.Key_P: "pages",
    Qt.Key.Key_Delete: "unlook",
}


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
        self.table = MaterialTable(COLUMNS, usual=t.ROW, grows=True)
        self.table.setAccessibleName("材料表")
        self._rows: tuple[AnyRow, ...] = ()
        self._editing = ""  # problem | pages
        self.editor = Edit(self.table.viewport())
        self.editor.hide()
        self.column.addWidget(self.head)
        self.column.addSpacing(4)
        self.column.addWidget(self.table)
        self.table.pressed.connect(self._key)
        self.table.past_end.connect(self.onward)
        self.table.past_top.connect(self.backward)
        self.table.picked.connect(self._picked)
        self.editor.onward.connect(self._edited)
        self.editor.backward.connect(self.close_editor)
        self.editor.editingFinished.connect(self._edit_left)

    def stops(self) -> list[QWidget]:
        """The table."""
        return [self.table] if self.table.model().rowCount() else []

    def show_form(self) -> None:
        """Show guide, marks and problems as rows."""
        guide = self.state.guide.guide if self.state.guide else None
        if guide is None:
            return
        marks = {mark.seq: mark for mark in self.state.form.materials}
        asked = {one.seq: one for one in self.state.verdict.asked}
        locked = frozenset(marks) - self.state.open_seqs if self.state.open_seqs is not None else frozenset()
        rows = rows_of(guide, marks, asked, locked)
        if rows != self._rows:
            self._rows = rows
            self.table.show_rows(rows)
        self.head.set_note(_count_note(self.state))
        conditional = any(material.required == "conditional" for material in guide.materials)
        self.head.set_hints([*_HINTS[:3], ("N", "不需"), *_HINTS[3:]] if conditional else _HINTS)

    def begin(self) -> None:
        """A new form: the first open line is the current one."""
        self.close_editor()
        self._rows = ()
        self.show_form()
        first = next((mark.seq for mark in self.state.form.materials if self.state.may_change(mark.seq)), 0)
        self.table.select_key(str(first)) or self.table.selectRow(0)

    @property
    def current(self) -> Material | None:
        """The material of the current line."""
        guide, key = self.state.guide, self.table.current_key()
        materials = guide.guide.materials if guide else ()
        return next((material for material in materials if str(material.seq) == key), None)

    def _key(self, meaning: str, digit: int) -> None:
        material = self.current
        if meaning in ("enter", "back") or material is None:
            self._enter(material, back=meaning == "back")
        elif not self.state.may_change(material.seq):
            tip_for(self.table, _CLOSED)
        elif meaning == "scan":
            self.scan_asked.emit(material.seq)
        elif meaning == "pages":
            self._open_editor("pages", material)
        elif meaning == "count":
            self._count(material, digit)
        else:
            self._tick(material, meaning)

    def _enter(self, material: Material | None, *, back: bool) -> None:
        mark = self._mark(material.seq) if material else None
        open_ = material is not None and self.state.may_change(material.seq)
        if not back and open_ and mark is not None and mark.state in WANTING:
            assert material is not None
            self._open_editor("problem", material)
        else:
            self.table.go(-1 if back else 1)

    def _tick(self, material: Material, meaning: str) -> None:
        reason = _why_not(material, meaning)
        if reason:
            tip_for(self.table, reason)
            return
        self.state.mark(material.seq, _TICKS[meaning](material))
        if meaning != "unlook":
            self._step_on()

    def _step_on(self) -> None:
        """The next line; stays on the last one, so that a further key never leaves the table by surprise."""
        at = self.table.currentIndex().row() + 1
        if at < self.table.model().rowCount():
            self.table.selectRow(at)

    def _count(self, material: Material, digit: int) -> None:
        name = "copies" if takes_copies(material) else "originals"
        self.state.mark(material.seq, lambda mark: replace(mark, **{name: digit}))
        self._step_on()

    def _mark(self, seq: int) -> MaterialMark:
        return next((mark for mark in self.state.form.materials if mark.seq == seq), MaterialMark(seq))

    def _open_editor(self, what: str, material: Material) -> None:
        self._editing = what
        mark, row = self._mark(material.seq), self.table.currentIndex().row()
        asked = {one.seq: one.problem for one in self.state.verdict.asked}
        default = str(mark.pages or "") if what == "pages" else mark.problem or asked.get(material.seq, "")
        area = self._problem_box(row) if what == "problem" else self.table.visualRect(self.table.model().index(row, 5))
        self.editor.setFixedHeight(24)
        self.editor.setAccessibleName("缺什么、哪里不符" if what == "problem" else "页数")
        self.editor.setGeometry(area if what == "problem" else area.adjusted(-18, 1, 2, -1))
        self.editor.setText(default)
        self.editor.show()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.editor.selectAll()

    def _problem_box(self, row: int) -> QRect:
        model = self.table.model()
        first, last = (self.table.visualRect(model.index(row, column)) for column in (1, 4))
        return QRect(first.left() + 2, first.bottom() - 25, last.right() - first.left(), 24)

    def _edited(self) -> None:
        self._take_editor()
        self.close_editor()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._step_on()

    def _edit_left(self) -> None:
        if self._editing:
            self._take_editor()
            self._editing = ""
            self.editor.hide()

    def _take_editor(self) -> None:
        material, text = self.current, self.editor.text().strip()
        if material is None or not self._editing:
            return
        if self._editing == "problem":
            self.state.mark(material.seq, lambda mark: replace(mark, problem=text))
        elif text.isdecimal() or not text:
            self.state.mark(material.seq, lambda mark: replace(mark, pages=int(text) if text else None))

    def commit_editor(self) -> None:
        """Take what the editor holds, so that an act sees it."""
        self._edit_left()

    def close_editor(self) -> bool:
        """Put the editor away without taking what it holds; whether it was open."""
        was, self._editing = bool(self._editing), ""
        self.editor.hide()
        if was:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return was

    def _picked(self) -> None:
        at = self.table.visualRect(self.table.currentIndex())
        top = self.table.mapTo(self, at.topLeft() + self.table.viewport().pos())
        self.row_shown.emit(QRect(top, at.size()))


def _received(material: Material) -> Callable[[MaterialMark], MaterialMark]:
    originals, copies = usual_counts(material)

    def change(mark: MaterialMark) -> MaterialMark:
        counted = mark.originals or mark.copies
        return replace(
            mark,
            state="received",
            originals=mark.originals if counted else originals,
            copies=mark.copies if counted else copies,
            problem="",
            fix="",
        )

    return change


def _state(name: str) -> Callable[[Material], Callable[[MaterialMark], MaterialMark]]:
    def of(material: Material) -> Callable[[MaterialMark], MaterialMark]:
        count = {"missing": 0, "not_needed": None}
        if name not in count:
            return lambda mark: replace(mark, state=name)
        copies = takes_copies(material)
        none, field = count[name], "copies" if copies else "originals"
        other = {"copies": "originals", "originals": "copies"}[field]
        return lambda mark: replace(mark, **{"state": name, "problem": "", field: none, other: None})

    return of


def _unlook(material: Material) -> Callable[[MaterialMark], MaterialMark]:
    return lambda mark: MaterialMark(mark.seq, scans=mark.scans)


_TICKS: dict[str, Callable[[Material], Callable[[MaterialMark], MaterialMark]]] = {
    "receive": _received,
    "missing": _state("missing"),
    "defective": _state("defective"),
    "not_needed": _state("not_needed"),
    "committed": _state("committed"),
    "tolerated": _state("tolerated"),
    "unlook": _unlook,
}


def _why_not(material: Material, meaning: str) -> str:
    """Why this line cannot be ticked so; empty when it can."""
    if meaning == "not_needed" and material.required == "required":
        return f"“{material.name}”是必交材料，不能标为不需要"
    if meaning == "committed" and material.notify_commit != "allowed":
        return "指南没有写这项可以告知承诺"
    if meaning == "tolerated" and material.tolerate_missing != "allowed":
        return "指南没有写这项可以容缺"
    return ""


def _count_note(state: FormState) -> str:
    marks = state.form.materials
    got = sum(mark.state in ("received", "committed", "tolerated") for mark in marks)
    scans = sum(len(mark.scans) for mark in marks)
    return f"已收 {got} / {len(marks)}" + (f" · 扫描 {scans} 份" if scans else "")
