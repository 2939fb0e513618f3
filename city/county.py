"""One county's turn to write: its row is locked, entries get the next numbers, everything is written at the end.

One county, one order: the numbers of its feed are dense and are committed in their order, so that a window which asks
"what came after 812" can never be passed over, however many processes of the city work at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from secrets import token_hex
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, func, insert, select, update

from city import cases
from city.keys import CityKeys
from city.tables import counties, entries, gaps
from forwarding.wire import CITY, EntryLetter, KeptLetter, Standing
from models.rules.chain import GENESIS, canonical, digest
from models.rules.terms import Act

Row = dict[str, Any]
LIFE = token_hex(4)
"""Of this process: after a restore from an older copy the city goes on in another chain, beside what it had written."""


def letter_of(row: Row) -> KeptLetter:
    """A row of the entries as a letter."""
    return KeptLetter.model_validate({**row, "case": row["case_id"], "payload": json.loads(row["payload"])})


def digest_at(connection: Connection, region: str, feed: int) -> str:
    """The digest of the entry told under that number, "" where there is none."""
    mine = select(entries.c.digest).where(entries.c.region == region, entries.c.feed == feed)
    return str(connection.execute(mine).scalar() or "")


class CountyTurn:
    """Writes entries of one county inside the caller's transaction; nothing is in the tables before ``flush``."""

    def __init__(self, connection: Connection, region: str, keys: CityKeys, now: datetime) -> None:
        """Take the county's row; another process that wants it waits here until the transaction ends."""
        self.connection, self.region, self.now = connection, region, now
        self._keys = keys
        self._writer = f"{CITY}{region}-{LIFE}"
        self.told = self._lock()
        self._rows: list[Row] = []
        self._cases = cases.Book(connection)
        self._chain: tuple[int, str] | None = None

    def _lock(self) -> int:
        mine = select(counties.c.feed).where(counties.c.region == self.region).with_for_update()
        feed = self.connection.execute(mine).scalar()
        if feed is None:
            self.connection.execute(insert(counties).values(region=self.region, feed=0))
            return 0
        return int(feed)

    def catch_up(self, told: int, digest: str) -> None:
        """A window was told more than we know of, or another entry at that number than stands there now.

        This database is an older copy: numbers that were told stay used, and what stood at them is asked for again.
        """
        if told > self.told:
            self._gap(self.told, told)
            self.told = told
        elif digest and digest != digest_at(self.connection, self.region, told):
            self._gap(self._restored_to(told), told)

    def _gap(self, after: int, until: int) -> None:
        told = (gaps.c.region == self.region, gaps.c.after == after, gaps.c.until == until)
        if self.connection.execute(select(gaps.c.n).where(*told)).first() is None:
            self.connection.execute(insert(gaps).values(region=self.region, after=after, until=until))

    def _restored_to(self, told: int) -> int:
        """Where the copy ended that was put back before ``told`` was used again; 0 when nobody noticed it."""
        known = select(func.max(gaps.c.after)).where(gaps.c.region == self.region, gaps.c.after < told)
        return int(self.connection.execute(known).scalar() or 0)

    def newest(self, case_id: str) -> int:
        """The highest version of a case, with what this turn wrote."""
        return self._cases.version(case_id)

    def known(self, case_ids: list[str]) -> dict[str, Row]:
        """The rows of those cases that are here."""
        return self._cases.load(case_ids)

    def keep(self, letter: EntryLetter, standing: Standing = Standing.COUNTED) -> KeptLetter:
        """Keep one entry for good, at the next number."""
        receipt = f"SJ{self.now:%Y%m%d}-{letter.digest[:12].upper()}"
        return self._put(letter, standing, receipt, self.told + 1)

    def keep_again(self, letter: KeptLetter) -> KeptLetter:
        """Keep an entry this city kept before it was restored, at its old place."""
        return self._put(letter, letter.standing, letter.receipt, letter.place)

    def _put(self, letter: EntryLetter, standing: Standing, receipt: str, place: int) -> KeptLetter:
        self.told += 1
        seal = self._keys.seal(letter.digest, place, standing.value, receipt)
        told = {"place": place, "standing": standing, "receipt": receipt, "seal": seal}
        kept = KeptLetter.model_validate({**letter.model_dump(), **told})
        row = letter.model_dump(exclude={"case", "blobs", "payload", "seen", "follows"}) | told
        row |= {"region": self.region, "feed": self.told, "case_id": letter.case, "received_at": self.now}
        self._rows.append({**row, "payload": canonical(letter.payload), "standing": standing.value})
        if standing is Standing.COUNTED:
            self._cases.note(letter, self.region, self.now)
        return kept

    def write(self, case_id: str, act: Act, payload: Mapping[str, Any], *, actor: str) -> KeptLetter:
        """Write and keep one entry of the city's own, after the last of the case."""
        seq, prev = self._chain or self._end()
        fields: Row = {
            "id": str(uuid4()),
            "window": self._writer,
            "seq": seq + 1,
            "case": case_id,
            "version": self.newest(case_id) + 1,
            "kind": str(act),
            "at": self.now.isoformat(timespec="milliseconds"),
            "actor": actor,
            "payload": dict(payload),
            "prev": prev,
        }
        letter = EntryLetter.model_validate({**fields, "digest": digest(fields)})
        self._chain = (seq + 1, letter.digest)
        return self.keep(letter)

    def _end(self) -> tuple[int, str]:
        """Number and digest the next entry of the city stands on."""
        mine = select(entries.c.seq, entries.c.digest).where(entries.c.window == self._writer)
        last = self.connection.execute(mine.order_by(entries.c.seq.desc()).limit(1)).first()
        return (last.seq, last.digest) if last else (0, GENESIS)

    def read_again(self, case_ids: Iterable[str]) -> None:
        """Entries came back to their old places: what is known of these cases is worked out anew."""
        self.flush()
        for case_id in sorted(case_ids):
            counted = select(entries).where(entries.c.case_id == case_id, entries.c.standing == Standing.COUNTED.value)
            rows = self.connection.execute(counted.order_by(entries.c.place, entries.c.digest)).mappings()
            self._cases.again(case_id, [letter_of(dict(row)) for row in rows], self.region, self.now)

    def flush(self) -> None:
        """Write what was kept, in two statements however much it is."""
        if self._rows:
            self.connection.execute(insert(entries), self._rows)
            self._rows.clear()
        self._cases.flush()
        mine = update(counties).where(counties.c.region == self.region, counties.c.feed != self.told)
        self.connection.execute(mine.values(feed=self.told))
