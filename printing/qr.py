"""The QR code of a paper as rectangles: level M, alphanumeric, at most 178 characters in 45 modules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, MODE_ALPHA_NUM, QRData

MOST = 178  # characters of version 7, level M
ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
# Any of the eight masks decodes; a payload that ends in a signature looks random under each, and trying
# all eight would take most of the time a page takes.
MASK = 4

Rect = tuple[int, int, int, int]  # x, y, width, height in modules


def matrix(payload: str) -> list[list[bool]]:
    """Modules of the code for ``payload``, without the quiet zone."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=0, mask_pattern=MASK)
    mode: Any = MODE_ALPHA_NUM if ALPHANUMERIC.issuperset(payload) else MODE_8BIT_BYTE
    code.add_data(QRData(payload.encode("utf-8"), mode))
    code.make(fit=True)
    return [[bool(cell) for cell in row] for row in code.modules]


def merge(modules: Sequence[Sequence[bool]]) -> list[Rect]:
    """Black modules as few rectangles: runs of a row, joined downwards while they stay the same."""
    done: list[Rect] = []
    open_runs: dict[tuple[int, int], Rect] = {}
    for y, row in enumerate(modules):
        runs = dict.fromkeys(_runs(row))
        done.extend(open_runs.pop(run) for run in [run for run in open_runs if run not in runs])
        for start, length in runs:
            known = open_runs.get((start, length))
            open_runs[start, length] = (start, known[1] if known else y, length, known[3] + 1 if known else 1)
    return done + list(open_runs.values())


def _runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    runs, start = [], -1
    for x, black in enumerate([*row, False]):
        if black and start < 0:
            start = x
        elif not black and start >= 0:
            runs.append((start, x - start))
            start = -1
    return runs


def rectangles(payload: str) -> tuple[int, list[Rect]]:
    """Number of modules along a side, and the rectangles that draw the code."""
    modules = matrix(payload)
    return len(modules), merge(modules)
