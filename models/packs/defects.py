"""What was wrong in a source list, row by row: what was printed and what the importer did about it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

LEFT = "照原文保留"
HEADINGS = ("位置", "问题", "原文", "处理")


@dataclass(frozen=True, slots=True)
class Defect:
    """One finding; ``row`` is a key such as ``附件3/31``, a span such as ``附件1/1-10``, or ``正文``."""

    row: str
    kind: str
    said: str
    did: str = LEFT


def to_csv(defects: Iterable[Defect]) -> bytes:
    """The report as a table a spreadsheet opens (UTF-8 with its mark)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows((d.row, d.kind, d.said, d.did) for d in defects)
    return out.getvalue().encode("utf-8-sig")


def read_csv(data: bytes) -> tuple[Defect, ...]:
    """The report back from its table."""
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    next(rows)
    return tuple(Defect(*row) for row in rows)


def to_text(defects: Iterable[Defect]) -> str:
    """The report as lines for a terminal."""
    found = tuple(defects)
    lines = [f"{d.row}　{d.kind}｜原文：{_short(d.said)}｜处理：{d.did}" for d in found]
    return "\n".join([*lines, f"共 {len(found)} 处。"])


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[:most] + "……"
