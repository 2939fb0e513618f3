"""After the decision: push to the supervisors, publicity, the report after approval, the monthly filing, the check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.desk.bearing import decision as bearing_of
from models.desk.city_result import news_of
from models.desk.context import Desk
from models.desk.power import needs
from models.desk.press import refused
from models.desk.turn import InHand, in_hand, once_for, turn
from models.rules import lifecycle
from models.rules.duty import Duty
from models.rules.powers import Power
from models.rules.terms import Act, Mode, Outcome
from models.store import payloads as store
from models.views import ActDone

BOTH_LEVELS = "市县两级监管部门和执法机构"


def owed(desk: Desk, case_id: str) -> tuple[Duty, ...]:
    """Everything still owed, what moves the case first."""
    hand = in_hand(desk, case_id)
    return owed_by(hand)


def owed_by(hand: InHand) -> tuple[Duty, ...]:
    """The same of a case already read."""
    return lifecycle.owed(hand.mode, hand.here.case.state, hand.facts, hand.settings)


def supervisors(hand: InHand) -> str:
    """Who is told of the decision (于都三6、泽州三(二)、济宁三(四)12)."""
    if hand.mode is Mode.SUBSTANTIVE_SEAL2:
        return BOTH_LEVELS
    rule = lifecycle.FLOWS[hand.flow].supervise
    return rule.organ or rule.who.value


@needs(Power.AFTER)
def push(desk: Desk, case_id: str, to: str = "", *, press_id: str = "") -> ActDone:
    """推送监管: what was decided, sent; by 泽州三(二) the time of sending counts as received.

    Raises:
        Refusal: nothing decided yet, or ``done_before``.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.PUSH, key) as now:
            who = to.strip() or supervisors(now.hand)
            now.entry({"to": who, "sent_at": store.at(now.run.at), "pushed": fields(now.hand),
                       "text": f"已推送{who}"})  # fmt: skip
        return now.run.done()

    return once_for(press_id, act, desk)


def fields(hand: InHand) -> dict[str, Any]:
    """What is pushed; the number of the applicant's identity stays here."""
    case, told = hand.here.case, _decided(hand)
    return {
        "case_no": case.case_no,
        "item": case.item_name,
        "mode": lifecycle.mode_name(hand.flow),
        "applicant": case.applicant,
        "outcome": told.get("outcome", ""),
        "paper": _paper_number(hand, told),
        "certificate": told.get("certificate_number", ""),
        "valid_until": told.get("valid_until"),
        "committed": hand.facts.committed,
        "organ": bearing_of(hand.seen, hand.flow, hand.settings).organ,
    }


def _decided(hand: InHand) -> Mapping[str, Any]:
    for act in (Act.DECIDE, Act.CITY_DECIDE, Act.CITY_STAMP):
        if last := hand.here.last(act):
            outcome = hand.facts.decision or Outcome.APPROVE
            return {**last.payload, "outcome": outcome.value}
    return {}


def _paper_number(hand: InHand, told: Mapping[str, Any]) -> str:
    made = told.get("documents") or ()
    if made:
        return str(made[0]["number"])
    papers = news_of(hand.here).papers
    return papers[0].number if papers else ""


@needs(Power.AFTER)
def publish(desk: Desk, case_id: str, where: str = "信用中国、本级政府网站", *, press_id: str = "") -> ActDone:
    """双公示 within seven working days (发改办财金〔2018〕424号); nothing classified, no filing.

    Raises:
        Refusal: ``not_public``, ``done_before``.
    """
    return _note(desk, case_id, Act.PUBLISH, {"where": where, "text": f"已在{where}公示"}, press_id)


@needs(Power.AFTER)
def post_file(desk: Desk, case_id: str, platform: str = "市县同权事项运行管理平台", *, press_id: str = "") -> ActDone:
    """批后报备 (济宁三(二)4), for what was decided under a No.2 seal.

    Raises:
        Refusal: another flow, or ``done_before``.
    """
    return _note(desk, case_id, Act.POST_FILE, {"platform": platform, "text": f"已通过{platform}报备"}, press_id)


@needs(Power.AFTER)
def file_monthly(desk: Desk, case_id: str, month: str, number: str = "", *, press_id: str = "") -> ActDone:
    """Note that the case stands in a month's filing (晋城二(五)).

    Args:
        month: 2026-11.
        number: of the filing's paper.

    Raises:
        Refusal: the flow files none, or ``done_before``.
    """
    text = f"列入{month}月度备案表{f'（{number}）' if number else ''}"
    return _note(desk, case_id, Act.FILE_MONTHLY, {"month": month, "number": number, "text": text}, press_id)


@needs(Power.AFTER)
def post_check(desk: Desk, case_id: str, found: str, *, press_id: str = "") -> ActDone:
    """证后检查 of what was granted on a promise, within a month of the push (泽州三(一)1).

    Raises:
        Refusal: ``no_commitment``, ``done_before``, nothing said of what was found (``key_not_ready``).
    """
    if not found.strip():
        raise refused("还没有写检查结果", "请写明承诺是否属实")
    return _note(desk, case_id, Act.POST_CHECK, {"found": found, "text": f"证后检查：{found}"}, press_id)


def _note(desk: Desk, case_id: str, kind: Act, payload: dict[str, Any], press_id: str) -> ActDone:
    def act(key: str) -> ActDone:
        with turn(desk, case_id, kind, key) as now:
            now.entry(payload)
        return now.run.done()

    return once_for(press_id, act, desk)
