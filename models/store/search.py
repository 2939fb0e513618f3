"""Finding cases by any part of a name, by initials or by number, in milliseconds among a million.

Text is cut into pairs of characters (高平市 → 高平 平市 市) and kept so in an FTS5 index; a phrase of pairs is exactly
a substring. The index is brought up to date 256 cases at a time, so that an acceptance does not pay for it; the few
newest cases are looked through as they are.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from models.rules.terms import IdKind

if TYPE_CHECKING:
    from sqlite3 import Connection

BATCH = 256
"""Cases per batch; the newest ``n % BATCH`` cases are not in the index yet."""
FEW = 2000
"""Up to so many cases in the wanted states are looked through one by one instead of by their words."""
_FIELDS = "case_no, applicant, item_name, initials, party_key"


def fold(text: str) -> str:
    """One form for what was typed and what is kept: NFKC, lower case, letters and digits only."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return plain if plain.isalnum() else "".join(c for c in plain if c.isalnum())


def pairs(text: str) -> str:
    """Pairs of neighbouring characters and the last one alone: 高平市 → 高平 平市 市."""
    folded = fold(text)
    return " ".join(folded[i : i + 2] for i in range(len(folded)))


_known = lru_cache(maxsize=4096)(pairs)
"""The same for what comes again and again: names of items, initials."""


def phrase(text: str) -> str:
    """The FTS5 expression that holds exactly where ``text`` is a substring, or "" when nothing is left of it."""
    folded = fold(text)
    if len(folded) < 2:
        return f'"{folded}" *' if folded else ""
    return '"' + " ".join(folded[i : i + 2] for i in range(len(folded) - 1)) + '"'


def number_words(case_no: str) -> str:
    """A case number whole, from its day on, and from its running number on: what people begin to type."""
    parts = case_no.split("-")
    starts = (0, 2, 3) if len(parts) == 5 else (0,)
    return " ".join(fold("".join(parts[start:])) for start in starts)


def keep_up(db: Connection, case_n: int) -> None:
    """Called with each new case: every 256th brings its batch into the index, in the same transaction."""
    if case_n % BATCH == 0:
        rows = db.execute(f"SELECT n, {_FIELDS} FROM cases WHERE n > ? AND n <= ?", (case_n - BATCH, case_n)).fetchall()
        add(db, rows)


def add(db: Connection, rows: list[tuple[int, str, str, str, str, str]]) -> None:
    """Put rows of (n, case_no, applicant, item_name, initials, party_key) into the index."""
    db.executemany(
        "INSERT INTO case_words (rowid, number, applicant, item, initials, party) VALUES (?,?,?,?,?,?)",
        [(n, number_words(no), pairs(who), _known(item), _known(short), key) for n, no, who, item, short, key in rows],
    )


def indexed_to(newest: int) -> int:
    """The last case that is in the index when ``newest`` is the last of all."""
    return newest - newest % BATCH


def expression(text: str) -> str:
    """The whole FTS5 query for what a clerk typed."""
    words = fold(text)
    if not words:
        return ""
    found = [f"{{applicant item initials}} : {phrase(words)}"]
    if words.isascii() and any(c.isdigit() for c in words):
        found.append(f'{{number}} : "{words}" *')
    return " OR ".join(f"({part})" for part in found)


def holds(text: str, case_no: str, *fields: str) -> bool:
    """The same test for a row that is not in the index."""
    words = fold(text)
    if not words:
        return False
    numbers = number_words(case_no).split()
    return any(words in fold(field) for field in fields) or any(number.startswith(words) for number in numbers)


def find(db: Connection, text: str, *, last: int, limit: int, states: Sequence[str] = ()) -> list[int]:
    """Numbers ``n`` below ``last`` of the newest cases that hold ``text``, at most ``limit``, the newest first."""
    wanted = expression(text)
    if not wanted:
        return []
    if states and _how_many(db, states) <= FEW:
        return _among(db, text, last, states)[:limit]
    newest = int(db.execute("SELECT coalesce(max(n), 0) FROM cases").fetchone()[0])
    found = _fresh(db, text, indexed_to(newest), last, states) + _by_party(db, text, last, states)
    state = f" AND c.state IN ({','.join('?' * len(states))})" if states else ""
    rows = db.execute(
        f"SELECT w.rowid FROM case_words w{' CROSS JOIN cases c ON c.n = w.rowid' if states else ''}"
        f" WHERE w.case_words MATCH ? AND w.rowid < ?{state} ORDER BY w.rowid DESC LIMIT ?",
        (wanted, last, *states, limit),
    ).fetchall()
    return sorted({*found, *(row[0] for row in rows)}, reverse=True)[:limit]


def _how_many(db: Connection, states: Sequence[str]) -> int:
    marks = ",".join("?" * len(states))
    sql = f"SELECT coalesce(sum(n), 0) FROM tallies WHERE kind = 'state' AND key IN ({marks})"
    return int(db.execute(sql, states).fetchone()[0])


def _among(db: Connection, text: str, last: int, states: Sequence[str]) -> list[int]:
    """Every case in the few that stand in these states: the words may be in a million others."""
    marks = ",".join("?" * len(states))
    sql = f"SELECT n, {_FIELDS} FROM cases WHERE state IN ({marks}) AND n < ?"
    rows = db.execute(sql, (*states, last)).fetchall()
    found = {n for n, no, *fields, _ in rows if holds(text, no, *fields)}
    return sorted(found | set(_by_party(db, text, last, states)), reverse=True)


def _fresh(db: Connection, text: str, after: int, last: int, states: Sequence[str]) -> list[int]:
    """The newest cases, not yet in the index, looked through one by one."""
    rows = db.execute(f"SELECT n, state, {_FIELDS} FROM cases WHERE n > ? AND n < ?", (after, last)).fetchall()
    return [n for n, state, no, *fields, _ in rows if (not states or state in states) and holds(text, no, *fields)]


def _by_party(db: Connection, text: str, last: int, states: Sequence[str]) -> list[int]:
    """Cases of the applicant whose whole ID number was typed or read by a card reader."""
    number = unicodedata.normalize("NFKC", text).strip().upper()
    if len(number) < 8 or not number.isascii() or not number.isalnum():
        return []
    found = by_party(db, [party_key(kind.value, number) for kind in IdKind])
    marks = ",".join("?" * len(found))
    rows = db.execute(f"SELECT n, state FROM cases WHERE n IN ({marks}) AND n < ?", (*found, last))
    return [n for n, state in rows if not states or state in states]


def by_party(db: Connection, keys: Sequence[str]) -> list[int]:
    """Numbers ``n`` of every case of the applicants with these keys."""
    newest = int(db.execute("SELECT coalesce(max(n), 0) FROM cases").fetchone()[0])
    marks = ",".join("?" * len(keys))
    fresh = f"SELECT n FROM cases WHERE n > ? AND party_key IN ({marks})"
    found = db.execute(fresh, (indexed_to(newest), *keys)).fetchall()
    wanted = "{party} : (" + " OR ".join(f'"{key}"' for key in keys) + ")"
    found += db.execute("SELECT rowid FROM case_words WHERE case_words MATCH ?", (wanted,)).fetchall()
    return [row[0] for row in found]


def party_key(id_kind: str, id_number: str) -> str:
    """What two cases of one applicant share, without the number itself; "" without a number."""
    return hashlib.sha256(f"{id_kind}|{id_number}".encode()).hexdigest()[:24] if id_number else ""
