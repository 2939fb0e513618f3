"""The tokens: contrast as promised, type at its natural height, icons in any colour."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit

from ui import theme as t
from ui.gallery_painted import contrast
from ui.icons import Icon, pixmap
from ui.style import set_state, sheet

WORDS = [
    (t.INK, t.BG), (t.INK, t.RAIL), (t.INK2, t.BG), (t.INK2, t.SUNK), (t.INK3, t.BG), (t.INK3, t.RAIL),
    (t.OFF, t.SUNK), (t.PAPER, t.DAI), (t.PAPER, t.DAI_HOVER), (t.PAPER, t.DAI_DOWN), (t.DAI, t.DAI_SOFT),
    (t.DAI_DOWN, t.DAI_SOFT2), (t.ZHU, t.PAPER), (t.ZHU, t.ZHU_SOFT), (t.ZHE, t.PAPER), (t.ZHE, t.ZHE_SOFT),
    (t.LV, t.PAPER), (t.LV, t.LV_SOFT), (t.PAPER, t.INK), (t.INK, t.ROW_HOVER),
]  # fmt: skip


@pytest.mark.parametrize(("word", "ground"), WORDS)
def test_that_words_stand_out_from_their_ground_at_least_four_and_a_half_to_one(word: QColor, ground: QColor) -> None:
    assert contrast(word, ground) >= 4.5


@pytest.mark.parametrize("shape", [t.EDGE, t.ZHU_SHAPE, t.ZHE_SHAPE, t.LV_SHAPE, t.DAI])
def test_that_shapes_and_edges_stand_out_at_least_three_to_one(shape: QColor) -> None:
    assert contrast(shape, t.PAPER) >= 3
    assert contrast(shape, t.BG) >= 3


@pytest.mark.parametrize(("size", "height"), [(12, 18), (13, 19), (15, 22), (20, 29)])
def test_that_the_carried_type_has_the_natural_line_height_the_grid_counts_on(size: int, height: int) -> None:
    assert QFontInfo(t.font(size)).family() == "Noto Sans SC"
    assert abs(QFontMetrics(t.font(size)).height() - height) <= 1
    assert t.line_height(size) == height


def test_that_the_three_weights_are_three_faces_and_digits_are_of_one_width() -> None:
    weights = (t.REGULAR, t.MEDIUM, t.STRONG)
    assert [QFontInfo(t.font(13, weight)).weight() for weight in weights] == [400, 500, 600]
    assert len({QFontMetrics(t.font()).horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_that_a_font_handed_out_cannot_change_the_next_one() -> None:
    t.font().setPixelSize(99)
    assert t.font().pixelSize() == 13


def test_that_the_palette_highlights_in_dai_and_disables_in_readable_grey(qapp: QApplication) -> None:
    palette = qapp.palette()
    assert palette.color(QPalette.ColorRole.Highlight) == t.DAI
    assert palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == t.OFF


def test_that_the_sheet_has_every_name_filled_in() -> None:
    assert "{" + "INK" + "}" not in sheet()
    assert t.DAI.name() in sheet()


@pytest.mark.parametrize(("state", "edge"), [("", t.EDGE), ("ok", t.EDGE), ("bad", t.ZHU), ("card", t.CARD_EDGE)])
def test_that_a_field_takes_its_edge_from_its_state(qtbot: object, state: str, edge: QColor) -> None:
    field = QLineEdit()
    field.resize(120, 28)
    set_state(field, "state", state)
    assert field.grab().toImage().pixelColor(60, 0) == edge


@pytest.mark.parametrize("icon", list(Icon))
def test_that_every_icon_is_carried_and_takes_the_colour_asked_for(icon: Icon) -> None:
    image = pixmap(icon, t.DAI, 20, 2.0).toImage()
    inked = [image.pixelColor(x, y) for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha() > 250]
    assert image.width() == 40
    assert t.DAI in inked
