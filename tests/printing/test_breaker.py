"""The line breaker: what it must keep for any text, and the rules of Chinese setting one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing import breaker
from printing.breaker import Line, Prepared
from printing.chars import NO_END, NO_START

SAMPLE = """高平市 行政审批 申请 材料 第三十二条 2026年11月20日 91140581******RJ3B 晋市政发〔2025〕9号 38页
xzfy.jcgov.example 䶮 𬱖 （新办） 《办法》 ， 。 “甲” 、 A ☑自取"""
WORDS = st.sampled_from([*SAMPLE.split(), "0356-555 0103", " "])
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map("".join).map(str.strip).filter(bool)


def broken(text: breaker.Text, limit: float, indent: float = 0.0) -> tuple[Prepared, list[Line], list[str]]:
    """The text broken for ``limit`` em, and its lines as strings."""
    prepared = breaker.prepare(text, "serif", 400)
    lines = breaker.fit(prepared, limit, indent)
    return prepared, lines, [prepared.chars[line.start : line.end] for line in lines]


@given(TEXTS, st.floats(4, 40), st.sampled_from([0.0, 2.0]))
def test_that_no_text_is_lost(text: str, limit: float, indent: float) -> None:
    _, _, shown = broken(text, limit, indent)
    assert "".join(shown).replace(" ", "") == text.replace(" ", "")


@given(TEXTS, st.floats(4, 40), st.sampled_from([0.0, 2.0]))
def test_that_no_line_is_wider_than_its_place(text: str, limit: float, indent: float) -> None:
    prepared, lines, _ = broken(text, limit, indent)
    for at, line in enumerate(lines):
        room = limit - (indent if at == 0 else 0)
        flush, extra = breaker.spread(prepared, line, room)
        assert line.width <= room + 1e-6
        assert flush.width + extra * sum(prepared.stretch[line.start + 1 : line.end]) <= room + 1e-6


@given(st.lists(WORDS.filter(lambda word: word not in "，。、"), min_size=2, max_size=40), st.floats(12, 40))
def test_that_no_line_begins_with_a_closing_sign_or_ends_with_an_opening_one(words: list[str], limit: float) -> None:
    _, _, shown = broken("，".join(words), limit)
    assert not [line for line in shown[1:] if line[0] in NO_START]
    assert not [line for line in shown[:-1] if line.rstrip(" ")[-1] in NO_END]


@given(TEXTS, st.floats(8, 40))
def test_that_a_justified_line_is_never_pulled_apart(text: str, limit: float) -> None:
    prepared, lines, _ = broken(text, limit)
    assert all(0 <= breaker.spread(prepared, line, limit)[1] <= breaker.MOST_STRETCH for line in lines)


@pytest.mark.parametrize(
    "part", ["38页", "2026年", "第三十二条", "第（四）项", "发〔2025〕9号", "0356-555 0103", "10个", "12345"]
)
def test_that_a_number_stays_with_what_it_counts(part: str) -> None:
    for before in range(1, 12):
        _, _, shown = broken("高" * before + part + "高平市行政审批服务", 12)
        assert any(part in line for line in shown)


@pytest.mark.parametrize("limit", [8, 9, 10, 11, 12, 13])
def test_that_a_paragraph_does_not_end_in_one_lone_character(limit: int) -> None:
    _, _, shown = broken("高" * (limit * 2 + 1) + "。", limit)
    assert len(shown[-1].rstrip("。")) > 1


def test_that_a_comma_at_the_edge_gives_up_its_blank_half() -> None:
    _, lines, shown = broken("高平市行政审批服务，管理局", 9.5)
    assert shown[0] == "高平市行政审批服务，"
    assert lines[0].cut_end == pytest.approx(0.5)


def test_that_signs_in_a_row_close_up() -> None:
    prepared, lines, _ = broken("《办法》（新办）", 40)
    assert lines[0].width == pytest.approx(8 - 2 * 0.5)  # between the two, and before the first
    assert prepared.gaps[4] == pytest.approx(-0.5)


def test_that_an_opening_sign_at_the_head_of_a_line_stands_flush() -> None:
    _, lines, shown = broken("高平市行政审批（管理局）", 7)
    assert shown[1].startswith("（")
    assert lines[1].cut_start == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("text", "gaps"),
    [("收到9项", 2), ("2026年11月20日", 0), ("于2026年11月20日到", 1), ("共38页", 2), ("第（四）项", 0)],
)
def test_that_latin_stands_a_little_apart_but_not_inside_a_date(text: str, gaps: int) -> None:
    prepared, _, _ = broken(text, 40)
    assert sum(gap == pytest.approx(breaker.LATIN_GAP) for gap in prepared.gaps) == gaps


def test_that_a_heavier_span_keeps_its_weight_across_lines() -> None:
    prepared, lines, _ = broken(breaker.join("高平市行政审批", breaker.bold("服务管理局决定予以受理"), "。"), 10)
    assert len(lines) == 2
    assert {glyph.face.key for glyph in prepared.glyphs[7:18]} == {"serif700"}


def test_that_a_code_longer_than_its_line_is_broken_and_not_cut() -> None:
    _, _, shown = broken("A" * 100, 10)
    assert "".join(shown) == "A" * 100


def test_that_a_part_too_long_for_its_line_is_broken_before_a_sign_that_only_fits_squeezed() -> None:
    _, lines, shown = broken("晋市政发〔2025〕9号", 8.0)
    assert all(line.width <= 8.0 + 1e-6 for line in lines)
    assert "".join(shown) == "晋市政发〔2025〕9号"


@pytest.mark.parametrize("limit", [14, 16, 20, 28])
def test_that_a_document_number_keeps_its_organ_word(limit: float) -> None:
    _, _, shown = broken("办理情况见（高审受〔2026〕300017号）受理通知书所列", limit)
    assert any("高审受〔2026〕300017号" in line for line in shown)
