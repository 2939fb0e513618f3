"""Taking entries in: each kept once, each answered with its first receipt for ever.

The order of a case is decided here: an entry whose version is taken by another window is a conflict, one that
comes before its predecessor is early. Nothing that was sent is dropped: what cannot be taken is kept as a dispute.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.exc import IntegrityError

from city import cases, pen
from city.tables import blobs, disputes, entries
from city.tables import cases as case_rows
from forwarding.wire import CITY_WINDOW, Answer, EntryAnswer, EntryLetter
from models.rules.acts import ACT_NAMES
from models.rules.chain import digest
from models.rules.staying import STAYS
from models.rules.terms import Act

Clock = Callable[[], datetime]
_SENT = frozenset({Act.FORWARD, Act.RESUBMIT})  # the file leaves for the city, which answers at once


def take(engine: Engine, window: str, letters: Sequence[EntryLetter], clock: Clock) -> tuple[EntryAnswer, ...]:
    """Keep the letters of one window, in one transaction; the answers stand in the same order.

    A race with another process on the same id is settled by the UNIQUE keys: the batch is read again, and the
    letters that lost answer ``again``.
    """
    for _ in range(3):
        try:
            with engine.begin() as connection:
                return _take_all(connection, window, letters, clock())
        except IntegrityError:
            continue
    raise RuntimeError("three processes kept the same entries at once")


def since(engine: Engine, window: str, cursor: int, limit: int = 500) -> tuple[tuple[EntryLetter, ...], int]:
    """Entries the city itself made for the cases of ``window``'s county, after ``cursor``; and the new cursor."""
    county = window.split("-", maxsplit=1)[0]
    made = entries.c.window == CITY_WINDOW
    ours = entries.c.case_id.in_(select(case_rows.c.case_id).where(case_rows.c.window.startswith(f"{county}-")))
    query = select(entries).where(made, ours, entries.c.n > cursor).order_by(entries.c.n).limit(limit)
    with engine.connect() as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(_letter(dict(row)) for row in rows), max((row["n"] for row in rows), default=cursor)


def _take_all(
    connection: Connection, window: str, letters: Sequence[EntryLetter], now: datetime
) -> tuple[EntryAnswer, ...]:
    """The letters one by one; what follows a letter that was not taken waits with it."""
    answers: list[EntryAnswer] = []
    stopped: set[str] = set()
    for letter in letters:
        if letter.case in stopped:
            answers.append(EntryAnswer(id=letter.id, answer=Answer.EARLY, reason="等本件前一条先处理好"))
            continue
        answers.append(_take_one(connection, window, letter, now))
        if not answers[-1].delivered:
            stopped.add(letter.case)
    return tuple(answers)


def _take_one(connection: Connection, window: str, letter: EntryLetter, now: datetime) -> EntryAnswer:
    kept = connection.execute(select(entries).where(entries.c.id == letter.id)).mappings().first()
    if kept is not None:
        if kept["digest"] == letter.digest and kept["window"] == letter.window:
            return EntryAnswer(
                id=letter.id, answer=Answer.AGAIN, receipt=kept["receipt"], received_at=kept["received_at"]
            )
        return _dispute(connection, letter, Answer.CHANGED, "同一编号先后送来两种内容，两份都留着", now)
    wrong = _wrong(window, letter)
    if wrong:
        return _dispute(connection, letter, Answer.REFUSED, wrong, now)
    place = select(entries.c.id).where(entries.c.window == window, entries.c.seq == letter.seq)
    if connection.execute(place).first() is not None:
        return _dispute(connection, letter, Answer.CHANGED, "本窗口这个顺序号已送过另一条，两条都留着", now)
    missing = _missing(connection, letter)
    if missing:
        return EntryAnswer(id=letter.id, answer=Answer.MISSING, missing=missing, reason="附件还没有到齐")
    have, newest = cases.version_of(connection, letter.case), cases.newest(connection, letter.case)
    if letter.version <= have:
        return _dispute(connection, letter, Answer.CONFLICT, f"本件第{letter.version}条已由别的窗口办过", now)
    if letter.version > newest + 1:  # the city's own entries have numbers too, and a window that read them goes on
        return EntryAnswer(id=letter.id, answer=Answer.EARLY, reason=f"本件第{have + 1}条还没有送到")
    if crossed := _crossed(connection, letter):
        return _dispute(connection, letter, Answer.CONFLICT, f"市级已先办“{crossed}”，请看清后再决定", now)
    receipt = pen.keep(connection, letter, now)
    if letter.kind in _SENT:
        told = {"city_receipt": receipt, "answers": letter.id, "text": f"市级平台已接收，回执 {receipt}"}
        pen.write(connection, letter.case, Act.CITY_RECEIVE, told, actor="市级平台", now=now)
    return EntryAnswer(id=letter.id, answer=Answer.TAKEN, receipt=receipt, received_at=now)


def _wrong(window: str, letter: EntryLetter) -> str:
    if letter.window != window:
        return "这条记录不是本窗口的"
    content = letter.model_dump(exclude={"blobs", "digest"})
    return "" if digest(content) == letter.digest else "记录的摘要与内容不符，可能在路上坏了"


def _missing(connection: Connection, letter: EntryLetter) -> tuple[str, ...]:
    if not letter.blobs:
        return ()
    have = set(connection.execute(select(blobs.c.digest).where(blobs.c.digest.in_(letter.blobs))).scalars())
    return tuple(digest for digest in letter.blobs if digest not in have)


def _crossed(connection: Connection, letter: EntryLetter) -> str:
    """The act with which the city moved the case before the window knew, when the window moved it too; else ""."""
    if letter.kind not in set(Act) or Act(letter.kind) in STAYS:
        return ""
    query = select(entries.c.kind).where(
        entries.c.case_id == letter.case, entries.c.window == CITY_WINDOW, entries.c.version >= letter.version
    )
    kinds = [Act(kind) for kind in connection.execute(query.order_by(entries.c.n)).scalars()]
    return next((ACT_NAMES[act] for act in kinds if act not in STAYS and act is not Act.CITY_RECEIVE), "")


def _dispute(connection: Connection, letter: EntryLetter, answer: Answer, reason: str, now: datetime) -> EntryAnswer:
    known = select(func.count()).select_from(disputes).where(disputes.c.id == letter.id, disputes.c.reason == reason)
    if not connection.execute(known).scalar():
        connection.execute(
            insert(disputes).values(id=letter.id, letter=letter.model_dump_json(), reason=reason, received_at=now)
        )
    return EntryAnswer(id=letter.id, answer=answer, reason=reason)


def _letter(row: dict[str, object]) -> EntryLetter:
    return EntryLetter.model_validate({**row, "case": row["case_id"], "payload": json.loads(str(row["payload"]))})
