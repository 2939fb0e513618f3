"""What every page works with: the database, the keys, the shelf of scans, the clock, the working days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fastapi import Request
from sqlalchemy import Engine

from city.carrying import Carrier
from city.keys import CityKeys
from city.shelf import Shelf
from models.rules.calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Hall:
    """One process's share of the city; no state of its own."""

    engine: Engine
    keys: CityKeys
    shelf: Shelf
    clock: Callable[[], datetime]
    calendar: WorkCalendar
    carrier: Carrier
    incoming: Path  # where a file lies while it is looked at
    name: str  # what people call this platform


def hall(request: Request) -> Hall:
    """The hall of the app that answers this request."""
    found = request.app.state.hall
    assert isinstance(found, Hall)
    return found
