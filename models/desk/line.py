"""Whether the city was reached when last tried: written by whoever tries, read by papers and pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from models.desk.context import Desk
from models.desk.power import needs
from models.rules.powers import Power
from models.store import daybook

if TYPE_CHECKING:
    from models.store.store import Store

UP, DOWN, UNKNOWN = "up", "down", "unknown"
REVOKED = "市级已停用本窗口的登记"
"""How the note begins when the city lets this window send no longer: not an outage, waiting does not help."""
_PASSES = ("连不上", "市级平台要求", "市级平台出了")
"""How the note begins of what passes by itself (``forwarding.failures.BY_ITSELF``)."""
_KEY = "line"
CLOCK_WARNS, CLOCK_WRONG = timedelta(minutes=5), timedelta(hours=24)
"""From which difference to the city's clock on people are warned, and papers carry 时间待核."""
_SAME = 60  # seconds the difference may wander before it is written anew


@dataclass(frozen=True, slots=True)
class LineState:
    """The line to the city."""

    state: str = UNKNOWN
    since: datetime | None = None
    note: str = ""  # why it is down, in plain Chinese
    code: str = ""  # the same as a short name (forwarding.failures)
    skew: int = 0  # seconds this clock was ahead of the city's when it last answered
    heard: datetime | None = None  # by this clock, when that was found

    @property
    def clock_wrong(self) -> bool:
        """Whether what this window writes down as the time cannot be right."""
        return timedelta(seconds=abs(self.skew)) > CLOCK_WRONG


def line_state(desk: Desk) -> LineState:
    """What the last try found."""
    return line_in(desk.store)


def line_in(store: Store) -> LineState:
    """The same of a store without a desk."""
    text = daybook.meta(store, _KEY)
    if not text:
        return LineState()
    plain = json.loads(text)
    since = datetime.fromisoformat(plain["since"])
    heard = datetime.fromisoformat(plain["heard"]) if plain.get("heard") else None
    return LineState(plain["state"], since, plain["note"], plain.get("code", ""), plain.get("skew", 0), heard)


def needs_person(note: str) -> bool:
    """Whether the line is down for something waiting does not help: a portal, a certificate, an address, a version."""
    return bool(note) and not note.startswith(_PASSES)


def clock_word(skew: int) -> str:
    """How this clock differs from the city's, "" while it does not matter. ``skew``: seconds it is ahead."""
    off = timedelta(seconds=abs(skew))
    if off <= CLOCK_WARNS:
        return ""
    days, hours, minutes = off.days, off.seconds // 3600, off.seconds // 60 % 60
    span = f"{days} 天 {hours} 小时" if days else f"{hours} 小时 {minutes} 分" if hours else f"{minutes} 分钟"
    said = f"比市级{'快' if skew > 0 else '慢'} {span}"
    return f"本机时钟不对，{said}" if off > CLOCK_WRONG else f"本机时钟{said}"


@needs(Power.MACHINE)
def note_line(desk: Desk, state: str, note: str = "", *, code: str = "", skew: int | None = None) -> LineState:
    """Keep what a try found; ``since`` moves only when the state changes, and nothing is written when nothing did.

    Args:
        skew: seconds this clock is ahead of the city's; None when it did not answer, and the last one stays.
    """
    before = line_state(desk)
    same = skew is None or abs(skew - before.skew) <= _SAME
    heard = before.heard if same else desk.clock.now()
    skew = before.skew if skew is None or same else skew
    if (before.state, before.note, before.code, before.skew) == (state, note, code, skew):
        return before
    since = before.since if before.state == state and before.since else desk.clock.now()
    plain = {"state": state, "since": since.isoformat(), "note": note, "code": code, "skew": skew}
    plain["heard"] = heard.isoformat() if heard else ""
    text = json.dumps(plain, ensure_ascii=False)
    with desk.store.work() as work:
        work.set_meta(_KEY, text)
        work.commit()
    return LineState(state, since, note, code, skew, heard)
