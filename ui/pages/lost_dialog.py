"""缺损附件清单: which case, which material, which of its scans, how it is lost, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from models.desk import health
from models.desk.health import LostFile
from models.errors import WorldError
from ui import theme as t
from ui.parts.act import Act
from ui.parts.heads import GroupHead
from ui.parts.rows import Column, Kind, Row
from ui.parts.table import RowTable
from ui.services import Services
from ui.shortcuts import Key

_COLUMNS = (
    Column("办件编号", Kind.STRONG, 216),
    Column("材料或文书", Kind.TEXT),
    Column("第几张", Kind.TEXT, 128),
    Column("怎么了", Kind.TEXT, 88),
    Column("怎么办", Kind.TEXT, 296),
)
_HINTS = (("Enter", "打开这一件"), ("Esc", "关"))


class LostDialog(QDialog):
    """Opens with ``open``; Enter goes to the case."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._cases: dict[str, str] = {}
        self.setWindowTitle("缺损附件清单")
        self.setAccessibleName("缺损附件清单")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._head = GroupHead("缺损附件清单", "正在看", hints=_HINTS, ruled=False)
        self.table = RowTable(_COLUMNS, usual=t.ROW)
        self.table.setAccessibleName("缺损附件")
        self.table.opened.connect(self._open_case)
        back = Act("关", Key.GIVE_UP, self)
        back.done.connect(self.reject)
        self.addAction(back)
        column = QVBoxLayout(self)
        column.setContentsMargins(t.GUTTER, 12, t.GUTTER, t.GUTTER)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addWidget(self.table, 1)
        room = parent.window().size()
        self.resize(min(1080, room.width() - 120), min(520, room.height() - 120))
        desk = services.desk
        services.long.run(lambda: health.lost_files(desk), self._show, self._failed, self._failed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White ground."""
        QPainter(self).fillRect(self.rect(), t.PAPER)

    @Slot(object)
    def _show(self, found: tuple[LostFile, ...]) -> None:
        self._cases = {one.digest: one.places[0].case_id for one in found}
        self.table.show_rows([_row(one) for one in found])
        self._head.set_note(f"{len(found)} 份" if found else "都在，没有缺损的")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _failed(self, error: WorldError) -> None:
        self._head.set_note(error.sentence)

    @Slot(str)
    def _open_case(self, digest: str) -> None:
        case_id = self._cases.get(digest, "")
        if case_id:
            self.accept()
            self._services.bus.open_case.emit(case_id)


def _row(one: LostFile) -> Row:
    first = one.places[0]
    page = "整份文书" if first.paper else f"第 {first.page} 张，共 {first.pages} 张" if first.page else ""
    more = f"，另 {len(one.places) - 1} 处" if len(one.places) > 1 else ""
    how = "内容变了" if one.broken else "文件不在"
    return Row(one.digest, (first.case_no or "（不在办件里）", f"{first.what}{more}", page, how, health.todo(one)))
