"""The city's own entries: written after the last of the case, chained like any window's, for the windows to pull."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert, select

from city import cases
from city.tables import entries
from forwarding.wire import CITY_WINDOW, EntryLetter
from models.rules.chain import GENESIS, canonical, digest
from models.rules.terms import Act


def write(
    connection: Connection, case_id: str, act: Act, payload: Mapping[str, Any], *, actor: str, now: datetime
) -> EntryLetter:
    """Keep one entry of the city's."""
    seq, prev = _end(connection)
    fields: dict[str, object] = {
        "id": str(uuid4()),
        "window": CITY_WINDOW,
        "seq": seq,
        "case": case_id,
        "version": cases.newest(connection, case_id) + 1,
        "kind": str(act),
        "at": now.isoformat(timespec="milliseconds"),
        "actor": actor,
        "payload": dict(payload),
        "prev": prev,
    }
    letter = EntryLetter.model_validate({**fields, "digest": digest(fields)})
    keep(connection, letter, now)
    return letter


def keep(connection: Connection, letter: EntryLetter, now: datetime) -> str:
    """One entry for good; returns its receipt."""
    receipt = f"SJ{now:%Y%m%d}-{letter.digest[:12].upper()}"
    row = letter.model_dump(exclude={"case", "blobs", "payload"})
    connection.execute(
        insert(entries).values(
            **row, case_id=letter.case, payload=canonical(letter.payload), receipt=receipt, received_at=now
        )
    )
    cases.note(connection, letter, now)
    return receipt


def _end(connection: Connection) -> tuple[int, str]:
    """Place and digest the next entry of the city stands on."""
    last = connection.execute(
        select(entries.c.seq, entries.c.digest)
        .where(entries.c.window == CITY_WINDOW)
        .order_by(entries.c.seq.desc())
        .limit(1)
    ).first()
    return (last.seq + 1, last.digest) if last else (1, GENESIS)
