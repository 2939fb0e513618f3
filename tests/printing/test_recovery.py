"""The sheet for the sealed envelope: one page, every group on it, and nothing that did not fit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.papers_code import CodeSheet
from printing import recovery
from printing.spool import FolderPrinter, keeps_files
from tests.printing.reading import pages_text
from tests.store.acts import NOW

CODE = "ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2"
SHEET = CodeSheet(CODE, "样例县级市政务服务大厅　03号窗口", "0356-0000000", "样例管理员", NOW)


def test_that_the_sheet_is_one_page_with_every_group_and_who_keeps_it() -> None:
    (page,) = pages_text(recovery.make(SHEET))
    for group in (*CODE.split("-"), "恢复码封存单", "03号窗口", "2026年11月20日", "样例管理员", "大厅负责人", "校验位"):
        assert group in page


def test_that_a_seat_too_long_for_its_line_is_not_cut_in_silence() -> None:
    with pytest.raises(ValueError, match="样例"):
        recovery.make(replace(SHEET, seat="样例" * 60))


def test_that_a_printer_that_keeps_files_says_so(tmp_path: Path) -> None:
    assert keeps_files(FolderPrinter(tmp_path))
