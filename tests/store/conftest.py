"""An open store in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.store.store import Store
from tests.store.acts import KEY, WINDOW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the store is."""
    return tmp_path / "store"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """A new store of window 03."""
    with Store.create(folder, KEY, window=WINDOW) as made:
        yield made
