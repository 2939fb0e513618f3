"""Whether a paper is one of the county's: its code checked against the window it names, without a network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.errors import Refusal
from models.rules.numbers import CaseNumber, parse_case_number
from models.store import neighbours

if TYPE_CHECKING:
    from models.desk.context import Desk


@dataclass(frozen=True, slots=True)
class Genuine:
    """A paper that holds: of which case, which paper, and whose."""

    case_no: str
    doc: str
    window: str
    label: str  # "" for a window the city has not told of


def check(desk: Desk, payload: str) -> Genuine | None:
    """What the code behind a paper's QR stands for; None when the window it names did not sign it.

    A key given up or taken away counts for the cases of its time only, as on the city's page.
    """
    from models.signing import verify  # noqa: PLC0415 - cryptography is not needed before the first paint

    try:
        number = parse_case_number(payload)
    except Refusal:
        return None
    name = f"{number.region}-{number.window:02d}"
    found = verify(payload, _keys(desk, name, number))
    if found is None:
        return None
    label = next((one.label for one in neighbours.windows(desk.store) if one.name == name), "")
    return Genuine(found.case_no, found.doc, name, label)


def _keys(desk: Desk, name: str, number: CaseNumber) -> tuple[bytes, ...]:
    own = (desk.signer.public,) if name == desk.store.window else ()
    told = next((one.keys for one in neighbours.windows(desk.store) if one.name == name), ())
    day = number.day.isoformat()
    held = (bytes.fromhex(key.sign_key) for key in told if key.until in ("", "-") or day <= key.until[:10])
    return (*own, *held)
