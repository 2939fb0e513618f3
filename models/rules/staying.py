"""Acts that leave a case in its state wherever they are done; told late, they never move a case back."""

from __future__ import annotations

from models.rules.terms import Act
from models.rules.ways import STAY, WAYS

STAYS = frozenset(act for act in Act if all(way.to == STAY for way in WAYS if way.act is act))
