"""A first start cut in the middle: what it left opens for nobody, and the next one begins anew in the same folder.

A mark lies in the folder from before the first file until everything is kept (``door.first_start``). Loaded before the
first paint, so it imports nothing that is slow.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from models.store.files import fsync_folder, private_folder, write_whole

MARK: Final = "beginning"
_USED: Final = ("blobs", "backups", "quarantine", "restoring")
"""What only a store has that people worked with, or one that is being restored: then nothing is ever taken away."""
_MADE: Final = ("counter.db", "counter.db-*", "keys.json", "keys.json.?", "head.json", "*.part*")
"""Everything a first start makes, with what is half-written of it; the lock stays, it is held meanwhile."""


def cut_short(folder: Path) -> bool:
    """Whether a first start began here and never ended. Raises: OSError when the folder cannot be looked into."""
    return (folder / MARK).exists() and not any((folder / name).exists() for name in _USED)


def begin(folder: Path) -> None:
    """Put the mark down, durable, then take away what an earlier first start left. The caller holds the lock.

    Raises: OSError as it comes.
    """
    private_folder(folder)
    before = cut_short(folder)
    write_whole(folder / MARK, b"1")
    if before:
        for path in [path for name in _MADE for path in folder.glob(name) if path.is_file()]:
            path.unlink(missing_ok=True)
        fsync_folder(folder)


def end(folder: Path) -> None:
    """Take the mark away: from now on the folder belongs to those who can sign in. Raises: OSError."""
    (folder / MARK).unlink(missing_ok=True)
    fsync_folder(folder)
