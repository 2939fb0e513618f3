"""What the city said, field by field, with who must act by when, and the one key for the applicant's paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.rules.terms import Act as CaseAct
from models.views_city import CityWord, Said
from ui.parts.act import Act
from ui.parts.button import Button
from ui.parts.compare import CompareTable, Pair
from ui.parts.heads import GroupHead
from ui.parts.textlines import TextLine, TextLines

_CHANGED: Final = ("原来", "市级改为")
_MENDS: Final = frozenset({CaseAct.CITY_RETURN, CaseAct.CITY_ASK, CaseAct.CITY_REFUSE, CaseAct.CITY_DECIDE})


class CityWordPanel(QWidget):
    """A group of a right column; hidden while the city has said nothing that waits."""

    def __init__(self, notice: Act, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head, self._reason = GroupHead("市级答复"), TextLines(gap=2)
        self.table, self._turn = CompareTable(), TextLines(gap=2)
        self._own = GroupHead("市级自己更正的", "不用再报", ruled=False)
        self.changed = CompareTable()
        self._button = Button(notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 14)
        column.setSpacing(6)
        for part in (self._head, self._reason, self._button, self.table, self._turn, self._own, self.changed):
            column.addWidget(part)
        self.show_word(None)

    def show_word(self, word: CityWord | None) -> None:
        """Show a word of the city's, or nothing."""
        self.setVisible(word is not None)
        if word is None:
            return
        self._head.set_title(word.title, f"{word.at:%m-%d %H:%M}　{word.actor}")
        self._reason.show_lines([TextLine(word.reason)] if word.reason else [])
        self._reason.setVisible(bool(word.reason))
        together = _turn(word.lines)
        bad = word.act in _MENDS
        self.table.show_pairs(word.heads, [_pair(one, bad=bad, foot=not together) for one in word.lines])
        self._turn.show_lines([TextLine(together, label="该谁办", strong=True)] if together else [])
        self._turn.setVisible(bool(together))
        self._own.setVisible(bool(word.changed))
        self.changed.show_pairs(_CHANGED, [_pair(one, bad=False, foot=False) for one in word.changed])
        self._button.setVisible(word.notice is not None)

    @property
    def turn(self) -> str:
        """Who must act by when, where one line says it of every field."""
        return self._turn.lines[0].text if self._turn.lines else ""


def _pair(said: Said, *, bad: bool, foot: bool) -> Pair:
    short = f"{said.who} {said.until:%m-%d} 前" if said.who and said.until else said.who
    return Pair(said.field, said.ours, said.theirs, short if foot else "", bad)


def _when(said: Said) -> str:
    """本窗口 · 12-18 前（承诺办结）."""
    if not said.who:
        return ""
    if said.until is None:
        return " · ".join(part for part in (said.who, said.until_note) if part)
    note = f"（{said.until_note}）" if said.until_note else ""
    return f"{said.who} · {said.until:%m-%d} 前{note}"


def _turn(lines: Sequence[Said]) -> str:
    """Said once when it is the same for every field that somebody must act on."""
    found = {_when(one) for one in lines} - {""}
    return found.pop() if len(found) == 1 else ""
