"""A first start that fails or is killed at any call: the folder is never dead, and never half of a window.

strace strikes every call that touches the folder, once each way. Then comes the next start: where somebody can sign in,
everything is there; else the first start is asked for again and goes through.
"""

from __future__ import annotations

import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.firststart import next_start
from tests.faults.injected import STRACE, Run, traced
from tests.faults.nest import Nest, nest
from tests.faults.scale import FULL, told

WAYS = ("signal=SIGKILL", "error=EIO", "error=ENOSPC")
CALLS = ("fsync", "fdatasync", "pwrite64", "write", "rename", "openat", "mkdir", "ftruncate", "unlink")
EVERY = 1 if FULL else 61  # of the pairs of call and way
pytestmark = pytest.mark.skipif(not STRACE, reason="strace is not installed")


@pytest.fixture(scope="module")
def people() -> Iterator[Nest]:
    with nest("tests.faults.firststart") as made:
        yield made


def struck(people: Nest, place: Path, *inject: str, plant: str = "") -> Run:
    """One first start in a new folder."""
    shutil.rmtree(place, ignore_errors=True)
    try:
        return traced(people, place.parent / "log", *inject, trace=",".join(CALLS), folder=str(place), plant=plant)
    except PermissionError as error:
        people.rest()
        pytest.skip(f"no process may be traced here: {error}")


def faults(folder: Path, run: Run, way: str) -> tuple[str, list[str]]:
    """What the next start did, and what is not as it must be."""
    did, wrong = next_start(folder)
    said = [wrong] if wrong else []
    if way != WAYS[0] and not any(line.startswith(("kept", "refused")) for line in run.said):
        said.append(f"nothing was said: {run.said}")
    if run.end != (-signal.SIGKILL if way == WAYS[0] else 0):
        said.append(f"ended with {run.end}: {run.said[-1:]}")
    return did, said


def test_that_a_first_start_cut_at_any_call_is_begun_anew_or_whole(people: Nest, quick: Path) -> None:
    place = quick / "hall"
    calls = [call for call in struck(people, place).calls if str(place) in call.words]
    plan = [(call, way) for call in calls for way in WAYS][::EVERY]
    wrong, sums = list[str](), Counter[str]()
    for call, way in plan:
        run = struck(people, place, f"inject={call.name}:{way}:when={call.n}")
        did, said = faults(place, run, way)
        wrong += [f"{call.name} {call.n} {way}：{one}" for one in said]
        sums.update({did: 1, "击中": run.struck >= 1, "说了缘由": any(one.startswith("refused") for one in run.said)})
    begun = {"登录得进": sums["signed in"], "重新开始": sums["began anew"] + sums["began"]}
    hit = {"击中": sums["击中"], "说了缘由": sums["说了缘由"]}
    told("首次设置中途", 干净一遍=f"{len(calls)} 次", 试=len(plan), **hit, **begun, 打不开或半途=len(wrong))
    assert wrong == []
    assert sums["击中"] == len(plan)
    assert sums["signed in"]
    assert sums["began anew"]


def test_that_the_control_without_its_mark_is_caught(people: Nest, quick: Path) -> None:
    """A first start as it is written by one who has not thought of it: a folder that lets nobody in."""
    place, caught = quick / "hall", list[str]()
    renames = sum(call.name == "rename" for call in struck(people, place, plant="no mark").calls)
    for n in range(2, renames + 1):  # the first gives the key file its name
        struck(people, place, f"inject=rename:{WAYS[0]}:when={n}", plant="no mark")
        caught.append(next_start(place)[1])
    told("对照：首次设置不作记号", 次=len(caught), 查出=sum(map(bool, caught)))
    assert any(caught)
