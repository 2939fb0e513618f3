"""The door before every act: whether the person who sits here holds the power for it.

Every public function of the desk that writes bears ``needs``; a test finds the one that does not.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, Final, ParamSpec, TypeVar

from models.errors import Refusal
from models.rules import powers
from models.rules.powers import Power
from models.rules.terms import AuditKind

if TYPE_CHECKING:
    from models.desk.context import Desk
    from models.store.work import Work

P = ParamSpec("P")
R = TypeVar("R")
NEEDED: Final[dict[str, Power]] = {}
"""``module.function`` of the desk → the power it asks for; filled as the modules load."""


def must(desk: Desk, power: Power) -> None:
    """Let whoever holds the power pass (GB/T 22239 8.1.4.2 访问控制).

    Raises:
        Refusal: the code of the power's row: ``wrong_role``, ``not_keeper``, ``not_administrator``; ``not_yours``
            for somebody whose post was changed, or taken away, while they sat here.
    """
    if wrong := refusal(desk, power):
        raise wrong


def reason(desk: Desk, power: Power) -> str:
    """Why the person here may not, "" when they may; for keys and pages."""
    wrong = refusal(desk, power)
    return wrong.happened if wrong else ""


def refusal(desk: Desk, power: Power) -> Refusal | None:
    """The same as a refusal to raise, or None."""
    if not powers.may(desk.staff.role, power):
        return _wrong_role(desk.staff.role, power)
    return _changed(desk, power)


def needs(power: Power) -> Callable[[Callable[Concatenate[Desk, P], R]], Callable[Concatenate[Desk, P], R]]:
    """Mark an act of the desk with the power it needs; asked before anything else of it runs."""

    def mark(act: Callable[Concatenate[Desk, P], R]) -> Callable[Concatenate[Desk, P], R]:
        NEEDED[f"{act.__module__.removeprefix('models.desk.')}.{act.__name__}"] = power

        @wraps(act)
        def guarded(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> R:
            must(desk, power)
            return act(desk, *args, **kwargs)

        return guarded

    return mark


def overridden(desk: Desk, work: Work, case_no: str, reason: str) -> None:
    """Leave the trace of what a rule lets a supervisor alone pass (主任放行), in the act's own transaction.

    Raises:
        Refusal: as ``must``.
    """
    from models.store import audit  # noqa: PLC0415 - the store loads after the first paint

    must(desk, Power.OVERRIDE)
    audit.note(
        work,
        AuditKind.OVERRIDE,
        desk.clock.now(),
        actor=desk.staff.id,
        name=desk.staff.name,
        subject=case_no,
        text=reason,
    )


def _wrong_role(role: str, power: Power) -> Refusal:
    row = powers.TABLE[power]
    who = powers.ROLES.get(role, "未知岗位")
    if row.code == "not_administrator":
        return Refusal("只有管理员能改", "没有改动任何设置", "请管理员登录后办理", code=row.code)
    return Refusal(
        f"“{power.value}”不由{who}办", "没有改动任何记录", f"请由{powers.holders(power)}办理", code=row.code
    )


def _changed(desk: Desk, power: Power) -> Refusal | None:
    """A post changed since signing in; an administrator must stand on the list itself, whatever the desk says."""
    from models.store import people  # noqa: PLC0415 - the store loads after the first paint

    known = people.standing(desk.store, desk.staff.id)
    if known is None:
        kept = powers.TABLE[power].code == "not_administrator"
        return _wrong_role("", power) if kept else None
    if known == (desk.staff.role, True):
        return None
    return Refusal("您的岗位已经变动或停用", "没有改动任何记录", "请退出后重新登录", code="not_yours")
