"""What comes over the line, read as every letter there is."""

from __future__ import annotations

from pydantic import BaseModel, ValidationError

from forwarding.wire import BatchAnswer, BatchLetter, CityEntries, EnrolLetter, OfferAnswer, OfferLetter, PacksAnswer
from tests.fuzz.door import DEEP, Door
from tests.helpers.cityside import LetterBook

_LETTERS: tuple[type[BaseModel], ...] = (
    BatchLetter, BatchAnswer, CityEntries, OfferLetter, OfferAnswer, EnrolLetter, PacksAnswer,
)  # fmt: skip


def letters(data: bytes) -> str:
    """Every kind is tried; one that is taken can be written and read again, and is the same."""
    taken = 0
    for kind in _LETTERS:
        try:
            found = kind.model_validate_json(data)
        except ValidationError:
            continue
        taken += 1
        if kind is BatchLetter or kind is OfferLetter:
            assert kind.model_validate_json(found.model_dump_json()) == found, "a letter changes on its way"
    return DEEP if taken else "refused"


def _batch() -> bytes:
    letter = LetterBook().write("0" * 31 + "1", "receive", {"item": "附件/9", "n": 1, "name": "样例"})
    return BatchLetter(entries=(letter,)).model_dump_json().encode()


_ANSWER = (
    b'{"protocol":1,"answers":[{"id":"x","answer":"taken","receipt":"R","received_at":"2026-11-20T10:00:00+08:00"}],'
    b'"city_time":"2026-11-20T10:00:00+08:00","lacks":[{"after":1,"until":2}]}'
)
DOORS = {
    "letters": Door(
        letters,
        (
            _batch(),
            _ANSWER,
            b'{"protocol":1,"entries":[],"cursor":0}',
            b'{"protocol":1,"taken":3}',
            b'{"entries": []}',
            b"[]",
        ),
    )
}
