"""锚点: the head of the own chain written beside the database, and as the city last told it.

The chain itself shows what was changed or taken out of it. What it cannot show is that its end was cut off, or that
somebody with the key wrote it anew: for that its head is kept where the log is not. The file is sealed under a key
that lies in the store, so whoever has the store's key can forge it; the city's word and the day ledgers' foot cannot
be forged here.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from models.store import takeover
from models.store.files import write_whole
from models.store.walk import Broken, last_seq

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.store import Store
    from models.store.work import Head, Work

FILE: Final = "head.json"
EVERY: Final = 60.0
"""Seconds between two writings of the file, at the least."""
_KEY, _CITY = "anchor_key", "city_anchor"
_MISSING = "第{}条以后的记录缺失：日志只到第{}条，{}记到第{}条"
_OTHER = "第{}条记录与{}不符"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head of the own chain as it was at some time. ``seq`` 0: nothing was written yet."""

    seq: int
    digest: str


class AnchorFile:
    """``head.json``. Belongs to the store's writer; ``lost``: the file was there once and is not now."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._path, self._clock = folder / FILE, clock
        self._text = _read(self._path)  # as the last run of the program left it
        self._written = clock()
        self._seq = -1

    def keep(self, db: Connection, window: str, head: Head, *, now: bool = False) -> None:
        """Write the head down when it is time; never over an anchor that does not fit the log: that is evidence.

        A disk that refuses is passed over: the act itself is kept already.
        """
        if head.seq == self._seq or not head.seq or (not now and self._clock() - self._written < EVERY):
            return
        self._written = self._clock()
        if self.judge(db, window) is None:
            self._write(db, window, Anchor(head.seq, head.digest))

    def replace(self, db: Connection, window: str, head: Head) -> None:
        """Write the head down whatever stood there: the auditor has looked into it and said why."""
        self._write(db, window, Anchor(head.seq, head.digest))

    def lost(self, db: Connection) -> bool:
        """Whether an anchor was written before and its file is gone."""
        return not self._text and bool(_meta(db, _KEY))

    def judge(self, db: Connection, window: str) -> Broken | None:
        """Whether the log still is what the file says; None as well when there is no file."""
        if not self._text:
            return None
        anchor = _opened(self._text, window, _meta(db, _KEY))
        if anchor is None:
            return Broken(window, 0, "", "锚点文件被改动，或不属于这份数据")
        return fits(db, window, anchor, "锚点")

    def _write(self, db: Connection, window: str, anchor: Anchor) -> None:
        try:
            text = _sealed(anchor, window, _key(db))
            write_whole(self._path, text.encode())
        except OSError:
            return
        self._text, self._seq = text, anchor.seq


def fits(db: Connection, window: str, anchor: Anchor, whose: str) -> Broken | None:
    """Whether the chain of ``window`` reaches as far as the anchor and is the same there; ``whose`` for the words."""
    row = db.execute("SELECT digest, id FROM entries WHERE window = ? AND seq = ?", (window, anchor.seq)).fetchone()
    if (row and row[0] == anchor.digest) or not anchor.seq:
        return None
    if row is None and takeover.left_open(db, anchor.seq):
        return None  # written by an older machine of this window, and not given back yet
    if row:
        return Broken(window, anchor.seq, row[1], _OTHER.format(anchor.seq, whose))
    last = last_seq(db, window)
    return Broken(window, last + 1, "", _MISSING.format(last, last, whose, anchor.seq))


def note_city(store: Store, seq: int, digest: str) -> None:
    """Keep how far the city has this window's chain; nothing is written for what is known, nor for less."""
    known = city(store)
    if seq > known.seq:
        with store.work() as work:
            work.set_meta(_CITY, json.dumps({"seq": seq, "digest": digest}))
            work.commit()


def forget_city(work: Work) -> None:
    """Drop the city's word inside a unit of work: from now on it counts as it will tell next."""
    work.set_meta(_CITY, "")


def city(store: Store) -> Anchor:
    """The furthest the city ever told."""
    with store.read() as db:
        told = json.loads(_meta(db, _CITY) or "{}")
    return Anchor(int(told.get("seq", 0)), str(told.get("digest", "")))


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""


def _meta(db: Connection, key: str) -> str:
    row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def _key(db: Connection) -> str:
    """The sealing key; it lies in the store, so that a new key of the database changes nothing here."""
    db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (_KEY, os.urandom(32).hex()))
    return _meta(db, _KEY)


def _seal(anchor: Anchor, window: str, key: str) -> str:
    return hmac.new(bytes.fromhex(key), f"{window}|{anchor.seq}|{anchor.digest}".encode(), hashlib.sha256).hexdigest()


def _sealed(anchor: Anchor, window: str, key: str) -> str:
    told = {"window": window, "seq": anchor.seq, "digest": anchor.digest, "seal": _seal(anchor, window, key)}
    return json.dumps(told, sort_keys=True)


def _opened(text: str, window: str, key: str) -> Anchor | None:
    """What the file says, or None when its seal does not hold."""
    try:
        told = json.loads(text)
        anchor = Anchor(int(told["seq"]), str(told["digest"]))
        whole = bool(key) and hmac.compare_digest(str(told["seal"]).encode(), _seal(anchor, window, key).encode())
    except (ValueError, TypeError, KeyError):
        return None
    return anchor if whole else None
