"""What an entry's payload holds: plain JSON only, so that acting and replaying read the very same thing.

Every key is optional but those of ``Receive``; a key that is absent leaves the projection as it was. Dates and times
are ISO text (``day``, ``at``), numbers whole, a Decimal travels as text. The desk fills these; projections read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NotRequired, TypedDict

from models.rules.catalogue import Fact
from models.rules.terms import ApplicantKind, Doc, IdKind
from models.store.entries import stamp, unstamp
from models.views import Agent, DocumentView, MaterialMark, Party

Json = dict[str, Any]


class Next(TypedDict):
    """What comes next for a case, as lists show it."""

    step: str  # 受理
    note: str  # 5个工作日内一次性告知
    whose: str  # 本窗口 | 审核岗 | 市级 | 申请人 | 停表


class Common(TypedDict, total=False):
    """Keys any act may carry."""

    state: str  # CaseState after the act
    mode: str  # "" when there is none
    ruling: str
    next: Next
    due: str | None  # the date of the clock that runs now; None = no clock runs
    due_name: str  # 受理期限
    accepted_at: str | None
    notice_due: str | None
    promised_due: str | None
    statutory_due: str | None
    materials: list[Json]  # the whole table as it now stands, see ``material``
    documents: list[Json]  # papers made by this act, see ``document``
    void: Json  # a paper whose number counts no more: document (its first print), number, reason, second
    city_receipt: str  # CITY_RECEIVE: the city's own number
    text: str  # one line for the timeline


class Receive(Common):
    """RECEIVE: all that is known when the papers were taken; the only place a whole ID number stands."""

    case_no: str
    item_key: str
    item_name: str
    handling_item: str
    applicant: Json  # see ``party``
    initials: str  # pinyin initials of the applicant's name, lower case; "" when unknown
    received_at: str
    agent: NotRequired[Json | None]
    facts: NotRequired[Mapping[str, Any]]  # see ``facts``
    pack: NotRequired[Json]  # id, version, digest
    guide: NotRequired[Json]  # id, version, digest
    clause: NotRequired[str]
    source_line: NotRequired[str]
    conditions: NotRequired[list[bool]]
    delivery: NotRequired[str]
    delivery_address: NotRequired[str]
    note: NotRequired[str]


def day(value: date | None) -> str | None:
    """A date as ISO text."""
    return None if value is None else value.isoformat()


def party(value: Party) -> Json:
    """An applicant as JSON."""
    return {
        "kind": value.kind.value,
        "name": value.name,
        "id_kind": value.id_kind.value,
        "id_number": value.id_number,
        "legal_rep": value.legal_rep,
        "legal_rep_id": value.legal_rep_id,
        "address": value.address,
        "phone": value.phone,
    }


def party_from(value: Mapping[str, Any]) -> Party:
    """The applicant written by ``party``."""
    return Party(**{**value, "kind": ApplicantKind(value["kind"]), "id_kind": IdKind(value["id_kind"])})


def agent(value: Agent | None) -> Json | None:
    """An agent as JSON."""
    if value is None:
        return None
    return {
        "name": value.name,
        "id_kind": value.id_kind.value,
        "id_number": value.id_number,
        "phone": value.phone,
        "scope": value.scope,
        "until": day(value.until),
    }


def agent_from(value: Mapping[str, Any] | None) -> Agent | None:
    """The agent written by ``agent``."""
    if value is None:
        return None
    until = value["until"]
    return Agent(
        **{
            **value,
            "id_kind": IdKind(value["id_kind"]),
            "until": date.fromisoformat(until) if until else None,
        }
    )


def material(mark: MaterialMark, name: str) -> Json:
    """A line of the materials table, with the name it has in the pinned guide."""
    return {
        "seq": mark.seq,
        "name": name,
        "state": mark.state,
        "originals": mark.originals,
        "copies": mark.copies,
        "pages": mark.pages,
        "problem": mark.problem,
        "fix": mark.fix,
        "scans": list(mark.scans),
        "give_back": mark.give_back,
    }


def material_from(value: Mapping[str, Any]) -> tuple[MaterialMark, str]:
    """The mark and the name written by ``material``."""
    fields = {key: item for key, item in value.items() if key != "name"}
    return MaterialMark(**{**fields, "scans": tuple(value["scans"])}), value["name"]


def facts(values: Mapping[str, Fact]) -> Json:
    """Facts as JSON; a Decimal is kept apart from text by a one-key mapping."""
    return {key: {"decimal": str(value)} if isinstance(value, Decimal) else value for key, value in values.items()}


def facts_from(values: Mapping[str, Any]) -> dict[str, Fact]:
    """The facts written by ``facts``."""
    return {key: Decimal(value["decimal"]) if isinstance(value, dict) else value for key, value in values.items()}


def document(view: DocumentView, *, times: int = 1, original_of: str = "") -> Json:
    """A paper as JSON; a reprint (第N次打印) names the first print in ``original_of``."""
    return {
        "id": view.id,
        "doc": view.doc.value,
        "number": view.number,
        "digest": view.digest,
        "pages": view.pages,
        "copies": view.copies,
        "made_at": stamp(view.made_at),
        "name": view.name,
        "times": times,
        "original_of": original_of,
    }


def document_from(value: Mapping[str, Any], *, case_id: str, case_no: str, prints: int = 0) -> DocumentView:
    """The paper written by ``document``."""
    return DocumentView(
        id=value["id"],
        case_id=case_id,
        case_no=case_no,
        doc=Doc(value["doc"]),
        number=value["number"],
        digest=value["digest"],
        pages=value["pages"],
        copies=value["copies"],
        made_at=unstamp(value["made_at"]),
        prints=prints,
        name=value["name"],
    )


def blob_digests(payload: Mapping[str, Any]) -> tuple[str, ...]:
    """Every blob an entry names, each once: scans first, then papers, in the order they stand."""
    scans: Iterable[str] = (scan for line in payload.get("materials", ()) for scan in line["scans"])
    papers: Iterable[str] = (paper["digest"] for paper in payload.get("documents", ()))
    return tuple(dict.fromkeys((*scans, *papers)))


def at(value: datetime) -> str:
    """A time as the log writes it."""
    return stamp(value)
