"""A backup and a restore killed at the n-th write: the backup of before stays good, the old store or the new opens.

The kernel kills the program as it enters the n-th call of a kind (strace). The control restores as one does who has not
thought of it - old files away, then the new ones in - and must be caught.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest

from models.errors import WorldError
from models.store import backup, door
from models.store.keys import KeyFile
from tests.faults.scale import FULL, told
from tests.faults.stracing import CALLS, STRACE, counted, killed
from tests.store.hall import Hall, staffed

POINTS = 2
"""Of each kind of call in the short form; the full form takes every one."""
PROGRAM = """
import shutil, sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from models.store import backing, backup, door, restore
from models.store.keys import KeyFile
folder, order = Path(sys.argv[1]), sys.argv[2]
at = datetime(2026, 11, 21, 9, tzinfo=timezone(timedelta(hours=8)))
key = KeyFile(folder).unlock("admin", "Ceshi-2026")
if order in ("first", "backup"):
    with door.sign_in(folder, "admin", "Ceshi-2026")[0] as store:
        at = at if order == "first" else at + timedelta(hours=2)
        backing.make(store, folder / "backups", at, lambda: False)
elif order == "restore":
    restore.restore(folder, backup.found(folder / "backups")[0], key, at, lambda: False)
else:
    one = backup.found(folder / "backups")[0]
    for name in ("counter.db", "keys.json", "keys.json.1", "keys.json.2"):
        (folder / name).unlink(missing_ok=True)
    for name in ("counter.db", "keys.json"):
        shutil.copyfile(one.path / name, folder / name)
"""

pytestmark = pytest.mark.skipif(not STRACE, reason="strace may not watch a program here")


def command(folder: Path, order: str) -> list[str]:
    """The program with what it is to do."""
    return [sys.executable, "-c", PROGRAM, str(folder), order]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Hall:
    """A staffed folder with one good backup, copied for each run."""
    hall = staffed(tmp_path_factory.mktemp("template") / "window")
    counted(command(hall.folder, "first"), CALLS)
    return hall


def copied(template: Hall, place: Path) -> Hall:
    """The same folder for one run."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(template.folder, place)
    return Hall(place, template.code, template.passwords, template.scans)


def found(hall: Hall) -> str:
    """What is wrong after a kill; "" when somebody signs in, everything is there, and every backup is good."""
    try:
        if not door.is_set_up(hall.folder):
            return "nobody can sign in"
        store, _ = door.sign_in(hall.folder, "admin", hall.passwords["admin"])
        with store:
            whole = hall.reads_everything(store)
        key = KeyFile(hall.folder).unlock("admin", hall.passwords["admin"])
        made = backup.found(hall.folder / "backups")
        for one in made:
            backup.check_sums(one)
            whole = whole and backup.look_into(one, key) == one.counts
    except WorldError as error:
        return error.code
    return "" if whole and made else "not whole"


def run(template: Hall, place: Path, order: str, every: bool) -> tuple[Counter[str], list[str]]:
    """Kill at each point. Returns: kills by kind of call, and what was found wrong where."""
    kills, wrong = Counter[str](), list[str]()
    for call, times in counted(command(copied(template, place).folder, order), CALLS).items():
        for n in range(times, 0, -(1 if every else max(1, times // POINTS))):
            hall = copied(template, place)
            kills[call] += killed(command(hall.folder, order), call, n)
            if fault := found(hall):
                wrong.append(f"{call} {n}: {fault}")
    return kills, wrong


@pytest.mark.parametrize(("order", "name"), [("backup", "备份时强行结束"), ("restore", "恢复时强行结束")])
def test_that_one_killed_at_any_write_leaves_a_store_and_a_good_backup(
    order: str, name: str, template: Hall, quick: Path
) -> None:
    kills, wrong = run(template, quick / "run", order, FULL)
    told(name, 次=sum(kills.values()), **kills, 打不开或缺失=len(wrong))
    assert wrong == []
    assert min(kills[call] for call in ("fsync", "rename")) > 0


def test_that_the_control_that_takes_the_old_files_away_first_is_caught(template: Hall, quick: Path) -> None:
    place, caught = quick / "run", list[str]()
    times = counted(command(copied(template, place).folder, "naive"), ("unlink",))["unlink"]
    for n in range(times, 0, -1):
        hall = copied(template, place)
        assert killed(command(hall.folder, "naive"), "unlink", n)
        caught.append(found(hall))
        if not FULL and caught[-1]:
            break
    told("恢复对照（先移走旧文件）", 次=len(caught), 查出=sum(map(bool, caught)))
    assert any(caught)
