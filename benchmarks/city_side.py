"""The city side on a real PostgreSQL: four processes against one, and the cost of an entry as the log grows.

Eight windows of eight counties post batches of fifty, each from a process of its own. On a machine with two cores the
load, the database and the city share them, so that four processes cannot be much faster than one; therefore also with
a fixed share of a core for each process, where the kernel allows it: then only the database and its locks are shared.
"""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from uuid import uuid4

from benchmarks.city_load import BATCH, Pen, Seat, connection, post, together
from benchmarks.city_server import NotLimited, city
from benchmarks.common import FOLDER, Figure, ms, report
from city.tables import engine_for
from tests.helpers.postgres import Postgres, binaries

SEATS = [Seat.numbered(number) for number in range(1, 9)]
ROUNDS, BATCHES = 3, 12
SHARE = 0.15
SMALL, LARGE = 10_000, 1_000_000
_COLUMNS = (
    'region, feed, place, standing, seal, id, "window", seq, case_id, version, kind, at, actor, payload, prev, digest,'
    " receipt, received_at"
)

_CASES = (
    "INSERT INTO cases SELECT case_id, right(case_id, 12), region, min(\"window\"), 'item', 'name', 'DIRECT', '',"
    " '已受理', '', 2, now() FROM entries GROUP BY case_id, region"
)


def processes(server: Postgres) -> tuple[float, float]:
    """Entries per second: four processes, one process; measured in turn, each on a database of its own."""
    urls = [server.url(server.database()) for _ in range(2)]
    counts = [0.0, 0.0]
    for turn in range(ROUNDS + 1):
        for side, number in enumerate((4, 1)):
            with city(FOLDER / f"city-{number}", urls[side], number, SEATS) as url:
                first = turn * 1_000_000
                together([url], SEATS, first + 500_000, 2)  # the processes are awake and connected
                taken = together([url], SEATS, first, BATCHES)
            if turn:
                counts[side] += len(SEATS) * BATCHES * BATCH / taken / ROUNDS
    return counts[0], counts[1]


def shares(server: Postgres) -> tuple[float, float] | None:
    """The same where each process has a fixed share of a core: four of them, and one. None where none can be given."""
    counts = []
    for number in (4, 1):
        database = server.url(server.database())
        try:
            with ExitStack() as stack:
                urls = [
                    stack.enter_context(city(FOLDER / "city-share", database, 1, SEATS, SHARE)) for _ in range(number)
                ]
                together(urls, SEATS, 500_000, 2)
                taken = together(urls, SEATS, 1, number * 2)
        except NotLimited:
            return None
        counts.append(len(SEATS) * number * 2 * BATCH / taken)
    return counts[0], counts[1]


def growth(server: Postgres) -> tuple[float, float]:
    """Milliseconds per entry behind a million entries, and behind ten thousand; a batch of each in turn."""
    sides = []
    for count in (LARGE, SMALL):
        name = server.database()
        fill(server, name, count)
        sides.append((server.url(name), count))
    seat = SEATS[0]
    totals = [0.0, 0.0]
    with city(FOLDER / "city-large", sides[0][0], 1, [seat]) as large, city(
        FOLDER / "city-small", sides[1][0], 1, [seat]
    ) as small:
        lines = [(connection(url), Pen(seat, 10_000_000)) for url in (large, small)]
        for turn in range(33):
            for side, (line, pen) in enumerate(lines):
                body = pen.batch()
                taken = ms(lambda line=line, body=body: post(line, seat, body))  # type: ignore[misc]
                if turn >= 3:
                    totals[side] += taken / BATCH / 30
    return totals[0], totals[1]


def fill(server: Postgres, name: str, count: int) -> None:
    """So many entries of one county, two a case, as if they had been taken in over years."""
    engine_for(server.url(name)).dispose()
    region = SEATS[0].name[:6]
    with server.connect(name) as db:
        with db.cursor().copy(f"COPY entries ({_COLUMNS}) FROM STDIN") as copy:
            for n in range(1, count + 1):
                copy.write_row(_row(region, n))
        db.execute("INSERT INTO counties VALUES (%s, %s)", (region, count))
        db.execute(_CASES)
        db.execute("VACUUM ANALYZE")


def _row(region: str, n: int) -> tuple[object, ...]:
    case = f"00000000-0000-7000-8000-{(n + 1) // 2:012d}"
    payload = '{"text":"' + "样例" * 200 + '"}'
    kind = "receive" if n % 2 else "accept"
    fixed = (region, n, n, "counted", "s" * 88, str(uuid4()), f"{region}-09", n, case, 2 - n % 2, kind)
    return (*fixed, "2026-11-20T09:00:00.000+08:00", "clerk", payload, "0" * 64, f"{n:064x}", f"SJ{n}", "2026-11-20")


def main() -> None:
    """Print the table."""
    shutil.rmtree(FOLDER / "city-pg", ignore_errors=True)
    found = binaries()
    if found is None:
        raise SystemExit("no PostgreSQL server on this machine 没有 PostgreSQL")
    server = Postgres(found)
    server.start()
    try:
        four, one = processes(server)
        held = shares(server)
        large, small = growth(server)
    finally:
        server.close()
    cores = len(os.sched_getaffinity(0))
    figures = [
        Figure("entries a second, 4 processes 四个进程每秒条数", four, "1 process 一个进程", one, 2.5, unit="",
               at_least=True, note=f"{cores} cores for all 全部共 {cores} 核"),
        Figure("one entry behind 1 M 百万条之后一条", large, "behind 10 k 一万条之后", small, 1.3),
    ]  # fmt: skip
    if held:
        note = f"{SHARE} core each 每进程限 {SHARE} 核"
        figures.insert(1, Figure("the same, held 限份额", held[0], "1 process 一个进程", held[1], 2.5, unit="",
                                 at_least=True, note=note))  # fmt: skip
    report("CITY 市级", figures)


if __name__ == "__main__":
    main()
