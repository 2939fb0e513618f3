"""A carried package, layer by layer, each behind good layers around it: so that what a forger can reach is reached,
and the ciphers, which cost the most, are paid for only where they are what is tried.
"""

from __future__ import annotations

import atexit
import hashlib
import io
import tempfile
from functools import cache
from pathlib import Path
from unittest import mock

from forwarding.sealed import body, frame
from forwarding.sealed.body import SealedBody, SealingWriter
from forwarding.sealed.contents import Contents
from forwarding.sealed.frame import Fields, Header, Kind
from forwarding.sealed.suite import SUITE, key_id
from forwarding.sealed.trouble import PackageTrouble
from forwarding.wire import CarriedAnswer, KeptLetter
from models.signing import Signer
from tests.fuzz.door import DEEP, Door
from tests.fuzz.plain_zip import stored
from tests.helpers.bad_zips import BLOB, HOSTILE, NAME, Plain, honest
from tests.helpers.carried import Sides, city_answer, fields, letters

SIDES = Sides(bytes(range(32)), bytes(range(32, 64)))
SMALL = 64  # bytes of a chunk here, so that a package of a few letters has many
_KEY = bytes(range(32))
LETTERS = b"\n".join((*letters(2), b""))
_GOOD = stored((("letters.jsonl", LETTERS), (NAME, BLOB)))


def _header(said: Fields) -> Header:
    box = key_id(SUITE.box_public(SIDES.box_key))
    return Header(**said.model_dump(), sender_key=key_id(Signer(SIDES.sign_key).public), receiver_key=box)


_HEAD = frame.packed(_header(fields(2, 1)), SUITE)


def heads(data: bytes) -> str:
    """The first bytes of a file; with an odd first byte the rest is a header behind good first bytes."""
    if data[:1] and data[0] % 2:
        text = data[1:][: frame.MAX_HEADER]
        data = b"\x00" + _HEAD[:12] + len(text).to_bytes(4, "big") + text
    try:
        found = frame.first(data[1:], len(data) + 2000)
        frame.header(data[1:], found)
    except PackageTrouble as refused:
        return refused.code
    return DEEP


@cache
def _chunks() -> tuple[bytes, ...]:
    """A good body in small chunks."""
    out: list[bytes] = []
    writer = SealingWriter(out.append, SUITE, _KEY, b"head")
    writer.write(_GOOD[:500])
    writer.finish()
    return tuple(out)


def _moved(data: bytes) -> bytes:
    """The chunks after two bytes per change: moved, left off, doubled, a bit turned, cut short."""
    left = list(_chunks())
    for what, where in zip(data[::2], data[1::2], strict=False):
        at = where % len(left) if left else 0
        change = what % 5
        if change == 0 and left:
            left[at], left[0] = left[0], left[at]
        elif change == 1 and left:
            del left[at]
        elif change == 2 and left:
            left.insert(at, left[what % len(left)])
        elif change == 3 and left:
            left[at] = bytes([left[at][0] ^ (1 << where % 8)]) + left[at][1:] if left[at] else b""
        elif left:
            left[at] = left[at][: what % (len(left[at]) + 1)]
    return b"".join(left)


def bodies(data: bytes) -> str:
    """Sealed chunks: what can be read is what was sealed, in its place, or nothing."""
    with mock.patch.object(body, "CHUNK", SMALL):
        sealed = b"".join(_chunks()) + data[1:] if data[:1] == b"\xff" else _moved(data)
        try:
            opened = SealedBody(io.BytesIO(sealed), 0, len(sealed), SUITE, _KEY, b"head")
            plain = opened.take(0, opened.size)
        except PackageTrouble as refused:
            return refused.code
    if not plain:  # nothing was asked for, so that nothing was opened; a zip is never as short
        return "empty"
    assert plain == _GOOD[:500], "another body was opened than was sealed"
    return DEEP


def zips(data: bytes) -> str:
    """The zip alone."""
    try:
        Contents(Plain(data)).check(fields(2, 1))
    except PackageTrouble as refused:
        return refused.reason
    return DEEP


def insides(data: bytes) -> str:
    """Letters one to a line in a zip that holds; with an odd first byte, behind a NUL, the city's answers too."""
    text, _, answers = data[1:].partition(b"\0") if data[:1] and data[0] % 2 else (data[1:], b"", b"")
    named = [("letters.jsonl", text), *([("answers.json", answers)] if answers else []), (NAME, BLOB)]
    contents = Contents(Plain(stored(named)))
    try:
        contents.check(fields(text.count(b"\n"), 1, Kind.TO_WINDOW if answers else Kind.TO_CITY))
    except PackageTrouble as refused:
        return refused.reason
    for ask in (lambda: list(contents.letters(KeptLetter)), lambda: contents.answers(CarriedAnswer)):
        try:
            ask()
        except PackageTrouble:
            continue
    return DEEP


@cache
def _folder() -> Path:
    """Gone when the program ends."""
    made = tempfile.TemporaryDirectory(prefix="package-fuzz-")
    atexit.register(made.cleanup)
    return Path(made.name)


@cache
def _whole() -> bytes:
    """A good file without its signature."""
    path = _folder() / "good.tqp"
    SIDES.sign_around(path, _HEAD, _GOOD)
    data = path.read_bytes()[:-64]
    path.unlink()
    return data


def packages(data: bytes) -> str:
    """The whole file: any bytes, a good one with a piece changed, another head, another zip, other letters."""
    path, how, rest = _folder() / "a.tqp", (data or b"\0")[0] % 6, data[1:]
    if how == 0:
        path.write_bytes(SIDES.signed(rest))
    elif how == 1:
        at = int.from_bytes(rest[:2], "big") % len(_whole())
        path.write_bytes(SIDES.signed(_whole()[:at] + rest[2:] + _whole()[at + len(rest[2:]) :]))
    elif how == 2:
        path.write_bytes((SIDES.signed(_whole()) + rest[2:])[int.from_bytes(rest[:2], "big") % 9 :])
    elif how == 3:
        SIDES.sign_around(path, _HEAD[:12] + len(rest).to_bytes(4, "big") + rest, _GOOD)
    else:
        inner = rest if how == 4 else stored((("letters.jsonl", rest), (NAME, BLOB)))
        said = _header(fields(rest.count(b"\n"), 1))
        SIDES.sign_around(path, frame.packed(said, SUITE) if how == 5 else _HEAD, inner)
    try:
        with SIDES.open(path) as package:
            assert hashlib.sha512(path.read_bytes()[:-64]).hexdigest() == package.digest
    except PackageTrouble as refused:
        return refused.code
    return DEEP


_JSON = _HEAD[16:]
_ANSWERS = city_answer(["a" * 32])
DOORS = {
    "heads": Door(heads, (b"\0" + _HEAD, b"\x01" + _JSON, b"", b"\0" + _HEAD[:12])),
    "bodies": Door(
        bodies, (b"", b"\0\x02", b"\x01\x03", b"\x02\x01\x01\x02", b"\x03\x05", b"\x04\x07", b"\xffmore"), longest=64
    ),
    "zips": Door(zips, tuple(data[:60_000] for data in (honest(letters(2)), *(bad for bad, _, _ in HOSTILE.values())))),
    "insides": Door(insides, (b"\0" + LETTERS, b"\x01" + LETTERS + b"\0" + _ANSWERS, b"\0", b"\x01\0{}")),
    "packages": Door(
        packages,
        (b"\0", b"\0" + _whole(), b"\x01\0\x09x", b"\x02\0\0", b"\x03" + _JSON, b"\x04" + _GOOD, b"\x05" + LETTERS),
        share=10,
    ),
}
