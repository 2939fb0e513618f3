"""Signing in and what is left of it: tries counted over restarts and clocks, passwords that age, lines in the trail."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from models.desk import roster, seats, setup
from models.errors import Refusal
from models.rules.powers import ROLES
from models.rules.terms import AuditKind
from models.store import attempts as rooms
from models.store import audit, door
from models.store.attempts import Attempts, Times
from tests.helpers.factory import HandClock
from tests.helpers.offices import ADMIN, CLERK, PASSWORD, desk_of, office, start

WRONG = "Wrong-7413x"


class Hands:
    """Both clocks of a machine, moved by hand."""

    def __init__(self) -> None:
        self.wall, self.ticks = time.time(), 100.0

    def times(self) -> Times:
        """As the store's door takes them."""
        return Times(lambda: self.wall, lambda: self.ticks)

    def wait(self, minutes: float) -> None:
        """Time passes."""
        self.wall += minutes * 60
        self.ticks += minutes * 60

    def restart(self) -> None:
        """Another run of the program: its ticks begin anew, and what it remembered is gone."""
        rooms._ticked.clear()
        self.ticks = 3.0


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an administrator and a clerk."""
    start(tmp_path)
    return tmp_path


def code(folder: Path, hands: Hands, login: str = CLERK, password: str = WRONG) -> str:
    """What the door says; "" when it opened."""
    try:
        store, _ = door.sign_in(folder, login, password, hands.times())
    except Refusal as refused:
        return refused.code
    store.close()
    return ""


def lock(folder: Path, hands: Hands, login: str = CLERK) -> None:
    """Fail until the name is locked."""
    assert [code(folder, hands, login) for _ in range(5)] == ["sign_in"] * 4 + ["locked_out"]


@pytest.mark.parametrize("login", [CLERK, "nobody"])
def test_djbh_five_failures_lock_a_name_for_a_quarter_of_an_hour_whether_it_exists_or_not(
    login: str, folder: Path, hands: Hands
) -> None:
    lock(folder, hands, login)
    assert code(folder, hands, login, PASSWORD) == "locked_out"
    hands.wait(14.9)
    assert code(folder, hands, login, PASSWORD) == "locked_out"
    assert code(folder, hands, ADMIN, PASSWORD) == ""
    hands.wait(0.2)
    assert code(folder, hands, login, PASSWORD) == ("" if login == CLERK else "sign_in")


def test_that_a_restart_unlocks_nobody_and_a_second_row_locks_twice_as_long(folder: Path, hands: Hands) -> None:
    lock(folder, hands)
    hands.restart()
    hands.wait(14)
    assert code(folder, hands, password=PASSWORD) == "locked_out"
    hands.wait(1.1)
    lock(folder, hands)
    hands.wait(16)
    assert code(folder, hands, password=PASSWORD) == "locked_out"
    hands.wait(15)
    assert code(folder, hands, password=PASSWORD) == ""


@pytest.mark.parametrize("hours", [-48, -1, 1, 24 * 3650])
def test_that_no_change_of_the_clock_while_the_program_runs_shortens_or_lengthens_it(
    hours: int, folder: Path, hands: Hands
) -> None:
    lock(folder, hands)
    hands.wall += hours * 3600
    assert code(folder, hands, password=PASSWORD) == "locked_out"
    hands.wait(15.1)
    assert code(folder, hands, password=PASSWORD) == ""


def test_that_a_clock_set_back_over_a_restart_shortens_nothing(folder: Path, hands: Hands) -> None:
    lock(folder, hands)
    hands.wall -= 86400
    hands.restart()
    assert code(folder, hands, password=PASSWORD) == "locked_out"
    hands.wait(15.1)
    assert code(folder, hands, password=PASSWORD) == ""


def test_that_an_administrator_lets_in_again_and_the_trail_tells_all_of_it(folder: Path, hands: Hands) -> None:
    lock(folder, hands)
    code(folder, hands, "nobody")
    hands.restart()
    with office(folder) as desk:
        clerk = next(staff for staff, login, _ in roster.everybody(desk.store) if login == CLERK)
        seats.enter(desk)
        assert {one.login: one.locked for one in roster.members(desk)} == {ADMIN: 0, CLERK: 15}
        roster.unlock(desk, clerk.id)
        told = [(one.what, one.subject) for one in reversed(audit.lines(desk.store))]
    assert told == [
        (AuditKind.PERSON, CLERK),
        *[(AuditKind.SIGN_IN_FAILED, CLERK)] * 4,
        (AuditKind.LOCKED_OUT, CLERK),
        (AuditKind.SIGN_IN_FAILED, "（名单外的登录名）"),
        (AuditKind.SIGN_IN, ADMIN),
        (AuditKind.LOCKED_OUT, CLERK),
    ]
    assert code(folder, hands, password=PASSWORD) == ""


def test_that_failures_are_written_once_and_a_file_taken_away_is_noted(folder: Path, hands: Hands) -> None:
    code(folder, hands)
    with office(folder) as desk:
        seats.enter(desk)
        seats.enter(desk)
        kinds = [one.what for one in audit.lines(desk.store)]
        assert kinds.count(AuditKind.SIGN_IN_FAILED) == 1
        assert AuditKind.TROUBLE not in kinds
        (folder / rooms.NAME).unlink()
        seats.enter(desk)
        assert AuditKind.TROUBLE in [one.what for one in audit.lines(desk.store)]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"names": 3}', '{"names": {"a": {}}}', '{"lines": [{}]}', "null"])
def test_that_a_spoilt_file_shuts_nobody_out(text: str, folder: Path, hands: Hands) -> None:
    (folder / rooms.NAME).write_text(text, encoding="utf-8")
    assert code(folder, hands) == "sign_in"
    assert code(folder, hands, password=PASSWORD) == ""


def test_that_the_file_holds_no_name_in_the_clear(folder: Path, hands: Hands) -> None:
    lock(folder, hands)
    code(folder, hands, "Secret-typed-into-the-name")
    kept = (folder / rooms.NAME).read_text(encoding="utf-8")
    assert CLERK not in kept
    assert "Secret" not in kept


def test_that_thousands_of_made_up_names_do_not_grow_the_file(folder: Path, hands: Hands) -> None:
    kept = Attempts(folder, hands.times())
    for number in range(620):
        kept.failed(f"n{number}")
    assert (folder / rooms.NAME).stat().st_size < 120_000


def test_djbh_a_password_holds_ninety_days_and_seven_days_before_it_is_said(folder: Path) -> None:
    clock = HandClock()
    with office(folder, CLERK, clock) as desk:
        assert seats.enter(desk).notice == ""
        clock.move(days=83)
        assert seats.enter(desk).notice.startswith("密码还有 7 天到期")
        clock.move(days=7)
        assert seats.enter(desk).must_change
        roster.change_own(desk, PASSWORD, "Another-7413")
        assert not seats.enter(desk).must_change
    assert setup.sign_in(folder, CLERK, "Another-7413").staff.name == "样例窗口员"


def test_djbh_a_new_password_is_none_of_the_last_five(folder: Path) -> None:
    with office(folder, CLERK) as desk:
        now = PASSWORD
        for number in range(5):
            after = f"Zhongguo-{number}7x"
            roster.change_own(desk, now, after)
            with pytest.raises(Refusal) as told:
                roster.change_own(desk, after, PASSWORD if number < 4 else "Zhongguo-07x")
            assert told.value.code == "password_used"
            now = after
        roster.change_own(desk, now, PASSWORD)


def test_that_every_role_can_be_added_the_auditor_too(folder: Path) -> None:
    with office(folder) as desk:
        for role in ROLES:
            roster.add(desk, PASSWORD, login=f"x{role}", name=f"样例{role}", role=role, password="Qz7-longer")
        assert {staff.role for staff, _, _ in roster.everybody(desk.store)} == set(ROLES)
    opened = setup.sign_in(folder, "xauditor", "Qz7-longer")
    with opened.store:
        assert desk_of(opened).staff.role == "auditor"


def test_that_turns_at_the_seat_are_listed_with_how_they_ended(folder: Path) -> None:
    clock = HandClock()
    with office(folder, CLERK, clock) as desk:
        seats.enter(desk)
        clock.move(hours=1)
        seats.leave(desk)
        seats.enter(desk)
        clock.move(hours=1)
        seats.enter(desk)
        seats.covered(desk, "手动锁屏")
        seats.uncovered(desk)
        found = seats.turns(desk)
        assert sorted(one.how for one in found) == ["", seats.CUT_OFF, seats.LEFT]
        assert all(one.login == CLERK and one.machine for one in found)
        kinds = {one.what for one in audit.lines(desk.store)}
        assert kinds >= {AuditKind.SIGN_IN, AuditKind.SIGN_OUT, AuditKind.LOCK}
