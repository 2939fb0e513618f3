"""The desk's own sentences by flow and by kind, in one place; the rooms of rules give clauses, not wording."""

from __future__ import annotations

import re
from datetime import date

from models.rules.terms import Doc, Mode

GENERIC_GUIDE = "指南待录入：按事项类型的通用清单核对，材料以实施机关要求为准"

MODE_SENTENCE = {
    Mode.DIRECT: "本事项直接下放，由县级受理、审查、决定",
    Mode.ENTRUST: "本事项委托实施，由县级受理、审查，以委托机关名义决定",
    Mode.SUBSTANTIVE_CITY_STAMP: "本事项下放实质性审核权，由县级受理、审查，市级见章盖章",
    Mode.SUBSTANTIVE_SEAL2: "本事项下放实质性审核权，由县级受理、审查、决定，加盖市直部门审批2号章",
    Mode.WINDOW_FORWARD_COUNTY: "本事项实行服务窗口前移：县级受理，市级审查决定",
    Mode.WINDOW_FORWARD_CITY_STAFF: "本事项实行服务窗口前移：市级派驻人员在县级大厅受理，市级审查决定",
    Mode.RECEIVE_ONLY: "本事项委托收件、受审分离：本窗口只收件转报，市级受理、审查、决定",
}

MODE_FULL = {
    Mode.DIRECT: "直接下放",
    Mode.ENTRUST: "委托实施",
    Mode.SUBSTANTIVE_CITY_STAMP: "下放实质性审核权（市级见章盖章）",
    Mode.SUBSTANTIVE_SEAL2: "下放实质性审核权（2号章）",
    Mode.WINDOW_FORWARD_COUNTY: "服务窗口前移（县收转市）",
    Mode.WINDOW_FORWARD_CITY_STAFF: "服务窗口前移（市派驻）",
    Mode.RECEIVE_ONLY: "委托收件、受审分离",
}

FORWARDING = frozenset({Mode.WINDOW_FORWARD_COUNTY, Mode.RECEIVE_ONLY})  # letter leaves with the first act
CITY_REVIEWS = frozenset({Mode.WINDOW_FORWARD_COUNTY, Mode.WINDOW_FORWARD_CITY_STAFF, Mode.RECEIVE_ONLY})

TWO_COPIES = ("第一联 申请人", "第二联 存根")
_DECISION = ("第一联 申请人", "第二联 存档", "第三联 监管部门")
COPIES: dict[Doc, tuple[str, ...]] = dict.fromkeys(Doc, TWO_COPIES) | {
    Doc.FORWARD: ("第一联 县存", "第二联 市存", "第三联 随卷"),
    Doc.REVIEW_OPINION: ("第一联 随卷", "第二联 存根"),
    Doc.APPROVE: _DECISION,
    Doc.REJECT: _DECISION,
    Doc.DELIVERY: ("存卷",),
    Doc.PICKUP: ("存卷",),
    Doc.DAY_LEDGER: ("窗口存",),
    Doc.SEAL_LEDGER: ("印章保管人存",),
    Doc.MONTHLY_FILING: ("第一联 市级部门", "第二联 县存"),
    Doc.ARCHIVE_LIST: ("第一联 随卷", "第二联 移交人"),
}


def refusal_name(no_licence: bool) -> str:
    """许可法第三十二条第一款第（一）项 and 第（二）项 have papers of different names."""
    return "不受理告知书" if no_licence else "不予受理决定书"


def full_day(day: date) -> str:
    """2026年11月27日."""
    return f"{day.year}年{day.month}月{day.day}日"


_ASKING = re.compile(r"(在哪里|多少[张头人]?|吗)?[？?]$")


def label(question: str) -> str:
    """A question as it is named once answered: 取水水源在哪里？ → 取水水源."""
    plain = _ASKING.sub("", question).replace("做什么用", "用途")
    return re.sub("是什么|哪种|哪一类", "", plain)
