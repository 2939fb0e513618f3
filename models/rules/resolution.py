"""What delegation answers: the ruling with its sentence, and the questions it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from models.rules.catalogue import Fact, Place, Question
from models.rules.terms import Mode, Ruling


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the scope rules with its answer; ``ok`` is None while nothing follows from it alone."""

    question: Question
    answer: Fact | None
    ok: bool | None
    comment: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What delegation says of one case, and the sentence that says it."""

    ruling: Ruling
    mode: Mode | None
    rule_id: str
    clause: str
    quote: str
    reason: str  # whole sentence for the clerk: limit, this case, who decides or where to go
    questions: tuple[Asked, ...] = ()
    missing: tuple[str, ...] = ()  # ids of the questions that can still change the ruling
    to_confirm: bool = False
    doubt: str = ""
    scope_lines: tuple[str, ...] = ()
    ground: str = ""  # the reason without the way out, as a refusal prints it
    place: Place | None = None  # the city counter, when the applicant is sent there
    instead: str = ""  # key of the item to take instead, when the case is listed under another number
