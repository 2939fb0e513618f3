"""What the world does to a store: each time one sentence, and nothing half saved."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.errors import StoreTrouble
from models.rules.terms import Act
from models.store import maintenance, queries, replay, schema, trouble
from models.store.connect import FILE, OLDEST, connect
from models.store.store import Store
from tests.store.acts import KEY, NOW, WINDOW, dump, number, receive, receive_in


@contextmanager
def told(code: str) -> Iterator[None]:
    """The trouble of that code, said in three whole parts."""
    with pytest.raises(StoreTrouble) as caught:
        yield
    assert caught.value.code == code
    assert all((caught.value.happened, caught.value.safe, caught.value.todo))


def test_that_the_engine_is_free_of_the_wal_reset_fault(store: Store) -> None:
    with store.read() as db:
        version = db.execute("SELECT sqlite_version()").fetchone()[0]
    assert tuple(map(int, version.split("."))) >= OLDEST


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("mmap_size", 0),
        ("busy_timeout", 5000),
        ("cipher_hmac_algorithm", "HMAC_SHA256"),
    ],
)
def test_that_both_connections_have_the_settings_the_store_relies_on(store: Store, pragma: str, value: object) -> None:
    with store.read() as reader, store.work() as work:
        for db in (reader, work.db):
            row = db.execute(f"PRAGMA {pragma}").fetchone()
            assert (row[0] if row else 0) == value


def test_that_a_second_program_is_turned_away_and_the_first_goes_on(folder: Path, store: Store) -> None:
    receive(store, 1)
    code = (
        "import sys; from pathlib import Path; from models.errors import StoreTrouble\n"
        "from models.store.store import Store\n"
        "try: Store.open(Path(sys.argv[1]), bytes(range(32)))\n"
        "except StoreTrouble as error: print(error.code, error.sentence)\n"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(folder)], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(f"store_in_use 本机已有一个同权一窗程序在使用这份数据（进程 {os.getpid()}）")
    with told("store_in_use"):
        Store.open(folder, KEY)
    receive(store, 2)
    assert queries.case_count(store) == 2


def test_that_the_store_opens_again_once_the_first_program_has_left(folder: Path, store: Store) -> None:
    store.close()
    Store.open(folder, KEY).close()


def test_that_a_wrong_key_opens_nothing_and_changes_nothing(folder: Path, store: Store) -> None:
    receive(store)
    store.close()
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with told("store_key"):
        Store.open(folder, bytes(32))
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert after[FILE] == before[FILE]
    with Store.open(folder, KEY) as again:
        assert queries.case_count(again) == 1


def test_that_a_folder_without_a_store_says_so(tmp_path: Path) -> None:
    with told("store_gone"):
        Store.open(tmp_path, KEY)


def test_that_a_store_is_never_made_over_another(folder: Path, store: Store) -> None:
    receive(store)
    store.close()
    with told("store_exists"):
        Store.create(folder, KEY, window=WINDOW)
    with Store.open(folder, KEY) as again:
        assert queries.case_count(again) == 1


@pytest.mark.parametrize("share", [0.2, 0.35, 0.5, 0.65, 0.8, 0.95])
def test_that_a_flipped_byte_is_found_and_never_read_as_good(folder: Path, store: Store, share: float) -> None:
    with store.work() as work:
        for n in range(1, 61):
            receive_in(work, n)
        work.commit()
    assert maintenance.check_file(store) == ()
    before = dump(store)
    store.close()
    path = folder / FILE
    data = bytearray(path.read_bytes())
    data[int(len(data) * share)] ^= 1
    path.write_bytes(data)
    assert what_is_read(folder) in (before, "store_corrupt")


def what_is_read(folder: Path) -> object:
    """Every list of a damaged store, or the code of the trouble; the check of the file finds the damage either way."""
    try:
        with Store.open(folder, KEY) as again:
            assert maintenance.check_file(again) != ()
            return dump(again)
    except StoreTrouble as error:
        return error.code


def test_that_after_damage_no_more_work_is_taken(folder: Path, store: Store) -> None:
    receive(store)

    def meet(error: Exception) -> None:
        with store.work():
            raise error

    with told("store_corrupt"):
        meet(_sqlite_error(folder))
    with told("store_corrupt"):
        receive(store, 2)
    assert queries.case_count(store) == 1


def _sqlite_error(folder: Path) -> Exception:
    """A real error of a file that is no database."""
    from sqlcipher3 import dbapi2

    (folder / "noise.db").write_bytes(os.urandom(8192))
    db = dbapi2.connect(str(folder / "noise.db"))
    with pytest.raises(dbapi2.DatabaseError) as caught:
        db.execute("SELECT * FROM sqlite_master")
    db.close()
    error: Exception = caught.value
    return error


def test_that_a_store_of_a_newer_program_is_refused_in_words(folder: Path, store: Store) -> None:
    store.close()
    db = connect(folder / FILE, KEY)
    db.execute(f"PRAGMA user_version={schema.VERSION + 1}")
    db.close()
    before = (folder / FILE).read_bytes()
    with told("store_newer"):
        Store.open(folder, KEY)
    assert (folder / FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (28, "store_full"),
        (5, "store_io"),
        (13, "store_readonly"),
        (30, "store_readonly"),
        (24, "store_busy"),
        (2, "store_gone"),
        (99, "store_io"),
    ],
)
def test_that_the_disks_errors_become_sentences(number: int, code: str) -> None:
    with told(code), trouble.told():
        raise OSError(number, "x")


def test_that_errors_of_files_that_are_not_ours_pass_through_a_unit_of_work(store: Store) -> None:
    def fail() -> None:
        with store.work():
            raise FileNotFoundError(2, "a font of the desk's")

    with pytest.raises(FileNotFoundError):
        fail()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1.5 MB."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root on Linux")
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1536k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip(f"this machine lets nobody mount: {made.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_that_a_full_disk_refuses_the_act_and_works_again_once_there_is_room(small_disk: Path) -> None:
    with Store.create(small_disk / "s", KEY, window=WINDOW) as store:
        ballast = small_disk / "ballast"
        free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
        ballast.write_bytes(bytes(free - 150_000))
        kept = 0
        with told("store_full"):
            for n in range(1, 400):
                receive(store, n)
                kept = n
        with told("store_full"):
            receive(store, kept + 1)
        assert queries.case_count(store) == kept
        with pytest.raises(StoreTrouble) as scan, store.work() as work:
            work.put_blob(os.urandom(200_000), "image/png")
        assert scan.value.code == "store_full"
        assert [path for path in (store.folder / "blobs").rglob("*") if path.is_file()] == []
        ballast.unlink()
        receive(store, kept + 1)  # without a restart
        assert queries.case_count(store) == kept + 1
        assert replay.verify_chain(store) is None
        assert maintenance.check_file(store) == ()


def test_that_a_failed_fsync_at_commit_keeps_nothing_and_stops_the_store(store: Store) -> None:
    """strace would make the kernel fail; here the driver is told to, which is where the store hears of it."""
    from sqlcipher3 import dbapi2

    receive(store, 1)
    error = dbapi2.OperationalError("disk I/O error")
    error.sqlite_errorcode = 1034  # SQLITE_IOERR_FSYNC

    def write() -> None:
        with store.work() as work:
            work.append(queries.case_page(store)[0].case_id, Act.NOTE, "clerk", {}, NOW)
            raise error

    with told("store_io"):
        write()
    with told("store_io"):
        receive(store, 2)
    assert [found.case_no for found in queries.case_page(store)] == [number(1)]


@pytest.mark.parametrize("wal", [False, True], ids=["alone", "with an empty log"])
def test_that_an_emptied_database_is_told_as_damage_and_not_made_into_a_new_one(folder: Path, wal: bool) -> None:
    Store.create(folder, KEY, window=WINDOW).close()
    (folder / FILE).write_bytes(b"")
    if wal:
        (folder / f"{FILE}-wal").write_bytes(b"")
    for _ in range(2):
        with pytest.raises(StoreTrouble) as caught:
            Store.open(folder, KEY)
        assert caught.value.code == "store_corrupt"
        assert (folder / FILE).read_bytes() == b""
