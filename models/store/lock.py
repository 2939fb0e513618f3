"""One program per store: a lock the system itself releases when the program dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from models.errors import StoreTrouble

NAME = "store.lock"
_OPEN = " open"


class ProgramLock:
    """Holds ``folder`` for this program until ``release``; kill -9 releases it too."""

    def __init__(self, folder: Path) -> None:
        self._handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._handle)
        except OSError as error:
            note = _pid(self._handle)
            os.close(self._handle)
            raise StoreTrouble(
                f"本机已有一个同权一窗程序在使用这份数据{note}",
                "那个程序里的办件不受影响",
                "请切换到已打开的窗口；找不到时请联系管理员",
                code="store_in_use",
            ) from error
        self.unclean = _note(self._handle).endswith(_OPEN)
        """Whether the program that had it last died with the store open."""
        self._write(str(os.getpid()))

    def opened(self) -> None:
        """The store stands open: from now on its log of writes lies beside it until it is shut."""
        self._write(f"{os.getpid()}{_OPEN}")

    def shutting(self) -> None:
        """The store is being shut, and takes its log of writes away."""
        self._write(str(os.getpid()))

    def _write(self, text: str) -> None:
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, text.encode())

    def release(self) -> None:
        """Let another program in; the file stays, only the lock goes."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def _lock(handle: int) -> None:
    """Take the lock or raise OSError at once."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - exists on Windows only

        # far beyond the pid note, because a locked byte cannot be read by others on Windows
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - does not exist on Windows

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _note(handle: int) -> str:
    """What the holder, or the last one, left."""
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, 40).decode("ascii", "replace").strip()


def _pid(handle: int) -> str:
    """The number of the holder, as （进程 123） or nothing."""
    text = _note(handle).removesuffix(_OPEN)
    return f"（进程 {text}）" if text.isdigit() else ""
