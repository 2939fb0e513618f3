"""A program killed while it sends: nothing stays 发送中, nothing is lost, nothing arrives twice."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from models.rules.terms import QueueState
from models.store import daybook, outbox
from models.store.store import Store
from tests.helpers.cityside import WINDOW, CitySide, running_city
from tests.helpers.gate import gate
from tests.helpers.sending import Hands, kept_entries, received, runner

SENDS = """
import os, signal, sys
from pathlib import Path
from forwarding.client import CityLine
from models.store.store import Store
from tests.helpers.sending import Hands, runner
send = CityLine.send
def killed(self, batch):
    if sys.argv[3] == "after":
        send(self, batch)
    os.kill(os.getpid(), signal.SIGKILL)
CityLine.send = killed
with Store.open(Path(sys.argv[1]), b"k" * 32) as store:
    runner(store, sys.argv[2], Hands()).run_once()
"""


def killed_while_sending(folder: Path, url: str, moment: str, root: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", SENDS, str(folder), url, moment], cwd=root, check=False)
    assert ended.returncode == -signal.SIGKILL


def test_that_nothing_stays_being_sent_when_the_program_is_killed_before_or_after_the_city_took_it(
    tmp_path: Path, root: Path
) -> None:
    folder = tmp_path / "window"
    with running_city(tmp_path / "city") as side:
        with Store.create(folder, b"k" * 32, window=WINDOW) as store:
            received(store, 1, b"%PDF scan")
            carried = received(store, 2)
            ids = [out.entry.id for out in outbox.to_carry(store, 10) if out.entry.case_id == carried]
            outbox.carry(store, 1, ids)
        for moment, there in (("before", 0), ("after", 2)):
            killed_while_sending(folder, side.url, moment, root)
            assert kept_entries(side) in (there, 1 if there else 0)
            with Store.open(folder, b"k" * 32) as store:
                found = [row.state for row in daybook.queue_rows(store)]
                assert QueueState.SENDING not in found
                assert QueueState.CARRIED in found
        with Store.open(folder, b"k" * 32) as store:
            runner(store, side.url, Hands()).run_once()
            assert {row.state for row in daybook.queue_rows(store)} == {QueueState.DELIVERED}
        assert kept_entries(side) == 2


def test_that_retrying_by_hand_does_not_wait_for_the_line_to_have_rested(
    store: Store, city: CitySide, clock: Hands
) -> None:
    received(store, 1)
    with gate(city.url, lambda *_: (502, {}, b"")) as door:
        way = runner(store, f"http://127.0.0.1:{door.port}", clock)
        assert way.run_once().line == "down"
        door.rule = lambda *_: None
        assert way.run_once().line == "down"
        way.rush()
        assert way.run_once().line == "up"
    assert kept_entries(city) == 1
