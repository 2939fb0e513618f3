"""Builds every pack's catalogue from the documents kept beside it, in an order that lets one list help the next."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from models.packs.importer import ADDITIONS, Helps, ImportReport, additions, guide_bindings, import_list
from models.packs.power_types import Answer
from models.packs.records import Record
from models.rules.terms import PowerType

# 忻州 holds licences only; the next three print their types; 晋城 prints none and leans on all of them
ORDER = ("xinzhou", "zezhou", "jining", "yudu", "jincheng")


def source_of(folder: Path) -> Path:
    """The one document a pack was made from. Raises FileNotFoundError."""
    for path in sorted((folder / "source").iterdir()):
        return path
    raise FileNotFoundError(folder / "source")


def build_all(root: Path) -> dict[str, ImportReport]:
    """Reports of all packs under ``root`` (the resources folder), nothing written."""
    bound = guide_bindings(root / "guides")
    known: dict[str, Answer] = {}
    made: dict[str, ImportReport] = {}
    for city in (c for c in ORDER if (root / "cities" / c / "source").is_dir()):
        folder = root / "cities" / city
        helps = Helps(bound.get(city, {}), known, additions(folder / ADDITIONS))
        made[city] = import_list(source_of(folder), city, helps)
        known = {**_types(city, made[city].items), **known}
    return made


def helps_for(root: Path, city: str) -> Helps:
    """What a single import of ``city`` may lean on, taken from the packs under ``root``."""
    others = build_all(root)
    known: dict[str, Answer] = {}
    for name in (c for c in ORDER if c in others and c != city):
        known = {**_types(name, others[name].items), **known}
    return Helps(guide_bindings(root / "guides").get(city, {}), known, additions(root / "cities" / city / ADDITIONS))


def _types(city: str, items: Iterable[Record]) -> dict[str, Answer]:
    if city == "xinzhou":
        return {r.name: (PowerType.ADMIN_LICENSE, "high") for r in items}
    return {r.name: (r.power_type, "medium") for r in items if r.power_type and r.power_type_printed}
