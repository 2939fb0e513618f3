"""忻州市 (忻政办发〔2022〕78号): two licence lists of six columns, 324 and 8 rows; browsable, never delegated by list.

Rows of seven cells print the guiding department twice and are moved left by one. 实施部门 is kept as printed in the
remark; 初审 and 受理 in it become ``level``, a mark and not a power to decide. Department shown is the guiding one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from models.packs.profiles.common import (
    Reading,
    check_count,
    check_doubts,
    check_names,
    check_numbers,
    need_headings,
    need_records,
    number,
)
from models.packs.profiles.xinzhou_doubts import DOUBTS
from models.packs.records import Record
from models.packs.table import Row, Sheet
from models.rules.terms import PowerType

LISTS = {"一、": "清单一", "二、": "清单二"}
_HEADING = re.compile(r"^([一二])、认领省清单.*?(\d{1,9})\s*项$")
_LATIN = re.compile(r"[A-Za-z]{3,}")
_ENDS = "。；：！？，、:;)）》”…"
_LEVEL = re.compile(r"初审|二审|受理")
HEADINGS = ("许可事项名称", "省级业务指导部门", "实施部门", "设定和实施依据")
COLUMNS = 6


def read(sheets: Sequence[Sheet]) -> Reading:
    """清单一 (324) then 清单二 (8)."""
    reading, stated = Reading(), dict[str, int]()
    for list_name, row in _rows(sheets, stated):
        reading.records.append(_record(list_name, row, reading))
    need_records(reading, "清单一、清单二")
    for list_name in LISTS.values():
        check_numbers(reading, list_name)
        check_count(reading, list_name, stated.get(list_name))
    _check_source_numbers(reading)
    check_names(reading)
    check_doubts(reading, DOUBTS)
    _check_body("\n".join(sheet.text for sheet in sheets), reading)
    return reading


def _rows(sheets: Sequence[Sheet], stated: dict[str, int]) -> Iterator[tuple[str, Row]]:
    list_name = ""
    for at, sheet in enumerate(sheets):
        list_name = list_name if sheet.text else tuple(LISTS.values())[min(at, 1)]
        for row in sheet.rows:
            heading = _HEADING.match(row.cell(0))
            if heading:
                list_name = LISTS[f"{heading[1]}、"]
                stated[list_name] = int(heading[2])
            elif list_name and row.cell(0) == "序号":
                need_headings(row.cells, HEADINGS)
            elif list_name and number(row.cell(0)) is not None and len(row.cells) >= COLUMNS - 1:
                yield list_name, row


def _record(list_name: str, row: Row, reading: Reading) -> Record:
    key = f"{list_name}/{row.cell(0)}"
    no, source_no, name, guiding, doing, basis = _six(key, row, reading)
    levels = tuple(dict.fromkeys(_LEVEL.findall(doing)))
    if levels:
        reading.report(key, "实施部门列里写有层级", doing, f"作为层级标记“{'、'.join(levels)}”，不作决定权")
    return Record(
        list_name,
        int(no),
        name,
        department=guiding,
        remark=f"实施部门：{doing}",
        source_no=source_no,
        city_organ=_city(doing),
        county_organ=_county(doing),
        level="、".join(levels),
        basis=basis,
        power_type=PowerType.ADMIN_LICENSE,
        power_type_confidence="high",
        power_type_printed="行政许可",
    )


def _six(key: str, row: Row, reading: Reading) -> list[str]:
    cells = list(row.cells)
    while len(cells) > COLUMNS and not cells[-1]:
        cells.pop()
    if len(cells) > COLUMNS and cells[3] == cells[4]:
        reading.report(key, "多出一列，整行右移", f"省级业务指导部门“{cells[3]}”印了两次", "已左移一格")
        del cells[4]
    return [*cells, *[""] * COLUMNS][:COLUMNS]


def _parts(doing: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,，、；]", doing)]


def _city(doing: str) -> str:
    """忻州市行政审批服务管理局, when the first unit named is one plain city unit."""
    first = _parts(doing)[0]
    return f"忻州{first}" if re.fullmatch(r"市[^县(（]+局|市委[^县(（]+部", first) else ""


def _county(doing: str) -> str:
    """{county}行政审批服务管理局, when exactly one plain county unit is named."""
    found = [part[1:] for part in _parts(doing) if re.fullmatch(r"县[^级(（]+局", part)]
    return "{county}" + found[0] if len(found) == 1 else ""


def _check_source_numbers(reading: Reading) -> None:
    """The provincial number must rise; one that falls back is taken from elsewhere."""
    records = [r for r in reading.records if r.list_name == "清单一"]
    seen = {r.source_no: r for r in reversed(records)}
    for before, this, after in zip(records, records[1:], records[2:], strict=False):
        first, own, last = (number(one.source_no) for one in (before, this, after))
        if first is None or (own or 0) > first:
            continue
        taken = seen[this.source_no]
        used = f"，第{taken.no}号已用" if taken is not this else ""
        between = f"；按前后顺序应在 {first + 1}—{last - 1} 之间" if last is not None else ""
        reading.report(this.key, "省清单序号倒退", f"印作 {this.source_no}{used}", f"照原文保留{between}")


def _check_body(text: str, reading: Reading) -> None:
    """English words inside the text and paragraphs cut by a page, line by line, above the first table."""
    lines = text.splitlines()
    for at, line in enumerate(lines, 1):
        if "\t" in line or _HEADING.match(line):
            break
        words = dict.fromkeys(_LATIN.findall(line))
        if words:
            reading.report(
                f"正文第{at}行",
                "夹入英文字",
                "、".join(words) + f"：{line.strip()[:30]}……",
                "照原文保留；系文本抽取所致",
            )
        nearest = next((later for later in lines[at:] if later.strip()), "")
        if len(line) > 40 and line.rstrip()[-1] not in _ENDS and "\t" not in nearest:
            reading.report(
                f"正文第{at}行", "正文被截断", f"……{line.rstrip()[-12:]}⏎{nearest[:12]}……", "照原文保留；系分页所致"
            )
