"""Paper originals at the city: a bag received by its scanned code with what was counted, and sent back.

Each is an entry of the city's that the windows pull; a bag that is short names what is missing, line by line.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from city.desk import CityDesk
from city.tables import entries
from forwarding.wire import KeptLetter, Standing
from models.errors import Refusal
from models.rules import bundle_count
from models.rules.bundle_count import Counted, as_listed, compare
from models.rules.bundle_places import KINDS, SENT, Held, Place, Told, fold
from models.rules.bundles import parse_bundle_code
from models.rules.terms import Act

HERE = frozenset({Place.AT_CITY, Place.SHORT})
_KINDS = {act.value: act for act in KINDS}


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag with its case."""

    case_id: str
    case_no: str
    held: Held


def of_case(desk: CityDesk, case_id: str) -> tuple[Held, ...]:
    """Every bag of a case and where it is."""
    with desk.engine.connect() as connection:
        return _fold(connection, case_id)


def find(desk: CityDesk, scanned: str) -> Bag:
    """The bag of a scanned code.

    Raises:
        Refusal: ``bundle_code``; ``case_unknown``; ``bundle_unknown`` when no letter that came lists the bag.
    """
    code = parse_bundle_code(scanned)
    case_id = desk.find(code.case_no)
    held = next((one for one in of_case(desk, case_id) if one.bundle.letter == code.letter), None)
    if held is None:
        said = f"{code.case_no} 的转报函没有列{code.letter}袋"
        todo = "请核对移交清单；函还没有到的，先收袋不拆，函到后再登记"
        raise Refusal(said, "没有改动任何记录", todo, code="bundle_unknown")
    return Bag(case_id, code.case_no, held)


def receive(
    desk: CityDesk, scanned: str, counts: Sequence[Counted] | None = None, *, taker: str = "", note: str = ""
) -> KeptLetter:
    """原件接收: counted line by line; counted again later, the newest count stands.

    Args:
        counts: what lies in the bag; None = everything as the list says. A line left out did not arrive.
        taker: who opened the bag; "" = who sits at the desk.

    Raises:
        Refusal: as ``find``; what the flow says.
    """
    bag = find(desk, scanned)
    bundle = bag.held.bundle
    found = compare(bundle.lines, as_listed(bundle.lines) if counts is None else counts)
    said = found.words or f"{bundle.copies}份{bundle.pages}页，与移交清单相符"
    payload: dict[str, Any] = {
        "codes": [bundle.code],
        **bundle_count.plain(found),
        "short": found.short,
        "taken": taker.strip() or desk.actor,
        "note": note.strip(),
        "text": f"{bundle.letter}袋{'缺件缺页' if found.short else '已收'}：{said}" + _rest(note),
    }
    return desk.act(bag.case_id, Act.BUNDLE_IN, payload)


def send_back(
    desk: CityDesk, scanned: str, *, way: str, taken: str, number: str = "", note: str = ""
) -> KeptLetter:
    """原件退回: a bag handed to a courier, to the window that sent it.

    Raises:
        Refusal: as ``find``; ``bundle_place`` when the bag is not at the city; ``no_courier`` without way or name.
    """
    bag = find(desk, scanned)
    letter = bag.held.bundle.letter
    if bag.held.place not in HERE:
        said = f"{bag.case_no} {letter}袋现在是“{bag.held.place.value}”，不能退回"
        raise Refusal(said, "没有改动任何记录", "请核对扫的是不是这一袋", code="bundle_place")
    if not way.strip() or not taken.strip():
        raise Refusal("退回原件没有写怎样送、交给谁", "没有改动任何记录", "请填写后再登记", code="no_courier")
    trip = f"（{number.strip()}）" if number.strip() else ""
    payload: dict[str, Any] = {
        "codes": [bag.held.bundle.code],
        "step": SENT,
        "way": way.strip(),
        "number": number.strip(),
        "handed": desk.actor,
        "taken": taken.strip(),
        "note": note.strip(),
        "text": f"{letter}袋退回窗口，交{way.strip()}{trip} {taken.strip()}" + _rest(note),
    }
    return desk.act(bag.case_id, Act.BUNDLE_BACK, payload)


def _rest(note: str) -> str:
    return f"；{note.strip()}" if note.strip() else ""


def _fold(connection: Connection, case_id: str) -> tuple[Held, ...]:
    query = (
        select(entries.c.kind, entries.c.at, entries.c.received_at, entries.c.payload)
        .where(entries.c.case_id == case_id, entries.c.standing == Standing.COUNTED)
        .where(entries.c.kind.in_(list(_KINDS)))
        .order_by(entries.c.place, entries.c.digest)
    )
    rows = connection.execute(query)
    return fold(Told(_KINDS[row.kind], told_at(row.at, row.received_at), json.loads(row.payload)) for row in rows)


def told_at(said: str, received: datetime) -> datetime:
    """When it was done, as the window says; where that is no time, when it came."""
    try:
        return datetime.fromisoformat(said)
    except ValueError:
        return received
