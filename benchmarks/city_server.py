"""The city as it runs in earnest for a benchmark: PostgreSQL, so many processes, the windows of the load enrolled."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from benchmarks.city_load import Seat
from benchmarks.common import ROOT
from benchmarks.share import limited


class NotLimited(Exception):
    """The kernel's control groups may not be written here."""


@contextmanager
def city(
    folder: Path, database: str, processes: int, seats: Sequence[Seat], share: float = 0.0
) -> Iterator[str]:
    """A city process group over ``database``; its address.

    Args:
        share: of one core, to which a single process is held once it listens; 0 for no limit.

    Raises:
        NotLimited: this machine does not let itself be divided.
    """
    folder.mkdir(parents=True, exist_ok=True)
    enrolment = folder / "enrolment.json"
    rows = [{"name": seat.name, "token": seat.token, "key": "00" * 32, "label": seat.name} for seat in seats]
    enrolment.write_text(json.dumps(rows), encoding="utf-8")
    port = free_port()
    words = ["--folder", str(folder), "--port", str(port), "--processes", str(processes), "--enrol", str(enrolment)]
    environment = {**os.environ, "TONGQUAN_CITY_DATABASE": database}
    with (folder / "city.log").open("wb") as log:
        command = [sys.executable, "-m", "city", *words]
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log) as process:
            try:
                _wait_for(process, port, folder)
                with limited(process.pid, share) if share else nullcontext(True) as held:
                    if not held:
                        raise NotLimited
                    yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()
                process.wait(20)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait_for(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    for _ in range(300):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)  # one that ended is told at once
            break
    raise RuntimeError(f"the city did not come up: {(folder / 'city.log').read_text('utf-8')[-500:]}")
