"""One case as the city's people read it: who, what, by which flow, what happened, which papers and scans there are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select

from city import casefile
from city.casefile import CaseFile
from city.masking import mask_name
from city.tables import cases, entries
from forwarding.wire import CITY, Standing
from models.errors import Refusal
from models.rules import identity, life, lifecycle
from models.rules.acts import ACT_NAMES
from models.rules.duty import Duty
from models.rules.terms import Act, IdKind, Role

Json = dict[str, Any]
_SITUATIONS = {"received": "已收", "missing": "未交", "defective": "不符", "not_needed": "不需要"}
_SITUATIONS |= {"committed": "承诺", "tolerated": "容缺", "": "未看"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline."""

    at: datetime
    name: str
    text: str
    who: str
    where: str
    by_city: bool
    aside: bool
    receipt: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper or a scan that can be opened."""

    name: str
    number: str
    digest: str
    pages: int


@dataclass(frozen=True, slots=True)
class Stuff:
    """A line of the materials table."""

    seq: int
    name: str
    state: str
    counts: str
    problem: str
    scans: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything the page shows; names and numbers as they are, masked where they are drawn."""

    file: CaseFile
    case_no: str
    organ: str
    region: str
    window: str
    item: str
    mode_name: str
    clause: str
    due: str
    due_name: str
    applicant: Mapping[str, str]
    agent: Mapping[str, str]
    delivery: str
    address: str
    duties: tuple[tuple[str, bool], ...]
    duty: Duty | None
    can: frozenset[Act]
    came_at: datetime
    moved_at: datetime
    lines: tuple[Line, ...]
    papers: tuple[Sheet, ...]
    stuff: tuple[Stuff, ...]
    aside: int


def find(engine: Engine, case_no: str) -> tuple[str, str]:
    """Id and organ of a case by its number, however the scanner wrote it.

    Raises:
        Refusal: ``case_unknown``.
    """
    query = select(cases.c.case_id, cases.c.organ).where(cases.c.case_no == case_no.strip().upper())
    with engine.connect() as connection:
        row = connection.execute(query).first()
    if row is None:
        raise Refusal("市级没有收到这件", "", "请核对办件编号；刚转报的请稍后再查", code="case_unknown")
    return str(row.case_id), str(row.organ)


def read(engine: Engine, case_id: str) -> CasePage:
    """The page of one case.

    Raises:
        Refusal: ``case_unknown``.
    """
    with engine.connect() as connection:
        file = casefile.read(connection, case_id)
        row = dict(connection.execute(select(cases).where(cases.c.case_id == case_id)).mappings().one())
        ordered = select(entries).where(entries.c.case_id == case_id).order_by(entries.c.place, entries.c.feed)
        log = [dict(one) | {"payload": json.loads(one["payload"])} for one in connection.execute(ordered).mappings()]
    counted = [one for one in log if one["standing"] == Standing.COUNTED]
    told = _latest(one["payload"] for one in counted)
    first: Json = counted[0]["payload"]
    duty = lifecycle.next_duty(file.mode, file.state, file.facts) if file.state else None
    return CasePage(
        file=file,
        case_no=row["case_no"],
        organ=row["organ"],
        region=row["region"],
        window=row["window"],
        item="·".join(part for part in (row["item"], first.get("handling_item", "")) if part),
        mode_name=lifecycle.mode_name(file.mode) if file.mode else "不在下放范围",
        clause=first.get("clause", ""),
        due=row["due"],
        due_name=told.get("due_name") or "",
        applicant=_words(first.get("applicant")),
        agent=_words(first.get("agent")),
        delivery=first.get("delivery", ""),
        address=first.get("delivery_address", ""),
        duties=lifecycle.duties(file.mode) if file.mode else (),
        duty=duty,
        can=life.may(file.mode, file.state, Role.CITY),
        came_at=_last(log, Act.CITY_RECEIVE) or log[0]["received_at"],
        moved_at=counted[-1]["received_at"],
        lines=tuple(_line(one) for one in log),
        papers=tuple(_papers(counted)),
        stuff=tuple(_stuff(told.get("materials") or ())),
        aside=len(log) - len(counted),
    )


def masked(who: Mapping[str, str]) -> dict[str, str]:
    """Family name, ends of the numbers, nothing of the address."""
    if not who:
        return {}
    kind = IdKind(who["id_kind"]) if who.get("id_kind") in set(IdKind) else IdKind.RESIDENT_ID
    shown = {"name": mask_name(who.get("name", ""), who.get("kind", "")), "id_kind": kind.value}
    shown["id_number"] = identity.mask(kind, who.get("id_number", ""))
    phone = who.get("phone", "")
    shown["phone"] = phone[:3] + "*" * max(0, len(phone) - 5) + phone[-2:] if len(phone) > 5 else ""
    shown["legal_rep"] = mask_name(who.get("legal_rep", ""))
    return shown


def names(page: CasePage, digest: str) -> bool:
    """Whether the case names this blob; another case's cannot be had through it."""
    scans = (scan.digest for line in page.stuff for scan in line.scans)
    return digest in {*(paper.digest for paper in page.papers), *scans}


def _latest(payloads: Iterable[Json]) -> Json:
    """What was told last of each thing."""
    told: Json = {}
    for payload in payloads:
        told |= {key: value for key, value in payload.items() if value}
    return told


def _last(log: list[Json], act: Act) -> datetime | None:
    return next((one["received_at"] for one in reversed(log) if one["kind"] == act), None)


def _words(who: Mapping[str, Any] | None) -> dict[str, str]:
    return {name: str(value) for name, value in (who or {}).items() if value}


def _line(row: Json) -> Line:
    payload, kind = row["payload"], row["kind"]
    by_city = row["window"].startswith(CITY)
    name = ACT_NAMES[Act(kind)] if kind in set(Act) else kind
    return Line(
        at=datetime.fromisoformat(row["at"]),
        name=name,
        text=str(payload.get("text") or _said(payload)),
        who=str(payload.get("clerk") or row["actor"]),
        where="市级" if by_city else row["window"],
        by_city=by_city,
        aside=row["standing"] != Standing.COUNTED,
        receipt=row["receipt"],
    )


def _said(payload: Json) -> str:
    papers = "、".join(f"{one['name']} {one['number']}".strip() for one in payload.get("documents") or ())
    words = payload.get("opinion") or payload.get("words") or payload.get("reason")
    return "；".join(part for part in (papers, words if isinstance(words, str) else "") if part)


def _papers(log: list[Json]) -> Iterator[Sheet]:
    for row in log:
        for one in row["payload"].get("documents") or ():
            yield Sheet(one.get("name", ""), one.get("number", ""), one.get("digest", ""), one.get("pages") or 0)


def _stuff(materials: Iterable[Json]) -> Iterator[Stuff]:
    for one in materials:
        scans = tuple(Sheet(f"扫描件 {n}", "", digest, 0) for n, digest in enumerate(one.get("scans") or (), 1))
        counts = [("原件", one.get("originals")), ("复印件", one.get("copies")), ("页", one.get("pages"))]
        said = " · ".join(f"{word} {number}" for word, number in counts if number)
        state = _SITUATIONS.get(one.get("state") or "", "")
        yield Stuff(one.get("seq", 0), one.get("name", ""), state, said, one.get("problem") or "", scans)
