"""A county at work over HTTP: a city in a process of its own, and the seats of its windows; a folder in memory."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine

from models.store.store import Store
from tests.faults.cityproc import CityProcess, city_process, token
from tests.faults.clerk import Clerk
from tests.faults.memory import memory
from tests.faults.seat import Online, Seat
from tests.store.acts import KEY


def windows(count: int) -> tuple[str, ...]:
    """Names of the first windows of a county."""
    return tuple(f"140581-{n:02d}" for n in range(1, count + 1))


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is room, else on the disk.

    For what is struck at its n-th call, which is the same call on any disk, and for what is not struck at all. Where a
    kill falls at a moment of chance the real disk is used, so that it may fall while the disk is written to.
    """
    if (place := memory()) is None:
        yield tmp_path
        return
    with TemporaryDirectory(dir=place, prefix="tongquan-") as folder:
        yield Path(folder)


@pytest.fixture
def names() -> tuple[str, ...]:
    """Who sits there; a file of tests may say otherwise."""
    return windows(4)


@pytest.fixture
def city(quick: Path, names: tuple[str, ...]) -> Iterator[CityProcess]:
    """The city, which knows them all."""
    with city_process(quick / "city", names) as city:
        yield city


@pytest.fixture(scope="session")
def blank_store(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The empty store of a window by its name, made once and copied by whoever works in it."""
    folder = tmp_path_factory.mktemp("blank")

    def made(name: str) -> Path:
        if not (folder / name).exists():
            Store.create(folder / name, KEY, window=name).close()
        return folder / name

    return made


@pytest.fixture
def seats(
    city: CityProcess, quick: Path, names: tuple[str, ...], blank_store: Callable[[str], Path]
) -> Iterator[list[Seat]]:
    """Each window with a store of its own and the line to the city."""
    with ExitStack() as stack:
        found = []
        for n, name in enumerate(names):
            shutil.copytree(blank_store(name), quick / name)
            store = stack.enter_context(Store.open(quick / name, KEY))
            way = Online(store, city.url, token(name))
            stack.callback(way.line.close)
            found.append(Seat(Clerk(store, Random(n)), way))
        yield found


@pytest.fixture
def engine(city: CityProcess) -> Iterator[Engine]:
    """A look into the city's own database."""
    engine = city.engine()
    yield engine
    engine.dispose()
