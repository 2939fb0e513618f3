"""kill -9 at any moment of intake, review, printing and forwarding: what was told as kept is there, once, and whole."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from city.tables import entries
from forwarding.client import CityLine
from forwarding.runner import Runner
from models.rules.terms import QueueState
from models.store import daybook
from models.store.store import Store
from tests.faults import promise
from tests.faults.cityproc import CityProcess, city_process, token
from tests.faults.nest import Nest, nest
from tests.faults.promise import Told
from tests.faults.scale import FULL, told
from tests.helpers.factory import KEY, MORNING

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not a thing there")
WINDOW = "140581-03"
SEASONS, LIVES = (40, 25) if FULL else (2, 12)  # new stores; lives of the program, each ended by a kill


@pytest.fixture(scope="module")
def counter() -> Iterator[Nest]:
    with nest("tests.faults.deskwork") as made:
        yield made


@pytest.fixture
def city(tmp_path: Path) -> Iterator[CityProcess]:
    with city_process(tmp_path / "city", (WINDOW,)) as city:
        yield city


def live_and_die(counter: Nest, known: Told, rng: Random, strike: str = "", /, **task: object) -> None:
    """One life: a few acts, then the kill at a moment of chance, or right after the line that begins ``strike``."""
    pid = counter.born(**task)
    for _ in range(rng.randrange(30)):
        known.hear(counter.line())
    if strike:
        while not (line := counter.line()).startswith(strike):
            known.hear(line)
        known.hear(line)
    else:
        for _ in range(rng.randrange(200_000)):  # up to some milliseconds
            pass
    os.kill(pid, signal.SIGKILL)
    *said, end = counter.rest()
    for line in said:
        known.hear(line)
    assert end == f"end {-signal.SIGKILL}", said[-1:]


def test_that_a_program_killed_a_thousand_times_loses_nothing_it_told(
    counter: Nest, city: CityProcess, tmp_path: Path
) -> None:
    rng, died, opened, sums = Random(20261127), Counter[str](), list[float](), Counter[str]()
    for season in range(SEASONS):
        folder, known, kept = tmp_path / str(season), Told(), 0
        counter.born(folder=str(folder), life=0, seed=0, acts=0)  # the store is made, and nobody acts yet
        assert counter.rest() == ["end 0"]
        for life in range(LIVES):
            road = {"url": city.url, "token": token(WINDOW)}
            live_and_die(counter, known, rng, folder=str(folder), life=life, seed=rng.randrange(1 << 30), **road)
            died[known.doing] += 1
            found = promise.after(folder, known)
            assert found.breaches == (), (season, life, known.doing)
            opened.append(found.seconds)
            kept = found.entries
        assert at_the_city(folder, city) == []
        sums.update(办=len(known.kept), 打印=len(known.printed), 记录=kept)
        if season < SEASONS - 1:
            begin_anew(city)
    opened.sort()
    speed = f"中位 {opened[len(opened) // 2] * 1000:.0f} 毫秒、最长 {opened[-1] * 1000:.0f} 毫秒"
    where = "、".join(f"{name} {times}" for name, times in died.most_common())
    told("窗口程序 kill -9", 次数=died.total(), 死在=where, **sums, 违约=0, 再打开=speed)
    assert died.total() == SEASONS * LIVES
    assert {"intake", "print", "forward"} <= set(died)


def at_the_city(folder: Path, city: CityProcess) -> list[str]:
    """Send what still waits; then every entry of the window is at the city once, and nothing else is."""
    at = MORNING + timedelta(days=1)
    with Store.open(folder / "store", KEY) as store:
        line = CityLine(city.url, token(WINDOW), timeout=20.0)
        runner = Runner(store, line, lambda: at, Random(1))
        for hours in range(LIVES * 10):
            at = MORNING + timedelta(days=1, hours=hours)
            runner.run_once()
            if all(row.state is QueueState.DELIVERED for row in daybook.queue_rows(store, limit=100_000)):
                break
        line.close()
        here = [row.entry_id for row in daybook.queue_rows(store, limit=100_000)]
        waiting = [r for r in daybook.queue_rows(store, limit=100_000) if r.state is not QueueState.DELIVERED]
    engine = city.engine()
    with engine.connect() as connection:
        there = list(connection.execute(select(entries.c.id).where(entries.c.window == WINDOW)).scalars())
    engine.dispose()
    said = [f"没送到 {len(waiting)} 条：{waiting[0].reason}"] if waiting else []
    return said + ([] if sorted(here) == sorted(there) else [f"窗口 {len(here)} 条，市级 {len(there)} 条"])


def begin_anew(city: CityProcess) -> None:
    """The next season's window has the same name: its city must not know the last one."""
    city.stop()
    for path in (*city.folder.glob("city.db*"), city.folder / "blobs"):
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    city.start()


def test_that_the_control_which_tells_before_it_keeps_is_caught(counter: Nest, tmp_path: Path) -> None:
    rng, caught = Random(1), 0
    for life in range(4):
        folder, known = tmp_path / str(life), Told()
        live_and_die(counter, known, rng, "kept", folder=str(folder), life=0, seed=life, plant="early")
        caught += any("丢失" in one for one in promise.after(folder, known).breaches)
    told("对照：先告知后留存", 次数=4, 查出=caught)
    assert caught > 0
