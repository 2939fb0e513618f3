"""rules.toml: every remark of a list is covered, every key exists, and a wrong file names the rule and the key."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from models.errors import Refusal
from models.packs.loader import PackShelf
from models.packs.policy import open_settings
from models.packs.rulebook import read_rules
from models.rules.catalogue import CityPack
from models.rules.delegation import rules_for
from models.rules.terms import Mode, Ruling

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
CITIES = ("jincheng", "jining", "yudu", "xinzhou", "zezhou")

RULE = """
[question.beds]
text = "床位多少张？"
kind = "number"
unit = "张"

[[rule]]
id = "T-1"
items = ["附件/1"]
clause = "某文件附件第1项备注"
ask = ["beds"]

[[rule.case]]
all = [{ fact = "beds", op = "lt", value = 300 }]
result = "ENTRUST"

[[rule.case]]
result = "CITY_ONLY"
reason = "本件床位{beds}，不在范围内。"
"""


@cache
def whole(city: str) -> CityPack:
    return PackShelf(RESOURCES).load(city)


def test_that_a_right_file_gives_its_rules_in_order() -> None:
    (rule,) = read_rules(RULE)
    assert (rule.id, rule.item_keys) == ("T-1", ("附件/1",))
    assert [(case.ruling, case.mode) for case in rule.cases] == [
        (Ruling.DELEGATED, Mode.ENTRUST),
        (Ruling.CITY_ONLY, None),
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ('id = "T-1"', "", ("规则（无编号）", "id")),
        ('clause = "某文件附件第1项备注"', "clause = 3", ("规则T-1", "clause")),
        ('items = ["附件/1"]', "items = []", ("规则T-1", "items")),
        ('ask = ["beds"]', 'ask = ["floors"]', ("规则T-1", "ask", "floors")),
        ('kind = "number"', 'kind = "guess"', ("问题beds", "kind", "guess")),
        ('unit = "张"', "", ("问题beds", "unit")),
        ('fact = "beds"', 'fact = "floors"', ("规则T-1", "fact", "floors")),
        ('op = "lt"', 'op = "below"', ("规则T-1", "op", "below")),
        (', value = 300', "", ("规则T-1", "value")),
        ('op = "lt", value = 300', 'op = "is_true", value = 300', ("规则T-1", "value")),
        ('op = "lt", value = 300', 'op = "in", value = 300', ("规则T-1", "value")),
        ('op = "lt", value = 300', 'op = "lt", value = [3]', ("规则T-1", "value")),
        ('result = "ENTRUST"', 'result = "SOMEHOW"', ("规则T-1", "result", "SOMEHOW")),
        ('result = "ENTRUST"', 'result = "ASK"', ("规则T-1", "result", "ASK")),
        ("{beds}", "{floors}", ("规则T-1", "reason", "floors")),
        ('reason = "本件床位{beds}，不在范围内。"', "", ("规则T-1", "reason")),
        ('clause = "某', 'claus = "x"\nclause = "某', ("规则T-1", "claus")),
        ('[[rule.case]]\nresult = "CITY_ONLY"\nreason = "本件床位{beds}，不在范围内。"', "", ("规则T-1", "case")),
        ('all = [{ fact = "beds", op = "lt", value = 300 }]', "", ("规则T-1", "case")),
    ],
)
def test_that_a_wrong_file_is_refused_naming_the_rule_and_the_key(
    right: str, wrong: str, named: tuple[str, ...]
) -> None:
    assert right in RULE
    with pytest.raises(Refusal) as refused:
        read_rules(RULE.replace(right, wrong))
    assert refused.value.code == "rulebook"
    assert all(name in refused.value.happened for name in named)
    assert "现用的规则没有改动" in refused.value.sentence


def test_that_two_rules_with_one_id_are_refused() -> None:
    twice = RULE + RULE[RULE.index("[[rule]]") :]
    with pytest.raises(Refusal, match="规则T-1的id不对：编号重复"):
        read_rules(twice)


def test_that_a_file_that_is_no_toml_is_refused() -> None:
    with pytest.raises(Refusal, match="不是正确的TOML"):
        read_rules("[[rule")


@pytest.mark.parametrize("text", ["rule = 1", "rule = [1]", "question = 1", "rule = " + "[" * 3000])
def test_that_a_word_where_a_table_belongs_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="规则文件") as refused:
        read_rules(text)
    assert refused.value.code == "rulebook"


def test_that_a_date_in_a_rule_is_compared_as_a_date() -> None:
    dated = RULE.replace('fact = "beds", op = "lt", value = 300', 'fact = "date", op = "lt", value = 2022-06-01')
    assert read_rules(dated)[0].cases[0].any_of[0][0].value == "2022-06-01"


@pytest.mark.parametrize("city", CITIES)
def test_that_every_rule_speaks_of_items_that_are_in_the_catalogue(city: str) -> None:
    items = whole(city).items
    keys = {item.key for item in items} | {f"{item.list_name}/*" for item in items}
    named = {key for rule in whole(city).rules for key in rule.item_keys}
    sent = {case.instead for rule in whole(city).rules for case in rule.cases if case.instead}
    assert named | sent <= keys


@pytest.mark.parametrize(("city", "remarks"), [("jincheng", 18), ("jining", 10), ("yudu", 108)])
def test_that_every_remark_of_the_list_is_covered_by_a_rule(city: str, remarks: int) -> None:
    remarked = [item for item in whole(city).items if item.remark]
    assert [item.key for item in remarked if not rules_for(whole(city), item)] == []
    assert len(remarked) == remarks


@pytest.mark.parametrize("city", ["jincheng", "jining"])
def test_that_a_rule_quotes_the_remark_as_printed(city: str) -> None:
    """A rule over several items quotes the remark they share."""
    for item in whole(city).items:
        if item.remark:
            assert item.remark in {rule.quote for rule in rules_for(whole(city), item)}, item.key


@pytest.mark.parametrize("city", CITIES)
def test_that_every_question_asked_can_change_something(city: str) -> None:
    for rule in whole(city).rules:
        tested = {test.fact for case in rule.cases for tests in case.any_of for test in tests}
        assert {question.id for question in rule.questions} <= tested, rule.id


@pytest.mark.parametrize("city", CITIES)
def test_that_every_choice_a_rule_tests_is_one_the_clerk_can_give(city: str) -> None:
    for rule in whole(city).rules:
        options = {one.id: one.options for one in rule.questions if one.kind == "choice"}
        for case in rule.cases:
            for test in (test for tests in case.any_of for test in tests if test.fact in options):
                values = test.value if isinstance(test.value, tuple) else (test.value,)
                assert set(values) <= set(options[test.fact]), f"{rule.id}: {test.value}"


@pytest.mark.parametrize("city", CITIES)
def test_that_a_business_item_of_the_catalogue_answers_the_rule_that_asks_for_it(city: str) -> None:
    for item in whole(city).items:
        for rule in rules_for(whole(city), item):
            for asked in (one for one in rule.questions if one.kind == "handling_item"):
                assert not item.handling_items or set(item.handling_items) <= set(asked.options), item.key


def test_that_the_open_questions_of_the_field_are_settings_marked_to_be_confirmed() -> None:
    marked = {key for city in CITIES for key, _, _ in open_settings(whole(city).policy)}
    assert {
        "entrust_seal", "window_forward_anchor", "receive_only_anchor", "forward_days", "monthly_filing_day",
        "supplement_days", "direct_monthly_filing", "zone_codes", "scope_questions", "guide_counts",
        "seen_stamp_refusal", "seal2_signer", "seal2_reconsideration", "jc58_county_mode", "jc56_excluded",
        "drug_retail_steps", "clinic_filing", "seal2_statutory_body",
    } <= marked  # fmt: skip
