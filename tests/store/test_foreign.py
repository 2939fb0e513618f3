"""Entries from the city and from other windows."""

from __future__ import annotations

from dataclasses import replace

from models.rules.terms import Act, CaseState
from models.store import daybook, foreign, outbox, queries, replay
from models.store.entries import digest_of
from models.store.foreign import take_foreign
from models.store.store import Store
from tests.store.acts import MINUTE, NOW, WINDOW, dump, forward, number, receive, receiving
from tests.store.city import CityPen


def test_that_the_citys_receipt_moves_the_case_and_is_not_sent_back(store: Store) -> None:
    case_id = receive(store)
    forward(store, case_id)
    entry = CityPen().write(case_id, 3, {"city_receipt": "市收0017"})
    assert take_foreign(store, [entry], "17").taken == (entry.id,)
    found = queries.case(store, case_id)
    assert found is not None
    assert (found.state, found.city_receipt, found.whose) == (CaseState.CITY_RECEIVED, "市收0017", "市级")
    assert foreign.cursor(store) == "17"
    assert {out.entry.kind for out in outbox.claim(store, NOW, 10, MINUTE)} == {Act.RECEIVE, Act.FORWARD}
    assert [logged.queue is None for logged in queries.timeline(store, case_id)] == [False, False, True]


def test_that_the_same_entry_taken_twice_changes_nothing(store: Store) -> None:
    case_id = receive(store)
    entry = CityPen().write(case_id, 2, {"city_receipt": "市收0017"})
    take_foreign(store, [entry])
    once = dump(store)
    again = take_foreign(store, [entry, entry])
    assert (again.taken, again.known) == ((), (entry.id, entry.id))
    assert dump(store) == once


def test_that_a_changed_entry_is_refused_and_the_others_go_on(store: Store) -> None:
    case_id = receive(store)
    pen = CityPen()
    good, bad = pen.write(case_id, 2, {"text": "一"}), pen.write(case_id, 3, {"text": "二"})
    taken = take_foreign(store, [replace(bad, payload={"text": "三"}), good])
    assert taken.taken == (good.id,)
    assert [(ident, "改动" in why) for ident, why in taken.refused] == [(bad.id, True)]


def test_that_nobody_else_may_write_as_this_window(store: Store) -> None:
    case_id = receive(store)
    taken = take_foreign(store, [CityPen(WINDOW).write(case_id, 2, {})])
    assert len(taken.refused) == 1
    assert replay.verify_chain(store) is None


def test_that_two_entries_in_one_place_are_not_both_taken(store: Store) -> None:
    case_id = receive(store)
    first = CityPen().write(case_id, 2, {"text": "一"})
    same_seq = CityPen().write(case_id, 3, {"text": "二"})
    later = replace(first, id=same_seq.id, seq=2, prev=first.digest)
    same_version = replace(later, digest=digest_of(later))
    taken = take_foreign(store, [first, same_seq, same_version])
    assert taken.taken == (first.id,)
    assert len(taken.refused) == 2


def test_that_a_case_of_another_window_shows_in_the_lists(store: Store) -> None:
    pen = CityPen("140581-01")
    there = receiving("140581-01-20261120-0001-3", name="邻窗样例店")
    take_foreign(store, [pen.write("case-of-01", 1, there, kind=Act.RECEIVE)])
    (found,) = queries.find_cases(store, "邻窗")
    assert (found.window, found.case_no) == ("140581-01", "140581-01-20261120-0001-3")
    assert daybook.day_entries(store, NOW.date()) == ()
    assert len(daybook.day_entries(store, NOW.date(), own=False)) == 1


def test_that_an_entry_of_an_unknown_case_is_kept_and_shown_nowhere(store: Store) -> None:
    receive(store)
    pen = CityPen()
    assert len(take_foreign(store, [pen.write("nobody", 2, {"city_receipt": "市收1"})]).taken) == 1
    assert queries.case(store, "nobody") is None
    assert [logged.entry.window for logged in queries.timeline(store, "nobody")] == [pen.window]
    assert replay.verify_chain(store) is None


def test_that_versions_of_two_origins_may_be_equal(store: Store) -> None:
    """Apart, both wrote the second entry; the city's own order is for the city to say."""
    case_id = receive(store)
    forward(store, case_id)
    assert len(take_foreign(store, [CityPen().write(case_id, 2, {})]).taken) == 1
    assert len(queries.timeline(store, case_id)) == 3


def test_that_the_cursor_moves_when_nothing_came(store: Store) -> None:
    assert foreign.cursor(store) == ""
    foreign.set_cursor(store, "9")
    foreign.set_cursor(store, "12")
    assert foreign.cursor(store) == "12"
    assert queries.case_by_no(store, number(1)) is None
