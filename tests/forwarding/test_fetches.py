"""Papers of other windows come in parts, go on where the line broke, and are kept only when they are what they say."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from city.windows import enrol
from forwarding.pacing import Pace
from models.rules.terms import QueueState
from models.store import county
from models.store.store import Store
from tests.helpers.cityside import CitySide
from tests.helpers.gate import Reply, gate
from tests.helpers.sending import Hands, received, rows, runner

BIG = os.urandom(1_000_000)
DIGEST = hashlib.sha256(BIG).hexdigest()
STILL = Pace(watch=lambda: 0.0)  # parts of 32, 64, 128 KiB, then of 256: six for this one
OTHER = "test-token-of-window-04"


@pytest.fixture
def other(tmp_path: Path, city: CitySide) -> Iterator[Store]:
    enrol(city.engine, "140581-04", OTHER, b"\0" * 32, "高平市04号窗口")
    with Store.create(tmp_path / "other", b"k" * 32, window="140581-04") as opened:
        yield opened


def test_that_a_large_scan_is_fetched_on_from_where_the_line_broke(
    store: Store, other: Store, city: CitySide, clock: Hands
) -> None:
    case = received(store, 1, BIG)
    runner(store, city.url, clock).run_once()
    assert rows(store)[case].state is QueueState.DELIVERED
    asked: list[str] = []

    def once(method: str, path: str, _body: bytes) -> Reply | None:
        if method == "GET" and DIGEST in path:
            asked.append(path)
            return (502, {}, b"") if len(asked) == 4 else None
        return None

    with gate(city.url, once) as door:
        way = runner(other, f"http://127.0.0.1:{door.port}", clock, STILL, token=OTHER)
        assert way.run_once().line == "down"
        clock.on(hours=1)
        assert way.run_once().line == "up"
    assert len(asked) == 7
    assert other.blobs.get(DIGEST) == BIG
    assert county.wanted(other) == ()


def test_that_a_scan_damaged_at_the_city_is_not_kept_and_not_asked_for_for_ever(
    store: Store, other: Store, city: CitySide, clock: Hands
) -> None:
    received(store, 1, BIG)
    runner(store, city.url, clock).run_once()
    (path,) = (city.folder / "blobs").rglob(DIGEST)
    path.write_bytes(BIG[:-1] + b"x")
    way = runner(other, city.url, clock, STILL, token=OTHER)
    for _ in range(12):
        assert way.run_once().line == "up"
        clock.on(hours=1)
    assert not other.blobs.has(DIGEST)
    assert county.wanted(other) == ()
