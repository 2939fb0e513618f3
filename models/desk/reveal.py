"""查看个人信息: one number of one case, for somebody who says why; a line in the trail says who, which and why.

Everything a screen shows of a person's numbers is masked; this is the only way past the mask (个人信息保护法第六条、
第五十一条). The number itself never stands in the trail, nor in the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from models.desk.context import Desk
from models.desk.power import needs
from models.desk.standing import standing
from models.errors import Refusal
from models.rules.personal import scrub
from models.rules.powers import Power
from models.rules.terms import AuditKind
from models.store import audit

FIELDS: Final[Mapping[str, str]] = {
    "applicant.id_number": "申请人证件号",
    "applicant.phone": "申请人电话",
    "applicant.legal_rep_id": "法定代表人证件号",
    "applicant.address": "申请人住址",
    "agent.id_number": "经办人证件号",
    "agent.phone": "经办人电话",
}
_SAFE: Final = "没有显示，也没有改动"


@dataclass(frozen=True, slots=True)
class Revealed:
    """What may be shown for a minute."""

    label: str
    value: str


def choices(desk: Desk, case_id: str) -> tuple[tuple[str, str], ...]:
    """What the case has of a person's: (field, name), nothing shown.

    Raises:
        Refusal: ``case_unknown``.
    """
    received = standing(desk, case_id).received
    return tuple((field, label) for field, label in FIELDS.items() if _value(received, field))


@needs(Power.REVEAL)
def reveal(desk: Desk, case_id: str, field: str, reason: str) -> Revealed:
    """One field in full, once it stands in the trail who looks and why.

    Raises:
        Refusal: ``wrong_role``, ``case_unknown``, ``no_reason``, ``field_unknown``.
    """
    here = standing(desk, case_id)
    value = _value(here.received, field)
    if not value:
        raise Refusal("这件没有登记这一项", _SAFE, "请另选一项", code="field_unknown")
    if len(reason.strip()) < 2:
        raise Refusal("没有写明为什么看", _SAFE, "请写明理由，例如：来电核对领证时间", code="no_reason")
    with desk.store.work() as work:
        audit.note(
            work,
            AuditKind.REVEAL,
            desk.clock.now(),
            actor=desk.staff.id,
            name=desk.staff.name,
            subject=here.case.case_no,
            text=f"{FIELDS[field]}；理由：{scrub(reason.strip())[:200]}",
        )
        work.commit()
    return Revealed(FIELDS[field], value)


def _value(received: Mapping[str, Any], field: str) -> str:
    owner, _, name = field.partition(".")
    return str((received.get(owner) or {}).get(name, "")) if field in FIELDS else ""
