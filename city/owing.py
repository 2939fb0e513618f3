"""What the queues must know of a case: the applicant's kind, the county's opinion, what is owed after a decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.rules.terms import Act, ApplicantKind, Outcome, PowerType
from models.rules.ways import AFTER, CITY_REVIEWS, FORWARDING

PUSH, PUBLISH, BOTH = "push", "publish", "both"
_DONE = {Act.PUSH: PUSH, Act.PUBLISH: PUBLISH}
DECIDES = (Act.CITY_DECIDE, Act.CITY_STAMP)
_AFTER = frozenset(state.value for state in AFTER)
FIRST: Mapping[str, Any] = {"kind": "", "licence": False, "opinion": "", "owes": ""}


def values(act: Act | None, told: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    """The columns after one more entry that counts.

    Args:
        old: the case before it; without the columns for a case that is new.
    """
    now = {name: old.get(name, first) for name, first in FIRST.items()}
    if act is Act.RECEIVE:
        who = told.get("applicant")
        kind = who.get("kind") if isinstance(who, Mapping) else ""
        now["kind"] = kind if kind in set(ApplicantKind) else ""
        public = not told.get("classified")  # nothing 涉密 is published, so the case counts as one that never is
        now["licence"] = public and told.get("power_type") == PowerType.ADMIN_LICENSE.value
    elif act is Act.OPINION:
        now["opinion"] = told.get("outcome") if told.get("outcome") in set(Outcome) else ""
    elif act is Act.BEGIN_REVIEW:
        now["opinion"] = ""
    elif act in DECIDES and old.get("state") not in _AFTER:
        now["owes"] = _owed(str(old.get("mode", "")), licence=bool(now["licence"]))
    elif act in _DONE:
        now["owes"] = _without(now["owes"], _DONE[act])
    return now


def _owed(mode: str, *, licence: bool) -> str:
    """As ``duty.after``: who decides pushes; a licence is published, by the city wherever it signs."""
    pushes, publishes = mode in CITY_REVIEWS, licence and mode in FORWARDING | CITY_REVIEWS
    return BOTH if pushes and publishes else PUSH if pushes else PUBLISH if publishes else ""


def _without(owes: str, done: str) -> str:
    left = {PUSH, PUBLISH} - {done} if owes == BOTH else {owes} - {done}
    return next(iter(left), "")

