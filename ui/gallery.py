"""The sheet of the visual language, drawn from the real parts: ``python -m ui.gallery out.png``.

It is the house's own picture to put beside any page: if a part drifts, it shows here first.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.rules.terms import Light
from models.views import Duties, Duty
from ui import theme as t
from ui.gallery_painted import Chips, Icons, Lights, Lines, Spacing, Swatches, Type, Verdicts
from ui.paint.draw import RIGHT, hline, width_of, words
from ui.parts.act import Act
from ui.parts.banner import EmptyState, Trouble
from ui.parts.busy import BusyStrip
from ui.parts.button import Button, Rank
from ui.parts.column import Ground
from ui.parts.delegate import RowDelegate
from ui.parts.edit import State
from ui.parts.field import Field
from ui.parts.heads import GroupHead
from ui.parts.inktip import InkTip
from ui.parts.lock import LockScreen
from ui.parts.painted import DutyStrip
from ui.parts.rows import Column, Index, Kind, Lit, Row
from ui.parts.segmented import Segmented
from ui.parts.table import RowTable
from ui.shortcuts import Key
from ui.style import apply

_CODE = "91140581MA0LT7RJ3B"  # invented: no such firm
_WIDE = 313


class _Posed(Button):
    """A button held in one state for the picture."""

    pose = ""

    def isDown(self) -> bool:
        return self.pose == "按下"

    def underMouse(self) -> bool:
        return self.pose == "悬停"

    def hasFocus(self) -> bool:
        return self.pose == "焦点"


class _PosedRows(RowDelegate):
    """Rows held in the states of the picture: plain, hovered, selected, selected with focus, late, done."""

    def _paint_ground(self, painter: QPainter, area: QRectF, index: Index, row: Row, selected: bool) -> None:
        self.hovered = 1
        super()._paint_ground(painter, area, index, row, index.row() in (2, 3))

    def _paint_frame(self, painter: QPainter, area: QRectF, index: Index, focused: bool) -> None:
        super()._paint_frame(painter, area, index, index.row() == 3)


def _buttons() -> QWidget:
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 6, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(6)
    for column, name in enumerate(("主", "次", "险")):
        grid.addWidget(_note(name, Qt.AlignmentFlag.AlignHCenter), 0, column + 1)
        grid.setColumnMinimumWidth(column + 1, 83)
    kinds = [("受理", Key.MAIN, Rank.SECONDARY, True), ("暂存", Key.KEEP, Rank.SECONDARY, False)]
    kinds += [("放弃", Key.GIVE_UP, Rank.DANGER, False)]
    for row, pose in enumerate(("常态", "悬停", "按下", "焦点", "不可用"), 1):
        grid.addWidget(_note(pose), row, 0)
        for column, (text, key, rank, solid) in enumerate(kinds, 1):
            act = Act(text, key, whole)
            act.set_reason("缺 2 件" if pose == "不可用" else "")
            button = _Posed(act, rank, solid=solid)
            button.pose = pose
            button.setFixedHeight(32)
            grid.addWidget(button, row, column)
    return whole


def _note(text: str, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
    label.setFont(t.font(t.SMALL))
    return label


def _table() -> QWidget:
    columns = (Column("灯", Kind.LIGHT, 84), Column("事项", Kind.STRONG), Column("状态", Kind.MUTED, 86))
    rows = (
        Row("1", (Lit(Light.AMPLE, 9), "道路旅客运输", "常态")),
        Row("2", (Lit(Light.AMPLE, 9), "道路旅客运输", "悬停")),
        Row("3", (Lit(Light.NEAR, 2), "药品零售", "选中")),
        Row("4", (Lit(Light.NEAR, 2), "药品零售", "选中且焦点")),
        Row("5", (Lit(Light.LATE, -1), "出租汽车资格", "超期浅朱"), late=True),
        Row("6", (Lit(Light.DONE), "护士注册", "办结，转灰"), quiet=True),
    )
    table = RowTable(columns, usual=t.ROW)
    table.setItemDelegate(_PosedRows(columns, t.ROW, table))
    table.show_rows(rows, select=None)
    table.setFixedHeight(table.content_height())
    return table


def _fields() -> list[QWidget]:
    empty = Field("空", placeholder="18 位信用代码", label_width=64)
    focused, passed = Field("焦点", label_width=64), Field("通过", label_width=64)
    wrong, card, fixed = Field("不通过", label_width=64), Field("读卡", label_width=64), Field("只读", label_width=64)
    focused.set_text(_CODE[:7])
    focused.setObjectName("posed")
    passed.set_text(_CODE)
    passed.set_state(State.OK, "通过")
    wrong.set_text(_CODE[:-1] + "6")
    wrong.set_state(State.BAD, "", "第 18 位校验不符，请对照执照原件")
    card.set_secret()
    card.set_text("140581209912310024")
    card.set_state(State.CARD, "读卡")
    fixed.set_text("高平市政务服务中心")
    fixed.edit.setReadOnly(True)
    return [empty, focused, passed, wrong, card, fixed]


def _lock() -> QWidget:
    frame = Ground(t.LINE2)
    frame.setFixedHeight(176)
    inside = Ground(t.BG, frame)
    inside.setGeometry(1, 1, _WIDE - 2, 174)
    lock = LockScreen(inside)
    lock.lock("王晓岚", "收件 0017 原样保留，未离开此页")
    lock.password.setStyleSheet(f"border: 2px solid {t.DAI.name()}; padding: 0 7px;")
    return frame


def _waiting() -> list[QWidget]:
    busy = BusyStrip()
    busy.step("正在生成台账 第 3 页，共 5 页", 0.58)
    busy.show()
    holder = QWidget()
    holder.setFixedHeight(46)
    tip = InkTip(holder)
    tip.say("F9 现在不能按：缺 2 件，见一次性告知清单")
    tip.setGeometry(0, 10, _WIDE, 36)
    tip.show()
    return [busy, holder]


def _duties() -> Duties:
    steps = ("收件", "受理", "形审", "实审", "决定", "用印", "送达", "担责")
    return Duties("高平市", "晋城市市场监管局", tuple(Duty(step, n < 3) for n, step in enumerate(steps)))


def _section(column: QVBoxLayout, head: GroupHead, parts: Sequence[QWidget], gap: int = 9) -> None:
    column.addWidget(head)
    if gap:
        column.addSpacing(gap)
    for part in parts:
        column.addWidget(part)
    column.addSpacing(10)


def _columns() -> list[QVBoxLayout]:
    made = []
    for _ in range(4):
        column = QVBoxLayout()
        column.setSpacing(0)
        made.append(column)
    one, two, three, four = made
    _section(one, GroupHead("色"), [Swatches()], 0)
    _section(one, GroupHead("字级", "思源黑体，数字等宽"), [Type()], 0)
    _section(one, GroupHead("间距", "4 像素格"), [Spacing()], 0)
    _section(one, GroupHead("分隔", "先留白，再发丝线，最后才用框"), [Lines()], 0)
    _section(one, GroupHead("图标", "线形 20，单色，不单独成义"), [Icons()], 0)
    _section(two, GroupHead("期限灯", "形 + 词 + 色，三者同在"), [Lights()], 0)
    _section(two, GroupHead("放权方式"), [Chips()], 0)
    _section(two, GroupHead("判定条", "右栏顶部，键随判定换"), [Verdicts()], 0)
    _section(two, GroupHead("权责条"), [DutyStrip(_duties())], 6)
    _section(three, GroupHead("按钮", "左文右键，键帽即快捷键"), [_buttons()], 0)
    _section(three, GroupHead("表格行"), [_table()], 7)
    again = Act("收新件", Key.PICK_ITEM)
    _section(three, GroupHead("空态"), [EmptyState("今日没有到期的办件", "下一个到期：11-23 周一", again)])
    _section(
        three, GroupHead("分段选择", "左右键换，数字键直达"), [Segmented(("新办", "延续", "许可变更", "登记变更"))]
    )
    _section(four, GroupHead("字段"), [])
    for field in _fields():
        four.insertWidget(four.count() - 1, field)
        four.insertSpacing(four.count() - 1, 5)
    retry = Act("重打", Key.RETRY)
    trouble = Trouble("打印机缺纸，告知书未出", "文号已留存，加纸后重打同一份", retry)
    _section(four, GroupHead("出错横幅", "说后果、说去处"), [trouble])
    _section(four, GroupHead("锁屏", "盖住，不离页"), [_lock()])
    _section(four, GroupHead("等待与提示", "超过 1 秒才出现，可停"), _waiting())
    return made


class Gallery(Ground):
    """The whole sheet, 1366 × 768."""

    def __init__(self) -> None:
        super().__init__(t.BG)
        self.setFixedSize(1366, 768)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 58, 24, 0)
        row.setSpacing(22)
        for column in _columns():
            column.addStretch(1)
            holder = QWidget()
            holder.setFixedWidth(_WIDE)
            column.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(column)
            row.addWidget(holder)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground and the title."""
        super().paintEvent(event)
        painter, face = QPainter(self), t.font(t.TITLE, t.STRONG)
        area = QRectF(24, 10, self.width() - 48, 30)
        words(painter, area, "同权一窗 · 视觉语言", face, t.INK)
        left = width_of("同权一窗 · 视觉语言", face) + 16
        note = "Fusion + 调色板 + 样式表；一种强调色（黛），实心只给“现在该按的键”；数字为对比度"
        words(painter, area.adjusted(left, 0, 0, 0), note, t.font(t.SMALL), t.INK2)
        words(painter, area, "1366 × 768 · 100%", t.font(t.SMALL), t.INK2, RIGHT)
        hline(painter, 24, self.width() - 24, 48, t.LINE2)


def main(argv: Sequence[str]) -> int:
    """Draw the sheet into the file named first; 0 when it is written."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(list(argv[:1]))
    apply(app)
    t.load_paper_fonts()
    sheet = Gallery()
    sheet.show()
    posed = cast("Field", sheet.findChild(Field, "posed"))
    posed.edit.setFocus()
    posed.edit.end(False)
    app.processEvents()
    return 0 if sheet.grab().save(argv[1]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv))
