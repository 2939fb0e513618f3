"""How figures are measured: interleaved pairs, medians, child processes, and the row a benchmark hands back.

Times on a shared machine mean little, ratios of things measured in turn mean much: every figure compares ours with a
peer or a floor, one run of each at a time, so that a slow second hits both.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "out"
FOLDER = OUT / "bench"


class Figure(NamedTuple):
    """One line of a table: what, ours, what it is held against, the ratio, and what is to be reached."""

    what: str
    ours: float
    peer_name: str
    peer: float
    goal: float
    unit: str = "ms"
    at_least: bool = False  # the ratio is to be at least the goal, else at most
    inverse: bool = False  # ratio = peer / ours (how many times as fast)
    note: str = ""

    @property
    def ratio(self) -> float:
        """Ours against the peer."""
        return self.peer / self.ours if self.inverse else self.ours / self.peer

    @property
    def reached(self) -> bool:
        """Whether the goal of the design is met in this run."""
        return self.ratio >= self.goal if self.at_least else self.ratio <= self.goal


def pairs(count: int, ours: Callable[[], float], peer: Callable[[], float]) -> tuple[float, float]:
    """Medians of ours and of the peer, measured in turn ``count`` times after one round that does not count."""
    ours(), peer()
    rounds = [(ours(), peer()) for _ in range(count)]
    return statistics.median(r[0] for r in rounds), statistics.median(r[1] for r in rounds)


def ms(work: Callable[[], object]) -> float:
    """Milliseconds that ``work`` takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` (0–1) of all lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def child(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """``python -m module`` to its end, without a screen."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false"}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{module} {' '.join(arguments)}: {done.stderr[-2000:]}")
    return done


def child_figures(module: str, *arguments: str) -> Any:
    """What a child process told as JSON in its last line."""
    return json.loads(child(module, *arguments).stdout.splitlines()[-1])
