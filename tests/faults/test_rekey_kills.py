"""A new key for the store, killed at its n-th write: the old or the new key opens, for everybody, with nothing lost.

The kernel kills the program as it enters the n-th call of a kind (strace). The control forgets the old key before the
database has the new one, and must be caught.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from models.errors import WorldError
from models.store import keyfile, rekey
from models.store.keys import KeyFile
from tests.faults.scale import FULL, told
from tests.faults.stracing import CALLS, STRACE, counted, killed
from tests.store.hall import Hall, staffed

POINTS = 3
"""Of each kind of call in the short form; the full form takes every one."""
PROGRAM = """
import secrets, sys
from pathlib import Path
from models.store import door, keyfile, people, rekey, schema
from models.store.keys import KeyFile
from models.store.suites import SM
store, _ = door.sign_in(Path(sys.argv[1]), "admin", "Ceshi-2026")
def naive(db):
    keys, new = KeyFile(store.folder), secrets.token_bytes(32)
    keys.stage(store.key, new, SM, ["admin", "clerk"])
    keys.settle(new)
    return schema.back_up(db, store.folder / rekey.PLACE, new, "counter"), new
if sys.argv[2] == "right":
    rekey.change(store, SM)
else:
    store.exchange(naive)
rekey.move(store)
store.close()
"""

pytestmark = pytest.mark.skipif(not STRACE, reason="strace may not watch a program here")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Hall:
    """A staffed folder that is copied for each run."""
    return staffed(tmp_path_factory.mktemp("template") / "window")


def copied(template: Hall, place: Path) -> Hall:
    """The same folder for one run."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(template.folder, place)
    return Hall(place, template.code, template.passwords, template.scans)


def command(folder: Path, order: str) -> list[str]:
    """The program that changes the key."""
    return [sys.executable, "-c", PROGRAM, str(folder), order]


def found(hall: Hall) -> str:
    """What is wrong after a kill; "" when everything is as it must be."""
    try:
        whole = hall.everybody_opens()
        with hall.open() as store:
            moved = rekey.move(store)
            whole = whole and moved.whole and not moved.broken and hall.reads_everything(store)
    except WorldError as error:
        return error.code
    kept, copy = keyfile.load(hall.folder)
    tidy = "next" not in kept and not copy and not (hall.folder / rekey.PLACE).exists()
    return "" if whole and tidy else "not whole"


def run(template: Hall, place: Path, order: str, every: bool) -> tuple[Counter[str], dict[str, list[str]]]:
    """Kill at each point. Returns: kills by kind of call, and what was found wrong where."""
    kills, wrong = Counter[str](), dict[str, list[str]]()
    for call, times in counted(command(copied(template, place).folder, order), CALLS).items():
        step = 1 if every else max(1, times // POINTS)
        for n in range(times, 0, -step):  # from the end, where the change itself is
            hall = copied(template, place)
            kills[call] += killed(command(hall.folder, order), call, n)
            if fault := found(hall):
                wrong.setdefault(call, []).append(f"{n}: {fault}")
    return kills, wrong


def test_that_a_change_of_key_killed_at_any_write_loses_nothing(template: Hall, quick: Path) -> None:
    kills, wrong = run(template, quick / "run", "right", FULL)
    told("换密钥时强行结束", 次=sum(kills.values()), **kills, 打不开或缺失=sum(map(len, wrong.values())))
    assert wrong == {}
    assert min(kills[call] for call in ("pwrite64", "fsync", "rename")) > 0


def test_that_the_control_that_forgets_the_old_key_first_is_caught(template: Hall, quick: Path) -> None:
    place = quick / "run"
    times = counted(command(copied(template, place).folder, "naive"), ("rename",))["rename"]
    caught = []
    for n in range(times, 0, -1):
        hall = copied(template, place)
        assert killed(command(hall.folder, "naive"), "rename", n)
        caught.append(found(hall))
        if not FULL and caught[-1]:
            break
    told("换密钥对照（先忘旧密钥）", 次=len(caught), 查出=sum(map(bool, caught)))
    assert "store_key" in caught


def test_that_a_program_nobody_killed_has_a_new_key(template: Hall, quick: Path) -> None:
    hall = copied(template, quick / "run")
    old = KeyFile(hall.folder).unlock("clerk", hall.passwords["clerk"])
    subprocess.run(command(hall.folder, "right"), check=True)
    assert KeyFile(hall.folder).unlock("clerk", hall.passwords["clerk"]) != old
    assert found(hall) == ""
