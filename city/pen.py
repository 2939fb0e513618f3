"""The city's own entries, one at a time: written after the last of the case, for the windows of its county to pull."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from city.county import CountyTurn
from city.keys import CityKeys
from city.tables import cases
from forwarding.wire import KeptLetter
from models.rules.terms import Act


def write(
    connection: Connection,
    case_id: str,
    act: Act,
    payload: Mapping[str, Any],
    *,
    actor: str,
    keys: CityKeys,
    now: datetime,
) -> KeptLetter:
    """Keep one entry of the city's; the case must be here."""
    region = connection.execute(select(cases.c.region).where(cases.c.case_id == case_id)).scalar_one()
    turn = CountyTurn(connection, str(region), keys, now)
    letter = turn.write(case_id, act, payload, actor=actor)
    turn.flush()
    return letter
