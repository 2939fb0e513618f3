"""Putting letters, answers and blobs into a zip that is written as it goes, in the order it will be read."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from forwarding.sealed.body import CHUNK
from forwarding.sealed.contents import MAX_LINE
from forwarding.sealed.trouble import PackageTrouble
from forwarding.sealed.zipped import ANSWERS, BLOBS, LETTERS, MAX_MEMBERS, MAX_TEXT_BYTES
from forwarding.wire import MAX_BLOB_BYTES


def fill(
    out: io.RawIOBase, letters: Iterable[bytes], answers: bytes | None, blobs: Iterable[tuple[str, bytes]]
) -> tuple[int, int]:
    """Write the zip to ``out``. Returns: how many letters and how many blobs there were.

    Raises: PackageTrouble: too_large; ValueError for what no caller may hand over.
    """
    with ZipFile(out, "w", ZIP_STORED, allowZip64=False) as packed:
        with packed.open(_info(LETTERS), "w") as member:
            written = _lines(member, letters)
        if answers is not None:
            with packed.open(_info(ANSWERS), "w") as member:
                _pieces(member, answers, MAX_TEXT_BYTES)
        seen: set[str] = set()
        for digest, data in blobs:
            _blob(packed, digest, data, seen)
    return written, len(seen)


def _lines(member: IO[bytes], letters: Iterable[bytes]) -> int:
    count = size = 0
    for letter in letters:
        if not letter or b"\n" in letter:
            raise ValueError("a letter is one line")
        size += len(letter) + 1
        if len(letter) > MAX_LINE or size > MAX_TEXT_BYTES:
            raise PackageTrouble("too_large", "letters")
        member.write(letter + b"\n")
        count += 1
    return count


def _blob(packed: ZipFile, digest: str, data: bytes, seen: set[str]) -> None:
    if digest in seen or hashlib.sha256(data).hexdigest() != digest:
        raise ValueError("a blob goes once, under its own digest")
    if len(seen) + 3 > MAX_MEMBERS:
        raise PackageTrouble("too_large", "blobs")
    with packed.open(_info(BLOBS + digest), "w") as member:
        _pieces(member, data, MAX_BLOB_BYTES)
    seen.add(digest)


def _pieces(member: IO[bytes], data: bytes, limit: int) -> None:
    if len(data) > limit:
        raise PackageTrouble("too_large", "member")
    view = memoryview(data)
    for start in range(0, len(view), CHUNK):
        member.write(view[start : start + CHUNK])


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name)  # 1980 and one system for all: a package tells nothing it need not
    info.compress_type, info.create_system, info.external_attr = ZIP_STORED, 3, 0o600 << 16
    return info
