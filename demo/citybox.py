"""The city as a process of its own beside the window; it can be stopped and started again, as lines go down and up."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
_CODE = re.compile(r"(?:[A-Z2-9]{4}-){5}[A-Z2-9]{4}")
_SEAL = re.compile(r"(?:[0-9A-F]{4} ){3}[0-9A-F]{4}")


class Sheet(NamedTuple):
    """What a person reads off a 登记单."""

    code: str
    seal: str


class CityBox:
    """A reference city on loopback; the same folder is found at the same port again, if nobody else took it.

    Args:
        folder: where it keeps its database and blobs.
        enrolment: whom it is told of at its start (windows by hand, its own staff), JSON.
    """

    def __init__(self, folder: Path, enrolment: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.port = _port_of(folder / "port")
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
        command = [*self._command, "--port", str(self.port)]
        with (self.folder / "city.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--enrol", str(self._windows)], cwd=ROOT, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )

    def listening(self) -> bool:
        """Whether it takes connections already."""
        with socket.socket() as knock:
            knock.settimeout(0.2)
            return knock.connect_ex(("127.0.0.1", self.port)) == 0

    def wait(self, limit: float = 30.0) -> None:
        """Until it takes connections. Raises: RuntimeError after ``limit`` seconds, or when it ended."""
        end = time.monotonic() + limit
        while not self.listening():
            if self._process is None or self._ended(0.05) or time.monotonic() > end:
                raise RuntimeError(f"市级参考端没有起来，见 {self.folder / 'city.log'}")

    def _ended(self, within: float) -> bool:
        """Whether the process ends within so many seconds."""
        assert self._process is not None
        try:
            self._process.wait(within)
        except subprocess.TimeoutExpired:
            return False
        return True

    def invite(self, window: str, label: str) -> Sheet:
        """Have the city's administrator make a sheet for a window, by the city's own command."""
        words = ["--invite", window, "--label", label, "--address", self.url]
        done = subprocess.run([*self._command, *words], cwd=ROOT, capture_output=True, check=True)
        text = done.stdout.decode("utf-8")
        code = _CODE.search(text)
        if code is None:
            raise RuntimeError("登记单上没有编码")
        return Sheet(code.group(), " ".join(_SEAL.findall(text)))

    @property
    def _command(self) -> list[str]:
        return [sys.executable, "-m", "city", "--folder", str(self.folder)]

    def stop(self) -> None:
        """End it; what it kept stays."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None


def _port_of(note: Path) -> int:
    """The port this folder had before, when it is free; else another, noted for the next time."""
    try:
        with socket.create_server(("127.0.0.1", int(note.read_text(encoding="ascii")))) as listener:
            return int(listener.getsockname()[1])
    except (OSError, ValueError, OverflowError):
        port = _free_port()
        note.write_text(str(port), encoding="ascii")
        return port


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
