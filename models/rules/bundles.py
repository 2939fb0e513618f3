"""Bundles of paper originals: what travels in which bag, its code, and what was sent held against what arrived.

The list of papers asks of every transfer 材料逐项清单与页数、原件份数及归还要求、移交人和接收人签名 (晋城一(三)、(四)).
A bag's code is region and window, the bag's letter, day and sequence, and two check digits: digits stand in even runs,
which Code 128 packs two by two, and no run is long enough to be taken for a person's number. No letter looks like a
digit: what is printed can be typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.errors import Refusal
from models.rules.numbers import check_character, parse_case_number

LETTERS = "ABCDEFGHJKLMNPQRTUWXY"
CHECKS = "0123456789" + LETTERS  # the alphabet of a number's check character
PER_BAG = 5  # lines of the transfer list in one bag
_CODE = re.compile(rf"([0-9]{{6}})([0-9]{{2}})([{LETTERS}])([0-9]{{6}})([0-9]{{4,6}})([0-9]{{2}})")
_DASHES = re.compile(r"[\s\-‐-―－_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One material as it lies in its bag."""

    seq: int
    name: str
    originals: int
    copies: int
    pages: int
    give_back: bool = False


@dataclass(frozen=True, slots=True)
class Bundle:
    """One bag."""

    code: str
    letter: str
    lines: tuple[Line, ...]

    @property
    def copies(self) -> int:
        """Originals and copies together."""
        return sum(line.originals + line.copies for line in self.lines)

    @property
    def pages(self) -> int:
        """All pages."""
        return sum(line.pages for line in self.lines)

    @property
    def give_back(self) -> int:
        """How many of its lines must come back."""
        return sum(line.give_back for line in self.lines)


@dataclass(frozen=True, slots=True)
class BundleCode:
    """A bag's code taken apart."""

    case_no: str
    letter: str


def bundle_code(case_no: str, letter: str) -> str:
    """The code on a bag: 14058103A261120001730.

    Raises:
        Refusal: code ``case_number``.
        ValueError: no such letter (our own bug).
    """
    number = parse_case_number(case_no)
    front, back = f"{number.region}{number.window:02d}", f"{number.day:%y%m%d}{number.sequence:04d}"
    return f"{front}{letter}{back}{_check(front + back, letter)}"


def spaced(code: str) -> str:
    """140581-03A-261120-0017-30: as people read it out; scanned or typed, the dashes do not count."""
    return "-".join((code[:6], code[6:9], code[9:15], code[15:-2], code[-2:]))


def parse_bundle_code(text: str) -> BundleCode:
    """Read a code as scanned or typed: any case or width, with or without dashes.

    Raises:
        Refusal: code ``bundle_code``, when it is none or its check digits do not fit.
    """
    plain = _DASHES.sub("", unicodedata.normalize("NFKC", text).upper())
    match = _CODE.fullmatch(plain)
    if match is None:
        raise _no("这不是原件袋上的码", "请扫移交清单上每袋右边的条码，或对照条码下的字输入")
    region, window, letter, day, sequence, check = match.groups()
    if _check(f"{region}{window}{day}{sequence}", letter) != check:
        raise _no("袋码校验位不符，有一位读错或输错", "请重新扫码，或对照条码下的字逐位核对")
    try:
        found = parse_case_number(_whole(region, window, day, sequence))
    except (Refusal, ValueError) as error:
        raise _no("袋码里的日期、窗口或顺序号不存在", "请对照移交清单核对") from error
    return BundleCode(found.text, letter)


def _whole(region: str, window: str, day: str, sequence: str) -> str:
    body = f"{region}{window}20{day}{int(sequence):04d}"
    return f"{body}{check_character(body)}"


def _check(digits: str, letter: str) -> str:
    """Two digits, so that a reader stays in pairs of digits to the end."""
    return f"{CHECKS.index(check_character(f'{digits}{LETTERS.index(letter):02d}')):02d}"


def _no(happened: str, todo: str) -> Refusal:
    return Refusal(happened, "没有改动任何记录", todo, code="bundle_code")


def pack(case_no: str, lines: Sequence[Line]) -> tuple[Bundle, ...]:
    """Lines into bags of five, of more only when the letters would not suffice."""
    each = max(PER_BAG, -(-len(lines) // len(LETTERS)))
    chunks = [tuple(lines[start : start + each]) for start in range(0, len(lines), each)]
    return tuple(
        Bundle(bundle_code(case_no, letter), letter, chunk) for letter, chunk in zip(LETTERS, chunks, strict=False)
    )


def plain(bundles: Iterable[Bundle]) -> list[dict[str, Any]]:
    """As an entry of the log carries them."""
    return [
        {"code": one.code, "letter": one.letter, "lines": [line_plain(line) for line in one.lines]} for one in bundles
    ]


def line_plain(line: Line) -> dict[str, Any]:
    """One line as JSON values."""
    return {name: getattr(line, name) for name in Line.__dataclass_fields__}


def bundles_in(payload: Mapping[str, Any]) -> tuple[Bundle, ...]:
    """The bags an entry carries; what another program wrote wrongly is left out."""
    rows = payload.get("bundles")
    found = (_bundle(row) for row in rows) if isinstance(rows, list) else ()
    return tuple(one for one in found if one is not None)


def _bundle(row: object) -> Bundle | None:
    if not isinstance(row, Mapping) or not row.get("code") or not isinstance(row.get("lines"), list):
        return None
    try:
        lines = tuple(_line(line) for line in row["lines"])
    except (KeyError, TypeError, ValueError):
        return None
    return Bundle(str(row["code"]), str(row.get("letter", "")), lines)


def _line(row: Mapping[str, Any]) -> Line:
    originals, copies, pages = (max(0, int(row[name] or 0)) for name in ("originals", "copies", "pages"))
    return Line(int(row["seq"]), str(row.get("name", "")), originals, copies, pages, bool(row.get("give_back")))
