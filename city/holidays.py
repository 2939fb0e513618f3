"""The working days the city counts by: the program's own tables, and whatever tables lie in the city's folder."""

from __future__ import annotations

from pathlib import Path

from models.errors import Refusal
from models.rules.calendar import WorkCalendar

OURS = Path(__file__).resolve().parents[1] / "resources" / "holidays"
NAME = "holidays"


def calendar(folder: Path) -> WorkCalendar:
    """Every table there is; the city's own replaces ours of the same year, one that cannot be read is left out."""
    found = WorkCalendar({})
    for path in (*sorted(OURS.glob("*.json")), *sorted((folder / NAME).glob("*.json"))):
        try:
            found = found.with_year(path.read_text(encoding="utf-8"))
        except (Refusal, OSError, UnicodeDecodeError):
            continue  # the years that can be read still count; a date in the missing one is 未定 with its reason
    return found
