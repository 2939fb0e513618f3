"""What a forwarded case puts into bags: the lines of the transfer list as they travel, on paper and in the log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from models.desk.sheets_people import handed_in, lines
from models.desk.situation import Situation
from models.papers import Bag, PaperMaterial
from models.rules import bundles as rules
from models.rules.bundles import Bundle, Line
from models.views import MaterialMark


def packed(seen: Situation, case_no: str) -> tuple[Bundle, ...]:
    """The bags of everything that was handed in, in the list's order."""
    marks = {mark.seq: mark for mark in seen.form.materials}
    rows = handed_in(lines(seen))
    return rules.pack(case_no, [_line(row, marks[int(row.seq)]) for row in rows])


def entry(seen: Situation, case_no: str) -> dict[str, Any]:
    """The part of 转报 that says what travels."""
    return {"bundles": rules.plain(packed(seen, case_no))}


def bags(bundles: Iterable[Bundle]) -> tuple[Bag, ...]:
    """As the transfer list shows them, each with its code."""
    return tuple(
        Bag(
            letter=one.letter,
            first=one.lines[0].seq,
            last=one.lines[-1].seq,
            copies=one.copies,
            pages=one.pages,
            give_back=one.give_back,
            barcode=one.code,
        )
        for one in bundles
    )


def bagged(rows: Sequence[PaperMaterial], bundles: Iterable[Bundle]) -> tuple[PaperMaterial, ...]:
    """The list's lines, each with the letter of its bag."""
    letters = {str(line.seq): one.letter for one in bundles for line in one.lines}
    return tuple(replace(row, bag=letters[row.seq]) for row in rows)


def _line(row: PaperMaterial, mark: MaterialMark) -> Line:
    """Counts that were not taken are what the list prints: one original, or one print of an electronic form."""
    originals, copies = mark.originals or 0, mark.copies or 0
    if not originals and not copies:
        originals, copies = (0, row.copies) if row.form == "电子" else (row.copies, 0)
    return Line(int(row.seq), row.name, originals, copies, row.pages, row.give_back)
