"""First start, sign-in, and who this window is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import resources
from models.desk import setup
from models.desk.accept import accept
from models.desk.context import SHANGHAI, SystemClock
from models.errors import Refusal, StoreTrouble
from models.store import beginning, door
from models.store.keys import Cost, KeyFile
from models.store.lock import ProgramLock
from models.store.store import Store
from models.views import Staff, Window
from tests.helpers.factory import CLERK, GAOPING, HOLIDAYS, KEY, HandClock, PaperStub, form_for

CHEAP = Cost(1, 8, 1)
TABLES = tuple(resources.text(f"{resources.HOLIDAYS}/{year}.json") for year in HOLIDAYS)


def test_that_a_first_start_leaves_key_window_and_administrator_and_the_next_start_opens_them(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert not setup.is_set_up(folder)
    made = setup.first_start(
        folder,
        GAOPING,
        "jincheng",
        login="guanli",
        name="样例管理员",
        password="Sample-2026",
        clock=HandClock(),
        cost=CHEAP,
    )
    made.store.close()
    assert made.staff.role == "administrator"
    assert setup.is_set_up(folder)
    store, staff = door.sign_in(folder, "guanli", "Sample-2026")
    with store:
        desk = setup.open_desk(
            store, staff, resources=resources.ROOT, holidays=TABLES, make_paper=PaperStub(), clock=HandClock()
        )
        assert desk.window == GAOPING
        assert desk.region.name == "高平市"
        clerk = replace(desk, staff=CLERK)
        assert accept(clerk, form_for(desk, "附件/71")).case_no.startswith("140581-03-")
        assert setup.public_keys(desk) == (desk.signer.public,)


def test_that_a_weak_password_starts_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as told:
        setup.first_start(tmp_path, GAOPING, "jincheng", login="a", name="样例", password="123", cost=CHEAP)
    assert told.value.code == "weak_password"
    assert not setup.is_set_up(tmp_path)


def test_that_a_first_start_the_disk_refused_goes_through_once_it_does_not(tmp_path: Path) -> None:
    refuses = iter((True, False, False))

    def settle(store: Store, window: Window, city: str) -> None:
        if next(refuses):
            raise StoreTrouble("磁盘空间已满，无法保存", "没有保存任何内容", "请清理磁盘", code="store_full")
        settled(store, window, city)

    settled = setup.settle
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(setup, "settle", settle)
        with pytest.raises(StoreTrouble) as told:
            first(tmp_path)
        assert told.value.code == "store_full"
        assert setup.cut_short(tmp_path)
        assert not setup.is_set_up(tmp_path)
        first(tmp_path)
    assert not setup.cut_short(tmp_path)
    setup.sign_in(tmp_path, "guanli", "Sample-2026").close()


def test_that_nothing_is_taken_away_where_people_worked_whatever_a_mark_says(tmp_path: Path) -> None:
    first(tmp_path)
    (tmp_path / beginning.MARK).write_bytes(b"1")
    with Store.open(tmp_path, KeyFile(tmp_path).unlock("guanli", "Sample-2026")) as store:
        store.blobs.put(b"scan")
    assert setup.is_set_up(tmp_path)
    with pytest.raises(StoreTrouble) as told:
        first(tmp_path)
    assert told.value.code == "store_exists"
    setup.sign_in(tmp_path, "guanli", "Sample-2026").close()


def test_that_a_first_start_in_two_programs_at_once_is_refused_to_the_second(tmp_path: Path) -> None:
    lock = ProgramLock(tmp_path)
    with pytest.raises(StoreTrouble) as told:
        first(tmp_path)
    assert told.value.code == "store_in_use"
    lock.release()
    first(tmp_path)


def first(folder: Path) -> None:
    """A first start, closed again."""
    setup.first_start(
        folder, GAOPING, "jincheng", login="guanli", name="样例管理员", password="Sample-2026", clock=HandClock(),
        cost=CHEAP,
    ).close()  # fmt: skip


def test_that_the_signing_key_stays_when_the_window_is_settled_again(tmp_path: Path) -> None:
    with Store.create(tmp_path, KEY, window="140581-03") as store:
        with pytest.raises(StoreTrouble) as told:
            setup.window_of(store)
        assert told.value.code == "window_unset"
        setup.settle(store, GAOPING, "jincheng")
        first = setup.signer_of(store).public
        setup.settle(store, GAOPING, "jincheng")
        assert setup.signer_of(store).public == first


def test_that_a_window_of_no_region_of_the_pack_is_told_to_the_administrator(tmp_path: Path) -> None:
    stranger = replace(GAOPING, region="999999")
    with Store.create(tmp_path, KEY, window="999999-03") as store:
        setup.settle(store, stranger, "jincheng")
        desk = setup.open_desk(
            store, Staff("s", "样例", "clerk"), resources=resources.ROOT, holidays=TABLES, make_paper=PaperStub()
        )
        with pytest.raises(StoreTrouble, match="999999"):
            _ = desk.region


def test_that_the_systems_clock_is_shanghais_to_the_second() -> None:
    now = SystemClock().now()
    assert now.tzinfo is SHANGHAI
    assert now.microsecond == 0
