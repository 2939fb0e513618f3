"""The verdict in words for the right column: pure, from the view alone."""

from __future__ import annotations

from typing import Final

from models.desk.fields import EMPTY
from models.views import VerdictView
from ui.paint.light import Shape
from ui.paint.verdict import Verdict, lacking, not_ours, ready, waiting
from ui.parts.textlines import TextLine

_FIELDS: Final = {
    "applicant.kind": "申请人类别",
    "applicant.name": "申请人名称",
    "applicant.id_kind": "申请人证件类型",
    "applicant.id_number": "申请人证件号",
    "applicant.legal_rep": "法定代表人",
    "applicant.legal_rep_id": "法定代表人身份证号",
    "applicant.phone": "申请人手机",
    "agent.name": "经办人姓名",
    "agent.id_kind": "经办人证件类型",
    "agent.id_number": "经办人证件号",
    "agent.phone": "经办人手机",
    "agent.until": "委托期限",
    "handling_item": "业务办理项",
    "delivery_address": "邮寄地址",
}
_SHORT: Final[dict[str, tuple[bool | None, str]]] = {
    "请先选业务办理项": (None, "业务项未选"),
    "指南没有列条件": (True, "条件未列"),
}
AWAY: Final = ("not_ours", "no_licence")


def bar(view: VerdictView) -> Verdict:
    """判定条."""
    gates = _gates(view)
    make = {
        "ready": ready, "receive_only": ready, "missing": lacking, "tolerate": lacking,
        "not_ours": not_ours, "no_licence": not_ours,
    }.get(view.kind, waiting)  # fmt: skip
    wrong = any(sentence != EMPTY for sentence in view.field_errors.values())
    if view.kind == "fix" and wrong:
        make = lacking
    return make(view.title, view.subtitle.partition("，")[0] if view.kind == "ask" else view.subtitle, gates)


def _gates(view: VerdictView) -> tuple[tuple[bool | None, str], ...]:
    """The gates in words short enough for one line; what nobody chose yet is open, not wrong."""
    return tuple(_SHORT.get(gate.text, (gate.ok, gate.text)) for gate in view.gates)


def asked(view: VerdictView) -> tuple[TextLine, ...]:
    """一次性告知清单."""
    lines = []
    for n, one in enumerate(view.asked, 1):
        plain = one.problem == f"未提交{one.material}"
        text = one.material if plain else one.problem
        note = f"{one.situation if plain else f'第 {one.seq} 项'} · {one.basis}"
        lines.append(TextLine(text, lead=str(n), note=note, strong=True, bad=True))
    return tuple(lines)


def todo(view: VerdictView) -> tuple[TextLine, ...]:
    """What is wrong in the form first, then what is still empty, as one line."""
    if view.kind not in ("fix", *AWAY):
        return ()
    wrong = [
        TextLine(_FIELDS.get(name, name), note=sentence, shape=Shape.CROSS, strong=True)
        for name, sentence in view.field_errors.items()
        if sentence != EMPTY
    ]
    empty = [_FIELDS.get(name, name) for name, sentence in view.field_errors.items() if sentence == EMPTY]
    rest = [TextLine("、".join(empty), shape=Shape.RING)] if empty else []
    return (*wrong, *rest)


def questions(view: VerdictView) -> tuple[TextLine, ...]:
    """Questions still open."""
    if view.kind != "ask":
        return ()
    return tuple(
        TextLine(one.question.text, lead=str(n), note=one.question.hint)
        for n, one in enumerate(view.questions, 1)
        if one.answer is None
    )


def effects(view: VerdictView) -> tuple[TextLine, ...]:
    """受理即生效."""
    return tuple(TextLine(text, shape=Shape.CHECK) for text in view.effects)


def effects_title(view: VerdictView) -> tuple[str, str]:
    """Head and note of the effects: entrusted receiving accepts nothing."""
    if view.kind == "receive_only":
        return "只收件", "受理由市级作出"
    return "受理即生效", "日期印在通知书上"


def where(view: VerdictView) -> tuple[TextLine, ...]:
    """该去哪里."""
    place = view.where
    if place is None:
        return ()
    phone = f"{place.phone}（{place.hours}）" if place.phone and place.hours else place.phone
    rows = (("地址", place.address), ("电话", phone), ("机关", place.organ), ("要带", view.bring))
    title = TextLine(place.desk or place.organ, large=True)
    return (title, *(TextLine(text, label=label) for label, text in rows if text))


def papers(view: VerdictView) -> tuple[TextLine, ...]:
    """将打印."""
    return tuple(TextLine(name, right=f"{copies} 份") for name, copies in view.papers)


def double(view: VerdictView) -> tuple[TextLine, ...]:
    """防一事两报."""
    return tuple(TextLine(text, shape=Shape.TRIANGLE) for text in view.double_filing)


def marks(view: VerdictView) -> tuple[TextLine, ...]:
    """待核定."""
    return tuple(TextLine(text, shape=Shape.TRIANGLE) for text in view.marks)
