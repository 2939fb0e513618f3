"""A file system in memory that can lose its power: what was not synced is kept or lost by chance, sector by sector.

A file's bytes are durable after fsync of the file, a name (made, moved, removed) after fsync of its folder. At the cut,
each unsynced 512-byte sector is old or new by the seed, a file that grew may stay short or hold zeros, and of the names
changed since their folder's last sync the first few are kept, as a journal keeps them. It does not show a disk that
lies about fsync, nor the order of NTFS.

Usage: python -m tests.faults.plfs MOUNT, then lines on the standard input:
``load NAME FROM`` (a folder of the machine becomes MOUNT/NAME, all of it durable), ``short N`` (each N-th write takes
half of what it is given, 0 = none), ``cut NAME SEED TO`` (what would be found after the cut is written to TO; nothing
more is taken there). ``done`` is answered to each.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from random import Random
from typing import Any, Concatenate, ParamSpec, TypeVar

import mfusepy

SECTOR = 512
P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class File:
    """Bytes as programs see them, and as the disk has them."""

    live: bytearray = field(default_factory=bytearray)
    safe: bytes = b""
    mode: int = 0o600

    def after(self, rng: Random) -> bytes:
        """What is found after the cut."""
        if bytes(self.live) == self.safe:
            return self.safe
        length = rng.choice((len(self.safe), len(self.live)))
        out = bytearray(self.safe[:length].ljust(length, b"\0"))
        for at in range(0, length, SECTOR):
            new = self.live[at : min(at + SECTOR, length)]
            if rng.random() < 0.5:
                out[at : at + len(new)] = new
        return bytes(out)


@dataclass
class Folder:
    """Names as programs see them, as the disk has them, and what happened in between."""

    live: dict[str, File | Folder] = field(default_factory=dict)
    safe: dict[str, File | Folder] = field(default_factory=dict)
    since: list[dict[str, File | Folder]] = field(default_factory=list)  # the names after each change
    dead: bool = False
    mode: int = 0o700

    def changed(self) -> None:
        """A name came, went or moved."""
        self.since.append(dict(self.live))

    def sync(self) -> None:
        """The names are durable."""
        self.safe, self.since = dict(self.live), []

    def after(self, rng: Random) -> dict[str, File | Folder]:
        """Names found after the cut."""
        return rng.choice([self.safe, *self.since])


Node = File | Folder


def load(path: Path) -> Folder:
    """A folder of the machine, all of it durable."""
    made = Folder()
    for one in path.iterdir():
        made.live[one.name] = load(one) if one.is_dir() else File(bytearray(data := one.read_bytes()), data)
    made.sync()
    return made


def find(folder: Folder, to: Path, rng: Random) -> None:
    """Write down what is there after the cut."""
    to.mkdir()
    for name, node in sorted(folder.after(rng).items()):
        if isinstance(node, Folder):
            find(node, to / name, rng)
        else:
            (to / name).write_bytes(node.after(rng))


def trouble(code: int) -> mfusepy.FuseOSError:
    """An errno as FUSE takes it."""
    return mfusepy.FuseOSError(code)


Op = Callable[Concatenate["Disk", P], R]


def guarded(op: Op[P, R]) -> Op[P, R]:
    """One call at a time, so that a cut falls between two."""

    @wraps(op)
    def alone(disk: Disk, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with disk.guard:
            return op(disk, *args, **kwargs)

    return alone


class Disk(mfusepy.Operations):  # type: ignore[misc]  # the package's types are not read here
    """The file system."""

    use_ns = True

    def __init__(self) -> None:
        self.root, self.guard = Folder(), threading.RLock()
        self.short, self._writes = 0, 0

    def _node(self, path: str) -> Node:
        node: Node = self.root
        for name in [part for part in path.split("/") if part]:
            if not isinstance(node, Folder) or name not in node.live:
                raise trouble(errno.ENOENT)
            node = node.live[name]
            if isinstance(node, Folder) and node.dead:
                raise trouble(errno.EIO)
        return node

    def _folder(self, path: str) -> tuple[Folder, str]:
        above, _, name = path.rpartition("/")
        node = self._node(above)
        assert isinstance(node, Folder)
        return node, name

    def _file(self, path: str) -> File:
        node = self._node(path)
        assert isinstance(node, File)
        return node

    @guarded
    def getattr(self, path: str, *_: Any) -> dict[str, Any]:
        """Sizes and modes; nobody needs the times."""
        node = self._node(path)
        mine = {"st_uid": os.getuid(), "st_gid": os.getgid(), "st_nlink": 1}
        if isinstance(node, Folder):
            return {"st_mode": stat.S_IFDIR | node.mode, **mine}
        return {"st_mode": stat.S_IFREG | node.mode, "st_size": len(node.live), **mine}

    def statfs(self, path: str) -> dict[str, int]:
        """Room enough for scans, everywhere."""
        room = 1 << 22 if path else 0
        sizes = {"f_bsize": 4096, "f_frsize": 4096, "f_namemax": 255}
        return {**sizes, "f_blocks": room, "f_bfree": room, "f_bavail": room}

    @guarded
    def readdir(self, path: str, *_: Any) -> Iterator[str]:
        """The names."""
        node = self._node(path)
        assert isinstance(node, Folder)
        return iter([".", "..", *node.live])

    @guarded
    def chmod(self, path: str, mode: int) -> int:
        """Remembered, durable at once: it is not what is tried here."""
        self._node(path).mode = mode & 0o7777
        return 0

    @guarded
    def create(self, path: str, mode: int, *_: Any) -> int:
        """An empty file with a name."""
        folder, name = self._folder(path)
        folder.live[name] = File(mode=mode & 0o7777)
        folder.changed()
        return 0

    @guarded
    def open(self, path: str, flags: int) -> int:
        """No handles of our own."""
        if flags & os.O_TRUNC:
            self._file(path).live.clear()
        return 0

    @guarded
    def read(self, path: str, size: int, offset: int, *_: Any) -> bytes:
        """Of the living bytes."""
        return bytes(self._file(path).live[offset : offset + size])

    @guarded
    def write(self, path: str, data: bytes, offset: int, *_: Any) -> int:
        """Into the living bytes; now and then only half of it, when that is asked for."""
        node = self._file(path)
        self._writes += 1
        if self.short and self._writes % self.short == 0 and len(data) > 1:
            data = data[: len(data) // 2]
        if len(node.live) < offset:
            node.live.extend(bytes(offset - len(node.live)))
        node.live[offset : offset + len(data)] = data
        return len(data)

    @guarded
    def truncate(self, path: str, length: int, *_: Any) -> int:
        """Shorter, or longer with zeros."""
        live = self._file(path).live
        live[:] = live[:length].ljust(length, b"\0")
        return 0

    @guarded
    def fsync(self, path: str, *_: Any) -> int:
        """The bytes are durable."""
        node = self._file(path)
        node.safe = bytes(node.live)
        return 0

    @guarded
    def fsyncdir(self, path: str, *_: Any) -> int:
        """The names are durable."""
        node = self._node(path)
        assert isinstance(node, Folder)
        node.sync()
        return 0

    @guarded
    def mkdir(self, path: str, mode: int) -> int:
        """A folder with a name."""
        folder, name = self._folder(path)
        folder.live[name] = Folder(mode=mode & 0o7777)
        folder.changed()
        return 0

    @guarded
    def unlink(self, path: str) -> int:
        """A name goes."""
        folder, name = self._folder(path)
        self._node(path)
        del folder.live[name]
        folder.changed()
        return 0

    rmdir = unlink

    @guarded
    def rename(self, old: str, new: str) -> int:
        """A name becomes another."""
        node, (here, name), (there, other) = self._node(old), self._folder(old), self._folder(new)
        del here.live[name]
        there.live[other] = node
        for folder in (here,) if here is there else (here, there):
            folder.changed()
        return 0

    @guarded
    def order(self, words: list[str]) -> None:
        """A line of the tests."""
        if words[0] == "load":
            self.root.live[words[1]] = load(Path(words[2]))
        elif words[0] == "short":
            self.short = int(words[1])
        else:
            node = self.root.live[words[1]]
            assert isinstance(node, Folder)
            node.dead = True
            find(node, Path(words[3]), Random(int(words[2])))
            node.live, node.safe, node.since = {}, {}, []


def obey(disk: Disk) -> None:
    """Lines of the tests, until there are none."""
    for line in sys.stdin:
        disk.order(line.split())
        os.write(1, b"done\n")


if __name__ == "__main__":
    served = Disk()
    threading.Thread(target=obey, args=(served,), daemon=True).start()
    mfusepy.FUSE(served, sys.argv[1], foreground=True, nothreads=True, attr_timeout=0, entry_timeout=0)
