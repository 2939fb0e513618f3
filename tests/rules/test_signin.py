"""Signing in: what is no password, how long one holds, when a name is locked; every figure at its very edge."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import signin
from models.rules.signin import SignRules, Tries

SIMPLE, COMMON, SPACED = "密码太简单", "这样的密码太常见", "密码里不能有空格"
SET = date(2026, 8, 3)


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("Shui9bei", ""),  # eight characters of three kinds: just enough
        ("Shui9be", SIMPLE),
        ("shui9bei", SIMPLE),  # two kinds
        ("SHUI9BEI", SIMPLE),
        ("shui9-bei", ""),  # small, digit, other
        ("SHUI9-BEI", ""),  # capital, digit, other
        ("Shui-bei", ""),  # small, capital, other
        ("Shuibeix", SIMPLE),
        ("Shui 9bei", SPACED),
        ("Shui9bei\t", SPACED),
        ("Shui9bei\x07", SPACED),
        ("", SIMPLE),
    ],
)
def test_djbh_4_1_a_password_has_eight_characters_of_three_kinds_and_no_space(password: str, fault: str) -> None:
    """GB/T 22239 8.1.4.1 身份鉴别."""
    assert signin.password_fault("zhangsan", password) == fault


@pytest.mark.parametrize(("login", "fault"), [("shui", SIMPLE), (" SHUI ", SIMPLE), ("", ""), ("shuj", "")])
def test_djbh_4_1_a_password_does_not_hold_the_login_name(login: str, fault: str) -> None:
    assert signin.password_fault(login, "Shui9bei") == fault


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("Password1!x", COMMON),  # three about the word
        ("Xx_Password1", COMMON),  # four about it
        ("Xx_Password1!", ""),  # five: something of one's own
        ("Kq_12345_rm", COMMON),  # five in a row
        ("Kq_1234_rmx", ""),
        ("Kq_54321_rm", COMMON),
        ("Kq_aaaaa_1m", COMMON),
        ("Kq_aaaa_1mx", ""),
        ("Kq_abCDe_1m", COMMON),  # capitals hide no run
        ("Kq_13579_rm", ""),
        ("Kq_rmx_1234", ""),  # four at the very end are no run either
        ("K_rmq_1abcde", COMMON),  # at the very end
        ("abcdeK_1rmq", COMMON),  # at the very beginning
    ],
)
def test_djbh_4_1_a_commonplace_word_or_a_run_is_no_password(password: str, fault: str) -> None:
    assert signin.password_fault("lisi", password) == fault


@pytest.mark.parametrize("word", signin._COMMON)
def test_djbh_4_1_every_commonplace_word_is_seen_in_capitals_too(word: str) -> None:
    assert signin._commonplace(word)
    assert signin.password_fault("", f"Zq-{word.upper()}") == COMMON


def test_djbh_4_1_the_city_may_ask_for_a_longer_one_or_for_all_four_kinds() -> None:
    assert signin.password_fault("", "Shui9bei", SignRules(length=9)) == SIMPLE
    assert signin.password_fault("", "Shui9beix", SignRules(length=9)) == ""
    assert signin.password_fault("", "Shui9bei", SignRules(kinds=4)) == SIMPLE
    assert signin.password_fault("", "Shui9-bei", SignRules(kinds=4)) == ""


@pytest.mark.parametrize(("kinds", "word"), [(1, "一"), (2, "二"), (3, "三"), (4, "四"), (9, "四")])
def test_that_what_a_password_must_be_is_one_sentence(kinds: int, word: str) -> None:
    assert signin.asked_for(SignRules(length=10, kinds=kinds)) == (
        f"密码至少10位，含大写字母、小写字母、数字、符号中的{word}种，且不含登录名、空格和常见的词"
    )


def test_djbh_4_1_the_habits_of_assessors_hold_where_nothing_is_said() -> None:
    assert signin.stricter({}) == SignRules(8, 3, 5, 90, 7, 5, 15, 10)


@pytest.mark.parametrize("name", ["length", "kinds", "history", "notice_days", "lock_minutes"])
def test_djbh_4_1_a_city_may_ask_for_more_never_for_less(name: str) -> None:
    usual = getattr(SignRules(), name)
    for told, holds in (("1", usual), (str(usual), usual), (str(usual + 3), usual + 3), ("许多", usual), ("", usual)):
        assert getattr(signin.stricter({f"sign_{name}": told}), name) == holds


@pytest.mark.parametrize("name", ["days", "tries", "idle_minutes"])
def test_djbh_4_1_a_city_may_allow_less_time_and_fewer_tries_never_more_and_never_none(name: str) -> None:
    usual = getattr(SignRules(), name)
    for told, holds in (("0", 1), ("1", 1), ("2", 2), (str(usual), usual), (str(usual + 1), usual), ("-3", usual)):
        assert getattr(signin.stricter({f"sign_{name}": told}), name) == holds


def test_djbh_4_1_the_stricter_of_two_keeps_what_was_strict_before() -> None:
    assert signin.stricter({"sign_length": "10"}, SignRules(length=12, days=30)) == SignRules(length=12, days=30)


@pytest.mark.parametrize(("later", "left"), [(0, 90), (1, 89), (89, 1), (90, 0), (91, -1), (-40, 90)])
def test_djbh_4_1_a_password_holds_ninety_days_and_a_clock_set_back_adds_none(later: int, left: int) -> None:
    assert signin.days_left(SET, SET + timedelta(days=later)) == left


def test_djbh_4_1_a_city_may_have_passwords_changed_sooner() -> None:
    assert signin.days_left(SET, SET + timedelta(days=30), SignRules(days=30)) == 0


def test_djbh_4_1_the_fifth_failure_in_a_row_locks_for_a_quarter_of_an_hour() -> None:
    tries = Tries()
    for failures in (1, 2, 3, 4):
        tries = tries.failed()
        assert tries == Tries(failures, 0, 0)
    assert tries.failed() == Tries(0, 1, 15 * 60)


def test_djbh_4_1_each_further_row_locks_twice_as_long_four_hours_at_most() -> None:
    tries, minutes = Tries(), []
    for _ in range(12):
        for _ in range(5):
            tries = tries.failed()
        minutes.append(tries.left // 60)
    assert minutes == [15, 30, 60, 120, *[240] * 8]
    assert tries.rounds == 12


def test_djbh_4_1_a_city_that_locks_for_longer_than_four_hours_is_heeded_and_not_doubled() -> None:
    day = SignRules(tries=1, lock_minutes=1440)
    assert Tries().failed(day).left == Tries(rounds=3).failed(day).left == 1440 * 60


def test_djbh_4_1_what_failed_before_is_kept_while_a_name_is_not_locked() -> None:
    assert Tries(1, 2, 30).failed() == Tries(2, 2, 30)


@given(st.integers(0, 900), st.floats(-1e6, 1e6))
def test_djbh_4_1_waiting_shortens_and_a_clock_that_ran_backwards_does_not(left: int, seconds: float) -> None:
    waited = Tries(2, 1, left).waited(seconds)
    assert (waited.failures, waited.rounds) == (2, 1)
    assert waited.left == (left if seconds < 0 else max(0, left - int(seconds)))
