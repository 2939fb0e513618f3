"""Who sits here: coming in, going, the screen covered and uncovered; each leaves its line in the trail.

Written by the desk's own clock once the window stands, in the background; nobody waits for it.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from models.desk.context import SHANGHAI, Desk
from models.desk.power import needs
from models.desk.roster import login_of, rules_of
from models.rules import signin
from models.rules.powers import Power
from models.rules.terms import AuditKind
from models.store import audit, daybook, people, seats
from models.store.attempts import Attempts, Taken
from models.store.seats import Seat

if TYPE_CHECKING:
    from models.store.work import Work

__all__ = ["CUT_OFF", "HANDED", "LEFT", "Entered", "Seat", "covered", "enter", "leave", "turns", "uncovered"]

_NUMBER = "signins_number"
_PUT_BACK = "登录计数文件被删除或换成了旧的，之前的失败次数不可靠"
CUT_OFF, LEFT, HANDED = "没有正常退出", "退出", "换人"


@dataclass(frozen=True, slots=True)
class Entered:
    """What the one who came in must know: days the password still holds, and the words for it, if any."""

    days_left: int
    notice: str

    @property
    def must_change(self) -> bool:
        """Whether nothing else comes before a new password."""
        return self.days_left <= 0


@needs(Power.MACHINE)
def enter(desk: Desk, *, instead: bool = False) -> Entered:
    """Somebody signed in; ``instead`` of the one before, whose turn ends (换人). Failures before it are written too."""
    at, rules = desk.clock.now(), rules_of(desk)
    login = login_of(desk.store, desk.staff.id)
    attempts = Attempts(desk.store.folder)
    attempts.keep_rules(rules)
    known = int(daybook.meta(desk.store, _NUMBER) or 0)
    set_at = seats.password_set_at(desk.store, desk.staff.id)
    with desk.store.work() as work:
        taken = attempts.take([name for _, name, _ in people.all_of(desk.store)], known)
        work.set_meta(_NUMBER, str(max(known, taken.number) + 1))
        _failures(work, taken, known, at)
        seats.end_open(work, at, HANDED if instead else CUT_OFF)
        seats.begin(work, desk.staff.id, login, desk.staff.name, platform.node(), at)
        if set_at is None:  # from before this was written down: it holds from today
            seats.note_password(work, desk.staff.id, "", at, rules.history)
        _note(work, desk, AuditKind.SIGN_IN, login, f"{HANDED}登录" if instead else "登录")
        work.commit()
    attempts.clear(taken)
    left = signin.days_left((set_at or at).date(), desk.today, rules)
    return Entered(left, _notice(left, rules))


@needs(Power.MACHINE)
def leave(desk: Desk, how: str = LEFT) -> None:
    """Whoever sits here goes; ``how``: for the day, or because somebody else sits down (``HANDED``)."""
    with desk.store.work() as work:
        seats.end_open(work, desk.clock.now(), how)
        _note(work, desk, AuditKind.SIGN_OUT, login_of(desk.store, desk.staff.id), how)
        work.commit()


@needs(Power.MACHINE)
def covered(desk: Desk, why: str) -> None:
    """The screen was locked; ``why``: by hand, or nobody touched it for so long."""
    with desk.store.work() as work:
        _note(work, desk, AuditKind.LOCK, login_of(desk.store, desk.staff.id), why)
        work.commit()


@needs(Power.MACHINE)
def uncovered(desk: Desk) -> None:
    """It was unlocked, perhaps not at the first try."""
    at, known = desk.clock.now(), int(daybook.meta(desk.store, _NUMBER) or 0)
    attempts = Attempts(desk.store.folder)
    with desk.store.work() as work:
        taken = attempts.take([name for _, name, _ in people.all_of(desk.store)], known)
        work.set_meta(_NUMBER, str(max(known, taken.number) + 1))
        _failures(work, taken, known, at)
        _note(work, desk, AuditKind.SIGN_IN, login_of(desk.store, desk.staff.id), "解锁")
        work.commit()
    attempts.clear(taken)


def turns(desk: Desk, limit: int = 50) -> tuple[Seat, ...]:
    """Who sat here, the newest first."""
    return seats.newest(desk.store, limit)


def _failures(work: Work, taken: Taken, known: int, at: datetime) -> None:
    """The lines nobody could write while the store was shut; a file that was put back or taken away is one too."""
    if known and taken.number < known:
        audit.note(work, AuditKind.TROUBLE, at, subject="signins.json", text=_PUT_BACK)
    for login, when, locked in _lines(taken):
        kind = AuditKind.LOCKED_OUT if locked else AuditKind.SIGN_IN_FAILED
        audit.note(work, kind, at, subject=login, text=f"{when:%Y-%m-%d %H:%M:%S} 密码或登录名不对")
    if taken.more:
        audit.note(work, AuditKind.SIGN_IN_FAILED, at, text=f"另有 {taken.more} 次登录未成，没有逐条记下")


def _lines(taken: Taken) -> Iterable[tuple[str, datetime, bool]]:
    for one in taken.failed:
        yield one.login or "（名单外的登录名）", datetime.fromtimestamp(one.at, SHANGHAI), one.locked


def _note(work: Work, desk: Desk, what: AuditKind, login: str, text: str) -> None:
    audit.note(
        work, what, desk.clock.now(), actor=desk.staff.id, name=desk.staff.name, subject=login, text=text
    )


def _notice(left: int, rules: signin.SignRules) -> str:
    if left <= 0:
        return f"密码已用满 {rules.days} 天，请先换一个"
    if left <= rules.notice_days:
        return f"密码还有 {left} 天到期，可以在“管理 · 人员”里更改"
    return ""
