"""Looks for a secret on the disk, however it is broken up or encoded."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path


def written(folder: Path, code: str) -> list[str]:
    """Files under ``folder`` in which the recovery code stands, whole, without its dashes, or any two groups of it."""
    groups = code.split("-")
    pairs = ["".join(pair) for pair in pairwise(groups)]
    marks = [mark.encode(how) for mark in (code, code.replace("-", ""), *pairs) for how in ("utf-8", "utf-16-le")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if path.suffix == ".pdf" or any(mark in path.read_bytes() for mark in marks)]
