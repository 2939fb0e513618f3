"""判定: the right column. The bar and the keys never scroll away; everything between is one view shown whole."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from models.views import VerdictView
from ui import theme as t
from ui.pages.intake import verdict_lines as lines
from ui.pages.intake.dues import DueRows
from ui.pages.intake.page_acts import PageActs
from ui.paint.draw import height_of, paragraph
from ui.parts.button import Button, Rank
from ui.parts.column import RightColumn
from ui.parts.heads import GroupHead, Hints
from ui.parts.painted import DutyStrip, VerdictBar
from ui.parts.textlines import TextLine, TextLines

WIDTH = 364


class _Quote(QWidget):
    """The words of the document, with a bar at their left."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show other words."""
        self._text = text
        self.setAccessibleName(text)
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as its words."""
        return QSize(200, self._tall() + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Bar and words."""
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, 3, self.height()), t.LINE2)
        paragraph(painter, QRectF(15, 2, self.width() - 15, self.height()), self._text, t.font(), t.INK)

    def _tall(self) -> int:
        return height_of(self._text, t.font(), max(60, self.width() - 15))

    def _fit(self) -> None:
        self.setFixedHeight(self._tall() + 4)
        self.update()


class _Group(QWidget):
    """A head with one thing under it; hidden when the thing is empty."""

    def __init__(self, title: str, body: QWidget, note: str = "", *, hints: Hints = ()) -> None:
        super().__init__()
        self.head = GroupHead(title, note, hints=hints)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(6)
        column.addWidget(self.head)
        column.addWidget(body)
        self.body = body


class VerdictColumn(RightColumn):
    """Shows one VerdictView and the keys it allows."""

    def __init__(self, acts: PageActs, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent)
        self._acts = acts
        self.bar = VerdictBar()
        self.top.addWidget(self.bar)
        self.dues = DueRows()
        self.duties = DutyStrip()
        self._quote = _Quote()
        self._lines = {name: TextLines(gap=gap) for name, gap in _LINES.items()}
        self._groups = self._make_groups()
        for group in self._groups.values():
            self.body.addWidget(group)
        self.body.addStretch(1)
        self.primary = Button(acts.accept, Rank.PRIMARY)
        self.others = [Button(act) for act in (acts.supplement, acts.tolerate, acts.keep)]
        self.others.append(Button(acts.give_up, Rank.DANGER))
        self._lay_out_keys()
        acts.why.done.connect(self._turn)

    def show_view(self, view: VerdictView) -> None:
        """Replace everything the column says."""
        self.bar.show_value(lines.bar(view))
        for name, widget in self._lines.items():
            widget.show_lines(_MAKE[name](view))
            self._groups[name].setVisible(bool(widget.lines))
        self._groups["asked"].head.set_note(f"共 {len(view.asked)} 项，全部列出")
        self._groups["effects"].head.set_title(*lines.effects_title(view))
        away = view.kind in lines.AWAY
        self._groups["todo"].head.set_title("文书还差" if away else "还差什么")
        self._show_ground(view)
        if view.duties is not None:
            self.duties.show_value(view.duties)
        self._groups["duties"].setVisible(view.duties is not None and not away)
        self.dues.show_rows(view.deadlines)
        self._groups["dues"].setVisible(bool(view.deadlines))
        self._show_keys(view)

    def lines_of(self, name: str) -> tuple[TextLine, ...]:
        """What a group says now; empty when it is hidden."""
        return self._lines[name].lines

    def _show_ground(self, view: VerdictView) -> None:
        said = view.kind in lines.AWAY
        self._groups["quote"].setVisible(said and bool(view.quote or view.reason))
        self._groups["quote"].head.set_title("依据", view.clause)
        self._quote.show_text(f"“{view.quote}”" if view.quote else view.reason)

    def _make_groups(self) -> dict[str, _Group]:
        titles = {
            "questions": ("先问清", "答案决定归谁办"),
            "todo": ("还差什么", ""),
            "asked": ("一次性告知清单", ""),
            "effects": ("受理即生效", "日期印在通知书上"),
            "quote": ("依据", ""),
            "where": ("该去哪里", ""),
            "double": ("同一申请人同一事项已有在办", "防一事两报"),
            "duties": ("谁来办", ""),
            "dues": ("期限", ""),
            "papers": ("将打印", "A4 · 不代盖章"),
            "marks": ("待核定", "不影响收件，文书上照写"),
        }
        bodies: dict[str, QWidget] = {"quote": self._quote, "duties": self.duties, "dues": self.dues, **self._lines}
        hints: dict[str, Hints] = {"dues": [("Alt+D", "为什么")]}
        return {
            name: _Group(title, bodies[name], note, hints=hints.get(name, ())) for name, (title, note) in titles.items()
        }

    def _lay_out_keys(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, button in enumerate(self.others):
            grid.addWidget(button, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.bottom.addWidget(self.primary)
        self.bottom.addLayout(grid)

    def _show_keys(self, view: VerdictView) -> None:
        acts = self._acts
        if view.kind in lines.AWAY:
            primary, first, second, third = acts.refuse, acts.accept, acts.keep, acts.review
        elif view.primary == "tolerate":
            primary, first, second, third = acts.tolerate, acts.supplement, acts.accept, acts.keep
        elif view.primary == "supplement":
            primary, first, second, third = acts.supplement, acts.accept, acts.tolerate, acts.keep
        else:
            primary, first, second, third = acts.accept, acts.supplement, acts.tolerate, acts.keep
        self.primary.set_act(primary)
        for button, act in zip(self.others, (first, second, third), strict=False):
            button.set_act(act)

    def _turn(self) -> None:
        self.dues.unfold(not self.dues.unfolded)
        self._groups["dues"].head.set_hints([("Alt+D", "收起" if self.dues.unfolded else "为什么")])


_LINES = {
    "questions": 6, "todo": 5, "asked": 7, "effects": 4, "where": 3, "double": 4, "papers": 2, "marks": 4,
}  # fmt: skip
_MAKE = {
    "questions": lines.questions,
    "todo": lines.todo,
    "asked": lines.asked,
    "effects": lines.effects,
    "where": lines.where,
    "double": lines.double,
    "papers": lines.papers,
    "marks": lines.marks,
}
