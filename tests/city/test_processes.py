"""Several processes of the city over one database are one city."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
import urllib3
from sqlalchemy import create_engine, delete, func, select
from urllib3.util import Retry

from city.shelf import Shelf
from city.tables import blobs, engine_for, entries
from demo.citybox import _free_port
from forwarding.client import CityLine
from forwarding.wire import BatchLetter
from tests.helpers.cityside import TOKEN, WINDOW, LetterBook

TOLD = {"case_no": "140581-03-20261120-0001-X", "item": "样例事项", "applicant": {"name": "样例有限公司"}}
PATIENT = Retry(400, backoff_factor=0.05, backoff_max=0.2, read=0)  # until the processes listen
SENDERS, TIMES = 6, 5


@contextmanager
def processes(folder: Path, root: Path, database: str, number: int) -> Iterator[tuple[str, int]]:
    """A city of so many processes until the block ends; its address, and the process that watches the others."""
    (folder / "tmp").mkdir(parents=True)
    row = {"name": WINDOW, "token": TOKEN, "key": "00" * 32, "label": "高平市03号窗口"}
    (folder / "windows.json").write_text(json.dumps([row]), encoding="utf-8")
    port = _free_port()
    command = [sys.executable, "-m", "city", "--folder", str(folder), "--port", str(port), "--processes", str(number)]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(
            [*command, "--enrol", str(folder / "windows.json")],
            cwd=root,
            stderr=log,
            env={**os.environ, "TONGQUAN_CITY_DATABASE": database, "TMPDIR": str(folder / "tmp")},
        )
    try:
        url = f"http://127.0.0.1:{port}"
        figures(url)
        yield url, running.pid
    finally:
        running.terminate()
        running.wait(60)
    assert list((folder / "tmp").iterdir()) == []


def figures(url: str) -> str:
    with urllib3.PoolManager() as pool:
        return pool.request("GET", f"{url}/metrics", retries=PATIENT).data.decode()


def test_that_two_processes_keep_each_entry_once_and_count_together(
    city_database: str, tmp_path: Path, root: Path
) -> None:
    book = LetterBook()
    batch = BatchLetter(entries=tuple(book.write(str(uuid4()), "receive", TOLD) for _ in range(8)))

    def send(url: str) -> set[str]:
        road = CityLine(url, TOKEN)
        given = {answer.receipt for _ in range(TIMES) for answer in road.send(batch).answers}
        road.close()
        return given

    with processes(tmp_path / "city", root, city_database, 2) as (url, _):
        with ThreadPoolExecutor(SENDERS) as senders:
            receipts = list(senders.map(send, [url] * SENDERS))
        told = figures(url)
    assert all(given == receipts[0] and len(given) == 8 for given in receipts)
    counted = {name: float(n) for name, n in re.findall(r'entries_total\{answer="(\w+)"\} (\S+)', told)}
    assert counted == {"taken": 8, "again": SENDERS * TIMES * 8 - 8}
    engine = create_engine(city_database)
    with engine.connect() as db:
        assert db.execute(select(func.count()).select_from(entries)).scalar() == 8
    engine.dispose()
    said = [json.loads(line) for line in (tmp_path / "city" / "log").read_text(encoding="utf-8").splitlines()]
    assert {line["status"] for line in said} == {200}


def test_that_a_process_that_dies_is_replaced_and_the_city_answers_as_before(
    city_database: str, tmp_path: Path, root: Path
) -> None:
    batch = BatchLetter(entries=(LetterBook().write(str(uuid4()), "receive", TOLD),))
    with processes(tmp_path / "city", root, city_database, 2) as (url, watcher):
        receipt = sent(url, batch)
        for victim in serving(watcher):
            os.kill(victim, signal.SIGKILL)
            assert sent(url, batch) == receipt
        told = figures(url)
    assert 'tongquan_city_entries_total{answer="taken"} 1.0' in told


def serving(watcher: int) -> list[int]:
    """The processes that answer, as the system lists the watcher's children."""
    children = Path(f"/proc/{watcher}/task/{watcher}/children").read_text(encoding="ascii").split()
    lines = {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children}
    return [pid for pid, line in lines.items() if b"spawn_main" in line]


def sent(url: str, batch: BatchLetter) -> str:
    """The receipt of a batch's first entry; a connection that a dying process took along is made anew."""
    with urllib3.PoolManager() as pool:
        again = Retry(400, backoff_factor=0.05, backoff_max=0.2, allowed_methods=None)
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        answer = pool.request("POST", f"{url}/v1/entries", body=batch.model_dump_json(), headers=headers, retries=again)
    return str(answer.json()["answers"][0]["receipt"])


def test_that_one_blob_brought_by_many_at_once_is_one_blob(city_database: str, tmp_path: Path) -> None:
    engine = engine_for(city_database)
    shelf, data = Shelf(engine, tmp_path / "blobs"), b"%PDF-1.4 sample" * 5000
    digest, gate = hashlib.sha256(data).hexdigest(), threading.Barrier(SENDERS)

    def put(_: int) -> None:
        gate.wait()
        shelf.put(digest, data, datetime(2026, 11, 20, tzinfo=UTC))

    for _ in range(TIMES):
        with ThreadPoolExecutor(SENDERS) as senders:
            list(senders.map(put, range(SENDERS)))
        with engine.begin() as db:
            assert db.execute(delete(blobs)).rowcount == 1  # forgotten, and brought again
    assert [path.name for path in (tmp_path / "blobs").rglob("*") if path.is_file()] == [digest]
    engine.dispose()


@pytest.mark.parametrize("database", ["postgresql://person:SECRET@127.0.0.1:1/none", "nothing at all", "odd://SECRET"])
def test_that_a_database_that_cannot_be_reached_is_said_without_its_password(
    database: str, tmp_path: Path, root: Path
) -> None:
    command = [sys.executable, "-m", "city", "--folder", str(tmp_path), "--database", database]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("市级数据库连不上")
    assert "SECRET" not in done.stderr
