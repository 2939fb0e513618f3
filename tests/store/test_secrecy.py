"""Nothing a person told the counter stands readable on the disk, and nobody else may read the files."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from models.rules.terms import IdKind
from models.store import door, drafts, payloads
from models.store.keys import Cost
from models.views import Party, Window
from tests.helpers.people import resident_id
from tests.store.acts import NOW, marks, number, receive_in

NAME, STREET, CLERK, PASSWORD = "测试䶮某", "样例路一百零一号", "测试乙", "Ceshi-2026"
CHEAP = Cost(1, 8, 1)


def fill(folder: Path) -> None:
    """A store that has seen a person with everything they told."""
    window = Window("140581", 3, "高平市", "高平市政务服务大厅")
    started = door.first_start(folder, window, login="laozhang", name=CLERK, password=PASSWORD, at=NOW, cost=CHEAP)
    with started.store as store:
        party = payloads.party(Party(name=NAME, id_kind=IdKind.RESIDENT_ID, id_number=resident_id(), address=STREET))
        drafts.save(store, "d", f'{{"name": "{NAME}"}}', item_name="食品经营许可", applicant=NAME, at=NOW)
        with store.work() as work:
            scan = work.put_blob(f"{NAME} {resident_id()}".encode() * 50, "image/png")
            receive_in(work, applicant=party, materials=marks(scan))
            work.commit()
        read(folder)


def read(folder: Path) -> None:
    """Grep the folder, the write-ahead log of the open store included."""
    secrets = (NAME, STREET, CLERK, "laozhang", PASSWORD, resident_id(), "食品经营许可", number(1))
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {"counter.db", "counter.db-wal", "keys.json"} <= {path.name for path in files}
    for path in files:
        data = path.read_bytes()
        found = [word for word in secrets for code in ("utf-8", "utf-16-le", "gb18030") if word.encode(code) in data]
        assert found == [], path.name


def test_that_no_file_of_the_folder_holds_a_name_or_a_number(folder: Path) -> None:
    fill(folder)
    read_closed = [path for path in folder.rglob("*") if path.is_file()]
    assert all(NAME.encode() not in path.read_bytes() for path in read_closed)


def test_that_the_grep_would_find_a_name_if_it_stood_there(folder: Path) -> None:
    fill(folder)
    (folder / "counter.db-wal").touch()
    (folder / "crash.log").write_text(f"申请人 {NAME}", encoding="gb18030")
    with pytest.raises(AssertionError, match=r"crash\.log"):
        read(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="modes are a matter of POSIX")
def test_that_only_this_user_may_read_the_files(folder: Path) -> None:
    old = os.umask(0o022)
    try:
        fill(folder)
    finally:
        os.umask(old)
    for path in (folder, *folder.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path.name


def test_that_a_deleted_drafts_text_is_in_no_file(folder: Path) -> None:
    """And secure_delete is on: what was deleted is overwritten inside the sealed pages too."""
    fill(folder)
    opened = door.sign_in(folder, "laozhang", PASSWORD)
    with opened[0] as store:
        drafts.save(store, "gone", '{"name": "样例删去的草稿名"}', item_name="", applicant="样例删去的草稿名", at=NOW)
        drafts.delete(store, "gone")
        with store.read() as db:
            assert db.execute("PRAGMA secure_delete").fetchone()[0] == 1
            assert db.execute("SELECT count(*) FROM drafts WHERE id = 'gone'").fetchone()[0] == 0
    for path in (path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        assert not [code for code in ("utf-8", "utf-16-le", "gb18030") if "样例删去的草稿名".encode(code) in data]
