"""Carried packages for tests: two sides with their keys, honest packages, and ones whose zip an insider forged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from forwarding.sealed import frame, read
from forwarding.sealed.body import SealingWriter
from forwarding.sealed.frame import Fields, Header, Kind
from forwarding.sealed.suite import SUITE, key_id, new_box_key
from forwarding.sealed.write import PackageReceipt, write_package
from models.signing import Signer
from tests.helpers.cityside import WINDOW, LetterBook

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
CITY = "city-140581"


def digest_of(data: bytes) -> str:
    """The name of a blob."""
    return hashlib.sha256(data).hexdigest()


def letters(count: int) -> list[bytes]:
    """Letters of one window, each of a case of its own."""
    book = LetterBook()
    return [book.write(str(uuid4()), "receive", {"n": n}).model_dump_json().encode() for n in range(count)]


@dataclass(frozen=True)
class Sides:
    """A window that signs and a city that opens."""

    sign_key: bytes = field(default_factory=Signer.new_key)
    box_key: bytes = field(default_factory=new_box_key)

    @property
    def senders(self) -> dict[bytes, str]:
        """Whom the city knows."""
        return {Signer(self.sign_key).public: WINDOW}

    def pack(
        self,
        path: Path,
        texts: Iterable[bytes],
        blobs: Iterable[bytes] = (),
        *,
        answers: bytes | None = None,
        counts: tuple[int, int] | None = None,
    ) -> PackageReceipt:
        """An honest package of the window, or of the city when there are answers."""
        texts, blobs = list(texts), list(blobs)
        named = ((digest_of(data), data) for data in blobs)
        said = fields(*(counts or (len(texts), len(blobs))), Kind.TO_WINDOW if answers else Kind.TO_CITY)
        public = SUITE.box_public(self.box_key)
        return write_package(path, said, texts, named, self.sign_key, public, answers=answers)

    @contextmanager
    def open(self, path: Path) -> Iterator[read.Package]:
        """The package as the city opens it."""
        with read.open_package(path, self.senders, self.box_key) as package:
            yield package

    def forge(self, path: Path, body: bytes, count: tuple[int, int] = (0, 0), **changed: str) -> Path:
        """A package with a good signature and good seals around whatever ``body`` is."""
        said = fields(*count).model_dump()
        keys = {"sender_key": key_id(Signer(self.sign_key).public), "receiver_key": self._box_id()}
        header = Header(**{**said, **keys, **changed})
        return self.sign_around(path, frame.packed(header, SUITE), body)

    def sign_around(self, path: Path, head: bytes, body: bytes) -> Path:
        """The same with any head."""
        key, out = SUITE.new_content_key(), bytearray(head)
        out += SUITE.seal(key, SUITE.box_public(self.box_key), head)
        writer = SealingWriter(out.extend, SUITE, key, hashlib.sha256(head).digest())
        writer.write(body)
        writer.finish()
        path.write_bytes(self.signed(bytes(out)))
        return path

    def signed(self, data: bytes) -> bytes:
        """``data`` with the window's signature behind it."""
        running = SUITE.running()
        running.update(data)
        return data + SUITE.sign(self.sign_key, running.digest())

    def _box_id(self) -> str:
        return key_id(SUITE.box_public(self.box_key))


def fields(texts: int, blobs: int, kind: Kind = Kind.TO_CITY) -> Fields:
    """What a header says."""
    ends = (WINDOW, CITY)  # the same key signs both ways here: who signs what is the reader's to know
    return Fields(
        kind=kind, sender=ends[0], receiver=ends[1], number=7, made_at=NOON, letters=texts, blobs=blobs, told=41
    )


def city_answer(ids: Iterable[str]) -> bytes:
    """The city's answer to entries, as JSON."""
    answers = [{"id": name, "answer": "taken", "receipt": f"R-{name[:8]}"} for name in ids]
    return json.dumps({"protocol": 1, "answers": answers, "city_time": NOON.isoformat()}).encode()
