"""Windows send by the line, by packages, by both; packages come in any order and twice, answers get lost: all agree."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from models.desk import close
from models.desk.accept import accept
from models.errors import Refusal
from models.store import packages
from tests.desk.lives import COUNTY_FORWARDS
from tests.helpers.carriage import Carriage, carriage, states
from tests.helpers.county import agree, county, of_the_city, settle_all
from tests.helpers.factory import HandClock, form_for


def act(one: Carriage, cases: list[str], rng: Random) -> None:
    """A new case, or a step on one that is here, whoever received it."""
    desk = one.road.clerk
    if not cases or rng.random() < 0.6:
        cases.append(accept(desk, form_for(desk, COUNTY_FORWARDS.item, COUNTY_FORWARDS.handling)).case_id)
        return
    try:
        close.withdraw(desk, rng.choice(cases), "申请人撤回")
    except Refusal:  # not here yet, or withdrawn before
        return


def pack(one: Carriage, on_the_way: list[tuple[Carriage, Path]], again: int = 0) -> None:
    try:
        on_the_way.append((one, one.pack(again=again).path))
    except Refusal as told:
        if told.code != "nothing_to_carry":
            raise


def bring_some(on_the_way: list[tuple[Carriage, Path]], rng: Random, lost: float) -> None:
    """Packages reach the city shuffled and some twice; some answers never come back, others twice."""
    rng.shuffle(on_the_way)
    for one, path in on_the_way:
        for _ in range(rng.choice((1, 1, 2))):
            answer = one.answer(one.bring(path))
            if rng.random() >= lost:
                for _ in range(rng.choice((1, 1, 2))):
                    one.take(answer)


@pytest.mark.parametrize("seed", range(6))
def test_that_nothing_is_lost_or_doubled_and_all_agree(seed: int, tmp_path: Path) -> None:
    rng, clock = Random(seed), HandClock()
    cases: list[str] = []
    with county(tmp_path, (1, 3, 5), clock) as roads:
        all_windows = [carriage(road, tmp_path / f"stick-{n}") for n, road in enumerate(roads)]
        on_the_way: list[tuple[Carriage, Path]] = []
        for _ in range(14):
            one = rng.choice(all_windows)
            act(one, cases, rng)
            clock.move(minutes=rng.choice((1, 30, 600)))
            for road in rng.choice(("line", "package", "both", "neither", "look")), rng.choice(("package", "neither")):
                if road in ("line", "both"):
                    one.road.send()
                if road in ("package", "both"):
                    pack(one, on_the_way)
                if road == "look":
                    one.road.pull()
            if rng.random() < 0.3:
                bring_some(on_the_way, rng, lost=0.5)
                on_the_way = [way for way in on_the_way if rng.random() < 0.3]  # a stick may be brought again
        written = {one.store.window: set(states(one.store)) for one in all_windows}
        bring_the_rest(all_windows, on_the_way, rng)
        settle_all(roads)
        agree(roads)
        kept = [known[0] for entries in of_the_city(roads[0]).values() for known in entries]
        assert len(kept) == len(set(kept))
        assert set().union(*written.values()) <= set(kept)
        assert all(row.open == 0 for one in all_windows for row in packages.rows(one.store))


def bring_the_rest(all_windows: list[Carriage], on_the_way: list[tuple[Carriage, Path]], rng: Random) -> None:
    """By packages alone: what waits is packed, what was not answered is packed again, until all is answered."""
    for _ in range(6):
        for one in all_windows:
            for row in packages.rows(one.store):
                if row.open:
                    pack(one, on_the_way, again=row.number)
            pack(one, on_the_way)
        on_the_way.sort(key=lambda way: way[1].name)
        bring_some(on_the_way, rng, lost=0.0)
        on_the_way.clear()
        if all(set(states(one.store).values()) <= {"已送达"} for one in all_windows):
            return
    raise AssertionError([states(one.store) for one in all_windows])


def test_that_one_package_on_two_machines_of_the_city_at_once_counts_once(tmp_path: Path) -> None:
    with county(tmp_path, (1,)) as (road,):
        one = carriage(road, tmp_path / "stick")
        for _ in range(3):
            accept(road.clerk, form_for(road.clerk, COUNTY_FORWARDS.item, COUNTY_FORWARDS.handling))
        made = one.pack()
        with ThreadPoolExecutor(4) as hands:
            reports = list(hands.map(lambda _: one.bring(made.path), range(8)))
        assert len({report.answer for report in reports}) == 1
        answers = list((tmp_path / "answers").glob("*.tqp"))
        assert len(answers) == 1
        one.take(answers[0])
        assert set(states(one.store).values()) == {"已送达"}
        agree((road,))
