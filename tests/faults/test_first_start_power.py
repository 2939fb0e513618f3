"""The power goes in a first start: the next one begins anew; once it was told as done, everything is there."""

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

from tests.faults.firststart import next_start
from tests.faults.nest import Nest, nest
from tests.faults.power import Power, power, why_not
from tests.faults.scale import FULL, told

SEEDS = 200 if FULL else 12
pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())


@dataclass
class Shop:
    """A disk without a battery, and somebody who fills in the first form."""

    people: Nest
    power: Power
    folder: Path
    cuts: int = 0

    def cut(self, seed: int, *, done: bool, plant: str = "") -> tuple[str, str]:
        """A first start until the power goes, by chance or once it is ``done``; what the next start does."""
        self.cuts += 1
        name, found = str(self.cuts), self.folder / f"found-{self.cuts}"
        (self.folder / "empty").mkdir(exist_ok=True)
        self.power.order("load", name, self.folder / "empty")
        pid = self.people.born(folder=str(self.power.mount / name / "data" / "hall"), plant=plant)
        assert self.people.line() == "here"
        self.people.tell("go")
        if done:
            assert self.people.line() == "kept"
        else:
            for _ in range(Random(seed).randrange(8_000_000)):  # up to some tenths of a second
                pass
        self.power.order("cut", name, seed, found)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        self.people.rest()
        did = next_start(found / "data" / "hall")
        shutil.rmtree(found)
        return did


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("power")
    with nest("tests.faults.firststart") as people, power(folder / "mount") as disk:
        yield Shop(people, disk, folder)


def test_that_a_power_cut_in_a_first_start_leaves_no_dead_folder_and_takes_none_that_was_told(shop: Shop) -> None:
    did, wrong = Counter[str](), list[str]()
    for seed in range(SEEDS):
        done = seed % 2 == 1
        what, why = shop.cut(seed, done=done)
        did[what] += 1
        if why or (done and what != "signed in"):
            wrong.append(f"种子 {seed}：{what} {why}")
    begun = did["began anew"] + did["began"]
    told("首次设置时断电", 种子=SEEDS, 登录得进=did["signed in"], 重新开始=begun, 打不开或不见=len(wrong))
    assert wrong == []
    assert begun > 0


def test_that_the_control_whose_folder_has_no_lasting_name_is_caught(shop: Shop) -> None:
    lost = sum(shop.cut(seed, done=True, plant="no name")[0] != "signed in" for seed in range(6))
    told("对照：首次设置，文件夹的名字没有落盘", 次=6, 查出=lost)
    assert lost > 0
