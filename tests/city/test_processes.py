"""Several processes of the city over one database are one city."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import urllib3
from sqlalchemy import create_engine, func, select
from urllib3.util import Retry

from city.tables import entries
from demo.citybox import _free_port
from forwarding.client import CityLine
from forwarding.wire import BatchLetter
from tests.helpers.cityside import TOKEN, WINDOW, LetterBook

TOLD = {"case_no": "140581-03-20261120-0001-X", "item": "样例事项", "applicant": {"name": "样例有限公司"}}
PATIENT = Retry(400, backoff_factor=0.05, backoff_max=0.2, read=0)  # until the processes listen
SENDERS, TIMES = 6, 5


@contextmanager
def processes(folder: Path, root: Path, database: str, number: int) -> Iterator[str]:
    """A city of so many processes until the block ends; its address."""
    folder.mkdir()
    row = {"name": WINDOW, "token": TOKEN, "key": "00" * 32, "label": "高平市03号窗口"}
    (folder / "windows.json").write_text(json.dumps([row]), encoding="utf-8")
    port = _free_port()
    command = [sys.executable, "-m", "city", "--folder", str(folder), "--port", str(port), "--processes", str(number)]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(
            [*command, "--enrol", str(folder / "windows.json")],
            cwd=root,
            stderr=log,
            env={**os.environ, "TONGQUAN_CITY_DATABASE": database},
        )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(60)


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

    with processes(tmp_path / "city", root, city_database, 2) as url:
        figures(url)
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


@pytest.mark.parametrize("database", ["postgresql://person:SECRET@127.0.0.1:1/none", "nothing at all", "odd://SECRET"])
def test_that_a_database_that_cannot_be_reached_is_said_without_its_password(
    database: str, tmp_path: Path, root: Path
) -> None:
    command = [sys.executable, "-m", "city", "--folder", str(tmp_path), "--database", database]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("市级数据库连不上")
    assert "SECRET" not in done.stderr
