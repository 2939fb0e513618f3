"""指南全文 (Ctrl+G): the whole guide over the page; Esc puts it away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.views import GuideView
from ui import theme as t
from ui.pages.intake.guide_lines import whole_groups
from ui.pages.intake.section import on_ground
from ui.parts.act import Act
from ui.parts.button import Button
from ui.parts.column import Ground, Scrolled, level
from ui.parts.heads import GroupHead
from ui.parts.textlines import TextLine, TextLines
from ui.shortcuts import Key


class GuideDialog(QDialog):
    """Reads like the paper: every group with its source."""

    def __init__(self, view: GuideView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("办事指南")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.resize(680, 600)
        self.setPalette(t.palette())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(_title(view))
        whole.addWidget(level(t.LINE2))
        self.body = Scrolled(t.PAPER, self)
        self.body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for title, note, lines in whole_groups(view):
            self.body.column.addWidget(GroupHead(title, note))
            self.body.column.addSpacing(7)
            self.body.column.addWidget(TextLines(lines))
            self.body.column.addSpacing(14)
        self.body.column.addStretch(1)
        whole.addWidget(on_ground(self.body, t.PAPER), 1)
        whole.addWidget(level(t.LINE2))
        whole.addWidget(self._foot())
        self.body.setFocus(Qt.FocusReason.PopupFocusReason)

    def _foot(self) -> QWidget:
        foot = Ground(t.BG)
        row = QHBoxLayout(foot)
        row.setContentsMargins(t.GUTTER, 8, t.GUTTER, 8)
        row.addStretch(1)
        act = Act("关上", Key.GIVE_UP, self)
        self.addAction(act)
        act.done.connect(self.reject)
        button = Button(act)
        button.setMinimumWidth(120)
        row.addWidget(button)
        return foot


def _title(view: GuideView) -> QWidget:
    ground = Ground(t.BG)
    column = QVBoxLayout(ground)
    column.setContentsMargins(t.GUTTER, 12, t.GUTTER, 12)
    lines = [TextLine(view.item.name, large=True), TextLine(view.source_line, small=True)]
    if view.guide.generic:
        lines.append(TextLine("指南待录入，以下是事项类型的通用清单", shape=None, small=True))
    column.addWidget(TextLines(lines, gap=2))
    return ground
