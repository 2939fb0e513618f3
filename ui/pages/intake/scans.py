"""Where scans come from: files one chooses, or a folder a scanner writes to; both hand in names and paths only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

FILTER = "扫描件 (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.ofd);;所有文件 (*)"
_ENDINGS = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".ofd"})
MOST = 200 * 1024 * 1024  # bytes read at all; the desk's own limit is lower and says so by name
Taken = Callable[[Sequence[Path]], None]


class ScanSource(Protocol):
    """Anything that can be asked for scans."""

    def ask(self, parent: QWidget, taken: Taken) -> None:
        """Call ``taken`` with files, now or later; never blocks."""
        ...


class FileScanSource:
    """A file dialog."""

    def ask(self, parent: QWidget, taken: Taken) -> None:
        """Open the dialog; it calls back when files were chosen."""
        dialog = QFileDialog(parent, "选扫描件", "", FILTER)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: taken([Path(name) for name in names]))
        dialog.open()


class FolderScanSource:
    """A folder the scanner writes to: each file is taken once, oldest first; with none waiting, the dialog opens."""

    def __init__(self, folder: Path, otherwise: ScanSource | None = None) -> None:
        self._folder, self._otherwise = folder, otherwise
        self._seen = {path: path.stat().st_mtime_ns for path in self._files()}  # what lay there before is another's

    def ask(self, parent: QWidget, taken: Taken) -> None:
        """Hand in what came since the last time."""
        fresh = [path for path in self._files() if self._seen.get(path) != path.stat().st_mtime_ns]
        if not fresh and self._otherwise is not None:
            self._otherwise.ask(parent, taken)
            return
        self._seen |= {path: path.stat().st_mtime_ns for path in fresh}
        taken(fresh)

    def _files(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        found = [path for path in self._folder.iterdir() if path.suffix.lower() in _ENDINGS and path.is_file()]
        return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def read(path: Path) -> tuple[str, bytes]:
    """Name and content; of a file far too big only so much that the desk can say it is too big."""
    with path.open("rb") as file:
        return path.name, file.read(MOST)
