"""The table of roles and powers: who is kept apart from whom, and that nothing is anybody's by chance."""

from __future__ import annotations

import pytest

from models.rules import powers
from models.rules.powers import ADMINISTRATOR, AUDITOR, BUSINESS, ROLES, TABLE, Power
from models.rules.terms import Role
from models.rules.ways import WAYS

HANDLERS = frozenset(role.value for role in Role) - {"city"}


def test_djbh_every_power_has_its_row_and_its_clause() -> None:
    assert set(TABLE) == set(Power)
    assert [power for power, row in TABLE.items() if not row.clause or not row.who <= set(ROLES)] == []


@pytest.mark.parametrize("role", ["", "root", "city", "Administrator"])
def test_djbh_a_role_nobody_knows_may_nothing(role: str) -> None:
    assert [power for power in Power if powers.may(role, power) or powers.may_second(role, power)] == []


def test_djbh_administrator_auditor_and_handlers_are_kept_apart() -> None:
    kept = {Power.TRAIL, Power.TRAIL_CHECK, Power.SELF, Power.MACHINE}
    assert {power for power in Power if powers.may(AUDITOR, power)} == kept
    assert not any(powers.may(ADMINISTRATOR, power) for power in (*BUSINESS, Power.TRAIL, Power.TRAIL_CHECK))
    administers = {power for power, row in TABLE.items() if row.code == "not_administrator"}
    assert all(TABLE[power].who == {ADMINISTRATOR} for power in administers)


def test_djbh_where_two_are_needed_one_of_them_answers_for_hall_or_program() -> None:
    two = {power for power in Power if TABLE[power].seconds}
    assert {Power.VOID, Power.REOPEN, Power.EXPORT_BARE, Power.RESTORE} <= two
    assert all(TABLE[power].seconds == {"supervisor", ADMINISTRATOR} for power in two)


def test_that_the_table_shuts_nobody_out_whom_the_flow_lets_in() -> None:
    """``life`` is asked second, so each role it names must come past the table with at least one power."""
    named = {role.value for way in WAYS for role in way.who} & HANDLERS
    assert named == HANDLERS
    assert all(any(powers.may(role, power) for power in BUSINESS) for role in named)


def test_djbh_who_holds_a_power_is_said_in_the_names_people_use() -> None:
    """GB/T 22239 8.1.4.2."""
    assert powers.holders(Power.RECEIVE) == "窗口人员、值班主任"
    assert powers.holders(Power.TRAIL_CHECK) == "安全审计员"
    assert powers.seconds(Power.VOID) == "值班主任、管理员"
    assert powers.seconds(Power.RECEIVE) == ""


def test_djbh_the_second_person_is_one_of_those_the_table_names() -> None:
    """GB/T 22239 8.1.4.2."""
    assert powers.may_second("supervisor", Power.VOID)
    assert powers.may_second(ADMINISTRATOR, Power.VOID)
    assert not powers.may_second("clerk", Power.VOID)
    assert not powers.may_second("supervisor", Power.RECEIVE)
