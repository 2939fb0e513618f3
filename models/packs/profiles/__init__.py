"""How each city's document lays its list out; one module per document, ``PROFILES`` finds it by city id."""

from __future__ import annotations

from collections.abc import Mapping

from models.packs.profiles import jincheng, jining, xinzhou, yudu, zezhou
from models.packs.profiles.common import Profile

PROFILES: Mapping[str, Profile] = {
    "jincheng": jincheng.read,
    "jining": jining.read,
    "xinzhou": xinzhou.read,
    "yudu": yudu.read,
    "zezhou": zezhou.read,
}
