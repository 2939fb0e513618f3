"""The city's people: a password given is changed, five mistakes lock, a session ends by itself, the table denies."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from city import accounts, passwords, sessions, traces
from city.may import Post, Right, may, sees
from city.tables import engine_for
from city.tables_desk import people
from city.tables_desk import sessions as table
from models.errors import Refusal
from tests.desk.lives import refused
from tests.helpers.citydesk import PASSWORD, quick_passwords
from tests.helpers.factory import MORNING

__all__ = ["quick_passwords"]
LATER = timedelta(minutes=16)


@pytest.fixture
def engine(city_database: str) -> Iterator[Engine]:
    made = engine_for(city_database)
    yield made
    made.dispose()


def added(engine: Engine, login: str = "jingban") -> str:
    return accounts.add(engine, login, "样例经办", Post.HANDLER, "样例部门", MORNING, "guanli")


def tries(engine: Engine, password: str, times: int) -> list[str]:
    codes = []
    for _ in range(times):
        with pytest.raises(Refusal) as no:
            accounts.sign_in(engine, "jingban", password, MORNING, "")
        codes.append(no.value.code)
    return codes


def test_that_a_password_given_out_is_changed_and_ends_the_other_sessions(engine: Engine) -> None:
    given = added(engine)
    one, two = (accounts.sign_in(engine, "jingban", given, MORNING, "") for _ in range(2))
    found = sessions.find(engine, one, MORNING)
    assert found is not None
    assert (found.once, found.organ, found.post) == (True, "样例部门", Post.HANDLER)
    accounts.change(engine, "jingban", given, PASSWORD, two, MORNING)
    assert sessions.find(engine, one, MORNING) is None
    kept = sessions.find(engine, two, MORNING)
    assert kept is not None
    assert not kept.once


def test_that_five_mistakes_lock_even_the_right_password_for_a_quarter_of_an_hour(engine: Engine) -> None:
    given = added(engine)
    assert tries(engine, "wrong", 5) == ["wrong_password"] * 5
    assert tries(engine, given, 1) == ["locked"]
    assert accounts.sign_in(engine, "jingban", given, MORNING + LATER, "")
    said = [one.what for one in traces.latest(engine)]
    assert said == ["登录", "锁定", *["登录失败"] * 5, "增加人员"]


def test_that_many_guesses_at_once_are_no_more_than_five(engine: Engine) -> None:
    given = added(engine)

    def guess(number: int) -> str:
        return tries(engine, f"guess {number}", 1)[0]

    with ThreadPoolExecutor(8) as many:
        codes = list(many.map(guess, range(16)))
    assert codes.count("wrong_password") == 5
    assert tries(engine, given, 1) == ["locked"]


def test_that_a_right_password_forgets_the_mistakes_before_it(engine: Engine) -> None:
    given = added(engine)
    for _ in range(3):
        tries(engine, "wrong", 4)
        accounts.sign_in(engine, "jingban", given, MORNING, "")


def test_that_an_unknown_name_a_stopped_one_and_a_wrong_password_look_the_same(engine: Engine) -> None:
    given = added(engine)
    accounts.set_active(engine, "jingban", False, MORNING, "guanli")
    said = set()
    for login, password in (("jingban", given), ("nobody", given)):
        with pytest.raises(Refusal) as no:
            accounts.sign_in(engine, login, password, MORNING, "")
        said.add(no.value.sentence)
    assert len(said) == 1


def test_that_a_session_ends_when_idle_and_after_half_a_day(engine: Engine) -> None:
    given = added(engine)
    token = accounts.sign_in(engine, "jingban", given, MORNING, "")
    at = MORNING
    for _ in range(26):  # used every 27 minutes
        at += timedelta(minutes=27)
        assert sessions.find(engine, token, at) is not None
    assert sessions.find(engine, token, MORNING + timedelta(hours=12, minutes=1)) is None
    other = accounts.sign_in(engine, "jingban", given, at, "")
    assert sessions.find(engine, other, at + timedelta(minutes=31)) is None
    assert sessions.open_of(engine, "jingban", at + timedelta(minutes=31)) == ()


def test_that_neither_a_token_nor_a_password_is_kept(engine: Engine) -> None:
    given = added(engine)
    token = accounts.sign_in(engine, "jingban", given, MORNING, "")
    with engine.connect() as db:
        kept = [*db.execute(select(people)).all(), *db.execute(select(table)).all()]
    assert given not in repr(kept)
    assert token not in repr(kept)
    assert "$argon2id$" in repr(kept)


@pytest.mark.parametrize("weak", ["short-1A", "alllowercaseletters", "jingban-2026-A", "A" * 129])
def test_that_a_weak_password_is_not_taken(weak: str) -> None:
    with refused("password_weak"):
        passwords.strong(weak, "jingban")


def test_that_a_reset_opens_the_lock_and_stopping_somebody_ends_their_sessions(engine: Engine) -> None:
    added(engine)
    tries(engine, "wrong", 5)
    fresh = accounts.reset(engine, "jingban", MORNING, "guanli")
    token = accounts.sign_in(engine, "jingban", fresh, MORNING, "")
    accounts.set_active(engine, "jingban", False, MORNING, "guanli")
    assert sessions.find(engine, token, MORNING) is None
    with refused("own_account"):
        accounts.set_active(engine, "guanli", False, MORNING, "guanli")


def test_that_what_no_row_grants_is_denied() -> None:
    assert not any(may(Post.ADMINISTRATOR, right) for right in (Right.CASE, Right.ACT, Right.PAPER, Right.REVEAL))
    assert not any(may(Post.OVERSEER, right) for right in (Right.ACT, Right.INBOX, Right.PEOPLE, Right.PACKS))
    assert not any(may(Post.HANDLER, right) for right in (Right.OVERSIGHT, Right.CHECK, Right.PEOPLE, Right.TRACES))
    assert sees(Post.HANDLER, "样例部门", "样例部门")
    assert not sees(Post.HANDLER, "样例部门", "别的部门")
    assert not sees(Post.HANDLER, "", "")


def test_that_the_first_administrator_is_made_once_and_by_command(tmp_path: Path, root: Path) -> None:
    command = [sys.executable, "-m", "city", "--folder", str(tmp_path / "city"), "--first-admin", "guanli"]
    first, again = (
        subprocess.run(command, cwd=root, env=os.environ, capture_output=True, text=True, check=False) for _ in range(2)
    )
    assert (first.returncode, again.returncode) == (0, 1)
    given = first.stdout.split("：")[1].split()[0]
    assert "已经有人员登记" in again.stderr
    engine = engine_for(f"sqlite:///{tmp_path / 'city' / 'city.db'}")
    assert accounts.sign_in(engine, "guanli", given, MORNING, "")
    engine.dispose()
