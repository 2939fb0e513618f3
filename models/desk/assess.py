"""The live verdict: what the form amounts to at this moment; no writes, fast enough for every key press."""

from __future__ import annotations

from dataclasses import replace

from models.desk import clocks as clocks_
from models.desk.clocks import Clocks, DateNote
from models.desk.context import Desk
from models.desk.double import open_cases
from models.desk.fields import field_errors, sent_away
from models.desk.gates import gates, questions
from models.desk.keys import KEYS, Call, call, keys
from models.desk.situation import Situation, look
from models.desk.words import FORWARDING, GENERIC_GUIDE, refusal_name
from models.rules import lifecycle
from models.rules.terms import Act, CaseState, Doc, Mode, Ruling
from models.store import queries
from models.views import AskedItem, DeadlineView, Duties, Duty, IntakeForm, VerdictView

_ACT = {
    "accept": Act.ACCEPT,
    "supplement": Act.ASK_SUPPLEMENT,
    "tolerate": Act.TOLERATE,
    "receive": Act.RECEIVE,
    "refuse": Act.REFUSE,
}
_EMPTY_REASON = "先选事项"


def assess(desk: Desk, form: IntakeForm) -> VerdictView:
    """The verdict on a form.

    Raises:
        Refusal: code ``item_not_listed`` when the form names an item the pack has not.
    """
    if not form.item_key:
        return _empty()
    case = queries.case(desk.store, form.case_id) if form.case_id else None
    return verdict(look(desk, form, case))


def verdict(seen: Situation) -> VerdictView:
    """The verdict on a form already read."""
    errors = field_errors(seen)
    said = call(seen, errors)
    resolution = seen.resolution
    return VerdictView(
        kind=said.kind,
        title=said.title,
        subtitle=said.subtitle,
        gates=gates(seen),
        ruling=resolution.ruling,
        mode=seen.mode,
        primary=said.primary,
        keys=keys(seen, errors, said),
        clause=resolution.clause,
        quote=resolution.quote,
        reason=resolution.reason,
        duties=duties(seen),
        asked=asked(seen),
        effects=_effects(seen, said),
        deadlines=_deadlines(seen, said),
        papers=_papers(seen, said),
        where=seen.where if sent_away(seen) else None,
        bring=seen.bring if sent_away(seen) else "",
        questions=questions(seen),
        field_errors=errors,
        marks=marks(seen),
        double_filing=open_cases(seen),
    )


def asked(seen: Situation) -> tuple[AskedItem, ...]:
    """The one-time list as the check gives it."""
    return tuple(
        AskedItem(one.seq, one.material, one.situation, one.problem, one.basis, one.fix) for one in seen.check.asked
    )


def duties(seen: Situation) -> Duties | None:
    """权责条 of the flow that holds."""
    if seen.mode is None:
        return None
    cells = tuple(Duty(label, county) for label, county in lifecycle.duties(seen.mode))
    return Duties(seen.region.name, seen.city_organ, cells)


def marks(seen: Situation) -> tuple[str, ...]:
    """待核定 on the screen: what the papers carry, and what only the clerk needs to know."""
    found = [GENERIC_GUIDE] if seen.guide.generic else []
    if seen.resolution.to_confirm and seen.resolution.doubt:
        found.append(f"放权范围待核定：{seen.resolution.doubt}")
    if seen.guide.counts_to_confirm and not seen.guide.generic and not sent_away(seen):
        found.append("材料份数待核定，不作硬性要求")
    if seen.check.committed:
        found.append(f"告知承诺 {len(seen.check.committed)} 件：承诺书随卷保存，办结后核查")
    if seen.form.case_id and seen.form.guide_version not in ("", seen.guide.version):
        found.append(f"指南已换版：收件时为 {seen.form.guide_version} 版，不得据新版加要材料")
    return (*found, *paper_marks(seen), *seen.check.warnings)


def paper_marks(seen: Situation) -> tuple[str, ...]:
    """待核定 lines that stand on the papers of this case."""
    found = ["放权范围"] if seen.resolution.to_confirm else []
    if seen.mode is Mode.ENTRUST:
        found.append("委托实施的署名机关和用章")
    if seen.mode is Mode.SUBSTANTIVE_SEAL2:
        found.append("2号章文书的署名机关")
    if seen.mode is Mode.RECEIVE_ONLY:
        found.append("五日告知的起算点")
    return tuple(found)


def _empty() -> VerdictView:
    return VerdictView(
        kind="empty",
        title="先选事项",
        subtitle="名称、拼音首字母、部门都可查",
        gates=(),
        ruling=Ruling.ASK,
        mode=None,
        primary="",
        keys=dict.fromkeys(KEYS, _EMPTY_REASON),
    )


def _effects(seen: Situation, said: Call) -> tuple[str, ...]:
    """What pressing the solid key sets in motion, before it is pressed."""
    if said.kind == "ready":
        from_when = f"自 {seen.now:%Y-%m-%d %H:%M} 起受理，时间不可改"
        if seen.deemed:
            from_when = f"自收到材料之日 {seen.deemed.isoformat()} 起视为受理"
        forward = ("市级不得再要同样的材料（参照许可法第三十五条）",) if seen.mode in FORWARDING else ()
        return (from_when, *forward)
    if said.kind == "receive_only":
        return ("只收件不受理，不出受理通知书", "补正期从本窗口收到之日起算（待核定）")
    return ()


def _deadlines(seen: Situation, said: Call) -> tuple[DeadlineView, ...]:
    if said.kind in ("ask", "not_ours", "no_licence"):
        return ()
    found = clocks_.clocks(seen, seen.deemed)
    decided = clocks_.whose_decision(seen.mode)
    rows: list[DeadlineView] = []
    late_name = "办结"
    if seen.mode is Mode.RECEIVE_ONLY or (said.kind == "ready" and found.forward):
        if found.forward:
            rows.append(clocks_.view(seen, "转出到市级", found.forward, clocks_.COUNTY))
    elif said.kind != "ready":
        late_name = "办结（今日补齐则）"
        if not seen.filing and seen.state in (None, CaseState.RECEIVED):
            rows.append(clocks_.view(seen, "最迟一次告知", found.notice, clocks_.COUNTY))
    rows.append(clocks_.view(seen, late_name, _screen_note(found), decided))
    rows.append(clocks_.view(seen, "送达证件", found.delivery, decided))
    return tuple(rows)


def _screen_note(found: Clocks) -> DateNote:
    """Beside the date stands how it was counted; that no shorter promise was published is for the paper."""
    same = found.promised.note == clocks_.NO_PROMISE
    return replace(found.promised, note=found.statutory.note) if same else found.promised


def _papers(seen: Situation, said: Call) -> tuple[tuple[str, int], ...]:
    """What the solid key prints, with copies."""
    act = _ACT.get(said.primary)
    if act is None:
        return ()
    docs = lifecycle.papers_for(seen.mode, act, received=bool(seen.form.case_id), filing=seen.filing)
    if act is Act.ACCEPT and seen.check.committed:
        place = 1 if docs[:1] == (Doc.RECEIPT,) else 0
        docs = (*docs[:place], Doc.COMMITMENT, *docs[place:])
    return tuple((_name(seen, doc), lifecycle.COPIES[doc]) for doc in docs)


def _name(seen: Situation, doc: Doc) -> str:
    if doc is Doc.REFUSE_ACCEPT:
        return refusal_name(seen.resolution.ruling is Ruling.NO_LICENCE)
    return doc.zh
