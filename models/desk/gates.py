"""The gates under the verdict: 职权、主体、条件、材料; for a case sent away, what of the scope held."""

from __future__ import annotations

from models.desk.fields import sent_away
from models.desk.situation import Situation
from models.desk.words import label
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
_ROOM = 10  # characters that fit beside the other gates


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
    """What of the scope held in one gate, what did not in another; the whole sentence stands at the question."""
    asked = [one for one in seen.resolution.questions if one.question.kind not in KNOWN_KINDS]
    if not asked:
        return (authority,)
    held = [label(one.question.text) for one in asked if one.ok]
    failed = [label(one.question.text) for one in asked if one.ok is False]
    found = [Gate("清单", True, "在清单内")]
    if held:
        found.append(Gate("范围", True, _together(held, "", f"{len(held)} 项相符")))
    found.append(Gate("范围", False, _together(failed, "超范围", f"{len(failed)} 项超范围")) if failed else authority)
    return tuple(found)


def _together(names: list[str], verdict: str, short: str) -> str:
    """取水水源、取水用途, or how many they are when the line would be too long."""
    text = "、".join(names) + verdict
    return text if len(text) <= _ROOM else short
