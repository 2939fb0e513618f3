"""要再定的: two acts that met, side by side; which one counts; and what becomes of the papers the other gave out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.acts.asks import Ask, Kind
from ui.pages.acts.inputs import ChoiceInput
from ui.paint.light import Shape
from ui.parts.compare import CompareTable, Pair
from ui.parts.heads import GroupHead
from ui.parts.textlines import TextLine, TextLines

if TYPE_CHECKING:
    from models.desk.conflicts import Conflict, Deed, Recall

_PAPERS: Final = Ask(
    "papers",
    "这些文书现在",
    Kind.CHOICE,
    choices=(("kept", "没有交出"), ("back", "已经收回"), ("told", "已通知退回")),
)
CITY: Final = "市级"  # what a deed of the city's calls its window
_SAID: Final = {"kept": "文书没有交出", "back": "已交出的文书已收回", "told": "已通知申请人退回文书"}


class ConflictPanel(QWidget):
    """A group of a right column.

    Signals:
        changed: another answer about the papers was chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._met: Conflict | None = None
        self._head = GroupHead("谁先办的")
        self.table = CompareTable()
        self.counts, self.recalls = TextLines(gap=6), TextLines(gap=6)
        self._paper_head = GroupHead("不算的一步出过的文书")
        self.papers = ChoiceInput(_PAPERS)
        self.papers.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 14)
        column.setSpacing(6)
        above: tuple[QWidget, ...] = (self._head, self.table, GroupHead("现在算哪个"), self.counts)
        for part in (*above, self._paper_head, self.recalls, self.papers):
            column.addWidget(part)
        self.hide()

    def show_met(self, met: Conflict) -> None:
        """Show two acts that met; what was chosen about another's papers goes."""
        if self._met is None or self._met.lost.entry_id != met.lost.entry_id:
            self.papers.choice.set_choices([name for _, name in _PAPERS.choices])
        self._met = met
        first = met.first[0] if met.first else None
        self._head.set_note("先到市级的算")
        came = f"{first.window} · 先到，算" if first else "先到的 · 还没有读到"  # the answer came, the act not yet
        heads = (f"{met.lost.window} · 不算", came)
        self.table.show_pairs(heads, _pairs(met.lost, first))
        self.counts.show_lines(_counts(met))
        self._paper_head.setVisible(bool(met.recalls))
        self.recalls.setVisible(bool(met.recalls))
        self.papers.setVisible(met.handed_out)
        self._paper_head.set_note(f"{len(met.recalls)} 份")
        self.recalls.show_lines([_recall(one) for one in met.recalls])

    @property
    def note(self) -> str:
        """What was said of the papers, for the log."""
        return _SAID.get(str(self.papers.value()), "") if self._asked else ""

    @property
    def missing(self) -> str:
        """What has still to be said before anything is decided, "" when nothing."""
        return "先选不算的文书怎么处理了" if self._asked and not self.papers.value() else ""

    @property
    def _asked(self) -> bool:
        return self._met is not None and self._met.handed_out


def _pairs(lost: Deed, first: Deed | None) -> list[Pair]:
    """The same lines of both."""
    theirs = _sides(first) if first else dict[str, str]()
    both = [(name, text, theirs.get(name, "")) for name, text in _sides(lost).items()]
    return [Pair(name, mine, other, bad=False) for name, mine, other in both if mine or other]


def _sides(deed: Deed) -> dict[str, str]:
    return {
        "办了什么": f"{deed.title}：{deed.text}" if deed.text else deed.title,
        "何时、经办": f"{deed.at:%m-%d %H:%M}　{deed.actor}",
        "办成后": deed.state,
        "文书": "\n".join(deed.papers),
    }


def _counts(met: Conflict) -> list[TextLine]:
    now = f"这件现在是“{met.state.value}”"
    lines = [TextLine(now, shape=Shape.CHECK, strong=True, note="按市级收到的先后，各窗口看到的都一样")]
    if met.reason and not met.first:
        lines.append(TextLine(met.reason, small=True))
    rest = [f"{one.at:%m-%d %H:%M} {one.window} {one.title}" for one in met.first[1:]]
    return [*lines, *_more(rest)]


def _more(rest: Sequence[str]) -> list[TextLine]:
    return [TextLine(f"先到的还有：{'；'.join(rest)}", small=True)] if rest else []


def _recall(one: Recall) -> TextLine:
    shape = Shape.SQUARE if one.printed else Shape.RING
    return TextLine(f"{one.name} {one.number}", shape=shape, strong=True, note=one.what)
