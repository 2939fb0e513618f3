"""A first start in a child of the nest: key, store, administrator, window, signing key.

It says ``here`` and waits for a line before it begins, so that a tracer can take hold of it. What is in the way is told
as ``refused CODE SENTENCE`` and tried once more in the same program, as the person at the form would.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from models.desk import setup
from models.errors import WorldError
from tests.faults import planted
from tests.faults.nest import Task, heard, say, traceable
from tests.helpers.factory import GAOPING, HandClock
from tests.helpers.offices import ADMIN, CHEAP, PASSWORD

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
