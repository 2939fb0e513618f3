"""The zip inside a package: written by the standard library, read by a checker that takes exactly what we write.

A zip is a language in which much can be said twice and differently. This reader takes stored entries only, whose
names are of two kinds, that lie one behind another from the first byte to the directory with nothing between,
and whose local headers, descriptors and directory say the same. So there is no bomb (nothing is packed), no
overlap, no name that leads anywhere (nothing is ever extracted to a name), and no second directory.
"""

from __future__ import annotations

import re
import stat
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from forwarding.sealed.trouble import PackageTrouble
from forwarding.wire import MAX_BLOB_BYTES

LETTERS = "letters.jsonl"
ANSWERS = "answers.json"
BLOBS = "blobs/"
MAX_MEMBERS = 10_000
MAX_TEXT_BYTES = 64 * 1024 * 1024
PIECE = 256 * 1024

_NAME = re.compile(rb"letters\.jsonl|answers\.json|blobs/[0-9a-f]{64}")
_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_AFTER = struct.Struct("<4s3L")
_STREAMED = 0x08  # sizes and checksum follow the data
_ENCRYPTED = 0x01
_LONGEST_DIRECTORY = MAX_MEMBERS * (_ENTRY.size + 80)


class Source(Protocol):
    """Bytes that can be taken at any place: an opened body."""

    size: int

    def take(self, place: int, size: int) -> bytes:
        """``size`` bytes from ``place`` on; fewer where the source ends."""


@dataclass(frozen=True, slots=True)
class Member:
    """One stored entry: where its bytes stand in the zip and what they must come to."""

    name: str
    size: int
    crc: int
    flags: int
    place: int  # of its local header

    @property
    def data(self) -> int:
        """Where its bytes begin."""
        return self.place + _LOCAL.size + len(self.name)

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.data + self.size + (_AFTER.size if self.flags & _STREAMED else 0)


def members(source: Source) -> dict[str, Member]:
    """Every member of the zip, by name, in the order of the file.

    Raises: PackageTrouble: hostile, too_large.
    """
    count, start = _end(source)
    directory = _read(source, start, source.size - _END.size - start)
    found: dict[str, Member] = {}
    at = 0
    for _ in range(count):
        member, at = _entry(directory, at)
        if member.name in found:
            raise PackageTrouble("hostile", "name twice")
        found[member.name] = member
    if at != len(directory):
        raise PackageTrouble("hostile", "directory longer than its entries")
    _side_by_side(source, found.values(), start)
    return found


def pieces(source: Source, member: Member) -> Iterator[bytes]:
    """The bytes of a member in pieces, its checksum proved at the end.

    Raises: PackageTrouble: damaged.
    """
    crc, place, end = 0, member.data, member.data + member.size
    while place < end:
        piece = _read(source, place, min(PIECE, end - place))
        crc = zlib.crc32(piece, crc)
        place += len(piece)
        yield piece
    if crc != member.crc:
        raise PackageTrouble("damaged", "checksum")


def _read(source: Source, place: int, size: int) -> bytes:
    data = source.take(place, size)
    if len(data) != size:
        raise PackageTrouble("hostile", "cut short")
    return data


def _end(source: Source) -> tuple[int, int]:
    """How many members there are and where the directory begins, from the last 22 bytes."""
    size = source.size
    if size < _END.size:
        raise PackageTrouble("hostile", "no zip")
    record = _read(source, size - _END.size, _END.size)
    mark, disk, first_disk, here, count, length, start, comment = _END.unpack(record)
    if mark != b"PK\x05\x06" or comment:
        raise PackageTrouble("hostile", "end record")
    if disk or first_disk or here != count:
        raise PackageTrouble("hostile", "several disks")
    if count > MAX_MEMBERS or length > _LONGEST_DIRECTORY:
        raise PackageTrouble("too_large", "members")
    if start + length != size - _END.size:
        raise PackageTrouble("hostile", "place of the directory")
    return count, start


def _entry(directory: bytes, at: int) -> tuple[Member, int]:
    """The entry at a place of the directory, and the place after it."""
    if at + _ENTRY.size > len(directory):
        raise PackageTrouble("hostile", "directory cut short")
    (mark, _, _, flags, method, _, _, crc, packed, size, named, extra, comment, disk, _, attributes, place) = (
        _ENTRY.unpack_from(directory, at)
    )
    at += _ENTRY.size
    name = directory[at : at + named]
    if mark != b"PK\x01\x02" or disk or extra or comment:
        raise PackageTrouble("hostile", "directory entry")
    if not _NAME.fullmatch(name):
        raise PackageTrouble("hostile", "name")
    if flags & _ENCRYPTED:
        raise PackageTrouble("hostile", "encrypted")
    if flags not in (0, _STREAMED):
        raise PackageTrouble("hostile", "flags")
    if method:
        raise PackageTrouble("hostile", "packed")
    if packed != size:
        raise PackageTrouble("hostile", "sizes differ")
    if stat.S_IFMT(attributes >> 16) not in (0, stat.S_IFREG):
        raise PackageTrouble("hostile", "not a plain file")
    if size > (MAX_BLOB_BYTES if name.startswith(BLOBS.encode()) else MAX_TEXT_BYTES):
        raise PackageTrouble("too_large", "member")
    return Member(name.decode("ascii"), size, crc, flags, place), at + named


def _side_by_side(source: Source, found: Iterable[Member], directory: int) -> None:
    """Members follow one another from the first byte to the directory, and say of themselves what it says."""
    place = 0
    for member in found:
        if member.place != place:
            raise PackageTrouble("hostile", "overlap" if member.place < place else "gap")
        if member.end > directory:
            raise PackageTrouble("hostile", "overlap")
        _same_locally(source, member)
        place = member.end
    if place != directory:
        raise PackageTrouble("hostile", "gap")


def _same_locally(source: Source, member: Member) -> None:
    """The local header, and the descriptor behind the data, agree with the directory."""
    name = member.name.encode("ascii")
    sizes = (member.crc, member.size, member.size)
    mark, _, flags, method, _, _, crc, packed, size, named, extra = _LOCAL.unpack(
        _read(source, member.place, _LOCAL.size)
    )
    told = (0, 0, 0) if flags & _STREAMED else sizes
    if mark != b"PK\x03\x04" or (flags, method, named, extra) != (member.flags, 0, len(name), 0):
        raise PackageTrouble("hostile", "local header")
    if (crc, packed, size) != told or _read(source, member.place + _LOCAL.size, named) != name:
        raise PackageTrouble("hostile", "local header")
    if flags & _STREAMED and _read(source, member.end - _AFTER.size, _AFTER.size) != _AFTER.pack(b"PK\x07\x08", *sizes):
        raise PackageTrouble("hostile", "descriptor")
