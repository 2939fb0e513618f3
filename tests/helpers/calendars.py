"""The real holiday tables as one calendar, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from models.rules.calendar import WorkCalendar

TABLES = Path(__file__).resolve().parents[2] / "resources" / "holidays"


def table_texts() -> tuple[str, ...]:
    """The text of every table the program carries, oldest year first."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(TABLES.glob("*.json")))


@cache
def china() -> WorkCalendar:
    """Working days of 2021–2026 by the State Council's papers."""
    return WorkCalendar.from_json(*table_texts())
