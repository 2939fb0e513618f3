"""A whole county over HTTP: windows that come and go, two on one case; at the end all agree."""

from __future__ import annotations

from random import Random

import pytest
from sqlalchemy import Engine

from models.store import conflicts
from tests.faults.agreement import disagreements, of_the_city
from tests.faults.cityproc import CityProcess
from tests.faults.conftest import windows
from tests.faults.scale import SCALE, told
from tests.faults.seat import Seat, everybody
from tests.faults.sums import sums_of


@pytest.fixture
def names() -> tuple[str, ...]:
    return windows(SCALE.windows)


def test_that_a_county_of_windows_that_come_and_go_agrees_in_the_end(
    city: CityProcess, seats: list[Seat], engine: Engine
) -> None:
    rng, met = Random(20261120), 0
    for n in range(SCALE.cases):
        seats[n % len(seats)].clerk.receive()
    everybody(seats, 1)
    for _ in range(SCALE.rounds):
        met += a_round(seats, rng)
    everybody(seats)
    stores = [seat.store for seat in seats]
    found = disagreements(engine, stores)
    totals = [sums_of(store, engine) for store in stores]
    standing = [word for known in of_the_city(engine).values() for *_, word in known]
    told(
        "一县多窗口",
        窗口=len(seats),
        办件=len(of_the_city(engine)),
        记录=len(standing),
        碰到一起=met,
        不计入=standing.count("aside"),
        丢失=sum(one.lost for one in totals),
        重复=sum(one.doubled for one in totals),
        缺回执=sum(one.without_receipt for one in totals),
        不一致=len(found),
    )
    assert found == []
    assert all(one.sound for one in totals)
    assert standing.count("aside") > 0
    assert max(city.statuses()) < 500


def a_round(seats: list[Seat], rng: Random) -> int:
    """Some windows are away; everybody acts once or twice, some pairs on one case; the others exchange meanwhile."""
    met = 0
    away = {n for n in range(len(seats)) if rng.random() < 0.4}
    for n, seat in enumerate(seats):
        for _ in range(rng.randrange(1, 3)):
            case_id = rng.choice(seat.clerk.cases())
            seat.clerk.act(case_id)
            other = rng.choice(seats)
            if rng.random() < 0.3 and case_id in other.clerk.cases():
                other.clerk.act(case_id)
                met += 1
        if waiting := conflicts.open_ones(seat.store):
            seat.clerk.settle(rng.choice(waiting).case.case_id)
        if n not in away:
            seat.exchange()
    return met
