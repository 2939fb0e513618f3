"""Both roads at once: what lies in a package is sent over the line as well, and is never lost between the two."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.rules.terms import Act, QueueState
from models.store import daybook, outbox
from models.store.store import Store
from tests.store.acts import KEY, MINUTE, NOW, act, receive


def ids(store: Store) -> list[str]:
    return [out.entry.id for out in outbox.to_carry(store, 100, again=True)]


def states(store: Store) -> list[QueueState]:
    return [row.state for row in daybook.queue_rows(store)]


def test_that_a_package_takes_whole_cases_in_order_and_nothing_twice(store: Store) -> None:
    case = receive(store, 1)
    act(store, case, Act.ACCEPT)
    receive(store, 2)
    going = outbox.to_carry(store, 100)
    assert [out.entry.kind for out in going] == [Act.RECEIVE, Act.ACCEPT, Act.RECEIVE]
    assert outbox.carry(store, 1, [out.entry.id for out in going]) == 3
    assert outbox.to_carry(store, 100) == ()
    assert len(outbox.to_carry(store, 100, again=True)) == 3
    assert outbox.carried(store) == {1: tuple(out.entry.id for out in going)}
    assert states(store) == [QueueState.CARRIED] * 3


def test_that_a_held_entry_stays_and_the_rest_of_its_case_with_it(store: Store) -> None:
    case = receive(store, 1)
    act(store, case, Act.ACCEPT)
    other = receive(store, 2)
    outbox.hold(store, ids(store)[0], "摘要不符", "管理员")
    assert [out.entry.case_id for out in outbox.to_carry(store, 100)] == [other]


def test_that_what_is_in_a_package_goes_over_the_line_too_and_comes_back_to_its_package(store: Store) -> None:
    receive(store, 1)
    outbox.carry(store, 4, ids(store))
    (out,) = outbox.claim(store, NOW, 10, MINUTE)
    assert states(store) == [QueueState.SENDING]
    outbox.wait(store, out.entry.id, "线路不通", NOW + 5 * MINUTE)
    assert states(store) == [QueueState.CARRIED]
    assert outbox.carried(store) == {4: (out.entry.id,)}
    assert outbox.claim(store, NOW + 4 * MINUTE, 10, MINUTE) == ()
    assert outbox.retry(store) == 1
    assert len(outbox.claim(store, NOW + 4 * MINUTE, 10, MINUTE)) == 1


def test_that_a_receipt_by_either_road_ends_it(store: Store) -> None:
    receive(store, 1)
    outbox.carry(store, 4, ids(store))
    (out,) = outbox.claim(store, NOW, 10, MINUTE)
    outbox.delivered(store, out.entry.id, "市收1", NOW)
    outbox.delivered(store, out.entry.id, "市收1", NOW + MINUTE)
    assert states(store) == [QueueState.DELIVERED]
    assert outbox.carried(store) == {}
    assert outbox.carry(store, 5, [out.entry.id]) == 0


def test_that_one_packed_while_it_was_being_sent_is_in_the_package_when_the_line_fails(store: Store) -> None:
    receive(store, 1)
    (out,) = outbox.claim(store, NOW, 10, MINUTE)
    assert outbox.carry(store, 2, [out.entry.id]) == 1
    assert states(store) == [QueueState.SENDING]
    outbox.wait(store, out.entry.id, "线路不通", NOW)
    assert states(store) == [QueueState.CARRIED]


def test_that_a_lost_package_is_unpacked(store: Store) -> None:
    receive(store, 1)
    receive(store, 2)
    first, second = ids(store)
    outbox.carry(store, 1, [first])
    outbox.carry(store, 2, [second])
    assert outbox.put_back(store, 1) == 1
    assert outbox.carried(store) == {2: (second,)}
    assert [out.entry.id for out in outbox.to_carry(store, 100)] == [first]


def test_that_a_restart_puts_what_was_being_sent_where_it_was(folder: Path, store: Store) -> None:
    receive(store, 1)
    receive(store, 2)
    first, second = ids(store)
    outbox.carry(store, 3, [second])
    outbox.claim(store, NOW, 10, MINUTE)
    store.close()
    with Store.open(folder, KEY) as again:
        assert states(again) == [QueueState.WAITING, QueueState.CARRIED]
        assert outbox.carried(again) == {3: (second,)}
        assert first != second


def test_that_a_package_without_a_number_is_a_bug_that_shows(store: Store) -> None:
    receive(store, 1)
    with pytest.raises(ValueError, match="from 1"):
        outbox.carry(store, 0, ids(store))


def test_that_cases_to_be_left_are_left_and_the_others_go(store: Store) -> None:
    first, second = receive(store, 1), receive(store, 2)
    assert [out.entry.case_id for out in outbox.claim(store, NOW, 10, MINUTE, leaving={first})] == [second]
