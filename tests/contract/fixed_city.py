"""The reference city with all fixed that is otherwise chosen: keys, tokens, the clock, the ids of its own entries."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from fastapi import FastAPI
from sqlalchemy import Engine

from city import windows
from city.keys import NAME
from city.service import create_app
from tests.contract.keys import CITY, CITY_NAME, NOW, REVOKED, TOKENS


def fixed_app(engine: Engine, folder: Path) -> FastAPI:
    """The app over a database that has the city's tables; its windows are enrolled, one of them revoked since."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(json.dumps({"sign": _raw(CITY.sign), "box": _raw(CITY.box)}), encoding="utf-8")
    for window, token in TOKENS.items():
        key = Ed25519PrivateKey.from_private_bytes(window.encode().rjust(32, b"w"))
        windows.enrol(engine, window, token, key.public_key().public_bytes_raw(), f"样例{window[-2:]}号窗口")
    windows.revoke(engine, REVOKED, "样例原因", NOW)
    return create_app(engine, folder / "blobs", lambda: NOW, CITY_NAME)


@contextmanager
def fixed_ids() -> Iterator[None]:
    """Randomness stands still: the city's own entries are numbered, and stand in one chain."""
    with patch("city.county.uuid4", _numbered()), patch("city.county.LIFE", "1a2b3c4d"):
        yield


def _numbered() -> Callable[[], UUID]:
    numbers = count(1)
    return lambda: UUID(int=0xC << 124 | 4 << 76 | 8 << 60 | next(numbers))


def _raw(key: Ed25519PrivateKey | X25519PrivateKey) -> str:
    return b64encode(key.private_bytes_raw()).decode()
