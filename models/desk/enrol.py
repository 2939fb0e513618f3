"""登记: an administrator brings this window into the city with the code on its sheet. The keys never leave the store.

Two steps, so that the code is not shown to a stranger: first the city says who it is, a person compares that with the
sheet, and only then is the code handed in. What goes wrong on the way leaves the setting as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from models.desk import city_line
from models.desk.city_line import CityAddress
from models.desk.context import Desk
from models.desk.power import must, needs
from models.desk.setup import signer_of
from models.errors import Refusal
from models.rules.invites import fingerprint, proof_text, tidy_code
from models.rules.powers import Power
from models.store import daybook

if TYPE_CHECKING:
    from models.store.store import Store

_BOX = "box_key"


@dataclass(frozen=True, slots=True)
class Card:
    """Who a city says it is."""

    name: str
    sign_key: bytes  # Ed25519, 32 bytes
    box_key: bytes  # X25519, 32 bytes


@dataclass(frozen=True, slots=True)
class Hand:
    """What the window hands in; public halves only."""

    code: str
    window: str
    sign_key: bytes
    box_key: bytes
    proof: bytes
    label: str


@dataclass(frozen=True, slots=True)
class Entered:
    """What the city answers."""

    window: str
    token: str
    card: Card


@dataclass(frozen=True, slots=True)
class Met:
    """A city that answered at an address; nothing is kept and the code not shown yet."""

    address: str
    code: str
    card: Card

    @property
    def fingerprint(self) -> str:
        """What a person compares with the sheet: eight groups of four."""
        return fingerprint(self.card.sign_key, self.card.box_key)


class Door(Protocol):
    """The way to a city (forwarding.enrolling); every method may raise LineTrouble."""

    def card(self, address: str) -> Card:
        """Ask who is there."""
        ...

    def enter(self, address: str, hand: Hand) -> Entered:
        """Hand in the code."""
        ...


def meet(desk: Desk, door: Door, address: str, code: str) -> Met:
    """Ask the city at ``address`` who it is.

    Raises:
        Refusal: ``not_administrator``, ``city_address``, ``invite_code``. LineTrouble: nobody there, or no city.
    """
    must(desk, Power.SETTING)
    where, tidy = city_line.check_address(address), tidy_code(code)
    return Met(where, tidy, door.card(where))


@needs(Power.SETTING)
def enrol(desk: Desk, door: Door, met: Met) -> CityAddress:
    """Hand in the code at the city a person has just compared with the sheet, and keep what it answers.

    Sent again after a lost answer it is the same window with the same keys, which the city knows.

    Raises:
        Refusal: ``not_administrator``, ``other_city``. LineTrouble: refused by the city, or the line. StoreTrouble.
    """
    entered = door.enter(met.address, _hand(desk, met.code))
    keys = (entered.card.sign_key, entered.card.box_key)
    if keys != (met.card.sign_key, met.card.box_key) or entered.window != desk.store.window:
        raise Refusal(
            "市级平台前后两次报的身份不一样", "没有登记，原来的设置没有改动", "请停下并告诉市级", code="other_city"
        )
    found = CityAddress(met.address, entered.token, entered.card.name, keys[0].hex(), keys[1].hex())
    return city_line.keep(desk, found)


def fingerprint_of(told: CityAddress) -> str:
    """The same eight groups for a city this window is enrolled with; "" for one entered by hand."""
    return fingerprint(bytes.fromhex(told.sign_key), bytes.fromhex(told.box_key)) if told.sign_key else ""


def box_key(store: Store) -> bytes:
    """The private key that opens what is sealed to this window, made when first needed; 32 bytes."""
    from models.signing import new_box_key  # noqa: PLC0415 - cryptography is not needed before the first paint

    if not daybook.meta(store, _BOX):
        with store.work() as work:
            work.set_meta(_BOX, new_box_key().hex())
            work.commit()
    return bytes.fromhex(daybook.meta(store, _BOX))


def _hand(desk: Desk, code: str) -> Hand:
    from models.signing import box_public  # noqa: PLC0415 - as above

    signer, box, window = signer_of(desk.store), box_public(box_key(desk.store)), desk.store.window
    blank = Hand(code, window, signer.public, box, b"", f"{desk.window.region_name}{desk.window.label}"[:64])
    return replace(blank, proof=signer.prove(proof_text(code, window, signer.public, box)))
