"""What comes over the line, read as every letter there is."""

from __future__ import annotations

import json

from pydantic import ValidationError

from forwarding import wire
from forwarding.wire import Letter
from tests.fuzz.door import DEEP, Door
from tests.helpers.cityside import LetterBook

_LETTERS = tuple(
    kind for kind in vars(wire).values() if isinstance(kind, type) and issubclass(kind, Letter) and kind is not Letter
)


def _kept() -> dict[str, bytes]:
    """The fields of a letter as the city keeps it, each as its own JSON."""
    letter = LetterBook().write("0" * 31 + "1", "receive", {"item": "附件/9", "n": 1, "name": "样例"})
    told = letter.model_dump(mode="json") | {"place": 1, "standing": "counted", "receipt": "R", "seal": "AAAA"}
    return {name: json.dumps(value).encode() for name, value in told.items()}


_FIELDS = _kept()


def _spoilt(data: bytes) -> bytes:
    """A good letter with one field made anew; or the bytes as they are."""
    if not data or data[0] >= len(_FIELDS):
        return data
    fields = _FIELDS | {list(_FIELDS)[data[0]]: data[1:]}
    return b'{"entries":[{%b}]}' % b",".join(b'"%b":%b' % (name.encode(), value) for name, value in fields.items())


def letters(data: bytes) -> str:
    """Every kind is tried; one that is taken can be written and read again, and is the same."""
    data, taken = _spoilt(data), 0
    for kind in _LETTERS:
        try:
            found = kind.model_validate_json(data)
        except ValidationError:
            continue
        taken += 1
        assert kind.model_validate_json(found.model_dump_json()) == found, "a letter changes on its way"
    return DEEP if taken else "refused"


_ANSWER = (
    b'{"protocol":1,"answers":[{"id":"x","answer":"taken","receipt":"R","received_at":"2026-11-20T10:00:00+08:00"}],'
    b'"city_time":"2026-11-20T10:00:00+08:00","lacks":[{"after":1,"until":2}]}'
)
DOORS = {
    "letters": Door(
        letters,
        (
            b"\xff",
            *(bytes([at]) + value for at, value in enumerate(_FIELDS.values())),
            _ANSWER,
            b'{"protocol":1,"entries":[],"cursor":0}',
            b'{"protocol":1,"taken":3}',
            b'{"entries": []}',
            b'{"windows":[{"name":"140581-03","label":"x","keys":[]}]}',
            b'{"packs":[]}',
            b"[]",
        ),
    )
}
