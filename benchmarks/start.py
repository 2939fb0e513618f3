"""Start-up: the sign-in window, and 收件 after Enter, both against an empty PySide6 window measured in turn.

A process is timed from its start to the end of its first paint. The store behind Enter holds a million cases. Enter is
pressed when the sign-in window has stood for a second and a half, less than anybody types a name and a password in;
the last row presses it at once, which no person can.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks import million
from benchmarks.common import Figure, child, child_figures, ms, pairs, report

PAIRS = 11
TYPING_MS = 1500
_EMPTY = "empty PySide6 window 空窗口"


def _empty() -> float:
    return ms(lambda: child("benchmarks.empty_window"))


def _signin(folder: Path) -> float:
    return ms(lambda: child("benchmarks.signin_window", str(folder)))


def _enter(folder: Path, rest: int) -> float:
    told = child_figures("benchmarks.enter_window", str(folder), str(rest))
    return float(told["whole"] - told["hash"])


def main() -> None:
    """Print the table."""
    folder = million.store_folder()
    ours, empty = pairs(PAIRS, lambda: _signin(folder), _empty)
    ready, empty2 = pairs(PAIRS, lambda: _enter(folder, TYPING_MS), _empty)
    rash, empty3 = pairs(5, lambda: _enter(folder, 0), _empty)
    figures = [
        Figure("sign-in window painted 登录窗口画出", ours, _EMPTY, empty, 1.35),
        Figure("Enter → 收件 ready 按回车到可以收件", ready, _EMPTY, empty2, 1.0, note="1 M cases, hash apart"),
        Figure("the same, Enter at first paint 画出即按", rash, _EMPTY, empty3, None, note="no goal 仅供参考"),
    ]
    report("START 启动", figures)


if __name__ == "__main__":
    main()
