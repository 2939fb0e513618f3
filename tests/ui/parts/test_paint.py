"""The painted pieces: sizes, colours where they belong, and what a screen reader is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from models.rules.terms import Light, Mode, Ruling
from models.views import Duties, Duty
from tests.ui.parts.drawing import GROUND, closest, colours, columns_of, drawn, name, rows_of
from ui import theme as t
from ui.paint.bars import bars_size, bars_text, paint_bars
from ui.paint.clockcells import Clock, Span, clock_size, clock_text, paint_clock
from ui.paint.dutystrip import duty_size, duty_text, paint_duties
from ui.paint.keycap import hint_size, hint_text, keycap_size, paint_keycap
from ui.paint.light import Shape, light_words, paint_light, paint_shape, shape_of, tone_of
from ui.paint.modechip import chip_of, chip_size, chip_text, paint_chip
from ui.paint.verdict import lacking, not_ours, paint_verdict, ready, verdict_size, verdict_text

STEPS = ("收件", "受理", "形审", "实审", "决定", "用印", "送达", "担责")


def duties(county: int) -> Duties:
    """The first ``county`` steps are the county's."""
    return Duties("高平市", "晋城市市场监管局", tuple(Duty(step, n < county) for n, step in enumerate(STEPS)))


@pytest.mark.parametrize("light", list(Light))
def test_that_each_light_is_painted_in_its_own_colour_and_inside_its_twelve_pixels(light: Light) -> None:
    image = drawn(lambda painter, rect: paint_light(painter, rect, light), 20, 20)
    assert closest(image, tone_of(light).shape) < 0.15
    outside = [(x, y) for x in range(20) for y in (0, 1, 18, 19) if image.pixelColor(x, y) != GROUND]
    assert outside == []


def test_that_the_seven_lights_have_seven_shapes_so_that_colour_never_speaks_alone() -> None:
    assert len({shape_of(light) for light in Light}) == len(Light)


def test_that_late_and_today_differ_in_shape_though_both_are_vermilion() -> None:
    assert tone_of(Light.LATE) == tone_of(Light.TODAY)
    late = drawn(lambda p, r: paint_light(p, r, Light.LATE), 20, 20)
    today = drawn(lambda p, r: paint_light(p, r, Light.TODAY), 20, 20)
    assert late != today


@pytest.mark.parametrize(
    ("light", "left", "said"),
    [
        (Light.AMPLE, 12, "余 12 日"),
        (Light.NEAR, 2, "余 2 日"),
        (Light.TODAY, 0, "今日"),
        (Light.LATE, -1, "超期 1 日"),
        (Light.PAUSED, 4, "停表 4 日"),
        (Light.DONE, None, "已办结"),
        (Light.UNKNOWN, None, "未定"),
    ],
)
def test_that_the_words_beside_a_light_say_how_many_working_days(light: Light, left: int | None, said: str) -> None:
    assert light_words(light, left) == said


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_that_a_shape_keeps_its_logical_size_at_every_scale(ratio: float) -> None:
    image = drawn(lambda painter, rect: paint_shape(painter, rect, Shape.SQUARE), 24, 24, ratio)
    assert abs(len(rows_of(image, t.ZHU_SHAPE)) / ratio - 12) <= 1


@pytest.mark.parametrize("code", [*Mode, *(ruling for ruling in Ruling if ruling is not Ruling.DELEGATED)])
def test_that_every_flow_and_every_ruling_has_a_chip_with_chinese_words(code: str) -> None:
    chip = chip_of(code)
    assert chip.short != code
    assert chip_size(code).height() == 20
    assert chip_size(code, long=True).width() >= chip_size(code).width()


@pytest.mark.parametrize(
    ("code", "caps"),
    [
        ("DIRECT", "县"),
        ("ENTRUST", "县"),
        ("SUBSTANTIVE_SEAL2", "县"),
        ("SUBSTANTIVE_CITY_STAMP", "县市"),
        ("WINDOW_FORWARD_COUNTY", "市"),
        ("WINDOW_FORWARD_CITY_STAFF", "市"),
        ("RECEIVE_ONLY", "市"),
        ("CITY_ONLY", "市"),
        ("OWN_POWER", "县"),
    ],
)
def test_that_the_caps_say_who_decides(code: str, caps: str) -> None:
    assert chip_text(code).split(" · ")[0] == caps


def test_that_the_countys_cap_is_solid_and_the_citys_is_hollow() -> None:
    county = drawn(lambda p, r: paint_chip(p, r, "DIRECT"), 120, 24)
    city = drawn(lambda p, r: paint_chip(p, r, "WINDOW_FORWARD_COUNTY"), 120, 24)
    assert county.pixelColor(3, 6) == t.DAI
    assert city.pixelColor(3, 6) == t.PAPER


def test_that_an_unknown_code_shows_itself_rather_than_nothing() -> None:
    assert chip_text("SOMETHING_NEW") == "SOMETHING_NEW"


def test_that_a_duty_strip_fills_county_cells_and_leaves_city_cells_white() -> None:
    image = drawn(lambda p, r: paint_duties(p, r, duties(3)), 324, 45)
    shaded = columns_of(image, t.DAI_SOFT2)
    white = [x for x in range(324) if image.pixelColor(x, 23) == t.PAPER]
    assert max(shaded) < 125 <= min(white)
    assert duty_size(duties(3)).height() == 45


def test_that_a_strip_of_one_side_alone_is_one_run_over_the_whole_width() -> None:
    image = drawn(lambda p, r: paint_duties(p, r, duties(8)), 324, 45)
    assert image.pixelColor(0, 30) == t.DAI
    assert image.pixelColor(323, 30) == t.DAI


def test_that_a_strip_tells_who_does_what() -> None:
    said = duty_text(duties(3))
    assert said == "县级 · 高平市：收件、受理、形审；市级 · 晋城市市场监管局：实审、决定、用印、送达、担责"


def test_that_an_empty_strip_paints_nothing() -> None:
    empty = Duties("", "", ())
    assert not colours(drawn(lambda p, r: paint_duties(p, r, empty), 100, 45))


CLOCK = Clock((Span("county", 2, "11-04"), Span("city", 11, "11-06"), Span("left", 2)), "11-24")


def test_that_clock_cells_give_one_cell_to_each_working_day() -> None:
    image = drawn(lambda p, r: paint_clock(p, r, CLOCK), 332, 60)
    line = [image.pixelColor(x, 29) for x in range(332)]
    starts = [x for x in range(1, 332) if line[x] != GROUND and line[x - 1] == GROUND]
    assert len(starts) + (line[0] != GROUND) == 15


def test_that_clock_cells_are_told_in_words() -> None:
    assert clock_text(CLOCK) == "县级 2 日，市级 11 日，余 2 日，11-24 到期"


def test_that_a_date_that_cannot_be_known_says_so_and_why_instead_of_cells() -> None:
    unknown = Clock((), "", "跨入 2027 年，放假表未到")
    image = drawn(lambda p, r: paint_clock(p, r, unknown), 200, 60)
    assert clock_text(unknown) == "未定：跨入 2027 年，放假表未到"
    assert name(t.DAI_SOFT2) not in colours(image)
    assert clock_size(unknown).height() < clock_size(CLOCK).height()


GATES = ((True, "职权内"), (True, "申请人适格"), (True, "条件 5/5"), (False, "材料 7/9"))


@pytest.mark.parametrize(
    ("verdict", "tone"),
    [
        (ready("可受理", "材料齐全，符合法定形式", GATES), t.GOOD),
        (lacking("缺 2 件", "先收件，一次告知补正", GATES), t.WARN),
        (not_ours("不属本级", "不收件，出书面去向", GATES), t.BAD),
    ],
)
def test_that_the_verdict_bar_stands_on_the_ground_of_its_tone(verdict: object, tone: t.Tone) -> None:
    image = drawn(lambda p, r: paint_verdict(p, r, verdict), 364, 76)  # type: ignore[arg-type]
    assert colours(image).most_common(1)[0][0] == name(tone.soft)
    assert image.pixelColor(2, 75) != tone.soft


def test_that_the_verdict_bar_is_76_high_and_says_its_gates() -> None:
    verdict = lacking("缺 2 件", "先收件，一次告知补正", GATES)
    assert verdict_size(verdict).height() == 76
    assert verdict_text(verdict).endswith("通过：条件 5/5，未过：材料 7/9")


def test_that_a_keycap_is_18_high_and_never_narrower_than_its_letter() -> None:
    assert keycap_size("X").height() == 18
    assert keycap_size("Ctrl+K").width() > keycap_size("F9").width() > 18
    assert hint_size("X", "缺").width() > keycap_size("X").width()
    assert hint_text("X", "缺") == "缺 X"


def test_that_a_keycap_sits_flush_right() -> None:
    image = drawn(lambda p, r: paint_keycap(p, r, "F9"), 60, 24)
    drawn_columns = [x for x in range(60) if any(image.pixelColor(x, y) != GROUND for y in range(24))]
    assert drawn_columns[-1] == 59
    assert drawn_columns[0] == 60 - keycap_size("F9").width()


WEEK = (("周一", 18, 15), ("周二", 22, 19), ("今日", 17, 6))


def test_that_bars_are_as_high_as_their_figures_say() -> None:
    image = drawn(lambda p, r: paint_bars(p, r, WEEK), 300, 140)
    heights = {x: sum(image.pixelColor(x, y) == t.DAI for y in range(140)) for x in (40, 140, 240)}
    assert heights[140] > heights[40] > heights[240] > 0
    assert abs(heights[40] / heights[140] - 18 / 22) < 0.05


def test_that_bars_of_an_empty_week_are_only_the_floor_line() -> None:
    assert set(colours(drawn(lambda p, r: paint_bars(p, r, ()), 100, 140))) == {name(t.LINE2)}
    assert bars_size(()).height() == 140


def test_that_a_week_of_zeros_does_not_divide_by_zero() -> None:
    image = drawn(lambda p, r: paint_bars(p, r, (("周一", 0, 0),)), 100, 140)
    assert name(t.DAI) not in colours(image)
    assert bars_text(WEEK).startswith("周一收件 18 办结 15")


def test_that_pieces_leave_the_painter_as_they_found_it() -> None:
    def twice(painter: QPainter, rect: QRectF) -> None:
        painter.setPen(QColor("#123456"))
        paint_light(painter, rect, Light.NEAR)
        assert painter.pen().color() == QColor("#123456")
        assert painter.transform().isIdentity()

    drawn(twice, 20, 20)
