"""Sticks are pulled, files are cut, changed, forged, brought to the wrong side: nothing is lost or half kept."""

from __future__ import annotations

import errno
import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from city.tables import metadata
from forwarding import carrying
from forwarding.sealed.trouble import PackageTrouble
from forwarding.sealed.write import PART
from models.desk.accept import accept
from models.desk.setup import signing_key
from models.errors import Refusal, WorldError
from models.rules.terms import AuditKind
from models.store import audit, packages
from models.store.store import Store
from tests.desk.lives import COUNTY_FORWARDS
from tests.helpers.bad_zips import BLOB, HOSTILE, honest
from tests.helpers.carriage import Carriage, carriage, states
from tests.helpers.carried import Sides, digest_of, letters
from tests.helpers.county import county
from tests.helpers.factory import form_for

Tear = Callable[[bytes], bytes]


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Carriage]:
    """A window, enrolled, with a case that waits."""
    with county(tmp_path, (1,)) as (road,):
        made = carriage(road, tmp_path / "stick")
        received(made)
        yield made


def received(one: Carriage) -> None:
    desk = one.road.clerk
    accept(desk, form_for(desk, COUNTY_FORWARDS.item, COUNTY_FORWARDS.handling))


def city_rows(one: Carriage) -> dict[str, Any]:
    """Everything the city keeps but its trail."""
    with one.road.engine.connect() as db:
        return {
            name: db.execute(select(table)).all() for name, table in metadata.tables.items() if name != "traces"
        }


def store_rows(store: Store) -> dict[str, Any]:
    """Everything a window's lists say, and its queue; the trail is of no case and in none of them."""
    with store.read() as db:
        tables = ("queue", "placed", "conflicts", "sendings", "wanted", "packages", "answers", "blobs")
        rows = {name: [tuple(row) for row in db.execute(f"SELECT * FROM {name}")] for name in tables}
        cases = db.execute("SELECT count(*) FROM entries WHERE kind <> 'audit'").fetchone()[0]
    return rows | {"entries": cases}


def notes(store: Store) -> list[str]:
    return [line.text for line in audit.lines(store, only=(AuditKind.PACKAGE,))]


class FailingFile(io.FileIO):
    """A stick that fails at the n-th write, in the middle of what it was given."""

    left = 0

    def write(self, data: Any, /) -> int:
        """Half of it, and then no more."""
        if FailingFile.left == 0:
            super().write(bytes(data)[: len(data) // 2])
            raise OSError(errno.EIO, "pulled")
        FailingFile.left -= 1
        return super().write(data)


@pytest.mark.parametrize("step", range(4))
def test_that_a_stick_that_fails_at_any_write_leaves_nothing(
    one: Carriage, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fdopen

    def failing(handle: int, mode: str, *more: Any, **named: Any) -> Any:
        return FailingFile(handle, mode) if mode == "wb" else real(handle, mode, *more, **named)

    FailingFile.left = step
    with monkeypatch.context() as patched:
        patched.setattr(os, "fdopen", failing)
        with pytest.raises(PackageTrouble) as told:
            one.pack()
    unmarked(one, told.value)


@pytest.mark.parametrize("name", ["open", "fsync", "replace"])
@pytest.mark.parametrize("call", [1, 2])
def test_that_a_stick_pulled_at_any_step_marks_nothing(
    one: Carriage, name: str, call: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seen = getattr(os, name), [0]

    def failing(*given: Any, **named: Any) -> Any:
        seen[0] += 1
        if seen[0] == call:
            raise OSError(errno.EIO, "pulled")
        return real(*given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(os, name, failing)
        try:
            one.pack()
        except PackageTrouble as trouble:
            unmarked(one, trouble)
        else:
            assert seen[0] < call  # there is no such step


def unmarked(one: Carriage, trouble: WorldError) -> None:
    """Nothing on the stick, no entry marked, the number void; and the next one goes well."""
    assert all((trouble.happened, trouble.safe, trouble.todo))
    assert [path for path in one.stick.iterdir() if not path.name.endswith(PART)] == []
    assert set(states(one.store).values()) == {"等待"}
    assert [(row.number, row.state) for row in packages.rows(one.store)] == [(1, "作废")]
    made = one.pack()
    assert made.number == 2
    assert [path.name for path in one.stick.iterdir()] == [made.path.name]
    assert one.bring(made.path).taken == made.entries


def test_that_a_stick_pulled_between_two_scans_is_said(one: Carriage) -> None:
    def tell(_done: int, _total: int) -> bool:
        shutil.rmtree(one.stick, ignore_errors=True)
        return True

    clerk = one.road.clerk
    with pytest.raises(PackageTrouble) as told:
        carrying.export(one.store, one.stick, clerk.clock.now(), clerk.staff, tell=tell)
    assert told.value.code == "gone"
    one.stick.mkdir()
    unmarked(one, told.value)


def test_that_a_person_can_stop_it(one: Carriage) -> None:
    clerk = one.road.clerk
    with pytest.raises(Refusal) as told:
        carrying.export(one.store, one.stick, clerk.clock.now(), clerk.staff, tell=lambda done, _total: done == 0)
    assert told.value.code == "stopped"
    unmarked(one, told.value)


def test_that_a_number_begun_when_the_program_died_is_void_and_never_given_again(one: Carriage) -> None:
    clerk = one.road.clerk
    assert packages.begin(one.store, "0" * 32, "E:", clerk.clock.now()) == 1
    (one.stick / f"同权一窗-140581-01-第0001包.tqp.1234abcd{PART}").write_bytes(b"half")
    (one.stick / f"同权一窗-140581-02-第0001包.tqp.1234abcd{PART}").write_bytes(b"another's")
    made = one.pack()
    assert made.number == 2
    assert [(row.number, row.state) for row in packages.rows(one.store)] == [(2, "已装"), (1, "作废")]
    assert sorted(path.name.split("-")[2] for path in one.stick.iterdir()) == ["01", "02"]


TEARS: list[Tear] = [
    lambda _data: b"",
    lambda data: data[:10],
    lambda data: data[: len(data) // 2],
    lambda data: data[:-1],
    lambda data: data + b"\0",
    lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:],
    lambda data: data[:-2000] + bytes([data[-2000] ^ 1]) + data[-1999:],
    lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    lambda data: b"PK\x03\x04" + data,
]


@pytest.mark.parametrize("tear", TEARS)
def test_that_a_torn_package_changes_no_row_at_the_city_and_is_noted(one: Carriage, tear: Tear) -> None:
    path = one.pack().path
    data = path.read_bytes()
    path.write_bytes(tear(data))
    before = city_rows(one)
    with pytest.raises(PackageTrouble):
        one.bring(path)
    assert city_rows(one) == before
    assert len(traces_of(one)) == 1
    path.write_bytes(data)
    assert one.bring(path).refused == 0


@pytest.mark.parametrize("tear", TEARS)
def test_that_a_torn_answer_changes_no_row_here_and_is_noted(one: Carriage, tear: Tear, tmp_path: Path) -> None:
    data = one.answer(one.bring(one.pack().path)).read_bytes()
    (tmp_path / "torn.tqp").write_bytes(tear(data))
    before = store_rows(one.store)
    with pytest.raises(PackageTrouble):
        one.take(tmp_path / "torn.tqp")
    assert store_rows(one.store) == before
    assert notes(one.store)[0].startswith("没有收：")
    (tmp_path / "torn.tqp").write_bytes(data)
    one.take(tmp_path / "torn.tqp")
    assert set(states(one.store).values()) == {"已送达"}


def traces_of(one: Carriage) -> list[str]:
    with one.road.engine.connect() as db:
        rows = db.execute(select(metadata.tables["traces"].c.words)).scalars()
        return [row for row in rows if row.startswith("没有收")]


def test_that_an_answer_is_for_its_own_window_and_from_its_own_city(tmp_path: Path) -> None:
    with county(tmp_path / "a", (1, 3)) as roads, county(tmp_path / "b", (1,)) as (elsewhere,):
        one, other = (carriage(road, tmp_path / f"stick-{n}") for n, road in enumerate(roads))
        far = carriage(elsewhere, tmp_path / "stick-far")
        answers = []
        for way in (one, other, far):
            received(way)
            answers.append(way.answer(way.bring(way.pack().path)))
        before = store_rows(one.store)
        for path, code in ((answers[1], "wrong_receiver"), (answers[2], "forged")):
            with pytest.raises(PackageTrouble) as told:
                one.take(path)
            assert told.value.code == code
        own = next(one.stick.glob("*.tqp"))
        with pytest.raises(PackageTrouble) as told:
            one.take(own)
        assert told.value.code == "forged"
        assert store_rows(one.store) == before
        assert len(notes(one.store)) == 4


def insider(one: Carriage) -> Sides:
    """Somebody who holds this window's key."""
    return Sides(signing_key(one.store), one.road.keys.box.private_bytes_raw())


def test_that_what_a_window_signed_is_still_not_believed(one: Carriage, tmp_path: Path) -> None:
    """Bombs, overlaps, paths, links and the rest, under a good signature."""
    before = city_rows(one)
    for n, (body, code, _) in enumerate(HOSTILE.values(), 1):
        path = insider(one).forge(tmp_path / f"{n}.tqp", body, (0, 1), sender="140581-01")
        with pytest.raises(PackageTrouble) as told:
            one.bring(path)
        assert told.value.code == code
        assert len(traces_of(one)) == n
    assert city_rows(one) == before


def test_that_another_windows_letter_makes_the_whole_package_refused(one: Carriage, tmp_path: Path) -> None:
    before = city_rows(one)
    body = honest(letters(2))  # of window 3
    with pytest.raises(PackageTrouble) as told:
        one.bring(insider(one).forge(tmp_path / "x.tqp", body, (2, 1), sender="140581-01"))
    assert told.value.code == "hostile"
    assert city_rows(one) == before


def test_that_a_scan_no_letter_names_is_not_kept(one: Carriage, tmp_path: Path) -> None:
    report = one.bring(insider(one).forge(tmp_path / "x.tqp", honest(()), (0, 1), sender="140581-01"))
    assert report.letters == 0
    assert not one.road.shelf.has(digest_of(BLOB))


def test_that_one_id_with_other_content_is_refused_and_both_are_kept(one: Carriage, tmp_path: Path) -> None:
    name = "c0ffee00-0000-4000-8000-000000000001"
    first = insider(one).forge(tmp_path / "a.tqp", honest((), ()), sender="140581-01", package=name)
    second = insider(one).forge(tmp_path / "b.tqp", honest(()), (0, 1), sender="140581-01", package=name)
    one.bring(first)
    before = city_rows(one)
    for _ in range(2):
        with pytest.raises(PackageTrouble) as told:
            one.bring(second)
        assert told.value.code == "changed"
    assert city_rows(one) == before
    kept = list((one.stick.parent / "answers" / "other").iterdir())
    assert [path.read_bytes() for path in kept] == [second.read_bytes()]


def test_that_a_window_cannot_pack_in_anothers_name(one: Carriage, tmp_path: Path) -> None:
    before = city_rows(one)
    with pytest.raises(PackageTrouble) as told:
        one.bring(insider(one).forge(tmp_path / "x.tqp", b"", sender="140581-03"))
    assert told.value.code == "forged"
    assert city_rows(one) == before


def test_that_a_broken_scan_holds_up_its_own_case_only(one: Carriage) -> None:
    received(one)
    digest = next(digest for digest in _blobs(one.store))
    one.store.blobs.path(digest).write_bytes(b"TQB1 not what it was")
    made = one.pack()
    assert made.left > 0
    assert one.bring(made.path).taken == made.entries
    assert sorted(states(one.store).values()).count("等待") == made.left


def _blobs(store: Store) -> list[str]:
    with store.read() as db:
        return [row[0] for row in db.execute("SELECT digest FROM blobs ORDER BY digest")]
