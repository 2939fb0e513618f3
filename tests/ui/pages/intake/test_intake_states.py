"""The page in the three states of the reference pictures, on the heights it must hold."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.helpers.factory import COMPANY, hall
from tests.ui.pages.intake.at_the_window import WATER, Clerk
from tests.ui.parts.drawing import every
from ui.paint.light import Shape
from ui.paint.modechip import chip_text
from ui.parts.button import Button, Rank


def missing(clerk: Clerk) -> None:
    clerk.taken_in()
    clerk.lack(5, "defective", "库房租赁合同复印件未交")
    clerk.lack(8)


def refused(clerk: Clerk) -> None:
    clerk.page.begin(WATER)
    for name, value in (
        ("water_source", "延河泉域岩溶地下水"),
        ("water_use", "工业项目职工生活"),
        ("annual_volume", Decimal(62_000)),
    ):
        clerk.page.state.fact(name, value)
    clerk.page.state.change(applicant=COMPANY)


def shown(clerk: Clerk, name: str) -> list[str]:
    """The lines of one group of the right column."""
    return [line.text for line in clerk.page.verdict.lines_of(name)]


def test_that_two_missing_lead_to_the_notice(clerk: Clerk) -> None:
    missing(clerk)
    bar = clerk.page.verdict.bar.value
    assert (bar.shape, bar.title) == (Shape.TRIANGLE, "缺 2 件")
    assert (False, "材料 7/9") in bar.gates
    assert shown(clerk, "asked") == ["库房租赁合同复印件未交", "信息管理系统基本情况"]
    assert shown(clerk, "papers") == ["收件凭证", "补正材料一次性告知书"]
    assert chip_text(clerk.page.band.chip.value[0], long=True) == "市 · 窗口前移 · 县收转市"
    assert clerk.page.header.number.accessibleName().endswith("打印时编号")


def test_that_everything_in_order_leads_to_acceptance(clerk: Clerk) -> None:
    clerk.taken_in()
    bar = clerk.page.verdict.bar.value
    assert (bar.shape, bar.title) == (Shape.CHECK, "可受理")
    assert shown(clerk, "papers") == ["收件凭证", "受理通知书", "转报函与材料移交清单"]
    assert any("2026-11-20 10:48" in line for line in shown(clerk, "effects"))


def test_that_too_much_water_leads_to_a_written_refusal(clerk: Clerk) -> None:
    refused(clerk)
    body, bar = clerk.page.body, clerk.page.verdict.bar.value
    assert (bar.shape, bar.title) == (Shape.SQUARE, "不属本级")
    assert shown(clerk, "papers") == ["不予受理决定书"]
    assert body.folded.isVisible()
    assert not body.materials.isVisible()
    assert "6.2 万" in body.facts.rows[2].scale_text()
    assert body.excerpt.isVisible()
    assert "不予受理决定书" in body.excerpt.accessibleName()
    assert clerk.page.verdict.primary.act is clerk.page.acts.refuse


def test_that_alt_m_shows_the_materials_of_a_refused_case(clerk: Clerk) -> None:
    refused(clerk)
    clerk.at(clerk.page.body.applicant.name.edit)
    clerk.press_act(clerk.page.acts.materials)
    assert clerk.page.body.materials.isVisible()
    clerk.press_act(clerk.page.acts.materials)
    assert not clerk.page.body.materials.isVisible()


def test_that_an_answer_inside_the_limit_opens_the_window(clerk: Clerk) -> None:
    refused(clerk)
    row = clerk.page.body.facts.rows[2]
    assert row.edit is not None
    clerk.at(row.edit)
    row.edit.selectAll()
    clerk.type("4.9万")
    assert clerk.form.facts["annual_volume"] == Decimal(49_000)
    assert clerk.page.verdict.bar.value.shape is not Shape.SQUARE
    assert clerk.page.body.materials.isVisible()


def test_that_a_number_that_is_none_is_marked_and_not_taken(clerk: Clerk) -> None:
    refused(clerk)
    edit = clerk.page.body.facts.rows[2].edit
    assert edit is not None
    clerk.at(edit)
    edit.selectAll()
    clerk.type("很多")
    assert "annual_volume" not in clerk.form.facts
    assert edit.state.value == "bad"


def test_that_an_item_without_a_guide_says_so(clerk: Clerk) -> None:
    item = next(item for item in clerk.desk.pack.items if not item.guide_id)
    clerk.page.begin(item.key)
    said = " ".join(clerk.page.guide.said())
    assert "指南待录入" in said
    assert any("指南待录入" in line for line in shown(clerk, "marks"))


def test_that_an_item_out_of_the_list_is_refused_with_the_way_out(clerk: Clerk) -> None:
    clerk.page.begin("附件/9999")
    assert "清单之外一律不得实施" in clerk.page.strip.text
    assert clerk.page.state.empty


@pytest.fixture(params=[720, 649, 560])
def low(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Clerk]:
    """The page as high as 1366×768, a maximised 697, and a very low window leave it."""
    with hall(tmp_path / "s") as desk:
        made = Clerk(qtbot, desk, int(request.param))
        yield made
        made.close()


def test_that_verdict_and_keys_never_scroll_away(low: Clerk) -> None:
    missing(low)
    column = low.page.verdict
    whole = low.page.rect()
    for widget in (column.bar, column.primary, *column.others):
        area = widget.rect().translated(widget.mapTo(low.page, widget.rect().topLeft()))
        assert whole.contains(area)
    assert column.bar.height() == 76
    assert not column.scrolled.isAncestorOf(column.primary)


@pytest.mark.parametrize("state", [missing, refused])
def test_that_nothing_is_wider_than_its_column(low: Clerk, state: object) -> None:
    state(low)  # type: ignore[operator]
    for scrolled in (low.page.body, low.page.guide, low.page.verdict.scrolled):
        assert scrolled.inner.width() == scrolled.viewport().width()


def test_that_only_one_key_is_solid(clerk: Clerk) -> None:
    missing(clerk)
    assert [button for button in every(clerk.page, Button) if button.rank is Rank.PRIMARY] == [
        clerk.page.verdict.primary
    ]


def test_that_the_guide_takes_no_focus(clerk: Clerk) -> None:
    missing(clerk)
    stops: list[QWidget] = clerk.page.stops()
    assert not any(clerk.page.guide.isAncestorOf(stop) for stop in stops)


def test_that_a_narrow_window_gives_the_guides_place_to_the_form(clerk: Clerk) -> None:
    missing(clerk)
    clerk.page.resize(1108, 600)
    assert not clerk.page.guide.isVisible()
    assert clerk.page.body.handling.isVisible(), "the band has no room for six choices"
    clerk.page.resize(1294, 600)
    assert clerk.page.guide.isVisible()
    assert not clerk.page.body.handling.isVisible()


def test_that_the_current_line_is_always_seen_whole(low: Clerk) -> None:
    missing(low)
    table, port = low.page.body.materials.table, low.page.body.viewport()

    def seen() -> bool:
        line = table.visualRect(table.currentIndex())
        top = table.viewport().mapTo(port, line.topLeft()).y()
        return top >= 0 and top + line.height() <= port.height()

    low.table()
    for _ in range(8):
        low.press(Qt.Key.Key_Down)
        low.qtbot.waitUntil(seen)
