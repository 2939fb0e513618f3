"""The guide of an item that has none yet, whole: what it asks, by which words, and that everything is 待核定."""

from __future__ import annotations

import pytest

from models.rules.catalogue import Guide, Limit, Material
from models.rules.generic import generic_guide
from models.rules.limits import STATUTORY_DECISION
from models.rules.terms import PowerType

OTHERS = (
    Material(2, "申请人身份证明或主体资格证明", "required", note="核验原件；能共享核验的不收复印件", to_confirm=True),
    Material(3, "授权委托书和代理人身份证明", "conditional", when="委托代理人办理", to_confirm=True),
    Material(4, "本事项规定的其他材料", "optional", note="按主管部门公布的目录收", to_confirm=True),
)
UNKNOWN = Limit("decision", "全部", None, None, "", "acceptance", "", "指南待录入，时限未定", to_confirm=True)
NOTICE = Limit("receipt_check", "全部", 5, "工作日", "", "receipt", "行政许可法第三十二条")


@pytest.mark.parametrize(
    ("power", "item", "request_", "source", "limits"),
    [
        (
            *(PowerType.ADMIN_LICENSE, "样例许可", "行政许可申请书", "行政许可法第二十九条、第三十一条"),
            (NOTICE, STATUTORY_DECISION),
        ),
        (
            *(PowerType.ADMIN_LICENSE, "样例备案许可", "行政许可申请书", "行政许可法第二十九条、第三十一条"),
            (NOTICE, STATUTORY_DECISION),
        ),
        (PowerType.ADMIN_CONFIRMATION, "样例确认", "行政确认申请书", "通用清单（行政确认）", (UNKNOWN,)),
        (PowerType.OTHER_POWER, "样例事项", "申请书（申报表）", "通用清单（其他行政权力）", (UNKNOWN,)),
        (PowerType.OTHER_POWER, "样例备案", "备案申请表", "通用清单（其他行政权力）", (UNKNOWN,)),
        (PowerType.PUBLIC_SERVICE, "样例服务", "服务申请表", "通用清单（公共服务）", (UNKNOWN,)),
    ],
)
def test_xkf_art31_a_guide_of_its_power_type_asks_only_what_any_application_needs(
    power: PowerType, item: str, request_: str, source: str, limits: tuple[Limit, ...]
) -> None:
    """许可法第二十九、三十一、三十二、四十二条."""
    assert generic_guide(power, item) == Guide(
        id="",
        version="通用",
        item_name=item,
        power_types=(power,),
        confidence="low",
        bases=(),
        basis_source="",
        applicant_kinds=("法人", "非法人组织", "个体工商户", "自然人"),
        handling_items=(),
        conditions=(),
        conditions_source="",
        refusal_grounds=(),
        materials=(Material(1, request_, "required", to_confirm=True), *OTHERS),
        materials_source=source,
        counts_to_confirm=True,
        limits=limits,
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


def test_that_an_item_of_no_known_power_type_is_taken_for_a_licence() -> None:
    assert generic_guide(None, "样例") == generic_guide(PowerType.ADMIN_LICENSE, "样例")
