"""The first bytes of a package and its header: who made it for whom, its number, how much is in it."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import StrEnum
from uuid import uuid4

from pydantic import AwareDatetime, Field, ValidationError

from forwarding.sealed.suite import SIGNATURE, SUITES, Suite
from forwarding.sealed.trouble import PackageTrouble
from forwarding.wire import Letter

MAGIC = b"\x89TQP\r\n\x1a\n"
"""Eight bytes that a copy made as text would not keep."""
VERSION = 1
MAX_PACKAGE = 1 << 30
"""Bytes of a file, at most."""
MAX_HEADER = 64 * 1024
_FIRST = struct.Struct(">8sHHI")


class Kind(StrEnum):
    """Which way a package goes."""

    TO_CITY = "to_city"
    TO_WINDOW = "to_window"


class Fields(Letter):
    """What the maker says of a package; no personal data, since the header is not sealed."""

    package: str = Field(default_factory=lambda: str(uuid4()), min_length=32, max_length=36)
    kind: Kind
    sender: str = Field(min_length=1, max_length=32)  # a window's name, or the city's
    receiver: str = Field(min_length=1, max_length=32)
    number: int = Field(ge=1)  # of this sender to this receiver: 第 n 号
    made_at: AwareDatetime
    letters: int = Field(ge=0)
    blobs: int = Field(ge=0)
    told: int = Field(default=0, ge=0)  # the latest feed number the maker knew
    told_seal: str = Field(default="", max_length=200)  # the city's signature over ``told``
    cursor: int = Field(default=0, ge=0)  # up to which feed number the maker has read its county
    reply_to: str = Field(default="", max_length=36)  # the package this one answers


class Header(Fields):
    """The fields and the short names of the two keys; a later version may add to it."""

    sender_key: str = Field(pattern=r"^[0-9a-f]{16}$")
    receiver_key: str = Field(pattern=r"^[0-9a-f]{16}$")


@dataclass(frozen=True, slots=True)
class Frame:
    """The first 16 bytes, read."""

    suite: Suite
    header: int  # bytes of the header

    @property
    def head(self) -> int:
        """Bytes before the sealed key."""
        return _FIRST.size + self.header

    @property
    def body(self) -> int:
        """Where the body begins."""
        return self.head + self.suite.sealed_key


LONGEST_HEAD = _FIRST.size + MAX_HEADER + max(suite.sealed_key for suite in SUITES.values())


def packed(header: Header, suite: Suite) -> bytes:
    """The first bytes and the header, as they stand in the file."""
    text = header.model_dump_json().encode()
    if len(text) > MAX_HEADER:
        raise ValueError("the header holds names and numbers only")
    return _FIRST.pack(MAGIC, VERSION, suite.number, len(text)) + text


def first(data: bytes, size: int) -> Frame:
    """Read the first bytes of a file of ``size`` bytes; nothing in them is believed before the signature holds.

    Raises: PackageTrouble: not_ours, newer, too_large, damaged (cut short).
    """
    if len(data) < _FIRST.size or not data.startswith(MAGIC):
        raise PackageTrouble("not_ours", "magic")
    _, version, number, length = _FIRST.unpack_from(data)
    if version > VERSION:
        raise PackageTrouble("newer", f"version {version}")
    if version < 1:
        raise PackageTrouble("not_ours", "version")
    suite = SUITES.get(number)
    if suite is None:
        raise PackageTrouble("newer", f"suite {number}")
    if length > MAX_HEADER:
        raise PackageTrouble("too_large", "header")
    frame = Frame(suite, length)
    if frame.body + suite.tag + SIGNATURE > size:
        raise PackageTrouble("damaged", "cut short")
    return frame


def header(data: bytes, frame: Frame) -> Header:
    """The header out of the first bytes of a file whose signature holds.

    Raises: PackageTrouble: damaged.
    """
    try:
        return Header.model_validate_json(data[_FIRST.size : frame.head])
    except ValidationError as error:
        raise PackageTrouble("damaged", "header") from error
