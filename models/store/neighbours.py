"""The county's windows as the city told of them, with every public key each ever had: what papers are checked with."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from models.store import daybook

if TYPE_CHECKING:
    from models.store.store import Store

_WINDOWS = "county_windows"
KEYS = "public_keys"
"""All those keys in hex with spaces between, as ``setup.public_keys`` reads them."""


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A window's public keys for a time; ISO moments, "" where unknown or still going on."""

    sign_key: str
    box_key: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A window of the county, this one among them."""

    name: str
    label: str
    revoked: bool = False
    keys: tuple[HeldKey, ...] = ()


def windows(store: Store) -> tuple[Neighbour, ...]:
    """What was told last; empty before the city was ever asked."""
    told = json.loads(daybook.meta(store, _WINDOWS) or "[]")
    return tuple(Neighbour(**{**one, "keys": tuple(HeldKey(**key) for key in one["keys"])}) for one in told)


def keep(store: Store, told: Sequence[Neighbour]) -> bool:
    """Keep what was told now; nothing is written when it is the same. Returns whether anything was.

    A key once known stays known: a list that comes shorter, from a city restored from an older copy, takes none away.
    """
    before = windows(store)
    merged = _merged(before, told)
    if merged == before:
        return False
    with store.work() as work:
        work.set_meta(_WINDOWS, json.dumps([asdict(one) for one in merged], ensure_ascii=False))
        work.set_meta(KEYS, " ".join(key.sign_key for one in merged for key in one.keys))
        work.commit()
    return True


def _merged(before: Sequence[Neighbour], told: Sequence[Neighbour]) -> tuple[Neighbour, ...]:
    found = {one.name: one for one in before}
    for one in told:
        known = {key.sign_key: key for key in found[one.name].keys} if one.name in found else {}
        keys = tuple({**known, **{key.sign_key: key for key in one.keys}}.values())
        found[one.name] = Neighbour(one.name, one.label, one.revoked, keys)
    return tuple(found[name] for name in sorted(found))
