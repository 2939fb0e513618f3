"""A window on two machines from one backup: no number and no place in the log is used by both, however each goes on.

The control copies the folder and just goes on, as one does who knows no better, and must be caught.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from models.rules.terms import AuditKind
from models.store import takeover
from models.store.store import Store
from tests.faults.scale import FULL, told
from tests.store.acts import KEY, NOW, WINDOW, receive

ROUNDS = 100 if FULL else 6
SCOPES = (f"case/{NOW.date().isoformat()}", f"RECEIPT/{NOW.year}")


def worked(folder: Path, first: int, acts: int) -> set[object]:
    """Acts of one machine. Returns: every number and place of the log it used."""
    used: set[object] = set()
    with Store.open(folder, KEY) as store:
        for n in range(first, first + acts):
            receive(store, n)
            used.add(("seq", store.head.seq))
            with store.work() as work:
                used |= {(scope, work.next_serial(scope)) for scope in SCOPES}
                work.commit()
    return used


def met(place: Path, seed: int, *, leap: bool) -> set[object]:
    """What both machines used; ``leap``: the second takes over as the program does."""
    chance = random.Random(seed)
    old, new = place / "old", place / "new"
    with Store.create(old, KEY, window=WINDOW):
        pass
    worked(old, 1, chance.randint(1, 6))
    shutil.copytree(old, new)
    if leap:
        with Store.open(new, KEY) as store:
            takeover.begin(store, AuditKind.TAKEOVER, NOW, actor="p-1", name="样例管理员", subject="副本", text="试验")
    both = worked(old, 100, chance.randint(1, 12)) & worked(new, 200, chance.randint(1, 12))
    shutil.rmtree(place)
    return both


def test_that_two_machines_of_one_window_never_use_a_number_twice(tmp_path: Path) -> None:
    twice = [met(tmp_path / "run", seed, leap=True) for seed in range(ROUNDS)]
    told("换机接管的编号", 次=ROUNDS, 重号=sum(map(len, twice)))
    assert not any(twice)


def test_that_the_control_that_just_goes_on_is_caught(tmp_path: Path) -> None:
    twice = [met(tmp_path / "run", seed, leap=False) for seed in range(3)]
    told("接管对照（复制过去接着办）", 次=3, 查出=sum(map(bool, twice)), 重号=sum(map(len, twice)))
    assert all(twice)
