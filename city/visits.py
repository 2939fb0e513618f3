"""How often one address may ask for a page that needs no password: counted in the database, for all processes together.

What is kept of an address is a keyed digest that changes every day, and only for some minutes.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from datetime import datetime

from sqlalchemy import Engine, delete
from sqlalchemy.dialects import postgresql, sqlite

from city.keys import CityKeys
from city.tables_desk import visits

EACH_MINUTE = 30
_KEPT = 10  # minutes


def seconds_to_wait(engine: Engine, keys: CityKeys, what: str, address: str, now: datetime) -> int:
    """Count one more visit; 0 = come in, else how many seconds until the next minute begins."""
    minute = int(now.timestamp() // 60)
    make = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
    row = make(visits).values(who=_who(keys, what, address, now), minute=minute, count=1)
    one_more = row.on_conflict_do_update(index_elements=["who", "minute"], set_={"count": visits.c.count + 1})
    with engine.begin() as connection:
        count = int(connection.execute(one_more.returning(visits.c.count)).scalar_one())
        if count == 1:
            connection.execute(delete(visits).where(visits.c.minute < minute - _KEPT))
    return 0 if count <= EACH_MINUTE else 60 - int(now.timestamp()) % 60


def _who(keys: CityKeys, what: str, address: str, now: datetime) -> str:
    text = f"{what}|{now.date()}|{_network(address)}"
    return hmac.new(keys.sign.private_bytes_raw(), text.encode(), hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    """An IPv6 home has a whole /64 of addresses; it is one visitor."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
