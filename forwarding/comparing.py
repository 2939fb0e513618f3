"""Holds what other windows wrote against the city's sum of it: a row taken out or changed here is known there.

A stretch of the feed each quarter of an hour, from the beginning to the cursor and again. Where the sums differ the
stretch is read letter by letter, each under its seal, and put right.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from forwarding.client import CityLine
from forwarding.letters import entry_of, mark_of
from forwarding.wire import KeptLetter
from models.store import feeds, foreign
from models.store.entries import digest_of

if TYPE_CHECKING:
    from models.store.feeds import FeedState, Righted
    from models.store.store import Store

EVERY = timedelta(minutes=15)


class Comparing:
    """One window's auditor of what it was told. Lives in the forwarder's thread."""

    def __init__(self, store: Store, line: CityLine) -> None:
        self._store, self._line = store, line
        self._asked: datetime | None = None

    def look(self, now: datetime) -> None:
        """Compare the next stretch when it is time.

        Raises:
            LineTrouble: the line or the city is in the way; the stretch is asked for again.
        """
        if self._asked is not None and abs(now - self._asked) < EVERY:
            return
        self.stretch(now)
        self._asked = now

    def stretch(self, now: datetime) -> FeedState:
        """Compare the next stretch now. Raises: LineTrouble."""
        before, end = feeds.state(self._store), int(foreign.cursor(self._store) or 0)
        after = before.reached if before.reached < end else 0
        until = min(after + feeds.STRETCH, end)
        told = self._line.feed_sum(after, until) if until > after else None
        if told is None:  # nothing has come yet, or this city sums nothing
            return before
        why, righted = "", feeds.Righted()
        if feeds.summed(self._store, after, until) != (told.count, told.digest):
            righted, why = self._put_right(now, after, until)
        at = now.isoformat(timespec="minutes")
        seen = replace(before, at=at, reached=until, rounds=before.rounds + (until == end))
        seen = replace(seen, mended=before.mended + righted.back + righted.changed)
        if why:
            seen = replace(seen, why=why, where=after)
        elif after == before.where:
            seen = replace(seen, why="", where=-1)
        feeds.note(self._store, seen)
        return seen

    def _put_right(self, now: datetime, after: int, until: int) -> tuple[Righted, str]:
        letters = self._letters(after, until)
        done = feeds.put_right(self._store, [(entry_of(one), mark_of(one)) for one in letters], now)
        beyond = feeds.beyond(self._store, after, until, {one.id for one in letters})
        # after a city was restored an entry may stand elsewhere in its feed: the seal says whether it is the city's
        strangers = sum(not self._line.vouches(digest_of(entry), mark) for entry, mark in beyond)
        said = (*done.left, f"第{after + 1}至{until}号之间多出市级没有的{strangers}条" if strangers else "")
        return done, "；".join(part for part in said if part)

    def _letters(self, after: int, until: int) -> list[KeptLetter]:
        """The city's entries of others in this stretch, their seals checked."""
        found: list[KeptLetter] = []
        cursor = after
        while cursor < until:
            page = self._line.entries_since(cursor)
            found += (one for one in page.entries if one.place <= until)
            if page.cursor <= cursor:
                break
            cursor = page.cursor
        return found
