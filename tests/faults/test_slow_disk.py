"""A disk that takes 300 ms for each fsync: the window goes on answering while the act waits for the disk."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from demo import halls
from tests.faults.cityproc import ROOT
from tests.faults.injected import STRACE
from tests.faults.scale import told

DELAY = 300  # ms for each fsync
HELD = 100  # ms the window may be held
TRIES = 3  # another process may hold the machine for a moment; a window that waits for the disk is held each time
pytestmark = pytest.mark.skipif(not STRACE, reason="strace is not installed")


def slow(tmp_path: Path, plan: str, n: int = 0) -> tuple[int, int]:
    """One acceptance at a real window; ms it was held at most, and how many times the disk was slow."""
    folder, log = tmp_path / f"{plan}-{n}", tmp_path / "log"
    halls.open_store(folder, halls.GAOPING).store.close()
    words = [STRACE, "-f", "--seccomp-bpf", "-qq", "-o", str(log), "-e", "trace=fsync,fdatasync"]
    words += ["-e", f"inject=fsync,fdatasync:delay_enter={DELAY * 1000}"]
    child = [sys.executable, "-m", "tests.faults.stall_child", str(folder), str(tmp_path / "papers"), plan]
    done = subprocess.run([*words, *child], cwd=ROOT, capture_output=True, text=True, check=False)
    if "ptrace" in done.stderr or "PTRACE" in done.stderr:
        pytest.skip(f"no process may be traced here: {done.stderr.strip()}")
    said = [line.split() for line in done.stdout.splitlines() if line.startswith("held ")]
    assert said, done.stderr[-2000:]
    return int(said[0][1]), log.read_text(encoding="utf-8").count("(DELAYED)")


def test_that_a_slow_disk_never_holds_the_window(tmp_path: Path) -> None:
    found: list[tuple[int, int]] = []
    while len(found) < TRIES and not any(held < HELD for held, _ in found):
        found.append(slow(tmp_path, "press", len(found)))
    held, delays = min(found)
    told("磁盘每次落盘慢 300 毫秒", 慢=f"{delays} 次", 窗口最长停顿=f"{held} 毫秒", 试=len(found))
    assert delays > 10
    assert held < HELD


def test_that_the_control_which_saves_in_the_window_is_caught(tmp_path: Path) -> None:
    held, _ = slow(tmp_path, "held")
    told("对照：在窗口线程里存盘", 窗口最长停顿=f"{held} 毫秒")
    assert held >= DELAY
