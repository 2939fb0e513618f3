"""济宁市 (济政字〔2021〕30号 附件1、附件2): a table set down the page, one cell per line.

A cell starts with a tab; a line without one goes on with the cell above (部门名 broken over two lines), an empty
line ends the row. 附件2 prints no mode, each county settles its own. A workbook with headings is read as a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from models.packs.defects import LEFT, Defect
from models.packs.profiles.common import (
    Reading,
    check_count,
    check_names,
    check_numbers,
    check_text,
    headed_rows,
    mode,
    need_headings,
    need_records,
    number,
    power_type,
)
from models.packs.records import Record
from models.packs.table import Sheet
from models.rules.terms import Mode

MODES = {
    "直接下放": Mode.DIRECT,
    "窗口前移": Mode.WINDOW_FORWARD_CITY_STAFF,
    "下放实质性审核权": Mode.SUBSTANTIVE_SEAL2,
    "委托收件、受审分离": Mode.RECEIVE_ONLY,
}
FIELDS = {
    "附件1": ("no", "department", "name", "power", "mode", "remark"),
    "附件2": ("no", "name", "power", "remark"),
}
HEADINGS = {
    "no": ("序号",),
    "department": ("市级实施部门",),
    "name": ("事项名称",),
    "power": ("事项类型",),
    "mode": ("同权方式",),
    "remark": ("备注",),
}
_TITLE = re.compile(r"^(附件[12])[\s：:]*$")
_STATED = re.compile(r"(\d{1,9})项）")
FINDINGS = (
    (
        ("济宁高新区、太白湖新区、济宁经济技术开发区、曲阜文化建设示范区管委会", "14个县级为民服务中心"),
        Defect(
            "正文",
            "功能区个数前后不一",
            "抬头列四个功能区（高新区、太白湖新区、经开区、曲阜文化建设示范区）；正文写14个县级中心（11个县市区＋3）",
            "曲阜文化建设示范区是否设窗口待核定",
        ),
    ),
    (
        ("根据市直部门（单位）授权直接加盖审批章",),
        Defect("正文", "文书署名没有写", "2号章由市直部门刻制、县级加盖，文书署名机关没有写明", f"{LEFT}；待核定"),
    ),
)


def read(sheets: Sequence[Sheet]) -> Reading:
    """附件1 (61) then 附件2 (15)."""
    reading = Reading()
    rows = _vertical(sheets[0].text, reading) if sheets[0].text else _headed(sheets)
    for list_name, cells in rows:
        reading.records.append(_record(list_name, cells, reading))
    need_records(reading, "附件1、附件2")
    for list_name, stated in _stated(sheets[0].text).items():
        check_numbers(reading, list_name)
        check_count(reading, list_name, stated)
    _say_what_is_not_printed(reading)
    check_names(reading)
    check_text(reading, sheets[0].text, FINDINGS)
    return reading


def _vertical(text: str, reading: Reading) -> Iterator[tuple[str, dict[str, str]]]:
    list_name, cells, broken = "", list[str](), list[int]()
    for line in [*text.splitlines(), ""]:
        title = _TITLE.match(line)
        if title:
            list_name = title[1]
        elif not list_name:
            continue
        elif line.startswith("\t"):
            cells.append(line.strip())
        elif line.strip() and cells:
            broken.append(len(cells) - 1)
            cells[-1] += "\n" + line.strip()
        elif not line.strip():
            yield from _row(list_name, cells, broken, reading)
            cells, broken = [], []


def _row(
    list_name: str, cells: Sequence[str], broken: Sequence[int], reading: Reading
) -> Iterator[tuple[str, dict[str, str]]]:
    names = FIELDS[list_name]
    if cells and cells[0] == "序号":
        need_headings(cells, [HEADINGS[name][0] for name in names if name != "remark"])
    if not cells or number(cells[0]) is None or len(cells) < len(names) - 1:
        return
    for at in broken:
        reading.report(f"{list_name}/{cells[0]}", "单元格跨行断开", cells[at].replace("\n", "⏎"), "已接成一格")
    joined = [cell.replace("\n", "").replace("\u3000", "") for cell in cells]
    yield list_name, dict(zip(names, [*joined, ""], strict=False))


def _headed(sheets: Sequence[Sheet]) -> Iterator[tuple[str, dict[str, str]]]:
    for list_name, sheet in zip(FIELDS, sheets, strict=False):
        required = [name for name in FIELDS[list_name] if name != "remark"]
        for _, cells in headed_rows([sheet], HEADINGS, required):
            if number(cells["no"]) is not None:
                yield list_name, cells


def _record(list_name: str, cells: Mapping[str, str], reading: Reading) -> Record:
    key = f"{list_name}/{cells['no']}"
    department = cells.get("department", "")
    record = Record(
        list_name,
        int(cells["no"]),
        cells["name"],
        department=department,
        remark=cells.get("remark", ""),
        city_organ=f"济宁{department}" if department else "",
        power_type=power_type(cells["power"]),
        power_type_confidence="high",
        power_type_printed=cells["power"],
    )
    if "mode" not in cells:
        return record
    return replace(record, printed_mode=mode(cells["mode"], MODES, key, reading))


def _stated(text: str) -> dict[str, int | None]:
    found: dict[str, int | None] = dict.fromkeys(FIELDS)
    _, _, lists = text.partition("\n附件1\t")
    for list_name, part in zip(FIELDS, lists.split("\n附件2\t"), strict=False):
        stated = _STATED.search(part)
        found[list_name] = int(stated[1]) if stated else None
    return found


def _say_what_is_not_printed(reading: Reading) -> None:
    if any(r.list_name == "附件2" for r in reading.records):
        reading.report(
            "附件2/1-15",
            "没有方式列和部门列",
            "注：事项同权方式由各县（市、区）、功能区自行确定",
            "方式留空，由县级配置；未配置的不受理",
        )
    reading.report(
        "附件1/1-61",
        "没有县级承接单位列",
        "正文三(一)2：具体承办部门由各县（市、区）、功能区明确",
        "承接单位留空，由县级配置",
    )
