"""What a scanner sends, looked up at a counter: a real store with two cases forwarded, each packed in bags."""

from __future__ import annotations

import atexit
import tempfile
from contextlib import ExitStack
from functools import cache
from pathlib import Path

from models.desk import bundles, genuine, late, search
from models.desk.accept import accept
from models.desk.cases import find_by_code
from models.desk.context import Desk
from models.errors import Refusal
from tests.fuzz.door import DEEP, Door
from tests.fuzz.of_scans import WAYS, as_sent
from tests.helpers.factory import form_for, hall

FORWARDED = "附件/71"


@cache
def counter() -> Desk:
    """Opened when the first bytes come, closed when the program ends."""
    held = ExitStack()
    atexit.register(held.close)
    folder = held.enter_context(tempfile.TemporaryDirectory(prefix="counter-fuzz-"))
    desk = held.enter_context(hall(Path(folder)))
    for _ in range(2):
        accept(desk, form_for(desk, FORWARDED))
    return desk


def at_counter(data: bytes) -> str:
    """Everything that is asked of the store with a scanned string; only a refusal may come out."""
    desk, text = counter(), as_sent(data)
    found = find_by_code(desk, text)
    taken = genuine.check(desk, text) is not None or found is not None
    search.find(desk, text)
    for ask in (bundles.find, late.point_out):
        try:
            ask(desk, text)
        except Refusal:
            continue
        taken = taken or ask is bundles.find
    return DEEP if taken else "unknown"


def _seeds() -> tuple[bytes, ...]:
    """Numbers and bags of the two cases, whole and without their check characters."""
    case, bag = "140581-03-20261120-0001", "14058103A2611200001"
    ways = (bytes([how]) + case.encode() for how in range(len(WAYS)))
    return (
        *ways,
        b"\0" + bag.encode() + b"30",
        b"\0" + "高审受〔2026〕300001号".encode(),
        b"\x08\xff\xfe",
        b"\x10\xd8",
    )


DOORS = {"counter": Door(at_counter, _seeds(), share=5, longest=512)}
