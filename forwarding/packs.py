"""City packs that came over the line: fetched, their seal checked, laid down for an administrator to compare.

Nothing here puts a pack to use: a pack in use changes only when a person has read the differences.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from forwarding import seals
from forwarding.client import CityLine
from forwarding.wire import PackCard


@dataclass(frozen=True, slots=True)
class Laid:
    """A pack that lies ready."""

    card: PackCard
    path: Path


def fetch_new(line: CityLine, city_key: bytes, city: str, folder: Path) -> tuple[Laid, ...]:
    """Fetch every pack of ``city`` that does not lie in ``folder`` yet, newest first.

    Args:
        city_key: the city's key, 32 bytes; without one no pack is taken.

    Raises:
        LineTrouble: the line is down, a seal is not the city's, a file is not what its card says; what was laid down
            before stays, and nothing half written is left.
    """
    folder.mkdir(parents=True, exist_ok=True)
    laid = []
    for card in line.packs().packs:
        path = folder / f"{card.city}-{card.version}.zip"
        if card.city != city or path.exists():
            continue
        seals.check_pack(city_key, card)
        _lay(path.with_suffix(".json"), card.model_dump_json().encode())
        _lay(path, line.pack(card))  # last: a pack that is there is whole and has its card
        laid.append(Laid(card, path))
    return tuple(laid)


def _lay(path: Path, data: bytes) -> None:
    aside = path.with_name(f"{path.name}.tmp")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
