"""No clause the program can honour is without a rule and a test; and the check sees a hole."""

from __future__ import annotations

import pytest

from scripts import clauses
from scripts.clauses import Clause

RULE, TEST = ("models.rules.guards:heard",), ("test_xkf_art45",)


def test_that_every_clause_has_its_rule_and_its_test() -> None:
    assert list(clauses.holes(clauses.read(), tuple(clauses.known_tests()))) == []


def test_that_the_twenty_six_rules_of_acceptance_are_all_in_the_table() -> None:
    stems = {one.id.rstrip("abcde") for one in clauses.read()}
    assert {f"B{n}" for n in range(1, 27)} <= stems


@pytest.mark.parametrize(
    ("rules", "tests", "why_not", "said"),
    [
        ((), TEST, "", "no rule"),
        (RULE, (), "", "no test"),
        (("models.rules.guards:nothing",), TEST, "", "there is no models.rules.guards:nothing"),
        (("models.rules.nowhere",), TEST, "", "there is no models.rules.nowhere"),
        (RULE, ("test_xkf_art999",), "", "no test begins with test_xkf_art999"),
        (RULE, TEST, "程序不管", "not honoured, yet"),
    ],
)
def test_that_the_check_sees_a_hole(rules: tuple[str, ...], tests: tuple[str, ...], why_not: str, said: str) -> None:
    found = list(clauses.holes([Clause("X", "条", "话", rules, tests, why_not)], tuple(clauses.known_tests())))
    assert len(found) == 1
    assert said in found[0]


def test_that_the_check_sees_an_id_that_stands_twice_and_passes_a_whole_line() -> None:
    one = Clause("X", "条", "话", RULE, TEST, "")
    names = tuple(clauses.known_tests())
    assert list(clauses.holes([one], names)) == []
    assert [hole.endswith("twice") for hole in clauses.holes([one, one], names)] == [True]
