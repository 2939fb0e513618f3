"""Who may add people and shut them out: an administrator with their own password, nobody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from models.desk import roster, setup
from models.desk.context import Desk
from models.errors import Refusal
from models.views import Staff
from tests.helpers.offices import ADMIN, CLERK, PASSWORD, office

NEW = "Other-2026"


def person(desk: Desk, login: str) -> str:
    """The id behind a sign-in name."""
    return next(staff.id for staff, name, _ in roster.everybody(desk.store) if name == login)


def add(desk: Desk, own: str = PASSWORD, login: str = "xinren", password: str = NEW) -> Staff:
    """One more clerk."""
    return roster.add(desk, own, login=login, name="样例新人", role="clerk", password=password)


def test_that_a_new_person_signs_in_with_their_own_password(tmp_path: Path) -> None:
    with office(tmp_path) as desk:
        made = add(desk)
    opened = setup.sign_in(tmp_path, "xinren", NEW)
    opened.close()
    assert opened.staff == made


@pytest.mark.parametrize(
    "act",
    [
        add,
        lambda desk: roster.put_out_of_use(desk, PASSWORD, person(desk, ADMIN)),
        lambda desk: roster.set_password(desk, PASSWORD, person(desk, ADMIN), NEW),
    ],
    ids=["add", "out of use", "password"],
)
@pytest.mark.parametrize("disguise", [False, True])
def test_that_nobody_but_an_administrator_of_this_store_may(
    act: Callable[[Desk], object], disguise: bool, tmp_path: Path
) -> None:
    with office(tmp_path, CLERK) as desk:
        seat = replace(desk, staff=replace(desk.staff, role="administrator", id="unknown")) if disguise else desk
        with pytest.raises(Refusal) as told:
            act(seat)
        assert told.value.code == "not_administrator"
        assert roster.reason_not(seat) == roster.NOT_YOURS
        assert len(roster.everybody(desk.store)) == 2


def test_that_a_clerks_password_opens_no_door_even_from_an_administrators_seat(tmp_path: Path) -> None:
    with office(tmp_path) as desk:
        with pytest.raises(Refusal) as told:
            roster.add_person(
                desk.store, admin=(CLERK, PASSWORD), login="a", name="样例", role="clerk", password=NEW,
                at=desk.clock.now(),
            )  # fmt: skip
        assert told.value.code == "not_administrator"
        with pytest.raises(Refusal) as told:
            add(desk, own="wrong")
        assert told.value.code == "sign_in"


@pytest.mark.parametrize("login", [CLERK, CLERK.upper(), f" {CLERK} "])
def test_that_a_name_in_use_is_refused_and_its_owners_password_stays(login: str, tmp_path: Path) -> None:
    with office(tmp_path) as desk, pytest.raises(Refusal) as told:
        add(desk, login=login)
    assert told.value.code == "login_taken"
    setup.sign_in(tmp_path, CLERK, PASSWORD).close()


@pytest.mark.parametrize(
    ("password", "login", "code"), [("123", "xinren", "weak_password"), (NEW, " ", "person_unclear")]
)
def test_that_a_refused_person_leaves_nothing_behind(password: str, login: str, code: str, tmp_path: Path) -> None:
    with office(tmp_path) as desk:
        with pytest.raises(Refusal) as told:
            add(desk, login=login, password=password)
        assert told.value.code == code
        assert len(roster.everybody(desk.store)) == 2


def test_that_one_put_out_of_use_cannot_sign_in_until_given_a_new_password(tmp_path: Path) -> None:
    with office(tmp_path) as desk:
        clerk = person(desk, CLERK)
        roster.put_out_of_use(desk, PASSWORD, clerk)
        with pytest.raises(Refusal) as told:
            setup.sign_in_again(desk.store, CLERK, PASSWORD)
        assert told.value.code == "sign_in"
        assert (Staff(clerk, "样例窗口员", "clerk"), CLERK, False) in roster.everybody(desk.store)
        roster.set_password(desk, PASSWORD, clerk, NEW)
        assert setup.sign_in_again(desk.store, CLERK, NEW).id == clerk


def test_that_administrators_cannot_shut_themselves_out(tmp_path: Path) -> None:
    with office(tmp_path) as desk:
        with pytest.raises(Refusal) as told:
            roster.put_out_of_use(desk, PASSWORD, person(desk, ADMIN))
        assert told.value.code == "own_self"
        setup.sign_in_again(desk.store, ADMIN, PASSWORD)
