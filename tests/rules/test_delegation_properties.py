"""行政许可法第三十二条: a ruling once given never turns, and there is one for every case whatever was answered."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.catalogue import CityPack, Fact, Item, Question
from models.rules.delegation import Resolution, resolve, rules_for
from models.rules.terms import Mode, Ruling
from tests.rules.delegation_case import DAY, pack

CITIES = ("jincheng", "jining", "yudu", "xinzhou", "zezhou")
HANDLING = ("", "新办", "换证", "设立", "主要登记事项变更", "合并")
LIMITS = (0, 1, 49, 50, 51, 299, 300, 301, 2999, 3000, 4499, 4500, 4501, 4999, 5000, 49999, 50000, 62000)
ANYTHING = st.one_of(st.text(max_size=6), st.booleans(), st.decimals())
Case = tuple[CityPack, Item, str, str, dict[str, Fact]]


def questions(whole: CityPack, item: Item) -> list[Question]:
    return [question for rule in rules_for(whole, item) for question in rule.questions]


def answers(question: Question) -> st.SearchStrategy[Fact]:
    """Answers that fit the question, with the amounts at every limit among them."""
    if question.kind == "number":
        return st.sampled_from(LIMITS).map(Decimal) | st.decimals(0, 10**6, allow_nan=False)
    return st.booleans() if question.kind == "yes_no" else st.sampled_from(question.options)


@st.composite
def answered(draw: st.DrawFn) -> Case:
    """An item with rules at one of its windows, every question of it answered."""
    whole = pack(draw(st.sampled_from(CITIES[:3])))
    item = draw(st.sampled_from([one for one in whole.items if rules_for(whole, one)]))
    region = draw(st.sampled_from([one.code for one in whole.regions if one.pilot]))
    facts = {question.id: draw(answers(question)) for question in questions(whole, item)}
    return whole, item, draw(st.sampled_from(HANDLING)), region, facts


def told(case: Case, facts: Mapping[str, Fact]) -> Resolution:
    whole, item, handling, region, _ = case
    return resolve(whole, item, handling, region, facts, on=DAY)


def end(one: Resolution) -> tuple[Ruling, Mode | None, str]:
    return one.ruling, one.mode, one.instead


@given(answered())
def test_xkf_art32_all_questions_answered_leave_none_missing_and_give_a_ruling(case: Case) -> None:
    one = told(case, case[4])
    assert one.ruling is not Ruling.ASK
    assert one.missing == ()
    assert one.reason.endswith("。")
    assert "{" not in one.reason
    assert (one.mode is not None) is (one.ruling is Ruling.DELEGATED)


@given(answered(), st.data())
def test_xkf_art32_a_ruling_given_early_is_the_ruling_given_late(case: Case, data: st.DataObject) -> None:
    facts = case[4]
    some = data.draw(st.sets(st.sampled_from(sorted(facts)))) if facts else set()
    early = told(case, {name: facts[name] for name in some})
    if early.ruling is not Ruling.ASK:
        assert end(told(case, facts)) == end(early)


@given(answered(), st.data())
def test_xkf_art32_what_is_missing_is_never_what_was_answered(case: Case, data: st.DataObject) -> None:
    facts = case[4]
    some = data.draw(st.sets(st.sampled_from(sorted(facts)))) if facts else set()
    early = told(case, {name: facts[name] for name in some})
    assert set(early.missing).isdisjoint(some)
    assert (early.ruling is Ruling.ASK) is bool(early.missing)


@given(answered(), st.dictionaries(st.text(max_size=8), ANYTHING), st.data())
def test_xkf_art32_answers_of_any_kind_never_break_it_and_the_same_case_reads_the_same(
    case: Case, strange: dict[str, Fact], data: st.DataObject
) -> None:
    wrong = {name: data.draw(ANYTHING) for name in case[4]} | strange
    assert told(case, wrong) == told(case, wrong)


@pytest.mark.parametrize("city", CITIES)
def test_list_every_item_at_every_window_has_a_ruling_or_a_question(city: str) -> None:
    whole = pack(city)
    for item in whole.items:
        for region in whole.regions:
            one = resolve(whole, item, "", region.code, {}, on=DAY)
            assert one.reason
            assert (one.ruling is Ruling.ASK) is bool(one.missing)


@given(answered())
def test_xkf_art32_asking_only_what_is_missing_is_enough(case: Case) -> None:
    """Answer the first missing question again and again: the ruling comes, and it is that of all the answers."""
    given_so_far: dict[str, Fact] = {}
    one = told(case, given_so_far)
    while one.missing:
        given_so_far[one.missing[0]] = case[4][one.missing[0]]
        one = told(case, given_so_far)
    assert end(one) == end(told(case, case[4]))
