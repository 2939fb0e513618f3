"""A package there and back: what waits goes once, what comes back settles it, and both roads may be used at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from forwarding.answering import Taken
from models.desk import close
from models.desk.accept import accept
from models.errors import Refusal
from models.rules.terms import AuditKind, QueueState
from models.store import audit, daybook, foreign, outbox, packages
from tests.desk.lives import COUNTY_FORWARDS
from tests.helpers.carriage import Carriage, carriage, states
from tests.helpers.county import agree, county, of_the_city, settle_all
from tests.helpers.factory import form_for


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[tuple[Carriage, Carriage]]:
    """Two windows of one county, each with a stick."""
    with county(tmp_path, (1, 3)) as roads:
        first, second = (carriage(road, tmp_path / f"stick-{n}") for n, road in enumerate(roads))
        yield first, second


def received(one: Carriage) -> str:
    """A case that is to be forwarded, accepted; its entries wait."""
    desk = one.road.clerk
    return accept(desk, form_for(desk, COUNTY_FORWARDS.item, COUNTY_FORWARDS.handling)).case_id


def test_that_a_package_brings_everything_there_and_its_answer_settles_it(hall: tuple[Carriage, Carriage]) -> None:
    one, _ = hall
    received(one)
    count = len(states(one.store))
    made = one.pack()
    assert made.path.name == "同权一窗-140581-01-第0001包.tqp"
    assert set(states(one.store).values()) == {"已装包"}
    report = one.bring(made.path)
    assert (report.taken, report.waiting, report.refused) == (count, 0, 0)
    taken = one.take(one.answer(report))
    assert (taken.number, taken.delivered, taken.held) == (1, count, 0)
    assert set(states(one.store).values()) == {"已送达"}
    assert taken.entries == 1  # the city's own word that it received the case
    agree((one.road,))


def test_that_the_second_package_takes_what_the_first_did_not(hall: tuple[Carriage, Carriage]) -> None:
    one, _ = hall
    received(one)
    first = one.pack()
    received(one)
    second = one.pack()
    assert (first.number, second.number) == (1, 2)
    assert {row.number: row.open for row in packages.rows(one.store)} == {1: first.entries, 2: second.entries}
    with pytest.raises(Refusal) as told:
        one.pack()
    assert told.value.code == "nothing_to_carry"
    for made in (first, second):
        one.take(one.answer(one.bring(made.path)))
    agree((one.road,))


def test_that_a_lost_package_is_made_again_under_a_new_number_with_all_its_scans(
    hall: tuple[Carriage, Carriage],
) -> None:
    one, _ = hall
    received(one)
    lost = one.pack()
    again = one.pack(again=lost.number)
    assert (again.number, again.entries, again.blobs) == (2, lost.entries, lost.blobs)
    report = one.bring(again.path)
    late = one.bring(lost.path)  # found after all
    assert (report.taken, late.taken, late.known) == (lost.entries, 0, lost.entries)
    one.take(one.answer(late))
    assert set(states(one.store).values()) == {"已送达"}
    assert one.take(one.answer(report)).number == 2
    agree((one.road,))


def test_that_the_same_package_twice_gives_the_same_answer_and_counts_once(hall: tuple[Carriage, Carriage]) -> None:
    one, _ = hall
    received(one)
    made = one.pack()
    first = one.bring(made.path)
    before = of_the_city(one.road)
    second = one.bring(made.path)
    assert second.again
    assert (second.answer, second.taken) == (first.answer, first.taken)
    assert of_the_city(one.road) == before
    taken = one.take(one.answer(first))
    assert one.take(one.answer(second)) == Taken(taken.number, again=True)


def test_that_packages_in_the_wrong_order_lose_nothing(hall: tuple[Carriage, Carriage]) -> None:
    one, _ = hall
    case_id = received(one)
    first = one.pack()
    close.withdraw(one.road.clerk, case_id, "申请人撤回")
    second = one.pack()
    early = one.bring(second.path)
    assert early.waiting == second.entries
    one.take(one.answer(early))
    assert {row.number: row.open for row in packages.rows(one.store)} == {1: first.entries, 2: second.entries}
    one.bring(first.path)
    late = one.bring(second.path)
    assert (late.taken, late.again) == (second.entries, False)
    for report in (late, one.bring(first.path)):
        one.take(one.answer(report))
    assert set(states(one.store).values()) == {"已送达"}
    agree((one.road,))


def test_that_an_answer_brings_what_the_county_did_and_its_papers(hall: tuple[Carriage, Carriage]) -> None:
    one, other = hall
    received(other)
    other.round_trip()
    received(one)
    taken = one.round_trip()
    assert taken.entries == len(states(other.store)) + 2  # and the city's word on both cases
    assert taken.blobs > 0
    received(other)
    other.round_trip()
    one.road.pull()
    agree((one.road, other.road))


def test_that_both_roads_at_once_lose_and_double_nothing(hall: tuple[Carriage, Carriage]) -> None:
    one, other = hall
    case_id = received(one)
    made = one.pack()
    one.road.send()
    close.withdraw(one.road.clerk, case_id, "申请人撤回")
    report = one.bring(made.path)
    assert (report.taken, report.known) == (0, made.entries)
    settle_all((one.road, other.road))
    one.take(one.answer(report))
    settle_all((one.road, other.road))
    agree((one.road, other.road))


def test_that_scans_the_city_has_are_left_out(hall: tuple[Carriage, Carriage]) -> None:
    one, _ = hall
    case_id = received(one)
    first = one.pack()
    one.take(one.answer(one.bring(first.path)))
    close.withdraw(one.road.clerk, case_id, "申请人撤回")
    known = packages.kept_by_city(one.store, case_id)
    second = one.pack()
    assert len(known) == first.blobs > 0
    assert second.entries > 0
    assert second.blobs <= 1
    assert one.bring(second.path).waiting == 0


def test_that_a_small_limit_makes_several_packages(hall: tuple[Carriage, Carriage]) -> None:
    one, _ = hall
    for _ in range(3):
        received(one)
    whole = len(states(one.store))
    made = [one.pack(limit=40_000)]
    while made[-1].left:
        made.append(one.pack(limit=40_000))
    assert len(made) > 1
    assert sum(one.entries for one in made) == whole
    with pytest.raises(Refusal):
        one.pack()


def test_that_every_package_and_answer_stands_in_the_audit_trail(hall: tuple[Carriage, Carriage]) -> None:
    one, _ = hall
    received(one)
    one.round_trip()
    lines = audit.lines(one.store, only=(AuditKind.PACKAGE,))
    assert [(line.subject, line.text[:4], line.name) for line in lines] == [
        ("第1包", "收回执包", one.road.clerk.staff.name),
        ("第1包", "装包 3", one.road.clerk.staff.name),
    ]


def test_that_a_window_that_is_not_enrolled_cannot_pack(tmp_path: Path) -> None:
    with county(tmp_path, (1,)) as (road,):
        one = Carriage(road, tmp_path)
        received(one)
        with pytest.raises(Refusal) as told:
            one.pack()
        assert told.value.code == "not_enrolled"
        assert packages.rows(one.store) == ()


def test_that_an_entry_held_for_a_person_stays(hall: tuple[Carriage, Carriage]) -> None:
    one, _ = hall
    received(one)
    held = next(iter(states(one.store)))
    outbox.hold(one.store, held, "摘要不符", "管理员")
    received(one)
    made = one.pack()
    assert states(one.store)[held] == QueueState.HELD.value
    assert one.bring(made.path).taken == made.entries
    assert foreign.cursor(one.store) == ""
    assert daybook.queue_counts(one.store, one.road.clerk.today).held == 1
