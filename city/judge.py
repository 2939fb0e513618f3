"""What the city says of one entry: taken, known, not whole, too early, or beaten by another act on the same case.

Pure: the past of the batch is read once (``Past``), each letter is judged against it, and what is kept is added to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from forwarding.wire import CITY, Answer, EntryLetter, Standing, region_of
from models.rules import crossing
from models.rules.acts import ACT_NAMES
from models.rules.chain import digest
from models.rules.terms import Act


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a case that the city keeps already."""

    id: str
    window: str
    seq: int
    kind: str
    standing: str
    place: int


@dataclass(slots=True)
class Past:
    """What the city knows beside the letters at hand."""

    window: str
    known: dict[str, tuple[str, str]] = field(default_factory=dict)  # entry id → (window, digest)
    places: dict[int, str] = field(default_factory=dict)  # this window's seq → entry id
    blobs: set[str] = field(default_factory=set)
    steps: dict[str, list[Step]] = field(default_factory=dict)  # case → its entries, by place
    regions: dict[str, str] = field(default_factory=dict)  # case → county


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one letter, before it has a receipt."""

    answer: Answer
    reason: str = ""
    missing: tuple[str, ...] = ()

    @property
    def standing(self) -> Standing:
        """What the entry is worth once kept."""
        return Standing.ASIDE if self.answer is Answer.CONFLICT else Standing.COUNTED


def judge(past: Past, letter: EntryLetter) -> Verdict:
    """Judge one letter of ``past.window``."""
    known = past.known.get(letter.id)
    if known is not None:
        if known == (letter.window, letter.digest):
            return Verdict(Answer.AGAIN)
        return Verdict(Answer.CHANGED, "同一编号先后送来两种内容，两份都留着")
    if wrong := _wrong(past, letter):
        return Verdict(Answer.REFUSED, wrong)
    if letter.seq in past.places:
        return Verdict(Answer.CHANGED, "本窗口这个顺序号已送过另一条，两条都留着")
    if missing := tuple(one for one in letter.blobs if one not in past.blobs):
        return Verdict(Answer.MISSING, "附件还没有到齐", missing)
    return _order(past.steps.get(letter.case, []), letter)


def _wrong(past: Past, letter: EntryLetter) -> str:
    if letter.window != past.window:
        return "这条记录不是本窗口的"
    if digest(letter.model_dump(exclude={"blobs", "digest", "seen", "follows"})) != letter.digest:
        return "记录的摘要与内容不符，可能在路上坏了"
    if past.regions.get(letter.case, region_of(letter.window)) != region_of(letter.window):
        return "这件是别的县收的，本窗口不能办"
    if letter.kind not in set(Act):
        return "这种记录本级不认识，请升级后再送"
    return ""


def _order(steps: list[Step], letter: EntryLetter) -> Verdict:
    """Where the letter stands in its case: after what its window knew, and crossed by nothing it did not know."""
    mine = [step for step in steps if step.window == letter.window]
    at = next((n for n, step in enumerate(mine) if step.id == letter.follows), -1)
    if letter.follows and at < 0:
        return Verdict(Answer.EARLY, "本件前一条还没有送到")
    if not letter.follows and letter.kind != Act.RECEIVE and not steps:
        return Verdict(Answer.EARLY, "本件第1条还没有送到")
    if letter.kind == Act.RECEIVE and steps:
        return Verdict(Answer.CONFLICT, "这件已经收过了")
    act = Act(letter.kind)
    if act in crossing.BESIDE:
        return Verdict(Answer.TAKEN)
    if letter.follows and mine[at].standing == Standing.ASIDE:
        return Verdict(Answer.CONFLICT, "本件前一条没有计入，这一条要一起再定")
    beaten = _beaten(mine[at + 1 :], act) or _beaten(_unseen(steps, letter), act)
    return Verdict(Answer.CONFLICT, beaten) if beaten else Verdict(Answer.TAKEN)


def _unseen(steps: Iterable[Step], letter: EntryLetter) -> list[Step]:
    return [step for step in steps if step.window != letter.window and step.place > letter.seen]


def _beaten(others: Iterable[Step], act: Act) -> str:
    """The sentence for the first act that crosses, "" when none does."""
    for step in others:
        if step.standing == Standing.ASIDE:
            continue
        theirs, by_city = Act(step.kind), step.window.startswith(CITY)
        rule = crossing.with_the_city if by_city else crossing.between_windows
        if rule(act, theirs):
            who = "市级" if by_city else f"{step.window}窗口"
            return f"{who}已先办“{ACT_NAMES[theirs]}”，请看清后再决定"
    return ""
