"""文书预览: the pages that will be printed, as pictures, on grey; nothing is ever laid over the paper.

It knows pictures, not PDF: whoever renders the pages hands them in as (width, height, RGB bytes) in device pixels.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui import theme as t
from ui.paint.draw import CENTRE, box, words

Page = tuple[int, int, bytes]
_MARGIN, _BETWEEN = 20, 16
_STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0)
POINTS_A4 = 595.0  # a page's shorter side at 100 % is 595 px


class PaperPreview(QAbstractScrollArea):
    """Pages one below another.

    Signals:
        page_changed: index of the page at the top and how many there are.
        zoom_changed: factor; 1.0 shows an A4 page's short side as 595 px.
    """

    page_changed = Signal(int, int)
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: list[QImage] = []
        self._drawn: dict[int, QImage] = {}  # pages as last scaled, by number
        self._zoom = 0.0  # 0 = fit
        self._fit_height = False
        self._waiting = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("文书预览")
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def pages(self) -> int:
        """How many pages."""
        return len(self._pages)

    @property
    def page(self) -> int:
        """Index of the page under the middle of the view."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        for number, area in enumerate(self._areas()):
            if area.bottom() + _BETWEEN > middle:
                return number
        return max(0, self.pages - 1)

    @property
    def zoom(self) -> float:
        """The factor in force, fitted or chosen."""
        return self._zoom or self._fitted()

    def show_pages(self, pages: Sequence[Page]) -> None:
        """Show ``pages``; each image keeps its own copy of the bytes."""
        self._pages = [_image(page) for page in pages]
        self._drawn.clear()
        self._waiting = ""
        self.setAccessibleDescription(f"共 {len(pages)} 页")
        self.verticalScrollBar().setValue(0)
        self._arrange()

    def show_note(self, note: str) -> None:
        """No pages yet, and why."""
        self._pages, self._waiting = [], note
        self._drawn.clear()
        self._arrange()

    def fit(self, *, height: bool = False) -> None:
        """Fit the page's width, or the whole page."""
        self._zoom, self._fit_height = 0.0, height
        self._arrange()

    def step_zoom(self, by: int) -> None:
        """One step larger (1) or smaller (-1)."""
        now = self.zoom
        bigger = [step for step in _STEPS if step > now * 1.02]
        smaller = [step for step in _STEPS if step < now / 1.02]
        self._zoom = (bigger[0] if bigger else _STEPS[-1]) if by > 0 else (smaller[-1] if smaller else _STEPS[0])
        self._arrange()

    def go_to(self, number: int) -> None:
        """Bring page ``number`` to the top."""
        areas = self._areas()
        if areas:
            at = areas[max(0, min(number, len(areas) - 1))]
            self.verticalScrollBar().setValue(int(at.top()) - _MARGIN)

    def sizeHint(self) -> QSize:
        """Room for a page at about half size."""
        return QSize(480, 600)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """PgUp PgDn pages, + - zoom, Ctrl+0 fit."""
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.go_to(self.page + (1 if key == Qt.Key.Key_PageDown else -1))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.step_zoom(-1 if key == Qt.Key.Key_Minus else 1)
        elif key == Qt.Key.Key_0 and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.fit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again when fitted."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grey, then every page in sight with a 1 px edge."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), t.PREVIEW)
        if not self._pages:
            words(painter, self.viewport().rect(), self._waiting, t.font(), t.INK3, CENTRE)
            return
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        seen = QRectF(self.viewport().rect()).translated(
            self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        )
        for number, area in enumerate(self._areas()):
            if area.intersects(seen):
                box(painter, area.adjusted(-1, -1, 1, 1), t.PAPER, t.LINE2)
                painter.drawImage(area, self._scaled(number, area))
        if self.hasFocus():
            painter.resetTransform()
            box(painter, self.viewport().rect(), t.CLEAR, t.DAI, 0, 2)

    def _scaled(self, number: int, area: QRectF) -> QImage:
        """Page ``number`` at the screen's own pixels; averaged once, so that thin lines do not drop out."""
        ratio = self.devicePixelRatioF()
        size = QSize(round(area.width() * ratio), round(area.height() * ratio))
        known = self._drawn.get(number)
        if known is None or known.size() != size:
            known = self._pages[number].scaled(
                size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._drawn[number] = known
        return known

    def _fitted(self) -> float:
        if not self._pages:
            return 1.0
        wide = (self.viewport().width() - 2 * _MARGIN) / self._natural(self._pages[0]).width()
        tall = (self.viewport().height() - 2 * _MARGIN) / self._natural(self._pages[0]).height()
        return max(0.1, min(wide, tall) if self._fit_height else wide)

    def _natural(self, image: QImage) -> QSize:
        factor = POINTS_A4 / max(1, min(image.width(), image.height()))
        return QSize(round(image.width() * factor), round(image.height() * factor))

    def _areas(self) -> list[QRectF]:
        """Where each page lies, in px from the top of the first."""
        areas, top, room = [], float(_MARGIN), self.viewport().width()
        for image in self._pages:
            size = self._natural(image) * self.zoom
            left = max(float(_MARGIN), round((room - size.width()) / 2))
            areas.append(QRectF(left, top, size.width(), size.height()))
            top += size.height() + _BETWEEN
        return areas

    def _arrange(self) -> None:
        areas = self._areas()
        tall = int(areas[-1].bottom()) + _MARGIN if areas else 0
        wide = int(max(area.right() for area in areas)) + _MARGIN if areas else 0
        view = self.viewport().size()
        self.verticalScrollBar().setRange(0, max(0, tall - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, wide - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.zoom_changed.emit(self.zoom)
        self._scrolled()
        self.viewport().update()

    def _scrolled(self) -> None:
        self.page_changed.emit(self.page, self.pages)
        self.viewport().update()


def _image(page: Page) -> QImage:
    width, height, data = page
    # copy(): QImage does not own the bytes it is made over
    return QImage(data, width, height, width * 3, QImage.Format.Format_RGB888).copy()
