"""Any history of two or three windows and their city, step by step as hypothesis draws it: at the end all agree."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from city import pen
from city.keys import CityKeys
from city.shelf import Shelf
from city.tables import engine_for, sqlite_url
from models.rules.terms import Act
from models.store import conflicts, replay
from models.store.store import Store
from tests.faults.agreement import disagreements, of_the_city
from tests.faults.clerk import ACTS, Clerk
from tests.faults.memory import memory
from tests.faults.scale import FULL, told
from tests.faults.seat import Inside, Seat, everybody
from tests.store.acts import KEY, NOW

WINDOWS = ("140581-01", "140581-03", "140581-04")
CITYS = (Act.CITY_ACCEPT, Act.CITY_RETURN, Act.CITY_DECIDE)
STEP = st.tuples(
    st.integers(0, 2),  # which window
    st.sampled_from(["act", "act", "act", "receive", "send", "send", "lose", "pull", "settle", "rebuild", "city"]),
    st.integers(0, 2),  # which case
    st.sampled_from(ACTS),
)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three empty stores and an empty city, to copy from."""
    folder = tmp_path_factory.mktemp("blank")
    for window in WINDOWS:
        Store.create(folder / window, KEY, window=window).close()
    engine_for(sqlite_url(folder / "city")).dispose()
    CityKeys.at(folder / "city")
    return folder


@contextmanager
def small_county(blank: Path) -> Iterator[tuple[Engine, CityKeys, list[Seat]]]:
    """A fresh county of three windows over a city in this process."""
    with TemporaryDirectory(dir=memory()) as place, ExitStack() as stack:
        folder = Path(place) / "county"
        shutil.copytree(blank, folder)
        engine, keys = engine_for(sqlite_url(folder / "city")), CityKeys.at(folder / "city")
        stack.callback(engine.dispose)
        stores = [stack.enter_context(Store.open(folder / window, KEY)) for window in WINDOWS]
        shelf = Shelf(engine, folder / "city" / "blobs")
        ways = [Inside(store, engine, keys, shelf) for store in stores]
        yield engine, keys, [Seat(Clerk(way.store, Random(1)), way) for way in ways]


def do(seat: Seat, what: str, which: int, kind: Act, city: tuple[Engine, CityKeys]) -> None:
    """One step; an impossible one is passed over."""
    if what in ("send", "lose"):
        seat.way.send(lose=what == "lose")
    elif what == "pull":
        seat.way.pull()
    elif what == "rebuild":
        replay.rebuild(seat.store)
    elif what == "city":
        decide(*city, which)
    elif what == "receive" or not seat.clerk.cases():
        seat.clerk.receive()
    else:
        cases = seat.clerk.cases()
        case_id = cases[which % len(cases)]
        if what == "act":
            seat.clerk.act(case_id, kind)
        elif conflicts.open_of(seat.store, case_id):
            seat.clerk.settle(case_id)


def decide(engine: Engine, keys: CityKeys, which: int) -> None:
    """The city acts on one of the cases it has."""
    if cases := sorted(of_the_city(engine)):
        act = CITYS[which % len(CITYS)]
        with engine.begin() as connection:
            case_id = cases[which % len(cases)]
            pen.write(connection, case_id, act, {"act": act.value}, actor="样例市级经办", keys=keys, now=NOW)


@settings(max_examples=600 if FULL else 40)
@given(steps=st.lists(STEP, min_size=8, max_size=40))
def test_that_after_any_history_all_windows_agree_with_the_city(
    blank: Path, steps: list[tuple[int, str, int, Act]]
) -> None:
    with small_county(blank) as (engine, keys, seats):
        case_id = seats[0].clerk.receive()
        everybody(seats, 1)
        assert all(seat.clerk.cases() == [case_id] for seat in seats)
        for window, what, which, kind in steps:
            do(seats[window], what, which, kind, (engine, keys))
        everybody(seats)
        assert disagreements(engine, [seat.store for seat in seats]) == []


def test_that_what_was_built_on_an_act_that_does_not_count_does_not_count_either(blank: Path) -> None:
    """The reply that said so was lost, the rival act was read, and a note went between."""
    with small_county(blank) as (engine, _, seats):
        one, three, _ = seats
        case_id = one.clerk.receive()
        everybody(seats, 1)
        first = three.clerk.act(case_id, Act.WITHDRAW)
        three.way.send()
        lost = one.clerk.act(case_id, Act.ACCEPT)
        one.way.send(lose=True)
        one.way.pull()
        note, built = one.clerk.act(case_id, Act.NOTE), one.clerk.act(case_id, Act.EXTEND)
        everybody(seats)
        standing = {ident: word for ident, _, word in of_the_city(engine)[case_id]}
        assert [standing[entry.id] for entry in (first, lost, note, built)] == ["counted", "aside", "counted", "aside"]
        one.clerk.settle(case_id)
        again = one.clerk.act(case_id, Act.EXTEND)
        everybody(seats)
        assert (again.id, again.digest, "counted") in of_the_city(engine)[case_id]
        assert disagreements(engine, [seat.store for seat in seats]) == []


@pytest.mark.parametrize("planted", ["removed", "order", "standing", "unlisted"])
def test_that_a_fault_planted_in_one_store_is_found(blank: Path, planted: str) -> None:
    with small_county(blank) as (engine, _, seats):
        case_id = seats[0].clerk.receive()
        everybody(seats, 1)
        seats[0].clerk.act(case_id, Act.ACCEPT)
        seats[1].clerk.act(case_id, Act.WITHDRAW)
        everybody(seats)
        stores = [seat.store for seat in seats]
        assert disagreements(engine, stores) == []
        with stores[2].work() as work:
            work.db.execute("DROP TRIGGER entries_no_delete")
            for statement in PLANTED[planted]:
                assert work.db.execute(statement).rowcount > 0
            work.commit()
        found = disagreements(engine, stores, rebuild=False)
        told(f"对照：一个库里{ZH[planted]}", 查出=len(found))
        assert found != []


PLANTED = {
    "removed": ("DELETE FROM placed WHERE place = 2", "DELETE FROM entries WHERE n = 2"),
    "order": ("UPDATE placed SET place = place * -1",),
    "standing": ("UPDATE placed SET standing = 'counted' WHERE standing = 'aside'",),
    "unlisted": ("DELETE FROM conflicts",),
}
ZH = {"removed": "删一条", "order": "换顺序", "standing": "改是否计入", "unlisted": "抹掉清单"}
