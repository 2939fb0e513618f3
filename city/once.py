"""A form does its act once, however often it is pressed: its key is written in the transaction of the act itself."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import Connection, insert, select

from city.tables_desk import pressed
from models.errors import Refusal

LONGEST = 64


def key() -> str:
    """For one form that is shown."""
    return secrets.token_urlsafe(24)


def press(connection: Connection, form: str, kind: str, now: datetime) -> None:
    """Note that the form was pressed; the caller holds the case's turn, so nobody presses it at the same moment.

    Raises:
        Refusal: code ``pressed_before``.
    """
    if not form:
        return
    known = select(pressed.c.at).where(pressed.c.form == form[:LONGEST], pressed.c.kind == kind)
    if connection.execute(known).first() is not None:
        raise Refusal("这张表已经提交过", "已办的只记一次", "请看经过里的记录", code="pressed_before")
    connection.execute(insert(pressed).values(form=form[:LONGEST], kind=kind, at=now))
