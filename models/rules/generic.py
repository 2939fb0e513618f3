"""The plainly minimal guide for an item without one: the checklist of its power type, marked 指南待录入."""

from __future__ import annotations

from models.rules.catalogue import Guide, Limit, Material
from models.rules.deadlines import NOTICE_DAYS, STATUTORY_DECISION
from models.rules.terms import ApplicantKind, PowerType

_SOURCE = {
    PowerType.ADMIN_LICENSE: "行政许可法第二十九条、第三十一条",
    PowerType.ADMIN_CONFIRMATION: "通用清单（行政确认）",
    PowerType.OTHER_POWER: "通用清单（其他行政权力）",
    PowerType.PUBLIC_SERVICE: "通用清单（公共服务）",
}
_REQUEST = {
    PowerType.ADMIN_LICENSE: "行政许可申请书",
    PowerType.ADMIN_CONFIRMATION: "行政确认申请书",
    PowerType.OTHER_POWER: "申请书（申报表）",
    PowerType.PUBLIC_SERVICE: "服务申请表",
}


def generic_guide(power_type: PowerType | None, item_name: str) -> Guide:
    """A guide that asks only what any application needs; the item's own materials are still to be entered."""
    kind = power_type or PowerType.ADMIN_LICENSE
    return Guide(
        id="",
        version="通用",
        item_name=item_name,
        power_types=(kind,),
        confidence="low",
        bases=(),
        basis_source="",
        applicant_kinds=tuple(k.value for k in ApplicantKind),
        handling_items=(),
        conditions=(),
        conditions_source="",
        refusal_grounds=(),
        materials=_materials(kind, item_name),
        materials_source=_SOURCE[kind],
        counts_to_confirm=True,
        limits=_limits(kind),
        fee_charge="unknown",
        fee_note="指南待录入，收费以公布的标准为准",
        result_names=(),
        validity="",
        renewal="",
        special_procedures=(),
        common_mistakes=(),
        notes=("指南待录入：只列通用材料，本事项自己的材料、条件和时限请向主管部门核实",),
        to_confirm=True,
        generic=True,
    )


def _materials(kind: PowerType, item_name: str) -> tuple[Material, ...]:
    filing = "备案" in item_name and kind is not PowerType.ADMIN_LICENSE
    request = "备案申请表" if filing else _REQUEST[kind]
    share = "核验原件；能共享核验的不收复印件"
    return (
        Material(1, request, "required", to_confirm=True),
        Material(2, "申请人身份证明或主体资格证明", "required", note=share, to_confirm=True),
        Material(3, "授权委托书和代理人身份证明", "conditional", when="委托代理人办理", to_confirm=True),
        Material(4, "本事项规定的其他材料", "optional", note="按主管部门公布的目录收", to_confirm=True),
    )


def _limits(kind: PowerType) -> tuple[Limit, ...]:
    if kind is not PowerType.ADMIN_LICENSE:
        why = "指南待录入，时限未定"
        return (Limit("decision", "全部", None, None, "", "acceptance", "", why, to_confirm=True),)
    notice = Limit("receipt_check", "全部", NOTICE_DAYS, "工作日", "", "receipt", "行政许可法第三十二条")
    return (notice, STATUTORY_DECISION)
