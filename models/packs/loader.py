"""The shelf of city packs: a pack in a few milliseconds, its guides one at a time when they are opened.

A pack is ``cities/<city>/city.toml``, ``rules.toml`` and ``catalogue.csv``; its guides are looked for in
``cities/<city>/guides`` first and in the shared ``guides`` folder then. Loading imports neither YAML nor pinyin.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path

from models.errors import Refusal
from models.packs import records
from models.packs.policy import read_policy
from models.packs.rulebook import read_rules
from models.rules.catalogue import CityPack, Guide, Item, Policy
from models.rules.generic import generic_guide

POLICY, RULES, CATALOGUE, GUIDES = "city.toml", "rules.toml", "catalogue.csv", "guides"


class PackShelf:
    """Packs under one resources folder.

    Args:
        root: the folder that holds ``cities`` and ``guides``.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._guides: dict[tuple[str, str], Guide] = {}

    def cities(self) -> tuple[str, ...]:
        """The ids of the packs that are complete, in order."""
        return tuple(sorted(p.parent.name for p in self._root.glob(f"cities/*/{CATALOGUE}")))

    def load(self, city_id: str) -> CityPack:
        """A city's pack.

        Raises:
            Refusal: the pack is not there (code ``pack_missing``), or a file of it cannot be used.
        """
        folder = self._folder(city_id)
        raw = {name: _read(folder / name, city_id) for name in (POLICY, RULES, CATALOGUE)}
        text = {name: data.decode("utf-8") for name, data in raw.items()}
        policy, regions, places = read_policy(text[POLICY])
        return CityPack(
            id=city_id,
            version=_version(text[POLICY], policy),
            policy=policy,
            regions=regions,
            items=records.read(text[CATALOGUE]),
            rules=read_rules(text[RULES]),
            places=places,
            digest=self._digest(city_id, raw),
        )

    def guide(self, city_id: str, guide_id: str) -> Guide:
        """A guide by id, the city's own before the shared one.

        Raises:
            Refusal: not there, unusable, or in the disk's way (codes ``guide_missing``, ``guide_damaged``,
                ``guide_unread``).
        """
        key = city_id, guide_id
        if key not in self._guides:
            from models.packs.guides import read_guide  # noqa: PLC0415 - YAML is imported only when a guide is opened

            self._guides[key] = read_guide(_bytes(self._guide_path(city_id, guide_id)))
        return self._guides[key]

    def guide_for(self, pack: CityPack, item: Item) -> Guide:
        """The item's own guide, or its power type's checklist (``generic``) while the guide is not entered."""
        if item.guide_id:
            return self.guide(pack.id, item.guide_id)
        return generic_guide(item.power_type, item.name)

    def _folder(self, city_id: str) -> Path:
        folder = self._root / "cities" / city_id
        if not city_id.isidentifier() or not folder.is_dir():
            raise Refusal(
                f"没有城市“{city_id}”的事项包", "已收的件不受影响", "请管理员导入该市的清单和规则", code="pack_missing"
            )
        return folder

    def _guide_path(self, city_id: str, guide_id: str) -> Path:
        name = f"{guide_id}.yaml"
        for path in (self._root / "cities" / city_id / GUIDES / name, self._root / GUIDES / name):
            if guide_id.isidentifier() and path.is_file():
                return path
        raise Refusal(
            f"没有编号为“{guide_id}”的办事指南", "已收的件不受影响", "请管理员补录这份指南", code="guide_missing"
        )

    def _digest(self, city_id: str, raw: dict[str, bytes]) -> str:
        total = hashlib.sha256()
        for name, data in (*sorted(raw.items()), *self._guide_files(city_id)):
            total.update(f"{name}\0{len(data)}\0".encode())
            total.update(data)
        return total.hexdigest()

    def _guide_files(self, city_id: str) -> Iterator[tuple[str, bytes]]:
        for folder in (self._root / GUIDES, self._root / "cities" / city_id / GUIDES):
            for path in sorted(folder.glob("*.yaml")):
                yield path.name, path.read_bytes()


def _read(path: Path, city_id: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as gone:
        raise Refusal(
            f"城市“{city_id}”的事项包缺少 {path.name}",
            "已收的件不受影响",
            "请管理员重新导入该市的事项包",
            code="pack_missing",
        ) from gone


def _bytes(guide: Path) -> bytes:
    """Read late, in the middle of an act: what the disk has against it is told as everything else is."""
    try:
        return guide.read_bytes()
    except OSError as trouble:
        raise Refusal(
            "办事指南一时读不出来", "已收的件和已填的内容都在", "请稍候再试；仍不行请联系管理员", code="guide_unread"
        ) from trouble


def _version(text: str, policy: Policy) -> str:
    """The pack's version as ``city.toml`` states it, else the day the document takes effect."""
    table = tomllib.loads(text)
    stated = table.get("version") or table.get("document", {}).get("version")
    return str(stated or policy.in_force_from.isoformat())
