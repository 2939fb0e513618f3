"""Taking entries in: each kept once, each answered with its first receipt for ever; and telling the county's windows.

Nothing that was sent is dropped: what loses against another act is kept and stands aside, what cannot be taken at all
(other content under a known id, a broken digest) is kept as a dispute.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import IntegrityError

from city.county import CountyTurn, digest_at, letter_of
from city.judge import Past, Step, Verdict, judge
from city.keys import CityKeys
from city.tables import blobs, counties, disputes, entries, gaps
from forwarding.wire import (
    PROTOCOL,
    AnchorAnswer,
    Answer,
    CityEntries,
    EntryAnswer,
    EntryLetter,
    FeedSum,
    Gap,
    KeptLetter,
    region_of,
)
from models.rules.chain import digest, feed_line
from models.rules.terms import Act

Clock = Callable[[], datetime]
AnswerT = TypeVar("AnswerT")
PAGE = 500
MOST_SUMMED = 10_000
"""Numbers of the feed in one sum."""
_SENT = frozenset({Act.FORWARD, Act.RESUBMIT})  # the file leaves for the city, which answers at once
_STEP = (entries.c.case_id, entries.c.id, entries.c.window, entries.c.seq, entries.c.kind, entries.c.standing)
_KNOWN = (entries.c.receipt, entries.c.received_at, entries.c.place, entries.c.standing, entries.c.seal)


def take(
    engine: Engine,
    keys: CityKeys,
    window: str,
    letters: Sequence[EntryLetter],
    clock: Clock,
    told: tuple[int, str] = (0, ""),
) -> tuple[EntryAnswer, ...]:
    """Keep the letters of one window, in one transaction; the answers stand in the same order.

    Args:
        told: the latest feed number the window was ever told, with this city's own signature over it; without one it
            is not believed, or any window could use a county's numbers up.
    """

    def work(turn: CountyTurn) -> tuple[EntryAnswer, ...]:
        if (digest := keys.told(turn.region, *told)) is not None:
            turn.catch_up(told[0], digest)
        return _take_all(turn, window, letters)

    return _in_turn(engine, keys, window, clock, work)


def _in_turn(
    engine: Engine, keys: CityKeys, window: str, clock: Clock, work: Callable[[CountyTurn], AnswerT]
) -> AnswerT:
    """Do something in the county's turn, again when another process was first with the same ids."""
    for _ in range(3):
        try:
            with engine.begin() as connection:
                turn = CountyTurn(connection, region_of(window), keys, clock())
                answer = work(turn)
                turn.flush()
                return answer
        except IntegrityError:  # a county's first two batches at once, or one id sent by two counties
            continue
    raise RuntimeError("three processes kept the same entries at once")


def since(
    engine: Engine, keys: CityKeys, window: str, cursor: int, limit: int = PAGE, *, own: bool = False
) -> CityEntries:
    """What the county's other windows and the city did after ``cursor``; with ``own`` this window's entries too."""
    region = region_of(window)
    with engine.connect() as connection:
        end = told_of(connection, region)
        query = select(entries).where(entries.c.region == region, entries.c.feed > cursor, entries.c.feed <= end)
        if not own:
            query = query.where(entries.c.window != window)
        rows = connection.execute(query.order_by(entries.c.feed).limit(limit)).mappings().all()
        missing = lacks(connection, region)
        full = len(rows) == limit
        reached = rows[-1]["feed"] if full else max(end, cursor)
        seal = keys.tell(region, reached, digest_at(connection, region, reached)) if reached <= end else ""
    return CityEntries(
        protocol=PROTOCOL,
        entries=tuple(letter_of(dict(row)) for row in rows),
        cursor=reached,
        more=full,
        told_seal=seal,
        lacks=missing,
    )


def hear(engine: Engine, keys: CityKeys, window: str, told: tuple[int, str], clock: Clock) -> None:
    """A window that only reads says how far it was told; see ``take``."""
    region = region_of(window)
    digest = keys.told(region, *told)
    if digest is None:
        return
    with engine.connect() as connection:
        end, there = told_of(connection, region), digest_at(connection, region, told[0])
    if end < told[0] or (digest and digest != there):
        _in_turn(engine, keys, window, clock, lambda turn: turn.catch_up(told[0], digest))


def told_of(connection: Connection, region: str) -> int:
    """The latest feed number of a county."""
    return int(connection.execute(select(counties.c.feed).where(counties.c.region == region)).scalar() or 0)


def tell(connection: Connection, keys: CityKeys, region: str) -> tuple[int, str, tuple[Gap, ...]]:
    """What every answer says of a county: its latest number, the city's word on it, what may be missing."""
    end = told_of(connection, region)
    return end, keys.tell(region, end, digest_at(connection, region, end)), lacks(connection, region)


def lacks(connection: Connection, region: str) -> tuple[Gap, ...]:
    """Numbers told once whose entries a restored database may not have."""
    query = select(gaps.c.after, gaps.c.until).where(gaps.c.region == region).order_by(gaps.c.n)
    return tuple(Gap(after=row.after, until=row.until) for row in connection.execute(query))


def anchor(engine: Engine, window: str) -> AnchorAnswer:
    """The last entry kept of a window: by it the window sees whether the end of its own log was cut off."""
    query = select(entries.c.seq, entries.c.digest).where(entries.c.window == window)
    with engine.connect() as connection:
        row = connection.execute(query.order_by(entries.c.seq.desc()).limit(1)).first()
    return AnchorAnswer(protocol=PROTOCOL, window=window, seq=row.seq if row else 0, digest=row.digest if row else "")


def feed_sum(engine: Engine, window: str, after: int, until: int) -> FeedSum:
    """One digest over what others wrote in a stretch: by it a window sees whether what it was told is still there."""
    stretch = (entries.c.region == region_of(window), entries.c.feed > after, entries.c.feed <= until)
    query = select(entries.c.place, entries.c.digest).where(*stretch, entries.c.window != window)
    count, total = 0, hashlib.sha256()
    with engine.connect() as connection:
        for row in connection.execute(query.order_by(entries.c.place, entries.c.digest)):
            count += 1
            total.update(feed_line(row.place, row.digest))
    return FeedSum(protocol=PROTOCOL, count=count, digest=total.hexdigest())


def take_offered(
    engine: Engine, keys: CityKeys, window: str, letters: Sequence[KeptLetter], clock: Clock
) -> tuple[int, int]:
    """Take back what this city kept before it was restored, on the word of its own seals; (taken, refused)."""

    def work(turn: CountyTurn) -> tuple[int, int]:
        past = _past(turn.connection, window, letters)
        held, touched = _held(turn.connection, letters), set[str]()
        taken = refused = 0
        for letter in sorted(letters, key=lambda one: one.place):
            if letter.id in past.known:
                continue
            seals = (letter.digest, letter.place, letter.standing.value, letter.receipt, letter.seal)
            if region_of(letter.window) != turn.region or not _whole(letter) or not keys.sealed(*seals):
                refused += 1
                continue
            if (letter.window, letter.seq) in held:
                _dispute(turn, letter, Verdict(Answer.CHANGED, "这个顺序号上已有另一条，两条都留着"))
                refused += 1
                continue
            held.add((letter.window, letter.seq))
            turn.keep_again(letter)
            past.known[letter.id] = (letter.window, letter.digest)
            touched.add(letter.case)
            taken += 1
        turn.read_again(touched)
        return taken, refused

    return _in_turn(engine, keys, window, clock, work)


def _take_all(turn: CountyTurn, window: str, letters: Sequence[EntryLetter]) -> tuple[EntryAnswer, ...]:
    """The letters one by one; what follows a letter that was not taken waits with it."""
    past = _past(turn.connection, window, letters)
    past.regions = {case_id: row["region"] for case_id, row in turn.known([one.case for one in letters]).items()}
    before = _answers(turn.connection, [one.id for one in letters])
    answers: list[EntryAnswer] = []
    stopped: set[str] = set()
    for letter in letters:
        if letter.case in stopped:
            answers.append(EntryAnswer(id=letter.id, answer=Answer.EARLY, reason="等本件前一条先处理好"))
            continue
        answers.append(_one(turn, past, letter, before))
        if answers[-1].delivered:
            before[letter.id] = answers[-1]
        else:
            stopped.add(letter.case)
    return tuple(answers)


def _one(turn: CountyTurn, past: Past, letter: EntryLetter, before: dict[str, EntryAnswer]) -> EntryAnswer:
    verdict = judge(past, letter)
    if verdict.answer is Answer.AGAIN:
        return before[letter.id].model_copy(update={"answer": Answer.AGAIN})
    if verdict.answer in (Answer.CHANGED, Answer.REFUSED):
        return _dispute(turn, letter, verdict)
    if verdict.answer not in (Answer.TAKEN, Answer.CONFLICT):
        return EntryAnswer(id=letter.id, answer=verdict.answer, reason=verdict.reason, missing=verdict.missing)
    kept = turn.keep(letter, verdict.standing)
    _remember(past, kept)
    if verdict.answer is Answer.TAKEN and letter.kind in _SENT:
        text = f"市级平台已接收，回执 {kept.receipt}"
        receipt = {"city_receipt": kept.receipt, "answers": letter.id, "text": text}
        _remember(past, turn.write(letter.case, Act.CITY_RECEIVE, receipt, actor="市级平台"))
    return EntryAnswer(
        id=letter.id,
        answer=verdict.answer,
        reason=verdict.reason,
        receipt=kept.receipt,
        received_at=turn.now,
        place=kept.place,
        standing=kept.standing,
        seal=kept.seal,
    )


def _remember(past: Past, kept: KeptLetter) -> None:
    past.known[kept.id] = (kept.window, kept.digest)
    if kept.window == past.window:
        past.places[kept.seq] = kept.id
    step = Step(kept.id, kept.window, kept.seq, kept.kind, kept.standing.value, kept.place)
    past.steps.setdefault(kept.case, []).append(step)


def _past(connection: Connection, window: str, letters: Sequence[EntryLetter]) -> Past:
    """Everything the letters are judged against, in five questions however many they are."""
    past = Past(window)
    ids, seqs = [one.id for one in letters], [one.seq for one in letters]
    whose = select(entries.c.id, entries.c.window, entries.c.digest).where(entries.c.id.in_(ids))
    past.known = {row.id: (row.window, row.digest) for row in connection.execute(whose)}
    mine = select(entries.c.seq, entries.c.id).where(entries.c.window == window, entries.c.seq.in_(seqs))
    past.places = {row.seq: row.id for row in connection.execute(mine)}
    named = {blob for one in letters for blob in one.blobs}
    if named:
        past.blobs = set(connection.execute(select(blobs.c.digest).where(blobs.c.digest.in_(named))).scalars())
    cases = list({one.case for one in letters})
    steps = select(*_STEP, entries.c.place).where(entries.c.case_id.in_(cases))
    for row in connection.execute(steps.order_by(entries.c.place, entries.c.digest)):
        past.steps.setdefault(row.case_id, []).append(Step(*row[1:]))
    return past


def _held(connection: Connection, letters: Sequence[KeptLetter]) -> set[tuple[str, int]]:
    """Which numbers of which chains are taken, among those the letters bear."""
    whose, which = {one.window for one in letters}, {one.seq for one in letters}
    query = select(entries.c.window, entries.c.seq).where(entries.c.window.in_(whose), entries.c.seq.in_(which))
    return {(row.window, row.seq) for row in connection.execute(query)}


def _answers(connection: Connection, ids: Sequence[str]) -> dict[str, EntryAnswer]:
    """What was answered before of the entries that are known."""
    query = select(entries.c.id, *_KNOWN).where(entries.c.id.in_(ids))
    rows = connection.execute(query).mappings()
    return {row["id"]: EntryAnswer.model_validate({**row, "answer": Answer.AGAIN}) for row in rows}


def _dispute(turn: CountyTurn, letter: EntryLetter, verdict: Verdict) -> EntryAnswer:
    known = select(disputes.c.n).where(disputes.c.id == letter.id, disputes.c.reason == verdict.reason)
    if turn.connection.execute(known).first() is None:
        row = {"id": letter.id, "letter": letter.model_dump_json(), "reason": verdict.reason, "received_at": turn.now}
        turn.connection.execute(insert(disputes).values(row))
    return EntryAnswer(id=letter.id, answer=verdict.answer, reason=verdict.reason)


def _whole(letter: KeptLetter) -> bool:
    kept_only = {"blobs", "digest", "seen", "follows", "place", "standing", "receipt", "seal"}
    return digest(letter.model_dump(exclude=kept_only)) == letter.digest
