"""One record the city falls over is found and held for a person; a city that is down for everybody holds nothing."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from forwarding.sending import FAULTS
from models.rules.terms import QueueState
from models.store import outbox
from models.store.store import Store
from tests.helpers.cityside import CitySide
from tests.helpers.gate import Gate, Reply, gate
from tests.helpers.sending import Hands, accepted, kept_entries, received, rows, rows_of, runner

FELL: Reply = (500, {"Content-Type": "text/plain"}, b"Internal Server Error")


def poison(*cases: str, reply: Reply = FELL) -> Callable[[str, str, bytes], Reply | None]:
    """The city answers ``reply`` to every letter that holds an entry of these cases."""

    def rule(method: str, path: str, body: bytes) -> Reply | None:
        if (method, path) != ("POST", "/v1/entries"):
            return None
        held = {entry["case"] for entry in json.loads(body)["entries"]}
        return reply if held & set(cases) else None

    return rule


def url(door: Gate) -> str:
    return f"http://127.0.0.1:{door.port}"


def test_that_a_poisoned_entry_is_found_among_forty_and_held_after_some_tries_while_the_others_go(
    store: Store, city: CitySide, clock: Hands
) -> None:
    cases = [received(store, number) for number in range(1, 41)]
    bad = cases[7]
    accepted(store, bad)
    with gate(city.url, poison(bad)) as door:
        way = runner(store, url(door), clock)
        assert way.run_once().line == "up"
        assert kept_entries(city) == 39
        assert len([one for one in door.seen if one[0] == "POST"]) <= 16
        assert rows_of(store, bad)[0].state is QueueState.WAITING
        for number in range(41, 41 + FAULTS):
            clock.on(hours=1)
            cases.append(received(store, number))
            assert way.run_once().line == "up"
    held, later = rows_of(store, bad)
    assert (held.state, later.state) == (QueueState.HELD, QueueState.WAITING)
    assert "接连出错" in held.reason
    assert "市级" in held.who
    assert {rows(store)[case].state for case in cases if case != bad} == {QueueState.DELIVERED}


def test_that_it_goes_when_it_is_sent_again_by_hand_after_the_city_was_mended(
    store: Store, city: CitySide, clock: Hands
) -> None:
    bad = received(store, 1)
    with gate(city.url, poison(bad)) as door:
        way = runner(store, url(door), clock)
        for number in range(2, 3 + FAULTS):
            received(store, number)
            way.run_once()
            clock.on(hours=1)
        assert rows(store)[bad].state is QueueState.HELD
        door.rule = poison()
        outbox.retry(store, rows(store)[bad].entry_id)
        way.run_once()
    assert rows(store)[bad].state is QueueState.DELIVERED


def test_that_a_city_that_is_down_for_everybody_holds_nothing_however_often(
    store: Store, city: CitySide, clock: Hands
) -> None:
    cases = [received(store, number) for number in range(1, 41)]
    with gate(city.url, poison(*cases)) as door:
        way = runner(store, url(door), clock)
        for _ in range(3 * FAULTS):
            before = len(door.seen)
            assert way.run_once().line == "down"
            assert len(door.seen) - before <= 13
            clock.on(hours=1)
        assert {row.state for row in rows(store).values()} == {QueueState.WAITING}
        door.rule = poison()
        way.run_once()
    assert kept_entries(city) == 40


def test_that_one_entry_alone_is_never_held_because_the_city_falls_over_it(
    store: Store, city: CitySide, clock: Hands
) -> None:
    case = received(store, 1)
    with gate(city.url, poison(case)) as door:
        way = runner(store, url(door), clock)
        for _ in range(3 * FAULTS):
            way.run_once()
            clock.on(hours=1)
    assert rows(store)[case].state is QueueState.WAITING
    assert rows(store)[case].attempts == 3 * FAULTS


def test_that_many_poisoned_entries_are_all_found_in_time(store: Store, city: CitySide, clock: Hands) -> None:
    cases = [received(store, number) for number in range(1, 31)]
    bad = cases[::5]
    with gate(city.url, poison(*bad)) as door:
        way = runner(store, url(door), clock)
        for number in range(31, 41):
            received(store, number)
            way.run_once()
            clock.on(hours=1)
    assert {rows(store)[case].state for case in bad} == {QueueState.HELD}
    assert kept_entries(city) == 30 - len(bad) + 10


REFUSED: Reply = (422, {"Content-Type": "application/json"}, '{"code":"422","sentence":"来信读不懂"}'.encode())


def test_that_a_letter_refused_whole_holds_only_the_bad_entry_at_once(
    store: Store, city: CitySide, clock: Hands
) -> None:
    cases = [received(store, number) for number in range(1, 21)]
    with gate(city.url, poison(cases[3], reply=REFUSED)) as door:
        runner(store, url(door), clock).run_once()
    row = rows(store)[cases[3]]
    assert (row.state, row.reason) == (QueueState.HELD, "来信读不懂")
    assert kept_entries(city) == 19


@pytest.mark.parametrize("status", [426, 401, 503, 404])
def test_that_what_concerns_the_whole_line_holds_nothing(
    store: Store, city: CitySide, clock: Hands, status: int
) -> None:
    cases = [received(store, number) for number in range(1, 11)]
    reply: Reply = (status, {"Content-Type": "application/json", "Tongquan-Protocol": "2"}, b'{"code":"x"}')
    with gate(city.url, poison(*cases, reply=reply)) as door:
        report = runner(store, url(door), clock).run_once()
        assert len(door.seen) == 1
    assert report.line == "down"
    assert {row.state for row in rows(store).values()} == {QueueState.WAITING}
