"""Invitations: an administrator lets one window enrol, once, within a week. Only the digest of the code is kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, insert, select

from city.keys import CityKeys
from city.tables import invites
from models.errors import Refusal
from models.rules.invites import WINDOW, code_digest, fingerprint, new_code

VALID = timedelta(days=7)
_SHEET = """窗口登记单
────────────────────────────────────
窗　　口　{label}（{window}）
平　　台　{city}
地　　址　{address}
登记编码　{code}
有效至　　{until:%Y-%m-%d %H:%M}，只能用一次
市级签章　{print_1}
　　　　　{print_2}

怎么用
1. 在窗口的程序里，管理员打开“管理 · 市级线路”，按“登记”，填地址和登记编码。
2. 程序显示市级签章，与本单逐组核对，八组一样才按“都一样，登记”；不一样就停下，告诉市级。
3. 本单当面交接，不拍照，不用聊天软件传；登记好以后销毁。
"""


@dataclass(frozen=True, slots=True)
class Invitation:
    """One invitation; ``code`` stands in it only when it is made, and nowhere afterwards."""

    window: str
    label: str
    until: datetime
    code: str = ""


def make(engine: Engine, window: str, label: str, now: datetime, by: str = "") -> Invitation:
    """A code for a window; one made before and not used is worth nothing from now on.

    Args:
        window: region and number, ``140581-03``.
        label: what people call it, at most 64 characters.
        by: who made it.

    Raises:
        Refusal: code ``window_name``.
    """
    label = label.strip()
    if not WINDOW.fullmatch(window) or not 0 < len(label) <= 64:
        raise Refusal("窗口要写成“区划-窗口号”，并写明名称", "没有发出邀请", "例如 140581-03", code="window_name")
    code, until = new_code(secrets.choice), now + VALID
    row = {"window": window, "label": label, "code_digest": code_digest(code), "made_by": by, "used_at": ""}
    with engine.begin() as connection:
        connection.execute(delete(invites).where(invites.c.window == window, invites.c.used_at == ""))
        connection.execute(insert(invites).values(row | {"made_at": _text(now), "until": _text(until)}))
    return Invitation(window, label, until, code)


def waiting(engine: Engine, now: datetime) -> tuple[Invitation, ...]:
    """Invitations that can still be used, without their codes."""
    query = select(invites.c.window, invites.c.label, invites.c.until).where(invites.c.used_at == "")
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(invites.c.window)).all()
    made = (Invitation(row.window, row.label, datetime.fromisoformat(row.until)) for row in rows)
    return tuple(one for one in made if now <= one.until)


def cancel(engine: Engine, window: str) -> bool:
    """Take back what was not used; whether there was any."""
    mine = delete(invites).where(invites.c.window == window, invites.c.used_at == "")
    with engine.begin() as connection:
        return bool(connection.execute(mine).rowcount)


def sheet(invitation: Invitation, address: str, city: str, keys: CityKeys) -> str:
    """The one page handed to the window: plain text, to be printed."""
    groups = fingerprint(keys.public, keys.box_public).split()
    told = {"label": invitation.label, "window": invitation.window, "code": invitation.code, "until": invitation.until}
    prints = {"print_1": " ".join(groups[:4]), "print_2": " ".join(groups[4:])}
    return _SHEET.format(**told, **prints, address=address, city=city)


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
