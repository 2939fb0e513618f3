"""Where a finished paper goes: a folder, or the system's print queue. Errors are told apart in plain Chinese."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

LIMIT_S = 20.0
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class PrintResult:
    """What the printer said; ``sentence`` is for the status bar and the print journal."""

    ok: bool
    sentence: str


class Printer(Protocol):
    """Anything a paper can be handed to."""

    def send(self, pdf: bytes, copies: int, title: str) -> PrintResult:
        """Hand over ``pdf``; its 联 are pages of the file, so it is printed once. Never raises for the printer's sake."""
        ...


class FolderPrinter:
    """Keeps papers as files, for a machine without a printer and for demonstrations."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, pdf: bytes, copies: int, title: str) -> PrintResult:
        """Write ``title``.pdf; a second paper of the same title gets a number behind it."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._free(_UNSAFE.sub("_", title).strip() or "文书")
            with path.open("xb") as file:
                file.write(pdf)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            return PrintResult(False, f"文书没有写到文件夹（{error.strerror}）。编号和底稿都在。请看磁盘后重打。")
        return PrintResult(True, f"已存为 {path.name}")

    def _free(self, stem: str) -> Path:
        path, n = self._folder / f"{stem}.pdf", 2
        while path.exists():
            path, n = self._folder / f"{stem}（{n}）.pdf", n + 1
        return path


class LpPrinter:
    """The system's own queue through ``lp`` (CUPS)."""

    def __init__(self, queue: str = "", command: str = "lp") -> None:
        self._queue, self._command = queue, command

    def send(self, pdf: bytes, copies: int, title: str) -> PrintResult:
        """Queue one job; the bytes go through standard input, no file is left."""
        if shutil.which(self._command) is None:
            return PrintResult(False, "本机没有打印命令。文书和编号都已留存。请管理员安装打印服务后重打。")
        order = [self._command, "-t", title, "-o", "media=A4", *(["-d", self._queue] if self._queue else [])]
        try:
            done = subprocess.run(order, input=pdf, capture_output=True, timeout=LIMIT_S, check=False)
        except subprocess.TimeoutExpired:
            return PrintResult(False, "打印服务没有回应。文书和编号都已留存。请看打印机后重打。")
        if done.returncode:
            return PrintResult(
                False, f"打印服务没有接受（{_first_line(done.stderr)}）。文书和编号都已留存。请看打印机后重打。"
            )
        return PrintResult(True, "已交打印机")


def _first_line(said: bytes) -> str:
    return (said.decode("utf-8", "replace").strip().splitlines() or ["没有说明"])[0][:80]
