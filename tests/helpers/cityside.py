"""A real city on loopback for tests: uvicorn in a thread over a fresh folder, and letters to send it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import uvicorn
from sqlalchemy import Engine

from city.service import create_app, now
from city.tables import engine_for, sqlite_url
from city.windows import enrol
from forwarding.wire import EntryLetter
from models.rules.chain import GENESIS, digest

ZONE = ZoneInfo("Asia/Shanghai")
TOKEN = "test-token-of-window-03"
WINDOW = "140581-03"


@dataclass(frozen=True)
class CitySide:
    """Where the city listens and what it keeps."""

    url: str
    engine: Engine
    folder: Path


@contextmanager
def running_city(
    folder: Path,
    *,
    public_key: bytes = b"\0" * 32,
    port: int = 0,
    database: str = "",
    clock: Callable[[], datetime] = now,
) -> Iterator[CitySide]:
    """A city that answers until the block ends; the same folder, port and database may be used again."""
    engine = engine_for(database or sqlite_url(folder))
    enrol(engine, WINDOW, TOKEN, public_key, "高平市03号窗口")
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(64)
    server = uvicorn.Server(
        uvicorn.Config(create_app(engine, folder / "blobs", clock), log_level="error", access_log=False)
    )
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        yield CitySide(f"http://127.0.0.1:{listener.getsockname()[1]}", engine, folder)
    finally:
        server.should_exit = True
        thread.join(10)
        listener.close()
        engine.dispose()


class LetterBook:
    """Writes letters as one window would: sequence and chain kept."""

    def __init__(self, window: str = WINDOW) -> None:
        self._window = window
        self._seq = 0
        self._prev = GENESIS
        self._versions: dict[str, int] = {}
        self._last: dict[str, str] = {}

    def write(
        self, case: str, kind: str, payload: dict[str, Any], blobs: tuple[str, ...] = ()
    ) -> EntryLetter:
        """The next entry of ``case``."""
        self._seq += 1
        self._versions[case] = self._versions.get(case, 0) + 1
        fields: dict[str, Any] = {
            "id": str(uuid4()),
            "window": self._window,
            "seq": self._seq,
            "case": case,
            "version": self._versions[case],
            "kind": kind,
            "at": (datetime(2026, 11, 20, 9, tzinfo=ZONE) + timedelta(seconds=self._seq)).isoformat(
                timespec="milliseconds"
            ),
            "actor": "测试员甲",
            "payload": payload,
            "prev": self._prev,
        }
        self._prev = digest(fields)
        follows, self._last[case] = self._last.get(case, ""), fields["id"]
        return EntryLetter(**fields, digest=self._prev, blobs=blobs, follows=follows)
