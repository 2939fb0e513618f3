"""How much is done: the short form with every change, the full form by ``make faults``; and where the figures go."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

FULL = os.environ.get("TONGQUAN_FAULTS") == "full"
OUT = Path(__file__).resolve().parents[2] / "out" / "faults.txt"


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers of one form."""

    entries: int  # through the broken line
    windows: int  # of the county
    cases: int  # in all
    rounds: int  # of everybody acting apart
    kills: int  # of each kind


SCALE = Scale(10_000, 50, 50 * 200, 40, 100) if FULL else Scale(1_000, 8, 12, 6, 3)


def told(title: str, **figures: object) -> None:
    """Say the sums of one run; the full form keeps them in ``out/faults.txt`` too."""
    line = f"{title}：" + "，".join(f"{name} {value}" for name, value in figures.items())
    sys.stdout.write(line + "\n")
    if FULL:
        OUT.parent.mkdir(exist_ok=True)
        with OUT.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
