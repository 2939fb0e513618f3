"""The unit of work: everything one act writes, kept together at ``commit`` or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from models.rules import chain, numbers
from models.rules.terms import Act, QueueState
from models.store import payloads
from models.store.entries import Entry, new_id, stamp, unstamp
from models.store.projections import Projector
from models.views import DocumentView

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.blobs import BlobShelf

_INSERT_ENTRY = (
    "INSERT INTO entries (id, window, seq, case_id, version, kind, at, actor, payload, prev, digest)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?)"
)
_INSERT_QUEUE = "INSERT INTO queue (entry_n, case_id, state, queued_at) VALUES (?,?,?,?)"
_WAITING = QueueState.WAITING.value
_LAST_VERSION = "SELECT version FROM entries WHERE case_id = ? ORDER BY version DESC LIMIT 1"
_NEXT_SERIAL = "UPDATE counters SET n = n + 1 WHERE scope = ? RETURNING n"
_FIRST_SERIAL = "INSERT INTO counters VALUES (?, ?)"
_SINCE_LEAP = "SELECT 1 FROM entries WHERE case_id = ? AND window = ? AND seq >= ? LIMIT 1"
SAID = "clock_said"
"""Key of a payload: what the clock said, where that was earlier than the entry before."""
_VERSIONS = 100  # an older machine of this window may have written so many entries of a case that nobody knows
_KEEP_BLOB = "INSERT INTO blobs VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET kept = max(kept, excluded.kept)"
_NAME_BLOB = "UPDATE blobs SET kept = 1 WHERE digest = ? AND kept = 0"


@dataclass(frozen=True, slots=True)
class Head:
    """The end of this window's chain."""

    seq: int = 0
    digest: str = chain.GENESIS
    at: datetime | None = None  # the last time this window wrote; a clock behind it runs backwards

    @classmethod
    def load(cls, db: Connection, window: str) -> Head:
        """Read the end of the chain of ``window``."""
        row = db.execute(
            "SELECT seq, digest, at FROM entries WHERE window = ? ORDER BY seq DESC LIMIT 1", (window,)
        ).fetchone()
        return cls(row[0], row[1], unstamp(row[2])) if row else cls()


class Work:
    """Writes inside one transaction. Made by ``Store.work``; of no use after the ``with`` block."""

    def __init__(self, db: Connection, shelf: BlobShelf, window: str, head: Head) -> None:
        """For ``Store.work`` only."""
        self.db: Connection = db
        self.window = window
        self.head = head
        self.committed = False
        self._shelf = shelf
        self.projector = Projector(db)
        self._versions: dict[str, int] = {}
        self._queued: list[tuple[int, str, str, str]] = []
        self._ended = False

    def commit(self) -> None:
        """Keep everything. When this returns, a power cut can no longer take it away."""
        self._check()
        if self._queued:
            self.db.executemany(_INSERT_QUEUE, self._queued)
        self.projector.flush()
        self.db.commit()
        self.committed = True
        self.end()

    def end(self) -> None:
        """Nothing may be written through this any more."""
        self._ended = True

    def _check(self) -> None:
        if self._ended:
            raise RuntimeError("this unit of work has ended")

    def append(
        self,
        case_id: str,
        act: Act,
        actor: str,
        payload: Mapping[str, Any],
        at: datetime,
        *,
        queue: bool = True,
        anew: bool = False,
    ) -> Entry:
        """Append one entry to the log, put it in the queue to the city, bring the projections up to date.

        The time in the log never runs backwards: an entry written by a clock that was set back bears the time of the
        one before it, and beside it (``clock_said``) what the clock said.

        Args:
            case_id: ``new_case_id()`` for RECEIVE, else the case's.
            actor: id of the member of staff.
            payload: plain JSON as ``payloads`` describes; numbers and documents already given.
            at: aware time of the act.
            queue: False for what never leaves the window (a paper of no case).
            anew: True for the one entry by which a supervisor lets an earlier time count from here on.
        """
        self._check()
        if not anew:
            at, payload = self._in_order(at, payload)
        text, seq = chain.canonical(payload), self.head.seq + 1
        version = 1 if act is Act.RECEIVE else self._next_version(case_id) + self._leap(case_id)
        time, ident = stamp(at), new_id()
        fields = (ident, self.window, seq, case_id, version, act.value, time, actor, text, self.head.digest)
        digest = chain.digest_text(chain.entry_text(*fields))
        n = int(self.db.execute(_INSERT_ENTRY, (*fields, digest)).lastrowid or 0)
        entry = Entry(ident, self.window, seq, case_id, version, act, at, actor, payload, self.head.digest, digest)
        if queue:
            self._queued.append((n, case_id, _WAITING, time))
        self.projector.apply(entry, n)
        self._name_scans(payload)
        self.head, self._versions[case_id] = Head(seq, digest, at), version
        return entry

    def _in_order(self, at: datetime, payload: Mapping[str, Any]) -> tuple[datetime, Mapping[str, Any]]:
        last = self.head.at
        if last is None or at >= last or (said := stamp(at)) == stamp(last):
            return at, payload
        return last, {**payload, SAID: said}

    def version_of(self, case_id: str) -> int:
        """The newest version of a case as this transaction sees it; 0 for one that is not here."""
        return self._next_version(case_id) - 1

    def _next_version(self, case_id: str) -> int:
        known = self._versions.get(case_id)
        if known is None:
            row = self.db.execute(_LAST_VERSION, (case_id,)).fetchone()
            known = row[0] if row else 0
        return int(known) + 1

    def _leap(self, case_id: str) -> int:
        """How many versions are left free: another machine of this window may have written them (see ``takeover``)."""
        if case_id in self._versions:
            return 0
        _, leap = self._machine()
        known = not leap or self.db.execute(_SINCE_LEAP, (case_id, self.window, leap)).fetchone()
        return 0 if known else _VERSIONS

    def _machine(self) -> tuple[int, int]:
        """Which machine of the window this is, and the first number of the log that it wrote; (0, 0) for the first."""
        row = self.db.execute("SELECT value FROM meta WHERE key = 'machine'").fetchone()
        number, first, _ = (row[0] if row else "0|0|").split("|")
        return int(number), int(first)

    def _name_scans(self, payload: Mapping[str, Any]) -> None:
        """Scans of a draft now belong to the log; papers were put as kept."""
        scans = [(scan,) for line in payload.get("materials", ()) for scan in line["scans"]]
        if scans:
            self.db.executemany(_NAME_BLOB, scans)

    def next_serial(self, scope: str) -> int:
        """The next number of ``scope`` (``case/2026-11-20``, ``ACCEPT/2026``), from 1, without holes once committed."""
        self._check()
        row = self.db.execute(_NEXT_SERIAL, (scope,)).fetchone()
        if row is not None:
            return int(row[0])
        first = numbers.first_serial(scope, self._machine()[0])
        self.db.execute(_FIRST_SERIAL, (scope, first))
        return first

    def put_blob(self, data: bytes, media: str, *, kept: bool = True) -> str:
        """Put bytes on the shelf, durable before this returns, and name them in this transaction.

        Args:
            media: MIME type, e.g. application/pdf.
            kept: False while only a draft shows them.

        Returns: SHA-256 of the bytes, 64 hex digits.
        """
        self._check()
        digest = self._shelf.put(data)
        self.db.execute(_KEEP_BLOB, (digest, len(data), media, int(kept)))
        return digest

    def add_document(self, view: DocumentView, *, times: int = 1, original_of: str = "") -> None:
        """A paper that no entry names, such as the day ledger. Papers of a case go into the entry's payload instead."""
        self._check()
        paper = payloads.document(view, times=times, original_of=original_of)
        self.projector.add_document(paper, (0, 0), case_id=view.case_id, case_no=view.case_no)

    def journal_print(self, document_id: str, actor: str, at: datetime, result: str) -> None:
        """Note that a paper was handed to a printer, or saved, and what came of it; never changed afterwards."""
        self._check()
        self.db.execute(
            "INSERT INTO prints (document_id, actor, at, result) VALUES (?,?,?,?)",
            (document_id, actor, stamp(at), result),
        )

    def act_done(self, key: str) -> Any | None:
        """What ``remember_act`` kept under ``key``, or None: the act has not been done."""
        row = self.db.execute("SELECT result FROM acts_done WHERE key = ?", (key,)).fetchone()
        return None if row is None else chain.parse(row[0])

    def remember_act(self, key: str, result: Any) -> None:
        """Keep the result of an act (plain JSON) under ``draft id/act``, so that doing it twice returns it."""
        self._check()
        self.db.execute("INSERT INTO acts_done VALUES (?,?)", (key, chain.canonical(result)))

    def drop_draft(self, draft_id: str) -> None:
        """The draft became an act and is not offered again."""
        self._check()
        self.db.execute("DELETE FROM drafts WHERE id = ?", (draft_id,))

    def set_meta(self, key: str, value: str) -> None:
        """Keep one setting or mark of the store itself."""
        self._check()
        self.db.execute("INSERT INTO meta VALUES (?,?) ON CONFLICT DO UPDATE SET value = excluded.value", (key, value))


def new_case_id() -> str:
    """The id of a new case."""
    return new_id()
