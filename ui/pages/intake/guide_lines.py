"""A guide as lines for the column beside the form, and as a whole for Ctrl+G; every 待核定 stays visible."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from models.rules.catalogue import Guide, Limit, Line, Material
from models.views import GuideView
from ui.pages.intake.material_rows import name_of, needed
from ui.paint.light import Shape
from ui.parts.textlines import TextLine

OPEN: Final = "（待核定）"
LIMIT_NAMES: Final = {
    "receipt_check": "一次性告知",
    "decision": "法定办结",
    "delivery": "送达证件",
    "change": "变更",
    "supplement": "补正",
    "preparation": "筹建",
    "consult": "征求意见",
    "site_check": "现场核查",
    "remedy": "整改",
    "report": "报告",
}
_SHORT = ("receipt_check", "decision", "delivery")
_CHARGE = {"none": "不收费", "cost_only": "只收工本费", "unknown": "待核定"}
Group = tuple[str, str, tuple[TextLine, ...]]  # title, note, lines


def numbered(texts: Iterable[str]) -> tuple[TextLine, ...]:
    """Lines with their numbers."""
    return tuple(TextLine(text, lead=str(n)) for n, text in enumerate(texts, 1))


def column_groups(view: GuideView) -> tuple[Group, ...]:
    """The groups of the guide column; empty ones are left out."""
    guide = view.guide
    groups: list[Group] = [
        ("本窗口可办的范围", _short_clause(view.scope_source), _scope(view)),
        ("受理条件", _short_source(guide.conditions_source), numbered(_marked(guide.conditions))),
        ("时限", "", tuple(_limit(limit) for limit in guide.limits if limit.kind in _SHORT)),
        ("收费与结果", "", _fee_and_result(guide)),
        ("常见差错", "", tuple(TextLine(text, shape=Shape.TRIANGLE) for text in guide.common_mistakes)),
    ]
    return tuple(group for group in groups if group[2] or group[0] == "常见差错")


def whole_groups(view: GuideView) -> tuple[Group, ...]:
    """Everything the guide says."""
    guide = view.guide
    groups: list[Group] = [
        ("设定依据", guide.basis_source, numbered(guide.bases)),
        ("本窗口可办的范围", view.scope_source, numbered(view.scope_lines)),
        ("申请人", "", (TextLine("、".join(guide.applicant_kinds)),) if guide.applicant_kinds else ()),
        ("受理条件", guide.conditions_source, numbered(_marked(guide.conditions))),
        ("不予许可的情形", "", numbered(_marked(guide.refusal_grounds))),
        ("申请材料", guide.materials_source, tuple(_material(one) for one in guide.materials)),
        ("时限", "", tuple(_limit(limit, whole=True) for limit in guide.limits)),
        ("收费与结果", "", _fee_and_result(guide, whole=True)),
        ("特别程序", "", numbered(guide.special_procedures)),
        ("常见差错", "", tuple(TextLine(text, shape=Shape.TRIANGLE) for text in guide.common_mistakes)),
        ("说明", "", numbered(guide.notes)),
    ]
    return tuple(group for group in groups if group[2])


def _marked(lines: Iterable[Line]) -> list[str]:
    return [line.text + (OPEN if line.to_confirm else "") for line in lines]


def _scope(view: GuideView) -> tuple[TextLine, ...]:
    if len(view.scope_lines) < 2:
        return tuple(TextLine(text) for text in view.scope_lines)
    return numbered(view.scope_lines)


def _limit(limit: Limit, *, whole: bool = False) -> TextLine:
    name = LIMIT_NAMES.get(limit.kind, limit.kind)
    if whole and limit.applies_to and limit.applies_to != "全部":
        name = f"{name} · {limit.applies_to}"
    notes = [limit.note, limit.source if whole else "", "待核定" if limit.to_confirm else ""]
    note = "；".join(one for one in notes if one)
    return TextLine(name, right=_amount(limit), note=note)


def _amount(limit: Limit) -> str:
    if limit.unit == "即时":
        return "当场"
    return f"{limit.value} {limit.unit}" if limit.value is not None else "未定"


def _fee_and_result(guide: Guide, *, whole: bool = False) -> tuple[TextLine, ...]:
    charge = _CHARGE.get(guide.fee_charge, guide.fee_charge)
    lines = [TextLine("收费", right=charge, note=guide.fee_note if whole else _fee_word(guide.fee_note))]
    for n, name in enumerate(guide.result_names):
        lines.append(TextLine("结果" if n == 0 else " ", right=name))
    if guide.validity:
        lasts, _, rest = guide.validity.partition("；")
        after = rest if whole else guide.renewal.partition("；")[0].removeprefix("有效期")
        short = len(lasts) <= 14
        note = "；".join(part for part in ("" if short else lasts, after) if part)
        lines.append(TextLine("有效期", right=lasts if short else "", note=note))
    if guide.renewal and (whole or not guide.validity):
        lines.append(TextLine("延续", note=guide.renewal))
    return tuple(lines)


def _fee_word(note: str) -> str:
    """What matters at the window of a note on fees: not where it is written."""
    parts = [part for part in note.split("；") if not part.startswith("依据")]
    return parts[0].partition("，")[0] if parts else ""


def _material(material: Material) -> TextLine:
    must = {"required": "", "conditional": "视情形", "optional": "可不交"}.get(material.required, "")
    notes = [must, needed(material), material.origin, material.note, material.source]
    note = " · ".join(dict.fromkeys(one for one in notes if one.strip("—")))
    text = name_of(material) + (OPEN if material.to_confirm else "")
    return TextLine(text, lead=str(material.seq), note=note)


def _short_clause(clause: str) -> str:
    """清单第1项备注 of 晋市政发〔2025〕9号附件第1项备注."""
    return clause.rpartition("号")[2] if "号" in clause else clause


def _short_source(source: str) -> str:
    return source if len(source) <= 12 else ""
