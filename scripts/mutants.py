"""The mutation score of ``models/rules``: each place is spoiled once, and the tests of the rules have to notice.

    python scripts/mutants.py                         everything; ends with 1 below ninety percent
    python scripts/mutants.py 'models.rules.fees.*'   some, by their mutmut names
    python scripts/mutants.py --again                 what was not noticed the last time, by the tests as they are now

mutmut makes the mutants and finds which tests go through which function, in a copy under ``out/mutants``;
``scripts/mutant_trials.py`` tries them. Afterwards, in that folder: ``mutmut results``, ``mutmut show NAME``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / "out" / "mutants"
FLOOR = 90.0  # percent of the mutants that the tests have to notice
NAMES = {0: "survived", 1: "killed", 33: "no tests", 36: "timeout", None: "not tried"}
ONE = "models.rules.crossing.x_with_the_city__mutmut_1"  # mutmut finds the tests of all only on its way to try some
AGAIN = "--again"


def copy() -> None:
    """The tree, without what is made, into the copy."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    leave = shutil.ignore_patterns("__pycache__")
    for name in [*settings["also_copy"], *settings["source_paths"], "pyproject.toml"]:
        source, target = ROOT / name, COPY / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=leave, dirs_exist_ok=True)
        else:
            shutil.copy2(source, target)


def prepare(settings: Mapping[str, str]) -> None:
    """Have mutmut make every mutant and run every test once.

    Raises:
        SystemExit: mutmut could not; with the end of what it said.
    """
    command = [str(Path(sys.executable).parent / "mutmut"), "run", "--max-children", "1", ONE]
    ran = subprocess.run(command, cwd=COPY, env=settings, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit("\n".join((ran.stdout + ran.stderr).replace("\r", "\n").splitlines()[-60:]))


def verdicts(folder: Path, patterns: Sequence[str]) -> dict[str, Counter[str]]:
    """How many mutants of each module met with what."""
    found: dict[str, Counter[str]] = {}
    for meta in sorted(folder.glob("models/rules/*.py.meta")):
        codes: Mapping[str, int | None] = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        asked = [code for name, code in codes.items() if any(fnmatch(name, pattern) for pattern in patterns)]
        if asked:
            found[meta.name.removesuffix(".py.meta")] = Counter(NAMES.get(code, "killed") for code in asked)
    return found


def score(counts: Counter[str]) -> float:
    """Percent noticed: killed by a test, or never ending, which nobody overlooks."""
    return 100.0 * (counts["killed"] + counts["timeout"]) / max(1, counts.total())


def table(found: Mapping[str, Counter[str]]) -> str:
    """One line per module, and the sum."""
    columns = ("killed", "timeout", "survived", "no tests", "not tried")
    lines = ["".join([f"{'module':<16}{'mutants':>9}", *(f"{name:>11}" for name in columns), f"{'score':>9}"])]
    for name, counts in [*found.items(), ("all", sum(found.values(), Counter()))]:
        cells = (f"{counts[column]:>11}" for column in columns)
        lines.append("".join([f"{name:<16}{counts.total():>9}", *cells, f"{score(counts):>8.1f}%"]))
    return "\n".join(lines)


def main(asked: Sequence[str]) -> int:
    """Copy, make, try, count."""
    if AGAIN not in asked:
        shutil.rmtree(COPY, ignore_errors=True)
    settings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    copy()
    prepare(settings)
    run = [sys.executable, str(ROOT / "scripts" / "mutant_trials.py"), *asked]
    subprocess.run(run, cwd=COPY / "mutants", check=True, env=settings)
    found = verdicts(COPY / "mutants", [one for one in asked if one != AGAIN] or ["*"])
    print(table(found))
    return 0 if score(sum(found.values(), Counter())) >= FLOOR else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
