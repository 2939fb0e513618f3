"""Where a table file of 台账 goes: the system's own dialog with our words, opened and never waited for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

_LABELS: Final = {
    QFileDialog.DialogLabel.LookIn: "位置",
    QFileDialog.DialogLabel.FileName: "文件名",
    QFileDialog.DialogLabel.FileType: "类型",
    QFileDialog.DialogLabel.Accept: "导出",
    QFileDialog.DialogLabel.Reject: "返回",
}


def ask_where(page: QWidget, title: str, name: str, answer: Callable[[str], None]) -> None:
    """Ask for a file; ``answer`` gets its path when one was chosen."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(page, title, folder, "Excel 工作簿 (*.xlsx)")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("xlsx")
    for label, text in _LABELS.items():
        dialog.setLabelText(label, text)
    dialog.selectFile(name)
    dialog.fileSelected.connect(answer)
    dialog.open()
