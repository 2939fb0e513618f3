"""What is inside a package: letters one to a line, the city's answers, blobs by their digests; all of it checked once.

``check`` goes through every byte before anybody is given the first letter, so that a package is taken whole or
not at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from forwarding.sealed.frame import Fields, Kind
from forwarding.sealed.trouble import PackageTrouble
from forwarding.sealed.zipped import ANSWERS, BLOBS, LETTERS, Source, members, pieces
from forwarding.wire import BatchAnswer, EntryLetter

MAX_LINE = 1 << 20
"""Bytes of one letter, at most."""
LetterT = TypeVar("LetterT", bound=BaseModel)


class Contents:
    """The opened zip. Everything raises PackageTrouble when it is not what it should be."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._members = members(source)

    @property
    def blobs(self) -> tuple[str, ...]:
        """The digests of the blobs, in the order they lie in."""
        return tuple(name.removeprefix(BLOBS) for name in self._members if name.startswith(BLOBS))

    def check(self, said: Fields) -> None:
        """Every letter can be read, every blob is the one its name says, and there are as many as the header tells."""
        letters = sum(1 for _ in self.letters(EntryLetter))
        answered = self.answers(BatchAnswer) is not None
        for digest in self.blobs:
            for _ in self.blob(digest):
                pass
        if (letters, len(self.blobs)) != (said.letters, said.blobs):
            raise PackageTrouble("damaged", "counts")
        if answered and said.kind is not Kind.TO_WINDOW:
            raise PackageTrouble("hostile", "answers to the city")

    def lines(self) -> Iterator[bytes]:
        """The letters as they were written, without their line ends."""
        rest = b""
        for piece in self._pieces(LETTERS):
            *whole, rest = (rest + piece).split(b"\n")
            if any(len(line) > MAX_LINE for line in (*whole, rest)):
                raise PackageTrouble("too_large", "letter")
            yield from whole
        if rest:
            raise PackageTrouble("damaged", "last letter")

    def letters(self, kind: type[LetterT]) -> Iterator[LetterT]:
        """The letters, read as ``kind``: entries, or entries as the city keeps them."""
        for line in self.lines():
            yield _read(kind, line)

    def answers(self, kind: type[LetterT]) -> LetterT | None:
        """The city's answer, read as ``kind``; None when there is none."""
        return _read(kind, b"".join(self._pieces(ANSWERS))) if ANSWERS in self._members else None

    def blob(self, digest: str) -> Iterator[bytes]:
        """A blob in pieces; its digest is proved at the end. Raises KeyError for one that is not in the package."""
        running = hashlib.sha256()
        for piece in pieces(self._source, self._members[BLOBS + digest]):
            running.update(piece)
            yield piece
        if running.hexdigest() != digest:
            raise PackageTrouble("damaged", "digest of a blob")

    def whole_blob(self, digest: str) -> bytes:
        """A blob in one piece, at most as long as a blob may be."""
        return b"".join(self.blob(digest))

    def _pieces(self, name: str) -> Iterator[bytes]:
        member = self._members.get(name)
        return pieces(self._source, member) if member else iter(())


def _read(kind: type[LetterT], text: bytes) -> LetterT:
    try:
        return kind.model_validate_json(text)
    except (ValidationError, RecursionError) as error:
        raise PackageTrouble("damaged", kind.__name__) from error
