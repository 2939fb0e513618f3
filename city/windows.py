"""Which windows the city knows: a token to send with and a public key to check paper with."""

from __future__ import annotations

import hashlib

from sqlalchemy import Engine, delete, insert, select

from city.tables import windows


def enrol(engine: Engine, name: str, token: str, public_key: bytes, label: str) -> None:
    """Register a window, or register it anew with another token and key.

    Args:
        name: region and number, ``140581-03``.
        token: the secret; only its digest is kept.
        public_key: Ed25519, 32 bytes raw.
    """
    with engine.begin() as connection:
        connection.execute(delete(windows).where(windows.c.name == name))
        connection.execute(
            insert(windows).values(name=name, token_digest=_digest(token), public_key=public_key, label=label)
        )


def known(engine: Engine, token: str) -> str | None:
    """The name of the window that holds this token."""
    with engine.connect() as connection:
        return connection.execute(select(windows.c.name).where(windows.c.token_digest == _digest(token))).scalar()


def public_key(engine: Engine, name: str) -> bytes | None:
    """The key of a window's papers."""
    with engine.connect() as connection:
        return connection.execute(select(windows.c.public_key).where(windows.c.name == name)).scalar()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
