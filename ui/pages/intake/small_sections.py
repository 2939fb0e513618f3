"""Small groups: 业务办理项 when the band has no room, 送达, and what stands instead of materials."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme as t
from ui.pages.intake.applicant import NOT_OURS
from ui.pages.intake.form_state import FormState
from ui.pages.intake.header import choices_of
from ui.pages.intake.section import Section, lock, pair
from ui.paint.draw import CENTRE, box, height_of, hline, paragraph, words
from ui.paint.keycap import hint_size, paint_hint
from ui.paint.light import Shape, paint_shape
from ui.parts.choices import Choices
from ui.parts.edit import State
from ui.parts.field import Field
from ui.parts.heads import GroupHead
from ui.parts.segmented import Segmented

WAYS = ("窗口自取", "邮寄", "电子证照")


class HandlingSection(Section):
    """业务办理项 over the whole width, when there are too many for the title band."""

    def __init__(self, state: FormState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.choices = Choices(name="业务办理项")
        self.choices.chosen.connect(lambda index: state.change(handling_item=self.choices.choices[index]))
        self.column.addWidget(GroupHead("业务办理项", "决定时限和材料"))
        self.column.addSpacing(8)
        self.column.addWidget(self.choices)

    def stops(self) -> list[QWidget]:
        """The choice."""
        return [] if self.state.supplementing else [self.choices]

    def show_form(self) -> None:
        """Show the choices."""
        wanted, chosen = choices_of(self.state), self.state.form.handling_item
        now = wanted.index(chosen) if chosen in wanted else -1
        if self.choices.choices != wanted or self.choices.current != now:
            self.choices.set_choices(wanted, now)
        self.choices.setEnabled(not self.state.supplementing)


class DeliverySection(Section):
    """How the result reaches the applicant."""

    def __init__(self, state: FormState, parent: QWidget | None = None) -> None:
        super().__init__(state, parent)
        self.head = GroupHead("结果送达")
        self.way = Segmented(WAYS, 0, height=24, name="结果送达")
        self.head.set_right(self.way)
        self.address = Field("邮寄地址", required=True)
        self._row = pair(self.address)
        self._row.layout().setContentsMargins(0, 8, 0, 0)
        self.column.addWidget(self.head)
        self.column.addWidget(self._row)
        self.way.chosen.connect(lambda index: state.change(delivery=WAYS[index]))
        self.address.edit.textEdited.connect(lambda text: state.change(delivery_address=text))
        self.own(self.address.edit)

    def stops(self) -> list[QWidget]:
        """Way, and address when it is needed."""
        if self.state.supplementing:
            return []
        return [self.way, *([self.address.edit] if self.address.isVisibleTo(self) else [])]

    def show_form(self) -> None:
        """Put the form's way in."""
        form = self.state.form
        self.way.set_current(WAYS.index(form.delivery) if form.delivery in WAYS else 0)
        self.way.setEnabled(not self.state.supplementing)
        self._row.setVisible(form.delivery == "邮寄")
        self.address.set_text(form.delivery_address)
        lock(self.address.edit, self.state.supplementing)
        self.address.edit.set_state(State.PLAIN)


class FoldedMaterials(QWidget):
    """One line instead of the materials of a case that is not taken in."""

    _SAID = "材料清单已收起：范围外的件不收材料、不留原件，只记不予受理台账。"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(34)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._SAID)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lines above and below, words, key."""
        painter, tall = QPainter(self), self.height()
        hline(painter, 0, self.width(), 0, t.LINE)
        hline(painter, 0, self.width(), tall - 1, t.LINE)
        paint_shape(painter, QRectF(0, 0, 14, tall), Shape.PAUSE, t.INK2, 9)
        paint_hint(painter, QRectF(0, 0, self.width(), tall), "Alt+M", "仍要查看")
        right = self.width() - hint_size("Alt+M", "仍要查看").width() - 12
        words(painter, QRectF(22, 0, right - 22, tall), self._SAID, t.font(t.SMALL), t.INK2)


class Excerpt(QWidget):
    """The head of the paper that F11 prints, in the paper's own type."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._text = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, state: FormState) -> None:
        """The sentence the paper turns on."""
        view, guide = state.verdict, state.guide
        shown = bool(view.ruling in NOT_OURS and view.papers and guide)
        self.setVisible(shown)
        if not shown or guide is None:
            return
        t.load_paper_fonts()
        whom = "你" if state.form.applicant.kind.value == "自然人" else "你单位"
        self._title = view.papers[0][0]
        organ = view.where.organ if view.where else ""
        ground = view.reason.partition("。")[0]
        self._text = f"　　{whom}申请的{guide.item.name}，{ground}。" + (f"请向{organ}申请。" if organ else "")
        self.setAccessibleName(f"{self._title}：{self._text.strip()}")
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another height."""
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """White sheet, title in the middle, the sentence."""
        painter = QPainter(self)
        box(painter, self.rect(), t.PAPER, t.LINE)
        title = QRectF(0, 10, self.width(), 22)
        words(painter, title, self._title, t.font(t.LARGE, t.STRONG, serif=True), t.INK, CENTRE)
        room = QRectF(20, 36, self.width() - 40, self.height() - 40)
        paragraph(painter, room, self._text, t.font(serif=True), t.INK)

    def _fit(self) -> None:
        self.setFixedHeight(36 + height_of(self._text, t.font(serif=True), max(80, self.width() - 40)) + 12)
