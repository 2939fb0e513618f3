"""The small painted parts the page brought along."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.rules.catalogue import Question
from tests.ui.pages.intake.at_the_window import DEVICE, WATER, Clerk
from tests.ui.parts.drawing import colours, drawn, name
from ui import theme as t
from ui.pages.intake.limits import scale_for, short_amount, show_amount
from ui.paint.light import Shape
from ui.paint.scale import HEIGHT, Scale, paint_scale, scale_text
from ui.parts.choices import Choices
from ui.parts.strip import Strip
from ui.parts.textlines import TextLine, TextLines

WATER_SCALE = Scale(50_000, "5 万（不含）", "本窗口可办", "晋城市级")


@pytest.mark.parametrize(("value", "inside", "tone"), [(62_000.0, False, t.BAD), (49_000.0, True, t.GOOD)])
def test_that_the_scale_marks_the_case_in_its_own_colour(value: float, inside: bool, tone: t.Tone) -> None:
    scale = Scale(50_000, "5 万（不含）", "本窗口可办", "晋城市级", value, "6.2 万", inside)
    seen = colours(drawn(lambda painter, rect: paint_scale(painter, rect, scale), 560, HEIGHT))
    assert seen[name(t.DAI)] > 500, "the part that is ours"
    assert seen[name(tone.shape)] > 10
    assert seen[name((t.GOOD if tone is t.BAD else t.BAD).shape)] == 0


def test_that_a_scale_without_a_value_has_no_mark() -> None:
    seen = colours(drawn(lambda painter, rect: paint_scale(painter, rect, WATER_SCALE), 560, HEIGHT))
    assert seen[name(t.BAD.shape)] == seen[name(t.GOOD.shape)] == 0
    assert "本件" not in scale_text(WATER_SCALE)


def test_that_limit_and_value_both_stand_inside_the_scale() -> None:
    for value in (1.0, 49_999.0, 50_000.0, 400_000.0):
        scale = Scale(50_000, "", "", "", value)
        assert max(value, scale.limit) < scale.end


def test_that_a_question_without_one_limit_has_no_scale(clerk: Clerk) -> None:
    beds = Question("bed_count", "床位多少张？", "number", unit="张")
    assert scale_for(clerk.desk.pack, DEVICE, beds, None, None) is None
    volume = Question("annual_volume", "年取水量多少？", "number")
    found = scale_for(clerk.desk.pack, WATER, volume, Decimal(50_000), False)
    assert found is not None
    assert (found.limit, found.limit_text) == (50_000, "5 万（不含）")


@pytest.mark.parametrize(
    ("value", "short", "long"),
    [("62000", "6.2 万", "62 000"), ("50000", "5 万", "50 000"), ("4500", "4500", "4 500"), ("4.9", "4.9", "4.9")],
)
def test_that_amounts_read_as_people_write_them(value: str, short: str, long: str) -> None:
    assert (short_amount(Decimal(value)), show_amount(Decimal(value))) == (short, long)


def test_that_choices_wrap_and_keep_the_keys_of_a_segmented(qtbot: QtBot) -> None:
    choices = Choices([f"第{n}种很长的情形" for n in range(5)], name="情形")
    qtbot.addWidget(choices)
    choices.resize(300, 28)
    choices.show()
    assert choices.height() > 2 * 28
    with qtbot.waitSignal(choices.chosen) as told:
        QTest.keyClick(choices, Qt.Key.Key_5)
    assert told.args == [4]
    QTest.mouseClick(choices, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert choices.current == 0


def test_that_lines_are_as_high_as_they_need_to_be(qtbot: QtBot) -> None:
    lines = TextLines([TextLine("一行")])
    qtbot.addWidget(lines)
    lines.resize(200, 20)
    lines.show()
    one = lines.height()
    lines.show_lines([TextLine("很长的一句话" * 8, lead="1", note="说明")])
    assert lines.height() > 3 * one
    assert "说明" in lines.accessibleName()
    lines.resize(2000, lines.height())
    assert lines.height() < 3 * one


def test_that_the_strip_says_until_it_is_put_away(qtbot: QtBot) -> None:
    strip = Strip()
    qtbot.addWidget(strip)
    strip.resize(400, 40)
    strip.say(Shape.TRIANGLE, "没有存下", "已填的内容都在。")
    assert strip.isVisible()
    assert strip.text == "没有存下已填的内容都在。"
    with qtbot.waitSignal(strip.closed):
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.rect().topRight())
    assert not strip.isVisible()
    assert strip.text == ""
