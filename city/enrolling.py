"""A window enrols with the code of its invitation: once, and not by guessing.

Whatever is wrong with a code, the answer is the same sentence. A window whose answer got lost may ask once more within
a few minutes: it shows by its own key that it is the one that used the code.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from city import windows
from city.tables import enrol_tries, invites
from city.tables import windows as known_windows
from forwarding.wire import EnrolLetter
from models.rules.invites import code_digest, proof_text

TRIES, SPAN = 5, 15 * 60
"""Failed tries in so many seconds, of one address and for one window."""
AGAIN = timedelta(minutes=15)
WRONG = "登记编码不对、已经用过或者过了期"
TOO_MANY = "试的次数太多，请过15分钟再试"


class Refused(Exception):
    """Why not; ``after`` seconds to wait when it is for trying too often."""

    def __init__(self, sentence: str, after: int = 0) -> None:
        super().__init__(sentence)
        self.sentence, self.after = sentence, after


def enrol(engine: Engine, letter: EnrolLetter, address: str, now: datetime) -> str:
    """Enrol the window of the letter; returns its token.

    Args:
        address: who asks, as the server sees it.

    Raises:
        Refused: nothing was changed but the count of tries.
    """
    tries = _count(engine, (f"address:{address}"[:100], f"window:{letter.window}"), int(now.timestamp()))
    with engine.begin() as connection:
        row = _invite(connection, letter)
        if row is None or not _proven(letter) or not _usable(connection, row, letter, now):
            raise Refused(WRONG)
        token, at = secrets.token_urlsafe(32), now.isoformat(timespec="seconds")
        sign, box = bytes.fromhex(letter.sign_key), bytes.fromhex(letter.box_key)
        windows.put(connection, letter.window, token, sign, box, str(row["label"]), at)
        connection.execute(delete(enrol_tries).where(enrol_tries.c.n.in_(tries)))
    return token


def _count(engine: Engine, whos: Sequence[str], now: int) -> list[int]:
    """Note the try before it is looked at, and committed, so that many at once see one another; returns the rows.

    Raises:
        Refused: too many failed before; a try refused for that does not count.
    """
    with engine.begin() as connection:
        connection.execute(delete(enrol_tries).where(enrol_tries.c.at <= now - SPAN))
        rows = [connection.execute(insert(enrol_tries).values(who=who, at=now)).inserted_primary_key for who in whos]
    mine = [int(row[0]) for row in rows if row]
    counted = select(func.count()).where(enrol_tries.c.who.in_(whos)).group_by(enrol_tries.c.who)
    with engine.begin() as connection:
        most = max(connection.execute(counted).scalars(), default=0)
        if most > TRIES:
            connection.execute(delete(enrol_tries).where(enrol_tries.c.n.in_(mine)))
    if most > TRIES:
        raise Refused(TOO_MANY, SPAN)
    return mine


def _invite(connection: Connection, letter: EnrolLetter) -> dict[str, Any] | None:
    mine = select(invites).where(invites.c.code_digest == code_digest(letter.code), invites.c.window == letter.window)
    row = connection.execute(mine.with_for_update()).mappings().first()
    return dict(row) if row else None


def _usable(connection: Connection, row: dict[str, Any], letter: EnrolLetter, now: datetime) -> bool:
    """Whether the code is good; a fresh one is used by this."""
    if row["used_at"]:
        recent = now <= datetime.fromisoformat(row["used_at"]) + AGAIN
        return recent and _still_its_own(connection, letter)
    if now > datetime.fromisoformat(row["until"]):
        return False
    mine = update(invites).where(invites.c.n == row["n"], invites.c.used_at == "")
    return bool(connection.execute(mine.values(used_at=now.isoformat(timespec="seconds"))).rowcount)


def _still_its_own(connection: Connection, letter: EnrolLetter) -> bool:
    """Whether the window stands as this very letter left it."""
    table = known_windows.c
    mine = (table.name == letter.window, table.public_key == bytes.fromhex(letter.sign_key))
    same = (*mine, table.box_key == bytes.fromhex(letter.box_key), table.revoked_at.is_(None))
    return connection.execute(select(table.name).where(*same)).first() is not None


def _proven(letter: EnrolLetter) -> bool:
    """Whether whoever writes holds the key it hands over."""
    sign, box = bytes.fromhex(letter.sign_key), bytes.fromhex(letter.box_key)
    try:
        text = proof_text(letter.code, letter.window, sign, box)
        Ed25519PublicKey.from_public_bytes(sign).verify(bytes.fromhex(letter.proof), text)
        X25519PublicKey.from_public_bytes(box)
    except (InvalidSignature, ValueError):
        return False
    return True
