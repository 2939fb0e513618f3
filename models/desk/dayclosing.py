"""How often a day was closed, and opened again: kept beside the papers, so that the next ledger can say so.

A day is closed by a numbered ledger. While it is still that day, later acts simply make the next ledger; once it is
over, the closed day stays as signed until two persons open it again (重开日结).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from models.store import daybook as kept

if TYPE_CHECKING:
    from models.store.store import Store
    from models.store.work import Work

_UNTIL: Final = 90  # characters of a reason on the paper


@dataclass(frozen=True, slots=True)
class Reopened:
    """One opening of a closed day."""

    at: str  # ISO time
    by: str  # names, as they were called then
    second: str
    reason: str
    after: str  # id of the ledger the day had been closed with

    @property
    def said(self) -> str:
        """11-20 17:40 重开（甲、乙）：理由."""
        return f"{datetime.fromisoformat(self.at):%m-%d %H:%M} 重开（{self.by}、{self.second}）：{self.reason[:_UNTIL]}"


@dataclass(frozen=True, slots=True)
class Closings:
    """What became of one day so far, oldest first."""

    ledgers: tuple[str, ...] = ()  # ids of the papers
    reopened: tuple[Reopened, ...] = ()

    @property
    def standing(self) -> str:
        """Id of the ledger the day is closed with; "" when never closed, or open again."""
        last = self.ledgers[-1] if self.ledgers else ""
        return "" if self.reopened and self.reopened[-1].after == last else last

    @property
    def note(self) -> str:
        """What the next ledger says of the openings before it; "" when there were none."""
        if not self.reopened:
            return ""
        return f"第{len(self.reopened) + 1}次日结；{self.reopened[-1].said}"


def of(store: Store, day: date) -> Closings:
    """Read it."""
    text = kept.meta(store, _key(day))
    if not text:
        return Closings()
    told = json.loads(text)
    return Closings(tuple(told["ledgers"]), tuple(Reopened(**one) for one in told["reopened"]))


def keep(work: Work, day: date, closings: Closings) -> None:
    """Write it, inside the act's own unit of work."""
    told = {"ledgers": closings.ledgers, "reopened": [asdict(one) for one in closings.reopened]}
    work.set_meta(_key(day), json.dumps(told, ensure_ascii=False))


def _key(day: date) -> str:
    return f"day_closings/{day.isoformat()}"
