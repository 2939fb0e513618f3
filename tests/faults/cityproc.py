"""The city as a process of its own that can be killed at any moment and started again at the same address."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import urllib3
from sqlalchemy import Engine, create_engine
from urllib3.util import Retry

from city.tables import sqlite_url
from demo.citybox import _free_port

ROOT = Path(__file__).resolve().parents[2]
_PATIENT = Retry(600, backoff_factor=0.05, backoff_max=0.2, read=600, status=0)  # until the process listens


def token(window: str) -> str:
    """The secret of a window of these tests."""
    return f"token-of-{window}"


class CityProcess:
    """One city of one folder and one database.

    Args:
        windows: the names it knows.
        database: SQLAlchemy's address; empty for the embedded database of the folder.
    """

    def __init__(self, folder: Path, windows: Iterable[str], database: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.database = folder, database or sqlite_url(folder)
        self._port = _free_port()
        rows = [{"name": name, "token": token(name), "key": "00" * 32, "label": name} for name in windows]
        (folder / "windows.json").write_text(json.dumps(rows), encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it listens, however often it is started."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        words = [sys.executable, "-m", "city", "--folder", str(self.folder), "--port", str(self._port)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*words, "--enrol", str(self.folder / "windows.json")],
                cwd=ROOT,
                stderr=log,
                env={**os.environ, "TONGQUAN_CITY_DATABASE": self.database},
            )
        with urllib3.PoolManager() as pool:
            assert pool.request("GET", f"{self.url}/v1/health", retries=_PATIENT).status == 200

    def kill(self) -> None:
        """SIGKILL, as when the machine takes it away."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(60)

    def stop(self) -> None:
        """End it in order."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(60)

    def statuses(self) -> set[int]:
        """The status of every answer it ever wrote into its log."""
        lines = (self.folder / "log").read_text(encoding="utf-8").splitlines()
        told = [json.loads(line) for line in lines if line.startswith("{")]
        return {int(line["status"]) for line in told if "status" in line}

    def engine(self) -> Engine:
        """A look at its database from outside; the caller disposes of it."""
        return create_engine(self.database)


@contextmanager
def city_process(folder: Path, windows: Iterable[str], database: str = "") -> Iterator[CityProcess]:
    """A running city until the block ends."""
    city = CityProcess(folder, windows, database)
    try:
        city.start()
        yield city
    finally:
        city.stop()
