"""管理 · 登记: one register as a plain list with its keys, each a small form; which registers there are is data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from models.desk.context import Desk
from ui import theme as t
from ui.pages.admin_section import AdminSection
from ui.parts.form_dialog import Ask, FormDialog
from ui.parts.rows import Column, Row
from ui.parts.table import RowTable
from ui.services import Services

Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """What a register shows: its rows, and the choices its forms offer by name of the key."""

    rows: tuple[Row, ...]
    note: str
    choices: Mapping[str, tuple[tuple[str, str], ...]]  # word of a key → (value, words)


@dataclass(frozen=True, slots=True)
class Change:
    """One key of a register.

    Attributes:
        word: on the key; ``yes`` on the form's.
        of_line: about the line selected, whose key ``do`` gets.
        choose: name of the choice under the fields, "" for none; its values come with the list.
        do: desk, key of the line, what was typed (the choice under "choice").
    """

    word: str
    note: str
    asks: tuple[Ask, ...]
    do: Callable[[Desk, str, Typed], object]
    of_line: bool = False
    choose: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """A register of the hall."""

    title: str
    columns: tuple[Column, ...]
    read: Callable[[Desk], Listed]
    changes: tuple[Change, ...]


class RegisterSection(AdminSection):
    """The list and its keys."""

    def __init__(self, services: Services, register: Register, parent: QWidget | None = None) -> None:
        self.table = RowTable(register.columns, usual=t.ROW2, grows=True)
        self.table.setAccessibleName(register.title)
        super().__init__(services, register.title, self.table, parent)
        self.register = register
        self._listed = Listed((), "", {})
        self._change: Change | None = None
        self.acts = {one.word: self.key(one.word) for one in register.changes}
        for one in register.changes:
            self.acts[one.word].done.connect(partial(self._ask, one))

    @Slot()
    def refresh(self) -> None:
        """Ask for the register."""
        desk, read = self.services.desk, self.register.read
        self.services.tasks.run(lambda: read(desk), self._show, self.failed, self.failed)

    @Slot(object)
    def _show(self, listed: Listed) -> None:
        self._listed = listed
        self.head.set_note(listed.note)
        self.table.setVisible(bool(listed.rows))
        self.table.show_other(listed.rows)

    def _ask(self, change: Change) -> None:
        if change.of_line and not self.table.current_key():
            self.services.bus.said.emit(f"先选一行，再按{change.word}")
            return
        names = self._choices(change)
        if change.choose and not names:
            self.services.bus.said.emit(f"还没有可选的{change.choose}")
            return
        self._change = change
        words: Sequence[str] = tuple(name for _, name in names)
        form = FormDialog(self, change.word, change.note, change.asks, change.word, choices=(change.choose, words))
        form.asked.connect(self._do)
        self.open_form(form)

    def _choices(self, change: Change) -> tuple[tuple[str, str], ...]:
        return self._listed.choices.get(change.word, ()) if change.choose else ()

    @Slot(dict)
    def _do(self, told: dict[str, object]) -> None:
        change = self._change
        if change is None:
            return
        names, place = self._choices(change), int(str(told["choice"]))
        chosen = names[place][0] if 0 <= place < len(names) else ""
        typed = {name: str(value) for name, value in told.items()} | {"choice": chosen}
        desk, line = self.services.desk, self.table.current_key()
        self.services.tasks.run(lambda: change.do(desk, line, typed), self._kept, self.failed, self.failed)

    @Slot(object)
    def _kept(self, _outcome: object) -> None:
        self.done(f"{self.register.title}已改好")
        self.refresh()
