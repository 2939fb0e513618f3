"""A process that has loaded everything and bears children that work and are killed: a birth takes milliseconds.

The tests ask on its standard input, one JSON object a line; what a child says comes back line by line, last of all
``end`` with how it ended. A child is a process of its own: killing it is killing a program, only that it need not load
Python first, so that a thousand kills take minutes.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any

from tests.faults.cityproc import ROOT

Task = Mapping[str, Any]
Work = Callable[[Task], None]
_PR_SET_PTRACER, _ANY = 0x59616D61, ctypes.c_ulong(-1)


def say(*words: object) -> None:
    """A line to the tests, in one write: a kill cannot leave half of it."""
    os.write(1, (" ".join(str(word) for word in words) + "\n").encode())


def traceable() -> None:
    """Where only a parent may trace a process, let anybody trace this one."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _ANY, 0, 0, 0)


class Nest:
    """The tests' end of it. A child does ``work(task)`` of the module."""

    def __init__(self, module: str) -> None:
        command = [sys.executable, "-m", "tests.faults.nest", module]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert self.line() == "ready"

    def line(self) -> str:
        """The next line said, of a child that is expected to go on."""
        line = self._line()
        assert not line.startswith(("end ", "escaped ")), f"the child ended by itself: {line}"
        return line

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline().rstrip("\n")
        assert line, "the nest itself is gone"
        return line

    def tell(self, word: str) -> None:
        """A line for the child that waits for one, or for the nest."""
        assert self._process.stdin is not None
        self._process.stdin.write(word + "\n")
        self._process.stdin.flush()

    def born(self, **task: object) -> int:
        """Have a child begin; its process id. It has been waited for when ``end`` is read."""
        self.tell(json.dumps(task))
        word, pid = self.line().split()
        assert word == "born"
        return int(pid)

    def rest(self) -> list[str]:
        """What the child still says; the last line is its ``end``."""
        said: list[str] = []
        while not (line := self._line()).startswith("end "):
            said.append(line)
        return [*said, line]

    def close(self) -> None:
        """No more children."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()


@contextmanager
def nest(module: str) -> Iterator[Nest]:
    """A nest until the block ends."""
    made = Nest(module)
    try:
        yield made
    finally:
        made.close()


def _child(work: Work, task: Task) -> None:
    """Never returns: what escapes is said, and nothing of the nest is torn down twice."""
    try:
        work(task)
    except BaseException:  # noqa: BLE001 - whatever it is, the tests are to read it
        say("escaped", json.dumps(traceback.format_exc(), ensure_ascii=False))
        os._exit(3)
    os._exit(0)


def main(module: str) -> None:
    """Serve until the tests close the door."""
    room = import_module(module)
    work: Work = room.work
    getattr(room, "warm", lambda: None)()
    say("ready")
    while line := heard():
        pid = os.fork()
        if not pid:
            say("born", os.getpid())
            _child(work, json.loads(line))
        _, status = os.waitpid(pid, 0)
        say("end", os.waitstatus_to_exitcode(status))


def heard() -> bytes:
    """The next line of the tests, byte by byte: a buffer would keep what is meant for another process."""
    line = b""
    while not line.endswith(b"\n") and (byte := os.read(0, 1)):
        line += byte
    return line


if __name__ == "__main__":
    main(sys.argv[1])
