"""What this store was told of its county: the latest number, gaps offered again, blobs still to be fetched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from models.store import payloads, reading
from models.store.attachments import IN_VAIN
from models.store.entries import Entry
from models.store.rows import Mark

if TYPE_CHECKING:
    from models.store.store import Store

_TOLD, _OFFERED = "county_told", "county_offered"
_SEALED = (
    f"SELECT e.n, p.place, p.standing, p.receipt, p.seal, {reading.ENTRY} FROM placed p JOIN entries e"
    " ON e.n = p.entry_n WHERE p.place > ? AND p.seal <> '' AND e.n > ? ORDER BY e.n LIMIT ?"
)


def told(store: Store) -> tuple[int, str]:
    """The latest number of the county's feed that the city ever named to this window, and its signature over it."""
    number, _, seal = (_meta(store, _TOLD) or "0").partition("|")
    return int(number), seal


def note_told(store: Store, number: int, seal: str) -> None:
    """Keep a later number; nothing is written for one already known."""
    if number > told(store)[0]:
        _set(store, _TOLD, f"{number}|{seal}")


def offered(store: Store) -> tuple[tuple[int, int], ...]:
    """Gaps (after, until) for which this window has offered again what it has."""
    return tuple((after, until) for after, until in json.loads(_meta(store, _OFFERED) or "[]"))


def note_offered(store: Store, gap: tuple[int, int]) -> None:
    """Everything for this gap was offered."""
    _set(store, _OFFERED, json.dumps([*offered(store), gap]))


def sealed_after(
    store: Store, place: int, *, beyond_n: int = 0, limit: int = 100
) -> tuple[tuple[int, Entry, Mark, tuple[str, ...]], ...]:
    """Entries the city put behind ``place`` and sealed, this window's and others', a page at a time.

    Returns: (n in this store, entry, the city's word, digests of its blobs).
    """
    with store.read() as db:
        rows = db.execute(_SEALED, (place, beyond_n, limit)).fetchall()
    return tuple(_sealed(row) for row in rows)


def _sealed(row: reading.Row) -> tuple[int, Entry, Mark, tuple[str, ...]]:
    entry = reading.entry(row[5:])
    return row[0], entry, Mark(*row[1:5]), payloads.blob_digests(entry.payload)


def wanted(store: Store, limit: int = 5) -> tuple[str, ...]:
    """Blobs that entries of other windows name and this one has not got yet, those never tried first."""
    with store.read() as db:
        sql = "SELECT digest FROM wanted WHERE tries < ? ORDER BY tries, digest LIMIT ?"
        return tuple(row[0] for row in db.execute(sql, (IN_VAIN, limit)))


def fetched(store: Store, digest: str, data: bytes, media: str) -> None:
    """A wanted blob has come. Raises: StoreTrouble."""
    with store.work() as work:
        work.put_blob(data, media)
        work.db.execute("DELETE FROM wanted WHERE digest = ?", (digest,))
        work.commit()


def not_fetched(store: Store, digest: str) -> None:
    """The city does not have it either, for now."""
    with store.work() as work:
        work.db.execute("UPDATE wanted SET tries = tries + 1 WHERE digest = ?", (digest,))
        work.commit()


def _meta(store: Store, key: str) -> str:
    with store.read() as db:
        row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def _set(store: Store, key: str, value: str) -> None:
    with store.work() as work:
        work.set_meta(key, value)
        work.commit()
