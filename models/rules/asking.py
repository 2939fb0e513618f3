"""What the one-time notice says: a line per material missing, short or wrong, with basis and remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from models.errors import Refusal
from models.rules.catalogue import Guide, Material

NOT_LOOKED, RECEIVED, MISSING, DEFECTIVE = "", "received", "missing", "defective"
NOT_NEEDED, COMMITTED, TOLERATED = "not_needed", "committed", "tolerated"

_INCOMPLETE_WORDS = ("缺", "少", "不全", "不足", "未附", "漏")
_FORMS = {"paper": "纸质", "electronic": "电子", "both": "纸质和电子"}


class MarkLike(Protocol):
    """One line of the materials table as the clerk ticked it; any value with these fields will do."""

    @property
    def seq(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def originals(self) -> int | None: ...
    @property
    def copies(self) -> int | None: ...
    @property
    def problem(self) -> str: ...
    @property
    def fix(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of the rules' own, for callers without one."""

    seq: int
    state: str = NOT_LOOKED
    originals: int | None = None
    copies: int | None = None
    pages: int | None = None
    problem: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the one-time notice."""

    seq: int
    material: str
    situation: str  # 未交 | 不全 | 不符形式
    problem: str
    basis: str
    fix: str


def shortfall(guide: Guide, material: Material, mark: MarkLike) -> str:
    """What the count lacks; never anything where the counts are not verified (份数待核不作要求)."""
    if guide.counts_to_confirm or material.to_confirm:
        return ""
    pairs = (("原件", material.original, mark.originals), ("复印件", material.copy, mark.copies))
    short = [(name, want, got) for name, want, got in pairs if want and got is not None and got < want]
    return "；".join(f"{name}应交{want}份，实收{got}份" for name, want, got in short)


def ask(guide: Guide, material: Material, mark: MarkLike) -> Asked:
    """One line of the notice; what the clerk left unsaid is said in plain words."""
    few = shortfall(guide, material, mark) if mark.state == RECEIVED else ""
    if mark.state in (MISSING, TOLERATED, COMMITTED):
        situation, said = "未交", f"未提交{material.name}"
    elif few or any(mark.problem.startswith(word) for word in _INCOMPLETE_WORDS):
        situation, said = "不全", few or mark.problem
    else:
        situation, said = "不符形式", f"{material.name}不符合规定形式"
    fix = mark.fix or _fix(guide, material, situation)
    return Asked(material.seq, material.name, situation, mark.problem or said, basis_of(guide, material), fix)


def _fix(guide: Guide, material: Material, situation: str) -> str:
    if situation == "未交":
        return f"提交{material.name}{_counts(guide, material)}"
    if situation == "不全":
        return f"补齐{material.name}{_counts(guide, material)}"
    return f"更正后重新提交{material.name}"


def _counts(guide: Guide, material: Material) -> str:
    form = _FORMS.get(material.form, "")
    counts: list[str] = []
    if not (guide.counts_to_confirm or material.to_confirm):
        counts = [f"{n}{c}份" for n, c in (("原件", material.original), ("复印件", material.copy)) if c]
    words = "，".join([*([f"{form}件"] if form else []), *counts])
    return f"（{words}）" if words else ""


def basis_of(guide: Guide, material: Material) -> str:
    """Where the demand is written: the material's own source, else the list's, else the guide itself."""
    source = material.source or guide.materials_source or f"办事指南申请材料第{material.seq}项"
    return f"{source}（待核定）" if material.to_confirm else source


def second_ask(first: Sequence[int], now: Sequence[int], supervisor_reason: str = "") -> None:
    """Guard of the second notice: only what the first one asked, unless a supervisor says why.

    Raises:
        Refusal: code ``second_ask`` (许可法第三十二条第一款第四项、第七十二条第四项: 一次告知).
    """
    fresh = sorted(set(now) - set(first))
    if not fresh or supervisor_reason.strip():
        return
    raise Refusal(
        f"第{'、'.join(map(str, fresh))}项上次没有告知，补正内容应当一次告知（行政许可法第三十二条）",
        "没有出具新的补正告知书",
        "确因上次看不出来的，请值班主任写明理由后再出",
        code="second_ask",
    )
