"""The register of physical seals, the No.2 seals' agreements and the ledger of every use; lines are never changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from models.rules.terms import SealKind
from models.store.entries import new_id, stamp, unstamp
from models.store.reading import Row

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.store.store import Store
    from models.store.work import Work

_SEAL = "id, kind, name, number, organ, keeper, kept_at, since, until, why"
_AGREEMENT = "id, seal_id, number, users, scope, situations, keeping, liability, since, until"
_USE = (
    "u.n, u.seal_id, coalesce(a.number, ''), u.at, u.case_id, u.case_no, u.document_id, u.digest, u.paper,"
    " u.paper_number, u.copies, u.reason, u.city_power, u.approver, u.user, u.keeper, u.actor, u.note, u.voids, v.n"
)
_USES = (
    f"SELECT {_USE} FROM seal_uses u LEFT JOIN seal_agreements a ON a.id = u.agreement_id"
    " LEFT JOIN seal_uses v ON v.voids = u.n"
)


@dataclass(frozen=True, slots=True)
class SealRow:
    """A physical seal."""

    id: str
    kind: SealKind
    name: str
    number: str
    organ: str
    keeper: str
    kept_at: str
    since: date
    until: date | None
    why: str


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """The agreement a No.2 seal is used under (济宁三(二)6)."""

    id: str
    seal_id: str
    number: str
    users: tuple[str, ...]
    scope: tuple[str, ...]  # item keys
    situations: str
    keeping: str
    liability: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class UseRow:
    """One line of the ledger; ``voids`` is the line it voids, ``voided_by`` the line that voids it (0: none)."""

    n: int
    seal_id: str
    agreement: str
    at: datetime
    case_id: str
    case_no: str
    document_id: str
    digest: str
    paper: str
    paper_number: str
    copies: int
    reason: str
    city_power: bool
    approver: str
    user: str
    keeper: str
    actor: str
    note: str
    voids: int
    voided_by: int


def add_seal(work: Work, seal: SealRow) -> str:
    """Enter a seal; returns its id."""
    ident = seal.id or new_id()
    work.db.execute(
        f"INSERT INTO seals ({_SEAL}) VALUES (?,?,?,?,?,?,?,?,NULL,'')",
        (ident, seal.kind.value, seal.name, seal.number, seal.organ, seal.keeper, seal.kept_at, seal.since.isoformat()),
    )
    return ident


def retire(work: Work, seal_id: str, until: date, why: str) -> None:
    """Take a seal out of use; its line stays."""
    work.db.execute("UPDATE seals SET until = ?, why = ? WHERE id = ?", (until.isoformat(), why, seal_id))


def add_agreement(work: Work, one: AgreementRow) -> str:
    """Enter an agreement; an older one of the same seal that still runs ends the day before."""
    ident = one.id or new_id()
    values = (ident, one.seal_id, one.number, _out(one.users), _out(one.scope))
    words = (one.situations, one.keeping, one.liability, one.since.isoformat(), _day(one.until))
    work.db.execute(f"INSERT INTO seal_agreements ({_AGREEMENT}) VALUES (?,?,?,?,?,?,?,?,?,?)", (*values, *words))
    return ident


def end_agreement(work: Work, agreement_id: str, until: date) -> None:
    """The last day an agreement holds."""
    work.db.execute("UPDATE seal_agreements SET until = ? WHERE id = ?", (until.isoformat(), agreement_id))


def add_use(work: Work, use: UseRow, agreement_id: str) -> int:
    """Write one line; returns its running number."""
    voids = use.voids or None
    head = (use.seal_id, agreement_id or None, stamp(use.at), use.case_id, use.case_no, use.document_id, use.digest)
    words = (use.paper, use.paper_number, use.copies, use.reason, int(use.city_power))
    hands = (use.approver, use.user, use.keeper, use.actor, use.note, voids)
    cursor = work.db.execute(
        "INSERT INTO seal_uses (seal_id, agreement_id, at, case_id, case_no, document_id, digest, paper, paper_number,"
        " copies, reason, city_power, approver, user, keeper, actor, note, voids)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (*head, *words, *hands),
    )
    return int(cursor.lastrowid or 0)


def seals(store: Store) -> tuple[SealRow, ...]:
    """Every seal, those in use first."""
    with store.read() as db:
        rows = db.execute(f"SELECT {_SEAL} FROM seals ORDER BY until IS NOT NULL, organ, name, number").fetchall()
    return tuple(map(_seal, rows))


def seal(store: Store, seal_id: str) -> SealRow | None:
    """One seal."""
    return next((one for one in seals(store) if one.id == seal_id), None)


def agreements(store: Store, seal_id: str = "") -> tuple[AgreementRow, ...]:
    """Agreements of one seal, or all, the newest first."""
    with store.read() as db:
        rows = db.execute(
            f"SELECT {_AGREEMENT} FROM seal_agreements WHERE ? IN ('', seal_id) ORDER BY since DESC, number", (seal_id,)
        ).fetchall()
    return tuple(map(_agreement, rows))


def uses(store: Store, seal_id: str, since: date, until: date) -> tuple[UseRow, ...]:
    """Lines of one seal from ``since`` to ``until``, both included, in order."""
    with store.read() as db:
        rows = db.execute(
            f"{_USES} WHERE u.seal_id = ? AND u.at >= ? AND u.at < ? ORDER BY u.n",
            (seal_id, since.isoformat(), f"{until.isoformat()}T99"),
        ).fetchall()
    return tuple(map(_use, rows))


def uses_of(db: Connection, digest: str) -> tuple[UseRow, ...]:
    """Lines about one paper, by the digest of its bytes."""
    return tuple(map(_use, db.execute(f"{_USES} WHERE u.digest = ? ORDER BY u.n", (digest,)).fetchall()))


def use(store: Store, n: int) -> UseRow | None:
    """One line by its running number."""
    with store.read() as db:
        row = db.execute(f"{_USES} WHERE u.n = ?", (n,)).fetchone()
    return _use(row) if row else None


def _seal(row: Row) -> SealRow:
    until = date.fromisoformat(row[8]) if row[8] else None
    values: Row = (row[0], SealKind(row[1]), *row[2:7], date.fromisoformat(row[7]), until, row[9])
    return SealRow(*values)


def _agreement(row: Row) -> AgreementRow:
    until = date.fromisoformat(row[9]) if row[9] else None
    users, scope = tuple(json.loads(row[3])), tuple(json.loads(row[4]))
    values: Row = (*row[:3], users, scope, *row[5:8], date.fromisoformat(row[8]), until)
    return AgreementRow(*values)


def _use(row: Row) -> UseRow:
    plain = [*row[:3], unstamp(str(row[3])), *row[4:12], bool(row[12]), *row[13:18], row[18] or 0, row[19] or 0]
    return UseRow(*plain)


def _out(names: tuple[str, ...]) -> str:
    return json.dumps(names, ensure_ascii=False)


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
