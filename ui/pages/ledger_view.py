"""台账's right side: the paper as it prints, turned and scaled by keys from anywhere on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme as t
from ui.parts.act import Act
from ui.parts.column import Ground
from ui.parts.heads import GroupHead
from ui.parts.preview import Page, PaperPreview
from ui.shortcuts import Key

_HINTS = (("PgUp PgDn", "翻页"), ("+ −", "缩放"), ("Ctrl+0", "适合宽度"))
_TRUE_SIZE = 72 / 96  # the preview's 1.0 is 72 dots to the inch, a screen's true size is 96


class LedgerPreview(Ground):
    """A head that says what is shown, and the pages."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(t.BG, page)
        self._rows, self._draft = 0, True
        self._whole = True
        self._head = GroupHead("预览即打印稿", "", hints=_HINTS, ruled=False)
        self.paper = PaperPreview()
        self.paper.show_note("正在排出这一天")
        self.paper.fit(height=True)
        self.paper.page_changed.connect(self._tell)
        self.paper.zoom_changed.connect(self._tell)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(t.GUTTER, 9, 16, 6)
        top.addWidget(self._head)
        whole.addLayout(top)
        whole.addWidget(self.paper, 1)
        for key, answer in (
            (Key.SHEET_DOWN, self._down),
            (Key.SHEET_UP, self._up),
            (Key.LARGER, self._larger),
            (Key.SMALLER, self._smaller),
            (Key.FIT, self._fit),
        ):
            self._add(page, key, answer)

    def describe(self, rows: int, *, draft: bool) -> None:
        """How many lines the ledger has, and whether it is a draft."""
        self._rows, self._draft = rows, draft
        self._tell()

    def show_pages(self, pages: Sequence[Page]) -> None:
        """Show the pages; the zoom stays as it was."""
        self.paper.show_pages(pages)

    def _add(self, page: QWidget, key: Key, answer: Callable[[], None]) -> None:
        act = Act("", key, page)
        act.done.connect(answer)
        page.addAction(act)

    @Slot()
    def _tell(self, *_what: float) -> None:
        if not self.paper.pages:
            return
        percent = round(self.paper.zoom * _TRUE_SIZE * 100)
        kind = "草稿，未日结" if self._draft else "已日结"
        self._head.set_note(
            f"A4 横向 · 第 {self.paper.page + 1} 页，共 {self.paper.pages} 页 · {self._rows} 行 · {percent}% · {kind}"
        )

    @Slot()
    def _down(self) -> None:
        self.paper.go_to(self.paper.page + 1)

    @Slot()
    def _up(self) -> None:
        self.paper.go_to(self.paper.page - 1)

    @Slot()
    def _larger(self) -> None:
        self.paper.step_zoom(1)

    @Slot()
    def _smaller(self) -> None:
        self.paper.step_zoom(-1)

    @Slot()
    def _fit(self) -> None:
        """The page's width first, then the whole page, and back."""
        self._whole = not self._whole
        self.paper.fit(height=self._whole)
        self._head.set_hints((*_HINTS[:2], ("Ctrl+0", "适合宽度" if self._whole else "整页")))
