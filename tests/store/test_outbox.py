"""The queue to the city: order, leases, receipts, what is held."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.rules.terms import Act, CaseState, QueueState
from models.store import daybook, outbox, queries
from models.store.store import Store
from tests.store.acts import KEY, MINUTE, NOW, act, forward, marks, number, receive


def claimed(store: Store, limit: int = 50, *, later: int = 0) -> list[tuple[str, Act]]:
    """What a claim takes: case and act."""
    taken = outbox.claim(store, NOW + later * MINUTE, limit, MINUTE)
    return [(out.entry.case_id, out.entry.kind) for out in taken]


def test_that_the_oldest_goes_first_and_a_case_keeps_its_order(store: Store) -> None:
    first, second = receive(store, 1), receive(store, 2)
    act(store, first, Act.ACCEPT)
    assert claimed(store) == [(first, Act.RECEIVE), (second, Act.RECEIVE), (first, Act.ACCEPT)]
    assert claimed(store) == []


def test_that_a_later_entry_never_overtakes_an_earlier_one_of_its_case(store: Store) -> None:
    first, second = receive(store, 1), receive(store, 2)
    act(store, first, Act.ACCEPT)
    assert claimed(store, 1) == [(first, Act.RECEIVE)]
    assert claimed(store) == [(second, Act.RECEIVE)]


def test_that_a_held_entry_holds_its_own_case_only(store: Store) -> None:
    first, second = receive(store, 1), receive(store, 2)
    act(store, first, Act.ACCEPT)
    out = outbox.claim(store, NOW, 1, MINUTE)[0]
    outbox.hold(store, out.entry.id, "市级退回：事项编码不符", "审核岗")
    assert claimed(store) == [(second, Act.RECEIVE)]
    row = daybook.queue_rows(store, open_only=True)[0]
    assert (row.state, row.reason, row.who, row.attempts) == (QueueState.HELD, "市级退回：事项编码不符", "审核岗", 1)
    assert outbox.retry(store, out.entry.id) == 1
    assert claimed(store) == [(first, Act.RECEIVE), (first, Act.ACCEPT)]


def test_that_a_waiting_entry_goes_at_its_time_and_not_before(store: Store) -> None:
    case_id = receive(store)
    (out,) = outbox.claim(store, NOW, 10, MINUTE)
    outbox.wait(store, out.entry.id, "线路不通", NOW + 5 * MINUTE)
    assert claimed(store, later=4) == []
    assert claimed(store, later=5) == [(case_id, Act.RECEIVE)]


def test_that_retrying_by_hand_does_not_wait(store: Store) -> None:
    case_id = receive(store)
    (out,) = outbox.claim(store, NOW, 10, MINUTE)
    outbox.wait(store, out.entry.id, "线路不通", NOW + 5 * MINUTE)
    assert outbox.retry(store) == 1
    assert claimed(store) == [(case_id, Act.RECEIVE)]


def test_that_a_lease_runs_out(store: Store) -> None:
    case_id = receive(store)
    assert claimed(store) == claimed(store, later=2) == [(case_id, Act.RECEIVE)]


def test_that_what_was_being_sent_waits_again_after_a_restart(folder: Path, store: Store) -> None:
    case_id = receive(store)
    assert claimed(store) == [(case_id, Act.RECEIVE)]
    store.close()
    with Store.open(folder, KEY) as again:
        assert claimed(again) == [(case_id, Act.RECEIVE)]


def test_that_the_first_receipt_stays_whatever_is_answered_later(store: Store) -> None:
    receive(store)
    (out,) = outbox.claim(store, NOW, 10, MINUTE)
    outbox.delivered(store, out.entry.id, "市收1", NOW)
    outbox.delivered(store, out.entry.id, "市收2", NOW + MINUTE)
    outbox.wait(store, out.entry.id, "超时", NOW + MINUTE)
    outbox.hold(store, out.entry.id, "退回", "审核岗")
    (row,) = daybook.queue_rows(store)
    assert (row.state, row.receipt, row.receipt_at, row.reason) == (QueueState.DELIVERED, "市收1", NOW, "")
    assert claimed(store, later=10) == []


def test_that_the_letters_receipt_makes_the_case_forwarded(store: Store) -> None:
    case_id = receive(store)
    forward(store, case_id)
    for out in outbox.claim(store, NOW, 10, MINUTE):
        outbox.delivered(store, out.entry.id, "市收1", NOW)
    found = queries.case(store, case_id)
    assert found is not None
    assert (found.state, found.whose) == (CaseState.FORWARDED, "市级")
    assert daybook.state_counts(store) == {CaseState.FORWARDED: 1}


def test_that_a_late_receipt_does_not_undo_a_later_act(store: Store) -> None:
    case_id = receive(store)
    forward(store, case_id)
    out = outbox.claim(store, NOW, 10, MINUTE)
    act(store, case_id, Act.WITHDRAW, state=CaseState.WITHDRAWN.value)
    outbox.delivered_many(store, tuple((one.entry.id, "市收1") for one in out), NOW)
    found = queries.case(store, case_id)
    assert found is not None
    assert found.state is CaseState.WITHDRAWN


def test_that_a_second_letter_waits_for_its_own_receipt(store: Store) -> None:
    case_id = receive(store)
    first = forward(store, case_id)
    forward(store, case_id)
    outbox.delivered(store, first.id, "市收1", NOW)
    found = queries.case(store, case_id)
    assert found is not None
    assert found.state is CaseState.QUEUED


def test_that_the_blobs_an_entry_names_come_with_it_each_once(store: Store) -> None:
    receive(store, materials=marks("b" * 64, "c" * 64, "b" * 64))
    (out,) = outbox.claim(store, NOW, 10, MINUTE)
    assert out.blobs == ("b" * 64, "c" * 64, "a" * 64)
    assert outbox.blobs_for(store, out.entry.id) == out.blobs


def test_that_the_figures_of_the_queue_are_right(store: Store) -> None:
    for n in range(1, 5):
        receive(store, n, at=NOW + n * MINUTE)
    outs = outbox.claim(store, NOW, 4, MINUTE)
    outbox.delivered(store, outs[0].entry.id, "市收1", NOW + 9 * MINUTE)
    outbox.hold(store, outs[1].entry.id, "退回", "审核岗")
    outbox.wait(store, outs[2].entry.id, "线路不通", NOW + 5 * MINUTE)
    counts = daybook.queue_counts(store, NOW.date())
    assert (counts.waiting, counts.held, counts.delivered_today) == (2, 1, 1)
    assert (counts.oldest, counts.last_receipt) == (NOW + 2 * MINUTE, NOW + 9 * MINUTE)


def test_that_open_rows_come_first_and_delivered_ones_page_by_page(store: Store) -> None:
    for n in range(1, 8):
        receive(store, n)
    outs = outbox.claim(store, NOW, 5, MINUTE)
    outbox.delivered_many(store, tuple((out.entry.id, "市收") for out in outs), NOW)
    rows = daybook.queue_rows(store, limit=4)
    assert [row.case_no for row in rows] == [number(n) for n in (6, 7, 5, 4)]
    more = daybook.queue_rows(store, after=rows[-1].n, limit=4)
    assert [row.case_no for row in more] == [number(n) for n in (3, 2, 1)]


def test_that_an_unknown_entry_is_a_bug_that_shows(store: Store) -> None:
    for answer in (outbox.blobs_for, lambda s, e: outbox.delivered(s, e, "x", NOW)):
        with pytest.raises(KeyError):
            answer(store, "no-such-entry")


def test_that_every_own_entry_is_in_the_queue_once(store: Store) -> None:
    case_id = receive(store)
    act(store, case_id, Act.ACCEPT)
    with store.read() as db:
        sql = "SELECT (SELECT count(*) FROM entries), (SELECT count(*) FROM queue), (SELECT max(entry_n) FROM queue)"
        assert db.execute(sql).fetchone() == (2, 2, 2)
    with store.work() as work:
        work.append("day/2026-11-20", Act.NOTE, "clerk", {"text": "日台账"}, NOW, queue=False)
        work.commit()
    assert len(daybook.queue_rows(store)) == 2
