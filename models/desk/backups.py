"""备份 of this window: where to, when, how it went; made by itself, whoever sits here (GB/T 22239 8.1.4 数据备份恢复).

One copy is always made in the data folder; a second disk or share, set by an administrator, gets the same copy and is
checked there. What came of the last one is kept in the store, and 今日 says it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models.desk.context import Desk
from models.desk.power import needs
from models.errors import Refusal, StoreTrouble, WorldError
from models.rules import backups as rules
from models.rules.powers import Power
from models.rules.terms import AuditKind
from models.store import audit, backing, backup, daybook
from models.store import drill as rehearsal
from models.store.files import write_whole
from models.store.schema import BACKUPS

if TYPE_CHECKING:
    from models.store.backing import Told
    from models.store.backup import Backup
    from models.store.store import Store

Stopped = backing.Stopped
Report = rehearsal.Report
_PLACE, _LAST = "backup_place", "backup_last"
HINT = "backup-place.json"
"""Beside the database and readable without a password: where the other copies are, for a day when it does not open."""
_MARK = "place.json"


@dataclass(frozen=True, slots=True)
class Place:
    """The second disk or share; empty when none was set. ``mark`` tells it from an empty folder of the same name."""

    folder: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the backups stand. Times are ISO text; "" = never."""

    at: str = ""  # the last one that was verified
    name: str = ""
    entries: int = 0
    seq: int = 0
    second_at: str = ""  # the last one verified on the second place
    second: str = ""  # that place
    trouble: str = ""  # why the last try, or its second copy, did not go through
    lost: int = 0  # blobs the window itself had not got

    @property
    def last(self) -> datetime | None:
        """When the last verified one was made."""
        return datetime.fromisoformat(self.at) if self.at else None


def root_of(store: Store) -> Path:
    """The folder of backups beside the database."""
    return store.folder / BACKUPS


def second_root(place: Place, window: str) -> Path:
    """The folder of this window on the second place; one share may hold a whole hall's."""
    return Path(place.folder) / f"tongquan-{window}"


def place_of(store: Store) -> Place:
    """The second place as it is set."""
    text = daybook.meta(store, _PLACE)
    return Place(**json.loads(text)) if text else Place()


def standing(store: Store) -> Standing:
    """How the backups stand now."""
    text = daybook.meta(store, _LAST)
    return Standing(**json.loads(text)) if text else Standing()


def due(desk: Desk, *, closing: bool = False) -> bool:
    """Whether one is to be made now."""
    return rules.due(standing(desk.store).last, desk.clock.now(), closing=closing)


def told(desk: Desk) -> tuple[str, str, str]:
    """What 今日 says of the last verified backup: title, note, and good, none or bad (people must act)."""
    now, at = standing(desk.store), desk.clock.now()
    if now.last is None:
        return ("还没有备份", now.trouble or "开着窗口会自己备份，不用等", "bad" if now.trouble else "none")
    when = f"{now.last:%H:%M}" if now.last.date() == at.date() else f"{now.last:%m-%d %H:%M}"
    if rules.stale(now.last, at):
        return (f"两天没有备份，最近 {when}", now.trouble or "请管理员到管理里按“现在备份”", "bad")
    both = f"本机和 {now.second}" if now.second_at == now.at else "只在本机"
    note = f"{now.trouble}；{both}" if now.trouble else both
    return (f"备份 {when} 已验证", note, "bad" if now.trouble and _second_stale(now, at) else "good")


def _second_stale(now: Standing, at: datetime) -> bool:
    return not now.second_at or rules.stale(datetime.fromisoformat(now.second_at), at)


@needs(Power.SETTING)
def set_place(desk: Desk, folder: str) -> Place:
    """Set the second disk or share; "" = none.

    Raises:
        Refusal: ``not_administrator``, ``backup_place`` (not there, not writable, inside the data folder).
    """
    place = _taken(desk.store, folder.strip()) if folder.strip() else Place()
    with desk.store.work() as work:
        work.set_meta(_PLACE, json.dumps(asdict(place), ensure_ascii=False))
        text = f"备份位置设为 {place.folder}" if place.folder else "备份位置取消，只留本机一份"
        audit.note(work, AuditKind.SETTING, desk.clock.now(), actor=desk.staff.id, name=desk.staff.name, text=text)
        work.commit()
    write_whole(desk.store.folder / HINT, json.dumps({"folder": place.folder}, ensure_ascii=False).encode())
    return place


@needs(Power.MACHINE)
def make(desk: Desk, stop: Callable[[], bool], tell: Told | None = None) -> Standing:
    """Make one backup now, verify it, bring it to the second place, take old ones away, and note what came of it.

    A second place that is missing does not fail it: the copy here is made, and the trouble is noted.

    Raises:
        StoreTrouble: none could be made here; noted as well. Stopped.
    """
    store, before = desk.store, standing(desk.store)
    try:
        made = backing.make(store, root_of(store), desk.clock.now(), stop, tell)
    except StoreTrouble as trouble:
        _note(desk, replace(before, trouble=trouble.sentence), f"没有备份成：{trouble.happened}")
        raise
    done = Standing(
        made.at.isoformat(), made.path.name, made.counts.entries, made.counts.seq, before.second_at, before.second,
        lost=made.lost_count,
    )  # fmt: skip
    done = _second(store, made, done, stop, tell)
    _rotate(store, root_of(store))
    _note(desk, done, _told(done))
    return done


def _told(done: Standing) -> str:
    where = f"，{done.second}" if done.second_at == done.at else ""
    wrong = f"；备份位置：{done.trouble}" if done.trouble else ""
    return f"已验证，本机{where}，记录{done.entries}条{wrong}"


def _second(store: Store, made: Backup, done: Standing, stop: Callable[[], bool], tell: Told | None) -> Standing:
    place = place_of(store)
    if not place.folder:
        return replace(done, second_at="", second="")
    try:
        root = second_root(place, store.window)
        _must_be_there(place, root)
        backing.carry(made, root, store.key, stop, tell)
        _rotate(store, root)
    except WorldError as trouble:
        return replace(done, second=place.folder, trouble=trouble.happened)
    return replace(done, second_at=done.at, second=place.folder)


def _rotate(store: Store, root: Path) -> None:
    """Take away what the rule does not keep, and blobs only those named."""
    backup.sweep(root)
    made = backup.found(root)
    stay = rules.kept(one.at for one in made)
    for one in (gone := [one for one in made if one.at not in stay]):
        backup.drop(one)
    if gone:
        backing.sweep_blobs(store, root)


def _note(desk: Desk, now: Standing, text: str) -> None:
    with desk.store.work() as work:
        work.set_meta(_LAST, json.dumps(asdict(now), ensure_ascii=False))
        who = {"actor": desk.staff.id, "name": desk.staff.name}
        audit.note(work, AuditKind.BACKUP, desk.clock.now(), subject=now.name, text=text, **who)
        work.commit()


def _taken(store: Store, folder: str) -> Place:
    """Make this window's folder there and leave a mark by which it is known again."""
    path = Path(folder)
    if not path.is_absolute() or not path.is_dir():
        raise _no_place("没有这个文件夹，或现在连不上")
    if path.resolve().is_relative_to(store.folder.resolve()):
        raise _no_place("备份位置不能在数据文件夹里面，盘坏了两份都没有")
    root = second_root(Place(folder), store.window)
    mark = _read_mark(root) or secrets.token_hex(8)
    try:
        root.mkdir(exist_ok=True)
        write_whole(root / _MARK, json.dumps({"mark": mark}).encode())
    except OSError as error:
        raise _no_place("这个文件夹写不进去") from error
    return Place(folder, mark)


@needs(Power.BACKUP)
def drill(desk: Desk, login: str, password: str, stop: Callable[[], bool], tell: Told | None = None) -> Report:
    """恢复演练: the newest backup restored beside, with this person's password, replayed and compared; then put away.

    Raises:
        Refusal: ``not_administrator``, ``sign_in``, ``no_backup``. StoreTrouble. Stopped.
    """
    made = newest(desk.store)
    if made is None:
        raise Refusal("还没有备份可以演练", "没有改动任何内容", "请先按“现在备份”", code="no_backup")
    report = rehearsal.rehearse(made, desk.store.folder / rehearsal.PLACE, login, password, stop, tell)
    wrong = "；".join(f"{one.what}：{one.text}" for one in report.found if not one.good)
    with desk.store.work() as work:
        text = f"恢复演练{'不通过：' + wrong if wrong else '通过'}"
        who = {"actor": desk.staff.id, "name": desk.staff.name}
        audit.note(work, AuditKind.RESTORE, desk.clock.now(), subject=report.backup, text=text, **who)
        work.commit()
    return report


def newest(store: Store) -> Backup | None:
    """The newest good backup, on the second place when it is the same one: that is where a new machine would look."""
    here = backup.found(root_of(store))
    place = place_of(store)
    there = backup.found(second_root(place, store.window)) if place.folder else ()
    both = sorted((*there, *here), key=lambda one: one.at, reverse=True)
    return both[0] if both else None


def same_disk(store: Store) -> bool:
    """Whether the second place lies on the very disk of the data, where it helps only against mistakes."""
    place = place_of(store)
    try:
        return bool(place.folder) and Path(place.folder).stat().st_dev == store.folder.stat().st_dev
    except OSError:
        return False


def _must_be_there(place: Place, root: Path) -> None:
    """An unplugged disk leaves an empty folder of its name behind, which must not be filled instead."""
    if _read_mark(root) != place.mark:
        raise StoreTrouble(
            f"备份位置 {place.folder} 现在连不上", "本机已备份一份", "请接上备份盘或查共享文件夹", code="backup_gone"
        )


def _read_mark(root: Path) -> str:
    try:
        return str(json.loads((root / _MARK).read_bytes())["mark"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _no_place(why: str) -> Refusal:
    return Refusal(why, "原来的备份设置没有改动", "请换一个文件夹，最好在另一块盘或共享上", code="backup_place")
