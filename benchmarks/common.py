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
import unicodedata
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
    goal: float | None  # None: told for comparison only
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
        if self.goal is None:
            return True
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
        timeout=600,
    )
    if done.returncode:
        raise RuntimeError(f"{module} {' '.join(arguments)}: {done.stderr[-2000:]}")
    return done


def child_figures(module: str, *arguments: str) -> Any:
    """What a child process told as JSON in its last line."""
    return json.loads(child(module, *arguments).stdout.splitlines()[-1])


MARK = "#figures "
"""Begins the line by which a benchmark tells its figures to ``python -m benchmarks``."""
_HEADS = ("what 量什么", "ours 本程序", "held against 对照", "", "ratio 比值", "goal 要达到", "")


def report(title: str, figures: Sequence[Figure]) -> None:
    """Print a table of figures under ``title``, and once more for the summary."""
    print(f"\n{title}")
    print(table(figures))
    print(MARK + json.dumps([figure._asdict() for figure in figures], ensure_ascii=False), flush=True)


def table(figures: Sequence[Figure]) -> str:
    """Lines of equal columns; Chinese characters count two."""
    rows = [_HEADS, *map(_row, figures)]
    widths = [max(_wide(row[i]) for row in rows) for i in range(len(_HEADS))]
    lines = ["  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * (sum(widths) + 2 * len(widths)), *lines[1:]])


def _row(figure: Figure) -> tuple[str, ...]:
    sign = "≥" if figure.at_least else "≤"
    return (
        figure.what + (f"（{figure.note}）" if figure.note else ""),
        _amount(figure.ours, figure.unit),
        figure.peer_name,
        _amount(figure.peer, figure.unit),
        f"{figure.ratio:.3g}",
        "" if figure.goal is None else f"{sign} {figure.goal:.3g}",
        "" if figure.goal is None else "reached 达到" if figure.reached else "NOT 未达",
    )


def _amount(value: float, unit: str) -> str:
    return f"{value:,.3g} {unit}" if value < 1000 else f"{value:,.0f} {unit}"


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _wide(text))
