"""Opening a package. Nothing of it is read before its signature holds, nothing handed out before all of it is checked.

In this order: the size; the first 16 bytes; the signature over the whole file, by a key that is expected; the
header; the content key; every chunk, letter and blob. The head is kept from the pass the signature was checked
in, and the body is opened under the key in that head, so that a stick that shows other bytes the second time
gains nothing.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from forwarding.sealed import frame
from forwarding.sealed.body import CHUNK, SealedBody, exactly
from forwarding.sealed.contents import Contents
from forwarding.sealed.suite import SIGNATURE, key_id
from forwarding.sealed.trouble import PackageTrouble, reading


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package; usable inside the ``with`` only.

    ``header.package`` is the id by which the caller knows one it has taken before.
    """

    header: frame.Header
    contents: Contents
    digest: str  # what the sender signed, in hex: another file under the same id has another


@dataclass(frozen=True, slots=True)
class Seen:
    """What one pass over a file found: all of it, without believing any."""

    size: int
    frame: frame.Frame
    head: bytes  # the first bytes, header and sealed key with it
    digest: bytes
    signature: bytes


@contextmanager
def open_package(path: Path, sender_keys: Mapping[bytes, str], receiver_private: bytes) -> Iterator[Package]:
    """Open the package at ``path`` for as long as the ``with`` lasts; it is checked whole before that begins.

    Args:
        sender_keys: every public signing key that may have signed it, with the name of its owner.
        receiver_private: our own key that packages are sealed to, 32 bytes.

    Raises: PackageTrouble: not_ours, forged, wrong_receiver, damaged, hostile, too_large, newer, unreadable.
    """
    with opened(path) as file:
        seen = look(file)
        signer = next((key for key in sender_keys if holds(seen, key)), None)
        if signer is None:
            raise PackageTrouble("forged", "signature")
        header = frame.header(seen.head, seen.frame)
        if header.sender != sender_keys[signer] or header.sender_key != key_id(signer):
            raise PackageTrouble("forged", "signed in another's name")
        contents = contents_of(file, seen, _content_key(seen, header, receiver_private))
        contents.check(header)
        yield Package(header, contents, seen.digest.hex())


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file at ``path`` if it is one; a pipe or a device is not waited for."""
    with reading():
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise PackageTrouble("not_ours", "not a file")
    with os.fdopen(handle, "rb", buffering=0) as file:
        yield cast("BinaryIO", file)


def look(file: BinaryIO) -> Seen:
    """Read the file once from start to end.

    Raises: PackageTrouble: not_ours, newer, too_large, damaged, unreadable.
    """
    with reading():
        size = os.fstat(file.fileno()).st_size
        if size > frame.MAX_PACKAGE:
            raise PackageTrouble("too_large", "file")
        file.seek(0)
        head = exactly(file, min(size, frame.LONGEST_HEAD))
        found = frame.first(head, size)
        running = found.suite.running()
        file.seek(0)
        left = size - SIGNATURE
        while left:
            piece = exactly(file, min(left, CHUNK))
            running.update(piece)
            left -= len(piece)
        return Seen(size, found, head[: found.body], running.digest(), exactly(file, SIGNATURE))


def holds(seen: Seen, public: bytes) -> bool:
    """Whether the owner of ``public`` signed the file."""
    return seen.frame.suite.holds(public, seen.digest, seen.signature)


def contents_of(file: BinaryIO, seen: Seen, content_key: bytes) -> Contents:
    """The content under its key.

    Raises: PackageTrouble: damaged, hostile, too_large, unreadable.
    """
    bound = hashlib.sha256(seen.head[: seen.frame.head]).digest()
    return Contents(SealedBody(file, seen.frame.body, seen.size - SIGNATURE, seen.frame.suite, content_key, bound))


def _content_key(seen: Seen, header: frame.Header, receiver_private: bytes) -> bytes:
    suite, head = seen.frame.suite, seen.frame.head
    if header.receiver_key != key_id(suite.box_public(receiver_private)):
        raise PackageTrouble("wrong_receiver", "key")
    key = suite.unseal(seen.head[head:], receiver_private, seen.head[:head])
    if key is None:
        raise PackageTrouble("damaged", "sealed key")
    return key
