"""办件 with a million cases against QSqlQueryModel over the same rows: first paint, jump to the end, memory.

Our rows come out of the encrypted store, with light and remaining days worked out; the peer's out of a plain file.
"""

from __future__ import annotations

import statistics
from typing import Any

from benchmarks import million
from benchmarks.common import Figure, child_figures, report

ROUNDS = 7
_PEER = "QSqlQueryModel"


def main() -> None:
    """Print the table."""
    store, plain = str(million.store_folder()), str(million.plain_database())
    ours: list[Any] = []
    peer: list[Any] = []
    for _ in range(ROUNDS):
        ours.append(child_figures("benchmarks.list_window", "ours", store))
        peer.append(child_figures("benchmarks.list_window", "plain", plain))

    def middle(of: list[Any], what: str) -> float:
        return float(statistics.median(one[what] for one in of))

    def figure(name: str, what: str, goal: float, unit: str) -> Figure:
        return Figure(name, middle(ours, what), _PEER, middle(peer, what), goal, unit)

    figures = [
        figure("list of 1 M cases, first paint 百万件列表首次画出", "paint", 1.3, "ms"),
        figure("jump to its end 跳到末尾", "end", 1 / 50, "ms"),
        figure("memory it takes 占用内存", "memory", 1 / 20, "MB"),
    ]
    report("LIST 办件列表", figures)


if __name__ == "__main__":
    main()
