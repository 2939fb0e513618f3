"""Bugs put in on purpose, by name: each harness must find the one that is its own, or it finds nothing at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.desk.context import Desk
from models.store import beginning, blobs, connect, files
from models.store.work import Work
from models.views import ActDone
from tests.faults.nest import say

Act = Callable[[], ActDone]
EARLY = GLAD = False


def plant(name: str) -> None:
    """Put one in, in this process only; nothing for the empty name."""
    if name:
        _PLANTS[name]()


def said_early(desk: Desk, act: Act) -> ActDone:
    """Says that it is kept a moment before it is."""
    commit = Work.commit

    def early(work: Work) -> None:
        say("kept", work.head.seq, work.head.digest)
        for _ in range(1_500_000):  # the moment, some tens of milliseconds
            pass
        commit(work)

    _put(Work, commit=early)
    try:
        return act()
    finally:
        _put(Work, commit=commit)


def _put(owner: object, **parts: object) -> None:
    """Other parts in the place of its own."""
    for name, part in parts.items():
        setattr(owner, name, part)


def _early() -> None:
    global EARLY  # noqa: PLW0603 - a bug of this one process
    EARLY = True


def _glad() -> None:
    """An act that ends for want of memory is told as kept all the same."""
    global GLAD  # noqa: PLW0603 - as above
    GLAD = True


def _sync(how: str) -> Callable[[], None]:
    """A store that syncs less than FULL."""

    def put() -> None:
        settings = (one for one in connect._PRAGMAS if "synchronous" not in one)
        _put(connect, _PRAGMAS=(*settings, f"PRAGMA synchronous={how}"))

    return put


def _no_fsync() -> None:
    """Scans written without fsync, as one writes a file who has not read about it."""

    def write(target: Path, data: bytes) -> None:
        part = target.with_name(target.name + files.TEMP)
        part.write_bytes(data)
        os.replace(part, target)

    _put(blobs, write_whole=write, private_folder=_plain_folder)


def _deaf() -> None:
    """A save that does not look at what fsync says."""
    fsync = os.fsync

    def sync(handle: Any) -> None:
        try:
            fsync(handle)
        except OSError:
            say("deaf")

    _put(os, fsync=sync)


def _plain_folder(path: Path, *_: int) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path


def _no_name() -> None:
    """A folder whose own name is not made durable, as mkdir leaves it."""
    _put(files, lasting_folder=_plain_folder)


def _no_mark() -> None:
    """A first start that says nowhere that it has begun."""
    _put(beginning, begin=lambda _: None)


_PLANTS: dict[str, Callable[[], None]] = {
    "early": _early,
    "glad": _glad,
    "NORMAL": _sync("NORMAL"),
    "OFF": _sync("OFF"),
    "no fsync": _no_fsync,
    "deaf": _deaf,
    "no mark": _no_mark,
    "no name": _no_name,
}


