"""The tests' end of the file system that loses its power."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.cityproc import ROOT


def why_not() -> str:
    """Why there can be no file system of our own here; empty when there can."""
    if not Path("/dev/fuse").exists() or not os.access("/dev/fuse", os.R_OK | os.W_OK):
        return "no /dev/fuse for this user"
    if shutil.which("fusermount3") is None:
        return "fuse3 is not installed"
    try:
        import mfusepy  # noqa: F401
    except (ImportError, OSError) as error:
        return f"mfusepy does not load: {error}"
    return ""


class Power:
    """A mounted file system and the word to it."""

    def __init__(self, mount: Path) -> None:
        mount.mkdir()
        self.mount = mount
        command = [sys.executable, "-m", "tests.faults.plfs", str(mount)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        while not os.path.ismount(mount):
            if self._process.poll() is not None:
                assert self._process.stderr is not None
                raise PermissionError(self._process.stderr.read()[-300:])

    def order(self, *words: object) -> None:
        """A line; back when it is done."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(" ".join(str(word) for word in words) + "\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "done\n"

    def close(self) -> None:
        """Take it off."""
        subprocess.run(["fusermount3", "-u", "-z", str(self.mount)], check=False)
        self._process.communicate(timeout=60)


@contextmanager
def power(mount: Path) -> Iterator[Power]:
    """Mounted until the block ends."""
    made = Power(mount)
    try:
        yield made
    finally:
        made.close()
