"""The unit of work: kept whole at commit, else not at all."""

from __future__ import annotations

import pytest

from models.rules.terms import Act
from models.store import daybook, outbox, queries
from models.store.store import Store
from models.store.work import new_case_id
from tests.store.acts import MINUTE, NOW, dump, number, receive, receive_in, receiving


def test_that_what_was_committed_is_there(store: Store) -> None:
    case_id = receive(store)
    found = queries.case(store, case_id)
    assert found is not None
    assert found.case_no == number(1)
    assert len(outbox.claim(store, NOW, 10, MINUTE)) == 1


def test_that_what_was_not_committed_is_nowhere(store: Store) -> None:
    before = dump(store)
    with store.work() as work:
        receive_in(work)
        work.next_serial("case/2026-11-20")
    assert dump(store) == before
    assert outbox.claim(store, NOW, 10, MINUTE) == ()
    with store.work() as work:
        assert work.next_serial("case/2026-11-20") == 1


def test_that_an_exception_undoes_everything_and_passes_through(store: Store) -> None:
    before = dump(store)

    def take_and_fail() -> None:
        with store.work() as work:
            receive_in(work)
            raise LookupError("the desk's own")

    with pytest.raises(LookupError, match="the desk's own"):
        take_and_fail()
    assert dump(store) == before


def test_that_after_a_rollback_the_chain_goes_on_where_it_was(store: Store) -> None:
    with store.work() as work:
        lost = receive_in(work, 1)
    case_id = receive(store, 2)
    (logged,) = queries.timeline(store, case_id)
    assert (logged.entry.seq, logged.entry.prev) == (lost.seq, lost.prev)


def test_that_a_unit_inside_another_is_a_bug_that_shows(store: Store) -> None:
    def nest() -> None:
        with store.work(), store.work():
            raise AssertionError("never reached")

    with pytest.raises(RuntimeError, match="inside another"):
        nest()
    receive(store)  # and the store still works


def test_that_nothing_is_written_through_a_unit_that_has_ended(store: Store) -> None:
    with store.work() as work:
        work.commit()
        with pytest.raises(RuntimeError, match="ended"):
            work.append(new_case_id(), Act.RECEIVE, "clerk", receiving(number(1)), NOW)
        with pytest.raises(RuntimeError, match="ended"):
            work.commit()
    with pytest.raises(RuntimeError, match="ended"):
        work.next_serial("case/2026-11-20")


def test_that_serials_of_a_scope_have_no_holes_and_scopes_do_not_mix(store: Store) -> None:
    given = []
    for keep in (True, False, True):
        with store.work() as work:
            given.append((work.next_serial("ACCEPT/2026"), work.next_serial("REFUSE/2026")))
            if keep:
                work.commit()
    assert given == [(1, 1), (2, 2), (2, 2)]


def test_that_an_act_done_once_gives_its_first_result_again(store: Store) -> None:
    with store.work() as work:
        assert work.act_done("draft-1/accept") is None
        work.remember_act("draft-1/accept", {"case": "1", "papers": ["受理通知书"]})
        work.commit()
    with store.work() as work:
        assert work.act_done("draft-1/accept") == {"case": "1", "papers": ["受理通知书"]}
        assert work.act_done("draft-1/refuse") is None


def test_that_two_cases_cannot_bear_one_number(store: Store) -> None:
    receive(store, 1)
    with pytest.raises(Exception, match="UNIQUE constraint failed"):
        receive(store, 1)
    assert queries.case_count(store) == 1
    assert receive(store, 2)


def test_that_a_mark_of_the_store_is_kept(store: Store) -> None:
    assert daybook.meta(store, "line") == ""
    for value in ("down", "up"):
        with store.work() as work:
            work.set_meta("line", value)
            work.commit()
        assert daybook.meta(store, "line") == value
