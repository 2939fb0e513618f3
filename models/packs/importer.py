"""From a public list to a pack's catalogue: read, lay out, bind guides, work out what is not printed, report.

Nothing is mended in silence: whatever differs from the printed list has its line in the report. Files are written
whole or not at all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.errors import Refusal
from models.packs import defects, pinyin, power_types, records
from models.packs.defects import Defect
from models.packs.files import replace_file
from models.packs.guides import bindings, read_doc
from models.packs.profiles import PROFILES
from models.packs.records import Record
from models.packs.table import Sheet, read_table
from models.rules.terms import PowerType

CATALOGUE, REPORT, ADDITIONS = "catalogue.csv", "defects.csv", "additions.toml"


@dataclass(frozen=True, slots=True)
class Binding:
    """A guide bound to one item."""

    guide_id: str
    kinds: tuple[PowerType, ...]
    confidence: str
    handling_items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Addition:
    """What ``additions.toml`` gives an item that neither list nor guide says."""

    handling_items: tuple[str, ...] = ()
    power_type: PowerType | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Helps:
    """What the import of one city may lean on besides the list itself."""

    bound: Mapping[str, Binding] = field(default_factory=dict)  # item key → guide
    known: Mapping[str, power_types.Answer] = field(default_factory=dict)  # name → type elsewhere
    added: Mapping[str, Addition] = field(default_factory=dict)  # item key → what the pack adds


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came out of a list."""

    items: tuple[Record, ...]
    defects: tuple[Defect, ...]

    def save(self, folder: Path) -> None:
        """Put ``catalogue.csv`` and ``defects.csv`` into a pack's folder, each whole or not at all."""
        replace_file(folder / REPORT, defects.to_csv(self.defects))
        replace_file(folder / CATALOGUE, records.write(self.items))


def import_list(source: Path | bytes, city: str, helps: Helps | None = None, *, name: str = "") -> ImportReport:
    """Read a list in the layout of ``city``.

    Raises:
        Refusal: the file or its layout cannot be used (see ``table`` and ``profiles.common``), or the city has no
            layout here (code ``list_layout``).
    """
    profile = PROFILES.get(city)
    if profile is None:
        raise Refusal(
            f"没有城市“{city}”的清单版式",
            "现用的清单没有改动",
            f"请从 {'、'.join(PROFILES)} 里选一个版式",
            code="list_layout",
        )
    reading = profile(_meant(read_table(source, name)))
    found = [*reading.defects]
    items = tuple(_complete(record, helps or Helps(), found) for record in reading.records)
    return ImportReport(items, _in_order(found, items))


def _in_order(found: Sequence[Defect], items: Sequence[Record]) -> tuple[Defect, ...]:
    """The report in the order of the list; what is said of the body stands behind."""
    place = {record.key: at for at, record in enumerate(items)}
    return tuple(sorted(found, key=lambda d: place.get(d.row.partition("-")[0], len(items))))


def _meant(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Sheets with something in them; an empty Sheet2 and Sheet3 often ride along."""
    return tuple(s for s in sheets if any(any(row.cells) for row in s.rows)) or tuple(sheets)


def _complete(record: Record, helps: Helps, found: list[Defect]) -> Record:
    bound, added = helps.bound.get(record.key), helps.added.get(record.key, Addition())
    initials, full = pinyin.keys(record.name)
    record = replace(record, initials=initials, pinyin=full)
    if bound is not None:
        record = replace(record, guide_id=bound.guide_id, handling_items=bound.handling_items)
    if added.handling_items:
        record = replace(record, handling_items=added.handling_items)
        listed = "、".join(record.handling_items)
        found.append(Defect(record.key, "清单没有列业务办理项", record.name, f"按规则需要补列：{listed}"))
    return record if record.power_type else _with_power_type(record, bound, added, helps, found)


def _with_power_type(
    record: Record, bound: Binding | None, added: Addition, helps: Helps, found: list[Defect]
) -> Record:
    guide = (bound.kinds, bound.confidence) if bound else None
    kind, confidence = power_types.work_out(record.name, guide, helps.known)
    if added.power_type is not None:
        kind, confidence = added.power_type, "medium"
    if confidence != "high":
        why = f"（{added.why}）" if added.why else ""
        found.append(Defect(record.key, "清单没有印事项类型", record.name, f"推定为{kind.value}{why}，待核定"))
    return replace(record, power_type=kind, power_type_confidence=confidence)


def guide_bindings(folder: Path) -> dict[str, dict[str, Binding]]:
    """City → item key → guide, from every guide of a folder."""
    bound: dict[str, dict[str, Binding]] = {}
    for path in sorted(folder.glob("*.yaml")):
        doc = read_doc(path.read_bytes())
        kinds = tuple(PowerType(kind) for kind in doc["power_types"])
        for city, key, handling in bindings(doc):
            bound.setdefault(city, {})[key] = Binding(doc["id"], kinds, doc["confidence"], handling)
    return bound


def additions(path: Path) -> dict[str, Addition]:
    """What a city's pack adds by hand (``additions.toml``): 业务办理项 the rules need, types of near-named items."""
    if not path.is_file():
        return {}
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    found: dict[str, Addition] = {}
    for entry in table.get("item", []):
        kind = entry.get("power_type")
        found[entry["key"]] = Addition(
            tuple(entry.get("handling_items", ())), PowerType(kind) if kind else None, entry.get("why", "")
        )
    return found
