"""只减不增: a hall's own guide may ask less than the city's, never more (晋城二(二)、济宁三(三)7).

Compared are 材料 (more of them, or asked more strictly), 时限 (longer for the office, shorter for the applicant) and
环节 (procedures the city does not have). What the city's guide leaves unknown cannot be exceeded and is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from models.errors import Refusal
from models.packs.guide_schema import problems
from models.packs.guides import FOLDER, faulty, read_doc, read_guide, write_guide
from models.rules.catalogue import Guide, Limit, Material

_STRICT = {"optional": 0, "conditional": 1, "required": 2}
_STRICT_ZH = {"optional": "可选", "conditional": "有条件", "required": "必交"}
_APPLICANTS_TIME = {"supplement", "report", "remedy"}
_KIND_ZH = {
    "receipt_check": "收件审查",
    "decision": "办理",
    "change": "变更",
    "delivery": "送达",
    "site_check": "现场核查",
    "consult": "征求意见",
    "preparation": "筹设",
    "supplement": "补正",
    "report": "报告",
    "remedy": "救济",
}
_DAYS = {"工作日": 1.4, "日": 1.0, "月": 30.0, "年": 365.0, "即时": 0.0}  # calendar days of one unit


def faults(own: Guide, city: Guide) -> tuple[str, ...]:
    """Where ``own`` asks more than ``city``; empty when it only reduces."""
    return (*_materials(own, city), *_limits(own, city), *_procedures(own, city))


def admit(root: Path, city: str, data: bytes) -> Path:
    """Put a hall's own guide into the city's pack, if it only reduces.

    Args:
        root: the resources folder.
    Raises:
        Refusal: no guide of the city to compare with (``guide_missing``), it asks more (``guide_adds``), or it
            cannot be read (``guide_damaged``, ``guide_faults``).
    """
    own, doc = read_guide(data), read_doc(data)
    if wrong := problems(doc):
        raise faulty(wrong)
    shared = root / FOLDER / f"{own.id}.yaml"
    if not shared.is_file():
        raise Refusal(
            f"没有编号为“{own.id}”的市级指南可以比对", "原有指南没有改动", "请先收入市级指南", code="guide_missing"
        )
    city_guide = read_guide(shared.read_bytes())
    try:
        more = faults(own, city_guide)
    except (TypeError, AttributeError, KeyError) as trouble:  # a number where a word belongs, or the other way round
        raise faulty((f"有一处不是该填的字或数（{trouble}）",)) from trouble
    if more:
        raise Refusal(
            f"指南“{own.item_name}”比市级标准多出 {len(more)} 处：{'；'.join(more[:5])}",
            "原有指南没有改动",
            "请按“只减不增”删去后再导入",
            code="guide_adds",
        )
    return write_guide(root / "cities" / city / FOLDER, doc)


def _same(name: str) -> str:
    return "".join(sign for sign in name if sign.isalnum())


def _materials(own: Guide, city: Guide) -> Iterator[str]:
    asked = {_same(m.name): m for m in city.materials}
    for material in own.materials:
        model = asked.get(_same(material.name))
        if model is None:
            yield f"多出材料“{material.name}”"
        else:
            yield from _stricter(material, model)


def _stricter(own: Material, city: Material) -> Iterator[str]:
    if _STRICT[own.required] > _STRICT[city.required]:
        yield f"材料“{own.name}”由{_STRICT_ZH[city.required]}改为{_STRICT_ZH[own.required]}"
    for said, mine, theirs in (("原件", own.original, city.original), ("复印件", own.copy, city.copy)):
        if mine is not None and theirs is not None and mine > theirs:
            yield f"材料“{own.name}”的{said}由{theirs}份加为{mine}份"
    for said, mine_, theirs_ in (
        ("告知承诺", own.notify_commit, city.notify_commit),
        ("容缺", own.tolerate_missing, city.tolerate_missing),
    ):
        if theirs_ == "allowed" and mine_ != "allowed":
            yield f"材料“{own.name}”不再允许{said}"


def _limits(own: Guide, city: Guide) -> Iterator[str]:
    mine = {(limit.kind, limit.applies_to): limit for limit in own.limits}
    for model in city.limits:
        span = _calendar_days(model)
        if span is None:
            continue
        limit = mine.get((model.kind, model.applies_to)) or mine.get((model.kind, "全部"))
        if limit is None and model.kind in ("receipt_check", "decision"):
            yield f"没有写{_KIND_ZH[model.kind]}时限（市级 {model.value}{model.unit}）"
        elif limit is not None:
            yield from _worse(limit, model, span)
    yield from _longer_than_general(own, city)


def _worse(limit: Limit, model: Limit, span: float) -> Iterator[str]:
    name = f"{_KIND_ZH[model.kind]}时限“{limit.applies_to}”"
    days = _calendar_days(limit)
    if days is None:
        yield f"{name}没有写数（市级 {model.value}{model.unit}）"
    elif model.kind in _APPLICANTS_TIME and days < span:
        yield f"{name}由{model.value}{model.unit}缩为{limit.value}{limit.unit}，留给申请人的时间少了"
    elif model.kind not in _APPLICANTS_TIME and days > span:
        yield f"{name}由{model.value}{model.unit}延为{limit.value}{limit.unit}"


def _longer_than_general(own: Guide, city: Guide) -> Iterator[str]:
    """A limit for a case of the hall's own making is held against the city's general one."""
    known = {(limit.kind, limit.applies_to) for limit in city.limits}
    general = {limit.kind: limit for limit in city.limits if limit.applies_to == "全部"}
    for limit in own.limits:
        model = general.get(limit.kind)
        span = _calendar_days(model) if model else None
        if model and span is not None and (limit.kind, limit.applies_to) not in known:
            yield from _worse(limit, model, span)


def _calendar_days(limit: Limit) -> float | None:
    """About how long a limit is; 日 that is read as working days counts as such."""
    if limit.value is None or limit.unit is None:
        return None
    unit = "工作日" if limit.unit == "日" and limit.day_rule == "workday" else limit.unit
    return limit.value * _DAYS[unit]


def _procedures(own: Guide, city: Guide) -> Iterator[str]:
    have = {_same(line.partition("：")[0]) for line in city.special_procedures}
    for line in own.special_procedures:
        name = line.partition("：")[0]
        if _same(name) not in have:
            yield f"多出环节“{name}”"
