"""恢复 and 换机接管: from the sign-in window, before any store is open. Two persons where two can be had.

Restoring puts a backup in the place of a store that does not open; taking over puts it into another computer's empty
folder. Either way the window goes on as another machine of itself (``store.takeover``): numbers leap, and what the city
has of the lost time comes back over the line.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from models.desk import city_line, twopersons
from models.desk.backups import HINT
from models.desk.context import Clock, SystemClock
from models.desk.setup import Opened
from models.errors import Refusal
from models.rules import powers
from models.rules.powers import Power
from models.rules.terms import AuditKind
from models.store import audit, backing, backup, restore, takeover
from models.store.backup import Backup
from models.store.files import write_whole
from models.store.keys import KeyFile, check_password
from models.store.schema import BACKUPS
from models.store.store import Store
from models.views import Staff

if TYPE_CHECKING:
    from models.store.backing import Told
    from models.store.restore import Loss

__all__ = ["Backup", "Plan", "Stopped", "carry_out", "offers", "prove"]
Stopped = backing.Stopped
_COUNT = "machine.json"
"""Beside the backups: how often they were restored from, so that two takeovers from one backup do not count alike."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is about to be done; nothing was changed yet."""

    folder: Path
    backup: Backup
    key: bytes
    first: Staff
    login: str
    second: Staff | None
    second_login: str
    alone: str  # why there is no second person
    loss: Loss
    fresh: str = field(default="", repr=False)  # the administrator's new password, where the code opened the backup

    @property
    def takes_over(self) -> bool:
        """Whether this is another computer: no store was here."""
        return not self.loss.there

    @property
    def lines(self) -> tuple[str, ...]:
        """What people must know before they say yes."""
        by_code = ("恢复码用过即作废，会给出新的一份；管理员的密码换成刚输的。",) if self.fresh else ()
        return (*self._losses, *by_code)

    @property
    def _losses(self) -> tuple[str, ...]:
        at = f"{self.backup.at:%Y-%m-%d %H:%M}"
        head = f"用 {at} 的备份，窗口 {self.backup.counts.window}，记录 {self.backup.counts.entries} 条"
        if self.takes_over:
            lost = f"{at} 以后办的，送到市级的会自动取回；没有送出的只在旧电脑里，旧电脑能开机时用摆渡包送市级。"
            return (head, lost, "重新登记后旧电脑不能再送；编号跳开一段，不会重号。")
        kept = "现在的数据文件夹整个移到“quarantine”留存，不删除。"
        if not self.loss.readable:
            return (head, f"现在的数据打不开，{at} 以后的看不到有多少；送到市级的会自动取回。", kept)
        if not self.loss.entries:
            return (head, "备份以后没有新的记录，什么都不少。", kept)
        text = f"备份以后的 {self.loss.entries} 条记录要退回去，其中 {self.loss.unsent} 条市级没有，取不回来"
        return (head, f"{text}；其余的会自动取回。", kept)


def offers(folder: Path, elsewhere: str = "") -> tuple[Backup, ...]:
    """Backups that may be chosen from, the newest first: beside the data, on the second place, in ``elsewhere``."""
    roots: dict[Path, None] = {}
    for place in (folder / BACKUPS, _hinted(folder), Path(elsewhere) if elsewhere.strip() else None):
        for root in _roots(place) if place is not None else ():
            roots[root.resolve()] = None
    made = [one for root in roots for one in backup.found(root)]
    return tuple(sorted(made, key=lambda one: one.at, reverse=True))


def prove(
    folder: Path,
    one: Backup,
    first: tuple[str, str],
    second: tuple[str, str] = ("", ""),
    alone: str = "",
    code: str = "",
) -> Plan:
    """Two persons prove themselves by the key file in the backup; what will be lost is looked up.

    Args:
        first: sign-in name and password of an administrator; with ``code`` the password they will have from now on.
        second: of a second administrator or a supervisor; empty when none can be had, and ``alone`` says why.
        code: the recovery code of the backup's day, where the administrator's password is forgotten; it is used up.

    Raises:
        Refusal: ``sign_in``, ``code_mistyped``, ``weak_password``, ``not_administrator``, ``same_person``,
            ``wrong_second``, ``no_second``. StoreTrouble.
    """
    by_code = bool(code.strip())
    key = restore.unlock_by_code(one, code) if by_code else restore.unlock(one, *first)
    known = restore.people_in(one, key)
    person = _known(known, first[0])
    other = _second(one, known, person, second) if second[0].strip() else None
    if not powers.may(person.role, Power.RESTORE):
        who = powers.holders(Power.RESTORE)
        raise Refusal(f"“{Power.RESTORE.value}”由{who}办", _SAFE, f"请{who}来输入", code="not_administrator")
    if by_code:
        check_password(*first)
    if other is None and not alone.strip():
        todo = "请另一位管理员或值班主任输入登录名和密码；确实没有第二人的，写明原因"
        raise Refusal("恢复要两个人", _SAFE, todo, code="no_second")
    lost = restore.loss(folder, one, key)
    fresh = first[1] if by_code else ""
    return Plan(folder, one, key, person, first[0].strip(), other, second[0].strip(), alone.strip(), lost, fresh)


def carry_out(plan: Plan, stop: Callable[[], bool], tell: Told | None = None, clock: Clock | None = None) -> Opened:
    """Do it; the store is open and the first person signed in when this returns.

    Raises:
        StoreTrouble: nothing was changed, or what was begun is finished at the next start. Stopped: nothing changed.
    """
    at = (clock or SystemClock()).now()
    aside = restore.restore(plan.folder, plan.backup, plan.key, at, stop, tell)
    store = Store.open(plan.folder, plan.key)
    try:
        _go_on(store, plan, clock or SystemClock(), aside)
        fresh = KeyFile(plan.folder).reset(plan.login, plan.fresh, store.key) if plan.fresh else ""
    except BaseException:
        store.close()
        raise
    return Opened(store, plan.first, fresh, plan.login)


def _go_on(store: Store, plan: Plan, clock: Clock, aside: Path | None) -> None:
    kind = AuditKind.TAKEOVER if plan.takes_over else AuditKind.RESTORE
    if plan.second is not None:
        role = powers.ROLES[plan.second.role]
        who = f"第二人：{plan.second.name}（{plan.second_login}，{role}）"
    else:
        who = f"单人办理：{plan.alone}"
    kept = f"；原文件留存在 {aside.name}" if aside else ""
    text = f"用 {plan.backup.at:%Y-%m-%d %H:%M} 的备份{kept}；{who}"
    told = {"actor": plan.first.id, "name": plan.first.name, "subject": plan.backup.path.name}
    number = takeover.begin(store, kind, clock.now(), text=text, known=_count(plan.backup), **told)
    with store.work() as work:
        if plan.takes_over:
            city_line.forget_secret(work, store)
        if plan.second is not None:
            audit.note(work, AuditKind.TWO_PERSONS, clock.now(), text=f"{Power.RESTORE.value}：{who}", **told)
        if plan.fresh:
            said = "用恢复码从备份恢复，管理员换密码，恢复码作废换新"
            audit.note(work, AuditKind.KEY, clock.now(), text=said, **{**told, "subject": plan.login})
        work.commit()
    with suppress(OSError):  # a backup disk that is write-protected still restores
        write_whole(plan.backup.path.parent / _COUNT, json.dumps({"machine": number}).encode())


_SAFE = "没有改动任何内容"


def _known(known: dict[str, Staff], login: str) -> Staff:
    staff = known.get(login.strip())
    if staff is None:
        raise Refusal("登录名或密码不正确", _SAFE, "请用备份那天在用的登录名", code="sign_in")
    return staff


def _second(one: Backup, known: dict[str, Staff], first: Staff, second: tuple[str, str]) -> Staff:
    restore.unlock(one, *second)
    staff = _known(known, second[0])
    twopersons.second_of(first, staff, second[0], Power.RESTORE)
    return staff


def _hinted(folder: Path) -> Path | None:
    """The second place as noted beside the data."""
    try:
        told = str(json.loads((folder / HINT).read_bytes())["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Path(told) if told else None


def _roots(place: Path) -> list[Path]:
    """Where backups may lie when somebody points at ``place``: there, in a data folder, on a disk of a whole hall."""
    try:
        return [place, place / BACKUPS, place.parent, *sorted(place.glob("tongquan-*"))]
    except OSError:
        return []


def _count(one: Backup) -> int:
    try:
        return int(json.loads((one.path.parent / _COUNT).read_bytes())["machine"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0
