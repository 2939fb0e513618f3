"""到期清理: local files of cases that archive and city both have, after their time. The city gives them back.

An administrator and a second person do it, and it stands in the trail with the number of every case. No entry of the
log goes, no paper's number, nothing of a case that is open or not wholly at the city.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.desk import twopersons
from models.desk.context import Desk
from models.desk.power import needs
from models.errors import Refusal, StoreTrouble
from models.rules import retention
from models.rules.powers import Power
from models.rules.terms import AuditKind
from models.store import audit, maintenance, purging

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.desk.twopersons import Witness
    from models.store.purging import Due
    from models.store.work import Work

_NAMED = 8  # case numbers in one line of the trail


@dataclass(frozen=True, slots=True)
class Plan:
    """What may go today."""

    days: int  # after archiving
    due: tuple[Due, ...]

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(one.size for one in self.due)

    @property
    def files(self) -> int:
        """How many files."""
        return sum(len(one.digests) for one in self.due)


def plan(desk: Desk) -> Plan:
    """Which files may go by the pack's policy; at most two hundred cases at a time."""
    settings = desk.pack.policy.settings
    return Plan(retention.days(settings), purging.due(desk.store, retention.last_day(desk.today, settings)))


@needs(Power.PURGE)
def purge(desk: Desk, agreed: Plan, witness: Witness, stop: Callable[[], bool] = lambda: False) -> int:
    """Let the files of ``agreed`` go, case by case; what is not due any more stays. Returns how many cases went.

    Raises:
        Refusal: ``not_administrator``, ``same_person``, ``wrong_second``, ``nothing_due``.
    """
    twopersons.check(desk, witness, Power.PURGE)
    wanted = {one.case_id for one in agreed.due}
    now = [one for one in plan(desk).due if one.case_id in wanted]
    if not now:
        raise Refusal("没有到期可以清理的", "没有删任何文件", "请刷新后再看", code="nothing_due")
    gone: list[Due] = []
    while now and not stop():
        part, now = now[:_NAMED], now[_NAMED:]
        _purge(desk, part, witness)
        gone += part
    return len(gone)


def _purge(desk: Desk, part: list[Due], witness: Witness) -> None:
    with desk.store.work() as work:
        for one in part:
            purging.purge(work, one, desk.today)
        files = sum(len(one.digests) for one in part)
        said, days = "、".join(one.case_no for one in part), retention.days(desk.pack.policy.settings)
        _note(desk, work, f"清理本机文件{files}份，归档满{days}日，日志不动：{said}")
        twopersons.note(work, desk, witness, part[0].case_no, f"{len(part)}件的本机文件{files}份")
        work.commit()
    for one in part:
        purging.drop(desk.store, one)


@needs(Power.MACHINE)
def fetch_back(desk: Desk, case_id: str, case_no: str) -> int:
    """Ask the city for the files of a case again; they come with the next passes. Returns how many."""
    with desk.store.work() as work:
        count = purging.want(work, case_id, desk.today)
        _note(desk, work, f"向市级取回已清理的文件{count}份：{case_no}")
        work.commit()
    return count


def explain(desk: Desk, case_id: str, case_no: str, error: StoreTrouble) -> StoreTrouble:
    """Why a file is not here: when it went by the rules it is asked for, and the words say so."""
    if error.code != "blob_missing" or purging.purged(desk.store, case_id) is None:
        return error
    fetch_back(desk, case_id, case_no)
    return StoreTrouble(
        "这件已归档，本机文件按期清理过",
        "日志和文号都在，文件市级和档案里都有",
        "已向市级要回，线路通时几分钟内到，请稍后再看",
        code="purged",
    )


@needs(Power.MACHINE)
def tidy(desk: Desk) -> int:
    """Files nobody names any more, left by a crash or a draft given up; by itself, when the window is at rest."""
    count = maintenance.sweep_blobs(desk.store)
    if count:
        with desk.store.work() as work:
            _note(desk, work, f"清去无人引用的文件{count}份")
            work.commit()
    return count


def _note(desk: Desk, work: Work, text: str) -> None:
    audit.note(work, AuditKind.PURGE, desk.clock.now(), actor=desk.staff.id, name=desk.staff.name, text=text)
