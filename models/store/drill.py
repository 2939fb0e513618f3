"""A restore rehearsed: a backup opened in a place of its own with a person's password, replayed, compared, put away."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import StoreTrouble
from models.store import backing, backup, maintenance, replay, ring, trouble
from models.store.blobs import BlobShelf
from models.store.connect import FILE
from models.store.files import TEMP, private_folder, write_whole
from models.store.keys import KeyFile

if TYPE_CHECKING:
    from models.store.backing import Told
    from models.store.backup import Backup
    from models.store.store import Store

PLACE = f"drill{TEMP}"
_TABLES = ("cases", "case_materials", "documents", "tallies", "voids")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing looked at: what, whether it is as it must be, in words."""

    what: str
    good: bool
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a rehearsal."""

    backup: str
    found: tuple[Found, ...]

    @property
    def good(self) -> bool:
        """Whether a restore from this backup would work."""
        return all(one.good for one in self.found)


def rehearse(
    one: Backup, place: Path, login: str, password: str, stop: Callable[[], bool], tell: Told | None = None
) -> Report:
    """Restore ``one`` into ``place`` (made and removed here; on a private disk), as ``login`` would.

    Raises:
        Refusal: ``sign_in``. Stopped. StoreTrouble: the place is in the way; what is wrong with the backup is reported.
    """
    say = tell or backing.silent
    key = KeyFile(one.path).unlock(login, password)
    found = [Found("口令", True, "用您的密码打开了备份里的密钥")]
    shutil.rmtree(place, ignore_errors=True)
    try:
        found.append(_sums(one))
        if found[-1].good:
            _steps(one, private_folder(place), key, found, say, stop)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return Report(one.path.name, tuple(found))


def _steps(
    one: Backup, place: Path, key: bytes, found: list[Found], say: Told, stop: Callable[[], bool]
) -> None:
    from models.store.store import Store  # noqa: PLC0415 - the store knows maintenance, which stands below it

    say("打开", 0, 4)
    with trouble.told():
        write_whole(place / FILE, (one.path / FILE).read_bytes())
    try:
        store = Store.open(place, key)
    except StoreTrouble as error:
        found.append(Found("打开", False, error.happened))
        return
    with store:
        found.append(_pages(store, one))
        backing.raise_if(stop)
        say("验链", 1, 4)
        found.append(_chain(store))
        backing.raise_if(stop)
        say("重放", 2, 4)
        found.append(_replayed(store))
        backing.raise_if(stop)
        say("附件", 3, 4)
        found.append(_blobs(store, BlobShelf(one.blobs, key, lambda: ring.of(one.path, key)), stop))


def _sums(one: Backup) -> Found:
    try:
        backup.check_sums(one)
    except StoreTrouble as error:
        return Found("校验和", False, error.happened)
    return Found("校验和", True, "每个文件与备份时一致")


def _pages(store: Store, one: Backup) -> Found:
    wrong = maintenance.check_file(store)
    with store.read() as db:
        seen = backup.count(db)
    known = one.counts
    if wrong:
        return Found("数据库", False, f"不完整：{wrong[0]}")
    same = (seen.entries, seen.seq, seen.head, seen.blobs) == (known.entries, known.seq, known.head, known.blobs)
    return Found("数据库", same, f"记录{seen.entries}条，逐页核对" if same else "记录条数或链尾与备份时不符")


def _chain(store: Store) -> Found:
    broken = replay.verify_chain(store)
    return Found("记录链", broken is None, broken.why if broken else "每条记录都接得上")


def _replayed(store: Store) -> Found:
    """The lists made anew from the log are the very lists that were backed up."""
    before = projections(store)
    number = replay.rebuild(store)
    same = projections(store) == before
    if not same:
        return Found("重放", False, "重放所得的清单与备份里的不同")
    return Found("重放", True, f"{number}条记录重放一遍，办件和文书清单一致")


def projections(store: Store) -> str:
    """A digest over every list that is made from the log."""
    digest = hashlib.sha256()
    with store.read() as db:
        for table in _TABLES:
            for row in db.execute(f"SELECT * FROM {table} ORDER BY 1, 2"):
                digest.update(repr(row).encode())
    return digest.hexdigest()


def _blobs(store: Store, shelf: BlobShelf, stop: Callable[[], bool]) -> Found:
    """Every scan and paper the log names, decrypted and checked against its name."""
    with store.read() as db:
        digests = [row[0] for row in db.execute("SELECT digest FROM blobs WHERE kept = 1")]
    bad = 0
    for digest in digests:
        backing.raise_if(stop)
        try:
            shelf.get(digest)
        except StoreTrouble:
            bad += 1
    if bad:
        return Found("附件", False, f"{len(digests)}份中{bad}份缺失或损坏")
    return Found("附件", True, f"{len(digests)}份逐份打开" if digests else "没有附件")
