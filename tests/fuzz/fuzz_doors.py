"""Feeds one door with whatever libFuzzer thinks of; what escapes is a find, written to the working folder as crash-….

    .venv/bin/python -m tests.fuzz.fuzz_doors letters -runs=1000000

Needs the packages of ``make setup-bench``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["forwarding.wire", "models.packs", "models.signing"]):
    from tests.fuzz.doors import DOORS, SEEDS

if __name__ == "__main__":
    door = sys.argv.pop(1)
    folder = Path(tempfile.mkdtemp(prefix="door-fuzz-"))
    for number, seed in enumerate(SEEDS[door]):
        (folder / str(number)).write_bytes(seed)
    atheris.Setup([*sys.argv, str(folder)], DOORS[door])
    atheris.Fuzz()
