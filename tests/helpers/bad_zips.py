"""Zips as an attacker makes them: honest ones with one thing changed, each under the name of what is wrong."""

from __future__ import annotations

import io
import stat
import struct
import warnings
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from forwarding.sealed.zipping import fill
from tests.helpers.carried import digest_of

BLOB = b"a scan"
NAME = f"blobs/{digest_of(BLOB)}"
OTHER = f"blobs/{digest_of(b'another')}"
ENTRY, END = 46, 22


class Stream(io.RawIOBase):
    """Takes bytes and cannot go back, as the sealing writer cannot."""

    def __init__(self) -> None:
        super().__init__()
        self.taken = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        """Keep them."""
        self.taken += memoryview(data).cast("B")  # type: ignore[arg-type]  # any buffer, as RawIOBase promises
        return memoryview(data).nbytes  # type: ignore[arg-type]  # the same


class Plain:
    """A zip as if its body had been opened."""

    def __init__(self, data: bytes) -> None:
        self._data, self.size = data, len(data)

    def take(self, place: int, size: int) -> bytes:
        """Some of it."""
        return self._data[place : place + size]


def honest(letters: Iterable[bytes] = (), blobs: Iterable[bytes] = (BLOB,)) -> bytes:
    """The zip we write ourselves."""
    out = Stream()
    fill(out, letters, None, [(digest_of(data), data) for data in blobs])
    return bytes(out.taken)


def made(*named: tuple[str, bytes], packed: int = ZIP_STORED, mode: int = 0o600, extra: bytes = b"") -> bytes:
    """A zip of the standard library with any names."""
    out = io.BytesIO()
    with warnings.catch_warnings(), ZipFile(out, "w", packed) as archive:
        warnings.simplefilter("ignore", UserWarning)  # the library warns of a name that comes twice
        for name, data in named:
            info = ZipInfo("x")
            info.filename = name  # as given: the constructor would tidy it up
            info.compress_type, info.create_system, info.external_attr, info.extra = packed, 3, mode << 16, extra
            archive.writestr(info, data)
    return out.getvalue()


def single() -> bytes:
    """One blob, sizes in its local header."""
    return made((NAME, BLOB))


def directory(data: bytes) -> int:
    """Where the directory begins."""
    return int(struct.unpack("<L", data[-6:-2])[0])


def patched(data: bytes, *changes: tuple[int, str, int]) -> bytes:
    """``data`` with numbers written over it; a place below zero counts from the end."""
    out = bytearray(data)
    for place, form, value in changes:
        struct.pack_into(form, out, place % len(out), value)
    return bytes(out)


def entry(data: bytes, offset: int, form: str, value: int) -> bytes:
    """The first directory entry with one field changed."""
    return patched(data, (directory(data) + offset, form, value))


def both(data: bytes, offset: int, form: str, value: int) -> bytes:
    """A field that stands in the directory and, two bytes earlier, in the local header: changed in both."""
    return patched(data, (directory(data) + offset, form, value), (offset - 2, form, value))


def inserted(data: bytes, place: int, more: bytes) -> bytes:
    """Bytes put in before the directory, whose place is corrected."""
    start = directory(data)
    return patched(data[:place] + more + data[place:], (-6, "<L", start + (len(more) if place <= start else 0)))


def behind_directory(data: bytes, more: bytes) -> bytes:
    """Bytes at the end of the directory, which is said to be longer."""
    start = directory(data)
    return patched(data[:-END] + more + data[-END:], (-10, "<L", len(data) - END - start + len(more)))


def twice(data: bytes) -> bytes:
    """The one member told of twice under two names, lying in the same bytes."""
    start = directory(data)
    again = data[start : start + ENTRY] + OTHER.encode()
    more = behind_directory(data, again)
    return patched(more, (-14, "<H", 2), (-12, "<H", 2))


def hidden_directory() -> bytes:
    """A second, zip64 directory that some readers would follow instead, in the comment of an entry."""
    data = single()
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    return entry(behind_directory(data, locator), 32, "<H", len(locator))


LINK, FOLDER, PIPE = (kind | 0o777 for kind in (stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO))
STRANGE_NAMES = {
    "leads upwards": "../letters.jsonl",
    "leads upwards from a blob": "blobs/../../x",
    "starts at the root": "/etc/cron.d/x",
    "names a drive": "C:/x",
    "names a share": "\\\\host\\x",
    "has a backslash": NAME.replace("/", "\\"),
    "is ours in capitals": "LETTERS.JSONL",
    "is a digest in capitals": f"blobs/{digest_of(BLOB).upper()}",
    "is ours in full-width letters": "ｌetters.jsonl",
    "has a combining mark": "letters\u0301.jsonl",
    "has a NUL": "letters.jsonl\0.exe",
    "ends with a dot": "letters.jsonl.",
    "ends with a space": "letters.jsonl ",
    "ends with a line": "letters.jsonl\n",
    "is a folder": "blobs/",
    "is deeper": f"{NAME}/x",
    "is a digest cut short": NAME[:-1],
    "is a device": "NUL",
    "is empty": "",
    "is another file": "readme.txt",
}
HOSTILE: dict[str, tuple[bytes, str, str]] = {
    **{f"a name {why}": (made((name, BLOB)), "hostile", "name") for why, name in STRANGE_NAMES.items()},
    "a name not in UTF-8": (single().replace(b"blobs/", b"\xff\xfe/\x80ab"[:6]), "hostile", "name"),
    "a bomb that unpacks to 200 MB": (
        made((NAME, b"\0" * 20_000_000), packed=ZIP_DEFLATED),
        "hostile",
        "packed",
    ),
    "a method unknown to us": (both(single(), 10, "<H", 99), "hostile", "packed"),
    "a bomb by its declared size": (entry(single(), 24, "<L", 0xFFFFFFF0), "hostile", "sizes differ"),
    "a forged packed size of 2 GiB": (entry(single(), 20, "<L", 1 << 31), "hostile", "sizes differ"),
    "both sizes of 4 GiB": (
        both(both(single(), 20, "<L", 0xFFFFFFF0), 24, "<L", 0xFFFFFFF0),
        "too_large",
        "member",
    ),
    "both sizes past the directory": (
        both(both(single(), 20, "<L", 999), 24, "<L", 999),
        "hostile",
        "overlap",
    ),
    "more bytes than declared": (both(both(single(), 20, "<L", 2), 24, "<L", 2), "hostile", "gap"),
    "a local header with another size": (patched(single(), (22, "<L", 5)), "hostile", "local header"),
    "a local header with another name": (single().replace(b"blobs/", b"blobz/", 1), "hostile", "local header"),
    "a local header with another method": (patched(single(), (8, "<H", 8)), "hostile", "local header"),
    "a local header with something extra": (patched(single(), (28, "<H", 4)), "hostile", "local header"),
    "a descriptor that says otherwise": (
        patched(honest(), (directory(honest()) - 4, "<L", 1)),
        "hostile",
        "descriptor",
    ),
    "a link": (made((NAME, b"/etc/passwd"), mode=LINK), "hostile", "not a plain file"),
    "a folder with our name": (made((NAME, b""), mode=FOLDER), "hostile", "not a plain file"),
    "a pipe with our name": (made((NAME, b""), mode=PIPE), "hostile", "not a plain file"),
    "the same name twice": (made((NAME, BLOB), (NAME, BLOB)), "hostile", "name twice"),
    "two names for the same bytes": (twice(single()), "hostile", "overlap"),
    "an encrypted member": (both(single(), 8, "<H", 1), "hostile", "encrypted"),
    "a member with strange flags": (both(single(), 8, "<H", 1 << 11), "hostile", "flags"),
    "a field that gives another name": (
        made((NAME, BLOB), extra=struct.pack("<HHB4sL", 0x7075, 9, 1, b"evil", 0)),
        "hostile",
        "directory entry",
    ),
    "a zip64 directory hidden in a comment": (hidden_directory(), "hostile", "directory entry"),
    "a member on another disk": (entry(single(), 34, "<H", 1), "hostile", "directory entry"),
    "an entry without its mark": (entry(single(), 0, "<L", 0), "hostile", "directory entry"),
    "several disks": (patched(single(), (-18, "<H", 1)), "hostile", "several disks"),
    "a comment": (patched(single(), (-2, "<H", 3)) + b"abc", "hostile", "end record"),
    "something behind the end": (single() + b"\0", "hostile", "end record"),
    "something before the start": (b"MZ" + single(), "hostile", "place of the directory"),
    "a program before the start": (
        patched(inserted(single(), 0, b"MZ"), (directory(single()) + 2 + 42, "<L", 2)),
        "hostile",
        "gap",
    ),
    "something between members and directory": (
        inserted(single(), directory(single()), b"junk"),
        "hostile",
        "gap",
    ),
    "a member before the first byte": (entry(honest(), 42, "<L", 1), "hostile", "gap"),
    "a directory longer than its entries": (
        behind_directory(single(), b"junk"),
        "hostile",
        "directory longer than its entries",
    ),
    "an entry that is not there": (
        patched(single(), (-14, "<H", 2), (-12, "<H", 2)),
        "hostile",
        "directory cut short",
    ),
    "more members than we take": (patched(single(), (-14, "<H", 10_001), (-12, "<H", 10_001)), "too_large", "members"),
    "a directory of 4 GiB": (patched(single(), (-10, "<L", 0xFFFFFFFF)), "too_large", "members"),
    "a zip cut short at its end": (single()[:-1], "hostile", "end record"),
    "a zip cut short at its start": (single()[1:], "hostile", "place of the directory"),
    "no zip at all": (b"", "hostile", "no zip"),
    "bytes changed inside": (single().replace(BLOB, b"A SCAN"), "damaged", "checksum"),
    "a blob under another's name": (made((OTHER, BLOB)), "damaged", "digest of a blob"),
}
