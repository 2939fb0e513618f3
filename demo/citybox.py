"""The city as a process of its own beside the window; it can be stopped and started again, as lines go down and up."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class CityBox:
    """A reference city on loopback.

    Args:
        folder: where it keeps its database and blobs.
        enrolment: the windows it knows, as ``halls.enrolment`` writes them.
    """

    def __init__(self, folder: Path, enrolment: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.port = _free_port()
        self._windows = folder / "windows.json"
        self._windows.write_text(enrolment, encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def up(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the process; it listens a moment later."""
        command = [sys.executable, "-m", "city", "--folder", str(self.folder), "--port", str(self.port)]
        with (self.folder / "city.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--enrol", str(self._windows)], cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )

    def listening(self) -> bool:
        """Whether it takes connections already."""
        with socket.socket() as knock:
            knock.settimeout(0.2)
            return knock.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        """End it; what it kept stays."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
