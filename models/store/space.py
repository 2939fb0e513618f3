"""Room on the disk of the data: people are warned long before a save fails, and scans stop before papers do."""

from __future__ import annotations

import shutil
from pathlib import Path

WARN = 1 << 30
"""Bytes free below which 今日 says so."""
STOP = 200 * 1024 * 1024
"""Bytes free below which no scan is added: what is left is for acts and their papers."""


def free(folder: Path) -> int:
    """Bytes free where ``folder`` lies; as good as endless when the system does not say."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 1 << 62
