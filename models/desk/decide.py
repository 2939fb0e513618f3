"""决定: approve or deny in the name the flow asks for, never by the county where the city decides."""

from __future__ import annotations

from typing import Any

from models.desk import sheets_decide
from models.desk.bearing import Bearing
from models.desk.bearing import decision as bearing_of
from models.desk.context import Desk
from models.desk.inputs import Decision
from models.desk.power import needs
from models.desk.press import refused
from models.desk.standing import standing
from models.desk.turn import InHand, Turn, once_for, turn
from models.errors import Refusal
from models.rules import lifecycle
from models.rules.powers import Power
from models.rules.terms import Act, Outcome
from models.rules.ways import COUNTY_DECIDES
from models.store import payloads as store
from models.views import ActDone, DocumentView


@needs(Power.DECIDE)
def decide(desk: Desk, case_id: str, decision: Decision, *, press_id: str = "") -> ActDone:
    """Decide, with the paper in three copies (许可法第三十八条); a late one says why and is marked.

    Raises:
        Refusal: ``city_decides`` where the city signs; ``wrong_role``; a guard's own; dates that cannot be
            (``key_not_ready``). Nothing is kept then.
    """

    def act(key: str) -> ActDone:
        brings = ("outcome", "reason", "late_reason", "record")
        _county_decides(desk, case_id)
        with turn(desk, case_id, Act.DECIDE, key, **{name: getattr(decision, name) for name in brings}) as now:
            _whole(now.hand, decision)
            paper = _paper(now, decision)
            now.entry(_said(now, decision), paper)
        return now.run.done()

    return once_for(press_id, act, desk)


def _county_decides(desk: Desk, case_id: str) -> None:
    mode = standing(desk, case_id).case.mode
    if mode is not None and mode not in COUNTY_DECIDES:
        said = f"{lifecycle.mode_name(mode)}：决定由市级作出，县级不得自行出具"
        raise Refusal(said, "没有写入任何记录", "请按流程报市级", code="city_decides")


def bearing(hand: InHand) -> Bearing:
    """In whose name, over which seal, with which remedies the case would be decided."""
    return bearing_of(hand.seen, hand.flow, hand.settings)


def _paper(now: Turn, decision: Decision) -> DocumentView:
    hand = now.hand
    borne = bearing(hand)
    now.run.to_confirm = tuple(dict.fromkeys((*now.run.to_confirm, *borne.to_confirm)))
    doc = sheets_decide.doc_of(decision)
    fill = sheets_decide.approve if decision.outcome is Outcome.APPROVE else sheets_decide.reject
    return now.run.paper(
        doc, borne.organ, lambda head: fill(hand, head, decision, borne), name=sheets_decide.name(hand, doc)
    )


def _whole(hand: InHand, decision: Decision) -> None:
    """What must be written before a decision is one."""
    if not decision.finding.strip():
        raise refused("还没有写审查结论", "请写明查明的事实和结论")
    first, last = decision.valid_from or hand.seen.now.date(), decision.valid_until
    if last is not None and last <= first:
        raise refused("有效期届满不晚于开始", "请核对有效期")
    if decision.valid_from and hand.accepted_on and decision.valid_from < hand.accepted_on:
        raise refused("有效期早于受理之日", "请核对有效期")


def _said(now: Turn, decision: Decision) -> dict[str, Any]:
    late = now.facts.past_due
    words = f"{decision.outcome.zh}：{decision.reason or decision.finding}"
    return {
        "outcome": decision.outcome.value,
        "reason": decision.reason,
        "late": late,
        "late_reason": decision.late_reason,
        "record": decision.record,
        "finding": decision.finding,
        "content": [list(pair) for pair in decision.content],
        "valid_from": store.day(decision.valid_from),
        "valid_until": store.day(decision.valid_until),
        "certificate_number": decision.certificate_number,
        "conditions": list(decision.conditions),
        "text": f"{words}（超期决定）" if late else words,
    }
