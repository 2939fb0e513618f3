"""What the desk writes into each entry of the log, beyond the plain forms the store already knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from models.desk.clocks import Clocks, DateNote
from models.desk.initials import initials
from models.desk.situation import Situation
from models.rules.terms import CaseState, Mode
from models.store import payloads as store
from models.views import AskedItem

Payload = dict[str, Any]


def receive(seen: Situation, case_no: str, at: datetime, clocks: Clocks) -> Payload:
    """收件: everything the case starts from; later entries carry only what changed."""
    form, item, pack, guide = seen.form, seen.item, seen.desk.pack, seen.guide
    return {
        "case_no": case_no,
        "item_key": item.key,
        "item_name": item.name,
        "handling_item": form.handling_item,
        "department": item.department,
        "power_type": seen.power_type.value if seen.power_type else "",
        "filing": seen.filing,
        "applicant": store.party(form.applicant),
        "initials": initials(form.applicant.name).lower(),
        "agent": store.agent(form.agent),
        "facts": store.facts(form.facts),
        "conditions": list(form.conditions),
        "materials": materials(seen),
        "delivery": form.delivery,
        "delivery_address": form.delivery_address,
        "note": form.note,
        "received_at": store.at(seen.received_at if form.spare else at),
        "region": seen.region.code,
        "window": seen.desk.window.no,
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest},
        "guide": {"id": guide.id, "version": guide.version, "digest": guide.digest},
        "ruling": seen.resolution.ruling.value,
        "mode": seen.mode.value if seen.mode else "",
        "rule": seen.resolution.rule_id,
        "clause": seen.resolution.clause,
        "reason": seen.resolution.reason,
        "to_confirm": seen.resolution.to_confirm,
        "source_line": seen.source_line,
        "county_organ": seen.county_organ,
        "city_organ": seen.city_organ,
        "accept_organ": seen.accept_organ,
        "decide_organ": seen.decide_organ,
        "clerk": seen.desk.staff.name,
        "notice_due": store.day(clocks.notice.due) if seen.mode and not seen.filing else None,
        **({"late": True} if form.spare else {}),
        **({"classified": True} if item.classified else {}),  # 涉密: the city neither publishes nor shows it
    }


def materials(seen: Situation) -> list[Payload]:
    """The materials table as ticked, with names."""
    return [store.material(mark, seen.material_name(mark.seq)) for mark in seen.form.materials]


def next_step(step: str, note: str, whose: str) -> Payload:
    """What comes next, as lists show it."""
    return {"step": step, "note": note, "whose": whose}


def running(name: str, clock: DateNote | None) -> Payload:
    """The clock that runs now; a date that cannot be known stays empty and the name says it is 未定."""
    if clock is None:
        return {"due": None, "due_name": ""}
    return {"due": store.day(clock.due), "due_name": name if clock.due else f"{name}：未定，{clock.note}"}


def accepted(at: datetime, on: date, clocks: Clocks) -> Payload:
    """Acceptance with both limits; ``on`` is the receipt day where silence accepted the case."""
    moment = at if at.date() == on else datetime(on.year, on.month, on.day, tzinfo=at.tzinfo)
    return {
        "accepted_at": store.at(moment),
        "promised_due": store.day(clocks.promised.due),
        "statutory_due": store.day(clocks.statutory.due),
        "clocks": [clock(name, note) for name, note in named(clocks)],
    }


def named(clocks: Clocks) -> tuple[tuple[str, DateNote], ...]:
    """The clocks a case keeps after acceptance, with their names."""
    rows = [
        ("转出到市级", clocks.forward),
        ("承诺办结", clocks.promised),
        ("法定办结", clocks.statutory),
        ("送达证件", clocks.delivery),
    ]
    return tuple((name, note) for name, note in rows if note is not None)


def clock(name: str, note: DateNote) -> Payload:
    """A clock with the words that explain it."""
    return {"name": name, "due": store.day(note.due), "note": note.note, "lines": list(note.lines)}


def clock_from(plain: Mapping[str, Any]) -> tuple[str, DateNote]:
    """The reverse of ``clock``."""
    due = date.fromisoformat(plain["due"]) if plain["due"] else None
    return plain["name"], DateNote(due, plain["note"], tuple(plain["lines"]))


def asked(lines: Sequence[AskedItem]) -> list[Payload]:
    """The one-time list as given to the applicant."""
    return [{name: getattr(line, name) for name in AskedItem.__dataclass_fields__} for line in lines]


def after(mode: Mode | None, reached: CaseState, clocks: Clocks) -> Payload:
    """Next step and running clock in the state a case has reached."""
    decided = clocks.promised
    if reached is CaseState.QUEUED:
        return {
            "next": next_step("转报市级", "材料和函已备好，待市级接收", "本窗口"),
            **running("转出到市级", clocks.forward),
        }
    if reached is CaseState.UNDER_REVIEW:
        return {"next": next_step("审查决定", "材料齐全，已交审核岗", "审核岗"), **running("办结", decided)}
    if mode is Mode.WINDOW_FORWARD_CITY_STAFF:
        return {"next": next_step("市级审查决定", "市级派驻人员已受理", "市级"), **running("办结", decided)}
    return {"next": next_step("办理", "", "本窗口"), **running("办结", decided)}
