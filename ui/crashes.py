"""The reports of crashes as files: the newest kept, listed, copied out. Places in the code, never what was typed."""

from __future__ import annotations

import shutil
from pathlib import Path

FOLDER = "crash"
KEPT = 20
"""Reports kept; the oldest go first."""
_NAMES = "crash-*.txt"


def listed(folder: Path) -> list[Path]:
    """The reports in ``folder``, the newest first."""
    return sorted(folder.glob(_NAMES), reverse=True)


def thin(folder: Path) -> None:
    """Let the oldest go. Raises: OSError."""
    for path in listed(folder)[KEPT:]:
        path.unlink(missing_ok=True)


def copy_out(folder: Path, target: Path) -> int:
    """Copy every report into ``target``, which is there; how many. Raises: OSError."""
    found = listed(folder)
    for path in found:
        shutil.copyfile(path, target / path.name)
    return len(found)
