"""No memory, no file handles: the act fails, the program lives, and the same act done again is kept once."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from random import Random

import pytest

from tests.faults import promise
from tests.faults.nest import Nest, nest
from tests.faults.promise import Told
from tests.faults.scale import FULL, told

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
TRIES = 400 if FULL else 16
FIRST, LAST = 1, 400_000  # an acceptance with its papers makes some hundred thousand allocations


@pytest.fixture(scope="module")
def people() -> Iterator[Nest]:
    with nest("tests.faults.onecase") as made:
        yield made


@pytest.fixture
def window(people: Nest, quick: Path) -> Nest:
    once(people, quick / "window", scan=1)
    return people


def once(window: Nest, folder: Path, **task: object) -> list[str]:
    """One acceptance, with what it said."""
    window.born(folder=str(folder), **task)
    assert window.line() == "here"
    window.tell("go")
    return window.rest()


def starve(window: Nest, folder: Path, **how: object) -> tuple[Told, promise.Found, list[str]]:
    """A second case in a copy of the window, its first try starved."""
    shutil.copytree(folder / "window", folder / "copy")
    said, known = once(window, folder / "copy", scan=2, **how), Told()
    for line in said:
        known.hear(line)
    found = promise.after(folder / "copy", known)
    shutil.rmtree(folder / "copy")
    return known, found, said


@pytest.mark.skipif(find_spec("_testcapi") is None, reason="this Python cannot be starved")
def test_that_an_allocation_that_fails_costs_the_act_and_nothing_else(window: Nest, quick: Path) -> None:
    rng, sums, wrong = Random(20261127), Counter[str](), list[str]()
    for _ in range(TRIES):
        n, more = int(FIRST * (LAST / FIRST) ** rng.random()), rng.choice((1, 1, 50))
        known, found, said = starve(window, quick, nomemory=n, more=more)
        failed = known.starved + known.misnamed
        sums.update(办不成=failed, 说成别的=known.misnamed, 随后办成=bool(failed and known.kept))
        wrong += [f"第 {n} 次（{more}）：{one}" for one in found.breaches]
        if not known.kept or said[-1] != "end 0":
            wrong.append(f"第 {n} 次（{more}）：{said[-2:]}")
    told("内存不足", 次数=TRIES, **sums, 违约=len(wrong))
    assert wrong == []
    assert sums["办不成"] > 0


@pytest.mark.skipif(find_spec("_testcapi") is None, reason="this Python cannot be starved")
def test_that_the_control_which_tells_what_was_not_kept_is_caught(window: Nest, quick: Path) -> None:
    tried = [starve(window, quick, nomemory=n, more=50, plant="glad") for n in (1_000, 10_000, 30_000)]
    caught = sum(any("丢失" in one for one in found.breaches) for _, found, _ in tried)
    told("对照：没有内存也说办成", 次=len(tried), 查出=caught)
    assert caught == len(tried)


def test_that_too_many_open_files_cost_the_act_and_nothing_else(window: Nest, quick: Path) -> None:
    refused, wrong = 0, list[str]()
    for more in range(4):
        known, found, said = starve(window, quick, files=more)
        mine = [line for line in said if line.startswith("refused")]
        refused += len(mine)
        wrong += [f"余 {more} 个：{one}" for one in found.breaches]
        if not known.kept or known.misnamed or said[-1] != "end 0":
            wrong.append(f"余 {more} 个：{said[-2:]}")
    told("文件句柄用完", 次数=4, 说了缘由=refused, 违约=len(wrong))
    assert wrong == []
    assert refused > 0
