"""Two windows' stores that write the same entries every time: what the letters are made of, and what they act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

from forwarding.letters import letter_of
from forwarding.wire import EntryLetter
from models.rules.terms import Act
from models.store import outbox
from models.store.rows import OutEntry
from models.store.store import Store
from models.store.work import new_case_id
from tests.contract.keys import NOW
from tests.store.acts import marks, receiving

SCAN = b"%PDF-1.7 one page of a scan that nobody ever signed"
THIRD, FIFTH = "140581-03", "140581-05"


@contextmanager
def counter(folder: Path, window: str) -> Iterator[Store]:
    """A new store whose ids are numbered, not chosen."""
    numbers = count(1)

    def new_id() -> str:
        return str(UUID(int=int(window[-2:]) << 96 | 7 << 76 | 8 << 60 | next(numbers)))

    with (
        patch("models.store.work.new_id", new_id),
        Store.create(folder / window, bytes(32), window=window) as store,
    ):
        yield store


def third_writes(store: Store) -> dict[str, OutEntry]:
    """收件, 受理, 转报 of one case and 收件 of another with a scan, claimed for sending."""
    case, other = new_case_id(), new_case_id()
    with store.work() as work:
        work.append(case, Act.RECEIVE, "c1", _received(1), NOW)
        work.append(case, Act.ACCEPT, "c1", {"state": "已受理"}, NOW + timedelta(minutes=1))
        work.append(case, Act.FORWARD, "c1", {"state": "待转报"}, NOW + timedelta(minutes=2))
        scan = work.put_blob(SCAN, "application/pdf")
        work.append(other, Act.RECEIVE, "c1", _received(2, scan), NOW + timedelta(minutes=3))
        work.commit()
    return dict(zip(("receive", "accept", "forward", "scanned"), _claimed(store), strict=True))


def fifth_accepts(store: Store, case: str) -> OutEntry:
    """受理 at the other window, of a case it knows as received only."""
    with store.work() as work:
        work.append(case, Act.ACCEPT, "c2", {"state": "已受理"}, NOW + timedelta(minutes=1))
        work.commit()
    return _claimed(store)[0]


def letters(outs: dict[str, OutEntry]) -> dict[str, EntryLetter]:
    """What is sent of them."""
    return {name: letter_of(out) for name, out in outs.items()}


def _received(number: int, *scans: str) -> dict[str, object]:
    told = receiving(f"140581-03-20261120-{number:04d}-X", materials=marks(*scans) if scans else [])
    return told | {"documents": []}


def _claimed(store: Store) -> list[OutEntry]:
    return list(outbox.claim(store, NOW + timedelta(hours=1), 50, timedelta(minutes=5)))
