"""The summary of a tour: a table in Chinese on standard output, the same in a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Done:
    """One case of the tour as it ended."""

    flow: str
    item: str
    case_no: str
    state: str
    papers: str
    city: str


HEADINGS = ("流程", "事项", "办件编号", "状态", "文书", "市级回执")


def table(rows: Sequence[Done]) -> str:
    """Columns as wide as their widest cell; a Chinese character counts two."""
    cells = [HEADINGS, *((r.flow, r.item, r.case_no, r.state, r.papers, r.city) for r in rows)]
    widths = [max(_width(line[n]) for line in cells) for n in range(len(HEADINGS))]
    lines = ["  ".join(_padded(text, widths[n]) for n, text in enumerate(line)).rstrip() for line in cells]
    return "\n".join([lines[0], "─" * (sum(widths) + 2 * (len(widths) - 1)), *lines[1:]]) + "\n"


def write(rows: Sequence[Done], notes: Sequence[str], path: Path) -> str:
    """The whole summary, also kept at ``path``."""
    text = table(rows) + "\n" + "\n".join(notes) + "\n"
    path.write_text(text, encoding="utf-8")
    return text


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
