"""原件交接: bags of originals by where they are: scanned out to a courier, asked after when late, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from models.errors import WorldError
from models.rules.bundle_places import LEAVES
from ui import theme as t
from ui.pages import originals_rows as say
from ui.pages import originals_work as work
from ui.pages.asking import Op
from ui.pages.asking_page import AskingPage
from ui.pages.ledger_tabs import LedgerTabs
from ui.pages.originals_doing import OriginalsActs
from ui.pages.originals_side import OriginalsSide
from ui.paint.light import Shape
from ui.parts import frame
from ui.parts.act import Act
from ui.parts.banner import EmptyState
from ui.parts.heads import GroupHead
from ui.parts.table import RowTable
from ui.parts.topbar import Facts
from ui.services import Services
from ui.shortcuts import Key

if TYPE_CHECKING:
    from models.desk.bundles import BundleRow

_HINTS = (("扫码", "选袋"), ("空格", "选、不选"), ("Enter", "开办件"))


class OriginalsPage(AskingPage):
    """The tab."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._rows: dict[str, BundleRow] = {}
        self.chosen: dict[str, None] = {}  # codes in the order scanned
        self.tabs, self._facts = LedgerTabs(name="转报"), Facts()
        self.acts = OriginalsActs(services, self)
        self.acts.said.connect(self.strip.say)
        self.acts.handed.connect(self._handed)
        self._build()
        services.bus.case_changed.connect(self._changed)
        services.bus.queue_changed.connect(self._changed)

    def _question(self) -> Op:
        return work.reading(self._services.desk)

    def take_scan(self, text: str) -> bool:
        """A bag's code: chosen for this run where it may leave, else shown with what may be done."""
        tasks, desk = self._services.tasks, self._services.desk
        tasks.run(work.finding(desk, text), self._scanned, self._not_done, self._not_done)
        return True

    def take_number(self, text: str) -> bool:
        """While the courier is being asked for, a scan is the consignment's number."""
        if self.acts.form is None:
            return False
        self.acts.form.fields["number"].set_text(text)
        return True

    def _build(self) -> None:
        self.side = OriginalsSide(self.acts.hand_over, (self.acts.take_back, self.acts.sheet))
        middle = frame.across(self._left(), self.side, wide=0)
        bar = self._bar("转报", self.tabs, self._facts)
        frame.down(self, bar, self.strip, middle, wide=middle)

    def _left(self) -> QWidget:
        self._head = GroupHead("原件袋", "", hints=_HINTS, ruled=False)
        self._head.set_large()
        self.front = self.table = RowTable(say.COLUMNS, usual=t.ROW_FORWARD)
        self.table.setAccessibleName("原件袋")
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self._opened)
        choose = Act("选、不选", Key.CHOOSE, self.table)
        choose.done.connect(self._toggle)
        self.table.addAction(choose)
        self._empty = EmptyState("没有要交接的原件", "转报后按移交清单装袋，每袋一个条码，自动排到这里")
        return frame.listing(self._head, self.table, self._empty, colour=t.BG, top=10)

    @Slot(object)
    def _show(self, rows: tuple[BundleRow, ...]) -> None:
        others = {code: self._rows[code] for code in self.chosen}  # scanned here, of another window of the county
        self._rows = others | {one.code: one for one in rows}
        self.chosen = {code: None for code in self.chosen if self._may_leave(code)}
        self._draw()

    def _draw(self) -> None:
        rows = tuple(self._rows.values())
        self._facts.show_facts(*say.facts(rows, len(self.chosen)))
        self._head.set_note(f"{len(rows)} 袋 · {len({one.case_id for one in rows})} 件办件" if rows else "")
        self.table.show_rows(say.grouped(rows, self.chosen, self._services.desk.clock.now()))
        self.table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._picked(self.table.current_key())

    @Slot(str)
    def _picked(self, code: str) -> None:
        row = self._rows.get(code)
        self.side.show_row(row)
        self.acts.show(self.chosen, row)

    @Slot(str)
    def _opened(self, code: str) -> None:
        self._services.bus.open_case.emit(self._rows[code].case_id)

    @Slot()
    def _toggle(self) -> None:
        code = self.table.current_key()
        if code in self.chosen:
            del self.chosen[code]
        elif code and self._may_leave(code):
            self.chosen[code] = None
        elif code:
            self.strip.say(Shape.SQUARE, f"这袋现在是“{self._rows[code].place.value}”，不能交出")
            return
        self._draw()

    def _may_leave(self, code: str) -> bool:
        return self._rows[code].place in LEAVES

    @Slot(object)
    def _scanned(self, row: BundleRow) -> None:
        self._rows[row.code] = row
        bag = f"{row.case_no} {row.held.bundle.letter}袋"
        if row.place in LEAVES:
            again = row.code in self.chosen
            self.chosen[row.code] = None
            self.strip.say(Shape.CHECK, f"{bag}{'已经选过' if again else '选入本次'}", "再扫下一袋；扫完按 F9 交出")
        else:
            self.strip.say(Shape.RING, f"{bag}：{row.place.value}", say.todo_of(row)[0].text)
        self._draw()
        self.table.select_key(row.code)

    @Slot()
    def _handed(self) -> None:
        self.chosen = {}

    @Slot(object)
    def _not_done(self, error: WorldError) -> None:
        self.acts.fail(error)
