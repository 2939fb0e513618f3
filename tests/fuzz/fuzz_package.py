"""Feeds the reader of carried packages whatever libFuzzer thinks of; anything but PackageTrouble is a find.

    .venv/bin/python -m tests.fuzz.fuzz_package -runs=1000000          the zip inside, as if the seals had held
    .venv/bin/python -m tests.fuzz.fuzz_package --file -runs=100000    whole files, signed anew by an insider

Needs the packages of ``make setup-bench``. What is found is written to the working folder as ``crash-…``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["forwarding.sealed"]):
    from forwarding.sealed.contents import Contents
    from forwarding.sealed.trouble import PackageTrouble

from tests.helpers.bad_zips import HOSTILE, Plain, honest
from tests.helpers.carried import Sides, fields, letters

SIDES = Sides()
FOLDER = Path(tempfile.mkdtemp(prefix="package-fuzz-"))


def inside(data: bytes) -> None:
    """The zip alone: quick, so that most runs are spent on what a forger can reach."""
    try:
        contents = Contents(Plain(data))
        contents.check(fields(2, 1))
    except PackageTrouble:
        return


def whole(data: bytes) -> None:
    """A file whose signature holds around any bytes."""
    path = FOLDER / "a.tqp"
    path.write_bytes(SIDES.signed(data))
    try:
        with SIDES.open(path):
            pass
    except PackageTrouble:
        return


def seeds(files: bool) -> Path:
    """Good and bad ones to start from."""
    folder = FOLDER / "seeds"
    folder.mkdir()
    for number, data in enumerate([honest(letters(2)), *(bad for bad, _, _ in HOSTILE.values())]):
        (folder / str(number)).write_bytes(data[:60_000])
    if files:
        SIDES.pack(FOLDER / "good.tqp", letters(2), [b"a scan"])
        (folder / "good").write_bytes((FOLDER / "good.tqp").read_bytes()[:-64])
    return folder


if __name__ == "__main__":
    as_files = "--file" in sys.argv
    words = [word for word in sys.argv if word != "--file"]
    atheris.Setup([*words, str(seeds(as_files))], whole if as_files else inside)
    atheris.Fuzz()
