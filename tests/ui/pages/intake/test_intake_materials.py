"""The materials table: one key a line, then on; words for what is missing; scans that are refused when bad."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.ui.pages.intake.at_the_window import DEVICE, WATER, Clerk
from ui.pages.intake.material_rows import COLUMNS
from ui.pages.intake.scans import FolderScanSource

KEY = Qt.Key
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def test_that_each_key_ticks_a_line_and_goes_down(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    clerk.table(KEY.Key_Space, KEY.Key_X, KEY.Key_B)
    assert [clerk.mark(seq).state for seq in (1, 2, 3, 4)] == ["received", "missing", "defective", ""]
    assert clerk.page.body.materials.table.current_key() == "4"


def test_that_a_key_on_the_last_line_stays_in_the_table(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    clerk.table(*[KEY.Key_Space] * 12)
    assert {mark.state for mark in clerk.form.materials} == {"received"}
    assert clerk.focus is clerk.page.body.materials.table


def test_that_digits_count_originals_or_copies_as_the_guide_wants(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    clerk.table(KEY.Key_2, KEY.Key_4)
    assert (clerk.mark(1).originals, clerk.mark(1).copies) == (2, None)
    assert (clerk.mark(2).originals, clerk.mark(2).copies) == (None, 4), "the guide asks for a copy"


def test_that_counts_put_down_before_stay_when_a_line_is_received(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    clerk.table(KEY.Key_3)
    clerk.page.body.materials.table.selectRow(0)
    clerk.press(KEY.Key_Space)
    assert (clerk.mark(1).state, clerk.mark(1).originals) == ("received", 3)


def test_that_delete_makes_a_line_unseen_again(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    clerk.table(KEY.Key_Space)
    clerk.page.body.materials.table.selectRow(0)
    clerk.press(KEY.Key_Delete)
    assert clerk.mark(1).state == ""


def test_that_a_required_material_cannot_be_called_not_needed(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    clerk.table(KEY.Key_N)
    assert clerk.mark(1).state == ""
    assert "必交" in clerk.tip


def test_that_a_conditional_material_may_be_not_needed(clerk: Clerk) -> None:
    clerk.page.begin(WATER)
    clerk.page.body.materials.table.select_key("4")
    clerk.at(clerk.page.body.materials.table)
    clerk.press(KEY.Key_N)
    assert clerk.mark(4).state == "not_needed"


@pytest.mark.parametrize(("key", "said"), [(KEY.Key_C, "告知承诺"), (KEY.Key_T, "容缺")])
def test_that_commitment_and_tolerance_need_the_guide(clerk: Clerk, key: Qt.Key, said: str) -> None:
    clerk.page.begin(DEVICE)
    clerk.table(key)
    assert clerk.mark(1).state == ""
    assert said in clerk.tip


def test_that_enter_on_a_missing_line_offers_words_and_takes_ones_own(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    clerk.table(*[KEY.Key_Space] * 4, KEY.Key_B)
    clerk.page.body.materials.table.select_key("5")
    clerk.enter()
    editor = clerk.page.body.materials.editor
    assert editor.isVisible()
    assert "不符合规定形式" in editor.text()
    clerk.type("库房租赁合同复印件未交")
    clerk.enter()
    assert clerk.mark(5).problem == "库房租赁合同复印件未交"
    assert not editor.isVisible()
    assert clerk.page.body.materials.table.current_key() == "6"
    row = clerk.page.body.materials.table.model().rows[4]  # type: ignore[attr-defined]
    assert row.alert == "库房租赁合同复印件未交"


def test_that_esc_leaves_the_words_as_they_were(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    clerk.table(KEY.Key_X)
    clerk.page.body.materials.table.selectRow(0)
    clerk.enter()
    clerk.type("不要这句")
    clerk.press(KEY.Key_Escape)
    assert clerk.mark(1).problem == ""
    assert clerk.focus is clerk.page.body.materials.table


def test_that_words_half_typed_are_in_the_notice_when_f7_is_pressed(clerk: Clerk) -> None:
    clerk.taken_in()
    clerk.lack(8)
    clerk.page.body.materials.table.select_key("8")
    clerk.at(clerk.page.body.materials.table)
    clerk.enter()
    clerk.type("只差盖章页")
    clerk.done(clerk.page.acts.supplement)
    paper = clerk.desk.make_paper.made[-1]  # type: ignore[attr-defined]
    assert "只差盖章页" in repr(paper)


def test_that_pages_are_typed_in_their_cell(clerk: Clerk) -> None:
    clerk.page.begin(DEVICE)
    clerk.table(KEY.Key_P)
    clerk.type("12")
    clerk.enter()
    assert clerk.mark(1).pages == 12


def test_that_the_columns_are_those_of_the_visual_language(clerk: Clerk) -> None:
    assert [column.width for column in COLUMNS] == [26, 0, 80, 36, 36, 32, 84, 60]


def test_that_a_scan_goes_to_its_line_and_is_kept(clerk: Clerk, tmp_path: Path) -> None:
    clerk.page.begin(DEVICE)
    scan = tmp_path / "申请表.pdf"
    scan.write_bytes(PDF)
    clerk.scans.files = [scan]
    clerk.table(KEY.Key_S)
    clerk.wait()
    (digest,) = clerk.mark(1).scans
    assert clerk.desk.store.blobs.get(digest) == PDF


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("空.pdf", b"", "0 字节"),
        ("假.pdf", b"\xff\xd8\xff\xe0 jpeg", "JPG"),
        ("程序.pdf", b"MZ" * 40, "不是能用的扫描件"),
    ],
)
def test_that_a_bad_scan_is_refused_and_the_line_stays(
    clerk: Clerk, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    clerk.page.begin(DEVICE)
    scan = tmp_path / name
    scan.write_bytes(data)
    clerk.scans.files = [scan]
    clerk.table(KEY.Key_S)
    clerk.wait()
    assert clerk.mark(1).scans == ()
    assert said in clerk.page.strip.text.upper()


def test_that_a_scan_that_is_gone_is_told(clerk: Clerk, tmp_path: Path) -> None:
    clerk.page.begin(DEVICE)
    clerk.scans.files = [tmp_path / "没有.pdf"]
    clerk.table(KEY.Key_S)
    clerk.wait()
    assert "读不出来" in clerk.page.strip.text


def test_that_a_watched_folder_hands_in_each_new_file_once(clerk: Clerk, tmp_path: Path) -> None:
    (tmp_path / "上一位.pdf").write_bytes(PDF)
    source = FolderScanSource(tmp_path)
    (tmp_path / "二.pdf").write_bytes(PDF)
    (tmp_path / "笔记.txt").write_text("不是扫描件", encoding="utf-8")
    taken: list[list[str]] = []
    for _ in range(2):
        source.ask(clerk.page, lambda files: taken.append([file.name for file in files]))
    assert taken == [["二.pdf"], []]
