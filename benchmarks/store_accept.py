"""One acceptance committed, encrypted and durable, against the same rows on bare sqlite3 and bare SQLCipher.

The act, from what the desk says: numbers given, RECEIVE and ACCEPT put in canonical form and appended to the chain,
both queued, projections, counts and the draft's result written, one commit with synchronous=FULL. The floors run the
same statements on the same tables, every value worked out beforehand.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import store_peers, store_sample
from benchmarks.common import FOLDER, Figure, ms, report
from models.store.store import Store

ACTS, BLOCK = 1_280, 64
PAPER = 48_000  # bytes of a printed notice


def figures(acts: int = ACTS) -> tuple[Figure, ...]:
    """Milliseconds per acceptance, measured in turns of ``BLOCK``; on a disk, since a RAM disk has no fsync."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=FOLDER) as place:
        folder = Path(place)
        ours, plain, cipher = _measure(folder, acts)
        shelf, bare = _shelf(folder)
        floor = _fsync(folder / "floor")
    note = f"fsync p50 {floor:.2f} ms"
    return (
        Figure("受理一件并落盘", ours, "裸 sqlite3，FULL", plain, 0.55, at_least=True, inverse=True, note=note),
        Figure("受理一件并落盘", ours, "裸 SQLCipher", cipher, 0.9, at_least=True, inverse=True, note=note),
        Figure("一份文书加密入架", shelf, "裸写、fsync、改名", bare, None, at_least=True, inverse=True, note=note),
    )


def _measure(folder: Path, acts: int) -> tuple[float, float, float]:
    with Store.create(folder / "trace", store_sample.KEY, window=store_sample.WINDOW) as store:
        statements = store_peers.recorded(store, acts, lambda i: store_sample.accept(store, store_sample.prepared(i)))
        tables = store_peers.schema(store)
    bare = store_peers.plain(folder / "plain.db", tables)
    sealed = store_peers.cipher(folder / "cipher.db", tables)
    with Store.create(folder / "ours", store_sample.KEY, window=store_sample.WINDOW) as store:

        def ours(first: int) -> Callable[[], None]:
            ready = [store_sample.prepared(i) for i in range(first, first + BLOCK)]

            def block() -> None:
                for act in ready:
                    store_sample.accept(store, act)

            return block

        def floor(db: object) -> Callable[[int], Callable[[], None]]:
            def ready(first: int) -> Callable[[], None]:
                def block() -> None:
                    for act in statements[first : first + BLOCK]:
                        store_peers.run(db, act)

                return block

            return ready

        found = _turns(acts, ours, floor(bare), floor(sealed))
    bare.close()
    sealed.close()
    return found


def _turns(acts: int, *ways: Callable[[int], Callable[[], None]]) -> tuple[float, float, float]:
    """Medians of milliseconds per act; the first block of each warms up, and who goes first changes each time."""
    found: list[list[float]] = [[] for _ in ways]
    for turn, first in enumerate(range(0, acts - BLOCK + 1, BLOCK)):
        for k in range(len(ways)):
            way = (k + turn) % len(ways)
            found[way].append(ms(ways[way](first)) / BLOCK)
    ours, plain, cipher = (statistics.median(values[1:]) for values in found)
    return ours, plain, cipher


def _shelf(folder: Path, count: int = 60) -> tuple[float, float]:
    """One paper sealed and durable on the shelf, against the same four steps without sealing or checking."""
    with Store.create(folder / "shelf", store_sample.KEY, window=store_sample.WINDOW) as store:
        papers = [os.urandom(PAPER) for _ in range(2 * count)]
        store.blobs.put(b"warm")
        place = folder / "bare"
        place.mkdir()
        ours = [ms(lambda: store.blobs.put(papers[i])) for i in range(count)]  # noqa: B023 - called at once
        bare = [ms(lambda: _write(place / str(i), papers[count + i])) for i in range(count)]  # noqa: B023 - the same
    return statistics.median(ours), statistics.median(bare)


def _write(target: Path, data: bytes) -> None:
    part = target.with_suffix(".part")
    with part.open("wb", buffering=0) as file:
        file.write(data)
        os.fsync(file.fileno())
    part.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _fsync(path: Path, count: int = 200) -> float:
    """Milliseconds of appending one page and making it durable: what no program on this disk can go below."""
    taken = []
    with path.open("wb", buffering=0) as file:
        for _ in range(count):
            start = time.perf_counter()
            file.write(bytes(4096))
            os.fsync(file.fileno())
            taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    report("ACCEPTANCE 受理落盘", figures())
