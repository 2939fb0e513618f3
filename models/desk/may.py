"""Which acts the person here may begin on a case now, and why not: what a form would bring is taken as brought."""

from __future__ import annotations

from typing import Any

from models.desk.turn import InHand
from models.errors import Refusal
from models.rules import life
from models.rules.casefacts import EndReason, Ground, Move
from models.rules.counting import PAUSE_KINDS
from models.rules.guards_after import seal_due
from models.rules.terms import Act, Outcome, Role

_ELSEWHERE = frozenset({Act.RECEIVE, Act.REPRINT, Act.NOTE, Act.BUNDLE_OUT, Act.BUNDLE_BACK})


def reasons(hand: InHand) -> dict[str, str]:
    """Act → "" when it may be begun, else why not; the city's own acts are left out."""
    ours = {way.act for way in life.ways_of(hand.mode) if way.who - {Role.CITY}} - _ELSEWHERE
    return {act.value: _reason(why_not(hand, act)) for act in Act if act in ours}


def why_not(hand: InHand, act: Act) -> Refusal | None:
    """Refused whatever a form would say."""
    brings: dict[str, Any] = {
        "reason": "…",
        "late_reason": "…",
        "approver": "…",
        "inspectors": ("甲", "乙"),
        "pause": PAUSE_KINDS[0],
        "told": True,
        "signed": True,
        "ground": Ground.FALSE_PAPERS,
        "end_reason": EndReason.APPLICANT_GONE,
        "asking": (0,),
        "record": hand.facts.hearing_record or "…",
        "identity_checked": True,
        "outcome": Outcome.DENY,
    }
    if hand.mode is not None and act is Act.STAMP:
        brings["seal"] = seal_due(Move(hand.mode, None, act, hand.facts, hand.settings))
    return hand.why_not(act, **brings)


def _reason(wrong: Refusal | None) -> str:
    return wrong.happened if wrong else ""
