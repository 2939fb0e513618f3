"""事项类型 for a list that prints none (晋城), each answer with how sure it is; printed types always win.

In this order:
1. the guide bound to the item, when it has one type (its own confidence, ``high`` when step 2 agrees) or
   several (the first, ``medium``);
2. the same name in 忻州's licence list: 行政许可, ``high`` (the list holds nothing but licences);
3. the same name in a list that prints a type (济宁、于都、泽州), ``medium`` (another city's classing);
4. words of the name: 备案、招标 → 其他行政权力 ``medium``/``low``; 鉴定、确认 → 行政确认 ``low``;
   许可、审批、核准、核发、认定、批准、注册 and the like → 行政许可 ``low``;
5. else 其他行政权力, ``low``: its checklist promises the least.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.rules.terms import PowerType

Answer = tuple[PowerType, str]
_WORDS: tuple[tuple[tuple[str, ...], PowerType, str], ...] = (
    (("备案",), PowerType.OTHER_POWER, "medium"),
    (("招标", "备案登记"), PowerType.OTHER_POWER, "low"),
    (("鉴定", "确认"), PowerType.ADMIN_CONFIRMATION, "low"),
    (
        ("许可", "审批", "核准", "核发", "认定", "认证", "批准", "注册", "审核", "检验", "登记", "核定"),
        PowerType.ADMIN_LICENSE,
        "low",
    ),
)


def work_out(name: str, guide: tuple[Sequence[PowerType], str] | None, known: Mapping[str, Answer]) -> Answer:
    """The type of an item and how sure it is.

    Args:
        guide: types and confidence of the bound guide, None when there is none.
        known: name → answer, from the lists that print or imply a type.
    """
    if guide is not None:
        kinds, confidence = guide
        sure = known.get(name) == (kinds[0], "high")
        return kinds[0], "high" if sure else confidence if len(kinds) == 1 else "medium"
    if name in known:
        return known[name]
    for words, kind, confidence in _WORDS:
        if any(word in name for word in words):
            return kind, confidence
    return PowerType.OTHER_POWER, "low"
