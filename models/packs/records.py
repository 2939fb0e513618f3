"""One row of a list on its way into a pack, and ``catalogue.csv``, the table a pack keeps its rows in.

The csv holds more than ``Item`` shows: how sure the power type is, what was printed for it, the number in the
list above, the level mark of 忻州 (初审、受理 are not a power to decide) and the basis. Reading needs only ``csv``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from models.rules.catalogue import Item
from models.rules.terms import Mode, PowerType

SEPARATOR = "|"  # between handling items in one cell
COLUMNS = (
    "key",
    "list_name",
    "no",
    "name",
    "parent",
    "department",
    "city_organ",
    "county_organ",
    "power_type",
    "power_type_confidence",
    "power_type_printed",
    "printed_mode",
    "remark",
    "guide_id",
    "handling_items",
    "initials",
    "pinyin",
    "task_code",
    "classified",
    "in_force_from",
    "in_force_until",
    "suspended",
    "source_no",
    "level",
    "basis",
)


@dataclass(frozen=True, slots=True)
class Record:
    """A row as printed, plus what the importer worked out."""

    list_name: str
    no: int
    name: str
    department: str = ""
    parent: str = ""
    city_organ: str = ""
    county_organ: str = ""
    power_type: PowerType | None = None
    power_type_confidence: str = ""
    power_type_printed: str = ""
    printed_mode: Mode | None = None
    remark: str = ""
    guide_id: str = ""
    handling_items: tuple[str, ...] = ()
    in_force_from: date | None = None
    source_no: str = ""
    level: str = ""
    basis: str = ""
    initials: str = ""
    pinyin: str = ""

    @property
    def key(self) -> str:
        """Stable inside a pack: list and number."""
        return f"{self.list_name}/{self.no}"


def write(records: Iterable[Record]) -> bytes:
    """``catalogue.csv`` (UTF-8, one header line, rows in the order of the list)."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for record in records:
        writer.writerow({column: _cell(getattr(record, column, "")) for column in COLUMNS})
    return out.getvalue().encode("utf-8")


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return SEPARATOR.join(value)
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def read(text: str) -> tuple[Item, ...]:
    """The items of a ``catalogue.csv``; columns may stand in any order."""
    return tuple(_item(row) for row in csv.DictReader(io.StringIO(text, newline="")))


def _item(row: Mapping[str, str]) -> Item:
    return Item(
        key=row["key"],
        list_name=row["list_name"],
        no=int(row["no"]),
        name=row["name"],
        parent=row["parent"],
        department=row["department"],
        city_organ=row["city_organ"],
        county_organ=row["county_organ"],
        power_type=PowerType(row["power_type"]) if row["power_type"] else None,
        printed_mode=Mode(row["printed_mode"]) if row["printed_mode"] else None,
        remark=row["remark"],
        guide_id=row["guide_id"],
        handling_items=tuple(row["handling_items"].split(SEPARATOR)) if row["handling_items"] else (),
        initials=row["initials"],
        pinyin=row["pinyin"],
        task_code=row["task_code"],
        classified=row["classified"] == "是",
        in_force_from=_date(row["in_force_from"]),
        in_force_until=_date(row["in_force_until"]),
        suspended=row["suspended"],
    )


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
