"""A city made from the contract alone stands in for ours: a real window drains its queue to it, and reads its word."""

from __future__ import annotations

import ast
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from forwarding.client import CityLine
from forwarding.runner import Runner
from forwarding.wire import EntryLetter
from models.rules.terms import Act, QueueState
from models.store import conflicts, daybook, foreign, queries
from models.store.store import Store
from tests.contract.keys import TOKENS
from tests.contract.vendor_city import VendorCity, serve
from tests.helpers.sending import START, Hands, accepted, received

THIRD, FIFTH = "140581-03", "140581-05"
LARGE = b"%PDF-1.7 " + b"x" * 700_000  # more than one part


@dataclass
class Vendor:
    url: str
    city: VendorCity

    @property
    def key(self) -> bytes:
        return self.city.key.public_key().public_bytes_raw()


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    city = VendorCity(TOKENS)
    server = serve(city)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield Vendor(f"http://127.0.0.1:{server.server_port}", city)
    server.shutdown()
    server.server_close()
    thread.join(5)


@contextmanager
def counter(folder: Path, window: str, vendor: Vendor, clock: Hands) -> Iterator[tuple[Store, Callable[[], None]]]:
    """A window's store, and what makes its runner pass until nothing is left."""
    with Store.create(folder / window, bytes(32), window=window) as store:
        line = CityLine(vendor.url, TOKENS[window], city_key=vendor.key, timeout=5)
        runner = Runner(store, line, clock, Random(1))

        def drain() -> None:
            for _ in range(6):
                report = runner.run_once()
                assert (report.line, report.code) == ("up", ""), report
                clock.on(minutes=5)

        yield store, drain
        line.close()


def forwarded(store: Store, case_id: str) -> None:
    with store.work() as work:
        work.append(case_id, Act.FORWARD, "c1", {"state": "待转报"}, START)
        work.commit()


def test_that_a_vendors_city_takes_a_real_windows_queue_with_receipts_and_scans(
    tmp_path: Path, vendor: Vendor
) -> None:
    with counter(tmp_path, THIRD, vendor, Hands()) as (store, drain):
        case = received(store, 1, b"%PDF-1.7 one page", LARGE)
        accepted(store, case)
        forwarded(store, case)
        drain()
        rows = daybook.queue_rows(store, limit=10)
        assert [row.state for row in rows] == [QueueState.DELIVERED] * 3
        assert all(row.receipt.startswith("V-") for row in rows)
        known = queries.case(store, case)
        assert known is not None
        assert known.city_receipt.startswith("V-")  # told by the city's own entry, read from the feed
        assert foreign.cursor(store) == "4"
    assert sorted(map(len, vendor.city.blobs.values())) == [17, len(LARGE)]
    assert vendor.city.beside == []


def test_that_two_windows_meet_at_a_vendors_city_and_the_later_act_stands_aside(
    tmp_path: Path, vendor: Vendor
) -> None:
    clock = Hands()
    with (
        counter(tmp_path, THIRD, vendor, clock) as (third, drain_third),
        counter(tmp_path, FIFTH, vendor, clock) as (fifth, drain_fifth),
    ):
        case = received(third, 1)
        drain_third()
        drain_fifth()
        for store in (third, fifth):  # neither knows of the other
            accepted(store, case)
        drain_third()
        drain_fifth()
        drain_third()
        assert [one.lost.entry.kind for one in conflicts.open_ones(fifth)] == [Act.ACCEPT]
        assert conflicts.open_ones(third) == ()
        assert [one.lost.entry.window for one in conflicts.open_ones(third, own=False)] == [FIFTH]


def test_that_an_act_this_version_never_heard_of_waits_to_be_read_and_sending_goes_on(
    tmp_path: Path, vendor: Vendor
) -> None:
    clock = Hands()
    with counter(tmp_path, THIRD, vendor, clock) as (store, drain):
        case = received(store, 1)
        drain()
        strange = EntryLetter(
            id="0" * 32, window=FIFTH, seq=1, case=case, version=2, kind="teleport", at="2026-11-20T09:00:00.000+08:00",
            actor="", payload={}, prev="0" * 64, digest="0" * 64,
        )  # fmt: skip
        vendor.city.keep(THIRD[:6], strange.model_dump(mode="json"), "counted")
        accepted(store, case)
        report = Runner(store, CityLine(vendor.url, TOKENS[THIRD], timeout=5), clock, Random(1)).run_once()
        assert (report.line, report.code) == ("down", "upgrade")
        assert [row.state for row in daybook.queue_rows(store, limit=10)] == [QueueState.DELIVERED] * 2
        assert foreign.cursor(store) == "1"


def test_that_the_vendors_city_knows_nothing_of_this_project() -> None:
    tree = ast.parse((Path(__file__).parent / "vendor_city.py").read_text(encoding="utf-8"))
    named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    named |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    ours = {"city", "forwarding", "models", "printing", "ui", "resources", "tests"}
    assert not {str(name).split(".", maxsplit=1)[0] for name in named} & ours
