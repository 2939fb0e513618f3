"""What does not move: a reader that never ends its snapshot, and a city that takes the connection and says nothing."""

from __future__ import annotations

import socket
from pathlib import Path
from random import Random

from forwarding.client import CityLine
from forwarding.runner import Runner
from models.rules.terms import QueueState
from models.store import maintenance, queries
from models.store.connect import FILE
from models.store.store import Store
from tests.faults.clerk import Clerk
from tests.faults.scale import FULL, told
from tests.store.acts import KEY, NOW, WINDOW

DAY = 1000  # acts of the busiest window in one day
CAP = 256 * 1024 * 1024
ACTS = 1000 if FULL else 60


def test_that_a_reader_who_never_ends_does_not_make_the_log_of_writes_too_large(tmp_path: Path) -> None:
    with Store.create(tmp_path / "window", KEY, window=WINDOW) as store:
        clerk, wal = Clerk(store, Random(1)), tmp_path / "window" / f"{FILE}-wal"
        with store.read() as db:
            before = db.execute("SELECT count(*) FROM entries").fetchone()[0]
            for _ in range(ACTS):  # the same thread writes on another connection
                clerk.receive()
            held, size = db.execute("SELECT count(*) FROM entries").fetchone()[0], wal.stat().st_size
        for _ in range(20):
            clerk.receive()
        a_day = f"{size * DAY // ACTS // 1024 // 1024} MB"
        told("读者占着不放", 办=ACTS, 写前日志=f"{size // 1024} KB", 一天折合=a_day)
        assert held == before
        assert size * DAY / ACTS < CAP
        assert queries.case_count(store) == ACTS + 20
        assert maintenance.check_file(store) == ()
    assert not wal.exists() or wal.stat().st_size == 0


def test_that_a_city_that_takes_the_connection_and_says_nothing_is_a_line_that_is_down(tmp_path: Path) -> None:
    with Store.create(tmp_path / "window", KEY, window=WINDOW) as store, socket.create_server(("127.0.0.1", 0)) as hole:
        Clerk(store, Random(1)).receive()
        line = CityLine(f"http://127.0.0.1:{hole.getsockname()[1]}", "token", timeout=0.3)
        report = Runner(store, line, lambda: NOW, Random(1)).run_once()
        line.close()
        assert report.line == "down"
        assert any("\u4e00" <= sign <= "\u9fff" for sign in report.note)
        with store.read() as db:
            assert db.execute("SELECT state FROM queue").fetchall() == [(QueueState.WAITING.value,)]
