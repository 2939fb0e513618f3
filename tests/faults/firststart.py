"""A first start in a child of the nest: key, store, administrator, window, signing key.

It says ``here`` and waits for a line before it begins, so that a tracer can take hold of it. What is in the way is told
as ``refused CODE SENTENCE`` and tried once more in the same program, as the person at the form would. ``next_start`` is
what comes the day after.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from models.desk import setup
from models.errors import WorldError
from models.store import beginning
from tests.faults import planted
from tests.faults.nest import Task, heard, say, traceable
from tests.helpers.factory import GAOPING, HandClock
from tests.helpers.offices import ADMIN, CHEAP, PASSWORD, desk_of

TRIES = 2


def warm() -> None:
    """Once before the first birth, so that no child loads a module in the middle of it."""
    with tempfile.TemporaryDirectory() as folder:
        started(Path(folder) / "hall")


def started(folder: Path) -> None:
    """The form filled in and sent."""
    setup.first_start(
        folder, GAOPING, "jincheng", login=ADMIN, name="样例管理员", password=PASSWORD, clock=HandClock(), cost=CHEAP
    ).close()


def work(task: Task) -> None:
    """Begin, and once more when something was in the way."""
    planted.plant(task.get("plant", ""))
    traceable()
    say("here")
    heard()
    for _ in range(TRIES):
        try:
            started(Path(task["folder"]))
        except WorldError as trouble:
            say("refused", trouble.code, trouble.sentence)
        else:
            say("kept")
            return


def next_start(folder: Path) -> tuple[str, str]:
    """What the next start does (``signed in``, ``began anew``), and what is wrong with it: "" for nothing."""
    try:
        if setup.is_set_up(folder):
            return "signed in", whole(folder)
        began = "began anew" if setup.cut_short(folder) else "began"
        started(folder)
        return began, whole(folder)
    except WorldError as error:
        return "", f"{error.code} {error.sentence}"


def whole(folder: Path) -> str:
    """Whether the administrator sits at a desk that knows its window, and nothing of a beginning is left."""
    opened = setup.sign_in(folder, ADMIN, PASSWORD)
    try:
        desk = desk_of(opened)
        left = [path.name for path in folder.iterdir() if ".part" in path.name or path.name == beginning.MARK]
        known = desk.window.no == 3 and desk.signer.public and opened.code_unseen
        return "" if known and not left and opened.store.head.seq == 0 else f"half: {left}"
    finally:
        opened.close()
