"""``python -m benchmarks [names]``: each benchmark in a process of its own, its table, and a summary of all figures.

Times are never judged, ratios are told; nothing here fails because a machine is slow. All of it is kept in
out/benchmarks.txt.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import TextIO

from benchmarks.common import MARK, OUT, ROOT, Figure, table

_FIRST = ("start", "store_", "paper_", "listing", "search", "drain", "city_side")
"""The order of the tables: that of the design."""


def names() -> list[str]:
    """Every module of this folder that can be run by itself."""
    here = Path(__file__).parent
    found = [file.stem for file in here.glob("[!_]*.py") if 'if __name__ == "__main__":' in file.read_text("utf-8")]
    return sorted(found, key=_place)


def _place(name: str) -> tuple[int, str]:
    known = [i for i, first in enumerate(_FIRST) if name.startswith(first)]
    return (known[0] if known else len(_FIRST), name)


def main(asked: list[str]) -> int:
    """Run the asked ones, or all; the exit code says whether each of them ran, not how fast."""
    OUT.mkdir(exist_ok=True)
    with (OUT / "benchmarks.txt").open("w", encoding="utf-8") as kept:
        _say(kept, f"{time.strftime('%Y-%m-%d %H:%M')}  {platform.platform()}  Python {platform.python_version()}")
        figures: list[Figure] = []
        failed = [name for name in asked or names() if not _run(name, kept, figures)]
        if figures:
            _say(kept, f"\nALL 汇总（比值才算数，时间只看大小）\n{table(figures)}")
        for name in failed:
            _say(kept, f"{name}: did not run 没有跑成")
    return 1 if failed else 0


def _run(name: str, kept: TextIO, figures: list[Figure]) -> bool:
    """One benchmark; what it prints is passed on as it comes."""
    command = [sys.executable, "-m", f"benchmarks.{name}"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(MARK):
                figures += [Figure(**row) for row in json.loads(line.removeprefix(MARK))]
            else:
                _say(kept, line.rstrip("\n"))
    return process.returncode == 0


def _say(kept: TextIO, line: str) -> None:
    print(line, flush=True)
    kept.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
