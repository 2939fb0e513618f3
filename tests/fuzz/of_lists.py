"""Files somebody brings: a list of items as text, the table of holidays, a scan put to a case.

The first byte of a list says whose layout, which ending its name has, and whether the text is tidied up, so that
most runs get past the decoding.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from unittest import mock

import resources
from models.desk import holidays as tables
from models.desk.scans import sniff
from models.errors import WorldError
from models.packs import defects, pinyin, records
from models.packs.importer import import_list
from models.rules.calendar import read_year
from tests.fuzz.door import DEEP, Door
from tests.helpers.bad_zips import made

CITIES = ("jincheng", "jining", "xinzhou", "yudu", "zezhou")
ENDINGS = ("csv", "txt", "tsv", "xlsx")
READ = lru_cache(maxsize=10_000)(pinyin.keys)  # half of the time goes there, for the same names again and again
TIDY = ("", "utf-8", "gb18030", "utf-16")


def selector(city: str, ending: str, tidy: str) -> bytes:
    """The first byte."""
    return bytes([CITIES.index(city) + 5 * ENDINGS.index(ending) + 20 * TIDY.index(tidy)])


def lists(data: bytes) -> str:
    """Read in the layout of a city, and what came of it written down."""
    how = (data or b"\0")[0]
    city, ending, tidy = CITIES[how % 5], ENDINGS[how // 5 % 4], TIDY[how // 20 % 4]
    text = data[1:].decode("utf-8", "ignore").encode(tidy) if tidy else data[1:]
    try:
        with mock.patch.object(pinyin, "keys", READ):
            report = import_list(text, city, name=f"清单.{ending}")
    except WorldError as refused:
        return refused.code
    defects.to_csv(report.defects)
    records.read(records.write(report.items).decode())
    return DEEP


BEGIN = {"jincheng": "附件\n", "jining": "附件1\t", "xinzhou": "附件：", "yudu": "附件 1:", "zezhou": "（一）将"}


def _piece(city: str) -> str:
    """A piece of a city's own list, from the line on that begins it."""
    (path,) = (Path(str(resources.ROOT)) / "cities" / city / "source").glob("*.txt")
    text = path.read_text(encoding="utf-8")
    return text[max(0, text.find(BEGIN[city])) :][:500]


def _list_seeds() -> tuple[bytes, ...]:
    """A piece of each city's own list, in each encoding; a csv of our own making."""
    found = [selector(city, "txt", how) + _piece(city).encode() for city in BEGIN for how in ("utf-8", "gb18030")]
    found += [
        selector("jincheng", "txt", "") + _piece("jincheng").encode(how) for how in ("utf-8", "gb18030", "utf-16")
    ]
    head = "序号,事项名称,下放方式,主管部门,备注\n"
    rows = "1,取水许可,直接下放,水务部门,\n2,公共场所卫生许可,委托实施,卫健部门,样例\n4,取水许可,随便,水务局,\n"
    found += [selector("jincheng", "csv", tidy) + (head + rows).encode() for tidy in ("", *TIDY[1:])]
    return (*found, selector("jincheng", "csv", "") + (head + rows).encode("gb18030"), b"", b"\0\x89PNG")


def holidays(data: bytes) -> str:
    """The yearly table, as our own JSON or as rows."""
    how = (data or b"\0")[0]
    name = ("表.csv", "表.json", "表.xlsx")[how % 3]
    text = data[1:].decode("utf-8", "ignore").encode() if how & 0x80 else data[1:]
    try:
        plain = tables._own_format(name, text) if tables._is_json(name, text) else tables._from_table(name, text)
        number, year = read_year(plain)
        tables._check_fixed(number, year)
    except WorldError as refused:
        return refused.code
    list(tables._summary(number, year, None))
    return DEEP


def _holiday_seeds() -> tuple[bytes, ...]:
    days = [date(2027, month, day) for month, day, _ in tables._FIXED]
    rows = "\n".join(f"{day.isoformat()},放假,{name}" for day, name in zip(days, "元劳国国国", strict=True))
    table = f"日期,类型,节日\n{rows}\n2027-10-09,上班,国\n"
    ours = resources.text(f"{resources.HOLIDAYS}/2026.json")
    texts = (table, ours, '{"year": 1e999}')
    tidied = tuple(bytes([0x80 + (0x80 + at) % 3]) + text.encode() for text in texts for at in range(3))
    return *tidied, b"\0" + table.encode(), b"\0" + table.encode("gb18030"), b"\x01" + ours.encode()


def files(data: bytes) -> str:
    """What kind of file it is, told from its bytes."""
    return DEEP if sniff(data) else "unknown"


_FILES = (
    b"%PDF-1.7\n%%EOF",
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"II*\0",
    made(("OFD.xml", b"<x/>")),
    b"PK\x03\x04",
)
DOORS = {
    "lists": Door(lists, _list_seeds(), longest=3000),
    "holidays": Door(holidays, _holiday_seeds(), longest=8192),
    "files": Door(files, _FILES),
}
