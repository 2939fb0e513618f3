"""Packs as they are built from the documents, once for all tests of this room."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.packs.build import build_all
from models.packs.importer import ImportReport

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@pytest.fixture(scope="session")
def built() -> dict[str, ImportReport]:
    """City → what its document gives now."""
    return build_all(RESOURCES)
