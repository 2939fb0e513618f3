"""strace put on a child of the nest: counts its system calls, or makes the n-th of one kind fail, stop or kill it.

A call that is not traced is not failed either, and a run without a failure proves nothing: so the log is read again
and says whether it happened.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.faults.nest import Nest

STRACE = shutil.which("strace") or ""
SAVING = ("fsync", "fdatasync", "pwrite64", "write", "rename", "openat", "mkdir", "ftruncate", "unlink")
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\(")


@dataclass(frozen=True, slots=True)
class Call:
    """The ``n``-th call of its name since the tracer came."""

    name: str
    n: int
    words: str  # as strace writes it, with the path of each handle


@dataclass(frozen=True)
class Run:
    """What became of one child."""

    said: tuple[str, ...]
    end: int  # exit code; below zero the signal that killed it
    struck: int  # how many calls were tampered with
    calls: tuple[Call, ...]


def traced(nest: Nest, log: Path, *inject: str, trace: str = ",".join(SAVING), **task: object) -> Run:
    """Have a child do its work under strace.

    Args:
        inject: words of strace, ``inject=fsync:error=EIO:when=3``.
        trace: the calls that are looked at; an injected one must be among them.
    """
    pid = nest.born(**task)
    assert nest.line() == "here"
    words = [STRACE, "-y", "-s", "8", "-o", str(log), "-e", f"trace={trace}", "-p", str(pid)]
    for one in inject:
        words += ["-e", one]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr is not None
        hold = tracer.stderr.readline()
        nest.tell("go")
        *said, end = nest.rest()
        tracer.stderr.read()
    if "attached" not in hold:
        raise PermissionError(hold.strip())
    text = log.read_text(encoding="utf-8", errors="replace")
    struck = text.count("(INJECTED)") + text.count("(DELAYED)") + text.count("+++ killed by SIGKILL +++")
    return Run(tuple(said), int(end.split()[1]), struck, _calls(text))


def _calls(text: str) -> tuple[Call, ...]:
    seen, found = Counter[str](), []
    for line in text.splitlines():
        if match := _CALL.match(line):
            seen[match[1]] += 1
            found.append(Call(match[1], seen[match[1]], line))
    return tuple(found)
