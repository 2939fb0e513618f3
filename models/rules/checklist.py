"""Everything that is missing, at once (许可法第三十二条第一款第四项): the guide against what came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.rules.asking import (
    COMMITTED,
    DEFECTIVE,
    NOT_LOOKED,
    NOT_NEEDED,
    RECEIVED,
    TOLERATED,
    Asked,
    Mark,
    MarkLike,
    ask,
    basis_of,
    second_ask,
    shortfall,
)
from models.rules.catalogue import Guide, Material
from models.rules.generic import generic_guide
from models.rules.terms import ApplicantKind

__all__ = [
    "Asked",
    "CheckGate",
    "CheckResult",
    "Mark",
    "MarkLike",
    "applies",
    "basis_of",
    "check",
    "generic_guide",
    "needs",
    "second_ask",
    "situation_holds",
]

_BODIES = frozenset({ApplicantKind.LEGAL_PERSON, ApplicantKind.UNINCORPORATED, ApplicantKind.SOLE_TRADER})
# a guide's own words for who may apply, beside the four kinds themselves
_APPLICANT_WORDS = {
    "用人单位": _BODIES,
    "工伤职工": frozenset({ApplicantKind.NATURAL_PERSON}),
    "近亲属": frozenset({ApplicantKind.NATURAL_PERSON}),
}
_AGENT_WORDS = ("委托", "代理")


@dataclass(frozen=True, slots=True)
class CheckGate:
    """主体, 条件 or 材料; ``ok`` None = not looked at to the end."""

    name: str
    ok: bool | None
    text: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What the papers amount to.

    ``kind``: fix (申请人类别、业务办理项或受理条件先要改) | incomplete (还有没看的) | missing |
    tolerate | ready.
    """

    kind: str
    asked: tuple[Asked, ...]
    gates: tuple[CheckGate, ...]
    unseen: tuple[int, ...] = ()  # seq still to be looked at
    tolerated: tuple[int, ...] = ()
    committed: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()  # sentences for the clerk; never demands on the applicant
    settled: int = 0  # materials in order
    wanted: int = 0  # materials this applicant has to bring

    @property
    def notice_ready(self) -> bool:
        """Whether the one-time notice may go out: something is missing and everything was looked at."""
        return bool(self.asked) and not self.unseen


@dataclass(slots=True)
class _Tally:
    asked: list[Asked] = field(default_factory=list)
    unseen: list[int] = field(default_factory=list)
    tolerated: list[int] = field(default_factory=list)
    committed: list[int] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    settled: int = 0
    wanted: int = 0


def check(
    guide: Guide,
    kind: ApplicantKind,
    handling_item: str,
    marks: Sequence[MarkLike],
    conditions: Sequence[bool] = (),
    *,
    agent: bool | None = None,
) -> CheckResult:
    """Check the whole table at once; nothing is asked that the guide does not ask (许可法第三十一条).

    ``conditions`` are the ticks of 受理条件 in the guide's order, empty = taken as confirmed. ``agent`` False
    = the applicant came in person, so that an authorisation is not needed; None = not said.
    """
    tally = _Tally()
    by_seq = {m.seq: m for m in marks}
    for material in guide.materials:
        mark = by_seq.get(material.seq) or Mark(material.seq)
        needed = needs(guide, material, mark, agent=agent, handling_item=handling_item)
        _look(guide, material, mark, needed, tally)
    gates = (_subject(guide, kind), _conditions(guide, handling_item, conditions), _materials(tally))
    return CheckResult(
        _kind(tally, gates),
        tuple(tally.asked),
        gates,
        tuple(tally.unseen),
        tuple(tally.tolerated),
        tuple(tally.committed),
        tuple(tally.warnings),
        tally.settled,
        tally.wanted,
    )


def _kind(tally: _Tally, gates: tuple[CheckGate, ...]) -> str:
    if gates[0].ok is False:
        return "fix"
    if tally.unseen:
        return "incomplete"
    if tally.asked:
        return "missing"
    if gates[1].ok is False:
        return "fix"
    return "tolerate" if tally.tolerated else "ready"


def applies(guide: Guide, kind: ApplicantKind) -> bool:
    """Whether an applicant of this kind may apply; a guide that names none takes all."""
    if not guide.applicant_kinds:
        return True
    return any(word == kind.value or kind in _APPLICANT_WORDS.get(word, ()) for word in guide.applicant_kinds)


def _subject(guide: Guide, kind: ApplicantKind) -> CheckGate:
    if applies(guide, kind):
        return CheckGate("主体", True, "申请人适格")
    who = "、".join(guide.applicant_kinds)
    return CheckGate("主体", False, f"指南写明申请人为{who}，现选{kind.value}，请核对申请人类别")


def _conditions(guide: Guide, handling_item: str, ticks: Sequence[bool]) -> CheckGate:
    if guide.handling_items and handling_item not in guide.handling_items:
        return CheckGate("条件", False, "请先选业务办理项")
    total = len(guide.conditions)
    open_ = [n for n in range(1, total + 1) if ticks and not (n <= len(ticks) and ticks[n - 1])]
    if open_:
        return CheckGate("条件", False, f"受理条件第{'、'.join(map(str, open_))}项没有确认")
    return CheckGate("条件", True, f"条件 {total}/{total}" if total else "指南没有列条件")


def _materials(tally: _Tally) -> CheckGate:
    text = f"材料 {tally.settled}/{tally.wanted}"
    if tally.asked:
        return CheckGate("材料", False, text)
    return CheckGate("材料", None if tally.unseen else True, text)


def _look(guide: Guide, material: Material, mark: MarkLike, needed: bool | None, tally: _Tally) -> None:
    if needed is False:
        _warn_optional(material, mark, tally)
        return
    tally.wanted += 1
    if needed is None:
        tally.unseen.append(material.seq)
    elif mark.state == NOT_NEEDED:
        tally.warnings.append(f"第{material.seq}项“{material.name}”是必交材料，不能标为不需要")
        tally.unseen.append(material.seq)
    elif not _settle(guide, material, mark, tally):
        tally.asked.append(ask(guide, material, mark))
    else:
        tally.settled += 1


def _warn_optional(material: Material, mark: MarkLike, tally: _Tally) -> None:
    if mark.state == DEFECTIVE:
        tally.warnings.append(f"第{material.seq}项“{material.name}”不是必交材料，不列入补正，可退回或不收")


def needs(guide: Guide, material: Material, mark: MarkLike, *, agent: bool | None, handling_item: str) -> bool | None:
    """Whether this applicant has to bring it: None = not looked at yet.

    Optional material is never demanded; a conditional one only where its situation holds.
    """
    if material.required == "optional":
        return False
    if material.required == "conditional":
        if mark.state == NOT_NEEDED:
            return False
        if mark.state == NOT_LOOKED:
            return False if situation_holds(guide, material, agent, handling_item) is False else None
    return None if mark.state == NOT_LOOKED else True


def situation_holds(guide: Guide, material: Material, agent: bool | None, handling_item: str) -> bool | None:
    """Whether a conditional material's situation holds, where the form itself tells; None = ask the clerk."""
    if any(material.when.startswith(word) for word in _AGENT_WORDS):
        return agent
    if material.when in guide.handling_items and handling_item:
        return material.when == handling_item
    return None


def _settle(guide: Guide, material: Material, mark: MarkLike, tally: _Tally) -> bool:
    """Whether a material is in order; tolerance and commitment only where the guide allows them."""
    if mark.state == RECEIVED:
        return not shortfall(guide, material, mark)
    if mark.state == TOLERATED:
        return _granted(material.tolerate_missing, "容缺", material, tally.tolerated, tally)
    if mark.state == COMMITTED:
        return _granted(material.notify_commit, "告知承诺", material, tally.committed, tally)
    return False


def _granted(allowed: str, word: str, material: Material, into: list[int], tally: _Tally) -> bool:
    if allowed == "allowed":
        into.append(material.seq)
        return True
    why = f"{word}待核定" if allowed == "to_confirm" else f"指南没有写可以{word}"
    tally.warnings.append(f"第{material.seq}项“{material.name}”{why}，不能按{word}办理")
    return False
