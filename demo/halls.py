"""The two demonstration halls: stores made anew, one clerk each, enrolled with the city as any window is."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from demo import citystaff
from models.desk import city_line, enrol, roster, setup
from models.desk.context import Clock, Desk, SystemClock
from models.desk.setup import Opened
from models.rules.powers import ADMINISTRATOR
from models.views import Window

if TYPE_CHECKING:
    from demo.citybox import CityBox

PASSWORD = "Yanshi-2026"  # noqa: S105 — a demonstration's own, shown to whoever runs it
LOGIN = "chuangkou"


@dataclass(frozen=True, slots=True)
class Seat:
    """A window of the demonstration."""

    city: str
    window: Window
    clerk: str

    @property
    def name(self) -> str:
        """How the city knows it."""
        return f"{self.window.region}-{self.window.no:02d}"


GAOPING = Seat("jincheng", Window("140581", 3, "高平市", "高平市政务服务中心", "0356-555 0103"), "演示员甲")
QUFU = Seat("jining", Window("370881", 1, "曲阜市", "曲阜市为民服务中心", "0537-555 0101"), "演示员乙")
SEATS = (GAOPING, QUFU)


def open_store(folder: Path, seat: Seat, clock: Clock | None = None) -> Opened:
    """The store of a seat with its clerk signed in; made new when the folder has none."""
    if not setup.is_set_up(folder):
        return _make(folder, seat, clock or SystemClock())
    return setup.sign_in(folder, LOGIN, PASSWORD)


def _make(folder: Path, seat: Seat, clock: Clock) -> Opened:
    made = setup.first_start(
        folder, seat.window, seat.city, login="guanli", name="演示管理员", password=PASSWORD, clock=clock
    )
    clerk = roster.add_person(
        made.store,
        admin=("guanli", PASSWORD),
        login=LOGIN,
        name=seat.clerk,
        role="clerk",
        password=PASSWORD,
        at=clock.now(),
    )
    return Opened(made.store, clerk, login=LOGIN)


def staff() -> str:
    """What the city is told at its start: one of its own staff; JSON."""
    return json.dumps([{"name": citystaff.NAME, "token": citystaff.TOKEN, "organ": citystaff.ORGAN}])


def enrol_at(city: CityBox, desk: Desk) -> None:
    """The window of ``desk`` enrols by a sheet the city makes for it, unless it is known there already.

    The city must be listening. Raises: Refusal, LineTrouble: as ``enrol``; RuntimeError: no sheet, or another seal.
    """
    from forwarding.enrolling import EnrolDoor  # noqa: PLC0415 - the line's libraries are not needed to draw a window

    kept = city_line.city_of(desk.store)
    if kept.address == city.url and kept.sign_key:
        return
    people = roster.everybody(desk.store)
    admin = next(one for one, _, active in people if active and one.role == ADMINISTRATOR)
    sheet = city.invite(desk.store.window, f"{desk.window.region_name}{desk.window.label}")
    there, door = replace(desk, staff=admin), EnrolDoor()
    met = enrol.meet(there, door, city.url, sheet.code)
    if met.fingerprint != sheet.seal:  # what a person does with their eyes
        raise RuntimeError("市级签章与登记单不一样")
    enrol.enrol(there, door, met)


def clear(folder: Path) -> None:
    """Begin anew: the folder's own earlier demonstration is removed, nothing else ever."""
    marker = folder / ".tongquan-demo"
    if folder.exists() and marker.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    marker.touch()
