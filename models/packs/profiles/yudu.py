"""于都县 (于府办发〔2022〕30号 附件1、2、3): headings over two rows, 主项 printed once for several 子项.

A blank 主项 is inherited downwards, line by line in the report. 附件3 rows 31–36 are shifted by one cell and put back.
附件1 prints the power type under 备注. Organs are printed short (市…局、县…局); the place is set before them, no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.packs.profiles.common import (
    Reading,
    check_count,
    check_doubts,
    check_names,
    check_numbers,
    check_text,
    close_up,
    mode,
    need_headings,
    need_records,
    number,
    power_type,
)
from models.packs.profiles.yudu_doubts import DOUBTS, FINDINGS
from models.packs.records import Record
from models.packs.table import Row, Sheet
from models.rules.terms import Mode

MODES = {"附件1": "直接下放", "附件2": "下放实质性审核权", "附件3": "服务窗口前移"}
CODES = {
    "直接下放": Mode.DIRECT,
    "下放实质性审核权": Mode.SUBSTANTIVE_CITY_STAMP,
    "服务窗口前移": Mode.WINDOW_FORWARD_COUNTY,
}
REMARKS = {"附件1": "", "附件2": "市县同办", "附件3": "县级受理 市级审批"}
HEADINGS = ("序号", "市级实施单位", "县级承接单位", "事项名称", "备注")
DIRECT_FROM = date(2022, 6, 1)  # 二(一)：自2022年6月1日起由各相关承接单位实施
_TITLE = re.compile(r"^附件\s*([1-4])\s*[:：]?$")
_STATED = re.compile(r"[（(]\s*(\d{1,9})\s*项\s*[）)]")
_TAG = re.compile(r"<[^>]+>")


@dataclass(slots=True)
class _Cells:
    """The cells of one row by their meaning, before and after mending."""

    no: str
    city: str
    county: str
    main: str
    sub: str
    power: str
    remark: str


def read(sheets: Sequence[Sheet]) -> Reading:
    """附件1 (10), 附件2 (45), 附件3 (53)."""
    reading, parent, before = Reading(), "", ""
    for list_name, row in _rows(sheets):
        if list_name != before:
            parent, before = "", list_name
        cells = _cells(list_name, row)
        key = f"{list_name}/{cells.no}"
        moved = _unshift(key, cells, parent, reading)
        _close_up(key, cells, reading)
        if cells.main:
            parent = cells.main
        elif not moved:
            reading.report(key, "主项名称空白（合并单元格）", cells.sub, f"沿用上面的主项“{parent}”")
        reading.records.append(_record(list_name, key, cells, parent, reading))
    need_records(reading, "附件1、附件2、附件3")
    _check(reading, "\n".join(sheet.text for sheet in sheets))
    return reading


def _rows(sheets: Sequence[Sheet]) -> Iterator[tuple[str, Row]]:
    for at, sheet in enumerate(sheets, 1):
        list_name = "" if sheet.text else f"附件{at}"
        for row in sheet.rows:
            title = _TITLE.match(row.cell(0))
            if title and not any(row.cells[1:]):
                list_name = f"附件{title[1]}"
            elif list_name in MODES and row.cell(0) == "序号":
                need_headings(row.cells, HEADINGS if list_name == "附件1" else (*HEADINGS, "权力类型"))
            elif list_name in MODES and number(row.cell(0)) is not None:
                yield list_name, row


def _cells(list_name: str, row: Row) -> _Cells:
    """附件1 has no 权力类型 column: its 备注 holds the type."""
    own = [row.cell(c) if c not in row.inherited or c != 3 else "" for c in range(7)]
    if list_name == "附件1":
        no, city, county, main, sub, power, _ = own
        return _Cells(no, city, county, main, sub, power, remark=power)
    return _Cells(*own)


def _unshift(key: str, cells: _Cells, parent: str, reading: Reading) -> bool:
    """Put shifted cells back: one to the right (the type stands under 备注), or the 子项 stands under 主项."""
    printed = f"主项“{cells.main}”，子项“{cells.sub}”，权力类型“{cells.power}”，备注“{cells.remark}”"
    if power_type(cells.power) is None and power_type(cells.remark) is not None and not cells.main:
        cells.main, cells.sub, cells.power, cells.remark = cells.sub, cells.power, cells.remark, ""
        reading.report(
            key, "整行右移一格", printed, f"已左移一格：主项“{cells.main}”，子项“{cells.sub}”，权力类型“{cells.power}”"
        )
    elif parent and not cells.sub and cells.main != parent and cells.main.startswith(parent):
        cells.main, cells.sub = "", cells.main
        reading.report(key, "子项印在主项列", printed, f"已右移一格：主项“{parent}”，子项“{cells.sub}”")
        return True
    return False


def _close_up(key: str, cells: _Cells, reading: Reading) -> None:
    joined = close_up(cells.main)
    if joined != cells.main:
        reading.report(key, "主项名称中间有空格（换行所致）", cells.main, f"已去掉空格：{joined}")
        cells.main = joined


def _record(list_name: str, key: str, cells: _Cells, parent: str, reading: Reading) -> Record:
    name, parent, remark = _names(key, cells, parent, reading)
    if not remark and REMARKS[list_name]:
        remark = REMARKS[list_name]
        reading.report(key, "备注缺失", "", f"按同列各行补为“{remark}”")
    if list_name == "附件1":
        reading.report(key, "备注列印的是权力类型", cells.remark, "作为事项类型导入，不作范围；备注照录")
    return Record(
        list_name,
        int(cells.no),
        name,
        department=cells.city,
        parent=parent,
        city_organ=_organ("赣州", cells.city),
        county_organ=_county(key, cells, reading),
        power_type=power_type(cells.power),
        power_type_confidence="high",
        power_type_printed=cells.power,
        printed_mode=mode(MODES[list_name], CODES, key, reading),
        remark=remark,
        in_force_from=DIRECT_FROM if list_name == "附件1" else None,
    )


def _names(key: str, cells: _Cells, parent: str, reading: Reading) -> tuple[str, str, str]:
    """(name shown, 主项, 备注): the 子项 is shown; a 子项 that is a page of conditions goes to 备注 as clean text."""
    if not _TAG.search(cells.sub):
        return (cells.sub, parent, cells.remark) if cells.sub else (cells.main, "", cells.remark)
    lines = [line.strip() for line in re.split(r"</?p[^>]*>", cells.sub)]
    clean = "\n".join(_TAG.sub("", line) for line in lines if line)
    reading.report(
        key,
        "子项单元格是网页文本",
        cells.sub,
        f"去掉标记，{len(clean.splitlines())} 条列举移入备注；显示主项名称“{parent}”",
    )
    return parent, "", f"{cells.remark}\n{clean}"


def _county(key: str, cells: _Cells, reading: Reading) -> str:
    if cells.county and not cells.county.startswith("县"):
        reading.report(key, "县级承接单位缺“县”字", cells.county, f"按县级单位处理：县{cells.county}")
        return "{county}" + cells.county
    return _organ("{county}", cells.county[1:])


def _organ(place: str, printed: str) -> str:
    return place + printed if printed else ""


def _check(reading: Reading, text: str) -> None:
    for list_name, stated in _stated(text).items():
        check_numbers(reading, list_name)
        check_count(reading, list_name, stated)
    check_names(reading)
    check_doubts(reading, DOUBTS)
    check_text(reading, text, FINDINGS)


def _stated(text: str) -> Mapping[str, int | None]:
    found: dict[str, int | None] = dict.fromkeys(MODES)
    parts = re.split(r"^附件\s*(\d)\s*[:：]?\s*$", text, flags=re.MULTILINE)
    for no, part in zip(parts[1::2], parts[2::2], strict=False):
        stated = _STATED.search(part[:60])
        if f"附件{no}" in found and stated:
            found[f"附件{no}"] = int(stated[1])
    return found
