"""What one process of the city is made of; several share a database and a folder and know nothing of each other."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI

from city import telemetry
from city.service import NAME, create_app
from city.tables import engine_for, sqlite_url

DATABASE = "TONGQUAN_CITY_DATABASE"
FOLDER = "TONGQUAN_CITY_FOLDER"
CALLED = "TONGQUAN_CITY_NAME"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the city keeps things."""

    folder: Path
    database: str  # SQLAlchemy's address; it may hold a password, so it is handed on in the environment only

    @classmethod
    def of(cls, folder: Path, database: str = "") -> Place:
        """The given database, else the environment's, else the embedded one of the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder, database or os.environ.get(DATABASE, "") or sqlite_url(folder))

    def hand_on(self) -> None:
        """For the processes that are started from this one."""
        os.environ[DATABASE] = self.database
        os.environ[FOLDER] = str(self.folder)


def called() -> str:
    """What people call this platform."""
    return os.environ.get(CALLED, "").strip()[:64] or NAME


def app() -> FastAPI:
    """The factory that each process calls, with an engine of its own."""
    telemetry.log_to_stderr()
    place = Place.of(Path(os.environ[FOLDER]))
    return create_app(engine_for(place.database), place.folder / "blobs", name=called())
