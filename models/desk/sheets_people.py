"""The applicant and the materials as a paper may show them: numbers masked, what was handed in line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from models.desk.situation import Situation
from models.papers import PaperMaterial, PaperParty
from models.rules.catalogue import Material
from models.rules.identity import mask
from models.rules.terms import ApplicantKind
from models.views import Agent, MaterialMark, Party

_CHECK = {"missing": "未交", "committed": "齐，告知承诺", "tolerated": "容缺", "": "未核"}
_HANDED_IN = frozenset({"received", "defective"})
_SHORT = 8  # characters that stay on one line of the column


def party(applicant: Party, agent: Agent | None) -> PaperParty:
    """The applicant with masked numbers."""
    scope = agent.scope if agent else ""
    if agent and agent.until:
        scope = f"{scope}，至{agent.until.isoformat()}"
    return PaperParty(
        name=applicant.name,
        code_label=applicant.id_kind.value,
        code_masked=mask(applicant.id_kind, applicant.id_number),
        is_person=applicant.kind is ApplicantKind.NATURAL_PERSON,
        agent=agent.name if agent else "",
        agent_code_masked=mask(agent.id_kind, agent.id_number) if agent else "",
        agent_scope=scope,
    )


def mask_address(address: str) -> str:
    """House and room numbers hidden: 泫氏街118号二层 → 泫氏街×××号."""
    hidden = re.sub(r"\d+(\s*[号弄栋幢座室]).*$", r"×××\1", address)
    return hidden if hidden != address else re.sub(r"\d+", "×××", address)


def mask_name(name: str) -> str:
    """申慧 → 申×: the one who takes the letter, on the applicant's own notice."""
    return name[:1] + "×" * (len(name) - 1)


def lines(seen: Situation) -> tuple[PaperMaterial, ...]:
    """Every material that applies, also those not handed in, in the guide's order."""
    by_seq = {mark.seq: mark for mark in seen.form.materials}
    shown = ((material, by_seq.get(material.seq, MaterialMark(material.seq))) for material in seen.guide.materials)
    return tuple(_line(material, mark) for material, mark in shown if _counts(material, mark))


def handed_in(rows: Iterable[PaperMaterial]) -> tuple[PaperMaterial, ...]:
    """Only what lies on the table."""
    return tuple(row for row in rows if row.form != "—")


def _counts(material: Material, mark: MaterialMark) -> bool:
    """A line that was found not to apply is left off the paper."""
    return mark.state != "not_needed" and not (mark.state == "" and material.required != "required")


def _line(material: Material, mark: MaterialMark) -> PaperMaterial:
    there = mark.state in _HANDED_IN
    originals, copies = mark.originals or 0, mark.copies or 0
    return PaperMaterial(
        seq=str(material.seq),
        name=material.name,
        form=_form(material, originals, copies) if there else "—",
        copies=(originals + copies or 1) if there else 0,
        pages=(mark.pages or 0) if there else 0,
        origin=_origin(material) if there else "—",
        tolerated=mark.state == "tolerated",
        check=_check(mark),
        give_back=mark.give_back,
    )


def _form(material: Material, originals: int, copies: int) -> str:
    if originals and copies:
        return "原＋复"
    if originals or copies:
        return "原件" if originals else "复印件"
    return "电子" if material.form == "electronic" else "原件"


def _origin(material: Material) -> str:
    return material.origin if 0 < len(material.origin) <= _SHORT - 2 else "申请人"


def _check(mark: MaterialMark) -> str:
    if mark.state == "received":
        return "已核原件" if mark.give_back else "已收"
    if mark.state == "defective":
        return mark.problem if 0 < len(mark.problem) <= _SHORT else "不符合要求"
    return _CHECK.get(mark.state, "未核")
