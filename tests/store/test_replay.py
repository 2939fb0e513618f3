"""The log read again: the same lists to the byte, and every change to it found."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.terms import Act, CaseState, Doc
from models.store import daybook, outbox, payloads, queries, replay
from models.store.connect import FILE, connect
from models.store.entries import Entry
from models.store.foreign import take_foreign
from models.store.rows import Mark
from models.store.store import Store
from tests.store.acts import KEY, MINUTE, NOW, WINDOW, act, dump, forward, marks, number, paper, receive
from tests.store.city import CityPen

STEP = st.tuples(
    st.integers(0, 3),  # which case
    st.sampled_from(["receive", "accept", "supplement", "forward", "note", "reprint", "deliver", "city", "neighbour"]),
    st.sampled_from([0, 1, 40]),  # hours later
    st.booleans(),  # the clock of the case stops
)


class History:
    """Lets the store live through steps as hypothesis draws them; impossible ones are passed over."""

    def __init__(self, store: Store) -> None:
        self.store, self.at, self.serial = store, NOW, 0
        self.cases: list[str] = []
        self.at_city: set[str] = set()  # cases of which anybody else knows
        self.pen, self.next_door, self.place = CityPen(), CityPen("140581-04"), 0

    def step(self, which: int, what: str, hours: int, stop: bool) -> None:
        """One step."""
        self.at, self.serial = self.at + timedelta(hours=hours), self.serial + 1
        if what == "receive" or not self.cases:
            self.cases.append(receive(self.store, self.serial, at=self.at, name=f"样例{self.serial}号䶮店"))
            return
        case_id = self.cases[which % len(self.cases)]
        getattr(self, what)(case_id, stop)

    def accept(self, case_id: str, stop: bool) -> None:
        """受理."""
        made = payloads.document(paper(Doc.ACCEPT, f"受{self.serial}"))
        after = {"step": "转报", "note": "", "whose": "本窗口"}  # every act that moves a case says what comes next
        due: dict[str, Any] = {"due": None} if stop else {"due": "2026-12-18", "due_name": "办理期限"}
        state = CaseState.ACCEPTED.value
        act(self.store, case_id, Act.ACCEPT, at=self.at, state=state, documents=[made], next=after, **due)

    def supplement(self, case_id: str, _: bool) -> None:
        """补正材料收到."""
        act(self.store, case_id, Act.TAKE_SUPPLEMENT, at=self.at, materials=marks("b" * 64)[:1])

    def forward(self, case_id: str, _: bool) -> None:
        """转报."""
        forward(self.store, case_id)

    def note(self, case_id: str, _: bool) -> None:
        """备注."""
        act(self.store, case_id, Act.NOTE, at=self.at, text="来电询问")

    def reprint(self, case_id: str, _: bool) -> None:
        """补打."""
        first = queries.documents(self.store, case_id)[0]
        again = payloads.document(paper(first.doc, first.number), times=2, original_of=first.id)
        act(self.store, case_id, Act.REPRINT, at=self.at, documents=[{**again, "id": f"again-{self.serial}"}])

    def deliver(self, _: str, stop: bool) -> None:
        """送达 of what waits, or of its oldest entry, which then does not count unless it began its case."""
        claimed = outbox.claim(self.store, self.at, 1 if stop else 50, MINUTE)
        self.at_city |= {out.entry.case_id for out in claimed}
        marks = {out.entry.id: self.mark(aside=stop and out.entry.kind is not Act.RECEIVE) for out in claimed}
        outbox.delivered_many(self.store, tuple((out.entry.id, "R") for out in claimed), self.at, marks)

    def city(self, case_id: str, _: bool) -> None:
        """市级接收."""
        if case_id not in self.at_city:
            return
        entry = self.pen.write(case_id, 900 + self.serial, {"city_receipt": f"市收{self.serial}"}, self.at)
        take_foreign(self.store, [entry], marks={entry.id: self.mark()})

    def neighbour(self, case_id: str, stop: bool) -> None:
        """Another window acted, too late for its act to count when ``stop``."""
        if case_id not in self.at_city:
            return
        told: dict[str, Any] = {"state": CaseState.WITHDRAWN.value}
        told["documents"] = [payloads.document(paper(number=f"邻{self.serial}"))]
        told["next"] = {"step": "退还材料", "note": "", "whose": "申请人"}
        entry = self.next_door.write(case_id, 500 + self.serial, told, self.at, kind=Act.WITHDRAW)
        take_foreign(self.store, [entry], marks={entry.id: self.mark(aside=stop)})

    def mark(self, *, aside: bool = False) -> Mark:
        """The city's next word."""
        self.place += 1
        return Mark(self.place, "aside" if aside else "counted", "R")


@settings(max_examples=60)
@given(steps=st.lists(STEP, max_size=25))
def test_that_replaying_any_history_gives_the_same_lists_to_the_byte(steps: list[tuple[int, str, int, bool]]) -> None:
    with TemporaryDirectory() as place, Store.create(Path(place) / "s", KEY, window=WINDOW) as store:
        history = History(store)
        for step in steps:
            history.step(*step)
        lived = dump(store)
        replay.rebuild(store)
        assert dump(store) == lived
        assert replay.verify_chain(store) is None


def test_that_acts_of_a_day_that_do_not_count_are_in_its_ledger_and_not_in_its_sums(store: Store) -> None:
    case_id = receive(store)
    late = act(store, case_id, Act.EXTEND, at=NOW + timedelta(days=2), due="2027-01-15")
    outbox.delivered_many(store, ((late.id, "R"),), NOW, {late.id: Mark(9, "aside", "R")})
    day = late.at.date()
    for _ in range(2):
        assert [logged.entry.id for logged in daybook.day_entries(store, day)] == [late.id]
        assert daybook.day_counts(store, day, day) == ()
        replay.rebuild(store)


def test_that_a_spoilt_projection_is_mended_by_replaying(store: Store) -> None:
    case_id = receive(store)
    lived = dump(store)
    with store.work() as work:
        work.db.execute("UPDATE cases SET applicant = '别人', state = '已撤回'")
        work.db.execute("DELETE FROM case_materials")
        work.commit()
    assert dump(store) != lived
    assert replay.rebuild(store) == 1
    assert dump(store) == lived
    assert queries.case(store, case_id) is not None


def test_that_prints_outlive_a_replay_of_the_papers_they_name(store: Store) -> None:
    case_id = receive(store)
    document = queries.documents(store, case_id)[0]
    with store.work() as work:
        work.journal_print(document.id, "clerk", NOW, "ok")
        work.commit()
    replay.rebuild(store)
    assert queries.documents(store, case_id)[0].prints == 1


def test_that_words_of_more_than_one_batch_are_found_after_a_replay(store: Store) -> None:
    with store.work() as work:
        from tests.store.acts import receive_in

        for n in range(1, 601):
            receive_in(work, n, name=f"样例{n}号店")
        work.commit()
    lived = dump(store)
    replay.rebuild(store)
    assert dump(store) == lived
    assert [found.case_no for found in queries.find_cases(store, "例77号")] == [number(77)]


TAMPERING: dict[str, str] = {
    "内容被改动": "UPDATE entries SET payload = replace(payload, '食品', '药品') WHERE seq = 2",
    "接不上": "UPDATE entries SET prev = '" + "f" * 64 + "' WHERE seq = 3",
    "缺失": "DELETE FROM entries WHERE seq = 2",
    "第1条记录缺失": "DELETE FROM entries WHERE seq = 1",
    "已不在日志中": "DELETE FROM entries WHERE seq = (SELECT max(seq) FROM entries)",
}


@pytest.mark.parametrize(("why", "statement"), TAMPERING.items(), ids=TAMPERING)
def test_that_tampering_with_the_log_is_found(folder: Path, store: Store, why: str, statement: str) -> None:
    for n in range(1, 5):
        receive(store, n)
    assert replay.verify_chain(store) is None
    store.close()
    tamper(folder, statement)
    with Store.open(folder, KEY) as again:
        broken = replay.verify_chain(again)
    assert broken is not None
    assert why in broken.why


def test_that_an_entry_rewritten_with_a_fitting_digest_still_breaks_the_next(folder: Path, store: Store) -> None:
    from models.store.entries import digest_of

    for n in range(1, 4):
        receive(store, n)
    second = next(iter(entries_of(store, 2)))
    store.close()
    forged = digest_of(Entry(**{**fields(second), "actor": "别人"}))
    tamper(folder, f"UPDATE entries SET actor = '别人', digest = '{forged}' WHERE seq = 2")
    with Store.open(folder, KEY) as again:
        broken = replay.verify_chain(again)
    assert broken is not None
    assert (broken.seq, broken.why) == (3, "第3条记录与前一条接不上")


def entries_of(store: Store, seq: int) -> list[Entry]:
    """Entries of this window with that ``seq``."""
    every = [logged.entry for found in queries.case_page(store) for logged in queries.timeline(store, found.case_id)]
    return [entry for entry in every if entry.seq == seq]


def fields(entry: Entry) -> dict[str, Any]:
    """The entry as keywords."""
    return {name: getattr(entry, name) for name in Entry.__slots__}


def tamper(folder: Path, statement: str) -> None:
    """What somebody with the key and ill intent could do: the triggers go first."""
    db = connect(folder / FILE, KEY)
    db.execute("PRAGMA foreign_keys=OFF")
    for trigger in ("entries_no_update", "entries_no_delete"):
        db.execute(f"DROP TRIGGER {trigger}")
    assert db.execute(statement).rowcount > 0
    db.close()
