"""Files that are whole or not there: private modes, write beside, fsync, replace, fsync the folder."""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path

_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.0)
_BUSY = (5, 32, 33)  # access denied, sharing and lock violation: a virus scanner holds the file for a moment
_NO_SUCH_CALL = (errno.EINVAL, errno.ENOTSUP)  # a share; a bad disk says EIO
TEMP = ".part"
"""Ending of a file that is still being written; swept at start."""


def lasting_folder(path: Path, mode: int = 0o777) -> Path:
    """Make ``path`` and what is missing above it; each new name is durable, or a power cut takes all that lies below.

    Raises: OSError as it comes.
    """
    new = [one for one in (path, *path.parents) if not one.exists()]
    path.mkdir(mode=mode, parents=True, exist_ok=True)
    for one in new:
        fsync_folder(one.parent)
    return path


def private_folder(path: Path) -> Path:
    """Make ``path`` readable by this user only, as ``lasting_folder`` does; existing folders are tightened."""
    lasting_folder(path, 0o700).chmod(0o700)
    return path


def fsync_folder(path: Path) -> None:
    """Make names in ``path`` durable; Windows and some shares have no such call and need none."""
    if sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_SUCH_CALL:
            raise
    finally:
        os.close(handle)


def replace(source: Path, target: Path) -> None:
    """``os.replace`` that waits out a virus scanner on Windows, about 2.5 s in all."""
    for wait in _WAITS:
        try:
            os.replace(source, target)
            return
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _BUSY:
                raise
            time.sleep(wait)
    os.replace(source, target)


def write_whole(target: Path, data: bytes) -> None:
    """Write ``data`` so that after a power cut the old or the new file is there, whole, mode 0600.

    Raises: OSError as it comes; the half-written file is removed.
    """
    part = target.with_name(f"{target.name}.{os.getpid()}{TEMP}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb", buffering=0) as file:
            _write_all(file.fileno(), data)
            os.fsync(file.fileno())
        replace(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    fsync_folder(target.parent)


def _write_all(handle: int, data: bytes) -> None:
    """A write may take less than it was given."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
