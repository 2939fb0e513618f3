"""What may be done with bags: handed to a courier with a sheet for both sides, taken back, the sheet printed again."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from models.errors import WorldError
from models.rules.bundle_places import COMES_BACK
from models.views import DocumentView
from ui.pages import originals_work as work
from ui.paint.light import Shape
from ui.parts.act import Act
from ui.parts.form_dialog import Ask, FormDialog
from ui.services import Services
from ui.shortcuts import Key

if TYPE_CHECKING:
    from models.desk.bundle_acts import HandedOver
    from models.desk.bundles import BundleRow

_NONE = "先选一袋"


class OriginalsActs(QObject):
    """F9, F8 and Alt+B of 原件交接.

    Signals:
        said: what came of an act, or why it may not be done: shape, sentence, quieter sentence.
        handed: the bags chosen are on their way.
    """

    said = Signal(object, str, str)
    handed = Signal()

    def __init__(self, services: Services, page: QWidget) -> None:
        super().__init__(page)
        self._services, self._page = services, page
        self._row: BundleRow | None = None
        self._chosen: tuple[str, ...] = ()
        self._press = ""
        self.form: FormDialog | None = None
        self.hand_over = self._act("交出", Key.MAIN, self._ask_courier)
        self.sheet = self._act("补打交接单", Key.SECOND, self._print_again)
        self.take_back = self._act("收回", Key.TAKE_BACK, self._do_take_back)

    def show(self, chosen: Collection[str], row: BundleRow | None) -> None:
        """What may be done follows the bags chosen and the one in front."""
        self._chosen, self._row = tuple(chosen), row
        count = len(chosen)
        self.hand_over.setText(f"交出 {count} 袋" if count else "交出")
        self.hand_over.set_reason("" if count else "先扫袋码，或按空格选袋")
        away, sent = row and row.place in COMES_BACK, row and row.held.run
        self.take_back.set_reason("" if away else "这袋在窗口，不用收回" if row else _NONE)
        self.sheet.set_reason("" if sent else "这袋还没有交出过，没有交接单" if row else _NONE)

    def fail(self, error: WorldError) -> None:
        """Say why it did not go through: on the form while it is open."""
        if self.form is not None:
            self.form.refuse(error.sentence)
            return
        self.said.emit(Shape.SQUARE, error.happened, error.advice)

    def _act(self, text: str, key: Key, answer: Callable[[], None]) -> Act:
        made = Act(text, key, self)
        made.done.connect(answer)
        made.refused.connect(self._refuse)
        self._page.addAction(made)
        return made

    def _run(self, op: Callable[[], Any], answer: Callable[[Any], None]) -> None:
        self._services.tasks.run(op, answer, self._not_done, self._not_done)

    @Slot(object)
    def _not_done(self, error: WorldError) -> None:
        self.fail(error)

    @Slot(str)
    def _refuse(self, reason: str) -> None:
        self.said.emit(Shape.SQUARE, reason, "")

    @Slot()
    def _ask_courier(self) -> None:
        asks = (Ask("taken", "交给谁"), Ask("number", "单号", needed=False, hint="机要、快递必填，可以扫"))
        note = "送打印交接单 3 联：窗口、承运人、市级，双方签名"
        title = f"交出 {len(self._chosen)} 袋原件"
        self._press = str(uuid4())
        self.form = FormDialog(self._page, title, note, asks, "交出", choices=("怎样送", work.ROADS))
        self.form.asked.connect(self._do_hand_over)
        self.form.finished.connect(self._form_gone)
        self.form.open()

    @Slot(dict)
    def _do_hand_over(self, told: dict[str, str]) -> None:
        self._run(work.handing(self._services.desk, self._chosen, told, self._press), self._handed)

    @Slot(object)
    def _handed(self, done: HandedOver) -> None:
        if self.form is not None:
            self.form.accept()
        self._services.paper.send((done.sheet,))
        lead = f"已交出 {len(done.codes)} 袋，送打印交接单 {done.sheet.number}"
        self.said.emit(Shape.CHECK, lead, "双方签名后第一联存窗口；市级扫码接收后这里显示")
        self.handed.emit()
        self._tell(done.case_ids)

    @Slot()
    def _form_gone(self) -> None:
        self.form = None

    @Slot()
    def _do_take_back(self) -> None:
        if self._row is not None:
            self._run(work.taking(self._services.desk, (self._row.code,), ""), self._taken)

    @Slot(object)
    def _taken(self, case_ids: tuple[str, ...]) -> None:
        self.said.emit(Shape.CHECK, "已收回窗口", "请按移交清单点清；须还申请人的，通知领取")
        self._tell(case_ids)

    @Slot()
    def _print_again(self) -> None:
        if self._row is not None:
            self._run(work.sheet_again(self._services.desk, self._row.code), self._made_again)

    @Slot(object)
    def _made_again(self, paper: DocumentView) -> None:
        self._services.paper.send((paper,))
        self.said.emit(Shape.CHECK, f"已送打印：{paper.name} {paper.number}", "")

    def _tell(self, case_ids: tuple[str, ...]) -> None:
        self._services.bus.case_changed.emit(case_ids[0] if len(case_ids) == 1 else "")
        self._services.bus.queue_changed.emit()
        self._services.nudge()
