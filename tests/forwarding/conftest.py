"""A window's store, a city over loopback and a clock the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store.store import Store
from tests.helpers.cityside import WINDOW, CitySide, running_city
from tests.helpers.sending import Hands


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "window", b"k" * 32, window=WINDOW) as opened:
        yield opened


@pytest.fixture
def city(tmp_path: Path) -> Iterator[CitySide]:
    with running_city(tmp_path / "city") as side:
        yield side


@pytest.fixture
def clock() -> Hands:
    return Hands()
