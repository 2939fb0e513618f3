"""The State Council's yearly table brought in by an administrator: read, looked at, then kept in the store.

Two shapes are taken: our own JSON (as in resources/holidays), or a table with the columns 日期 and 类型 (放假 or 上班),
as csv, xls or xlsx. What is kept lies over the tables the program came with.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from models.desk.context import Desk
from models.desk.power import needs
from models.errors import Refusal
from models.rules.calendar import ONE_DAY, Year, read_year
from models.rules.powers import Power
from models.store import daybook

if TYPE_CHECKING:
    from models.packs.table import Row
    from models.store.store import Store

_KEY = "holidays"
_OFF, _WORK = "放假", "上班"
_DATE = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*")
_SERIAL = re.compile(r"\d{5}")
_EXCEL_ZERO = date(1899, 12, 30)
_FIXED = ((1, 1, "元旦"), (5, 1, "劳动节"), (10, 1, "国庆节"), (10, 2, "国庆节"), (10, 3, "国庆节"))
"""Days off every year whatever the year's paper shifts (全国年节及纪念日放假办法第二条)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A table that could be kept; ``lines`` say what it holds, ``known`` that a table of the year is here already."""

    year: int
    text: str
    lines: tuple[str, ...]
    known: bool
    same: bool


def read(desk: Desk, name: str, data: bytes) -> Found:
    """Look into a file; nothing is kept.

    Raises:
        Refusal: ``holiday_table_bad``, or a ``list_…`` code when the file is no table at all.
    """
    text = _own_format(name, data) if _is_json(name, data) else _from_table(name, data)
    number, year = read_year(text)
    _check_fixed(number, year)
    before = desk.calendar.years.get(number)
    same = before is not None and (before.off, before.work) == (year.off, year.work)
    return Found(number, text, tuple(_summary(number, year, before)), before is not None, same)


@needs(Power.SETTING)
def keep(desk: Desk, found: Found) -> None:
    """Keep a table that was looked at; it counts at once and at every start from now on.

    Raises:
        Refusal: ``not_administrator``, ``holiday_table_bad``. StoreTrouble: the disk.
    """
    read_year(found.text)
    kept = {**_kept(desk.store), str(found.year): found.text}
    with desk.store.work() as work:
        work.set_meta(_KEY, json.dumps(kept, ensure_ascii=False, sort_keys=True))
        work.commit()
    desk.calendar.take(found.text)


def kept_tables(store: Store) -> tuple[str, ...]:
    """The tables that were brought in, oldest year first."""
    return tuple(text for _, text in sorted(_kept(store).items()))


def _kept(store: Store) -> dict[str, str]:
    text = daybook.meta(store, _KEY)
    return dict(json.loads(text)) if text else {}


def _is_json(name: str, data: bytes) -> bool:
    return name.lower().endswith(".json") or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def _own_format(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _bad(f"“{name}”不是 UTF-8 文字") from error


def _from_table(name: str, data: bytes) -> str:
    """Rows of 日期 and 类型 as our own format."""
    from models.packs.table import read_table  # noqa: PLC0415 - the spreadsheet reader loads when a table is brought in

    for sheet in read_table(data, name):
        for place, row in enumerate(sheet.rows):
            cells = [cell.strip() for cell in row.cells]
            if "日期" in cells and "类型" in cells:
                return _told(name, _marks(sheet.rows[place + 1 :], cells))
    raise _bad("没有找到“日期”和“类型”两列")


def _marks(rows: Sequence[Row], head: list[str]) -> dict[date, tuple[str, str]]:
    """Each day with its kind and the holiday it belongs to."""
    day_at, kind_at = head.index("日期"), head.index("类型")
    name_at = next((head.index(word) for word in ("节日", "名称", "假期") if word in head), -1)
    marks: dict[date, tuple[str, str]] = {}
    for row in rows:
        if not any(row.cells):
            continue
        day, kind = _date(row.cell(day_at), row.number), row.cell(kind_at).strip()
        if kind not in (_OFF, _WORK):
            raise _bad(f"第{row.number}行的类型“{kind}”不是“放假”或“上班”")
        if day in marks and marks[day][0] != kind:
            raise _bad(f"{day.isoformat()}既写放假又写上班")
        marks[day] = kind, row.cell(name_at).strip()
    return marks


def _date(text: str, number: int) -> date:
    if _SERIAL.fullmatch(text):  # how a spreadsheet keeps a date whose cell was not marked as one
        return _EXCEL_ZERO + timedelta(days=int(text))
    try:
        if found := _DATE.fullmatch(text.strip()):
            year, month, day = map(int, found.groups())
            return date(year, month, day)
    except ValueError as error:
        raise _bad(f"第{number}行的日期“{text}”没有这一天") from error
    raise _bad(f"第{number}行的日期“{text}”读不懂，要写成 2027-01-01")


def _told(name: str, marks: dict[date, tuple[str, str]]) -> str:
    off = sorted(day for day, (kind, _) in marks.items() if kind == _OFF)
    work = sorted(day for day, (kind, _) in marks.items() if kind == _WORK)
    if not off:
        raise _bad("一天放假也没有")
    year = Counter(day.year for day in off).most_common(1)[0][0]
    spans = list(_spans(off, marks))
    for day in work:
        near = min(spans, key=lambda span: min(abs((day - span["days"][0]).days), abs((day - span["days"][-1]).days)))
        near["work"].append(day.isoformat())
    holidays = [
        {"name": s["name"], "from": s["days"][0].isoformat(), "to": s["days"][-1].isoformat(), "work": s["work"]}
        for s in spans
    ]
    plain = {"year": year, "paper": f"{year}年放假调休表", "number": f"由{name}导入", "holidays": holidays}
    return json.dumps(plain, ensure_ascii=False)


def _spans(off: list[date], marks: dict[date, tuple[str, str]]) -> Iterable[dict[str, Any]]:
    """Days off in a row as one holiday."""
    days: list[date] = []
    for day in off:
        if days and day != days[-1] + ONE_DAY:
            yield {"name": _name(days, marks), "days": days, "work": []}
            days = []
        days.append(day)
    yield {"name": _name(days, marks), "days": days, "work": []}


def _name(days: list[date], marks: dict[date, tuple[str, str]]) -> str:
    told = list(dict.fromkeys(marks[day][1] for day in days if marks[day][1]))
    fixed = [name for month, day, name in _FIXED if any((d.month, d.day) == (month, day) for d in days)]
    return "、".join(told) or next(iter(fixed), "放假")


def _check_fixed(number: int, year: Year) -> None:
    for month, day, name in _FIXED:
        if date(number, month, day) not in year.off:
            raise _bad(f"{number}年{month}月{day}日（{name}）没有写作放假")


def _summary(number: int, year: Year, before: Year | None) -> Iterable[str]:
    """What a person checks against the paper before keeping it."""
    yield f"{year.paper}：放假 {len(year.off)} 天，调休上班 {len(year.work)} 天"
    names = list(dict.fromkeys(year.names[day] for day in sorted(year.off)))
    for name in names:
        days = sorted(day for day in year.off if year.names[day] == name)
        made_up = sorted(day for day in year.work if year.names.get(day) == name)
        yield f"{name} {_md(days[0])}—{_md(days[-1])}" + (f"，{'、'.join(map(_md, made_up))}上班" if made_up else "")
    if before is not None:
        changed = len((before.off ^ year.off) | (before.work ^ year.work))
        yield f"{number}年已有一张表，" + (f"有 {changed} 天不同，存下后以这张为准" if changed else "内容相同")


def _md(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _bad(why: str) -> Refusal:
    return Refusal(
        f"这份放假调休表不能用：{why}",
        "原有的放假表没有改动",
        "请核对国务院办公厅通知原文后重新导入",
        code="holiday_table_bad",
    )
