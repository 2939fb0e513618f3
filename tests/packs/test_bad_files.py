"""Files an administrator may bring by mistake: one sentence, nothing half written."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from models.errors import Refusal
from models.packs.__main__ import main
from models.packs.build import source_of
from models.packs.importer import import_list
from models.packs.table import MAX_BYTES, read_table
from models.rules.terms import Mode
from tests.packs.conftest import RESOURCES

HEAD = ("序号", "事项名称", "下放方式", "主管部门", "备注")
ROWS = (("1", "取水许可", "直接下放", "水务部门", ""), ("2", "公共场所卫生许可", "直接下放", "卫健部门", "样例"))


def _csv(rows: tuple[tuple[str, ...], ...] = (HEAD, *ROWS)) -> str:
    return "\n".join(",".join(row) for row in rows)


def _book(*, merge: bool = False) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("清单")
        book.add_worksheet("Sheet2")
        for r, row in enumerate((HEAD, *ROWS)):
            for c, cell in enumerate(row):
                sheet.write(r, c, float(cell) if cell.isdigit() else cell)
        if merge:
            sheet.merge_range(1, 2, 2, 2, "委托实施")
    return out.getvalue()


def _sentence_of(data: bytes | Path, name: str = "清单.xlsx", city: str = "jincheng") -> Refusal:
    with pytest.raises(Refusal) as refused:
        import_list(data, city, name=name)
    refusal = refused.value
    assert refusal.happened
    assert refusal.safe
    assert refusal.todo
    return refusal


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("name", ["清单.csv", "清单.txt", "清单.tsv"])
def test_that_a_list_is_read_in_every_usual_encoding(encoding: str, name: str) -> None:
    text = _csv() if name.endswith(".csv") else _csv().replace(",", "\t")
    report = import_list(text.encode(encoding), "jincheng", name=name)
    assert [item.name for item in report.items] == ["取水许可", "公共场所卫生许可"]


def test_that_a_whole_document_in_gb18030_gives_the_same_items_as_in_utf_8() -> None:
    path = source_of(RESOURCES / "cities" / "jincheng")
    other = path.read_text(encoding="utf-8").encode("gb18030")
    assert import_list(other, "jincheng", name=path.name).items == import_list(path, "jincheng").items


def test_that_a_workbook_is_read_with_whole_numbers_and_an_empty_second_sheet() -> None:
    report = import_list(_book(), "jincheng", name="清单.xlsx")
    assert [(item.no, item.printed_mode) for item in report.items] == [(1, Mode.DIRECT), (2, Mode.DIRECT)]


def test_that_merged_cells_are_inherited_and_reported() -> None:
    report = import_list(_book(merge=True), "jincheng", name="清单.xlsx")
    assert [item.printed_mode for item in report.items] == [Mode.ENTRUST, Mode.ENTRUST]
    assert [d.row for d in report.defects if d.kind == "合并单元格"] == ["附件/2"]


def test_that_a_workbook_of_yudu_inherits_a_merged_parent_with_a_report_line() -> None:
    out = io.BytesIO()
    head = ("序号", "市级实施单位", "县级承接单位", "事项名称", "", "备注")
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("附件1")
        sheet.write_row(0, 0, head)
        for no, name in ((1, "甲登记"), (2, "乙登记")):
            sheet.write_row(no, 0, (no, "市自然资源局", "县自然资源局", "", name, "行政确认"))
        sheet.merge_range(1, 3, 2, 3, "不动产登记")
    report = import_list(out.getvalue(), "yudu", name="于都.xlsx")
    assert [(i.parent, i.name) for i in report.items] == [("不动产登记", "甲登记"), ("不动产登记", "乙登记")]
    assert [d.row for d in report.defects if "空白" in d.kind] == ["附件1/2"]


def test_that_a_workbook_of_jining_with_headings_is_read_as_a_table() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        one, two = book.add_worksheet("附件1"), book.add_worksheet("附件2")
        one.write_row(0, 0, ("序号", "市级实施部门", "事项名称", "事项类型", "同权方式", "备注"))
        one.write_row(1, 0, (1, "市公安局", "自行招用保安员单位备案", "其他行政权力", "窗口前移", ""))
        two.write_row(0, 0, ("序号", "事项名称", "事项类型", "备注"))
        two.write_row(1, 0, (1, "公司（企业）登记", "行政许可", ""))
    items = import_list(out.getvalue(), "jining", name="济宁.xlsx").items
    assert [(i.key, i.printed_mode) for i in items] == [("附件1/1", Mode.WINDOW_FORWARD_CITY_STAFF), ("附件2/1", None)]


def test_that_a_workbook_of_xinzhou_may_have_empty_columns_at_its_end() -> None:
    out = io.BytesIO()
    head = ("序号", "省清单序号", "许可事项名称", "省级业务指导部门", "实施部门", "设定和实施依据", "", "备用")
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("清单一")
        sheet.write_row(0, 0, head)
        sheet.write_row(1, 0, (1, 15, "教师资格认定", "省教育厅", "市教育局(初审)", "《教师资格条例》"))
    (item,) = import_list(out.getvalue(), "xinzhou", name="忻州.xlsx").items
    assert (item.key, item.department, item.basis, item.level) == ("清单一/1", "省教育厅", "《教师资格条例》", "初审")


@pytest.mark.parametrize("gone", ["序号", "事项名称", "下放方式", "主管部门"])
def test_that_a_missing_column_is_named(gone: str) -> None:
    at = HEAD.index(gone)
    rows = tuple(row[:at] + row[at + 1 :] for row in (HEAD, *ROWS))
    refusal = _sentence_of(_csv(rows).encode(), "清单.csv")
    assert refusal.code == "list_column_missing"
    assert f"缺少“{gone}”列" in refusal.happened


@pytest.mark.parametrize(("city", "gone"), [("yudu", "县级承接单位"), ("xinzhou", "实施部门"), ("jining", "同权方式")])
def test_that_a_missing_column_of_a_fixed_layout_is_named(city: str, gone: str) -> None:
    text = source_of(RESOURCES / "cities" / city).read_text(encoding="utf-8")
    refusal = _sentence_of(text.replace(gone, "其他").encode(), "清单.txt", city)
    assert refusal.code == "list_column_missing"
    assert gone in refusal.happened


@pytest.mark.parametrize(
    ("data", "name", "code", "word"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "清单.xlsx", "list_not_a_table", "图片"),
        (b"%PDF-1.7\n...", "清单.xlsx", "list_not_a_table", "PDF"),
        (b"", "清单.xlsx", "list_empty", "空"),
        (b" \n\t\n", "清单.csv", "list_empty", "空"),
        ("<html><table><tr><td>序号".encode(), "清单.xls", "list_not_a_table", "网页"),
        ("\ufeff\n<!DOCTYPE html>".encode(), "清单.xlsx", "list_not_a_table", "网页"),
        (b"PK\x03\x04 not really a zip", "清单.xlsx", "list_damaged", "损坏"),
        (b"\xd0\xcf\x11\xe0 not really a workbook", "清单.xls", "list_damaged", "损坏"),
        (b"\xff\xff\xff\xff\xff", "清单.txt", "list_encoding", "编码"),
        (b"1\0\0\0\x01\x02 binary", "清单.txt", "list_not_a_table", "不是表格"),
        ("这是一封信，不是清单。".encode(), "清单.txt", "list_column_missing", "序号"),
        (_csv((HEAD,)).encode(), "清单.csv", "list_no_rows", "没有找到"),
        (_csv((HEAD, ("1" * 5000, *ROWS[0][1:]))).encode(), "清单.csv", "list_no_rows", "没有找到"),
        (_csv((HEAD, ("1", '"' + "长" * 140_000))).encode(), "清单.csv", "list_damaged", "损坏"),
    ],
)
def test_that_what_is_no_list_is_refused_with_one_sentence(data: bytes, name: str, code: str, word: str) -> None:
    refusal = _sentence_of(data, name)
    assert refusal.code == code
    assert word in refusal.happened


@pytest.mark.parametrize("city", ["jincheng", "jining", "xinzhou", "yudu", "zezhou"])
def test_that_a_letter_is_no_list_in_any_layout(city: str) -> None:
    said = _sentence_of("这是一封信，不是清单。".encode(), "清单.txt", city)
    assert said.code in {"list_column_missing", "list_no_rows"}


def test_that_two_hundred_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    big = tmp_path / "大清单.xlsx"
    with big.open("wb") as out:
        out.truncate(200 * 1024 * 1024)
    refusal = _sentence_of(big)
    assert refusal.code == "list_too_large"
    assert "200 MB" in refusal.happened
    assert f"{MAX_BYTES // 1048576} MB" in refusal.happened


def test_that_a_small_workbook_that_unpacks_to_hundreds_of_megabytes_is_refused() -> None:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as parts, parts.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(210):
            part.write(bytes(1024 * 1024))
    assert len(out.getvalue()) < MAX_BYTES
    assert _sentence_of(out.getvalue()).code == "list_too_large"


def test_that_a_file_that_is_gone_and_a_city_without_layout_are_refused(tmp_path: Path) -> None:
    assert _sentence_of(tmp_path / "没有.csv").code == "list_not_found"
    assert _sentence_of(_csv().encode(), "清单.csv", city="atlantis").code == "list_layout"


def test_that_an_unknown_mode_is_reported_and_left_to_the_rules() -> None:
    rows = (HEAD, ("1", "取水许可", "随便下放", "水务部门", ""))
    report = import_list(_csv(rows).encode(), "jincheng", name="清单.csv")
    assert report.items[0].printed_mode is None
    assert any(d.kind == "放权方式认不出" and d.said == "随便下放" for d in report.defects)


def test_that_a_gap_in_the_numbers_and_a_name_like_a_department_are_reported() -> None:
    rows = (HEAD, ROWS[0], ("3", "省市场监管局", "委托实施", "市场监管部门", ""), ("4", "", "委托实施", "住建部门", ""))
    kinds = {(d.row, d.kind) for d in import_list(_csv(rows).encode(), "jincheng", name="清单.csv").defects}
    assert {("附件/3", "序号不连续"), ("附件/3", "事项名称印成了部门名"), ("附件/4", "事项名称为空")} <= kinds


def test_that_a_list_shorter_than_its_heading_says_is_reported() -> None:
    text = source_of(RESOURCES / "cities" / "zezhou").read_text(encoding="utf-8")
    report = import_list(text.replace("14.经营性", "经营性").encode(), "zezhou", name="泽州.txt")
    assert any(d.row == "划入" and d.kind == "项数与标题不符" and "14" in d.said for d in report.defects)


def test_that_a_list_of_xinzhou_with_letters_for_source_numbers_is_read() -> None:
    out = io.BytesIO()
    head = ("序号", "省清单序号", "许可事项名称", "省级业务指导部门", "实施部门", "设定和实施依据")
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("清单一")
        sheet.write_row(0, 0, head)
        for n in (1, 2, 3):
            sheet.write_row(n, 0, (n, "甲", "教师资格认定", "省教育厅", "市教育局", "《条例》"))
    assert [item.source_no for item in import_list(out.getvalue(), "xinzhou", name="忻州.xlsx").items] == ["甲"] * 3


def test_that_numbers_no_list_has_are_not_read_as_numbers() -> None:
    text = source_of(RESOURCES / "cities" / "zezhou").read_text(encoding="utf-8")
    long = text.replace("14.经营性", "9" * 5000 + ".经营性")
    assert len(import_list(long.encode(), "zezhou", name="泽州.txt").items) == 22


def test_that_the_command_prints_the_report_and_writes_both_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = source_of(RESOURCES / "cities" / "jincheng")
    assert main(["import", str(source), "--city", "jincheng", "--out", str(tmp_path / "出")]) == 0
    said = capsys.readouterr().out
    assert "jincheng：95 项" in said
    assert "附件/93" in said
    assert sorted(p.name for p in (tmp_path / "出").iterdir()) == ["catalogue.csv", "defects.csv"]
    assert (tmp_path / "出" / "catalogue.csv").read_bytes() == (
        RESOURCES / "cities" / "jincheng" / "catalogue.csv"
    ).read_bytes()


def test_that_the_command_refuses_with_a_sentence_and_leaves_the_old_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, bad = tmp_path / "出", tmp_path / "坏.xlsx"
    out.mkdir()
    (out / "catalogue.csv").write_text("旧", encoding="utf-8")
    bad.write_bytes(b"\x89PNG....")
    assert main(["import", str(bad), "--city", "jincheng", "--out", str(out)]) == 1
    assert "不是表格" in capsys.readouterr().err
    assert {p.name: p.read_text(encoding="utf-8") for p in out.iterdir()} == {"catalogue.csv": "旧"}


def test_that_a_failing_write_leaves_the_old_file_and_no_temporary_one(tmp_path: Path) -> None:
    from models.packs.files import replace_file

    (tmp_path / "catalogue.csv").mkdir()  # a folder cannot be replaced by a file
    with pytest.raises(OSError, match="catalogue"):
        replace_file(tmp_path / "catalogue.csv", b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["catalogue.csv"]


def test_that_inherited_cells_are_marked_in_the_row() -> None:
    rows = read_table(_book(merge=True), "清单.xlsx")[0].rows
    assert [(row.number, sorted(row.inherited)) for row in rows] == [(1, []), (2, []), (3, [2])]
