"""Asking where a table file goes, in the program's own words."""

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


def ask_file(page: QWidget, title: str, name: str, answer: Callable[[str], None]) -> None:
    """Open the dialog; ``answer``, a slot, gets the file chosen."""
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
