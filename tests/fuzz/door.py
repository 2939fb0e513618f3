"""What a door is: something that takes bytes from outside, tells what became of them, and lets nothing else out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

DEEP = "taken"
"""What every door says of bytes that were taken: the code behind its first checks was reached."""


@dataclass(frozen=True, slots=True)
class Door:
    """One door.

    ``take`` answers ``taken``, or why the bytes were refused in a word or two; whatever it raises is a find.
    """

    take: Callable[[bytes], str]
    seeds: tuple[bytes, ...]
    share: int = 1  # a slow door is given this part of the runs
    longest: int = 4096  # bytes


class Planted(Exception):
    """The find of a control: a door with a hole in it on purpose."""


def with_a_hole(door: Door) -> Callable[[bytes], str]:
    """The same door, out of which something gets once bytes that are no seed were taken."""

    def take(data: bytes) -> str:
        said = door.take(data)
        if said == DEEP and data not in door.seeds:
            raise Planted(len(data))
        return said

    return take
