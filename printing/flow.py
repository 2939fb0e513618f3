"""Fills pages with blocks from top to bottom; what goes with the signature stays with the signature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from printing.page import Page

TAIL_ROWS = 2  # rows of a table that at least stand on the page of the signature


class Edge(NamedTuple):
    """Whether a block stands first or last of its kind on its page; a table row draws its frame by it."""

    first: bool
    last: bool


Draw = Callable[[Page, float, Edge], None]


@dataclass(slots=True)
class Block:
    """Something of fixed height that is never parted."""

    height: float  # mm
    draw: Draw
    space: float = 0.0  # mm above it, dropped at the head of a page
    group: object = None  # rows of one table share it
    header: Block | None = None  # drawn again where the group goes on on another page
    is_header: bool = False
    is_sum: bool = False  # the last row of a table, which counts for nothing when rows are kept together


@dataclass(frozen=True, slots=True)
class Room:
    """Where blocks may stand, in mm from the upper edge."""

    first_top: float
    next_top: float
    plain_end: float  # pages that go on
    signed_end: float  # the last page


def stack(blocks: Sequence[Block]) -> Block:
    """Several blocks as one that is never parted."""

    def draw(page: Page, y: float, _: Edge) -> None:
        for block, top, edge in _place(blocks, y):
            block.draw(page, top, edge)

    return Block(_height(blocks), draw, blocks[0].space)


class Placed(NamedTuple):
    """A block at its height on a page."""

    block: Block
    y: float
    edge: Edge


def paginate(blocks: Sequence[Block], room: Room) -> list[list[Placed]]:
    """Pages of placed blocks. The last page keeps the tail: two table rows at least and all that follows."""
    pages: list[list[Placed]] = []
    at = 0
    while at < len(blocks) or not pages:
        top = room.next_top if pages else room.first_top
        rest = blocks[at:]
        if _height(rest) <= room.signed_end - top + 1e-6:
            pages.append(_place(rest, top))
            return pages
        fitting = _fitting(rest, room.plain_end - top)
        most = len(rest) - _tail(rest, room.signed_end - room.next_top)
        taken = max(1, min(fitting, most))
        pages.append(_place(rest[:taken], top))
        at += taken
    return pages


def _height(blocks: Sequence[Block]) -> float:
    return sum(_steps(blocks))


def _steps(blocks: Sequence[Block]) -> list[float]:
    """What each block adds to its page, a repeated header at the page's head included."""
    steps = [block.height + (block.space if at else 0.0) for at, block in enumerate(blocks)]
    if blocks and blocks[0].header is not None:
        steps[0] += blocks[0].header.height
    return steps


def _fitting(blocks: Sequence[Block], space: float) -> int:
    used, count = 0.0, 0
    for step in _steps(blocks):
        used += step
        if used > space + 1e-6:
            break
        count += 1
    while count > 1 and blocks[count - 1].is_header:  # a header alone at the foot says nothing
        count -= 1
    return count


def _is_row(block: Block) -> bool:
    return block.group is not None and not block.is_header and not block.is_sum


def _tail(blocks: Sequence[Block], space: float) -> int:
    """How many blocks at the end must stay together, as far as one page can hold them."""
    rows = [at for at, block in enumerate(blocks) if _is_row(block)]
    start = rows[-TAIL_ROWS] if len(rows) >= TAIL_ROWS else max(0, len(blocks) - TAIL_ROWS)
    while start < len(blocks) - 1 and _height(blocks[start:]) > space:
        start += 1
    return len(blocks) - start


def _place(blocks: Sequence[Block], top: float) -> list[Placed]:
    if blocks and blocks[0].header is not None:
        blocks = [blocks[0].header, *blocks]
    placed, y = [], top
    for at, block in enumerate(blocks):
        y += block.space if at else 0.0
        edge = Edge(_other(blocks, at, -1), _other(blocks, at, 1))
        placed.append(Placed(block, y, edge))
        y += block.height
    return placed


def _other(blocks: Sequence[Block], at: int, step: int) -> bool:
    """True when the neighbour does not belong to the same table."""
    neighbour = at + step
    group = blocks[at].group
    return group is None or not 0 <= neighbour < len(blocks) or blocks[neighbour].group is not group
