"""A window after years of work: a million cases, made once by the store's own units of work and kept in out/bench.

Everything stands in it that a case leaves behind (entry, chain, projections, counts, index of words); only the queue
is left out, since all but the last cases went to the city long ago.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import store_sample
from benchmarks.common import FOLDER, ROOT
from benchmarks.credentials import LOGIN, PASSWORD
from models.desk import setup
from models.rules.numbers import case_number
from models.rules.terms import Act, CaseState, Doc
from models.store import payloads, queries
from models.store.entries import SHANGHAI
from models.store.store import Store
from models.store.work import Work, new_case_id
from models.views import Window

CASES = 1_000_000
SEAT = Window("140581", 3, "高平市", "高平市政务服务中心")
_LAST_DAY = datetime(2026, 11, 19, 9, tzinfo=SHANGHAI)
_A_DAY = 500
_IN_ONE_WORK = 5_000
_OPEN = 2_000  # the newest ones still run
_ITEMS = ("食品经营许可", "公共场所卫生许可", "燃气经营许可证核发", "建筑业企业资质核准", "人力资源服务许可")
_STATES = (CaseState.CITY_RECEIVED, CaseState.CITY_RECEIVED, CaseState.REFUSED, CaseState.WITHDRAWN)
PLAIN_COLUMNS = "case_no, item_name, applicant, id_tail, mode, state, next_step, due, received_at"


def store_folder(cases: int = CASES) -> Path:
    """The folder of a set-up window with ``cases`` cases; made now if it is not there (about two minutes a million)."""
    folder = FOLDER / f"store-{cases}-{_schema()}"
    if not folder.exists():
        part = folder.with_suffix(".part")
        for old in FOLDER.glob(f"store-{cases}-*"):  # of other tables than today's
            shutil.rmtree(old)
        print(f"… 造 {cases:,} 件的数据库（只造一次）", file=sys.stderr, flush=True)
        _make(part, cases)
        part.rename(folder)
    return folder


def plain_database(cases: int = CASES) -> Path:
    """The same rows in a plain SQLite file with one table, as a table model of Qt reads it."""
    path = FOLDER / f"plain-{cases}-{_schema()}.db"
    if not path.exists():
        part = path.with_suffix(".part")
        for old in FOLDER.glob(f"plain-{cases}-*"):
            old.unlink()
        opened = setup.sign_in(store_folder(cases), LOGIN, PASSWORD)
        with opened.store as store, closing(sqlite3.connect(part)) as plain:
            plain.execute(f"CREATE TABLE cases (n INTEGER PRIMARY KEY, {PLAIN_COLUMNS})")
            plain.executemany(f"INSERT INTO cases VALUES ({','.join('?' * 10)})", _plain_rows(store))
            plain.commit()
        part.rename(path)
    return path


def _schema() -> str:
    """Changes when the tables or the cipher's settings do, so that an outdated store is not opened by mistake."""
    room = ROOT / "models" / "store"
    files = [room / "connect.py", *sorted((room / "migrations" / "versions").glob("*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]


def _plain_rows(store: Store) -> Iterator[tuple[Any, ...]]:
    after = None
    while page := queries.case_page(store, after=after, limit=5_000):
        for case in page:
            mode = case.mode.value if case.mode else ""
            due = case.due.isoformat() if case.due else ""
            head = (case.n, case.case_no, case.item_name, case.applicant, case.id_tail, mode, case.state.value)
            yield (*head, case.next_step, due, case.received_at.isoformat(timespec="minutes"))
        after = page[-1].n


def _make(folder: Path, cases: int) -> None:
    opened = setup.first_start(folder, SEAT, "jincheng", login=LOGIN, name="样例主管", password=PASSWORD)
    with opened.store as store:
        for start in range(0, cases, _IN_ONE_WORK):
            with store.work() as work:
                for i in range(start, min(start + _IN_ONE_WORK, cases)):
                    _receive(work, i, cases)
                work.commit()


def _receive(work: Work, i: int, cases: int) -> None:
    at = _LAST_DAY - timedelta(days=(cases - 1 - i) // _A_DAY) + timedelta(minutes=i % _A_DAY)
    case_id, number = new_case_id(), case_number(SEAT.region, SEAT.no, at.date(), i % _A_DAY + 1)
    payload = store_sample.received(i, number, case_id)
    open_still = i >= cases - _OPEN
    payload |= {
        "item_name": _ITEMS[i % len(_ITEMS)],
        "received_at": payloads.at(at),
        "state": (CaseState.RECEIVED if open_still else _STATES[i % len(_STATES)]).value,
        "due": payload["due"] if open_still else None,
        "materials": payload["materials"][:1],
        "documents": [payloads.document(store_sample.paper(f"{case_id}-1", Doc.RECEIPT, number, case_id, number))],
    }
    work.append(case_id, Act.RECEIVE, "clerk", payload, at, queue=False)
