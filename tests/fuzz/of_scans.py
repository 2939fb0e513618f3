"""Whatever a scanner or a card reader sends, read by everything that reads such strings.

The first byte says how the rest becomes a string (as it is, with halves of characters, or as the body of a code that
is given its right check characters, so that what lies behind the check is reached).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date

from stdnum.cn import ric

from models.desk.late import read_time
from models.errors import Refusal
from models.rules.bundles import bundle_code, parse_bundle_code, spaced
from models.rules.numbers import case_number, check_character, parse_case_number
from models.signing import Signer, Verified, verify
from tests.fuzz.door import DEEP, Door
from tests.helpers.factory import MORNING
from tests.helpers.people import credit_code, resident_id
from ui.pages.intake.wedge import Card, Licence, understand

TODAY = date(2026, 11, 20)
CASE = case_number("140581", 3, TODAY, 17)
BAG = bundle_code(CASE, "A")
SIGNER = Signer(bytes(range(32)))
_KEYS = (SIGNER.public,)
_TRUE = Verified("140581-03-20261120-0001-K", "ACCEPT")
GOOD_CODE = SIGNER.sign("HTTPS://CITY.EXAMPLE", _TRUE.case_no, _TRUE.doc).payload.encode()


def codes(data: bytes, reads: Callable[[str, Iterable[bytes]], Verified | None] = verify) -> str:
    """The code on a paper: only what was signed is taken for true. The control ``reads`` without looking at that."""
    found = reads(data.decode("utf-8", "replace"), _KEYS)
    assert found is None or found == _TRUE, "what nobody signed is taken for true"
    return DEEP if found else "refused"


def _checked(text: str) -> str:
    """As the number of a case, its check character made right."""
    digits = "".join(c for c in text if c in "0123456789")[:29]
    return digits + check_character(digits)


def _bag(text: str) -> str:
    """As the code of a bag, its check digits made right when they can be."""
    with suppress(Refusal, ValueError):
        return bundle_code(parse_case_number(_checked(text)).text, "ABCDEFGHJKLMNPQRTUWXY"[len(text) % 21])
    return text


def _person(text: str) -> str:
    """As a person's number, its last digit made right."""
    digits = "".join(c for c in text if c in "0123456789")[:17]
    return digits + ric.calc_check_digit(digits + "0") if len(digits) == 17 else text


WAYS: tuple[Callable[[str], str], ...] = (
    str, _checked, _bag, _person, lambda text: f"HTTPS://A.EXAMPLE/Q/{_checked(text)}/ACCEPT/AAAA",
    lambda text: json.dumps({"name": text[:9], "id": _person(text), "address": text}), spaced, lambda text: text * 99,
)  # fmt: skip


def as_sent(data: bytes) -> str:
    """The string a reader might send."""
    how, rest = (data or b"\0")[0], data[1:]
    text = rest.decode("utf-8", "surrogateescape" if how & 8 else "replace")
    return WAYS[how % 8]("".join(map(chr, rest)) if how & 16 else text)


def scans(data: bytes) -> str:
    """Read as the number of a case, a bag, a card, a licence, a code, a time."""
    text, taken = as_sent(data), 0
    verify(text, _KEYS)
    with suppress(Refusal):
        found = parse_case_number(text)
        assert parse_case_number(found.text) == found, "a number that does not read as itself"
        taken += 1
    with suppress(Refusal):
        bag = parse_bundle_code(text)
        again = parse_bundle_code(spaced(bundle_code(bag.case_no, bag.letter)))
        assert again == bag, "a bag that does not read as itself"
        taken += 1
    with suppress(Refusal):
        taken += read_time(text, MORNING).tzinfo is not None
    card = understand(text, TODAY)
    assert card is None or isinstance(card, Card | Licence)
    return DEEP if taken or card else "refused"


_CARD = json.dumps({"name": "测试甲", "id": resident_id(2), "address": "样例街1号"}, ensure_ascii=False)
_SENT = (CASE, BAG, spaced(BAG), GOOD_CODE.decode(), resident_id(2), credit_code(17), _CARD, "11-20 14:05", '{"a":1}')
DOORS = {
    "codes": Door(
        codes, (GOOD_CODE, GOOD_CODE[:-1], GOOD_CODE.replace(b"ACCEPT", "受理".encode()), b"https://city.example/q/1")
    ),
    "scans": Door(
        scans,
        (
            *(b"\0" + text.encode() for text in _SENT),
            *(bytes([how]) + CASE.encode() for how in range(1, 8)),
            b"\x03" + resident_id(31).encode(),
            b"\x05" + resident_id(31).encode(),
            b'\0{"a":' + b"[" * 1200,
        ),
    ),
}
