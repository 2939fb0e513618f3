"""The gates under the verdict: 职权、主体、条件、材料; for a case sent away, what of the scope held."""

from __future__ import annotations

from models.desk.fields import sent_away
from models.desk.situation import Situation
from models.rules.terms import Ruling
from models.views import Gate, QuestionView

_AUTHORITY = {
    Ruling.DELEGATED: (True, "职权内"),
    Ruling.ASK: (None, "职权待问"),
    Ruling.OWN_POWER: (True, "本级自有职权"),
    Ruling.CITY_ONLY: (False, "不在下放范围"),
    Ruling.HIGHER: (False, "属上级职权"),
    Ruling.NO_LICENCE: (False, "依法不需许可"),
    Ruling.NOT_LISTED: (False, "不在清单内"),
    Ruling.NOT_THIS_REGION: (False, "本地不在承接之列"),
    Ruling.NOT_IN_FORCE: (False, "未施行或停用"),
}
KNOWN_KINDS = ("handling_item", "region")
_SHOWN = 4  # gates that fit on one line


def gates(seen: Situation) -> tuple[Gate, ...]:
    """The line of gates, first the one that decides."""
    ok, text = _AUTHORITY[seen.resolution.ruling]
    authority = Gate("职权", ok, text)
    if sent_away(seen) or seen.resolution.ruling is Ruling.ASK:
        return _scope_gates(seen, authority)
    return (authority, *(Gate(gate.name, gate.ok, gate.text) for gate in seen.check.gates))


def questions(seen: Situation) -> tuple[QuestionView, ...]:
    """The questions of the scope rules as the screen shows them; what the window knows is never asked."""
    asked = (one for one in seen.resolution.questions if one.question.kind not in KNOWN_KINDS)
    return tuple(QuestionView(one.question, one.answer, one.ok, one.comment) for one in asked)


def _scope_gates(seen: Situation, authority: Gate) -> tuple[Gate, ...]:
    asked = seen.resolution.questions
    if not asked:
        return (authority,)
    listed = Gate("清单", True, "在清单内")
    answered = [
        Gate("范围", one.ok, one.comment or one.question.text.rstrip("？?")) for one in asked if one.ok is not None
    ]
    return (listed, *answered, *([] if any(gate.ok is False for gate in answered) else [authority]))[:_SHOWN]
