"""A paper shown as it prints: its pages drawn in the background from the very bytes that are kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from models.errors import WorldError
from models.views import DocumentView
from ui import theme as t
from ui.parts.act import Act
from ui.parts.heads import GroupHead
from ui.parts.preview import Page, PaperPreview
from ui.services import Services
from ui.shortcuts import Key

_HINTS = (("PgUp PgDn", "翻页"), ("+ −", "缩放"), ("Ctrl+0", "适合宽度"), ("Esc", "关"))


class PaperDialog(QDialog):
    """Opens with ``open``; Esc or Ctrl+P closes."""

    def __init__(self, services: Services, document: DocumentView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(document.name or document.doc.zh)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._called = f"{document.number}　已作废：{document.voided}" if document.voided else document.number
        self._head = GroupHead(document.name or document.doc.zh, self._called, hints=_HINTS, ruled=False)
        self.preview = PaperPreview()
        self.preview.show_note("正在画出这一份")
        self.preview.page_changed.connect(self._say_page)
        again = Act("关", Key.PREVIEW, self)
        again.done.connect(self.reject)
        self.addAction(again)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(t.GUTTER, 10, t.GUTTER, 8)
        top.addWidget(self._head)
        whole.addLayout(top)
        whole.addWidget(self.preview, 1)
        self._fit_to(parent)
        services.tasks.run(services.paper.pages(document), self._came, self._did_not, self._did_not)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Plain ground behind the head."""
        QPainter(self).fillRect(self.rect(), t.BG)

    def _fit_to(self, parent: QWidget) -> None:
        room = parent.window().size()
        self.resize(min(900, room.width() - 120), room.height() - 60)

    @Slot(object)
    def _came(self, pages: list[Page]) -> None:
        self.preview.show_pages(pages)
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _did_not(self, error: WorldError) -> None:
        self.preview.show_note(error.sentence)

    @Slot(int, int)
    def _say_page(self, page: int, pages: int) -> None:
        if pages:
            self._head.set_note(f"{self._called} · 第 {page + 1} 页，共 {pages} 页")
