"""The door through which a window enrols: asks a city who it is, hands in the code. Keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from forwarding.client import CityLine, RateLimited
from forwarding.wire import EnrolLetter
from models.desk.enrol import Card, Entered, Hand
from models.errors import LineTrouble

LIMIT_S = 8.0
_SAFE = "没有登记，原来的设置没有改动"
_CHECK = "请核对地址后再试，登记单仍然有效"
_TODO = {
    "refused": "请对照登记单核对；用过或过期的请市级另发一张",
    "captive": "请核对地址；要先登录上网的，请在浏览器里登录后再试",
    "clock": "请核对本机日期和证书",
    "certificate": "请核对地址和证书；可能有人冒充，不要绕过",
    "city_trouble": "请过一会儿再试，同一张登记单仍然有效",
    "protocol": "请核对地址和程序版本",
}


class EnrolDoor:
    """As ``models.desk.enrol.Door`` asks for, over HTTP."""

    def card(self, address: str) -> Card:
        """Who is there.

        Raises:
            LineTrouble: nobody, or something else than a city.
        """
        with _line(address) as line:
            line.health()
            told = line.city()
        return Card(told.city_name, bytes.fromhex(told.sign_key), bytes.fromhex(told.box_key))

    def enter(self, address: str, hand: Hand) -> Entered:
        """Hand in the code.

        Raises:
            LineTrouble: refused, too many tries, or the line.
        """
        letter = EnrolLetter(
            code=hand.code,
            window=hand.window,
            sign_key=hand.sign_key.hex(),
            box_key=hand.box_key.hex(),
            proof=hand.proof.hex(),
            label=hand.label,
        )
        with _line(address) as line:
            told = line.enrol(letter)
        card = Card(told.city_name, bytes.fromhex(told.city_sign_key), bytes.fromhex(told.city_box_key))
        return Entered(told.window, told.token, card)


@contextmanager
def _line(address: str) -> Iterator[CityLine]:
    """A line for one question; what is said of records on their way does not fit here."""
    line = CityLine(address, "", timeout=LIMIT_S)
    try:
        yield line
    except RateLimited as trouble:
        minutes = max(1, round(trouble.after / 60))
        raise LineTrouble("试的次数太多", _SAFE, f"请过{minutes}分钟再试", code=trouble.code) from trouble
    except LineTrouble as trouble:
        raise LineTrouble(trouble.happened, _SAFE, _TODO.get(trouble.code, _CHECK), code=trouble.code) from trouble
    finally:
        line.close()
