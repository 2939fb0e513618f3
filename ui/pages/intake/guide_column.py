"""指南: the 288 px beside the form that a clerk glances at; it scrolls by itself and takes no focus."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.views import GuideView
from ui import theme as t
from ui.pages.intake.guide_lines import column_groups
from ui.paint.light import Shape
from ui.parts.column import Scrolled
from ui.parts.heads import GroupHead
from ui.parts.textlines import TextLine, TextLines

WIDTH = 288
_GROUPS = 5


class GuideColumn(Scrolled):
    """Groups of the guide; replaced whole when another item is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(t.BG, parent)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("办事指南")
        self._notice = TextLines(gap=6)
        self._notice_box = QWidget()
        notice = QVBoxLayout(self._notice_box)
        notice.setContentsMargins(0, 0, 0, 10)
        notice.addWidget(self._notice)
        self.column.addWidget(self._notice_box)
        self._heads = [GroupHead("") for _ in range(_GROUPS)]
        self._lines = [TextLines() for _ in range(_GROUPS)]
        self._groups = [QWidget() for _ in range(_GROUPS)]
        for group, head, lines in zip(self._groups, self._heads, self._lines, strict=True):
            inside = QVBoxLayout(group)
            inside.setContentsMargins(0, 0, 0, 12)
            inside.setSpacing(7)
            inside.addWidget(head)
            inside.addWidget(lines)
            self.column.addWidget(group)
        self.column.addStretch(1)
        self.show_guide(None)

    def show_guide(self, view: GuideView | None) -> None:
        """Show another guide, or nothing."""
        groups = column_groups(view) if view is not None else ()
        self._notice.show_lines(_notices(view))
        self._notice_box.setVisible(bool(self._notice.lines))
        for place, (head, lines) in enumerate(zip(self._heads, self._lines, strict=True)):
            there = place < len(groups)
            self._groups[place].setVisible(there)
            if there:
                title, note, texts = groups[place]
                head.set_title(title, note)
                head.set_hints([("Ctrl+G", "指南全文")] if place == len(groups) - 1 else [])
                lines.show_lines(texts or (TextLine("指南没有列出", small=True),))
        self.verticalScrollBar().setValue(0)

    def said(self) -> tuple[str, ...]:
        """Every group's words, the notice first."""
        shown = [self._notice, *self._lines] if not self._notice_box.isHidden() else self._lines
        return tuple(" ".join(f"{line.text} {line.note}" for line in lines.lines) for lines in shown)


def _notices(view: GuideView | None) -> tuple[TextLine, ...]:
    if view is None:
        return (TextLine("选了事项，这里是它的办事指南。", small=True),)
    lines: list[TextLine] = []
    if view.guide.generic:
        said = "材料、条件、时限按事项类型的通用清单，请向主管部门核实。"
        lines.append(TextLine("指南待录入", shape=Shape.TRIANGLE, strong=True, note=said))
    elif view.guide.to_confirm:
        lines.append(TextLine("指南里有待核定的内容，写明“待核定”的不作硬性要求。", small=True))
    return tuple(lines)
