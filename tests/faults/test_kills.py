"""Killed in the middle: a backend of the database, the whole city, the window's program. The sums stay."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from psycopg import Connection, OperationalError

from models.store.store import Store
from tests.faults.cityproc import ROOT, CityProcess, city_process, token
from tests.faults.clerk import Clerk
from tests.faults.proxy import Proxy, broken_line
from tests.faults.scale import SCALE, told
from tests.faults.seat import Online
from tests.faults.sums import sums_of
from tests.helpers.postgres import Postgres
from tests.store.acts import KEY, NOW

WINDOW = "140581-03"
CASES, LETTERS = 6, 8  # cases written before each blow; passes until everything has gone again
PROGRAM = """
import sys
from datetime import timedelta
from pathlib import Path
from models.store.store import Store
from tests.faults.seat import Online
from tests.store.acts import KEY, NOW
with Store.open(Path(sys.argv[1]), KEY) as store:
    way = Online(store, sys.argv[2], sys.argv[3], NOW + timedelta(days=int(sys.argv[4])))
    print("up", flush=True)
    for _ in range(9):
        way.send()
    print("done", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "window", KEY, window=WINDOW) as made:
        yield made


def write(store: Store, rng: Random) -> None:
    """Cases with a few acts each, all of them waiting."""
    clerk = Clerk(store, rng)
    for _ in range(CASES):
        case = clerk.receive()
        for _ in range(3):
            clerk.act(case)


@contextmanager
def once(proxy: Proxy, strike: Callable[[], object]) -> Iterator[list[bool]]:
    """The next letter that the city has in hand meets ``strike``; the list says whether it did."""
    struck: list[bool] = []

    def blow() -> None:
        if not struck:
            struck.append(True)
            strike()

    proxy.meanwhile = blow
    yield struck
    proxy.meanwhile = lambda: None


def through_blows(store: Store, city: CityProcess, strike: Callable[[Random], object], title: str) -> None:
    """Everything waits, a letter is under way, the blow falls, and all goes on; then the sums."""
    rng, struck = Random(20261120), 0
    with broken_line(city.url, 1, bad=0.0) as proxy:
        way = Online(store, proxy.url, token(WINDOW))
        for _ in range(SCALE.kills):
            write(store, rng)
            with once(proxy, lambda: strike(rng)) as hit:
                for _ in range(LETTERS):
                    way.send()
            struck += len(hit)
        way.line.close()
    engine = city.engine()
    found = sums_of(store, engine)
    engine.dispose()
    told(title, 次数=struck, 线路断=way.down, **found.words())
    assert (struck, found.done) == (SCALE.kills, SCALE.kills * CASES * 4)
    assert way.down > 0
    assert found.sound


def spin(rng: Random) -> None:
    """Up to some milliseconds, so that the blow falls at any moment of the city's work."""
    for _ in range(rng.randrange(200_000)):
        pass


def test_that_a_city_killed_with_a_letter_in_hand_keeps_each_entry_once(store: Store, tmp_path: Path) -> None:
    with city_process(tmp_path / "city", (WINDOW,)) as city:

        def strike(rng: Random) -> None:
            spin(rng)
            city.kill()
            city.start()

        through_blows(store, city, strike, "市级进程被强行结束")


@pytest.mark.parametrize("how", ["terminate", "kill"])
def test_that_a_database_backend_ended_with_a_letter_in_hand_keeps_each_entry_once(
    store: Store, tmp_path: Path, postgres: Postgres, city_template: str, how: str
) -> None:
    name = postgres.database(city_template)

    def strike(_: Random) -> None:
        pid = working(postgres, name)
        if how == "terminate":
            postgres.terminate(name)
        else:
            with postgres.connect() as witness:
                postgres.kill(pid)
                fallen(witness)
            recovered(postgres)

    with city_process(tmp_path / "city", (WINDOW,), postgres.url(name)) as city:
        through_blows(store, city, strike, f"数据库后端被结束（{how}）")
    postgres.drop(name)


def fallen(witness: Connection) -> None:
    """Until the server has noticed the blow and ended this connection too; before that it still takes new ones."""
    for _ in range(20_000):
        try:
            witness.execute("SELECT 1")
        except OperationalError:
            return


def recovered(postgres: Postgres) -> None:
    """After a backend's crash the server ends all others and reads its log; back when it takes connections."""
    for _ in range(20_000):
        try:
            postgres.connect().close()
        except OperationalError:
            continue
        return
    raise AssertionError("the server never came back")


def working(postgres: Postgres, name: str) -> int:
    """The backend that is inside a transaction, else the oldest one of this database."""
    for _ in range(20_000):
        with suppress(OperationalError):  # the server may only now have noticed the blow before this one
            if pid := _working(postgres, name):
                return pid  # none while the city is still calling again after that blow
    raise AssertionError("the server never came back")


def _working(postgres: Postgres, name: str) -> int | None:
    query = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND xact_start IS NOT NULL"
    with postgres.connect() as connection:
        for _ in range(300):
            if row := connection.execute(query, (name,)).fetchone():
                return int(row[0])
    return next(iter(postgres.backends(name)), None)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not a thing there")
def test_that_a_window_program_killed_while_it_sends_loses_and_doubles_nothing(tmp_path: Path) -> None:
    folder, rng, cut = tmp_path / "window", Random(20261120), 0
    Store.create(folder, KEY, window=WINDOW).close()
    with city_process(tmp_path / "city", (WINDOW,)) as city:
        for day in range(SCALE.kills):
            with Store.open(folder, KEY) as store:
                write(store, rng)
            cut += run_and_kill(folder, city, day, rng)
        with Store.open(folder, KEY) as store:
            way = Online(store, city.url, token(WINDOW), NOW + timedelta(days=SCALE.kills))
            for _ in range(SCALE.kills + LETTERS):
                way.send()
            way.line.close()
            engine = city.engine()
            found = sums_of(store, engine)
            engine.dispose()
    told("窗口程序被强行结束", 次数=SCALE.kills, 还没送完=cut, **found.words())
    assert found.done == SCALE.kills * CASES * 4
    assert cut > 0
    assert found.sound


def run_and_kill(folder: Path, city: CityProcess, day: int, rng: Random) -> bool:
    """The program sends and is killed at a moment of chance; whether it had not come to its end."""
    with broken_line(city.url, 1, bad=0.0) as proxy:
        command = [sys.executable, "-c", PROGRAM, str(folder), proxy.url, token(WINDOW), str(day)]
        program = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

        def strike() -> None:
            spin(rng)
            program.kill()

        with program, once(proxy, strike):
            assert program.stdout is not None
            said = program.stdout.read().split()
    assert program.returncode == -signal.SIGKILL
    return "done" not in said
