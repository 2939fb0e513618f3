"""Feeds one door with whatever libFuzzer thinks of; the first find ends it and is kept as ``DOOR-crash-…``.

    .venv/bin/python -m tests.fuzz.fuzz_doors letters -runs=1000000
    .venv/bin/python -m tests.fuzz.fuzz_doors letters --hole            the control: a door with a hole in it

Needs the packages of ``make setup-bench``. ``python -m tests.fuzz`` runs the doors one after another and reports.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=[
        "forwarding.sealed",
        "forwarding.wire",
        "models.desk.bundles",
        "models.desk.cases",
        "models.desk.genuine",
        "models.desk.holidays",
        "models.desk.late",
        "models.desk.scans",
        "models.desk.search",
        "models.packs",
        "models.rules",
        "models.signing",
        "tests.fuzz",  # so that bytes which were taken are worth keeping
        "ui.pages.intake.wedge",
        "ui.scanner",
    ]
):
    from tests.fuzz.door import Door, with_a_hole
    from tests.fuzz.doors import door

    NAME, *WORDS = sys.argv[1:]
    FOUND = door(NAME)

EVERY = 1000  # runs between two notes of what became of the bytes


def counted(take: Callable[[bytes], str], note: Path) -> Callable[[bytes], None]:
    """The door, with a file that says how often it answered what: libFuzzer never comes back to tell."""
    said: Counter[str] = Counter()

    def run(data: bytes) -> None:
        said[take(data)] += 1
        if said.total() % EVERY == 0:
            note.write_text(json.dumps(said.most_common()), encoding="utf-8")

    return run


def _begin(name: str, found: Door) -> Path:
    """A folder with the seeds of a door; what libFuzzer learns is kept there for the next time."""
    folder = Path("corpus") / name
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(found.seeds):
        (folder / f"seed-{number}").write_bytes(seed)
    return folder


if __name__ == "__main__":
    HOLE = "--hole" in WORDS
    TAKE = with_a_hole(FOUND) if HOLE else FOUND.take
    OPTIONS = [
        f"-max_len={FOUND.longest}",
        "-timeout=60",
        "-rss_limit_mb=3000",
        "-keep_seed=1",
        f"-artifact_prefix={NAME}-",
    ]
    WORDS = [word for word in WORDS if word != "--hole"]
    atheris.Setup(
        [sys.argv[0], *OPTIONS, *WORDS, str(_begin(NAME, FOUND))],
        counted(TAKE, Path(f"{NAME}{'-hole' * HOLE}.json")),
    )
    atheris.Fuzz()
