"""The book of carried packages: each window's package once, with the number of its answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from city.tables import packages
from forwarding.sealed.frame import Header
from forwarding.wire import Answer

_TRIES = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One package that came."""

    id: str
    window: str
    number: int
    digest: str
    letters: int
    blobs: int
    made_at: str
    received_at: str
    by: str
    answer_number: int
    answer: str  # "" until the answer is whole
    said: Mapping[str, int]  # how many entries got which answer

    @property
    def finished(self) -> bool:
        """It was answered and nothing in it waits: brought once more it can say nothing else."""
        return bool(self.answer) and not any(self.said.get(one.value) for one in (Answer.EARLY, Answer.MISSING))


def note(engine: Engine, header: Header, digest: str, by: str, now: datetime) -> Line:
    """The line of this package, written when it comes for the first time; the first one stays."""
    row = {
        "id": header.package,
        "window": header.sender,
        "number": header.number,
        "digest": digest,
        "letters": header.letters,
        "blobs": header.blobs,
        "made_at": header.made_at.isoformat(timespec="seconds"),
        "received_at": now.isoformat(timespec="seconds"),
        "by": by[:64],
        "answer": "",
        "said": "{}",
    }
    for _ in range(_TRIES):  # another process may take the same number, or note the same package
        if known := find(engine, header.package):
            return known
        try:
            with engine.begin() as connection:
                mine = select(func.coalesce(func.max(packages.c.answer_number), 0))
                last = connection.execute(mine.where(packages.c.window == header.sender)).scalar_one()
                connection.execute(insert(packages).values(row | {"answer_number": last + 1}))
        except IntegrityError:
            continue
    raise RuntimeError("no number for the answer could be had")


def find(engine: Engine, package: str) -> Line | None:
    """The line of a package that came before."""
    return _line(engine, packages.c.id == package)


def of_answer(engine: Engine, answer: str) -> Line | None:
    """The line whose answer this is."""
    return _line(engine, packages.c.answer == answer) if answer else None


def answered(engine: Engine, line: Line, answer: str, said: Mapping[str, int]) -> Line:
    """Its answer is whole; where another process was first, its answer stays. Returns the line as it stands."""
    mine = update(packages).where(packages.c.id == line.id, packages.c.answer == line.answer)
    with engine.begin() as connection:
        connection.execute(mine.values(answer=answer, said=json.dumps(said)))
    found = find(engine, line.id)
    assert found is not None
    return found


def latest(engine: Engine, limit: int = 200) -> tuple[Line, ...]:
    """The packages that came, the latest first."""
    with engine.connect() as connection:
        rows = connection.execute(select(packages).order_by(packages.c.n.desc()).limit(limit)).mappings().all()
    return tuple(_of(dict(row)) for row in rows)


def _line(engine: Engine, which: Any) -> Line | None:
    with engine.connect() as connection:
        row = connection.execute(select(packages).where(which)).mappings().first()
    return _of(dict(row)) if row else None


def _of(row: dict[str, Any]) -> Line:
    del row["n"]
    return Line(**row | {"said": json.loads(row["said"])})
