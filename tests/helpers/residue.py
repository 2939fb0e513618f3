"""Looks through files for words that must not stand in them readable, in the encodings a file of this country has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


def residue(roots: Iterable[Path], words: Sequence[str], leave_out: Iterable[Path] = ()) -> dict[str, list[str]]:
    """File → the words found in it; files under ``leave_out`` are not read. Names of files count as well."""
    out = tuple(path.resolve() for path in leave_out)
    wanted = [(word, {word.encode(code) for code in ENCODINGS}) for word in words if word]
    found: dict[str, list[str]] = {}
    for path in {file.resolve() for root in roots for file in root.rglob("*") if file.is_file()}:
        if any(path.is_relative_to(one) for one in out):
            continue
        data = path.read_bytes() + str(path.name).encode()
        if met := [word for word, forms in wanted if any(form in data for form in forms)]:
            found[str(path)] = met
    return found
