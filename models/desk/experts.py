"""共享专家库: who is in it, who has an interest, who was drawn by lot for which case, and who pays (济宁三(三)8)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from models.desk.context import Desk
from models.desk.power import needs
from models.desk.turn import InHand, in_hand, once_for, turn
from models.errors import Refusal
from models.rules import experts as rules
from models.rules import life
from models.rules.experts import Draw, Expert
from models.rules.powers import Power
from models.rules.terms import Act
from models.store import registers
from models.store.registers import ExpertRow
from models.views import ActDone

__all__ = [
    "ExpertRow",
    "Wanted",
    "draw",
    "drawn",
    "enter",
    "leave",
    "lot_of",
    "parties_of",
    "pool",
    "step_in",
    "why_not",
]

_LOT = "expert_lot"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be judged, by how many; ``parties`` beside the applicant are those who drew up the papers."""

    field: str
    count: int
    parties: tuple[str, ...] = ()
    applicant_pays_by_law: bool = False


@needs(Power.REGISTER)
def enter(desk: Desk, one: ExpertRow) -> str:
    """Take somebody into the pool.

    Raises:
        Refusal: ``not_keeper``, ``expert_unclear``, ``expert_twice``.
    """
    one = replace(one, name=one.name.strip(), organ=one.organ.strip())
    if not one.name or not one.organ or not one.phone.strip() or not any(field.strip() for field in one.fields):
        raise _no("专家的姓名、单位、电话、专业要填全", "请填全再登记", "expert_unclear")
    if any((other.name, other.organ) == (one.name, one.organ) for other in pool(desk)):
        raise _no("这位专家已经在库", "请核对姓名和单位", "expert_twice")
    with desk.store.work() as work:
        ident = registers.add_expert(work, one)
        work.commit()
    return ident


@needs(Power.REGISTER)
def leave(desk: Desk, expert_id: str, why: str) -> None:
    """The expert is drawn no more from tomorrow on; earlier lots stay as they are.

    Raises:
        Refusal: ``not_keeper``, ``expert_unknown``, ``no_reason``.
    """
    if all(one.id != expert_id for one in pool(desk)):
        raise _no("专家库里没有这个人", "请核对名单", "expert_unknown")
    if not why.strip():
        raise _no("出库要写明原因", "请填写原因", "no_reason")
    with desk.store.work() as work:
        registers.retire_expert(work, expert_id, desk.today, why.strip())
        work.commit()


def pool(desk: Desk) -> tuple[ExpertRow, ...]:
    """Who may be drawn today."""
    return registers.experts(desk.store, desk.today)


@needs(Power.REVIEW)
def draw(desk: Desk, case_id: str, wanted: Wanted, *, seed: str = "", press_id: str = "") -> ActDone:
    """Draw by lot for a case, people bound to a party left out; the lot stands in the case's log.

    Args:
        seed: made here when not given; it is kept, so that anybody can draw again and get the same names.

    Raises:
        Refusal: ``experts_few``, ``expert_count``, ``expert_seed``; ``wrong_role`` for a clerk; ``case_ended``.
    """

    def act(key: str) -> ActDone:
        hand = in_hand(desk, case_id)
        _may_draw(hand)
        parties = tuple(dict.fromkeys((*parties_of(hand), *wanted.parties)))
        lot = rules.draw(_pool(desk), wanted.field, wanted.count, parties, seed or secrets.token_hex(16))
        with turn(desk, case_id, Act.NOTE, key) as now:
            pays = rules.who_pays(hand.flow, applicant_by_law=wanted.applicant_pays_by_law)
            now.run.entry(Act.NOTE, _payload(desk, lot, pays, "抽取专家"))
        return now.run.done()

    return once_for(press_id, act, desk)


@needs(Power.REVIEW)
def step_in(desk: Desk, case_id: str, unable: str, *, press_id: str = "") -> ActDone:
    """The next reserve takes the place of one who cannot come.

    Raises:
        Refusal: ``expert_unknown``, ``experts_few``, ``no_lot`` when none was drawn for this case.
    """

    def act(key: str) -> ActDone:
        hand = in_hand(desk, case_id)
        _may_draw(hand)
        before = lot_of(hand)
        if before is None:
            raise _no("这件还没有抽取专家", "请先抽取", "no_lot")
        with turn(desk, case_id, Act.NOTE, key) as now:
            now.run.entry(Act.NOTE, _payload(desk, rules.step_in(before[0], unable), before[1], "备选专家递补"))
        return now.run.done()

    return once_for(press_id, act, desk)


def lot_of(hand: InHand) -> tuple[Draw, str] | None:
    """The newest lot of a case with who pays, or None."""
    for row in reversed(hand.here.log):
        if found := row.entry.payload.get(_LOT):
            return _lot_in(found), str(found["pays"])
    return None


def drawn(desk: Desk, case_id: str) -> tuple[ExpertRow, ...]:
    """The experts of a case with their telephones, also those who left the pool since."""
    found = lot_of(in_hand(desk, case_id))
    known = {one.id: one for one in registers.experts(desk.store)}
    return tuple(known[ident] for ident in found[0].drawn) if found else ()


def parties_of(hand: InHand) -> tuple[str, ...]:
    """Applicant, its representative, its agent: nobody bound to them is drawn."""
    form = hand.seen.form
    names = (form.applicant.name, form.applicant.legal_rep, form.agent.name if form.agent else "")
    return tuple(name for name in names if name)


def _pool(desk: Desk) -> tuple[Expert, ...]:
    return tuple(
        Expert(one.id, one.name, frozenset(one.fields), one.organ, frozenset(one.avoids), phone=one.phone)
        for one in pool(desk)
    )


def _payload(desk: Desk, lot: Draw, pays: str, word: str) -> dict[str, Any]:
    names = {one.id: one.name for one in registers.experts(desk.store)}
    who = "、".join(names.get(ident, ident) for ident in lot.drawn)
    plain = {name: getattr(lot, name) for name in Draw.__dataclass_fields__}
    lists = {name: [list(one) if isinstance(one, tuple) else one for one in value]
             for name, value in plain.items() if isinstance(value, tuple)}  # fmt: skip
    return {_LOT: {**plain, **lists, "pays": pays}, "text": f"{word}（{lot.field}）：{who}；费用{pays}"}


def _lot_in(plain: Mapping[str, Any]) -> Draw:
    fields: dict[str, Any] = {name: plain[name] for name in Draw.__dataclass_fields__}
    names: Sequence[str] = ("parties", "candidates", "drawn", "reserves")
    fields |= {name: tuple(plain[name]) for name in names}
    return Draw(**{**fields, "excluded": tuple((one[0], one[1]) for one in plain["excluded"])})


def why_not(hand: InHand) -> Refusal | None:
    """Drawing belongs to the review: by reviewer or supervisor, while the county reviews."""
    if hand.desk.staff.role not in ("reviewer", "supervisor"):
        return _no("专家由审核岗抽取", "请审核人员登录后办理", "wrong_role")
    if Act.SPECIAL_BEGIN in _now(hand) or Act.SPECIAL_END in _now(hand):
        return None
    return _no(f"这件现在是“{hand.here.case.state.value}”，不在审查中", "请在审查中抽取", "act_out_of_order")


def _may_draw(hand: InHand) -> None:
    if wrong := why_not(hand):
        raise wrong


def _now(hand: InHand) -> frozenset[Act]:
    return life.may(hand.mode, hand.here.case.state)


def _no(happened: str, todo: str, code: str) -> Refusal:
    return Refusal(happened, "专家库和办件都没有改动", todo, code=code)
