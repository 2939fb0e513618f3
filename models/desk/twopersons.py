"""双人: an act one person may not do alone. The second proves who they are in the same dialog and is named beside it.

The act itself writes the line of the trail, in its own transaction, so that neither stands without the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.desk.context import Desk
from models.desk.power import must
from models.errors import Refusal
from models.rules import powers
from models.rules.personal import scrub
from models.rules.powers import Power
from models.rules.terms import AuditKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.store.work import Work
    from models.views import Staff


@dataclass(frozen=True, slots=True)
class Witness:
    """The second person, proved by their own password just now, for one power only."""

    id: str
    login: str
    name: str
    role: str
    power: Power


def second(desk: Desk, login: str, password: str, power: Power) -> Witness:
    """Prove the second person for an act; slow on purpose (argon2id), so call it away from the screen.

    Raises:
        Refusal: ``wrong_role`` and its like (the first person lacks the power), ``sign_in`` (name or password),
            ``same_person``, ``wrong_second`` (a role that may not be the second), ``locked_out``.
    """
    must(desk, power)
    from models.desk import setup  # noqa: PLC0415 - argon2 and the key file load when somebody proves themselves

    staff = setup.sign_in_again(desk.store, login, password)
    witness = Witness(staff.id, login.strip(), staff.name, staff.role, power)
    check(desk, witness, power)
    return witness


def second_of(first: Staff, staff: Staff, login: str, power: Power) -> Witness:
    """The same where no desk is open yet (restoring): both were proved already.

    Raises:
        Refusal: ``wrong_role``, ``same_person``, ``wrong_second``.
    """
    if not powers.may(first.role, power):
        raise Refusal(
            f"“{power.value}”由{powers.holders(power)}办", _SAFE, "请换人办理", code=powers.TABLE[power].code
        )
    return _fit(first.id, Witness(staff.id, login.strip(), staff.name, staff.role, power), power)


def check(desk: Desk, witness: Witness, power: Power) -> None:
    """For the act: the witness is of another person, of a fitting role, and for this act.

    Raises:
        Refusal: ``same_person``, ``wrong_second``.
    """
    _fit(desk.staff.id, witness, power)


def note(work: Work, desk: Desk, witness: Witness, subject: str, text: str) -> None:
    """Write both into the trail, inside the act's own unit of work.

    Args:
        subject: a case number, a paper's number, a file; never an applicant.
        text: what was done, and why.
    """
    from models.store import audit  # noqa: PLC0415 - the store loads after the first paint

    said = f"{witness.power.value}：{text}；第二人：{witness.name}（{witness.login}，{powers.ROLES[witness.role]}）"
    audit.note(
        work,
        AuditKind.TWO_PERSONS,
        desk.clock.now(),
        actor=desk.staff.id,
        name=desk.staff.name,
        subject=subject,
        text=said,
    )


def why(reasons: Sequence[str], reason: str, words: str) -> str:
    """What the act is done for, as it is kept: a reason of the list and words of one's own, numbers starred.

    Raises:
        Refusal: ``no_reason``.
    """
    if reason not in reasons or len(words.strip()) < _FEW:
        raise Refusal("没有写明理由", _SAFE, "请选一项原因，再写一句经过", code="no_reason")
    return f"{reason}，{scrub(words.strip())[:_WORDS]}"


_SAFE = "没有改动任何记录"
_FEW, _WORDS = 2, 120


def _fit(first_id: str, witness: Witness, power: Power) -> Witness:
    if witness.id == first_id:
        raise Refusal("双人操作要两个不同的人", _SAFE, "请另一位同事输入自己的登录名和密码", code="same_person")
    if witness.power is not power or not powers.may_second(witness.role, power):
        who = powers.seconds(power)
        raise Refusal(f"“{power.value}”的第二人要是{who}", _SAFE, f"请{who}来输入", code="wrong_second")
    return witness
