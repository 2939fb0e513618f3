"""A county of several windows over one city, each with a store of its own; and the question whether all agree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from city.tables import entries
from models.desk.context import Desk
from models.store import replay
from models.store.store import Store
from tests.helpers.cityroad import Road, road
from tests.helpers.factory import GAOPING, HandClock, PaperStub, hall

Known = list[tuple[str, str, str]]  # (id, digest, standing) in order


@contextmanager
def county(folder: Path, numbers: tuple[int, ...], clock: HandClock | None = None) -> Iterator[tuple[Road, ...]]:
    """Windows ``numbers`` of one county, each on its road to one city."""
    clock = clock or HandClock()
    with ExitStack() as stack:
        yield tuple(
            road(_desk(stack, folder / f"window-{no}", no, clock), folder / "city") for no in numbers
        )


def _desk(stack: ExitStack, folder: Path, number: int, clock: HandClock) -> Desk:
    window = replace(GAOPING, no=number)
    return stack.enter_context(hall(folder, window=window, clock=clock, make_paper=PaperStub()))


def settle_all(roads: tuple[Road, ...], rounds: int = 3) -> None:
    """Everybody sends and reads until nothing moves any more."""
    for _ in range(rounds):
        for one in roads:
            while one.send():
                pass
        for one in roads:
            one.pull()


def of_the_city(way: Road) -> dict[str, Known]:
    """Every case's entries as the city has them, in its order."""
    found: dict[str, Known] = {}
    query = select(entries).order_by(entries.c.place, entries.c.digest)
    with way.engine.connect() as connection:
        for row in connection.execute(query).mappings():
            found.setdefault(row["case_id"], []).append((row["id"], row["digest"], row["standing"]))
    return found


def of_the_store(store: Store) -> dict[str, Known]:
    """The same as one window has them."""
    found: dict[str, Known] = {}
    sql = (
        "SELECT e.case_id, e.id, e.digest, p.standing FROM entries e JOIN placed p ON p.entry_n = e.n"
        " ORDER BY p.place, e.digest"
    )
    with store.read() as db:
        for case_id, *known in db.execute(sql):
            found.setdefault(case_id, []).append((known[0], known[1], known[2]))
    return found


def projections(store: Store) -> list[tuple[object, ...]]:
    """What the lists say of every case, without the places in this store."""
    with store.read() as db:
        told = "id, case_no, version, state, next_step, whose, due, accepted_at, city_receipt"
        rows = db.execute(f"SELECT {told} FROM cases ORDER BY id").fetchall()
    return [tuple(row) for row in rows]


def agree(roads: tuple[Road, ...]) -> None:
    """Fails unless every store has what the city has, entry for entry, and shows the same of every case."""
    whole = of_the_city(roads[0])
    for one in roads:
        store = one.clerk.store
        assert of_the_store(store) == whole
        assert projections(store) == projections(roads[0].clerk.store)
        lived = projections(store)
        replay.rebuild(store)
        assert projections(store) == lived
        assert replay.verify_chain(store) is None
