"""Whether the city was reached when last tried: written by whoever tries, read by papers and pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from models.desk.context import Desk
from models.store import daybook

UP, DOWN, UNKNOWN = "up", "down", "unknown"
REVOKED = "市级已停用本窗口的登记"
"""How the note begins when the city lets this window send no longer: not an outage, waiting does not help."""
_KEY = "line"


@dataclass(frozen=True, slots=True)
class LineState:
    """The line to the city."""

    state: str = UNKNOWN
    since: datetime | None = None
    note: str = ""  # why it is down, in plain Chinese


def line_state(desk: Desk) -> LineState:
    """What the last try found."""
    text = daybook.meta(desk.store, _KEY)
    if not text:
        return LineState()
    plain = json.loads(text)
    return LineState(plain["state"], datetime.fromisoformat(plain["since"]), plain["note"])


def note_line(desk: Desk, state: str, note: str = "") -> LineState:
    """Keep what a try found; ``since`` moves only when the state changes, and nothing is written when nothing did."""
    before = line_state(desk)
    if (before.state, before.note) == (state, note):
        return before
    since = before.since if before.state == state and before.since else desk.clock.now()
    text = json.dumps({"state": state, "since": since.isoformat(), "note": note}, ensure_ascii=False)
    with desk.store.work() as work:
        work.set_meta(_KEY, text)
        work.commit()
    return LineState(state, since, note)
