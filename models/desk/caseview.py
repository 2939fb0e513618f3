"""One case as the page shows it: timeline, clocks, papers, materials, what may be done, what comes afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.desk.clocks import DateNote, clocks
from models.desk.context import Desk
from models.desk.payloads import clock_from, named
from models.desk.rows import AT_CITY, DONE, days_left, row
from models.desk.situation import look
from models.desk.standing import Standing, form_of, standing
from models.desk.timeline import timeline
from models.desk.words import CITY_REVIEWS
from models.rules import deadlines, lifecycle
from models.rules.identity import mask
from models.rules.terms import Act, CaseState, IdKind, Light, Mode
from models.store import queries
from models.store.entries import digest_of
from models.views import CaseView, DeadlineView, Duties, Duty

GAP = "放假表未到"  # in the words under a date that waits for a table (rules.calendar.CalendarGap)


def case(desk: Desk, case_id: str) -> CaseView:
    """The whole page of one case.

    Raises:
        Refusal: code ``case_unknown``.
    """
    here = standing(desk, case_id)
    received = here.received
    documents = queries.documents(desk.store, case_id)
    return CaseView(
        row=row(desk, here.case),
        handling_item=here.case.handling_item,
        source_line=received.get("source_line", ""),
        timeline=timeline(desk, here.log),
        deadlines=_clocks(desk, here),
        documents=documents,
        materials=queries.materials(desk.store, case_id),
        duties=_duties(desk, here, received),
        afterwards=_afterwards(desk, here, received),
        applicant_masked=_masked(received),
        chain_ok=_whole(here),
        can=_can(here),
    )


def _whole(here: Standing) -> bool:
    """Every entry of the case still is what its digest says, and none is missing in between."""
    versions = {one.entry.version for one in here.log}
    return versions == set(range(1, len(versions) + 1)) and all(
        digest_of(one.entry) == one.entry.digest for one in here.log
    )


def _masked(received: Mapping[str, Any]) -> str:
    who = received.get("applicant")
    if not who:
        return ""
    return f"{who['id_kind']} {mask(IdKind(who['id_kind']), who['id_number'])}"


def _duties(desk: Desk, here: Standing, received: Mapping[str, Any]) -> Duties | None:
    if here.case.mode is None:
        return None
    cells = tuple(Duty(label, county) for label, county in lifecycle.duties(here.case.mode))
    return Duties(desk.region.name, received.get("city_organ", ""), cells)


def _clocks(desk: Desk, here: Standing) -> tuple[DeadlineView, ...]:
    """Clocks as reckoned at acceptance, with today's light; before it the five days of the notice."""
    accepted = here.first(Act.ACCEPT) or here.first(Act.DEEM_ACCEPTED)
    kept = [clock_from(plain) for plain in accepted.get("clocks", ())]
    if not kept and here.case.notice_due and here.case.state not in DONE:
        kept = [("最迟一次告知", DateNote(here.case.notice_due, "自收到材料起五个工作日"))]
    if any(note.due is None and GAP in note.note for _, note in kept):
        kept = _known_now(desk, here, kept)
    return tuple(_clock(desk, here, name, note) for name, note in kept)


def _known_now(desk: Desk, here: Standing, kept: list[tuple[str, DateNote]]) -> list[tuple[str, DateNote]]:
    """Dates that waited for a holiday table, reckoned again from the same days; a date once given never moves."""
    if here.case.accepted_at is None:
        return kept
    found = dict(named(clocks(look(desk, form_of(desk, here), here.case), here.case.accepted_at.date())))
    return [(name, note if note.due else found.get(name, note)) for name, note in kept]


def _clock(desk: Desk, here: Standing, name: str, note: DateNote) -> DeadlineView:
    left = days_left(desk, note.due)
    over = here.case.state in DONE or _past(here.case.state, name)
    light = Light.UNKNOWN if note.due is None else deadlines.light(left, done=over)
    return DeadlineView(name, note.due, light, left, _whose(here.case.mode, name), note.note, note.lines)


def _past(state: CaseState, name: str) -> bool:
    """A clock that has been met stays on the page with a tick."""
    if name == "最迟一次告知":
        return state is not CaseState.RECEIVED
    return name == "转出到市级" and state in AT_CITY


def _whose(mode: Mode | None, name: str) -> str:
    if name in ("转出到市级", "最迟一次告知"):
        return "本窗口"
    return "市级" if mode in CITY_REVIEWS else "审核岗"


def _afterwards(desk: Desk, here: Standing, received: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """办结之后: delivery, who supervises, monthly filing; by the flow."""
    mode = here.case.mode
    if mode is None:
        return ()
    flow = lifecycle.FLOWS[mode]
    delivery = received.get("delivery", "") + ("，市级送达" if mode in CITY_REVIEWS else "")
    day = desk.pack.policy.monthly_filing_day
    filing = ("列入月度备案表", f"次月{day}日前") if flow.monthly_filing else ("不列入", flow.monthly_note)
    return (
        ("送达", delivery, "10 个工作日内"),
        ("推送监管", flow.supervise.organ or flow.supervise.who.value, "决定后及时"),
        ("月度备案", *filing),
    )


def _can(here: Standing) -> dict[str, str]:
    """Act → "" or why not."""
    state, mode = here.case.state, here.case.mode
    waiting = state in (CaseState.SUPPLEMENTING, CaseState.RECEIVED) and mode is not None
    may = lifecycle.allowed(mode, state)
    return {
        "take_supplement": "" if waiting else f"这件现在是“{state.value}”，不收补正材料",
        "forward": "" if Act.FORWARD in may else f"这件现在是“{state.value}”，没有要转报的",
        "reprint": "" if here.log else "没有文书",
    }
