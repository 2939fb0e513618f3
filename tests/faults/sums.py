"""The sums after a run: what was done at the window against what the city keeps. They do not ask how it was sent.

Every act carries a word of its own (``act``) in its payload, whatever ids a sender gives it: so a sender that makes new
ids for each try is found out as well.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass

from sqlalchemy import Engine, select

from city.tables import entries
from models.rules.terms import QueueState
from models.store.store import Store


@dataclass(frozen=True, slots=True)
class Sums:
    """All zero but ``done`` and ``kept`` when nothing went wrong."""

    done: int  # acts at the window
    kept: int  # rows at the city
    lost: int  # acts the city has not got
    doubled: int  # rows beyond the first of an act
    without_receipt: int  # acts whose receipt at the window is not the one the city gave

    @property
    def sound(self) -> bool:
        """Nothing lost, nothing doubled, each with its receipt."""
        return (self.lost, self.doubled, self.without_receipt) == (0, 0, 0)

    def words(self) -> dict[str, int]:
        """For people."""
        names = ("办", "市级有", "丢失", "重复", "缺回执")
        return dict(zip(names, astuple(self), strict=True))


def sums(done: Iterable[str], receipts: Mapping[str, str], engine: Engine, window: str) -> Sums:
    """Count.

    Args:
        done: the word of each act that was done.
        receipts: by that word, what the window was answered.
    """
    acts, times = set(done), Counter[str]()
    given: dict[str, str] = {}
    query = select(entries.c.payload, entries.c.receipt).where(entries.c.window == window)
    with engine.connect() as connection:
        for payload, receipt in connection.execute(query.order_by(entries.c.feed)):
            word = str(json.loads(payload)["act"])
            times[word] += 1
            given.setdefault(word, receipt)
    return Sums(
        done=len(acts),
        kept=times.total(),
        lost=len(acts - set(times)),
        doubled=times.total() - len(times),
        without_receipt=len([word for word in acts if receipts.get(word, "") != given.get(word)]),
    )


def sums_of(store: Store, engine: Engine) -> Sums:
    """The sums of a window's store."""
    acts, receipts = [], {}
    query = "SELECT e.payload, q.state, q.receipt FROM entries e JOIN queue q ON q.entry_n = e.n"
    with store.read() as db:
        for payload, state, receipt in db.execute(query):
            word = str(json.loads(payload)["act"])
            acts.append(word)
            if state == QueueState.DELIVERED.value:
                receipts[word] = receipt
    return sums(acts, receipts, engine, store.window)
