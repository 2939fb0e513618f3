"""转报 of a case in hand: after the county's opinion is sealed, or where it did not leave with the acceptance."""

from __future__ import annotations

from typing import Any

from models.desk import packing, payloads, sheets_out
from models.desk.context import Desk
from models.desk.power import needs
from models.desk.turn import InHand, Turn, once_for, turn
from models.rules.powers import Power
from models.rules.terms import Act, Doc, Mode
from models.views import ActDone


@needs(Power.FORWARD)
def forward(desk: Desk, case_id: str, *, press_id: str = "") -> ActDone:
    """Make the letter and transfer list and queue the case for the city.

    Raises:
        Refusal: ``act_out_of_order`` when the flow has nothing to forward now, ``forward_incomplete`` while a
            tolerated material is out. Nothing is kept then.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.FORWARD, key) as now:
            send(now, opinion(now.hand), {})
        return now.run.done()

    return once_for(press_id, act, desk)


def send(now: Turn, words: str, more: dict[str, Any]) -> None:
    """The letter with everything that was handed in, and the entry that carries it."""
    hand = now.hand
    clocks = hand.clocks
    letter = now.run.paper(
        Doc.FORWARD,
        hand.seen.county_organ,
        lambda head: sheets_out.forward(hand.seen, head, hand.days, clocks, hand.accept_number, words),
    )
    running = payloads.running("转出到市级", clocks.forward) if clocks.forward else {}
    step = {"next": payloads.next_step("转报市级", "材料和函已备好，待市级接收", "本窗口")}
    sent = {"to_organ": hand.seen.city_organ, "opinion": words, **packing.entry(hand.seen, now.run.case_no)}
    now.entry({**step, **running, **sent, **more}, letter)


def opinion(hand: InHand) -> str:
    """审查结论 as the letter says it: the county's own where it has one."""
    last = hand.here.last(Act.OPINION)
    if hand.mode is not Mode.SUBSTANTIVE_CITY_STAMP or last is None:
        return sheets_out.opinion(hand.flow)
    made = last.payload.get("documents", ())
    number = f"，见审查意见表（{made[0]['number']}）" if made else ""
    said = str(last.payload.get("text", "")).removeprefix("拟")
    return f"经实质审查，县级意见：{said}{number}"
