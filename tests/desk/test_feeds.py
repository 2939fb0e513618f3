"""What other windows and the city wrote is held against the city; what was done to it here is found and put right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from city.windows import enrol
from forwarding.client import CityLine
from forwarding.comparing import EVERY, Comparing
from models.desk import feeds as words
from models.desk.accept import accept
from models.rules import chain
from models.rules.terms import AuditKind
from models.store import audit, feeds, replay
from models.store.connect import FILE, connect
from models.store.store import Store
from tests.helpers.cityroad import Road
from tests.helpers.cityside import CitySide, running_city
from tests.helpers.county import agree, county, settle_all
from tests.helpers.factory import MORNING, HandClock, form_for
from tests.helpers.sending import Hands
from tests.helpers.strange_server import reply, strange_server

if TYPE_CHECKING:
    from sqlite3 import Connection

TOKEN = "the-token-of-window-05"
Spoil = Callable[["Connection"], object]


@pytest.fixture
def roads(tmp_path: Path) -> Iterator[tuple[Road, ...]]:
    """Window 03 made three cases, the city answered, window 05 has read all of it."""
    with county(tmp_path, (3, 5), HandClock()) as made:
        for _ in range(3):
            accept(made[0].clerk, form_for(made[0].clerk, "附件/9"))
        accept(made[1].clerk, form_for(made[1].clerk, "附件/9"))
        settle_all(made)
        agree(made)
        yield made


@pytest.fixture
def line(roads: tuple[Road, ...], tmp_path: Path) -> Iterator[CityLine]:
    """Window 05's line to that very city."""
    with running_city(tmp_path / "city") as side:
        yield _line(side, roads[1])


def _line(side: CitySide, way: Road) -> CityLine:
    enrol(side.engine, way.clerk.store.window, TOKEN, b"\0" * 32, "05号窗口")
    return CityLine(side.url, TOKEN, city_key=way.keys.public)


def spoilt(store: Store, spoil: Spoil) -> None:
    """Something is done to the file behind the program's back, with the key in hand."""
    db = connect(store.folder / FILE, store.key)
    db.execute("PRAGMA foreign_keys=OFF")
    for act in ("update", "delete"):
        db.execute(f"DROP TRIGGER IF EXISTS entries_no_{act}")  # it keeps honest programs from it, not who has the key
    spoil(db)
    db.close()


def foreign(db: Connection, number: int) -> int:
    """The n of the ``number``-th entry that window 03 wrote."""
    rows = db.execute("SELECT n FROM entries WHERE window = '140581-03' ORDER BY n").fetchall()
    return int(rows[number % len(rows)][0])


def gone(number: int) -> Spoil:
    return lambda db: db.execute("DELETE FROM entries WHERE n = ?", (foreign(db, number),))


def gone_with_its_place(number: int) -> Spoil:
    def spoil(db: Connection) -> None:
        n = foreign(db, number)
        for table, key in (("placed", "entry_n"), ("documents", "entry_n"), ("entries", "n")):
            db.execute(f"DELETE FROM {table} WHERE {key} = ?", (n,))

    return spoil


def changed(number: int) -> Spoil:
    return lambda db: db.execute(
        "UPDATE entries SET payload = replace(payload, '样例', '别家') WHERE n = ?", (foreign(db, number),)
    )


def changed_with_its_digest(number: int) -> Spoil:
    def spoil(db: Connection) -> None:
        n = foreign(db, number)
        db.execute("UPDATE entries SET actor = 'somebody' WHERE n = ?", (n,))
        fields = "id, window, seq, case_id, version, kind, at, actor, payload, prev"
        row = db.execute(f"SELECT {fields} FROM entries WHERE n = ?", (n,)).fetchone()
        db.execute("UPDATE entries SET digest = ? WHERE n = ?", (chain.digest_text(chain.entry_text(*row)), n))

    return spoil


def renamed(number: int) -> Spoil:
    return lambda db: db.execute("UPDATE entries SET id = 'another-' || n WHERE n = ?", (foreign(db, number),))


KINDS = {
    "gone": gone,
    "gone with its place": gone_with_its_place,
    "changed": changed,
    "changed with its digest": changed_with_its_digest,
    "renamed": renamed,
}


def test_that_what_is_as_the_city_keeps_it_is_said_so_and_changes_nothing(
    roads: tuple[Road, ...], line: CityLine
) -> None:
    store = roads[1].clerk.store
    head = store.head
    now = Comparing(store, line).stretch(MORNING)
    assert (now.why, now.mended, now.rounds) == ("", 0, 1)
    assert words.said(now)[0] == "与市级一致"
    assert store.head == head


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", [0, -1])
def test_that_a_foreign_row_done_away_with_is_found_and_as_before_afterwards(
    kind: str, number: int, roads: tuple[Road, ...], line: CityLine
) -> None:
    store = roads[1].clerk.store
    spoilt(store, KINDS[kind](number))
    now = Comparing(store, line).stretch(MORNING)
    assert (now.why, now.mended) == ("", 1), now
    agree(roads)
    (text,) = [one.text for one in audit.lines(store, only=[AuditKind.CHECK])]
    assert text.startswith("外来记录与市级不符，按市级")
    assert Comparing(store, line).stretch(MORNING).mended == 1
    assert replay.verify_chain(store) is None


@pytest.mark.parametrize("seed", range(2, 6))
def test_that_whatever_is_done_to_several_foreign_rows_is_put_right(
    seed: int, roads: tuple[Road, ...], line: CityLine
) -> None:
    rng, store = Random(seed), roads[1].clerk.store
    for _ in range(rng.randint(2, 5)):
        spoilt(store, KINDS[rng.choice(sorted(KINDS))](rng.randint(0, 8)))
    now = Comparing(store, line).stretch(MORNING)
    assert (now.why, now.mended > 0) == ("", True)
    agree(roads)
    with pytest.raises(dbapi2.Error, match="append-only"), store.work() as work:
        work.db.execute("DELETE FROM entries")


def test_that_a_row_the_city_never_saw_is_told_and_stays_told(roads: tuple[Road, ...], line: CityLine) -> None:
    store = roads[1].clerk.store

    def spoil(db: Connection) -> None:
        n = foreign(db, 0)
        fields = "window, case_id, version + 50, kind, at, actor, payload, prev, digest"
        db.execute(
            "INSERT INTO entries (id, seq, window, case_id, version, kind, at, actor, payload, prev, digest)"
            f" SELECT 'made-up', 900, {fields} FROM entries WHERE n = ?",
            (n,),
        )
        db.execute(
            "INSERT INTO placed SELECT (SELECT n FROM entries WHERE id = 'made-up'), case_id, place, standing, after_n,"
            " receipt, seal FROM placed WHERE entry_n = ?",
            (n,),
        )
        db.execute("UPDATE placed SET seal = 'AAAA' WHERE entry_n = (SELECT n FROM entries WHERE id = 'made-up')")

    spoilt(store, spoil)
    for _ in range(2):
        now = Comparing(store, line).stretch(MORNING)
        assert "多出市级没有的1条" in now.why
        assert words.said(now)[0] == "与市级不符"
    spoilt(store, lambda db: db.execute("DELETE FROM placed WHERE seal = 'AAAA'"))
    spoilt(store, lambda db: db.execute("DELETE FROM entries WHERE id = 'made-up'"))
    assert not Comparing(store, line).stretch(MORNING).bad


def test_that_it_is_asked_once_in_a_quarter_of_an_hour_and_stretch_by_stretch(
    roads: tuple[Road, ...], line: CityLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "STRETCH", 3)
    store, clock = roads[1].clerk.store, Hands()
    comparing = Comparing(store, line)
    reached = []
    for _ in range(4):
        comparing.look(clock())
        comparing.look(clock())
        reached.append(feeds.state(store).reached)
        clock.moment += EVERY + timedelta(seconds=1)
    assert reached[:2] == [3, 6]
    assert len(set(reached)) > 2


def test_that_a_city_that_sums_nothing_leaves_everything_as_it_is(roads: tuple[Road, ...]) -> None:
    store = roads[1].clerk.store
    with strange_server(reply("404 Not Found", b'{"code":"404","sentence":"no"}', "application/json")) as url:
        assert Comparing(store, CityLine(url, TOKEN)).stretch(MORNING) == feeds.FeedState()
