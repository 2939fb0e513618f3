"""Where this window's city is: address, this window's secret there, and what people call it. Kept in the store."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from models.desk.context import Desk
from models.desk.power import needs
from models.errors import Refusal
from models.rules.powers import Power
from models.store import daybook

if TYPE_CHECKING:
    from models.store.store import Store
    from models.store.work import Work

_KEY = "city_line"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class CityAddress:
    """The city as set by an administrator; empty when never set."""

    address: str = ""
    token: str = ""
    label: str = ""
    sign_key: str = ""  # the city's keys, hex, as handed over at the enrolment; "" for one entered by hand
    box_key: str = ""


def city_of(store: Store) -> CityAddress:
    """What is set."""
    text = daybook.meta(store, _KEY)
    return CityAddress(**json.loads(text)) if text else CityAddress()


def check_address(text: str) -> str:
    """An address as it is kept.

    Raises:
        Refusal: code ``city_address``: not an address the line may use.
    """
    address = text.strip().rstrip("/")
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port  # the port raises when it is none
    except ValueError as error:
        raise _bad("地址读不懂") from error
    if parts.scheme not in ("https", "http") or not host or any(c.isspace() for c in address):
        raise _bad("地址要写成 https://主机名")
    if parts.scheme == "http" and host not in _LOOPBACK:
        raise _bad("地址要用 https，材料不能在网上明文走")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise _bad("地址里不要带口令或参数")
    return address


def check(told: CityAddress) -> CityAddress:
    """The setting as it is kept.

    Raises:
        Refusal: code ``city_address``: not an address the line may use, or no token.
    """
    address, token = check_address(told.address), told.token.strip()
    if not token or any(not 32 < ord(c) < 127 for c in token):
        raise _bad("登记口令没有填对，只能是英文字母、数字和符号")
    return replace(told, address=address, token=token, label=told.label.strip())


@needs(Power.SETTING)
def keep(desk: Desk, told: CityAddress) -> CityAddress:
    """Keep the setting; it counts from the next pass over the queue.

    The city's keys, once handed over, stay for the same address; another address is another city until it enrols.

    Raises:
        Refusal: ``not_administrator``, ``city_address``. StoreTrouble: the disk.
    """
    checked, before = check(told), city_of(desk.store)
    if not checked.sign_key and checked.address == before.address:
        checked = replace(checked, sign_key=before.sign_key, box_key=before.box_key)
    with desk.store.work() as work:
        work.set_meta(_KEY, json.dumps(asdict(checked), ensure_ascii=False))
        work.commit()
    return checked


def forget_secret(work: Work, store: Store) -> None:
    """This window's secret there is another machine's: it must enrol anew, which shuts the other one out."""
    if (told := city_of(store)).token:
        work.set_meta(_KEY, json.dumps(asdict(replace(told, token="")), ensure_ascii=False))


def must_enrol(store: Store) -> bool:
    """Whether a city is set and this machine has no secret for it."""
    told = city_of(store)
    return bool(told.address) and not told.token


def _bad(why: str) -> Refusal:
    return Refusal(why, "原来的设置没有改动", "请照市级平台发的登记单核对", code="city_address")
