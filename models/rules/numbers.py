"""Numbers a window gives out by itself, without a network: cases, papers, verification codes.

A case number is region, window, day and sequence, so two windows can never give the same one. Its last
character is made as the credit code's is (GB 32100: alphabet of 31, weights 3 to the power i mod 31), from
3 instead of 1 on: 31 is prime and no weight returns or equals 1 within 29 places, so every wrong digit and
every swap of two characters shows. (ISO 7064 MOD 37,36 lets some swaps of neighbours that differ by one pass.)
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import mul

from models.errors import Refusal
from models.rules.terms import Doc

_CHECK = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I O S V Z: a hand-read O can only be 0
_WEIGHTS = tuple(pow(3, i, 31) for i in range(1, 30))
_CODE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 O 1 I L
_LOOKALIKE = str.maketrans({"O": "0", "I": "1", "S": "5", "Z": "2"})
_DASHES = re.compile(r"[\s*\-‐-―−－_]+")
_COMPACT = re.compile(r"(\d{6})(\d{2})(\d{8})(\d{4,6})([0-9A-Y])")
_FIRST_YEAR = 2000  # no case is older; a year of three digits would not even be printed as it was read
_IN_ADDRESS = re.compile(r"/Q/([^/]+)")
_WORDS = {
    Doc.ACCEPT: "受",
    Doc.SUPPLEMENT: "补",
    Doc.REFUSE_ACCEPT: "不受",
    Doc.FORWARD: "转函",
    Doc.DAY_LEDGER: "台",
    Doc.TOLERANCE: "容",
    Doc.COMMITMENT: "诺",
    Doc.FEE: "缴",
    Doc.REVIEW_OPINION: "审",
    Doc.SPECIAL_PROC: "特",
    Doc.EXTEND: "延",
    Doc.HEARING: "听",
    Doc.APPROVE: "准",
    Doc.REJECT: "不准",
    Doc.DELIVERY: "送",
    Doc.WITHDRAW: "止",
    Doc.MONTHLY_FILING: "备",
    Doc.ARCHIVE_LIST: "卷",
}  # 领取凭证, 退件清单 go by the case number, 用印登记簿 by its lines
SPARE = range(9000, 9900)
"""Running numbers of a day kept for receipts printed in advance (断电备用单); the day's own numbers leave them out."""
_PER_WINDOW = 100_000  # papers of one kind a window may number in a year
_SCOPE = re.compile(r"[A-Za-z_]+/(\d{4})(-\d{2}-\d{2})?")
_PAPER = re.compile(r".*〔(\d{4})〕(\d+)号")
LEAP = 100
"""More than a window gives out of one kind in a day."""
_BANDS = {True: (1_000, 900_000), False: (20_000, 80_000)}  # daily, yearly: of each machine, and where they end


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """办件编号 taken apart."""

    region: str  # six digits
    window: int
    day: date
    sequence: int

    @property
    def text(self) -> str:
        """The number as printed, check character included."""
        return case_number(self.region, self.window, self.day, self.sequence)


def check_character(digits: str) -> str:
    """The check character over at most 29 digits: (31 − Σ digit·3^i mod 31) mod 31, i from 1."""
    return _CHECK[-sum(map(mul, map(int, digits), _WEIGHTS)) % 31]


def case_number(region: str, window: int, day: date, sequence: int) -> str:
    """办件编号: 140581-03-20261120-0017 and a check character.

    Raises:
        ValueError: a part that cannot be (our own bug): region not six digits, window not 1–99,
            sequence not 1–999999.
    """
    if not (re.fullmatch(r"[0-9]{6}", region) and 0 < window < 100 and 0 < sequence < 1_000_000):
        raise ValueError(f"not a case number: {region!r} {window!r} {sequence!r}")
    body = f"{region}-{window:02d}-{day:%Y%m%d}-{sequence:04d}"
    return f"{body}-{check_character(body.replace('-', ''))}"


def day_sequence(n: int) -> int:
    """The running number of a day's ``n``-th case, n from 1: the numbers of spare receipts are left out."""
    return n if n < SPARE.start else n + len(SPARE)


def spare_sequence(n: int) -> int | None:
    """The running number of a day's ``n``-th spare receipt; None when this computer's share of the day is used up.

    ``n`` counts as ``first_serial`` says, so each computer of the window has a hundred of its own.
    """
    machine, at = divmod(n - 1, _BANDS[True][0])
    return SPARE[machine * LEAP + at] if at < LEAP and machine < len(SPARE) // LEAP else None


def is_spare(case_no: str) -> bool:
    """Whether a well-formed number was printed in advance on a spare receipt; such a case was entered later (补录)."""
    parts = case_no.split("-")
    return len(parts) == 5 and parts[3].isdecimal() and int(parts[3]) in SPARE


def parse_case_number(text: str) -> CaseNumber:
    """Read a number as typed or scanned: any case or width, without dashes, or inside the QR address.

    Raises:
        Refusal: code ``case_number``, when it is none or its check character does not fit.
    """
    plain = unicodedata.normalize("NFKC", text).upper().strip()
    if found := _IN_ADDRESS.search(plain):
        plain = found.group(1)
    match = _COMPACT.fullmatch(_DASHES.sub("", plain).translate(_LOOKALIKE))
    if not match:
        raise _refusal("这不是一个办件编号", "编号形如140581-03-20261120-0017-N，请重新扫码或对照凭证输入")
    region, window, day, sequence, check = match.groups()
    if check_character("".join(match.groups()[:4])) != check:
        raise _refusal("办件编号校验位不符，有一位读错或输错", "请重新扫码，或对照凭证逐位核对")
    return _number(region, window, day, sequence)


def _number(region: str, window: str, day: str, sequence: str) -> CaseNumber:
    try:
        on = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        if on.year < _FIRST_YEAR:
            raise ValueError(f"no case of the year {on.year}")
        case_number(region, int(window), on, int(sequence))  # window 00 or sequence 0 was never given out
        return CaseNumber(region, int(window), on, int(sequence))
    except ValueError as error:
        raise _refusal("办件编号里的日期、窗口或顺序号不存在", "请对照凭证逐位核对") from error


def _refusal(happened: str, todo: str) -> Refusal:
    return Refusal(happened, "没有打开或改动任何办件", todo, code="case_number")


def document_number(word: str, doc: Doc, year: int, window: int, n: int) -> str:
    """文号: 高审受〔2026〕300017号, the serial being window × 100000 + n so that windows never meet.

    ``word`` is the 机关代字, e.g. 高审; ``n`` the window's own count of this kind of paper that year, from 1.

    Raises:
        ValueError: the paper has no number of its own (RECEIPT), or ``n`` or ``window`` is out of range.
    """
    if doc not in _WORDS or not 0 < window < 100 or not 0 < n < _PER_WINDOW:
        raise ValueError(f"no document number: {doc} window {window} n {n}")
    return f"{word}{_WORDS[doc]}〔{year}〕{window * _PER_WINDOW + n}号"


def first_serial(scope: str, machine: int, seen: int = 0, days: int = 0) -> int:
    """The first number of ``scope`` that the ``machine``-th computer of a window gives out.

    A computer that takes over from a dead one does not know what that one gave out after its last backup, nor whether
    somebody switches it on again. Each therefore counts in a band of its own, and beyond what may have been given out.

    Args:
        scope: ``case/2026-11-20`` or ``ACCEPT/2026``; anything else is a mere count and goes on.
        machine: 0 for the first computer of the window, one more with each takeover or restore.
        seen: the highest number known.
        days: days since it was known to be the highest.
    """
    found = _SCOPE.fullmatch(scope)
    if not machine or found is None:
        return seen + 1
    band, end = _BANDS[found[2] is not None]
    beyond = -(-(seen + LEAP * (days + 1)) // LEAP) * LEAP if seen else 0
    return max(min(machine * band, end), beyond) + 1


def runs(taken: Sequence[int]) -> tuple[list[int], list[tuple[int, int]]]:
    """The numbers missing in a day's case sequences, and its runs (first, last).

    A run begins at 1, or where another computer of the window begins (``first_serial``). ``taken`` is sorted.
    """
    missing: list[int] = []
    found: list[tuple[int, int]] = []
    last = 0
    for n in taken:
        if n > last + 1 and n > _BANDS[True][0] and n % LEAP == 1:
            found.append((n, n))
        else:
            missing += range(last + 1, n)
            found = [*found[:-1], (found[-1][0], n)] if found else [(n, n)]
        last = n
    return missing, found


def since_scope(scope: str, day: date) -> bool:
    """Whether numbers of this scope may still be given out on ``day`` or later."""
    found = _SCOPE.fullmatch(scope)
    return found is not None and f"{found[1]}{found[2] or '-12-31'}" >= day.isoformat()


def paper_serial(number: str) -> tuple[int, int] | None:
    """Year and the window's own count in a 文号 of ``document_number``; None for another kind of number."""
    found = _PAPER.fullmatch(number)
    return (int(found[1]), int(found[2]) % _PER_WINDOW) if found else None


def has_number(doc: Doc) -> bool:
    """Whether a paper has its own 文号; the receipt's number is the case number."""
    return doc in _WORDS


def verify_code(signature: bytes) -> str:
    """核验码: eight characters people can read out, 4-4, from the signature; no 0 O 1 I L."""
    value = int.from_bytes(hashlib.sha256(signature).digest(), "big")
    chars = []
    for _ in range(8):
        value, digit = divmod(value, len(_CODE))
        chars.append(_CODE[digit])
    return "".join(chars[:4]) + "-" + "".join(chars[4:])
