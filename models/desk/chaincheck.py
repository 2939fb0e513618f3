"""核验审计链: the chain's end at every start, the whole of it when the auditor asks, both held against the anchors.

A broken chain never deletes, mends or stops anything: it is told, by name of the row, until somebody has looked.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from models.desk.context import Desk
from models.desk.power import must, needs
from models.errors import Refusal
from models.rules.powers import Power
from models.rules.terms import AuditKind
from models.store import anchor, audit, daybook, walk
from models.store.walk import Broken
from models.store.walk import ChainWalk as ChainWalk  # noqa: PLC0414 - pages that show it know the desk only

if TYPE_CHECKING:
    from models.store.store import Store
    from models.store.work import Work

_STATE: Final = "chain_state"


@dataclass(frozen=True, slots=True)
class ChainState:
    """What the last check found; ``why`` names the row, "" when everything was whole."""

    at: str = ""  # ISO, "" for never
    whole: bool = False  # the whole log was read, not its end only
    count: int = 0  # entries read
    why: str = ""
    note: str = ""  # what is odd and no break

    @property
    def when(self) -> datetime | None:
        """When it was."""
        return datetime.fromisoformat(self.at) if self.at else None


def state(desk: Desk) -> ChainState:
    """The last check, with the city's word as it is now."""
    last = _kept(desk.store)
    if not last.why and (found := _city(desk.store)):
        return ChainState(last.at, last.whole, last.count, found.why)
    return last


@needs(Power.MACHINE)
def check_tail(desk: Desk) -> ChainState:
    """The newest entries and the anchors; a line in the trail once a day, and whenever the finding is another.

    What the whole check found broken stays so until the whole is checked again.
    """
    found, count = walk.tail(desk.store)
    found = found or _anchors(desk.store)
    before = _kept(desk.store)
    if before.why and before.whole and found is None:
        return before
    lost = _lost(desk.store)
    now = ChainState(desk.clock.now().isoformat(), False, count, found.why if found else "", lost)
    same = (before.why, before.note) == (now.why, now.note)
    if not same or before.at[:10] != now.at[:10]:
        _keep(desk, now, f"开机核验末尾{count}条")
    return now


def begin(desk: Desk) -> ChainWalk:
    """The whole log, to be walked step by step away from the screen.

    Raises:
        Refusal: ``wrong_role``: it is the auditor's.
    """
    must(desk, Power.TRAIL_CHECK)
    return ChainWalk(desk.store)


@needs(Power.TRAIL_CHECK)
def finish(desk: Desk, done: ChainWalk) -> ChainState:
    """Write down what the walk found, also when it was stopped half-way."""
    found = done.broken or _anchors(desk.store)
    if not done.ended and found is None:
        before = _kept(desk.store)
        _line(desk, f"全链核验中止于{done.done}条，共{done.total}条")
        return before
    now = ChainState(desk.clock.now().isoformat(), True, done.done, found.why if found else "", _lost(desk.store))
    _keep(desk, now, f"全链核验{done.done}条")
    return now


@needs(Power.MACHINE)
def rested(desk: Desk, done: ChainWalk) -> ChainState:
    """The same of a walk that the program made by itself; a line in the trail only when it found something else."""
    found, before = done.broken or _anchors(desk.store), _kept(desk.store)
    now = ChainState(desk.clock.now().isoformat(), True, done.done, found.why if found else "", _lost(desk.store))
    if now.why != before.why:
        _keep(desk, now, f"体检时全链核验{done.done}条")
        return now
    with desk.store.work() as work:
        work.set_meta(_STATE, json.dumps(asdict(now), ensure_ascii=False))
        work.commit()
    return now


@needs(Power.TRAIL_CHECK)
def settle(desk: Desk, why: str) -> ChainState:
    """Take the chain's present head for the new anchor, after a restore for instance; the reason stays in the trail.

    Raises:
        Refusal: ``no_reason``; ``chain_broken`` when a row itself was changed: no anchor mends that.
    """
    if not why.strip():
        raise Refusal("没有写明理由", "锚点没有改动", "请写明为什么以现在的日志为准", code="no_reason")
    found = walk.whole(desk.store)
    if found:
        raise Refusal(found.why, "日志和锚点都没有改动", "请从备份恢复，或请上级来查", code="chain_broken")
    before = _anchors(desk.store)
    _line(desk, f"以现在的日志为准，重立锚点。原来：{before.why if before else '相符'}。理由：{why.strip()}")
    desk.store.settle_anchor()
    _forget_city(desk.store)
    now = ChainState(desk.clock.now().isoformat(), True, desk.store.head.seq, "")
    _keep(desk, now, f"重立锚点后核验{now.count}条")
    return now


def _anchors(store: Store) -> Broken | None:
    with store.read() as db:
        return store.anchor.judge(db, store.window) or _city(store)


def _city(store: Store) -> Broken | None:
    told = anchor.city(store)
    with store.read() as db:
        return anchor.fits(db, store.window, told, "市级")


def _lost(store: Store) -> str:
    with store.read() as db:
        return "锚点文件不见了，已另立；此前末尾有没有缺，看市级和日台账页脚" if store.anchor.lost(db) else ""


def _forget_city(store: Store) -> None:
    if _city(store):
        with store.work() as work:
            anchor.forget_city(work)
            work.commit()


def _kept(store: Store) -> ChainState:
    return ChainState(**json.loads(daybook.meta(store, _STATE) or "{}"))


def _keep(desk: Desk, now: ChainState, what: str) -> None:
    with desk.store.work() as work:
        work.set_meta(_STATE, json.dumps(asdict(now), ensure_ascii=False))
        said = "；".join(part for part in (now.why or "相符", now.note) if part)
        _note(desk, work, f"{what}：{said}")
        work.commit()


def _line(desk: Desk, text: str) -> None:
    with desk.store.work() as work:
        _note(desk, work, text)
        work.commit()


def _note(desk: Desk, work: Work, text: str) -> None:
    audit.note(work, AuditKind.CHECK, desk.clock.now(), actor=desk.staff.id, name=desk.staff.name, text=text)
