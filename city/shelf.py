"""Blobs of the city, named by their SHA-256: written aside, synced, put in place, then noted."""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from city.tables import blobs


class WrongDigest(Exception):
    """The bytes are not what their name says."""


class Shelf:
    """A folder of blobs and the table that says which are whole."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def has(self, digest: str) -> bool:
        """True once the blob is whole and noted."""
        return self.size(digest) is not None

    def size(self, digest: str) -> int | None:
        """Bytes of a whole blob; None while it is not."""
        with self._engine.connect() as connection:
            found = connection.execute(select(blobs.c.size).where(blobs.c.digest == digest)).scalar()
            return None if found is None else int(found)

    def get(self, digest: str) -> bytes:
        """The bytes, checked again."""
        data = self.path(digest).read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise WrongDigest(digest)
        return data

    def put(self, digest: str, data: bytes, now: datetime) -> None:
        """Keep a blob; the same blob twice is one blob.

        Raises:
            WrongDigest: the bytes do not carry this name.
        """
        if hashlib.sha256(data).hexdigest() != digest:
            raise WrongDigest(digest)
        if self.has(digest):
            return
        self._write(self.path(digest), data)
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(blobs).values(digest=digest, size=len(data), received_at=now))
        except IntegrityError:
            return  # another request noted it first

    def path(self, digest: str) -> Path:
        """Where the blob is or would be."""
        return self._folder / digest[:2] / digest

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        path.parent.mkdir(exist_ok=True)
        aside = path.with_name(f"{path.name}.{token_hex(8)}.tmp")  # two requests may bring the same blob at once
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable, where the system lets a folder be opened."""
    if os.name == "nt":
        return
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
