"""Every act of the desk asks for its power before anything else; every role is tried at every one of them."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import models.desk
from models.desk import power
from models.desk.context import Desk
from models.desk.power import NEEDED
from models.errors import Refusal
from models.rules import powers
from models.rules.powers import ADMINISTRATOR, AUDITOR, CLERK, ROLES, SUPERVISOR, TABLE, Power
from models.store import people
from models.views import Staff
from tests.desk.writers import modules, writers
from tests.helpers.factory import hall

for _found in pkgutil.iter_modules(models.desk.__path__, "models.desk."):
    importlib.import_module(_found.name)

INNER = {
    "press.press": "the transaction of an act that has asked already",
    "turn.turn": "the same on a case in hand",
    "books.keep_book": "makes the paper of a book whose own act has asked",
    "setup.first_start": "before there is anybody: makes the first administrator",
    "keychange.go_on": "the rest of a change an administrator began, done by the program",
    "setup.recover": "before there is a desk: proved by the recovery code",
    "setup.open_desk": "before there is a desk: mends a damaged key file from its copy",
    "setup.settle": "the end of the first start",
    "setup.code_seen": "what the window notes when the code it shows is put away",
    "recovery.carry_out": "before there is a desk: its plan is made only when one or two persons were proved",
    "doctor.override": "before there is a desk: proves a supervisor by name and password instead",
    "doctor.remake": "before there is a desk: the lists are made anew from the log, nothing else is written",
    "roster.add_person": "proves an administrator by name and password instead",
    "enrol.box_key": "a key the window makes for itself",
}


@pytest.fixture(scope="module")
def seats(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Desk]]:
    """A desk of every role over one real store, each person on its list."""
    with hall(tmp_path_factory.mktemp("powers")) as desk:
        staff = {role: Staff(f"p-{role}", f"样例{name}", role) for role, name in ROLES.items()}
        for role, one in staff.items():
            people.add(desk.store, role, one.name, role, desk.clock.now(), person_id=one.id)
        yield {role: replace(desk, staff=one) for role, one in staff.items()}


def act_of(name: str) -> Callable[..., Any]:
    """The function of the desk with this name."""
    module, function = name.split(".")
    found: Callable[..., Any] = getattr(importlib.import_module(f"models.desk.{module}"), function)
    return found


def pressed(name: str, desk: Desk) -> str:
    """Press an act with nothing in the hands; the code of the refusal, or what went wrong on the way behind it."""
    asked = list(inspect.signature(act_of(name)).parameters.values())[1:]
    plain = [None for one in asked if one.kind is one.POSITIONAL_OR_KEYWORD and one.default is one.empty]
    named = {one.name: None for one in asked if one.kind is one.KEYWORD_ONLY and one.default is one.empty}
    try:
        act_of(name)(desk, *plain, **named)
    except Refusal as refused:
        return refused.code
    except Exception as error:  # noqa: BLE001 - empty hands fail anywhere behind the door
        return type(error).__name__
    return ""


@pytest.mark.parametrize("name", sorted(NEEDED))
@pytest.mark.parametrize("role", ROLES)
def test_djbh_that_each_role_passes_just_the_acts_its_row_names(
    role: str, name: str, seats: dict[str, Desk]
) -> None:
    needed = NEEDED[name]
    before = entries(seats[role])
    said = pressed(name, seats[role])
    if powers.may(role, needed):
        assert said not in ("wrong_role", "not_keeper", "not_administrator", "not_yours")
    else:
        assert said == TABLE[needed].code
        assert entries(seats[role]) == before


def entries(desk: Desk) -> int:
    """How long the log is."""
    with desk.store.read() as db:
        return int(db.execute("SELECT count(*) FROM entries").fetchone()[0])


def test_djbh_that_every_public_function_of_the_desk_that_writes_asks_first(root: Path) -> None:
    found = writers(modules(root), frozenset(name for name, power in NEEDED.items() if power is Power.MACHINE))
    assert sorted(found - set(NEEDED) - set(INNER)) == []
    assert sorted(name for name in INNER if name in NEEDED or name not in found) == []


@pytest.mark.parametrize(
    "body",
    [
        "with desk.store.work() as work:\n        work.commit()",
        "with turn(desk, 'c', None, 'k'):\n        pass",
        "kept.add(desk.store)",
        "helper(desk)",
    ],
)
def test_that_a_planted_writer_that_asks_nobody_is_found(body: str, root: Path) -> None:
    trees = modules(root)
    trees["models.desk.planted"] = ast.parse(
        "from models.desk.turn import turn\nfrom models.store import people as kept\n"
        f"def helper(desk):\n    kept.add(desk.store)\n\n\ndef sneak(desk):\n    {body}\n"
    )
    assert "planted.sneak" in writers(trees) - set(NEEDED)


def test_djbh_that_a_post_taken_away_holds_at_once(tmp_path: Path) -> None:
    with hall(tmp_path) as desk:
        staff = people.add(desk.store, "chu", "样例窗口员", CLERK, desk.clock.now())
        seat = replace(desk, staff=staff)
        assert power.reason(seat, Power.RECEIVE) == ""
        people.set_active(desk.store, staff.id, False)
        with pytest.raises(Refusal) as told:
            power.must(seat, Power.RECEIVE)
        assert told.value.code == "not_yours"


@pytest.mark.parametrize("role", [ADMINISTRATOR, AUDITOR, SUPERVISOR])
def test_djbh_that_a_role_put_on_like_a_coat_administers_nothing(role: str, tmp_path: Path) -> None:
    with hall(tmp_path) as desk:
        clerk = people.add(desk.store, "chu", "样例窗口员", CLERK, desk.clock.now())
        for staff in (replace(clerk, role=role), Staff("nobody", "样例", role)):
            assert power.reason(replace(desk, staff=staff), Power.SETTING)
        assert power.reason(replace(desk, staff=replace(clerk, role=role)), Power.TRAIL)
