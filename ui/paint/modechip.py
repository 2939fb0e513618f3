"""放权标签: a cap that says who decides, and the flow's short or long name.

Solid 县 = the county decides; hollow 市 = the city does; both = the county reviews, the city stamps. It is
drawn from the outcome of ``resolve()`` (a Mode or a Ruling code), never from the item.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from ui import theme as t
from ui.paint.draw import CENTRE, vline, width_of, words

HEIGHT: Final = 20
_CAP, _PAD = 18, 7


class Chip(NamedTuple):
    """Which caps stand before which words."""

    county: bool
    city: bool
    short: str
    long: str


_CHIPS: Final = {
    "DIRECT": Chip(True, False, "直接下放", "直接下放"),
    "ENTRUST": Chip(True, False, "委托实施", "委托实施"),
    "SUBSTANTIVE_CITY_STAMP": Chip(True, True, "见章盖章", "实质性审核权 · 见章盖章"),
    "SUBSTANTIVE_SEAL2": Chip(True, False, "2号章", "实质性审核权 · 2号章"),
    "WINDOW_FORWARD_COUNTY": Chip(False, True, "县收转市", "窗口前移 · 县收转市"),
    "WINDOW_FORWARD_CITY_STAFF": Chip(False, True, "市派驻", "窗口前移 · 市派驻"),
    "RECEIVE_ONLY": Chip(False, True, "受审分离", "委托收件 · 受审分离"),
    "CITY_ONLY": Chip(False, True, "不在下放范围", "不在下放范围"),
    "NO_LICENCE": Chip(False, False, "不需许可", "依法不需许可"),
    "OWN_POWER": Chip(True, False, "县级自有事项", "县级自有事项"),
    "NOT_DELEGATED": Chip(False, False, "不在清单", "不在下放清单"),
    "NOT_LISTED": Chip(False, False, "不在清单", "不在下放清单"),
    "HIGHER": Chip(False, False, "省级以上", "省级以上权限"),
    "NOT_THIS_REGION": Chip(False, True, "不在本区范围", "不在本区下放范围"),
    "NOT_IN_FORCE": Chip(False, False, "未在施行期", "不在施行期内"),
    "ASK": Chip(False, False, "先问事实", "先问清事实"),
}


def chip_of(code: str) -> Chip:
    """The chip for a Mode or Ruling code; an unknown code shows itself rather than nothing."""
    return _CHIPS.get(code) or Chip(False, False, code, code)


def chip_text(code: str, *, long: bool = False) -> str:
    """What a screen reader says, and what the chip's words are with their caps."""
    chip = chip_of(code)
    caps = ("县" if chip.county else "") + ("市" if chip.city else "")
    name = chip.long if long else chip.short
    return f"{caps} · {name}" if caps else name


def chip_size(code: str, *, long: bool = False) -> QSize:
    """Size of the chip in px."""
    chip = chip_of(code)
    name = width_of(chip.long if long else chip.short, t.font(t.SMALL))
    return QSize(_CAP * (chip.county + chip.city) + name + 2 * _PAD, HEIGHT)


def paint_chip(painter: QPainter, rect: QRect | QRectF, code: str, *, long: bool = False) -> None:
    """Paint the chip at the left of ``rect``, in its middle line."""
    chip = chip_of(code)
    area = QRectF(rect)
    size = chip_size(code, long=long)
    top = round(area.center().y() - HEIGHT / 2)
    body = QRectF(round(area.left()), top, min(size.width(), area.width()), HEIGHT)
    _outline(painter, body, chip)
    left = body.left()
    if chip.county:
        words(painter, QRectF(left, top, _CAP, HEIGHT), "县", t.font(t.SMALL, t.STRONG), t.PAPER, CENTRE)
        left += _CAP
    if chip.city:
        words(painter, QRectF(left, top, _CAP, HEIGHT), "市", t.font(t.SMALL, t.STRONG), t.DAI, CENTRE)
        left += _CAP
        vline(painter, left, top, top + HEIGHT, t.DAI)
    name = QRectF(left, top, body.right() - left, HEIGHT).adjusted(_PAD - 1, 0, -_PAD + 2, 0)
    words(painter, name, chip.long if long else chip.short, t.font(t.SMALL), t.INK)


def _outline(painter: QPainter, body: QRectF, chip: Chip) -> None:
    edge = t.DAI if chip.county or chip.city else t.EDGE
    shape = QPainterPath()
    shape.addRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), t.RADIUS, t.RADIUS)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(shape, t.PAPER)
    if chip.county:
        cap = QPainterPath()
        cap.addRect(QRectF(body.left(), body.top(), _CAP, HEIGHT))
        painter.fillPath(shape.intersected(cap), t.DAI)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)
    painter.restore()
