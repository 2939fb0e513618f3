"""Printers: what they are given, and how trouble is told."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from printing.spool import FolderPrinter, LpPrinter, Printer, Ran

PDF = b"%PDF-1.3 sample"


class Spooler:
    """A spooler that answers as told and remembers what it was given."""

    def __init__(self, *answers: Ran | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[Sequence[str], bytes]] = []

    def __call__(self, command: Sequence[str], given: bytes) -> Ran:
        """Answer the next command."""
        self.asked.append((command, given))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_that_a_folder_gets_the_paper_whole_and_a_second_one_beside_it(tmp_path: Path) -> None:
    printer: Printer = FolderPrinter(tmp_path / "待打印")
    first, second = (printer.send(PDF, 2, "140581-03/受理通知书") for _ in range(2))
    assert first.ok
    assert second.ok
    files = sorted((tmp_path / "待打印").iterdir())
    assert [file.name for file in files] == ["140581-03_受理通知书.pdf", "140581-03_受理通知书（2）.pdf"]
    assert all(file.read_bytes() == PDF for file in files)
    assert "140581-03_受理通知书.pdf" in first.sentence


def test_that_a_folder_that_cannot_be_written_is_told_and_the_paper_is_safe(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    result = FolderPrinter(tmp_path / "file" / "below").send(PDF, 1, "样例")
    assert not result.ok
    assert "写不进去" in result.sentence
    assert "都已留存" in result.sentence


def test_that_the_spooler_is_asked_for_the_file_once_since_its_copies_are_pages() -> None:
    spooler = Spooler(Ran(0, "request id is Hall-7 (0 file(s))"), Ran(0, "printer Hall is idle. enabled"))
    result = LpPrinter("Hall", spooler).send(PDF, 3, "样例")
    assert result.ok
    assert result.sentence == "已交打印机 Hall"
    command, given = spooler.asked[0]
    assert given == PDF
    assert list(command) == ["lp", "-d", "Hall", "-t", "样例", "-o", "media=A4", "-"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("lp: Error - no default destination available.", "没有设置默认打印机"),
        ("lp: The printer or class does not exist.", "找不到打印机 Hall"),
        ('lp: Destination "Hall" is not accepting jobs.', "停止接收任务"),
        ("lp: Error - scheduler is not running!", "打印服务没有启动"),
        ("lp: Unable to connect to server", "打印服务没有启动"),
        ("lp: Not authorized to access printer", "没有使用打印机 Hall 的权限"),
        ("lp: something new", "打印系统没有接受任务（lp: something new）"),
    ],
)
def test_that_a_refused_job_is_told_apart(said: str, told: str) -> None:
    result = LpPrinter("Hall", Spooler(Ran(1, said))).send(PDF, 1, "样例")
    assert not result.ok
    assert told in result.sentence
    assert "文书和编号都已留存" in result.sentence
    assert "重打" in result.sentence


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("Alerts: media-empty-error", "缺纸"),
        ("Alerts: media-jam", "卡纸"),
        ("Alerts: cover-open", "盖子"),
        ("Alerts: toner-empty-warning", "墨粉"),
        ("Alerts: offline-report", "没有连上"),
        ("printer Hall disabled since", "已暂停"),
    ],
)
def test_that_a_printer_that_waits_says_for_what(state: str, told: str) -> None:
    result = LpPrinter("Hall", Spooler(Ran(0, "request id is Hall-7"), Ran(0, state))).send(PDF, 1, "样例")
    assert result.ok
    assert told in result.sentence


@pytest.mark.parametrize(
    ("trouble", "told"),
    [(FileNotFoundError("lp"), "没有装打印系统"), (subprocess.TimeoutExpired("lp", 20), "打印服务没有回应")],
)
def test_that_a_machine_without_an_answer_says_so(trouble: Exception, told: str) -> None:
    result = LpPrinter("Hall", Spooler(trouble)).send(PDF, 1, "样例")
    assert not result.ok
    assert told in result.sentence


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="looks where an open file lies")
def test_that_a_new_folder_of_papers_has_a_name_that_lasts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced, fsync = set[str](), os.fsync

    def noted(handle: int) -> None:
        synced.add(str(Path(f"/proc/self/fd/{handle}").readlink()))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    assert FolderPrinter(tmp_path / "window" / "papers").send(b"%PDF", 1, "样例").ok
    assert {str(tmp_path), str(tmp_path / "window"), str(tmp_path / "window" / "papers")} <= synced
