"""The city's database is an older copy of itself: whoever has been told more brings it back, and nothing is missing."""

from __future__ import annotations

import shutil
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import Engine

from models.rules.terms import Act
from tests.faults.agreement import disagreements, of_the_city
from tests.faults.cityproc import CityProcess
from tests.faults.scale import FULL, SCALE, told
from tests.faults.seat import Online, Seat, everybody
from tests.faults.sums import sums_of
from tests.store.acts import NOW

TEN_YEARS = timedelta(days=3652)


class Copy:
    """A copy of the city's database, taken at rest, put back later under the same keys."""

    def __init__(self, city: CityProcess, engine: Engine) -> None:
        self._city, self._engine = city, engine
        self._at = city.folder.parent / "copy"
        city.stop()
        shutil.copytree(city.folder, self._at)
        city.start()

    def put_back(self) -> None:
        """The database as it was, and the blobs of that day; the city starts again."""
        self._city.stop()
        self._engine.dispose()
        for path in self._city.folder.glob("city.db*"):
            path.unlink()
        for path in self._at.glob("city.db*"):
            shutil.copy(path, self._city.folder)
        shutil.rmtree(self._city.folder / "blobs", ignore_errors=True)
        if (self._at / "blobs").exists():
            shutil.copytree(self._at / "blobs", self._city.folder / "blobs")
        self._city.start()


def lived(seats: list[Seat], rng: Random, acts: int) -> None:
    """Acts of everybody, some of them on the same case."""
    for _ in range(acts):
        seat = rng.choice(seats)
        if not seat.clerk.cases() or rng.random() < 0.2:
            seat.clerk.receive()
        else:
            seat.clerk.act(rng.choice(seat.clerk.cases()))
        if rng.random() < 0.5:
            rng.choice(seats).exchange()


@pytest.mark.parametrize("back", ["the last first", "the first first", "all act before"])
def test_that_a_city_restored_from_an_older_copy_is_made_whole_by_its_windows(
    city: CityProcess, seats: list[Seat], engine: Engine, back: str
) -> None:
    rng, acts = Random(20261120), 60 if FULL else 12
    lived(seats, rng, acts)
    everybody(seats, 1)
    copy = Copy(city, engine)
    lived(seats, rng, acts)
    for seat in seats[:-1]:
        seat.exchange()  # the last window's cursor stays behind
    before = {ident for known in of_the_city(engine).values() for ident, *_ in known}
    copy.put_back()
    kept = {ident for known in of_the_city(engine).values() for ident, *_ in known}
    torn = sum(sums_of(seat.store, engine).lost for seat in seats)  # the control: the sums see what is gone
    if back == "all act before":
        for seat in seats:
            seat.clerk.act(rng.choice(seat.clerk.cases()), Act.FORWARD)
    order = seats[::-1] if back == "the last first" else seats
    everybody(order, 4)
    stores = [seat.store for seat in seats]
    now = {ident for known in of_the_city(engine).values() for ident, *_ in known}
    found, totals = disagreements(engine, stores), [sums_of(store, engine) for store in stores]
    sizes = {"原有": len(before), "副本里有": len(kept), "对照缺": torn, "缺": len(before - now), "不一致": len(found)}
    told(f"市级由旧副本恢复（{back}）", **sizes)
    assert len(kept) < len(before)
    assert torn > 0
    assert before - now == set()
    assert found == []
    assert all(one.sound for one in totals)
    assert max(city.statuses()) < 500


def test_that_a_window_that_comes_back_after_its_numbers_were_used_again_still_brings_what_was_lost(
    city: CityProcess, seats: list[Seat], engine: Engine
) -> None:
    """Nobody who is online knows that anything was lost; the county's numbers pass the one it last saw."""
    first, late, *_ = seats
    case_id = first.clerk.receive()
    everybody(seats, 1)
    copy = Copy(city, engine)
    lost = [late.clerk.act(case_id, Act.EXTEND), late.clerk.act(case_id, Act.FORWARD)]
    late.exchange()
    copy.put_back()
    for _ in range(8):
        first.clerk.receive()
    first.clerk.act(first.clerk.receive(), Act.FORWARD)
    first.exchange()
    everybody(seats, 4)
    stores = [seat.store for seat in seats]
    now = {ident for known in of_the_city(engine).values() for ident, *_ in known}
    assert {entry.id for entry in lost} - now == set()
    assert disagreements(engine, stores) == []


@pytest.mark.parametrize("years", [TEN_YEARS, -TEN_YEARS], ids=["ahead", "behind"])
def test_that_a_clock_ten_years_off_changes_no_order_and_no_number(
    seats: list[Seat], engine: Engine, years: timedelta
) -> None:
    rng, off = Random(20261120), seats[1]
    lived(seats, rng, 10 * SCALE.kills)
    off.clerk.at = NOW + years
    assert isinstance(off.way, Online)
    off.way.at = NOW + years
    lived(seats, rng, 10 * SCALE.kills)
    off.clerk.at = NOW
    off.way.at = NOW
    lived(seats, rng, 10 * SCALE.kills)
    everybody(seats)
    stores = [seat.store for seat in seats]
    totals = [sums_of(store, engine) for store in stores]
    found = disagreements(engine, stores)
    told(f"窗口时钟偏{round(years.days / 365)}年", 记录=sum(one.done for one in totals), 不一致=len(found))
    assert found == []
    assert all(one.sound for one in totals)
