"""A new key for a store: who still opens it, who does not, what is on the disk, and damaged key files."""

from __future__ import annotations

import json
import shutil
import threading
from base64 import b64decode
from pathlib import Path

import pytest

from models.errors import Refusal, StoreTrouble
from models.rules.terms import AuditKind
from models.store import audit, backing, door, drill, keyfile, people, queries, rekey, ring, schema
from models.store.connect import FILE, connect
from models.store.keys import NAME, KeyFile
from models.store.store import Store
from models.store.suites import AES
from tests.store.acts import MINUTE, NOW, receive
from tests.store.first_format import rewrite
from tests.store.hall import CHEAP, PASSWORD, Hall, staffed


@pytest.fixture
def hall(folder: Path) -> Hall:
    """A staffed folder, closed."""
    return staffed(folder)


def test_that_after_a_new_key_everybody_opens_and_the_old_key_nothing(hall: Hall) -> None:
    with hall.open() as store:
        old = store.key
        rekey.change(store, AES)
        assert store.key != old
        assert hall.reads_everything(store)
        receive(store, 9)
        moved = rekey.move(store)
        assert (moved.seen, moved.moved, moved.broken, moved.whole) == (3, 3, (), True)
        assert not KeyFile(hall.folder).shelf_behind()
    with pytest.raises(StoreTrouble) as caught:
        connect(hall.folder / FILE, old)
    assert caught.value.code == "store_key"
    assert not (hall.folder / rekey.PLACE).exists()
    with hall.open("clerk") as store:
        assert queries.case_count(store) == 4


def test_that_the_backup_made_before_opens_with_the_key_file_beside_it(hall: Hall, tmp_path: Path) -> None:
    with hall.open() as store:
        made = rekey.change(store, AES).backup
    other = tmp_path / "restored"
    other.mkdir()
    shutil.copy(made, other / FILE)
    shutil.copy(made.with_suffix(".keys.json"), other / NAME)
    shutil.copytree(hall.folder / "blobs", other / "blobs")
    assert Hall(other, hall.code, hall.passwords, hall.scans).everybody_opens()


def test_that_a_shelf_half_moved_is_read_and_moved_on_later(hall: Hall) -> None:
    with hall.open() as store:
        rekey.change(store, AES)
        stops = iter((False, True))
        assert rekey.move(store, stop=lambda: next(stops)).whole is False
        assert hall.reads_everything(store)
    with hall.open("clerk") as store:
        assert KeyFile(hall.folder).shelf_behind()
        assert hall.reads_everything(store)
        assert rekey.move(store).moved == 2


def test_that_a_blob_nobody_can_read_stops_nothing(hall: Hall) -> None:
    with hall.open() as store:
        spoilt = next(iter(hall.scans))
        store.blobs.path(spoilt).write_bytes(b"TQB1 spoilt")
        rekey.change(store, AES)
        assert rekey.move(store).broken == (spoilt,)
        assert not KeyFile(hall.folder).shelf_behind()


def test_that_readers_in_other_threads_wait_and_go_on(hall: Hall) -> None:
    seen: list[int] = []
    stop = threading.Event()

    def read(store: Store) -> None:
        while not stop.is_set():
            seen.append(queries.case_count(store))

    with hall.open() as store:
        threads = [threading.Thread(target=read, args=(store,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        try:
            for _ in range(3):
                rekey.change(store, AES)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
    assert set(seen) == {3}


def test_that_a_reader_who_never_leaves_is_told_of_and_nothing_has_changed(hall: Hall) -> None:
    inside, leave = threading.Event(), threading.Event()

    def linger(store: Store) -> None:
        with store.read():
            inside.set()
            leave.wait()

    with hall.open() as store:
        old = store.key
        thread = threading.Thread(target=linger, args=(store,))
        thread.start()
        inside.wait()
        with pytest.raises(StoreTrouble) as caught:
            rekey.change(store, AES, patience=0.05)
        leave.set()
        thread.join()
        assert (caught.value.code, store.key) == ("store_busy", old)
        assert hall.reads_everything(store)
    assert "next" not in json.loads((hall.folder / NAME).read_text())
    assert hall.everybody_opens()


def test_that_who_was_put_out_of_use_opens_nothing_new_with_an_old_key_file(hall: Hall) -> None:
    """The old file and the old password give the old key only: it opens the backups of then, not the store of now."""
    old_files = {path.name: path.read_bytes() for path in hall.folder.glob(f"{NAME}*")}
    clerk = KeyFile(hall.folder).unlock("clerk", PASSWORD)
    with hall.open() as store:
        people.set_active(store, next(one.id for one, login, _ in people.all_of(store) if login == "clerk"), False)
        KeyFile(hall.folder).remove("clerk")
        assert hall.refused("clerk", PASSWORD)
        backup = rekey.change(store, AES).backup
        rekey.move(store)
    connect(backup, clerk).close()
    now = (hall.folder / NAME).read_bytes()
    for name, data in old_files.items():
        (hall.folder / name).write_bytes(data)
    with pytest.raises(StoreTrouble) as caught:  # the password opens the old file, and its key no longer the store
        door.sign_in(hall.folder, "clerk", PASSWORD)
    assert caught.value.code == "store_key"
    mixed = json.loads(now)
    mixed["slots"] += [one for one in json.loads(old_files[NAME])["slots"] if one["kind"] == "user"]
    keyfile.save(hall.folder, {key: value for key, value in mixed.items() if key != "sum"})
    assert hall.refused("clerk", PASSWORD)


def test_that_a_slot_smuggled_into_the_file_gets_no_new_key(hall: Hall, tmp_path: Path) -> None:
    other = staffed(tmp_path / "other")
    strange = json.loads((other.folder / NAME).read_text())["slots"]
    kept, _ = keyfile.load(hall.folder)
    ours = [one for one in kept["slots"] if one["kind"] == "recovery"] + kept["slots"][:1]
    stranger = {**next(one for one in strange if one["kind"] == "user"), "tag": kept["slots"][-1]["tag"]}
    keyfile.save(hall.folder, {**kept, "slots": [*ours, stranger]})
    with hall.open() as store:
        assert rekey.change(store, AES).left_out == ("clerk",)
    assert len(json.loads((hall.folder / NAME).read_text())["slots"]) == 2


def test_that_nothing_of_what_was_taken_away_is_left_in_any_copy(hall: Hall) -> None:
    keys = KeyFile(hall.folder, CHEAP)
    key = keys.unlock("admin", PASSWORD)
    for login in ("yi", "er", "san", "si"):
        keys.put(login, PASSWORD, key)
    assert len(list(hall.folder.glob(f"{NAME}*"))) == 4
    keys.remove("clerk")
    for path in hall.folder.glob(f"{NAME}*"):
        told = json.loads(path.read_text())
        assert len(told["slots"]) == 6
    (hall.folder / NAME).write_bytes(b"")
    assert hall.refused("clerk", PASSWORD)
    assert keys.unlock("san", PASSWORD) == key


@pytest.mark.parametrize("spoil", [0, 40, 900, -2], ids=str)
def test_that_a_damaged_key_file_gives_way_to_the_newest_whole_copy_and_is_mended(hall: Hall, spoil: int) -> None:
    path = hall.folder / NAME
    data = bytearray(path.read_bytes())
    data[spoil] ^= 1
    path.write_bytes(data)
    with hall.open() as store:
        assert door.mend(store, NOW)
        assert not door.mend(store, NOW)
        line = audit.lines(store)[0]
        assert (line.what, line.subject) == (AuditKind.KEY, "keys.json.1")
    (hall.folder / "keys.json.1").unlink()
    assert hall.open().window == "140581-03"


def test_that_the_recovery_code_opens_once_and_demands_a_new_password(hall: Hall) -> None:
    with pytest.raises(Refusal, match="密码太简单"):
        door.recover(hall.folder, hall.code, login="admin", password="x", at=NOW, cost=CHEAP)
    with pytest.raises(Refusal, match="管理员"):
        door.recover(hall.folder, hall.code, login="clerk", password="Xin-mima-9", at=NOW, cost=CHEAP)
    made = door.recover(hall.folder, hall.code, login="admin", password="Xin-mima-9", at=NOW, cost=CHEAP)
    with made.store as store:
        assert made.staff.name == "测试甲"
        assert audit.lines(store, only=[AuditKind.KEY])[0].subject == "admin"
    assert hall.refused("admin", PASSWORD)
    with pytest.raises(Refusal):
        KeyFile(hall.folder).recover(hall.code)
    hall.code, hall.passwords["admin"] = made.recovery_code, "Xin-mima-9"
    assert hall.everybody_opens()


def test_that_no_file_holds_a_key_a_password_or_the_code(hall: Hall) -> None:
    with hall.open() as store:
        keys = [store.key]
        rekey.change(store, AES)
        rekey.move(store)
        keys.append(store.key)
        assert ring.of(hall.folder, store.key).keys == {1: keys[0], 2: keys[1]}
        codes = [hall.code.encode(), hall.code.replace("-", "").encode()]
        secrets = [*keys, *(key.hex().encode() for key in keys), *codes]
        for path in (one for one in hall.folder.rglob("*") if one.is_file()):
            data = path.read_bytes()
            if path.suffix == ".json" or NAME in path.name:
                data += b"".join(b64decode(text) for text in data.split(b'"') if len(text) % 4 == 0 and text.isalnum())
            assert [secret for secret in (*secrets, PASSWORD.encode()) if secret in data] == [], path.name


def old_format(folder: Path) -> Hall:
    """A folder as the first version of the program left it."""
    hall = staffed(folder)
    rewrite(hall)
    return hall


def test_that_a_store_of_the_first_format_is_brought_up_at_signing_in_without_asking(folder: Path) -> None:
    hall = old_format(folder)
    with hall.open() as store:
        assert hall.reads_everything(store)
        assert KeyFile(folder).still_old(hall.passwords) == (("clerk",), True)
        with pytest.raises(Refusal, match="clerk") as caught:
            rekey.change(store, AES)
        assert caught.value.code == "slots_old"
    with hall.open("clerk") as store, pytest.raises(Refusal, match="恢复码"):
        rekey.change(store, AES)
    with hall.open() as store:
        assert KeyFile(folder).recover(hall.code) == store.key
        hall.code = KeyFile(folder, CHEAP).renew_code(store.key)
        rekey.change(store, AES)
        assert rekey.move(store).moved == 3
    assert hall.everybody_opens()


def test_that_a_backup_before_a_new_key_is_found_in_its_folder(hall: Hall) -> None:
    with hall.open() as store:
        rekey.change(store, AES)
    assert sorted(path.name for path in (hall.folder / schema.BACKUPS).iterdir()) == [
        "before-rekey-1.db",
        "before-rekey-1.keys.json",
    ]


def test_that_backups_between_keys_are_whole_here_and_on_another_disk(hall: Hall, tmp_path: Path) -> None:
    with hall.open() as store:
        rekey.change(store, AES)
        stops = iter((False, True))
        rekey.move(store, stop=lambda: next(stops))
        first = backing.make(store, tmp_path / "own", NOW, lambda: False)
        rekey.move(store)
        made = backing.make(store, tmp_path / "own", NOW + MINUTE, lambda: False)
        for one in (first, made):
            assert one.lost == ()
            assert backing.carry(one, tmp_path / "other", store.key, lambda: False).counts == one.counts
        files = {path.name: path.read_bytes() for path in made.path.iterdir()}
        assert KeyFile(made.path).unlock("clerk", PASSWORD) == store.key
        assert {path.name: path.read_bytes() for path in made.path.iterdir()} == files
        report = drill.rehearse(made, tmp_path / "drill", "clerk", PASSWORD, lambda: False)
        assert report.good, report
