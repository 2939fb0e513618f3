"""A window that is enrolled with a city beside it, and the stick that is carried between the two."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from city import windows
from city.carrying import Carrier, Report
from forwarding import answering, carrying
from forwarding.answering import Taken
from forwarding.carrying import Made
from forwarding.packing import LIMIT
from models.desk.city_line import CityAddress
from models.desk.enrol import box_key
from models.desk.setup import signer_of
from models.signing import box_public
from models.store import daybook
from models.store.store import Store
from tests.helpers.cityroad import Road

BY = "样例收件员"


@dataclass
class Carriage:
    """A window's road on foot."""

    road: Road
    stick: Path

    @property
    def store(self) -> Store:
        """The window's."""
        return self.road.clerk.store

    @property
    def desk(self) -> Carrier:
        """The city's, where the stick is handed in; as any of its processes has it."""
        folder = self.stick.parent / "answers"
        return Carrier(self.road.engine, self.road.keys, self.road.shelf, folder, self.road.clerk.clock.now)

    def pack(self, *, again: int = 0, limit: int = LIMIT) -> Made:
        """The window makes a package on the stick."""
        clerk = self.road.clerk
        return carrying.export(self.store, self.stick, clerk.clock.now(), clerk.staff, limit=limit, again=again)

    def bring(self, path: Path) -> Report:
        """Somebody hands it in at the city."""
        return self.desk.take(path, BY)

    def answer(self, report: Report) -> Path:
        """Where its answer lies."""
        return self.desk.answer(report.answer)[0]

    def take(self, path: Path) -> Taken:
        """The window takes an answer."""
        clerk = self.road.clerk
        return answering.take_answer(self.store, path, clerk.clock.now(), clerk.staff, Random(1))

    def round_trip(self) -> Taken:
        """There and back."""
        return self.take(self.answer(self.bring(self.pack().path)))


def carriage(road: Road, stick: Path) -> Carriage:
    """Enrol the window of ``road`` at its city, as the sheet would, and hand it an empty stick."""
    store, desk = road.clerk.store, road.clerk
    told = CityAddress("https://city.example", f"token-{store.window}", "样例平台", road.keys.public.hex())
    with store.work() as work:
        work.set_meta("city_line", json.dumps({**asdict(told), "box_key": road.keys.box_public.hex()}))
        work.commit()
    sign, box = signer_of(store).public, box_public(box_key(store))
    with road.engine.begin() as connection:
        at = desk.clock.now().isoformat(timespec="seconds")
        windows.put(connection, store.window, told.token, sign, box, store.window, at)
    stick.mkdir(parents=True, exist_ok=True)
    return Carriage(road, stick)


def states(store: Store) -> dict[str, str]:
    """How each entry of the queue stands, by its id."""
    return {row.entry_id: row.state.value for row in daybook.queue_rows(store, limit=10_000)}
