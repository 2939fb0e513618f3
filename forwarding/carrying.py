"""装包: what waits for the city goes into one signed and sealed file on a stick, to be carried there by hand.

The number is kept before the file is begun, the entries are 已装包 only after the file was read back whole. Whatever
happens in between (the stick is pulled, the disk is full, the program dies, a person stops it), the number is 作废 and
every entry waits as before. The line may send the same entries meanwhile: the city keeps each once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from forwarding.packing import LIMIT, Load, load
from forwarding.sealed.frame import Fields, Kind
from forwarding.sealed.write import ENDING, PART, PackageReceipt, write_package
from forwarding.wire import CITY, region_of
from models.desk.city_line import city_of
from models.desk.setup import signing_key
from models.errors import Refusal, StoreTrouble
from models.store import county, foreign, outbox, packages

if TYPE_CHECKING:
    from models.store.store import Store
    from models.views import Staff

Tell = Callable[[int, int], bool]
"""Bytes done and bytes in all; False stops the work."""
_BROKEN = frozenset({"blob_missing", "blob_broken"})
_NAME = "同权一窗-{window}-第{number:04d}包" + ENDING


@dataclass(frozen=True, slots=True)
class Made:
    """A package that lies on the stick, whole."""

    number: int
    path: Path
    entries: int
    blobs: int
    size: int  # bytes of the file
    left: int  # entries that did not fit, or whose blobs cannot be read


def always(_done: int, _total: int) -> bool:
    """Go on."""
    return True


def export(
    store: Store, folder: Path, at: datetime, by: Staff, *, limit: int = LIMIT, again: int = 0, tell: Tell = always
) -> Made:
    """Make the next package in ``folder``.

    Args:
        at: now, aware; by: whose key was pressed.
        limit: bytes of letters and blobs a person allows.
        again: number of a package to be made once more under a new number; 0 for what was not packed yet.

    Raises:
        Refusal: ``not_enrolled``, ``nothing_to_carry``, ``stopped``. PackageTrouble: the stick. StoreTrouble.
    """
    city_key = _city_key(store)
    only = outbox.carried(store).get(again, ()) if again else None
    sweep(store, folder)
    leave: set[str] = set()
    while True:
        chosen = load(store, min(limit, LIMIT), only=only, leave=leave)
        if not chosen.entry_ids:
            raise _nothing(chosen.left)
        try:
            return _export(store, folder, at, by, chosen, (city_key, tell))
        except _BrokenBlob as broken:
            leave.add(broken.case_id)


def sweep(store: Store, folder: Path) -> int:
    """Remove what a killed program of this window left half written on a stick. Returns how many files went."""
    gone = 0
    with suppress(OSError):  # what cannot be listed cannot be written either, which is told in its turn
        for part in folder.glob(f"同权一窗-{store.window}-第*包{ENDING}.*{PART}"):
            part.unlink(missing_ok=True)
            gone += 1
    return gone


class _BrokenBlob(Exception):
    """A scan cannot be read: its case stays, the others go."""

    def __init__(self, case_id: str) -> None:
        super().__init__(case_id)
        self.case_id = case_id


def _export(store: Store, folder: Path, at: datetime, by: Staff, chosen: Load, how: tuple[bytes, Tell]) -> Made:
    package = str(uuid4())
    number = packages.begin(store, package, str(folder), at)
    try:
        made = _write(store, folder, at, chosen, (package, number), how)
        whole = packages.Whole(made.blobs, made.size, made.digest)
        packages.whole(store, number, chosen.entry_ids, whole, at, by)
    except BaseException:
        with suppress(StoreTrouble):  # then the next package, or the next start, does it
            packages.void_unfinished(store)
        raise
    return Made(number, made.path, made.letters, made.blobs, made.size, chosen.left)


def _write(
    store: Store, folder: Path, at: datetime, chosen: Load, named: tuple[str, int], how: tuple[bytes, Tell]
) -> PackageReceipt:
    (package, number), (city_key, tell), (told, told_seal) = named, how, county.told(store)
    fields = Fields(
        package=package,
        kind=Kind.TO_CITY,
        sender=store.window,
        receiver=f"{CITY}{region_of(store.window)}",
        number=number,
        made_at=at,
        letters=len(chosen.texts),
        blobs=len(chosen.blobs),
        told=told,
        told_seal=told_seal,
        cursor=int(foreign.cursor(store) or 0),
    )
    path = folder / _NAME.format(window=store.window, number=number)
    blobs = _blobs(store, chosen, tell)
    return write_package(path, fields, chosen.texts, blobs, signing_key(store), city_key)


def _blobs(store: Store, chosen: Load, tell: Tell) -> Iterator[tuple[str, bytes]]:
    done, total = chosen.text_bytes, chosen.size
    for digest, size in chosen.blobs.items():
        _go_on(tell, done, total)
        try:
            data = store.blobs.get(digest)
        except StoreTrouble as trouble:
            if trouble.code not in _BROKEN:
                raise
            raise _BrokenBlob(chosen.owners[digest]) from trouble
        yield digest, data
        done += size
    _go_on(tell, total, total)


def _go_on(tell: Tell, done: int, total: int) -> None:
    if not tell(done, total):
        raise Refusal("已停止装包", "没有留下文件，记录都还在等待", "要装时再按一次", code="stopped")


def _city_key(store: Store) -> bytes:
    key = bytes.fromhex(city_of(store).box_key)
    if not key:
        raise Refusal(
            "还没有向市级登记，没有市级的密钥", "没有装包，记录都在本机", "请管理员先用登记单登记", code="not_enrolled"
        )
    return key


def _nothing(left: int) -> Refusal:
    if left:
        return Refusal(
            f"有 {left} 条装不下，或附件读不出来",
            "没有装包，记录都还在等待",
            "请把一包的大小改大，或重新扫描读不出来的材料",
            code="nothing_fits",
        )
    return Refusal("没有要装的记录", "", "已装过还没有回执的，选那一包再装一次", code="nothing_to_carry")
