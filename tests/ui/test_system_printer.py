"""The default printer is looked for when a paper is sent, not when the window opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import SystemPrinter
from printing.spool import PrintResult
from ui.qt_printer import QtPrinter


class FakePrinter:
    """Takes everything."""

    def send(self, pdf: bytes, copies: int, title: str) -> PrintResult:  # noqa: ARG002 - as Printer has it
        return PrintResult(True, f"已打印 {title}")


def test_that_papers_are_kept_as_files_until_there_is_a_printer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = SystemPrinter(tmp_path / "待打印")
    monkeypatch.setattr(QtPrinter, "default", lambda: None)
    assert system.send(b"%PDF-1.7 sample", 2, "受理通知书").ok
    monkeypatch.setattr(QtPrinter, "default", FakePrinter)
    assert system.send(b"%PDF-1.7 sample", 2, "收件凭证").sentence == "已打印 收件凭证"
    assert [path.name for path in (tmp_path / "待打印").iterdir()] == ["受理通知书.pdf"]
