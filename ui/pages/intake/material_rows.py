"""材料 as rows of the table: pure words from guide, marks and verdict."""

from __future__ import annotations

from collections.abc import Mapping

from models.rules.catalogue import Guide, Material
from models.views import AskedItem, MaterialMark
from ui.paint.light import Shape
from ui.parts.rows import Column, Kind, Marked, Row

COLUMNS = (
    Column("", Kind.MUTED, 26, 6),
    Column("材料", Kind.WRAP, 0, 4),
    Column("应交", Kind.MUTED, 80, 6),
    Column("原件", Kind.CENTRE, 36, 2),
    Column("复印", Kind.CENTRE, 36, 2),
    Column("页", Kind.RIGHT, 32, 2),
    Column("扫描", Kind.MUTED, 84, 14),
    Column("结论", Kind.MARK, 60, 2),
)
_FORMS = {"paper": "纸质", "electronic": "电子表单", "both": "纸质或电子"}
_CONCLUSION = {
    "": Marked(Shape.RING, "待看", coloured=False),
    "received": Marked(Shape.CHECK, "已收"),
    "missing": Marked(Shape.CROSS, "缺"),
    "defective": Marked(Shape.CROSS, "不符"),
    "committed": Marked(Shape.CHECK, "承诺"),
    "tolerated": Marked(Shape.TRIANGLE, "容缺"),
    "not_needed": Marked(Shape.PAUSE, "不需", coloured=False),
}
WANTING = ("missing", "defective")


def rows_of(
    guide: Guide, marks: Mapping[int, MaterialMark], asked: Mapping[int, AskedItem], locked: frozenset[int]
) -> tuple[Row, ...]:
    """A row per material of the guide."""
    return tuple(
        _row(material, marks.get(material.seq) or MaterialMark(material.seq), asked, material.seq in locked)
        for material in guide.materials
    )


def _row(material: Material, mark: MaterialMark, asked: Mapping[int, AskedItem], locked: bool) -> Row:
    problem = mark.problem or (asked[material.seq].problem if material.seq in asked else "")
    plain = mark.state == "missing" and not mark.problem  # the conclusion says it already
    alert = "" if plain or (mark.state not in WANTING and material.seq not in asked) else problem
    looked = mark.state in ("received", "committed", "tolerated")
    cells = (
        str(material.seq),
        name_of(material),
        needed(material),
        _count(mark.originals),
        _count(mark.copies),
        _count(mark.pages) if looked or mark.state in WANTING else "–",
        _scans(material, mark),
        _CONCLUSION[mark.state],
    )
    return Row(str(material.seq), cells, quiet=locked or mark.state == "not_needed", alert=alert)


def name_of(material: Material) -> str:
    """Name, and when it is wanted where that depends."""
    if not material.when:
        return material.name
    nested = "（" in material.when
    return f"{material.name} · {material.when}" if nested else f"{material.name}（{material.when}）"


def needed(material: Material) -> str:
    """应交: what the guide asks for in counts, else in form."""
    counts = [f"{word} {n}" for word, n in (("原件", material.original), ("复印", material.copy)) if n]
    if counts:
        return " ".join(counts)
    if "复印件" in material.note and material.form != "electronic":
        return "复印件"
    if material.form:
        return _FORMS.get(material.form, material.form)
    return {"conditional": "视情形", "optional": "可不交"}.get(material.required, "—")


def usual_counts(material: Material) -> tuple[int | None, int | None]:
    """Originals and copies put down when a material is ticked as received, for the clerk to change."""
    if material.original or material.copy:
        return material.original, material.copy
    if material.form == "electronic":
        return None, None
    return (None, 1) if "复印件" in material.note else (1, None)


def takes_copies(material: Material) -> bool:
    """Whether a digit counts copies rather than originals."""
    return bool(material.copy) or usual_counts(material)[1] is not None


def _count(number: int | None) -> str:
    return "–" if number is None else str(number)


def _scans(material: Material, mark: MaterialMark) -> str:
    if mark.scans:
        return f"已扫 {len(mark.scans)} 份"
    return "免扫" if material.form == "electronic" else "—"
