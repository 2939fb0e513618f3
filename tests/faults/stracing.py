"""Programs killed by the kernel as they enter their n-th call of a kind, through strace."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

CALLS = ("pwrite64", "fsync", "fdatasync", "rename", "unlink", "ftruncate")
"""What makes a change on the disk, or makes it last."""


def _allowed() -> bool:
    """Whether strace is here and may watch a program of ours."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


STRACE = _allowed()


def counted(command: list[str], calls: tuple[str, ...]) -> Counter[str]:
    """How often a program enters each of ``calls`` when nothing strikes it."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "calls"
        watch = ["strace", "-f", "-qq", "-o", str(out), "-e", f"trace={','.join(calls)}"]
        subprocess.run([*watch, *command], check=True, capture_output=True)
        lines = out.read_text(errors="replace").splitlines()
    names = (line.split(None, 1)[1].split("(", 1)[0] for line in lines if "resumed>" not in line)
    return Counter(name for name in names if name in calls)


def killed(command: list[str], call: str, n: int) -> bool:
    """Run a program that dies as it enters its ``n``-th ``call``. Returns: whether it did."""
    strike = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}"]
    strike += ["-e", f"inject={call}:signal=KILL:when={n}"]
    done = subprocess.run([*strike, *command], check=False, capture_output=True)
    return done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL)
