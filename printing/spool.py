"""Where finished papers go: a folder, or the system's spooler. What goes wrong is told apart in plain Chinese.

Every 联 is a set of pages of its own in the PDF, so one copy of the file is all a printer is asked for.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from models.store.files import fsync_folder, lasting_folder

KEPT = "文书和编号都已留存"
PATIENCE = 20.0  # seconds for the spooler to answer


@dataclass(frozen=True, slots=True)
class PrintResult:
    """Whether the paper was handed over, and the sentence for the staff."""

    ok: bool
    sentence: str


class Printer(Protocol):
    """Something that takes a PDF."""

    def send(self, pdf: bytes, copies: int, title: str) -> PrintResult:
        """Hand ``pdf`` over. ``copies`` 联 are already in its pages; ``title`` names the job."""
        ...


def keeps_files(printer: Printer) -> bool:
    """Whether what this printer is given now would stay on the disk as a file."""
    return bool(getattr(printer, "keeps_files", False))


def chosen(printer: Printer) -> Printer:
    """The printer that stands behind one that looks for one each time; another is its own."""
    look = getattr(printer, "chosen", None)
    return look() if callable(look) else printer


class FolderPrinter:
    """Writes papers to a folder, to be printed elsewhere."""

    keeps_files = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, pdf: bytes, copies: int, title: str) -> PrintResult:  # noqa: ARG002 - in the pages already
        """Write ``title``.pdf whole or not at all; a second one of the same title gets a number."""
        try:
            path = self._write(pdf, title)
        except OSError as error:
            trouble = f"文件夹 {self._folder} 写不进去（{error.strerror}）"
            return PrintResult(False, f"{trouble}。{KEPT}。请腾出空间或检查权限后重打。")
        return PrintResult(True, f"没有打印机，已存为 {path.name}，在文件夹 {self._folder}")

    def _write(self, pdf: bytes, title: str) -> Path:
        lasting_folder(self._folder)
        name = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", title).strip(". ") or "文书"
        path = _free(self._folder, name)
        handle, temporary = tempfile.mkstemp(dir=self._folder, suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(pdf)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
            fsync_folder(self._folder)  # else a power cut takes the name of a paper that was said to be there
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
        return path


def _free(folder: Path, name: str) -> Path:
    path, number = folder / f"{name}.pdf", 1
    while path.exists():
        number += 1
        path = folder / f"{name}（{number}）.pdf"
    return path


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command of the system answered."""

    code: int
    said: str


Run = Callable[[Sequence[str], bytes], Ran]


def run(command: Sequence[str], given: bytes) -> Ran:
    """Run ``command`` in the C locale with ``given`` on its standard input.

    Raises:
        FileNotFoundError: the command is not installed. subprocess.TimeoutExpired: no answer in time.
    """
    environment = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run(command, input=given, capture_output=True, timeout=PATIENCE, env=environment, check=False)
    return Ran(done.returncode, (done.stdout + done.stderr).decode("utf-8", errors="replace"))


# What the spooler says (lower case) → what it means and what to do; first match wins.
SPOOLER = (
    ("no default destination", "没有设置默认打印机", "请管理员设好默认打印机后重打"),
    ("does not exist", "找不到打印机 {name}", "请检查打印机名称和连接后重打"),
    ("unknown destination", "找不到打印机 {name}", "请检查打印机名称和连接后重打"),
    ("not accepting", "打印机 {name} 停止接收任务", "请管理员恢复接收后重打"),
    ("scheduler is not running", "打印服务没有启动", "请重启打印服务或电脑后重打"),
    ("connection refused", "打印服务没有启动", "请重启打印服务或电脑后重打"),
    ("unable to connect", "打印服务没有启动", "请重启打印服务或电脑后重打"),
    ("bad file descriptor", "打印服务没有启动", "请重启打印服务或电脑后重打"),
    ("not authorized", "没有使用打印机 {name} 的权限", "请管理员授权后重打"),
    ("forbidden", "没有使用打印机 {name} 的权限", "请管理员授权后重打"),
)
# What a printer reports of itself while the job waits in its queue.
STATE = (
    (("media-empty", "media-needed", "out of paper"), "打印机 {name} 缺纸", "请加A4纸，任务会自动继续"),
    (("media-jam", "paper jam"), "打印机 {name} 卡纸", "请取出卡纸，任务会自动继续；没有出纸的再重打"),
    (("cover-open", "door-open"), "打印机 {name} 盖子没有关好", "请合上盖子，任务会自动继续"),
    (("toner-empty", "marker-supply-empty"), "打印机 {name} 没有墨粉", "请更换墨粉，任务会自动继续"),
    (("offline", "connecting-to-device", "unreachable"), "打印机 {name} 没有连上", "请检查电源和线缆，任务会自动继续"),
    (("disabled", "paused"), "打印机 {name} 已暂停", "请管理员恢复打印机，任务会自动继续"),
)


class LpPrinter:
    """The CUPS spooler of Linux."""

    def __init__(self, name: str = "", run: Run = run) -> None:
        self._name = name
        self._run = run

    def send(self, pdf: bytes, copies: int, title: str) -> PrintResult:  # noqa: ARG002 - in the pages already
        """Queue ``pdf``; a printer that reports trouble right away is named with it."""
        where = ("-d", self._name) if self._name else ()
        try:
            ran = self._run(("lp", *where, "-t", title, "-o", "media=A4", "-"), pdf)
            if ran.code:
                return PrintResult(False, self._trouble(ran.said))
            state = self._run(("lpstat", "-l", "-p", *((self._name,) if self._name else ())), b"")
        except FileNotFoundError:
            return PrintResult(False, f"这台电脑没有装打印系统。{KEPT}。请管理员安装打印系统后重打。")
        except subprocess.TimeoutExpired:
            return PrintResult(False, f"打印服务没有回应。{KEPT}。请看打印机有没有出纸，没有出的重打。")
        return PrintResult(True, self._queued(state.said))

    def _trouble(self, said: str) -> str:
        low = said.lower()
        for sign, happened, todo in SPOOLER:
            if sign in low:
                return f"{happened.format(name=self._name)}。{KEPT}。{todo}。"
        return f"打印系统没有接受任务（{said.strip()[:80]}）。{KEPT}。请看打印机后重打。"

    def _queued(self, said: str) -> str:
        low = said.lower()
        for signs, happened, todo in STATE:
            if any(sign in low for sign in signs):
                return f"已交打印队列，但{happened.format(name=self._name)}。{todo}。"
        return f"已交打印机 {self._name}".rstrip()
