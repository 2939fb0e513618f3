"""What the city changed, refused, asked or signed, read from its own entry: field by field, who must act by when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.desk import caseclocks, sent_fields
from models.desk.city_result import city_papers
from models.desk.context import Desk
from models.desk.rows import row
from models.desk.standing import Standing, standing
from models.desk.timeline import actor
from models.desk.turn import InHand, hand_of
from models.errors import Refusal
from models.rules import lifecycle
from models.rules.casefacts import Ground
from models.rules.terms import Act, CaseState, Light, Mode, Outcome
from models.store import queries
from models.store.entries import Entry
from models.store.queries import CaseFilter
from models.views import CaseRow
from models.views_city import CityWord, Notice, Said

NOTICE_OF = "notice_of"  # in the payload of a notice: the city's entry it passes on
APPLICANT = "申请人"
_HERE, _REVIEWER = "本窗口", "审核岗"
_SPEAKS = (Act.CITY_RETURN, Act.CITY_ASK, Act.CITY_REFUSE, Act.CITY_DECIDE, Act.CITY_STAMP)
_SETTLED_BY: Mapping[Act, tuple[Act, ...]] = {
    Act.CITY_RETURN: (Act.RESUBMIT, Act.FORWARD),
    Act.CITY_ASK: (Act.TAKE_SUPPLEMENT,),
    Act.CITY_DECIDE: (Act.PICKUP, Act.DELIVER),
    Act.CITY_STAMP: (Act.PICKUP, Act.DELIVER),
}
_OVER = (Act.WITHDRAW, Act.TERMINATE, Act.ARCHIVE)
_DECISION_CLOCKS = ("承诺办结", "法定办结")
_SHOWN = 50
_WAITING = (
    CaseState.CITY_RETURNED,
    CaseState.SUPPLEMENTING,
    CaseState.DECIDED_DENY,
    CaseState.CITY_STAMPED,
    CaseState.REFUSED,
)
GROUNDS = {
    Ground.NO_LICENCE: "依法不需要取得行政许可",
    Ground.NOT_OURS: "不属于本机关职权范围",
    Ground.FALSE_PAPERS: "隐瞒情况或者提供虚假材料",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the city's with the case it stands in."""

    desk: Desk
    here: Standing
    hand: InHand | None
    entry: Entry

    @property
    def payload(self) -> Mapping[str, Any]:
        """What the city wrote."""
        return self.entry.payload

    def due(self, *names: str) -> tuple[date | None, str]:
        """The first of these clocks that runs, and its name."""
        clocks = {one.name: one for one in caseclocks.view(self.desk, self.here, self.hand)}
        for name in names:
            clock = clocks.get(name)
            if clock is not None and clock.light is not Light.DONE:
                return clock.due, name if clock.due else clock.short
        return None, ""


def word(desk: Desk, case_id: str) -> CityWord | None:
    """The newest thing the city said of a case that is still to be acted on, None when there is none.

    Raises:
        Refusal: code ``case_unknown``.
    """
    told = last_told(desk, standing(desk, case_id))
    return word_of(told) if told else None


def waiting(desk: Desk) -> tuple[CaseRow, ...]:
    """Cases with something the city said and nobody has acted on yet; no log is read for it."""
    found = queries.case_page(desk.store, limit=_SHOWN, only=CaseFilter(states=_WAITING))
    return tuple(row(desk, one) for one in found if _by_city(one.state, one.mode))


def _by_city(state: CaseState, mode: Mode | None) -> bool:
    """Under 受审分离 only the city asks and refuses; a county's own denial is not the city's."""
    if state in (CaseState.SUPPLEMENTING, CaseState.REFUSED):
        return mode is Mode.RECEIVE_ONLY
    return mode is not None and (lifecycle.FLOWS[mode].forwards or mode is Mode.WINDOW_FORWARD_CITY_STAFF)


def last_told(desk: Desk, here: Standing) -> Told | None:
    """The newest entry of the city's that speaks, unless the window has answered it."""
    later: list[Act] = []
    for one in reversed(here.log):
        entry = one.entry
        if _theirs(desk, entry) and (entry.kind in _SPEAKS or entry.payload.get("changed")):
            closed = {*_SETTLED_BY.get(entry.kind, ()), *_OVER} & set(later)
            return None if closed else Told(desk, here, _hand(desk, here), entry)
        later.append(entry.kind)
    return None


def _theirs(desk: Desk, entry: Entry) -> bool:
    return entry.window != desk.store.window and (entry.kind in _SPEAKS or entry.window.startswith("city"))


def _hand(desk: Desk, here: Standing) -> InHand | None:
    try:
        return hand_of(desk, here)
    except Refusal:  # the pack has the item no more; what was said is shown all the same
        return None


def word_of(told: Told) -> CityWord:
    """The same of an entry already found."""
    entry, payload = told.entry, told.payload
    lines = _LINES[entry.kind](told) if entry.kind in _LINES else ()
    return CityWord(
        entry_id=entry.id,
        act=entry.kind,
        title=lifecycle.act_name(entry.kind),
        at=entry.at,
        actor=actor(told.desk, entry.actor, payload),
        reason=str(payload.get("reason") or payload.get("ground") or ""),
        heads=_HEADS.get(entry.kind, ("原来", "现在")),
        lines=lines,
        changed=_changed(told),
        notice=_notice(told, lines),
    )


def _changed(told: Told) -> tuple[Said, ...]:
    """Every field the city corrected itself since the case was last sent; a later word on a field counts."""
    found: dict[str, Said] = {}
    for one in told.here.log:
        if one.entry.kind in (Act.FORWARD, Act.RESUBMIT):
            found = {}
        for line in one.entry.payload.get("changed", ()):
            first = found.get(line["field"])
            found[line["field"]] = Said(line["field"], first.ours if first else line["was"], line["now"])
    return tuple(found.values())


def noticed(here: Standing, entry_id: str) -> str:
    """Number of the notice that passed this entry on to the applicant, "" while there is none."""
    for one in here.log:
        if one.entry.payload.get(NOTICE_OF) == entry_id:
            papers: list[Mapping[str, Any]] = one.entry.payload.get("documents") or [{}]
            return str(papers[0].get("number", ""))
    return ""


def _returned(told: Told) -> tuple[Said, ...]:
    until, clock = told.due(*_DECISION_CLOCKS)
    rows = []
    for fault in told.payload.get("faults", ()):
        name = fault["field"]
        who = fault.get("who") or (_REVIEWER if "意见" in name else _HERE)
        sent = sent_fields.sent_of(told.here, told.hand, name)
        rows.append(Said(sent_fields.named(told.here, name), sent, fault["problem"], who, until, clock))
    return tuple(rows)


def _asked(told: Told) -> tuple[Said, ...]:
    day = told.payload.get("bring_until")
    until = date.fromisoformat(day) if day else None
    note = "补正期限" if until else "法律没有规定补正期限"
    return tuple(
        Said(
            f"材料{one['seq']} {one['material']}",
            sent_fields.sent_of(told.here, told.hand, f"材料{one['seq']}") or "没有收到这一项",
            f"{one['situation']}：{one['problem']}。{one['fix']}",
            APPLICANT,
            until,
            note,
        )
        for one in told.payload.get("asked", ())
    )


def _refused(told: Told) -> tuple[Said, ...]:
    kind = told.payload.get("ground_kind")
    basis = GROUNDS[Ground(kind)] if kind else ""
    said = f"不予受理{f'（{basis}）' if basis else ''}"
    note = "决定书当日转告"
    return (
        Said("是否受理", f"收件转报，{sent_fields.letter(told.here)}", said, _HERE, None, note),
        Said("理由", "", str(told.payload.get("ground", "")), _HERE, None, note),
    )


def _decided(told: Told) -> tuple[Said, ...]:
    outcome = Outcome(told.payload.get("outcome", Outcome.APPROVE.value))
    until, clock = told.due("送达证件", "送达")
    ours = sent_fields.opinion(told.here)
    rows = [Said("决定", ours, outcome.zh, "市级", until, clock or "先由市级盖章")]
    if told.payload.get("reason"):
        rows.append(Said("理由", "", str(told.payload["reason"]), "", until, clock))
    return (*rows, *_papers(told, until, clock))


def _stamped(told: Told) -> tuple[Said, ...]:
    until, clock = told.due("送达证件", "送达")
    decided = told.here.last(Act.CITY_DECIDE)
    before: tuple[Said, ...] = ()
    if decided is not None and decided.payload.get("outcome"):
        outcome = Outcome(decided.payload["outcome"])
        before = (Said("决定", sent_fields.opinion(told.here), outcome.zh, "", until, clock),)
    mail = str(told.payload.get("mail", ""))
    sent = (Said("邮寄", str(told.here.received.get("delivery", "")), mail, "市级", until, clock),) if mail else ()
    return (*before, *_papers(told, until, clock), *sent)


def _papers(told: Told, until: date | None, clock: str) -> tuple[Said, ...]:
    """What the city signed: number and copies beside what the guide promises for an approval."""
    names = "" if _denied(told) or told.hand is None else "、".join(told.hand.seen.guide.result_names)
    ours = f"应出{names}" if names else f"转报函 {sent_fields.letter(told.here)}".strip()
    here = told.here.last(Act.RESULT_IN) is not None
    who = f"{_HERE}，{'送达' if here else '核对实物'}"
    return tuple(
        Said(one.name, ours, f"{one.number or '没有文号'} · {one.copies} 份", who, until, clock)
        for one in city_papers(told.payload.get("result", ()))
    )


def _notice(told: Told, lines: tuple[Said, ...]) -> Notice | None:
    """The paper for the applicant, or why there is none to make now."""
    kind = told.entry.kind
    if kind is Act.CITY_RETURN and all(line.who != APPLICANT for line in lines):
        return Notice("更正告知", "退回的各项由本级更正，不用再找申请人（许可法第三十五条）")
    if kind in NOTICE_NAMES:
        number = noticed(told.here, told.entry.id)
        return Notice(NOTICE_NAMES[kind], f"已出过 {number}，重打按 F8" if number else "")
    return _denial(told) if kind in (Act.CITY_DECIDE, Act.CITY_STAMP) else None


def _denial(told: Told) -> Notice | None:
    """A denial is delivered: the city's own paper, with proof of service; the county makes no second one."""
    if not _denied(told):
        return None
    state = told.here.case.state
    here = not told.here.received.get("delivery") or told.here.received["delivery"] == "窗口自取"
    act = Act.PICKUP if here else Act.DELIVER
    why = {
        CaseState.DECIDED_DENY: "市级还没有盖章，盖章后送达",
        CaseState.CITY_STAMPED: "市级文书还没有到窗口，先按 F9 核对收下",
    }.get(state, "")
    return Notice("送达不予决定", why, act)


def _denied(told: Told) -> bool:
    decided = told.here.last(Act.CITY_DECIDE)
    return decided is not None and decided.payload.get("outcome") == Outcome.DENY.value


NOTICE_NAMES = {Act.CITY_RETURN: "更正告知", Act.CITY_ASK: "转告补正", Act.CITY_REFUSE: "转告不予受理"}
_HEADS = {
    Act.CITY_RETURN: ("我们报的", "市级要改的"),
    Act.CITY_ASK: ("我们收的", "市级要补的"),
    Act.CITY_REFUSE: ("我们报的", "市级的决定"),
    Act.CITY_DECIDE: ("我们报的", "市级的决定"),
    Act.CITY_STAMP: ("应出的", "市级已签"),
}
_LINES: Mapping[Act, Callable[[Told], tuple[Said, ...]]] = {
    Act.CITY_RETURN: _returned,
    Act.CITY_ASK: _asked,
    Act.CITY_REFUSE: _refused,
    Act.CITY_DECIDE: _decided,
    Act.CITY_STAMP: _stamped,
}
