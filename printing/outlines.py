"""Glyph outlines for embedding: read from the font file, set on a coarser grid, kept for the next document.

A paper holds some three hundred Chinese glyphs and little else, so the outlines are its size. On a grid of
``GRID`` units to the em they are a fifth smaller than on the font's own thousand; the error, half a unit, is
0.009 mm at 13 points, a fifth of a dot at 600 dots per inch. Hints are left out: no printer needs them.
"""

from __future__ import annotations

import mmap
import struct
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

GRID = 256  # units per em of embedded outlines
# One box around all glyphs in place of each one's own: larger than any, and nothing to pack. A glyph is placed by
# its box's left edge minus its left side bearing, so the bearing is that edge too.
BOX = (-GRID, -GRID // 2, 2 * GRID, 3 * GRID // 2)
ON_CURVE, X_SHORT, Y_SHORT, REPEAT, X_SAME, Y_SAME = 1, 2, 4, 8, 16, 32
WORDS, XY, SCALE, MORE, XY_SCALE, TWO_BY_TWO = 1, 2, 8, 32, 64, 128


class Shape(NamedTuple):
    """Points of a glyph in font units."""

    ends: list[int]
    on: list[bool]
    xs: list[float]
    ys: list[float]


class Outlines:
    """The outlines of one font file."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._tables = self._directory()
        head = self.table("head")
        self.upem: int = struct.unpack_from(">H", head, 18)[0]
        self._long = struct.unpack_from(">h", head, 50)[0] == 1
        self._made: dict[int, bytes] = {}

    def _directory(self) -> dict[str, tuple[int, int]]:
        count = struct.unpack_from(">H", self._data, 4)[0]
        rows = (struct.unpack_from(">4sIII", self._data, 12 + 16 * at) for at in range(count))
        return {tag.decode("ascii"): (offset, length) for tag, _, offset, length in rows}

    def table(self, tag: str) -> bytes:
        """A whole table."""
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    def _glyph(self, gid: int) -> bytes:
        loca, glyf = self._tables["loca"][0], self._tables["glyf"][0]
        if self._long:
            start, end = struct.unpack_from(">II", self._data, loca + 4 * gid)
        else:
            start, end = (2 * half for half in struct.unpack_from(">HH", self._data, loca + 2 * gid))
        return self._data[glyf + start : glyf + end]

    def made(self, gid: int) -> bytes:
        """The glyph's record on the coarse grid, padded to even length."""
        known = self._made.get(gid)
        if known is None:
            shape = self.shape(gid)
            scale = GRID / self.upem
            xs, ys = [round(x * scale) for x in shape.xs], [round(y * scale) for y in shape.ys]
            known = self._made[gid] = encode(shape.ends, shape.on, xs, ys)
        return known

    def shape(self, gid: int) -> Shape:
        """Points of a glyph; a composite one is drawn together from its parts."""
        data = self._glyph(gid)
        if not data:
            return Shape([], [], [], [])
        contours = struct.unpack_from(">h", data, 0)[0]
        return decode(data, contours) if contours >= 0 else self._composite(data)

    def _composite(self, data: bytes) -> Shape:
        whole, at, flags = Shape([], [], [], []), 10, MORE
        while flags & MORE:
            flags, gid = struct.unpack_from(">HH", data, at)
            dx, dy = struct.unpack_from(">hh" if flags & WORDS else ">bb", data, at + 4)
            at += 8 if flags & WORDS else 6
            a, b, c, d, at = _matrix(data, at, flags)
            part = self.shape(gid)
            base = len(whole.xs)
            whole.ends.extend(end + base for end in part.ends)
            whole.on.extend(part.on)
            whole.xs.extend(a * x + c * y + dx for x, y in zip(part.xs, part.ys, strict=True))
            whole.ys.extend(b * x + d * y + dy for x, y in zip(part.xs, part.ys, strict=True))
        return whole


def _matrix(data: bytes, at: int, flags: int) -> tuple[float, float, float, float, int]:
    unit = 1 << 14
    if flags & SCALE:
        scale = struct.unpack_from(">h", data, at)[0] / unit
        return scale, 0.0, 0.0, scale, at + 2
    if flags & XY_SCALE:
        x, y = struct.unpack_from(">hh", data, at)
        return x / unit, 0.0, 0.0, y / unit, at + 4
    if flags & TWO_BY_TWO:
        a, b, c, d = struct.unpack_from(">hhhh", data, at)
        return a / unit, b / unit, c / unit, d / unit, at + 8
    return 1.0, 0.0, 0.0, 1.0, at


def decode(data: bytes, contours: int) -> Shape:
    """Points of a simple glyph record."""
    ends = list(struct.unpack_from(f">{contours}H", data, 10)) if contours else []
    count = ends[-1] + 1 if ends else 0
    at = 10 + 2 * contours
    at += 2 + int(struct.unpack_from(">H", data, at)[0]) if contours else 0
    flags: list[int] = []
    while len(flags) < count:
        flag = data[at]
        at += 1
        times = 1
        if flag & REPEAT:
            times += data[at]
            at += 1
        flags += [flag] * times
    xs, at = _coordinates(data, at, flags, X_SHORT, X_SAME)
    ys, at = _coordinates(data, at, flags, Y_SHORT, Y_SAME)
    return Shape(ends, [bool(flag & ON_CURVE) for flag in flags], xs, ys)


def _coordinates(data: bytes, at: int, flags: Sequence[int], short: int, same: int) -> tuple[list[float], int]:
    values: list[float] = []
    value = 0
    for flag in flags:
        if flag & short:
            value += data[at] if flag & same else -data[at]
            at += 1
        elif not flag & same:
            value += int.from_bytes(data[at : at + 2], "big", signed=True)
            at += 2
        values.append(value)
    return values, at


def encode(ends: Sequence[int], on: Sequence[bool], xs: Sequence[int], ys: Sequence[int]) -> bytes:
    """A simple glyph record without instructions; b"" for an empty glyph."""
    if not ends:
        return b""
    flags, across, down = bytearray(), bytearray(), bytearray()
    last_x = last_y = 0
    for curve, x, y in zip(on, xs, ys, strict=True):
        flag = ON_CURVE if curve else 0
        flag |= _delta(x - last_x, across, X_SHORT, X_SAME) | _delta(y - last_y, down, Y_SHORT, Y_SAME)
        flags.append(flag)
        last_x, last_y = x, y
    head = struct.pack(">hhhhh", len(ends), *BOX)
    record = head + struct.pack(f">{len(ends)}HH", *ends, 0) + _packed(flags) + across + down
    return record + b"\0" * (len(record) % 2)


def _delta(step: int, out: bytearray, short: int, same: int) -> int:
    if step == 0:
        return same
    if -256 < step < 256:
        out.append(abs(step))
        return short | (same if step > 0 else 0)
    out += step.to_bytes(2, "big", signed=True)
    return 0


def _packed(flags: bytearray) -> bytes:
    """Flags with runs of three and more written as one."""
    out, at = bytearray(), 0
    while at < len(flags):
        run = 1
        while at + run < len(flags) and run < 256 and flags[at + run] == flags[at]:
            run += 1
        out += bytes((flags[at] | REPEAT, run - 1)) if run > 2 else flags[at : at + run]
        at += run
    return bytes(out)


def build(outlines: Outlines, gids: Sequence[int], advances: Sequence[float]) -> bytes:
    """A TrueType file of ``gids`` in that order (.notdef first); ``advances`` in em."""
    records = [outlines.made(gid) for gid in gids]
    offsets = array("I", [0])
    for record in records:
        offsets.append(offsets[-1] + len(record))
    metrics = b"".join(
        struct.pack(">Hh", round(width * GRID), BOX[0] if record else 0)
        for width, record in zip(advances, records, strict=True)
    )
    head, hhea, maxp = (bytearray(outlines.table(tag)) for tag in ("head", "hhea", "maxp"))
    struct.pack_into(">I", head, 8, 0)
    struct.pack_into(">H", head, 18, GRID)
    struct.pack_into(">hhhh", head, 36, *BOX)
    struct.pack_into(">h", head, 50, 1)
    struct.pack_into(">H", hhea, 34, len(gids))
    struct.pack_into(">H", maxp, 4, len(gids))
    tables = {
        "glyf": b"".join(records), "head": bytes(head), "hhea": bytes(hhea),
        "hmtx": metrics, "loca": struct.pack(f">{len(offsets)}I", *offsets), "maxp": bytes(maxp),
    }  # fmt: skip
    return _file(tables)


def _file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    head = struct.pack(">IHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    at, rows, bodies = 12 + 16 * count, [], []
    for tag, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        rows.append(struct.pack(">4sIII", tag.encode("ascii"), total, at, len(data)))
        bodies.append(padded)
        at += len(padded)
    return head + b"".join(rows) + b"".join(bodies)
