"""Making a backup beside readers and writers: one snapshot copied, opened, every page checked, everything counted.

The first copy is always on this disk; a second disk or share gets the finished copy file by file, so that no database
is ever written over a network, and it is checked there again.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import StoreTrouble
from models.store import backup, files, keyfile, ring, trouble
from models.store.backup import MANIFEST, Backup, Counts
from models.store.blobs import BlobShelf
from models.store.connect import FILE, connect
from models.store.entries import stamp
from models.store.files import TEMP, fsync_folder, lasting_folder, write_whole
from models.store.ring import Ring

if TYPE_CHECKING:
    from models.store.store import Store

STEP = 512
"""Pages copied in one go: about 1 MB, a few milliseconds."""
SPARE = 200 * 1024 * 1024
"""Bytes a backup leaves free."""
_MOST_NAMED = 20

Told = Callable[[str, int, int], None]
"""Hears what is being done, how far, of how much."""


class Stopped(Exception):
    """Somebody did not want to wait; nothing was left behind."""


def make(
    store: Store, root: Path, at: datetime, stop: Callable[[], bool], tell: Told | None = None, *, spare: int = SPARE
) -> Backup:
    """Make one backup of an open store in ``root``, on the same disk, and verify it; ``stop`` is asked between steps.

    Args:
        spare: bytes that must be free beside it.

    Raises:
        StoreTrouble: the disk, or the copy is not what the store is. Stopped.
    """
    name = f"{at:%Y%m%d-%H%M%S}"
    say = tell or silent
    with trouble.told():
        _room((store.folder / FILE).stat().st_size, root, spare)
        with _named_when_whole(root, name) as part:
            made = _fill(store, part, at, say, stop)
    return replace(made, path=root / name)


def carry(one: Backup, root: Path, key: bytes, stop: Callable[[], bool], tell: Told | None = None) -> Backup:
    """Copy a good backup to another disk or share and verify it there.

    Raises:
        StoreTrouble: the place, or what arrived there is not what was sent. Stopped.
    """
    say = tell or silent
    with trouble.told():
        _room(one.size, root)
        with _named_when_whole(root, one.path.name) as part:
            for name in (*one.sums, MANIFEST):
                raise_if(stop)
                write_whole(part / name, (one.path / name).read_bytes())
            there = replace(one, path=part)
            backup.check_sums(there)
            if backup.look_into(there, key) != one.counts:
                raise backup.bad("备份送到备份位置后与本机的一份对不上")
            keys = partial(ring.of, one.path, key)
            _copy_blobs(BlobShelf(one.blobs, key, keys), part, one.key, keys, say, stop, link=False)
    return replace(one, path=root / one.path.name)


@contextmanager
def _named_when_whole(root: Path, name: str) -> Iterator[Path]:
    """A folder to fill; it gets its name when the block ends well, else nothing of it stays."""
    target = _folder(root) / name
    if target.exists():
        raise StoreTrouble("这一秒已有一份备份", "已有的备份没有改动", "请稍候再备份", code="backup_twice")
    part = root / f"{name}{TEMP}"
    shutil.rmtree(part, ignore_errors=True)
    try:
        yield _folder(part)
        fsync_folder(part)
        files.replace(part, target)
        fsync_folder(root)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _folder(path: Path) -> Path:
    """A folder of our own; a stick or share that knows no modes is taken as it is."""
    lasting_folder(path, 0o700)
    with suppress(PermissionError):
        path.chmod(0o700)
    return path


def silent(*_: object) -> None:
    """Nobody listens."""


def sweep_blobs(store: Store, root: Path) -> int:
    """Remove shared blobs that no backup of this key names any more; returns how many went.

    Opens every backup: done after a rotation. One that cannot be opened keeps everything.
    """
    mark = backup.key_mark(store.key)
    pool, named = root / f"blobs-{mark}", set[str]()
    if not pool.is_dir():
        return 0
    try:
        for one in backup.found(root):
            if one.key == mark:
                named.update(backup.named(one.path / FILE, store.key))
    except StoreTrouble:
        return 0
    return BlobShelf(pool, store.key).sweep(named.__contains__)


def _room(size: int, root: Path, spare: int = SPARE) -> None:
    """Leave the disk some air: a backup that fills it would stop the window it is to protect."""
    place = next(one for one in (root, *root.parents) if one.exists())
    need = size + spare
    if shutil.disk_usage(place).free < need:
        raise StoreTrouble(
            f"备份位置空间不足，还需约{need // 1_000_000} MB",
            "这次没有备份，本机数据和以前的备份都在",
            "请清理磁盘，或在管理里换一个备份位置",
            code="backup_room",
        )


def _fill(store: Store, part: Path, at: datetime, say: Told, stop: Callable[[], bool]) -> Backup:
    """Everything of a backup but its name."""
    known = _copy_database(store, part / FILE, say, stop)
    raise_if(stop)
    say("核对", 0, 1)
    mark = backup.key_mark(store.key)
    made = Backup(part, at, known, {}, 0, mark)
    if known != backup.look_into(made, store.key):
        raise backup.bad("备份与本机数据对不上")
    lost = _copy_blobs(store.blobs, part, mark, partial(ring.of, store.folder, store.key), say, stop, link=True)
    if (store.folder / keyfile.NAME).exists():
        write_whole(part / keyfile.NAME, (store.folder / keyfile.NAME).read_bytes())
    sums = {path.name: backup.sum_of(path) for path in sorted(part.iterdir())}
    size = sum(path.stat().st_size for path in part.iterdir())
    made = replace(made, sums=sums, size=size, lost=tuple(lost[:_MOST_NAMED]), lost_count=len(lost))
    write_whole(part / MANIFEST, _manifest(made))
    return made


def _manifest(made: Backup) -> bytes:
    told = {
        "format": 1, "at": stamp(made.at), "counts": asdict(made.counts), "sums": made.sums, "size": made.size,
        "key": made.key, "lost": made.lost, "lost_count": made.lost_count,
    }  # fmt: skip
    return json.dumps(told, indent=1).encode()


def _copy_database(store: Store, target: Path, say: Told, stop: Callable[[], bool]) -> Counts:
    """Copy from one snapshot, in steps between which others read and write; returns what the snapshot holds."""
    target.touch(mode=0o600)
    copy = connect(target, store.key)

    def step(_: int, left: int, whole: int) -> None:
        say("复制", whole - left, whole)
        raise_if(stop)

    try:
        copy.execute("PRAGMA journal_mode=DELETE")
        with store.read() as db:  # the open snapshot keeps writers from making the copy begin again
            known = backup.count(db)
            db.backup(copy, pages=STEP, progress=step, sleep=0.0)
    finally:
        copy.close()
    with target.open("rb+") as file:
        os.fsync(file.fileno())
    return known


def _copy_blobs(
    source: BlobShelf,
    part: Path,
    mark: str,
    own: Callable[[], Ring],
    say: Told,
    stop: Callable[[], bool],
    *,
    link: bool,
) -> list[str]:
    """Put the blobs the copy names into the shared folder, new ones only; returns those that cannot be had."""
    key = own().key
    digests = backup.named(part / FILE, key)
    shelf = BlobShelf(_folder(part.parent / f"blobs-{mark}"), key, own)
    lost = []
    for number, digest in enumerate(digests):
        if number % 50 == 0:
            say("附件", number, len(digests))
        raise_if(stop)
        if not shelf.has(digest) and not _copy_blob(source.path(digest), shelf, digest, link=link):
            lost.append(digest)
    return lost


def _copy_blob(source: Path, shelf: BlobShelf, digest: str, *, link: bool) -> bool:
    """One blob, read back before it counts; False when it is not whole where it comes from."""
    if not source.exists() or not shelf.sound(source, digest):
        return False
    target = shelf.path(digest)
    part = _folder(target.parent) / f"{digest}{TEMP}"
    part.unlink(missing_ok=True)
    twin(source, part, link=link)
    if not shelf.sound(part, digest):
        part.unlink()
        raise backup.bad("附件送到备份位置后与本机的对不上")
    files.replace(part, target)
    fsync_folder(target.parent)
    return True


def twin(source: Path, target: Path, *, link: bool) -> None:
    """A second name of the same file where the disk is the same, else a copy: blobs are never changed in place."""
    if link:
        try:
            os.link(source, target)
            return
        except OSError:  # a disk without second names
            pass
    write_whole(target, source.read_bytes())


def raise_if(stop: Callable[[], bool]) -> None:
    """Raises: Stopped, when ``stop`` says so."""
    if stop():
        raise Stopped
