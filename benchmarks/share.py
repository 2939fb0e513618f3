"""A fixed share of a core for one process, so that several can be compared with one on a machine of few cores.

By the kernel's own control groups, version 1 or 2; where they may not be written the figure is not taken.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PERIOD_US = 100_000
_ROOT = Path("/sys/fs/cgroup")


@contextmanager
def limited(pid: int, share: float) -> Iterator[bool]:
    """Hold process ``pid`` to ``share`` of one core until the block ends; False where this machine does not allow it.

    The process must have ended, or be let go, before the group can be taken away: what cannot be, stays behind empty.
    """
    folder = _made(pid, round(share * PERIOD_US))
    try:
        yield folder is not None
    finally:
        if folder is not None:
            _taken_away(folder, pid)


def _made(pid: int, quota_us: int) -> Path | None:
    """The group, or None."""
    for parent, limit in ((_ROOT / "cpu", ("cpu.cfs_quota_us", str(quota_us))), (_ROOT, _v2(quota_us))):
        folder = parent / f"tongquan-bench-{pid}"
        try:
            if not (parent / "cgroup.procs").exists():
                continue
            folder.mkdir()
            (folder / limit[0]).write_text(limit[1])
            (folder / "cgroup.procs").write_text(str(pid))
        except OSError:
            continue
        return folder
    return None


def _v2(quota_us: int) -> tuple[str, str]:
    return "cpu.max", f"{quota_us} {PERIOD_US}"


def _taken_away(folder: Path, pid: int) -> None:
    try:
        if Path(f"/proc/{pid}").exists():
            (folder.parent / "cgroup.procs").write_text(str(pid))
        os.rmdir(folder)  # noqa: PTH106 - a control group is no folder of files
    except OSError:
        return
