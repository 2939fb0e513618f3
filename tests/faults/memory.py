"""A folder in memory, for harnesses in which no power is lost: the disk's own pace proves nothing there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

MEMORY, ROOM = Path("/dev/shm"), 1 << 30


def memory() -> Path | None:
    """Where folders in memory are made; None where there is none, or too little room."""
    return MEMORY if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM else None
