"""A folder started for the first time, with an administrator and a clerk, as the program leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import resources
from models.desk import roster, setup
from models.desk.context import Desk
from models.desk.setup import Opened
from models.store.keys import Cost
from models.views import Window
from tests.helpers.factory import GAOPING, HOLIDAYS, HandClock, PaperStub

CHEAP = Cost(1, 8, 1)
ADMIN, CLERK, PASSWORD = "guanli", "chuangkou", "Sample-2026"
TABLES = tuple(resources.text(f"{resources.HOLIDAYS}/{year}.json") for year in HOLIDAYS)


def start(folder: Path, window: Window = GAOPING) -> None:
    """First start: ``ADMIN`` and ``CLERK``, both with ``PASSWORD``."""
    clock = HandClock()
    made = setup.first_start(
        folder, window, "jincheng", login=ADMIN, name="样例管理员", password=PASSWORD, clock=clock, cost=CHEAP
    )
    with made.store:
        setup.code_seen(made.store)
        roster.add_person(
            made.store,
            admin=(ADMIN, PASSWORD),
            login=CLERK,
            name="样例窗口员",
            role="clerk",
            password=PASSWORD,
            at=clock.now(),
        )


def desk_of(opened: Opened, clock: HandClock | None = None) -> Desk:
    """The desk of whoever signed in."""
    return setup.open_desk(
        opened.store,
        opened.staff,
        resources=resources.ROOT,
        holidays=TABLES,
        make_paper=PaperStub(),
        clock=clock or HandClock(),
    )


@contextmanager
def office(folder: Path, login: str = ADMIN, clock: HandClock | None = None) -> Iterator[Desk]:
    """The desk of ``login``; the folder is started first when it is new."""
    if not setup.is_set_up(folder):
        start(folder)
    opened = setup.sign_in(folder, login, PASSWORD)
    try:
        yield desk_of(opened, clock)
    finally:
        opened.close()
