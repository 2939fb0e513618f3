"""泽州县 (2020-12-24 通知): numbered prose, hard-wrapped; 14 items moved in to the approval bureau, 8 moved back out.

Keys are ``划入/1`` … ``划入/14`` and ``划回/1`` … ``划回/8``. A sentence
(将…事项划回县林业局办理) gives name and organ. These are the county's own powers: no mode is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from models.packs.defects import Defect
from models.packs.profiles.common import (
    Reading,
    check_count,
    check_names,
    check_numbers,
    check_text,
    need_records,
    power_type,
)
from models.packs.records import Record
from models.packs.table import Sheet

IN, BACK = "划入", "划回"
_SECTION = re.compile(r"[（(]([一二三四])[）)](?=将)")
_GIVER = re.compile(r"将(.+?)\d+个事项划转至(.+?管理局)")
_ENTRY = re.compile(r"(\d{1,9})\.(.+?)（(行政许可|行政确认|公共服务|其他行政权力|其他权力|其他权利)）")
_BACK = re.compile(r"^将(.+?)(?:事项)?划回(.+?)办理$")
_STATED = re.compile(r"将\d+个部门(\d{1,9})个事项.*?首批划转的(\d{1,9})个")
FINDINGS = (
    (
        ("泽州县人民政府", "2020 年 12 月 24 日"),
        Defect("正文", "没有文号", "只有发布日 2020-12-24，抬头没有文号", "以标题和发布日指称"),
    ),
    (
        ("设置三个月的过渡期", "2020 年 12 月 30 日前"),
        Defect(
            "正文",
            "移交日没有写死",
            "应于2020年12月30日前完成移交，过渡期三个月；以交接日期为界",
            "移交日由城市包设定，待核定",
        ),
    ),
)


def read(sheets: Sequence[Sheet]) -> Reading:
    """划入 (14) then 划回 (8)."""
    reading = Reading()
    text = sheets[0].text or "\n".join("".join(row.cells) for sheet in sheets for row in sheet.rows)
    squeezed = "".join(text.split())
    body, _, _ = squeezed.partition("二、事项调整有关要求")
    for section in _sections(body):
        reading.records.extend(_back(section, reading) if "划回原部门" in section else _moved_in(section, reading))
    need_records(reading, "划入、划回")
    stated = _STATED.search(body)
    for name, count in zip((IN, BACK), stated.groups() if stated else (), strict=False):
        check_count(reading, name, int(count))
    for name in (IN, BACK):
        check_numbers(reading, name)
    check_names(reading)
    check_text(reading, text, FINDINGS)
    return reading


def _sections(body: str) -> Iterator[str]:
    cuts = [match.start() for match in _SECTION.finditer(body)]
    for start, end in pairwise([*cuts, len(body)]):
        yield body[start:end]


def _moved_in(section: str, reading: Reading) -> Iterator[Record]:
    parties = _GIVER.search(section)
    giver, taker = parties.groups() if parties else ("", "")
    for no, name, printed in _ENTRY.findall(section):
        yield _record(IN, no, name, printed, giver, taker, reading)


def _back(section: str, reading: Reading) -> Iterator[Record]:
    for no, sentence, printed in _ENTRY.findall(section):
        said = _BACK.match(sentence)
        name, organ = said.groups() if said else (sentence, "")
        reading.report(f"{BACK}/{no}", "名称写在句子里", sentence, f"取出名称“{name}”，办理部门“{organ}”")
        yield _record(BACK, no, name, printed, organ, organ, reading)


def _record(list_name: str, no: str, name: str, printed: str, department: str, organ: str, reading: Reading) -> Record:
    if printed == "其他权利":
        reading.report(f"{list_name}/{no}", "“其他权利”系“其他权力”之误", printed, "按其他行政权力导入")
    return Record(
        list_name,
        int(no),
        name,
        department=department,
        county_organ=organ.replace("县", "{county}", 1),
        power_type=power_type(printed),
        power_type_confidence="high",
        power_type_printed=printed,
    )
