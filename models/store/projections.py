"""From one entry to the tables that lists are read from; acting and replaying both come through ``Projector``.

Pure in this sense: what is written depends on the entry, its place in the log and the rows earlier entries wrote, never
on the clock, the machine or the settings. So the tables may be dropped and made again, and are the same to the byte.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from models.rules import chain
from models.rules.terms import Act, CaseState
from models.store import search
from models.store.entries import Entry, stamp

if TYPE_CHECKING:
    from sqlite3 import Connection

_INSERT_CASE = (
    "INSERT INTO cases (id, case_no, window, version, item_key, item_name, handling_item, applicant, applicant_kind,"
    " initials, id_tail, party_key, mode, ruling, state, next_step, next_note, whose, due, due_name, received_at,"
    " accepted_at, notice_due, promised_due, statutory_due, forward_n, city_receipt)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,NULL,'')"
)
_FIND_CASE = "SELECT n, case_no, state FROM cases WHERE id = ?"
_UPDATE_CASE = (
    "UPDATE cases SET version = max(version, ?), state = ?, mode = coalesce(?, mode), ruling = coalesce(?, ruling),"
    " next_step = coalesce(?, next_step), next_note = coalesce(?, next_note), whose = coalesce(?, whose),"
    " due = CASE WHEN ? THEN ? ELSE due END, due_name = coalesce(?, due_name),"
    " accepted_at = coalesce(?, accepted_at), notice_due = coalesce(?, notice_due),"
    " promised_due = coalesce(?, promised_due), statutory_due = coalesce(?, statutory_due),"
    " forward_n = coalesce(?, forward_n), city_receipt = coalesce(?, city_receipt) WHERE n = ?"
)
_INSERT_MATERIAL = "INSERT INTO case_materials VALUES (?,?,?,?,?,?,?,?,?,?,?)"
_INSERT_DOCUMENT = "INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
_TALLY = (
    "INSERT INTO tallies VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET n = n + excluded.n,"
    " first_n = min(first_n, excluded.first_n), last_n = max(last_n, excluded.last_n)"
)
_ACKNOWLEDGE = (
    "UPDATE cases SET state = ?, next_step = ?, next_note = ?, whose = ?"
    " WHERE id = ? AND forward_n = ? AND state = ? RETURNING n"
)

_AFTER: Mapping[Act, tuple[CaseState, tuple[str, str, str]]] = {
    Act.CITY_RECEIVE: (CaseState.CITY_RECEIVED, ("市级审查", "市级已接收，等待市级办理", "市级")),
}
"""State and next step when the entry itself does not say: entries the city wrote."""
_NOTHING = {"step": "", "note": "", "whose": ""}
_FORWARDED = ("市级接收", "材料已到市级，等待市级接收", "市级")
_STATE = "state"


class Projector:
    """Writes what entries mean, inside one transaction; ``flush`` writes the counts it gathered on the way."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._cases: dict[str, tuple[int, str, str]] = {}  # id → n, case_no, state
        self._counts: dict[tuple[str, str], tuple[int, int, int]] = {}

    def apply(self, entry: Entry, n: int) -> None:
        """Bring every projection up to date with ``entry``, the ``n``-th of this store."""
        payload = entry.payload
        if entry.kind is Act.RECEIVE:
            case_n, case_no = self._open_case(entry, payload)
        else:
            # an entry of a case this window has not been given is kept in the log, and there is nothing to show
            case_n, case_no, state = self._case(entry.case_id)
            if case_n:
                self._move_case(entry, payload, n, state)
        if case_n and "materials" in payload:
            self._set_materials(case_n, payload["materials"], fresh=entry.kind is Act.RECEIVE)
        for place, paper in enumerate(payload.get("documents", ())):
            add_document(self._db, paper, (n, place), case_id=entry.case_id, case_no=case_no)
        self._count(entry.kind.value, stamp(entry.at)[:10], 1, n)

    def acknowledged(self, case_id: str, forward_n: int) -> None:
        """The city gave its receipt for a case's letter: 待转报 becomes 已转报, unless a later act moved the case."""
        values = (CaseState.FORWARDED.value, *_FORWARDED, case_id, forward_n, CaseState.QUEUED.value)
        if self._db.execute(_ACKNOWLEDGE, values).fetchone():
            self._cases.pop(case_id, None)
            self._count(_STATE, CaseState.QUEUED.value, -1)
            self._count(_STATE, CaseState.FORWARDED.value, 1)

    def flush(self) -> None:
        """Write the counts; to be called once before the transaction is kept."""
        rows = [(*key, *counted) for key, counted in self._counts.items() if counted[0]]
        self._counts.clear()
        if rows:
            self._db.executemany(_TALLY, rows)
        if any(row[2] < 0 for row in rows):
            self._db.execute("DELETE FROM tallies WHERE n = 0")  # a state nobody is in leaves no row behind

    def _count(self, kind: str, key: str, by: int, n: int = 0) -> None:
        old = self._counts.get((kind, key))
        self._counts[kind, key] = (old[0] + by, old[1], n) if old else (by, n, n)

    def _case(self, case_id: str) -> tuple[int, str, str]:
        known = self._cases.get(case_id)
        if known is None:
            known = self._db.execute(_FIND_CASE, (case_id,)).fetchone() or (0, "", "")
            self._cases[case_id] = known
        return known

    def _open_case(self, entry: Entry, p: Mapping[str, Any]) -> tuple[int, str]:
        who, after = p["applicant"], p.get("next", _NOTHING)
        state = p.get("state", CaseState.RECEIVED.value)
        party = search.party_key(who["id_kind"], who["id_number"])
        cursor = self._db.execute(
            _INSERT_CASE,
            (
                *(entry.case_id, p["case_no"], entry.window, entry.version),
                *(p["item_key"], p["item_name"], p["handling_item"], who["name"], who["kind"]),
                *(p["initials"], who["id_number"][-4:], party, p.get("mode", ""), p.get("ruling", ""), state),
                *(after["step"], after["note"], after["whose"], p.get("due"), p.get("due_name", "")),
                *(p["received_at"], p.get("accepted_at"), p.get("notice_due"), p.get("promised_due")),
                p.get("statutory_due"),
            ),
        )
        case_n = int(cursor.lastrowid or 0)
        self._cases[entry.case_id] = (case_n, p["case_no"], state)
        self._count(_STATE, state, 1)
        search.keep_up(self._db, case_n)
        return case_n, p["case_no"]

    def _move_case(self, entry: Entry, p: Mapping[str, Any], n: int, old: str) -> None:
        case_n, case_no, _ = self._cases[entry.case_id]
        state, after = _state_after(entry.kind, p, old)
        self._db.execute(
            _UPDATE_CASE,
            (
                *(entry.version, state, p.get("mode"), p.get("ruling"), *after),
                *("due" in p, p.get("due"), p.get("due_name"), p.get("accepted_at"), p.get("notice_due")),
                *(p.get("promised_due"), p.get("statutory_due"), n if entry.kind is Act.FORWARD else None),
                *(p.get("city_receipt"), case_n),
            ),
        )
        if state != old:
            self._cases[entry.case_id] = (case_n, case_no, state)
            self._count(_STATE, old, -1)
            self._count(_STATE, state, 1)

    def _set_materials(self, case_n: int, lines: Sequence[Mapping[str, Any]], *, fresh: bool) -> None:
        if not fresh:
            self._db.execute("DELETE FROM case_materials WHERE case_n = ?", (case_n,))
        self._db.executemany(
            _INSERT_MATERIAL,
            [
                (
                    *(case_n, m["seq"], m["name"], m["state"], m["originals"], m["copies"], m["pages"]),
                    *(m["problem"], m["fix"], chain.canonical(m["scans"]), int(m["give_back"])),
                )
                for m in lines
            ],
        )


def add_document(
    db: Connection, paper: Mapping[str, Any], place: tuple[int, int], *, case_id: str, case_no: str
) -> None:
    """One row for a paper written as ``payloads.document`` does, at ``place`` (entry n, place among its papers)."""
    head = (*place, paper["id"], case_id, case_no, paper["doc"], paper["number"], paper["digest"], paper["pages"])
    tail = (paper["copies"], paper["made_at"], paper["name"], paper.get("times", 1), paper.get("original_of", ""))
    db.execute(_INSERT_DOCUMENT, head + tail)


def _state_after(kind: Act, p: Mapping[str, Any], old: str) -> tuple[str, tuple[str | None, str | None, str | None]]:
    """State and next step as the entry says them, else as the kind of act means them, else as they were."""
    known = _AFTER.get(kind)
    state = p.get("state") or (known[0].value if known else old)
    if "next" in p:
        return state, (p["next"]["step"], p["next"]["note"], p["next"]["whose"])
    return state, known[1] if known else (None, None, None)
