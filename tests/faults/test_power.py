"""The power goes at any moment: unsynced sectors are torn, unsynced names are gone; what was told as kept is there."""

from __future__ import annotations

import os
import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tests.faults import promise
from tests.faults.nest import Nest, nest
from tests.faults.power import Power, power, why_not
from tests.faults.promise import Told
from tests.faults.scale import FULL, told

SEEDS, CONTROLS = (500, 20) if FULL else (8, 4)
pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())


@dataclass
class Town:
    """A window with a few cases on disk, a file system without a battery, and people who act."""

    nest: Nest
    power: Power
    folder: Path
    kept: Told
    cuts: int = 0

    def cut(self, seed: int, plant: str = "") -> tuple[promise.Found, Told]:
        """Acts until the power goes at a moment of chance; then the next start on what the disk has."""
        self.cuts += 1
        rng, name, known = Random(seed), str(self.cuts), Told()
        known.kept.update(self.kept.kept)
        self.power.order("load", name, self.folder / "window")
        pid = self.nest.born(folder=str(self.power.mount / name), life=1, seed=seed, plant=plant)
        for _ in range(rng.randrange(1, 50)):
            known.hear(self.nest.line())
        for _ in range(rng.randrange(200_000)):
            pass
        found = self.folder / f"found-{name}"
        self.power.order("cut", name, seed, found)
        self._end(pid, known)
        after = promise.after(found, known)
        shutil.rmtree(found)
        return after, known

    def _end(self, pid: int, known: Told) -> None:
        """Without a disk it can only tell of trouble; what it told before the cut counts."""
        with suppress(ProcessLookupError):  # it may have fallen over the missing disk already
            os.kill(pid, signal.SIGKILL)
        for line in self.nest.rest():
            known.hear(line)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder, known = tmp_path_factory.mktemp("power"), Told()
    with nest("tests.faults.deskwork") as people, power(folder / "mount") as disk:
        people.born(folder=str(folder / "window"), life=0, seed=0, acts=4)
        for line in people.rest():
            known.hear(line)
        assert known.kept
        yield Town(people, disk, folder, known)


def test_that_a_power_cut_takes_nothing_that_was_told_as_kept(town: Town) -> None:
    died, sums, wrong = Counter[str](), Counter[str](), list[str]()
    for seed in range(SEEDS):
        found, known = town.cut(seed)
        died[known.doing] += 1
        wrong += [f"种子 {seed}：{one}" for one in found.breaches]
        sums.update(办=len(known.kept) - len(town.kept.kept), 打印=len(known.printed))
    where = "、".join(f"{name} {times}" for name, times in died.most_common())
    told("断电（撕裂的扇区）", 种子=SEEDS, 断在=where, **sums, 违约=len(wrong))
    assert wrong == []
    assert sums["办"] > SEEDS // 4


def test_that_writes_that_take_half_of_what_they_are_given_change_nothing(town: Town) -> None:
    sums, wrong = Counter[str](), list[str]()
    for every in (1, 2, 3, 7)[: 4 if FULL else 2]:
        town.power.order("short", every)
        found, known = town.cut(every)
        sums.update(办=len(known.kept) - len(town.kept.kept), 打印=len(known.printed))
        wrong += [f"每 {every} 次：{one}" for one in found.breaches]
    town.power.order("short", 0)
    told("只写进一半的写入", **sums, 违约=len(wrong))
    assert wrong == []
    assert sums["办"] > 0


@pytest.mark.parametrize("plant", ["NORMAL", "OFF", "no fsync"])
def test_that_the_controls_which_sync_less_lose_what_they_told(town: Town, plant: str) -> None:
    lost = Counter[str]()
    for seed in range(CONTROLS):
        found, _ = town.cut(1000 + seed, plant)
        lost["丢失"] += bool(found.breaches)
    told(f"对照：断电，{plant}", 种子=CONTROLS, 查出=lost["丢失"])
    assert lost["丢失"] > 0
