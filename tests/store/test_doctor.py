"""The lists looked at when the store opens, and made anew from the log where they cannot be trusted or read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.errors import StoreTrouble
from models.rules.terms import AuditKind
from models.store import audit, doctor, maintenance, replay
from models.store.connect import FILE, connect
from models.store.store import Store
from tests.store.acts import KEY, NOW, WINDOW, dump, receive
from tests.store.test_replay import STEP, History

PAGE = 2048
WHO = {"actor": "p-1", "name": "样例管理员"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with forty cases."""
    with Store.create(tmp_path / "s", KEY, window=WINDOW) as store:
        for n in range(1, 41):
            receive(store, n)
    return tmp_path / "s"


def spoilt(folder: Path, sql: str) -> None:
    """Something is done to the file behind the program's back."""
    db = connect(folder / FILE, KEY)
    db.execute("PRAGMA foreign_keys=OFF")
    db.execute(sql)
    db.close()


def torn(folder: Path, table: str) -> None:
    """One page of a list is overwritten on the disk."""
    db = connect(folder / FILE, KEY)
    (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    data = bytearray((folder / FILE).read_bytes())
    data[(root - 1) * PAGE + 100] ^= 0xFF
    (folder / FILE).write_bytes(data)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: torn(folder, "cases"),
        lambda folder: torn(folder, "case_materials"),
        lambda folder: torn(folder, "tallies"),
        lambda folder: spoilt(folder, "DROP TABLE case_materials"),
        lambda folder: spoilt(folder, "DELETE FROM cases WHERE n = 7"),
        lambda folder: spoilt(folder, "UPDATE tallies SET n = n + 1 WHERE kind = 'state'"),
    ],
)
def test_that_lists_that_cannot_be_trusted_are_seen_and_made_anew(
    spoil: Callable[[Path], None], folder: Path
) -> None:
    with Store.open(folder, KEY) as store:
        lived, head = dump(store), store.head
        assert doctor.look(store) == ""
    spoil(folder)
    damaged = (folder / FILE).read_bytes()
    with Store.open(folder, KEY) as store:
        assert doctor.look(store)
        assert doctor.remake(store, NOW, **WHO) == 40
        assert doctor.look(store) == ""
        assert replay.verify_chain(store) is None
        assert maintenance.check_file(store) == ()
        assert {**dump(store), "tallies": lived["tallies"]} == lived
        (line,) = audit.lines(store, only=[AuditKind.RESTORE])
        assert line.subject == "列表"
        assert store.head.seq == head.seq + 1
        receive(store, 77)
    (aside,) = (folder / "quarantine").iterdir()
    assert (aside / FILE).read_bytes() == damaged
    with Store.open(folder, KEY) as store:
        assert doctor.look(store) == ""


def test_that_a_log_that_is_not_whole_is_left_as_it_is(folder: Path) -> None:
    spoilt(folder, "DROP TRIGGER entries_no_update")
    spoilt(folder, "UPDATE entries SET payload = '{}' WHERE n = 3")
    spoilt(folder, "DELETE FROM cases WHERE n = 7")
    before = (folder / FILE).read_bytes()
    with Store.open(folder, KEY) as store:
        with pytest.raises(StoreTrouble):
            doctor.remake(store, NOW, **WHO)
        assert doctor.look(store)
    assert (folder / FILE).read_bytes() == before
    assert not (folder / "quarantine").exists()


@settings(max_examples=30)
@given(steps=st.lists(STEP, max_size=25))
def test_that_no_history_of_a_whole_store_raises_an_alarm(steps: list[tuple[int, str, int, bool]]) -> None:
    with TemporaryDirectory() as place, Store.create(Path(place) / "s", KEY, window=WINDOW) as store:
        history = History(store)
        for step in steps:
            history.step(*step)
        assert doctor.look(store) == ""
        lived = dump(store)
        doctor.remake(store, history.at, **WHO)
        assert {**dump(store), "tallies": lived["tallies"]} == lived
