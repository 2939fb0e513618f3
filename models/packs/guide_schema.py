"""The structure every guide file must have; read when a guide enters a pack, not when the window opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from models.rules.terms import PowerType

Doc = Mapping[str, Any]
KEYS = (
    "id",
    "version",
    "item_name",
    "power_types",
    "confidence",
    "items",
    "basis",
    "applicant_types",
    "handling_items",
    "acceptance_conditions",
    "refusal_grounds",
    "materials",
    "time_limits",
    "fee",
    "result",
    "intermediary_services",
    "special_procedures",
    "common_mistakes",
    "notes",
)
CONFIDENCE = ("high", "medium", "low")
APPLICANTS = ("法人", "非法人组织", "自然人", "个体工商户", "用人单位", "工伤职工", "近亲属")
LIMIT_KINDS = (
    "receipt_check",
    "decision",
    "change",
    "delivery",
    "site_check",
    "consult",
    "preparation",
    "supplement",
    "report",
    "remedy",
)
ANCHORS = ("receipt", "acceptance", "city_receipt", "batch_end", "decision", "delivery", "task", "registration")
UNITS = ("工作日", "日", "月", "即时", None)
VALIDITY = ("fixed", "range", "long", "see_certificate", "none", "unknown")


def problems(doc: Doc) -> tuple[str, ...]:
    """Every fault of a guide as a short Chinese sentence; empty when it may enter a pack."""
    if tuple(doc) != KEYS:
        lacking = [key for key in KEYS if key not in doc]
        return (f"顶层缺少“{'、'.join(lacking)}”" if lacking else "顶层的键多了或次序不对",)
    return tuple(fault for check in CHECKS for fault in _safely(check, doc))


def _safely(check: Callable[[Doc], Iterator[str]], doc: Doc) -> tuple[str, ...]:
    try:
        return tuple(check(doc))
    except (KeyError, TypeError, AttributeError) as trouble:
        return (f"{(check.__doc__ or '').split('.')[0]}的结构不对（{trouble}）",)


def _head(doc: Doc) -> Iterator[str]:
    """抬头."""
    if not str(doc["id"]).isidentifier():
        yield f"编号“{doc['id']}”只能用小写字母、数字和下划线"
    if doc["confidence"] not in CONFIDENCE:
        yield f"可信度“{doc['confidence']}”不在 high、medium、low 之内"
    if not doc["power_types"] or any(kind not in {p.value for p in PowerType} for kind in doc["power_types"]):
        yield "事项类型为空或不认识"
    for entry in doc["items"]:
        names = entry.get("handling_items")
        if names and len(names) != len(entry["nos"]):
            yield f"{entry['city']} {entry['list']} 的业务办理项与序号数目不等"


def _blocks(doc: Doc) -> Iterator[str]:
    """各段的来源与标记."""
    if any("law" not in e or "article" not in e or "to_confirm" not in e for e in doc["basis"]["items"]):
        yield "依据缺法名、条次或标记"
    for key in ("applicant_types", "acceptance_conditions", "materials", "fee", "result"):
        yield from _marks(doc[key], key)
    if any(value not in APPLICANTS for value in doc["applicant_types"]["values"]):
        yield "申请人类别不认识"
    for key in ("acceptance_conditions", "refusal_grounds"):
        for line in (doc[key] or {"items": ()})["items"]:
            if not line["text"] or not isinstance(line["to_confirm"], bool):
                yield f"{key} 有一条缺文字或标记"


def _marks(block: Doc, where: str) -> Iterator[str]:
    if block["confidence"] not in CONFIDENCE or not isinstance(block["to_confirm"], bool) or "source" not in block:
        yield f"{where} 缺来源、可信度或待核定标记"


def _materials(doc: Doc) -> Iterator[str]:
    """材料."""
    if not isinstance(doc["materials"]["counts_to_confirm"], bool):
        yield "材料没有说明份数是否待核定"
    for seq, entry in enumerate(doc["materials"]["items"], 1):
        if entry["seq"] != seq:
            yield f"第{seq}项材料的序号是 {entry['seq']}"
        if entry["required"] not in ("required", "conditional", "optional"):
            yield f"第{seq}项材料的必要性写作“{entry['required']}”"
        if (entry["required"] == "conditional") != bool(entry.get("when")):
            yield f"第{seq}项材料：有条件的要写条件，其余不写"
        if any(entry.get(k) is not None and (type(entry[k]) is not int or entry[k] < 0) for k in ("original", "copy")):
            yield f"第{seq}项材料的份数不是非负整数"


def _limits(doc: Doc) -> Iterator[str]:
    """时限."""
    if not any(entry["kind"] == "decision" for entry in doc["time_limits"]):
        yield "没有办理时限（decision）一行"
    for entry in doc["time_limits"]:
        if entry["kind"] not in LIMIT_KINDS or entry["anchor"] not in ANCHORS or entry["unit"] not in UNITS:
            yield f"时限“{entry['applies_to']}”的种类、起点或单位不认识"
        if (entry["unit"] == "日") != bool(entry.get("day_rule")):
            yield f"时限“{entry['applies_to']}”：单位是日的要写明按工作日还是自然日"
        if (entry["value"] is None) != (entry["unit"] is None):
            yield f"时限“{entry['applies_to']}”的数与单位要同时有"
        yield from _marks(entry, f"时限“{entry['applies_to']}”")


def _result(doc: Doc) -> Iterator[str]:
    """结果."""
    validity = doc["result"]["validity"]
    if not doc["result"]["names"] or validity["kind"] not in VALIDITY:
        yield "结果缺名称，或有效期种类不认识"
    if validity["kind"] in ("fixed", "range") and not (validity["value"] and validity["unit"]):
        yield "有效期缺数或单位"
    if doc["fee"]["charge"] not in ("none", "cost_only", "unknown"):
        yield "收费种类不认识"


CHECKS = (_head, _blocks, _materials, _limits, _result)
