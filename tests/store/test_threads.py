"""Reading while writing, and many hands at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from models.rules.terms import Act
from models.store import outbox, queries, replay
from models.store.store import Store
from tests.store.acts import KEY, MINUTE, NOW, WINDOW, receive, receive_in


def test_that_a_reader_neither_waits_for_the_writer_nor_sees_half_an_act(store: Store) -> None:
    receive(store, 1)
    with ThreadPoolExecutor(1) as other, store.work() as work:
        receive_in(work, 2)
        assert other.submit(queries.case_count, store).result(timeout=5) == 1
        work.commit()
        assert other.submit(queries.case_count, store).result(timeout=5) == 2


def test_that_one_snapshot_is_read_while_others_write(store: Store) -> None:
    receive(store, 1)
    with ThreadPoolExecutor(1) as other, store.read():
        assert queries.case_count(store) == 1
        other.submit(receive, store, 2).result(timeout=5)
        assert queries.case_count(store) == 1  # the same snapshot, the inner query included
    assert queries.case_count(store) == 2


def test_that_many_threads_write_without_a_gap_or_a_double(store: Store) -> None:
    def take(worker: int) -> None:
        for _ in range(10):
            with store.work() as work:
                n = work.next_serial("case")
                entry = receive_in(work, n)
                work.append(entry.case_id, Act.NOTE, f"clerk{worker}", {}, NOW)
                work.commit()
            outbox.claim(store, NOW, 1, MINUTE)

    with ThreadPoolExecutor(6) as hands:
        list(hands.map(take, range(6)))
    assert queries.case_count(store) == 60
    assert replay.verify_chain(store) is None


def test_that_a_finished_threads_connection_is_closed(store: Store) -> None:
    for _ in range(5):
        thread = threading.Thread(target=queries.case_count, args=(store,))
        thread.start()
        thread.join()
    queries.case_count(store)
    assert len(store._readers) <= 2


def test_that_closing_waits_for_the_act_in_hand(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "s", KEY, window=WINDOW)
    inside, go_on = threading.Event(), threading.Event()

    def write() -> None:
        with store.work() as work:
            receive_in(work, 1)
            inside.set()
            go_on.wait(5)
            work.commit()

    with ThreadPoolExecutor(2) as others:
        writing = others.submit(write)
        inside.wait(5)
        closing = others.submit(store.close)
        assert not closing.done()
        go_on.set()
        writing.result(timeout=5)
        closing.result(timeout=5)
    with Store.open(tmp_path / "s", KEY) as again:
        assert queries.case_count(again) == 1
