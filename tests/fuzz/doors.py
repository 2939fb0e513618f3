"""Every door that takes bytes from outside, by name, with what it may raise: anything else is a find.

A door is a function of bytes. Used by the fuzzer (``make fuzz``) at full scale and by a short test with each change.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from pydantic import ValidationError

from forwarding.wire import BatchAnswer, BatchLetter, CityEntries, EnrolLetter, OfferAnswer, OfferLetter, PacksAnswer
from models.errors import WorldError
from models.packs.importer import import_list
from models.signing import Signer, Verified, verify

_KEYS = (Signer(bytes(range(32))).public,)
_LETTERS = (BatchLetter, BatchAnswer, CityEntries, OfferLetter, OfferAnswer, EnrolLetter, PacksAnswer)


def letters(data: bytes) -> None:
    """What comes over the line, read as every letter there is."""
    for kind in _LETTERS:
        with suppress(ValidationError):
            kind.model_validate_json(data)


def lists(data: bytes) -> None:
    """A list of items that somebody imports."""
    with suppress(WorldError):
        import_list(data, "jincheng", name="清单")


def codes(data: bytes) -> None:
    """What a scanner types."""
    found = verify(data.decode("utf-8", "replace"), _KEYS)
    assert found is None or found == _TRUE, "what nobody signed is taken for true"


_TRUE = Verified("140581-03-20261120-0001-K", "ACCEPT")
GOOD_CODE = Signer(bytes(range(32))).sign("HTTPS://CITY.EXAMPLE", _TRUE.case_no, _TRUE.doc).payload.encode()
_LIST = "序号,事项名称,下放方式,主管部门\n1,食品经营许可,委托,市市场监管局\n"
DOORS: dict[str, Callable[[bytes], None]] = {"letters": letters, "lists": lists, "codes": codes}
SEEDS: dict[str, tuple[bytes, ...]] = {
    "letters": (b'{"entries": []}', b'{"window": "140581-03", "entries": [{"id": "x", "payload": "{}"}]}', b"[]"),
    "lists": (_LIST.encode(), b"PK\x03\x04", b"\xff\xfea\0,\0b\0"),
    "codes": (GOOD_CODE, GOOD_CODE[:-1], GOOD_CODE.replace(b"ACCEPT", "受理".encode()), b"https://city.example/q/1"),
}
