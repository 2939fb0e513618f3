"""抽取专家 on the screen: the field, how many, who besides the parties must not be bound to them, who pays."""

from __future__ import annotations

from collections import Counter
from typing import Final

from models.desk import experts as desk_experts
from models.desk.context import Desk
from models.desk.experts import Wanted
from models.desk.turn import in_hand
from models.rules import experts
from models.rules.terms import Act
from models.views import ActDone
from ui.pages.acts.asks import Ask, Form, Kind, Told, names_told, number_told, words
from ui.pages.acts.deed import NAMES, Deed

_NOBODY: Final = "专家库里还没有人，请先在“管理”登记，或向市级共享专家库借用"


def _form(desk: Desk, case_id: str) -> Form:
    hand = in_hand(desk, case_id)
    fields = Counter(field for one in desk_experts.pool(desk) for field in one.fields)
    pays = (("", experts.who_pays(hand.flow)), ("law", experts.who_pays(hand.flow, applicant_by_law=True)))
    asks = (
        Ask("field", "专业", start=next(iter(fields)) if len(fields) == 1 else "", refusals=("experts_few",)),
        Ask("count", "人数", Kind.NUMBER, refusals=("expert_count",)),
        Ask("parties", "另要回避的", needed=False, hint="编制、设计等单位和人，用顿号隔开"),
        Ask("pays", "费用由谁出", Kind.CHOICE, needed=False, choices=pays),
    )
    known = (
        ("库内专业", "、".join(f"{field} {count} 人" for field, count in fields.items())),
        ("当事人", "、".join(desk_experts.parties_of(hand))),
    )
    return Form(
        NAMES[Act.NOTE],
        "随机抽取，与当事人有利害关系的回避；名单和随机数记入经过，可以复核",
        "抽取",
        asks,
        known if fields else known[1:],
        "" if fields else _NOBODY,
        name=NAMES[Act.NOTE],
    )


def _draw(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    wanted = Wanted(
        words(told, "field"),
        number_told(told, "count"),
        names_told(words(told, "parties")),
        applicant_pays_by_law=bool(words(told, "pays")),
    )
    return desk_experts.draw(desk, case_id, wanted, press_id=press)


DEEDS: Final = {Act.NOTE: Deed(_form, _draw)}
