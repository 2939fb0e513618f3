"""Every system call of one acceptance fails once, or is the last thing the program does; strace strikes it.

The dry count comes first: which calls touch the folder of the window. Then one run for each call and each way to fail.
"""

from __future__ import annotations

import re
import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults import promise
from tests.faults.injected import STRACE, Call, Run, traced
from tests.faults.nest import Nest, nest
from tests.faults.promise import Told
from tests.faults.scale import FULL, told

KILL = "signal=SIGKILL"
_DISK = ("error=EIO", "error=ENOSPC", KILL)
WAYS = {
    "fsync": _DISK,
    "fdatasync": _DISK,
    "pwrite64": _DISK,
    "write": _DISK,
    "rename": ("error=EACCES", *_DISK),
    "openat": ("error=EACCES", "error=EMFILE", *_DISK),
    "mkdir": ("error=EACCES", *_DISK),
    "ftruncate": ("error=EIO", KILL),
    "unlink": ("error=EACCES", KILL),
}
EVERY = 1 if FULL else 29  # of the pairs of call and way
REFUSED = re.compile(r"^refused \w+ [^a-zA-Z]*[\u4e00-\u9fff]")
pytestmark = pytest.mark.skipif(not STRACE, reason="strace is not installed")


@dataclass
class Bench:
    """A window with one case, to be copied for each run."""

    nest: Nest
    folder: Path
    runs: int = 0

    def run(self, *inject: str, plant: str = "", **more: str) -> tuple[Path, Run]:
        """Another case in a fresh copy."""
        self.runs += 1
        place = self.folder / f"run-{self.runs}"
        shutil.copytree(self.folder / "window", place)
        try:
            done = traced(self.nest, self.folder / "log", *inject, folder=str(place), scan=2, plant=plant, **more)
        except PermissionError as error:
            self.nest.rest()
            pytest.skip(f"no process may be traced here: {error}")
        return place, done


@pytest.fixture(scope="module")
def people() -> Iterator[Nest]:
    with nest("tests.faults.onecase") as made:
        yield made


@pytest.fixture
def bench(people: Nest, quick: Path) -> Bench:
    people.born(folder=str(quick / "window"), scan=1)
    assert people.line() == "here"
    people.tell("go")
    assert people.rest()[-2:] == ["closed", "end 0"]
    return Bench(people, quick)


def after(place: Path, run: Run) -> tuple[promise.Found, Told]:
    known = Told()
    for line in run.said:
        known.hear(line)
    return promise.after(place, known), known


def faults(place: Path, run: Run, way: str, whole: tuple[int, int], *, aloud: bool = False) -> list[str]:
    """What is not as it must be after one run.

    Args:
        whole: entries of the log without the case and with it.
        aloud: a failure here leaves something undone, and the clerk must hear of it.
    """
    found, known = after(place, run)
    said = list(found.breaches)
    refusals = [line for line in run.said if line.startswith("refused")]
    if found.entries not in whole:
        said.append(f"办了一半：{found.entries} 条")
    if any(line.startswith("escaped") for line in run.said):
        said.append(f"没有说成一句话：{run.said[-1][-300:]}")
    if not all(REFUSED.match(line) and line.count("。") >= 2 for line in refusals):
        said.append(f"说得不像话：{refusals}")
    if (aloud or not known.kept) and not refusals and way != KILL:
        said.append("出了错没有说")
    if run.end != (-signal.SIGKILL if way == KILL else 0):
        said.append(f"结束于 {run.end}")
    return said


def test_that_each_call_may_fail_or_be_the_last_and_the_promise_holds(bench: Bench) -> None:
    place, dry = bench.run()
    calls = [call for call in dry.calls if str(place) in call.words]
    found, _ = after(place, dry)
    whole = (found.entries // 2, found.entries)
    plan = [(call, way, call in spoken(dry)) for call in calls for way in WAYS[call.name]][::EVERY]
    struck, wrong, sums = Counter[str](), list[str](), Counter[str]()
    for call, way, aloud in plan:
        place, run = bench.run(f"inject={call.name}:{way}:when={call.n}")
        wrong += [f"{call.name} {call.n} {way}：{one}" for one in faults(place, run, way, whole, aloud=aloud)]
        shutil.rmtree(place)
        count(sums, run)
        struck[call.name] += 1
    kinds = "、".join(f"{name} {times}" for name, times in struck.most_common())
    told("逐个系统调用出错", 干净一遍=f"{len(calls)} 次", 试=len(plan), 各类=kinds, **sums, 违约=len(wrong))
    assert wrong == []
    assert sums["击中"] == len(plan)  # a call that was not struck proves nothing
    assert not {call.name for call in calls} - set(WAYS)


def spoken(dry: Run) -> list[Call]:
    """Calls whose failure must be heard of: they make things durable, and come before the store is being closed.

    SQLite hears nothing of the sync of its folder; the store has synced it before, and is heard there.
    """
    ours = next(call for call in dry.calls if call.name == "fsync" and "/store>)" in call.words)
    last = max(at for at, call in enumerate(dry.calls) if '"noted' in call.words)
    loud = [call for call in dry.calls[:last] if call.name in ("fsync", "fdatasync", "write", "rename")]
    return [call for call in loud if call is ours or "/store>)" not in call.words]


def count(sums: Counter[str], run: Run) -> None:
    """What the clerk met in one run."""
    refused = any(line.startswith("refused") for line in run.said)
    sums["击中"] += run.struck == 1
    sums["说了缘由"] += refused
    sums["当场再办成"] += refused and any(line.startswith("kept") for line in run.said)


def test_that_the_control_which_does_not_hear_fsync_is_caught(bench: Bench) -> None:
    """The scan was not made durable, and the program says nothing of it."""
    place, run = bench.run("inject=fsync:error=EIO:when=2", plant="deaf")
    found, _ = after(place, run)
    said = faults(place, run, "error=EIO", (found.entries // 2, found.entries), aloud=True)
    told("对照：不理会 fsync 的错", 击中=run.struck, 查出=len(said))
    assert run.struck == 1
    assert said == ["出了错没有说"]


def test_that_the_control_which_traces_nothing_strikes_nothing(bench: Bench) -> None:
    """strace injects only into what it traces: a run that struck nothing must not count as passed."""
    _, run = bench.run("inject=fsync:error=EIO:when=1", trace="rename")
    _, real = bench.run("inject=fsync:error=EIO:when=1")
    told("对照：没有跟踪就没有击中", 没跟踪=run.struck, 跟踪=real.struck)
    assert (run.struck, real.struck) == (0, 1)
