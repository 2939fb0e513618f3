"""审计记录: who signed in, looked at what, took what out, changed what; for the auditor, and for a supervisor to read.

Reading it leaves no line of its own; taking it out as a file does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from models.desk.context import Desk
from models.desk.export import note_export, write_table
from models.desk.power import must, needs
from models.rules.powers import ROLES, Power
from models.rules.terms import AuditKind
from models.store import audit, people
from models.store.audit import Audited as Audited  # noqa: PLC0414 - pages that show it know the desk only

PAGE: Final = 200
MOST: Final = 100_000
"""Lines of one file at the most; a longer trail is taken out day by day."""
COLUMNS: Final = ("时间", "人员", "事由", "对象", "内容")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines are wanted; nothing chosen is everything."""

    kind: AuditKind | None = None
    actor: str = ""
    day: date | None = None
    before: int | None = None

    @property
    def words(self) -> str:
        """The choice for the trail itself."""
        said = (self.day.isoformat() if self.day else "", self.kind.value if self.kind else "", self.actor)
        return "、".join(part for part in said if part) or "全部"


def lines(desk: Desk, asked: Asked, limit: int = PAGE) -> tuple[Audited, ...]:
    """A page of the trail, newest first.

    Raises:
        Refusal: ``wrong_role``: it is the auditor's and the supervisor's.
    """
    must(desk, Power.TRAIL)
    only = (asked.kind,) if asked.kind else ()
    return audit.lines(
        desk.store, before=asked.before, limit=limit, only=only, actor=asked.actor, day=asked.day
    )


def persons(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Everybody who may stand in the trail: (id, name and post).

    Raises:
        Refusal: ``wrong_role``.
    """
    must(desk, Power.TRAIL)
    return tuple((one.id, f"{one.name}（{ROLES.get(one.role, one.role)}）") for one, _, _ in people.all_of(desk.store))


@needs(Power.TRAIL)
def export(desk: Desk, asked: Asked, path: Path) -> int:
    """Write the chosen lines as a table file, newest first; that it was done is the next line of the trail.

    Raises:
        Refusal: ``wrong_role``. StoreTrouble: the file cannot be written; nothing half written is left.
    """
    found = lines(desk, replace(asked, before=None), MOST)
    write_table(path, "审计记录", COLUMNS, map(cells, found))
    with desk.store.work() as work:
        note_export(desk, work, path.name, f"审计记录{len(found)}条（{asked.words}）")
        work.commit()
    return len(found)


def cells(line: Audited) -> tuple[str, ...]:
    """A line as the table shows it."""
    return (f"{line.at:%Y-%m-%d %H:%M:%S}", line.name or "程序", line.what.value, line.subject, line.text)
