"""The two demonstration halls: stores made anew, one clerk each, enrolled with the city."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from demo import citystaff
from models.desk import roster, setup
from models.desk.context import Clock, SystemClock
from models.desk.setup import Opened
from models.views import Window

if TYPE_CHECKING:
    from models.store.store import Store

PASSWORD = "Yanshi-2026"  # noqa: S105 — a demonstration's own, shown to whoever runs it
LOGIN = "chuangkou"


@dataclass(frozen=True, slots=True)
class Seat:
    """A window of the demonstration."""

    city: str
    window: Window
    clerk: str
    token: str

    @property
    def name(self) -> str:
        """How the city knows it."""
        return f"{self.window.region}-{self.window.no:02d}"


GAOPING = Seat(
    "jincheng",
    Window("140581", 3, "高平市", "高平市政务服务中心", "0356-555 0103"),
    "演示员甲",
    "demo-token-gaoping-03",
)
QUFU = Seat(
    "jining", Window("370881", 1, "曲阜市", "曲阜市为民服务中心", "0537-555 0101"), "演示员乙", "demo-token-qufu-01"
)
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


def enrolment(stores: dict[str, Store]) -> str:
    """What the city is told: the windows (name, token, public key, label) and one of its own staff; JSON."""
    rows = [
        {
            "name": seat.name,
            "token": seat.token,
            "key": setup.signer_of(stores[seat.name]).public.hex(),
            "label": f"{seat.window.region_name}{seat.window.label}",
        }
        for seat in SEATS
        if seat.name in stores
    ]
    staff = {"name": citystaff.NAME, "token": citystaff.TOKEN, "organ": citystaff.ORGAN}
    return json.dumps([*rows, staff], ensure_ascii=False)


def clear(folder: Path) -> None:
    """Begin anew: the folder's own earlier demonstration is removed, nothing else ever."""
    marker = folder / ".tongquan-demo"
    if folder.exists() and marker.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    marker.touch()
