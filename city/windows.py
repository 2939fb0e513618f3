"""Which windows the city knows: a token to send with, the keys of their papers, and which may send no longer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, literal, select, update

from city.tables import replaced_tokens, window_keys, windows
from forwarding.wire import NeighbourKey, NeighbourLetter

_KEY_BYTES = 32

REPLACED = "另一台电脑已重新登记这个窗口"


@dataclass(frozen=True, slots=True)
class Known:
    """A window as the city knows it."""

    name: str
    label: str
    revoked_at: str = ""
    revoked_why: str = ""


def enrol(engine: Engine, name: str, token: str, public_key: bytes, label: str) -> None:
    """Register a window by hand, or register it anew with another token or key.

    The same token and key once more change nothing: a list read at every start does not let a revoked window in again.

    Args:
        name: region and number, ``140581-03``.
        token: the secret; only its digest is kept.
        public_key: Ed25519, 32 bytes raw.
    """
    same = (windows.c.name == name, windows.c.token_digest == _digest(token), windows.c.public_key == public_key)
    with engine.begin() as connection:
        if connection.execute(select(windows.c.name).where(*same)).first() is None:
            put(connection, name, token, public_key, None, label, "")


def put(
    connection: Connection, name: str, token: str, public_key: bytes, box_key: bytes | None, label: str, at: str
) -> None:
    """A window with a new token and these keys, in the caller's transaction; the keys it had before are kept.

    Args:
        at: when, ISO; "" where nobody knows.
    """
    mine = window_keys.c.window == name
    connection.execute(update(window_keys).where(mine, window_keys.c.until == "").values(until=at or "-"))
    again = update(window_keys).where(mine, window_keys.c.public_key == public_key)
    if not connection.execute(again.values(box_key=box_key, until="")).rowcount:
        row = {"window": name, "public_key": public_key, "box_key": box_key, "since": at, "until": ""}
        connection.execute(insert(window_keys).values(row))
    _give_up(connection, name, _digest(token), at or "-")
    connection.execute(delete(windows).where(windows.c.name == name))
    told = {"name": name, "token_digest": _digest(token), "public_key": public_key, "box_key": box_key, "label": label}
    connection.execute(insert(windows).values(told))


def _give_up(connection: Connection, name: str, token_digest: str, at: str) -> None:
    """The secret a window had is another computer's from now on: it is known, and lets nobody in."""
    connection.execute(delete(replaced_tokens).where(replaced_tokens.c.token_digest == token_digest))
    held = select(windows.c.token_digest, windows.c.name, windows.c.label, literal(at)).where(
        windows.c.name == name, windows.c.token_digest != token_digest
    )
    columns = ["token_digest", "window", "label", "until"]
    connection.execute(insert(replaced_tokens).from_select(columns, held))


def revoke(engine: Engine, name: str, why: str, now: datetime) -> bool:
    """Let a window send no longer; what it sent and what it signed stays. False for a window nobody knows."""
    at = now.isoformat(timespec="seconds")
    with engine.begin() as connection:
        told = {"revoked_at": at, "revoked_why": why}
        done = connection.execute(update(windows).where(windows.c.name == name).values(told)).rowcount
        mine = update(window_keys).where(window_keys.c.window == name, window_keys.c.until == "")
        connection.execute(mine.values(until=at))
    return bool(done)


def known(engine: Engine, token: str) -> Known | None:
    """The window that holds this token, revoked or not."""
    query = select(windows.c.name, windows.c.label, windows.c.revoked_at, windows.c.revoked_why)
    with engine.connect() as connection:
        row = connection.execute(query.where(windows.c.token_digest == _digest(token))).first()
        if row is None:
            gone = select(replaced_tokens).where(replaced_tokens.c.token_digest == _digest(token))
            old = connection.execute(gone).first()
            return Known(old.window, old.label, old.until, REPLACED) if old else None
    return Known(row.name, row.label, row.revoked_at or "", row.revoked_why or "")


@dataclass(frozen=True, slots=True)
class Packer:
    """Who may have signed a package, by one of the keys a window ever had."""

    name: str
    box_key: bytes | None  # what the answer is sealed to; None for a window entered by hand
    current: bool  # it is the window's own key now
    revoked_why: str | None = None  # None while the window may send


def packers(engine: Engine) -> dict[bytes, Packer]:
    """Every key that ever signed for a window; one that is no key is left out."""
    joined = select(window_keys, windows.c.revoked_at, windows.c.revoked_why).join_from(
        window_keys, windows, windows.c.name == window_keys.c.window
    )
    with engine.connect() as connection:
        rows = connection.execute(joined.order_by(window_keys.c.n)).all()
    return {row.public_key: _packer(row) for row in rows if len(row.public_key) == _KEY_BYTES}


def _packer(row: Row[Any]) -> Packer:
    why = (row.revoked_why or "") if row.revoked_at else None
    return Packer(row.window, row.box_key, row.until in ("", row.revoked_at), why)


def everybody(engine: Engine) -> tuple[Known, ...]:
    """All windows, by name; for whoever looks after them."""
    query = select(windows.c.name, windows.c.label, windows.c.revoked_at, windows.c.revoked_why)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(windows.c.name)).all()
    return tuple(Known(row.name, row.label, row.revoked_at or "", row.revoked_why or "") for row in rows)


def of_region(engine: Engine, region: str) -> tuple[NeighbourLetter, ...]:
    """The windows of a county with every public key they ever had, oldest first."""
    query = select(windows.c.name, windows.c.label, windows.c.revoked_at).where(windows.c.name.startswith(f"{region}-"))
    keys: dict[str, list[NeighbourKey]] = {}
    with engine.connect() as connection:
        held = select(window_keys).where(window_keys.c.window.startswith(f"{region}-")).order_by(window_keys.c.n)
        for row in connection.execute(held):
            box = row.box_key.hex() if row.box_key else ""
            key = NeighbourKey(sign_key=row.public_key.hex(), box_key=box, since=row.since, until=row.until)
            keys.setdefault(row.window, []).append(key)
        rows = connection.execute(query.order_by(windows.c.name)).all()
    return tuple(
        NeighbourLetter(name=name, label=label, revoked=bool(gone), keys=tuple(keys.get(name, ())))
        for name, label, gone in rows
    )


def keys_for(engine: Engine, name: str, day: date) -> tuple[bytes, ...]:
    """The keys that may have signed a paper of a case received on ``day``.

    A key given up since still counts for the cases of its time; for those of later days it does not, or whoever found
    an old machine could go on making papers.
    """
    query = select(window_keys.c.public_key, window_keys.c.until).where(window_keys.c.window == name)
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(window_keys.c.n.desc())).all()
    return tuple(row.public_key for row in rows if row.until in ("", "-") or day.isoformat() <= row.until[:10])


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
