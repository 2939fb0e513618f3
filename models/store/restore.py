"""A backup put in the place of a store that does not open, or into an empty folder. What was there is set aside whole.

Everything is got ready beside (``restoring.part``), and only when that is whole does it get the name ``restoring``.
From then on it is finished whatever happens: ``finish`` moves the old files into ``quarantine`` and the new ones in,
each step once, and is run again at the next start. keys.json is replaced in one step: a start always finds one.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from models.errors import Refusal, StoreTrouble
from models.store import anchor, backing, backup, beginning, files, keyfile, keys, ring, trouble
from models.store.blobs import BlobShelf
from models.store.connect import FILE, connect
from models.store.files import TEMP, fsync_folder, private_folder, write_whole
from models.store.keys import KeyFile
from models.store.lock import ProgramLock
from models.store.ring import proves
from models.views import Staff

if TYPE_CHECKING:
    from models.store.backing import Told
    from models.store.backup import Backup

READY = "restoring"
ASIDE = "quarantine"
_WHERE = "aside.json"
_BLOBS = "blobs"
_MOVED = (f"{FILE}-wal", f"{FILE}-shm", FILE, _BLOBS)
"""In this order: the old log of writes must be gone before the new database stands beside it."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What the store here holds and the backup does not; ``readable`` is False when it cannot be opened to see."""

    there: bool  # whether there is a store at all
    readable: bool
    entries: int = 0  # written here after the backup
    unsent: int = 0  # of these, what the city has not got


def pending(folder: Path) -> bool:
    """Whether a restore was cut short after it was ready."""
    return (folder / READY / _WHERE).exists()


def loss(folder: Path, one: Backup, key: bytes) -> Loss:
    """Look at what would be set aside. Changes nothing but what opening a database changes."""
    if not (folder / FILE).exists():
        return Loss(there=False, readable=False)
    try:
        with trouble.told():
            db = connect(folder / FILE, key, reader=True)
            try:
                newer = "window = (SELECT value FROM meta WHERE key = 'window') AND seq > ?"
                count = db.execute(f"SELECT count(*) FROM entries WHERE {newer}", (one.counts.seq,)).fetchone()[0]
                unsent = db.execute(
                    "SELECT count(*) FROM queue q JOIN entries e ON e.n = q.entry_n"
                    f" WHERE q.state <> '已送达' AND e.{newer}",
                    (one.counts.seq,),
                ).fetchone()[0]
            finally:
                db.close()
    except (StoreTrouble, dbapi2.Error):
        return Loss(there=True, readable=False)
    return Loss(True, True, int(count), int(unsent))


def restore(
    folder: Path, one: Backup, key: bytes, at: datetime, stop: Callable[[], bool], tell: Told | None = None
) -> Path | None:
    """Put backup ``one`` into ``folder``. Returns where the old files are now; None when there were none.

    Raises:
        StoreTrouble: the backup is not what it was, the folder is in use or in the way: nothing was changed then.
        Stopped: the same.
    """
    say = tell or backing.silent
    with trouble.told():
        private_folder(folder)
        lock = ProgramLock(folder)
        try:
            backup.check_sums(one)
            if backup.look_into(one, key) != one.counts:
                raise backup.bad("备份里的数据与当时的清单对不上")
            _ready(folder, one, key, at, say, stop)
            return finish(folder, lock)
        finally:
            lock.release()


def finish(folder: Path, held: ProgramLock | None = None) -> Path | None:
    """Do what is left to do of a restore that is ready; nothing when none is. Returns where the old files are."""
    if not pending(folder):
        return None
    with trouble.told():
        lock = held or ProgramLock(folder)
        try:
            aside = _finish(folder)
            lock.shutting()  # whatever the last program left open lies aside now
            return aside
        finally:
            if held is None:
                lock.release()


def _finish(folder: Path) -> Path | None:
    ready = folder / READY
    aside = folder / ASIDE / str(json.loads((ready / _WHERE).read_bytes())["name"])
    private_folder(aside)
    for name in _MOVED:
        _exchange(folder / name, ready / name, aside / name, whole=name in (FILE, _BLOBS))
    if (ready / keys.NAME).exists():
        if (folder / keys.NAME).exists() and not (aside / keys.NAME).exists():
            write_whole(aside / keys.NAME, (folder / keys.NAME).read_bytes())
        for path in (*(keyfile.copy_of(folder, n) for n in range(1, keyfile.COPIES + 1)), folder / anchor.FILE):
            if path.exists():  # copies of another key, and a head the backup does not reach
                files.replace(path, aside / path.name)
        files.replace(ready / keys.NAME, folder / keys.NAME)
    (folder / beginning.MARK).unlink(missing_ok=True)  # whatever began here, this folder is somebody's now
    for place in (aside, folder):
        fsync_folder(place)
    done = folder / f"{READY}{TEMP}"
    shutil.rmtree(done, ignore_errors=True)
    files.replace(ready, done)
    shutil.rmtree(done, ignore_errors=True)
    return aside if any(aside.iterdir()) else None


def _exchange(old: Path, new: Path, aside: Path, *, whole: bool) -> None:
    """The old one aside, the new one in its place; what a first try did is not done again.

    ``whole``: there is a new one until it was moved in, so that without one the old one is the new one already.
    """
    if whole and not new.exists():
        return
    if old.exists() and not aside.exists() and (whole or (new.parent / FILE).exists()):
        files.replace(old, aside)
    if new.exists():
        files.replace(new, old)


def _ready(folder: Path, one: Backup, key: bytes, at: datetime, say: Told, stop: Callable[[], bool]) -> None:
    """Everything the folder is to hold, on its own disk, whole."""
    part = folder / f"{READY}{TEMP}"
    shutil.rmtree(part, ignore_errors=True)
    private_folder(part)
    try:
        say("复制", 0, 2)
        write_whole(part / FILE, (one.path / FILE).read_bytes())
        write_whole(part / keys.NAME, _key_file(folder, one, key))
        backing.raise_if(stop)
        say("附件", 1, 2)
        _blobs(folder, one, key, private_folder(part / _BLOBS), stop)
        for place in ((part / _BLOBS).iterdir(), (part / _BLOBS, part)):
            for path in place:
                fsync_folder(path)
        write_whole(part / _WHERE, json.dumps({"name": f"{at:%Y%m%d-%H%M%S}"}).encode())
        files.replace(part, folder / READY)
        fsync_folder(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _key_file(folder: Path, one: Backup, key: bytes) -> bytes:
    """The key file here, which knows the passwords of today, while it can be read and is of the same key; else the old.

    A file of another window is told by its salt, one of a later key by what it proves.
    """
    old = (one.path / keys.NAME).read_bytes()
    try:
        here, n = keyfile.load(folder)
    except StoreTrouble:
        return old
    same = here["salt"] == keyfile.load(one.path)[0]["salt"] and "next" not in here and proves(here, key)
    return keyfile.copy_of(folder, n).read_bytes() if same else old


def _blobs(folder: Path, one: Backup, key: bytes, target: Path, stop: Callable[[], bool]) -> None:
    """The shelf: what the backup has, and what is sound here; second names where the disk is the same."""
    shelf = BlobShelf(target, key, lambda: ring.of(target.parent, key))
    for digest in backup.named(one.path / FILE, key):
        backing.raise_if(stop)
        for source in (BlobShelf(folder / _BLOBS, key).path(digest), BlobShelf(one.blobs, key).path(digest)):
            if source.exists() and shelf.sound(source, digest):
                private_folder(shelf.path(digest).parent)
                backing.twin(source, shelf.path(digest), link=True)
                break
    newer = folder / _BLOBS
    for path in newer.glob("??/*") if newer.is_dir() else ():  # named by entries the city will give back
        if not path.name.endswith(TEMP) and not shelf.path(path.name).exists():
            private_folder(target / path.parent.name)
            backing.twin(path, shelf.path(path.name), link=True)


def unlock(one: Backup, login: str, password: str) -> bytes:
    """The key, by a person's password and the key file that lies in the backup. Raises: Refusal, StoreTrouble."""
    if not (one.path / keys.NAME).exists():
        raise _no_key_file()
    return KeyFile(one.path).unlock(login, password)


def unlock_by_code(one: Backup, code: str) -> bytes:
    """The key, by the recovery code that was sealed when the backup was made. Raises: Refusal, StoreTrouble."""
    if not (one.path / keys.NAME).exists():
        raise _no_key_file()
    return KeyFile(one.path).recover(code)


def _no_key_file() -> Refusal:
    return Refusal("这份备份里没有密钥文件", "没有改动任何内容", "请另选一份备份", code="no_backup")


def people_in(one: Backup, key: bytes) -> dict[str, Staff]:
    """Who may sign in, by sign-in name, as the backup knows them. Raises: StoreTrouble."""
    with trouble.told():
        db = backup.open_copy(one.path / FILE, key)
        try:
            rows = db.execute("SELECT login, id, name, role FROM people WHERE active = 1").fetchall()
        finally:
            db.close()
    return {row[0]: Staff(*row[1:]) for row in rows}


def set_aside(folder: Path, at: datetime) -> Path:
    """A second copy of the database files as they are now, before anything is mended. Raises: StoreTrouble (disk)."""
    with trouble.told():
        aside = private_folder(folder / ASIDE / f"{at:%Y%m%d-%H%M%S}-copy")
        for path in (*folder.glob(f"{FILE}*"), *folder.glob(f"{keys.NAME}*")):
            if path.is_file():
                shutil.copyfile(path, aside / path.name)
                os.chmod(aside / path.name, 0o600)
        fsync_folder(aside)
    return aside
