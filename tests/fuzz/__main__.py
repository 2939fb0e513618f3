"""Every door, or those named, fuzzed one after another in the working folder; a line of figures for each.

    python -m tests.fuzz [DOOR …] [--runs 1000000]

Before each door a control: the same door with a hole in it, which must be found. Ends with 1 when anything escaped,
or a control was not found. Doors that cost more are given their share of the runs (``Door.share``).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.door import DEEP
from tests.fuzz.doors import WHERE, door

_MEMORY = Path("/dev/shm")
_DONE = re.compile(r"Done (\d+) runs in (\d+) second")
_CONTROL = ("--hole", "-runs=300000", "-seed=1")


def _child(name: str, *words: str) -> str:
    """One run of libFuzzer, everything it said; what it leaves lying about is in memory, and swept."""
    run = [sys.executable, "-m", "tests.fuzz.fuzz_doors", name, *words]
    with tempfile.TemporaryDirectory(prefix="fuzz-", dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        around = os.environ | {"TMPDIR": folder}
        done = subprocess.run(run, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=around, check=False)
    return done.stdout.decode("utf-8", "replace")


def _control(name: str) -> bool:
    """Whether the hole was found; what it leaves is swept away."""
    said = _child(name, *_CONTROL, f"-artifact_prefix=hole-{name}-")
    for left in Path().glob(f"hole-{name}-*"):
        left.unlink()
    return "Planted" in said


def _fuzz(name: str, runs: int) -> tuple[str, bool]:
    """The line of a door, and whether it holds."""
    caught = _control(name)
    note = Path(f"{name}.json")
    note.unlink(missing_ok=True)
    said = _child(name, f"-runs={runs // door(name).share}")
    Path(f"{name}.log").write_text(said, encoding="utf-8")
    done = _DONE.search(said)
    answers = json.loads(note.read_bytes()) if note.exists() else []
    told = "、".join(
        [f"收下 {dict(answers).get(DEEP, 0):,}", *(f"{word} {n:,}" for word, n in answers[:4] if word != DEEP)]
    )
    count, seconds = (int(done[1]), done[2]) if done else (0, "?")
    found = f"漏出 {0 if done else 1}\t对照{'查出' if caught else '没有查出'}"
    line = f"{name}\t{count:,} 次\t{seconds} 秒\t{found}\t{told}"
    return line, caught and done is not None


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("doors", nargs="*", default=[], help=f"{'、'.join(WHERE)}")
    parser.add_argument("--runs", type=int, default=1_000_000)
    asked = parser.parse_args()
    holds = True
    for name in asked.doors or WHERE:
        line, held = _fuzz(name, asked.runs)
        holds = holds and held
        print(line, flush=True)
        with Path("figures.txt").open("a", encoding="utf-8") as figures:
            figures.write(line + "\n")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
