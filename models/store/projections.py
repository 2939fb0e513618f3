"""From one entry to the tables that lists are read from; acting and replaying both come through ``Projector``.

Pure in this sense: what is written depends on the entry, its place in the log and the rows earlier entries wrote, never
on the clock, the machine or the settings. So the tables may be dropped and made again, and are the same to the byte.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.rules import chain
from models.rules.terms import Act, CaseState
from models.store import search
from models.store.caserow import COLUMNS, MOVING, CaseRow, moved, opened
from models.store.entries import Entry, stamp

if TYPE_CHECKING:
    from sqlite3 import Connection

_INSERT_CASE = f"INSERT INTO cases ({', '.join(COLUMNS)}) VALUES ({','.join('?' * len(COLUMNS))})"
_FIND_CASE = f"SELECT n, {', '.join(COLUMNS)} FROM cases WHERE id = ?"
_UPDATE_CASE = f"UPDATE cases SET {', '.join(f'{name} = ?' for name in MOVING)} WHERE n = ?"
_INSERT_MATERIAL = "INSERT INTO case_materials VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
_DELETE_MATERIALS = "DELETE FROM case_materials WHERE place BETWEEN ? AND ?"
_INSERT_DOCUMENT = "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
_VOID = "INSERT OR IGNORE INTO voids VALUES (?,?,?,?)"  # twice, by two windows: the first word stands
_TALLY = (
    "INSERT INTO tallies VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET n = n + excluded.n,"
    " first_n = min(first_n, excluded.first_n), last_n = max(last_n, excluded.last_n)"
)
_DROP_EMPTY = "DELETE FROM tallies WHERE kind = 'state' AND n = 0"  # a state nobody is in leaves no row behind
_FORWARDED = {
    "state": CaseState.FORWARDED.value,
    "next_step": "市级接收",
    "next_note": "材料已到市级，等待市级接收",
    "whose": "市级",
}
_SETTLE = (
    "UPDATE conflicts SET settled_n = ? WHERE settled_n IS NULL AND entry_n IN"
    " (SELECT e.n FROM entries e JOIN json_each(?) j ON j.value = e.id)"
)
_STATE = "state"
_PLACES = 1000


@dataclass(slots=True)
class _Held:
    """A case while entries of one transaction change it; written once, at ``flush``."""

    n: int  # 0: not in the table yet
    row: CaseRow
    was: str  # the state the counts know, "" for a new case
    changed: bool = False
    materials: Sequence[Mapping[str, Any]] | None = None


class Projector:
    """Gathers what the entries of one transaction mean; ``flush`` writes it, before the transaction is kept."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._cases: dict[str, _Held | None] = {}
        self._papers: list[tuple[Any, ...]] = []
        self._voids: list[tuple[str, int, str, str]] = []
        self._settled: list[tuple[int, str]] = []
        self._counts: dict[tuple[str, str], tuple[int, int, int]] = {}

    def apply(self, entry: Entry, n: int, *, at_city: bool = False) -> None:
        """Take ``entry``, the ``n``-th of this store, into every projection.

        ``at_city``: the city has it already, as it has what other windows wrote.
        """
        payload = entry.payload
        if entry.kind is Act.RECEIVE:
            held: _Held | None = _Held(0, opened(entry), "", changed=True)
            self._cases[entry.case_id] = held
        else:
            # an entry of a case this window has not been given is kept in the log, and there is nothing to show
            held = self._case(entry.case_id)
            if held:
                moved(held.row, entry, n)
                held.changed = True
        if at_city and entry.kind is Act.FORWARD:
            self.acknowledged(entry.case_id, n)
        if held and "materials" in payload:
            held.materials = payload["materials"]
        self.add_papers(entry, n)
        if entry.kind is Act.SETTLE:
            self._settled.append((n, chain.canonical(list(payload["entries"]))))
        self.count(entry, n)

    def count(self, entry: Entry, n: int) -> None:
        """One more act of its kind and day."""
        self._count(entry.kind.value, stamp(entry.at)[:10], 1, n)

    def beside(self, entry: Entry, n: int) -> None:
        """An entry written elsewhere that does not count: its papers, and where in the log its day lies."""
        self.add_papers(entry, n)
        self.count(entry, n)
        self.uncount(entry.kind.value, stamp(entry.at)[:10], n)

    def add_papers(self, entry: Entry, n: int) -> None:
        """The papers an entry made, or voided; they lie on somebody's table even when the entry does not count."""
        held = self._case(entry.case_id)
        case_no = held.row["case_no"] if held else ""
        for place, paper in enumerate(entry.payload.get("documents", ())):
            self.add_document(paper, (n, place), case_id=entry.case_id, case_no=case_no)
        if void := entry.payload.get("void"):
            self._voids.append((void["document"], n, stamp(entry.at), void["reason"]))

    def again(self, case_id: str, steps: Sequence[tuple[int, Entry, bool]], newest: int) -> None:
        """Make the row of a case anew from its entries (n, entry, whether the city has it) in their true order."""
        held = self._case(case_id)
        if held is None:
            return
        held.row, held.changed, held.materials = opened(steps[0][1]), True, steps[0][1].payload.get("materials", ())
        for n, entry, at_city in steps[1:]:
            moved(held.row, entry, n)
            held.materials = entry.payload.get("materials", held.materials)
            if at_city and entry.kind is Act.FORWARD:
                self.acknowledged(case_id, n)
        held.row["version"] = newest

    def uncount(self, kind: str, day: str, n: int) -> None:
        """One act of that day, the ``n``-th entry, does not count after all."""
        self._count(kind, day, -1, n)

    def add_document(self, paper: Mapping[str, Any], place: tuple[int, int], *, case_id: str, case_no: str) -> None:
        """Take a paper written as ``payloads.document`` does, at ``place`` (entry n, place among its papers)."""
        head = (paper["id"], *place, case_id, case_no, paper["doc"], paper["number"], paper["digest"])
        tail = (paper["pages"], paper["copies"], paper["made_at"], paper["name"], paper.get("times", 1))
        self._papers.append((*head, *tail, paper.get("original_of", "")))

    def acknowledged(self, case_id: str, forward_n: int) -> None:
        """The city gave its receipt for a case's letter: 待转报 becomes 已转报, unless a later act moved the case."""
        held = self._case(case_id)
        if held and held.row["forward_n"] == forward_n and held.row["state"] == CaseState.QUEUED.value:
            held.row.update(_FORWARDED)
            held.changed = True

    def flush(self) -> None:
        """Write the cases, papers and counts; what is asked of this projector afterwards is read anew."""
        for held in self._cases.values():
            if held and held.changed:
                self._write(held)
        self._cases.clear()
        if self._papers:
            self._db.executemany(_INSERT_DOCUMENT, self._papers)
            self._papers.clear()
        if self._voids:
            self._db.executemany(_VOID, self._voids)
            self._voids.clear()
        if self._settled:
            self._db.executemany(_SETTLE, self._settled)
            self._settled.clear()
        # a day's acts leave their row even when none counts: it says where in the log the day lies
        rows = [(*key, *counted) for key, counted in self._counts.items() if counted[0] or key[0] != _STATE]
        self._counts.clear()
        if rows:
            self._db.executemany(_TALLY, rows)
        if any(row[2] < 0 for row in rows):
            self._db.execute(_DROP_EMPTY)

    def _case(self, case_id: str) -> _Held | None:
        if case_id not in self._cases:
            row = self._db.execute(_FIND_CASE, (case_id,)).fetchone()
            fields = dict(zip(COLUMNS, row[1:], strict=True)) if row else {}
            self._cases[case_id] = _Held(row[0], fields, fields["state"]) if row else None
        return self._cases[case_id]

    def _write(self, held: _Held) -> None:
        row, fresh = held.row, not held.n
        if fresh:
            held.n = int(self._db.execute(_INSERT_CASE, tuple(row.values())).lastrowid or 0)
        else:
            self._db.execute(_UPDATE_CASE, (*(row[name] for name in MOVING), held.n))
        if held.was != row["state"]:
            self._count(_STATE, row["state"], 1)
            if held.was:
                self._count(_STATE, held.was, -1)
        if held.materials is not None:
            self._set_materials(held.n, held.materials, fresh=fresh)
        if fresh:
            search.keep_up(self._db, held.n)

    def _set_materials(self, case_n: int, lines: Sequence[Mapping[str, Any]], *, fresh: bool) -> None:
        first = case_n * _PLACES
        if not fresh:
            self._db.execute(_DELETE_MATERIALS, (first, first + _PLACES - 1))
        self._db.executemany(
            _INSERT_MATERIAL,
            [
                (
                    *(first + m["seq"], case_n, m["seq"], m["name"], m["state"], m["originals"], m["copies"]),
                    *(m["pages"], m["problem"], m["fix"]),
                    *(chain.canonical(m["scans"]) if m["scans"] else "[]", int(m["give_back"])),
                )
                for m in lines
            ],
        )

    def _count(self, kind: str, key: str, by: int, n: int = 0) -> None:
        old = self._counts.get((kind, key))
        self._counts[kind, key] = (old[0] + by, min(old[1], n), max(old[2], n)) if old else (by, n, n)
