"""What draining is measured with: two windows whose queues are full, and a city process with SQLite FULL."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from benchmarks import million, store_sample
from benchmarks.common import FOLDER
from benchmarks.credentials import LOGIN, PASSWORD
from demo.citybox import CityBox
from models.desk import setup
from models.desk.setup import Opened
from models.rules.numbers import case_number
from models.rules.terms import Act
from models.store.keys import Cost
from models.store.store import Store
from models.store.work import new_case_id

TOKENS = {3: "bench-token-of-window-03", 4: "bench-token-of-window-04"}


def made(window: int, entries: int) -> Opened:
    """A window, set up anew, with so many entries waiting: a case received and accepted is two."""
    seat = replace(million.SEAT, no=window)
    folder = FOLDER / f"drain-{window}"
    shutil.rmtree(folder, ignore_errors=True)
    opened = setup.first_start(
        folder, seat, "jincheng", login=LOGIN, name="样例主管", password=PASSWORD, cost=Cost(1, 1024, 1)
    )
    _fill(opened.store, seat.no, entries // 2)
    return opened


def _fill(store: Store, window: int, cases: int) -> None:
    """Papers and scans are left out: a blob costs one upload at either side, however its entry travels."""
    with store.work() as work:
        for i in range(cases):
            case_id = new_case_id()
            number = case_number("140581", window, store_sample.AT.date(), i + 1)
            received = store_sample.received(i, number, case_id) | {"documents": []}
            work.append(case_id, Act.RECEIVE, "clerk", received, store_sample.AT)
            accepted = store_sample.accepted(number, case_id, "") | {"documents": []}
            work.append(case_id, Act.ACCEPT, "clerk", accepted, store_sample.AT)
        work.commit()


@contextmanager
def city(*stores: Opened) -> Iterator[str]:
    """A new city that knows these windows; its address."""
    folder = FOLDER / "drain-city"
    shutil.rmtree(folder, ignore_errors=True)
    box = CityBox(folder, json.dumps([_enrolled(opened.store) for opened in stores]))
    box.start()
    try:
        box.wait()
        yield box.url
    finally:
        box.stop()


def _enrolled(store: Store) -> dict[str, str]:
    no = int(store.window[-2:])
    return {
        "name": store.window,
        "token": TOKENS[no],
        "key": setup.signer_of(store).public.hex(),
        "label": f"高平市{no:02d}号窗口",
    }
