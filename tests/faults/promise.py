"""The promise after any fault: what was told as kept is there, nothing is half there. Each breach is a sentence."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from models.errors import StoreTrouble
from models.rules.terms import QueueState
from models.store import daybook, maintenance, queries, replay
from models.store.store import Store
from tests.helpers.factory import KEY

SOON = 2.0  # seconds in which a store opens again
_PAPER_NUMBERS = "SELECT number FROM documents WHERE original_of = '' AND number <> case_no"
_GOES_OUT = "SELECT id FROM entries WHERE window = ? AND kind <> 'audit'"


@dataclass
class Told:
    """What the program said of itself before it died."""

    kept: dict[int, str] = field(default_factory=dict)  # seq of the log: digest
    printed: set[str] = field(default_factory=set)  # ids of papers whose file is there
    noted: set[str] = field(default_factory=set)  # ids of papers in the journal of prints
    doing: str = "start"  # the last thing begun
    starved: int = 0  # acts that ended for want of memory
    misnamed: int = 0  # acts that ended with an error of another name while something was short

    def hear(self, line: str) -> None:
        """Take in one line."""
        word, *rest = line.split(" ")
        if word == "kept":
            self.kept[int(rest[0])] = rest[1]
        elif word == "printed":
            self.printed.add(rest[0])
        elif word == "noted":
            self.noted.add(rest[0])
        elif word == "starved":
            self.starved += 1
        elif word == "misnamed":
            self.misnamed += 1
        elif word == "doing":
            self.doing = rest[0]


@dataclass(frozen=True)
class Found:
    """After opening it again."""

    breaches: tuple[str, ...]
    seconds: float  # until it was open
    entries: int = 0


def after(folder: Path, told: Told, *, open_within: float = SOON) -> Found:
    """Open the store of ``folder`` as the next start would, and look at all of it."""
    began = time.monotonic()
    try:
        store = Store.open(folder / "store", KEY)
    except StoreTrouble as trouble:
        return Found((f"打不开：{trouble.code}",), time.monotonic() - began)
    seconds = time.monotonic() - began
    with store:
        found = [*_log(store, told), *_numbers(store), *_queue(store), *_blobs(store), *_papers(store, folder, told)]
        if seconds > open_within:
            found.append(f"打开用了 {seconds:.1f} 秒")
        return Found(tuple(found), seconds, len(_entries(store)))


def _entries(store: Store) -> dict[int, str]:
    with store.read() as db:
        rows = db.execute("SELECT seq, digest FROM entries WHERE window = ?", (store.window,))
        return dict(rows.fetchall())


def _log(store: Store, told: Told) -> Iterator[str]:
    there = _entries(store)
    if lost := [seq for seq, digest in told.kept.items() if there.get(seq) != digest]:
        yield f"已告知留存的丢失 {len(lost)} 件"
    if broken := replay.verify_chain(store):
        yield f"链断在 {broken.seq}：{broken.why}"
    if faults := maintenance.check_file(store):
        yield f"库文件有错：{faults[0]}"


def _numbers(store: Store) -> Iterator[str]:
    cases = [one.case_no for one in queries.case_page(store, limit=100_000)]
    with store.read() as db:
        papers = [row[0] for row in db.execute(_PAPER_NUMBERS)]
    for name, numbers in (("办件号", cases), ("文书号", papers)):
        if len(set(numbers)) < len(numbers):
            yield f"{name}重复"
    serials = sorted(int(one.split("-")[3]) for one in cases)
    if serials != list(range(1, len(serials) + 1)):
        yield "办件号有空缺"


def _queue(store: Store) -> Iterator[str]:
    """Waiting or sent: one row for each entry that goes out."""
    rows = daybook.queue_rows(store, limit=100_000)
    with store.read() as db:
        own = {row[0] for row in db.execute(_GOES_OUT, (store.window,))}
    if {row.entry_id for row in rows} != own or len(rows) != len(own):
        yield f"待传与已传 {len(rows)} 条，记录 {len(own)} 条"
    if any(row.state is QueueState.SENDING for row in rows):
        yield "有记录停在传送中"


def _blobs(store: Store) -> Iterator[str]:
    for digest in _named(store):
        try:
            store.blobs.get(digest)
        except StoreTrouble as trouble:
            yield f"附件 {digest[:8]}：{trouble.code}"


def _named(store: Store) -> list[str]:
    with store.read() as db:
        return [row[0] for row in db.execute("SELECT digest FROM blobs")]


def _papers(store: Store, folder: Path, told: Told) -> Iterator[str]:
    """Every file in the printer's folder is a paper of the store, whole; every print that was told is there."""
    with store.read() as db:
        papers = dict(db.execute("SELECT id, digest FROM documents").fetchall())
        noted = {row[0] for row in db.execute("SELECT document_id FROM prints")}
    files = {sha256(path.read_bytes()).hexdigest() for path in _files(folder / "papers")}
    if files - set(papers.values()):
        yield "打印出来的文书库里没有"
    if {papers.get(one) for one in told.printed} - files:
        yield "已打印的文书文件不在"
    if told.noted - noted:
        yield "打印登记丢失"


def _files(folder: Path) -> Iterable[Path]:
    return folder.glob("*.pdf") if folder.is_dir() else ()
