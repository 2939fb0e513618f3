"""Scope rules as such, by invented ones: no else, two that ask the same, one that sends to another number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.rules import readings
from models.rules.catalogue import CityPack, Condition, Fact, Question, RuleCase, ScopeRule
from models.rules.delegation import Resolution, resolve
from models.rules.terms import Mode, Ruling
from tests.rules.delegation_case import DAY, GAOPING, item, pack

Q, R = Question("q", "问一？", "yes_no", passes="过"), Question("r", "问二？", "yes_no")
YES, NO = ((Condition("q", "is_true"),),), ((Condition("q", "is_false"),),)
WITH_R = ((Condition("q", "is_true"), Condition("r", "is_true")),)
CITYS = RuleCase(YES, Ruling.CITY_ONLY, None, "归市级。", "超出")
PASSES = RuleCase(NO, Ruling.DELEGATED, None, "在范围内。")


def rule(name: str, *cases: RuleCase, asks: tuple[Question, ...] = (Q,)) -> ScopeRule:
    return ScopeRule(name, ("附件/2",), f"样例条款{name}", "原文", asks, cases)


def with_rules(*rules: ScopeRule) -> CityPack:
    return replace(pack("jincheng"), rules=rules)


def told(*rules: ScopeRule, printed: Mode | None = Mode.DIRECT, **facts: Fact) -> Resolution:
    one = replace(item("jincheng", "附件/2"), printed_mode=printed)
    return resolve(with_rules(*rules), one, "", GAOPING, facts, on=DAY)


def test_that_a_rule_none_of_whose_cases_holds_lets_the_list_decide() -> None:
    found = told(rule("1", CITYS), q=False)
    assert (found.ruling, found.mode, found.rule_id, found.instead) == (Ruling.DELEGATED, Mode.DIRECT, "", "")
    assert found.clause == "晋市政发〔2025〕9号附件第2项"
    assert [(one.ok, one.comment) for one in found.questions] == [(True, "过")]


def test_that_a_rule_none_of_whose_cases_is_settled_yet_is_asked_about() -> None:
    (reading,) = readings.walk([rule("1", CITYS)], {})
    assert (reading.rule.id, reading.open, reading.ends) == ("1", (CITYS,), False)
    assert reading.sure == RuleCase((), Ruling.DELEGATED, None, "")
    assert readings.missing([reading], {}) == ("q",)


def test_that_one_question_of_two_rules_is_asked_and_shown_once() -> None:
    assert told(rule("1", CITYS), rule("2", CITYS)).missing == ("q",)
    assert len(told(rule("1", CITYS), rule("2", CITYS), q=False).questions) == 1


def test_that_a_refusal_that_names_another_number_sends_nobody_to_the_city() -> None:
    found = told(rule("1", replace(CITYS, instead="附件/3")), q=True)
    assert (found.ruling, found.instead, found.reason) == (Ruling.CITY_ONLY, "附件/3", "归市级。")


def test_that_a_rule_that_lets_pass_an_item_without_a_mode_is_named_in_the_refusal() -> None:
    found = told(rule("1", CITYS, PASSES), printed=None, q=False)
    assert (found.ruling, found.clause, found.rule_id) == (Ruling.NOT_LISTED, "样例条款1", "1")


def test_that_an_answer_from_which_nothing_follows_yet_has_no_words_beside_it() -> None:
    found = told(rule("1", replace(CITYS, any_of=WITH_R), asks=(Q, R)), q=True)
    assert found.ruling is Ruling.ASK
    assert [(one.question.id, one.ok, one.comment) for one in found.questions] == [("q", None, ""), ("r", None, "")]


@pytest.mark.parametrize(
    ("rules", "facts", "ends"),
    [
        ((), {}, {(Ruling.DELEGATED, Mode.DIRECT, "")}),
        ((rule("1", CITYS),), {}, {(Ruling.CITY_ONLY, None, ""), (Ruling.DELEGATED, Mode.DIRECT, "")}),
        ((rule("1", CITYS),), {"q": True}, {(Ruling.CITY_ONLY, None, "")}),
        (
            (rule("1", replace(PASSES, mode=Mode.ENTRUST, instead="附件/3")), rule("2", CITYS)),
            {"q": False},
            {(Ruling.DELEGATED, Mode.ENTRUST, "附件/3")},
        ),
    ],
)
def test_that_every_end_still_possible_is_known_with_flow_and_other_number(
    rules: tuple[ScopeRule, ...], facts: dict[str, Fact], ends: set[tuple[Ruling, Mode | None, str]]
) -> None:
    found = tuple(readings.walk(rules, facts))
    assert readings.outcomes(found, Mode.DIRECT) == ends
