"""A small invented guide, of which a test changes only what it is about."""

from __future__ import annotations

from typing import Any

from models.rules.catalogue import Guide, Limit, Line, Material
from models.rules.terms import PowerType

MATERIALS = (
    Material(1, "申请表", "required", form="paper", original=1),
    Material(2, "营业执照", "required", copy=2, source="条例第五条"),
    Material(3, "授权委托书", "conditional", when="委托办理"),
    Material(4, "单位简介", "optional"),
)


def guide(**changes: Any) -> Guide:
    """样例事项许可 with four materials and two conditions; keyword arguments replace fields."""
    fields: dict[str, Any] = {
        "id": "sample",
        "version": "2026-07-01",
        "item_name": "样例事项许可",
        "power_types": (PowerType.ADMIN_LICENSE,),
        "confidence": "high",
        "bases": ("《样例条例》第四条",),
        "basis_source": "样例条例",
        "applicant_kinds": ("法人", "个体工商户"),
        "handling_items": (),
        "conditions": (Line("有固定场所"), Line("有专职人员")),
        "conditions_source": "条例第四条",
        "refusal_grounds": (),
        "materials": MATERIALS,
        "materials_source": "条例第六条",
        "counts_to_confirm": False,
        "limits": (decision(),),
        "fee_charge": "none",
        "fee_note": "",
        "result_names": ("样例许可证",),
        "validity": "5年",
        "renewal": "",
        "special_procedures": (),
        "common_mistakes": (),
        "notes": (),
    }
    return Guide(**(fields | changes))


def decision(value: int | None = 20, unit: str | None = "工作日", **changes: Any) -> Limit:
    """A decision limit from acceptance."""
    fields: dict[str, Any] = {
        "kind": "decision",
        "applies_to": "全部",
        "value": value,
        "unit": unit,
        "day_rule": "",
        "anchor": "acceptance",
        "source": "条例第十条",
    }
    return Limit(**(fields | changes))
