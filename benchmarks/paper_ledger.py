"""The day ledger: linear in rows, against rows on a bare canvas and against platypus' LongTable."""

from __future__ import annotations

import time

from benchmarks import paper_peers as peers
from benchmarks.common import Figure, ms, pairs, report
from models.papers import DayLedgerPaper
from printing import samples
from printing.make import make

ROWS = 10_000
MANY = 50_000
ROUNDS = 3


def cpu_ms(paper: DayLedgerPaper) -> float:
    """Milliseconds of this process alone: two runs of seconds each do not meet the same neighbours."""
    start = time.process_time()
    make(paper)
    return (time.process_time() - start) * 1000


def main() -> None:
    """Measure and print."""
    peers.register(peers.SANS, "sans400")
    some, many = samples.ledger(ROWS), samples.ledger(MANY)
    small, large = pairs(ROUNDS, lambda: cpu_ms(some), lambda: cpu_ms(many))
    ours, canvas = pairs(ROUNDS, lambda: ms(lambda: make(some)), lambda: ms(lambda: peers.canvas_ledger(some)))
    start = time.perf_counter()
    peers.platypus_ledger(some)
    platypus = (time.perf_counter() - start) * 1000
    report(
        "LEDGER 日台账",
        [
            Figure(f"{MANY} 行", large, f"{ROWS} 行", small, 5.5, note="处理器时间"),
            Figure(f"{ROWS} 行", ours, "bare canvas 逐行", canvas, 1.0),
            Figure(f"{ROWS} 行", ours, "platypus LongTable", platypus, 1 / 3, note="一次"),
        ],
    )


if __name__ == "__main__":
    main()
