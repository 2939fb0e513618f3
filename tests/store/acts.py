"""Acts as the desk would write them, valid by default; what a test is about is said in the call."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from models.rules.terms import Act, CaseState, Doc
from models.store import payloads
from models.store.connect import FILE, connect
from models.store.entries import SHANGHAI, Entry
from models.store.store import Store
from models.store.work import Work, new_case_id
from models.views import DocumentView, MaterialMark, Party
from tests.helpers.people import BODY, PERSON, credit_code

KEY = bytes(range(32))
WINDOW = "140581-03"
NOW = datetime(2026, 11, 20, 9, 12, 33, tzinfo=SHANGHAI)
MINUTE = timedelta(minutes=1)


def paper(doc: Doc = Doc.RECEIPT, number: str = "", *, digest: str = "a" * 64, at: datetime = NOW) -> DocumentView:
    """A paper; the number is made from its kind when none is given."""
    ident = f"{doc.value}-{number}"
    return DocumentView(ident, "", "", doc, number or ident, digest, 1, 2, at, 0, doc.zh)


def marks(*scans: str) -> list[dict[str, Any]]:
    """Two lines of materials; the first shows ``scans``."""
    return [
        payloads.material(MaterialMark(1, "received", 1, 1, 2, scans=scans, give_back=True), "营业执照"),
        payloads.material(MaterialMark(2, "missing", problem="未交", fix="请补交"), "经营场所平面图"),
    ]


def receiving(no: str, *, name: str = BODY, **more: Any) -> dict[str, Any]:
    """The payload of RECEIVE."""
    party = Party(name=name, id_number=credit_code(), legal_rep=PERSON)
    return {
        "case_no": no,
        "item_key": "附件/71",
        "item_name": "食品经营许可",
        "handling_item": "首次申请",
        "applicant": payloads.party(party),
        "initials": "ylylqxyxgs",
        "received_at": payloads.at(NOW),
        "state": CaseState.RECEIVED.value,
        "mode": "WINDOW_FORWARD_COUNTY",
        "ruling": "DELEGATED",
        "next": {"step": "受理", "note": "五个工作日内一次告知", "whose": "本窗口"},
        "due": "2026-11-27",
        "due_name": "告知期限",
        "materials": marks(),
        "documents": [payloads.document(paper(Doc.RECEIPT, no))],
        **more,
    }


def number(n: int) -> str:
    """The ``n``-th case number of the day (its check character is not the store's affair)."""
    return f"140581-03-20261120-{n:04d}-K"


def receive_in(work: Work, n: int = 1, *, at: datetime = NOW, **more: Any) -> Entry:
    """Take the ``n``-th case inside a unit of work."""
    return work.append(new_case_id(), Act.RECEIVE, "clerk", receiving(number(n), **more), at)


def receive(store: Store, n: int = 1, *, at: datetime = NOW, **more: Any) -> str:
    """Take the ``n``-th case and keep it. Returns its id."""
    with store.work() as work:
        entry = receive_in(work, n, at=at, **more)
        work.commit()
    return entry.case_id


def act(store: Store, case_id: str, kind: Act, *, at: datetime = NOW, **payload: Any) -> Entry:
    """Any later act on a case."""
    with store.work() as work:
        entry = work.append(case_id, kind, "clerk", payload, at)
        work.commit()
    return entry


def forward(store: Store, case_id: str) -> Entry:
    """Write the letter to the city."""
    return act(store, case_id, Act.FORWARD, state=CaseState.QUEUED.value)


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every projection row by row, and every word of the index with its place."""
    with store.read() as db:
        rows = {
            table: db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in ("cases", "case_materials", "documents", "tallies")
        }
    db = connect(store.folder / FILE, KEY)
    db.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, case_words, instance)")
    rows["words"] = db.execute("SELECT * FROM words ORDER BY 1, 2, 3, 4").fetchall()
    db.close()
    return rows
