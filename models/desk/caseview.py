"""One case as the page shows it: timeline, clocks, papers, materials, what may be done, what comes afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.desk import caseclocks, contacts, may
from models.desk.archive import keeping
from models.desk.context import Desk
from models.desk.rows import row
from models.desk.standing import Standing, standing
from models.desk.timeline import timeline
from models.desk.turn import InHand, hand_of
from models.desk.words import CITY_REVIEWS
from models.errors import Refusal
from models.rules import lifecycle
from models.rules.identity import mask
from models.rules.terms import Act, CaseState, IdKind, Mode
from models.store import queries
from models.store.entries import digest_of
from models.store.rows import Logged
from models.views import CaseView, Duties, Duty


def case(desk: Desk, case_id: str) -> CaseView:
    """The whole page of one case.

    Raises:
        Refusal: code ``case_unknown``.
    """
    here = standing(desk, case_id)
    received = here.received
    hand = _hand(desk, here)
    documents, aside = queries.documents(desk.store, case_id), queries.aside(desk.store, case_id)
    return CaseView(
        row=row(desk, here.case),
        handling_item=here.case.handling_item,
        source_line=received.get("source_line", ""),
        timeline=timeline(desk, here.log, aside),
        deadlines=caseclocks.view(desk, here, hand),
        documents=documents,
        materials=queries.materials(desk.store, case_id),
        duties=_duties(desk, here, received),
        afterwards=(*_afterwards(desk, here, received, hand), *_guide(desk, here)),
        applicant_masked=_masked(received),
        chain_ok=_whole((*here.log, *aside)),
        can=_can(here, hand),
    )


def _guide(desk: Desk, here: Standing) -> tuple[tuple[str, str, str], ...]:
    """业务指导员 of the item with the telephone, where one was named (济宁三(三)10)."""
    found = contacts.of_item(desk, here.case.item_key)
    return (("业务指导员", f"{found.name} {found.phone}", found.organ),) if found else ()


def _whole(log: Sequence[Logged]) -> bool:
    """Every entry of the case still is what its digest says, and none is missing in between."""
    versions = {one.entry.version for one in log}
    return versions == set(range(1, len(versions) + 1)) and all(
        digest_of(one.entry) == one.entry.digest for one in log
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


def _hand(desk: Desk, here: Standing) -> InHand | None:
    """The case read for its next act; None when the pack has its item no more, and nothing can be done with it here."""
    try:
        return hand_of(desk, here)
    except Refusal:
        return None


def _afterwards(
    desk: Desk, here: Standing, received: Mapping[str, Any], hand: InHand | None
) -> tuple[tuple[str, str, str], ...]:
    """办结之后: delivery, who supervises, monthly filing, by the flow; what is done says when."""
    mode = here.case.mode
    if mode is None:
        return ()
    flow = lifecycle.FLOWS[mode]
    delivery = received.get("delivery", "") + ("，市级送达" if mode in CITY_REVIEWS else "")
    day = desk.pack.policy.monthly_filing_day
    filing = ("列入月度备案表", f"次月{day}日前") if flow.monthly_filing else ("不列入", flow.monthly_note)
    rows = [
        ("送达", delivery, _done(here, "10 个工作日内", Act.PICKUP, Act.DELIVER)),
        ("推送监管", flow.supervise.organ or flow.supervise.who.value, _done(here, "决定后及时", Act.PUSH)),
        ("月度备案", filing[0], _done(here, filing[1], Act.FILE_MONTHLY)),
    ]
    if hand is not None and hand.facts.decision is not None:
        rows += _once_decided(hand)
    return tuple(rows)


def _once_decided(hand: InHand) -> list[tuple[str, str, str]]:
    """What only a decision brings: publicity, the report after approval, the file."""
    here, rows = hand.here, []
    if hand.facts.licence and not hand.seen.item.classified:
        rows.append(("双公示", "信用网站", _done(here, f"{hand.settings.publicity_days} 个工作日内", Act.PUBLISH)))
    if hand.mode is Mode.SUBSTANTIVE_SEAL2:
        rows.append(("批后报备", "市直部门", _done(here, "决定后", Act.POST_FILE)))
    kept = keeping(hand.mode)
    rows.append(("归档", f"保管：{kept.keeper.value}", _done(here, kept.ground, Act.ARCHIVE)))
    return rows


def _done(here: Standing, until: str, *acts: Act) -> str:
    """When it was done, else by when."""
    last = here.last_of(*acts)
    return f"{last.at:%m-%d} 已办" if last else until


def _can(here: Standing, hand: InHand | None) -> dict[str, str]:
    """Act → "" or why not."""
    state, mode = here.case.state, here.case.mode
    waiting = state in (CaseState.SUPPLEMENTING, CaseState.RECEIVED) and mode is not None
    found = may.reasons(hand) if hand is not None else {}
    return found | {
        "take_supplement": "" if waiting else f"这件现在是“{state.value}”，不收补正材料",
        "forward": found.get("forward", f"这件现在是“{state.value}”，没有要转报的"),
        "reprint": "" if here.log else "没有文书",
    }
