"""Delegation (放权方式): which of the seven flows holds for one case at one window, or why none does.

The mode is no column of an item. It follows from the document's dates, the region, the item's remark and the
facts of the case. A ruling is given only when no answer still to come can change it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from models.rules import conditions, outside, readings, wording
from models.rules.catalogue import (
    CityPack,
    Condition,
    Fact,
    Facts,
    Item,
    Question,
    Region,
    RuleCase,
    ScopeRule,
)
from models.rules.readings import Reading, rules_for
from models.rules.resolution import Asked, Resolution
from models.rules.terms import Mode, Ruling

__all__ = ["KNOWN_FACTS", "Asked", "Resolution", "resolve", "rules_for"]

KNOWN_FACTS = frozenset({"region", "region_kind", "handling_item", "date", "county_mode"})


@dataclass(frozen=True)
class _Case:
    """Everything one resolution needs at hand."""

    pack: CityPack
    item: Item
    region: Region
    known: Mapping[str, Fact]
    readings: tuple[Reading, ...]

    @cached_property
    def words(self) -> dict[str, str]:
        """What the rules' sentences may name: organs, the document, the answers."""
        asked = {question.id: question for one in self.readings for question in one.rule.questions}
        given = {key: wording.answer_words(asked[key], self.known[key]) for key in asked if key in self.known}
        own = {key: str(self.known.get(key, "")) for key in KNOWN_FACTS}
        return own | wording.words_for(self.pack, self.item, self.region) | given


def resolve(
    pack: CityPack, item: Item, handling_item: str, region: str, facts: Facts, *, on: date
) -> Resolution:
    """Work out who may take this case and under which flow.

    Never raises for facts of any kind: an answer that does not fit its question counts as not given.

    Args:
        pack: the city's whole pack; its rules are read in their order.
        item: a row of the pack's list; any other item is outside the list.
        handling_item: 业务办理项 as chosen, "" while not chosen.
        region: six digits of the window's region.
        facts: answers by question id; amounts are Decimal in the question's unit.
        on: the day the application is made.
    """
    here = next((one for one in pack.regions if one.code == region), None)
    if refused := outside.outside(pack, item, here, region, on):
        return refused
    assert here is not None  # a region nobody knows is outside
    rules = rules_for(pack, item)
    known = _known(pack, item, here, on) | _answers(rules, facts)
    if handling_item and (not item.handling_items or handling_item in item.handling_items):
        known["handling_item"] = handling_item
    case = _Case(pack, item, here, known, tuple(readings.walk(rules, known)))
    settled = len(readings.outcomes(case.readings, item.printed_mode)) == 1
    return _decided(case) if settled else _ask(case)


def _known(pack: CityPack, item: Item, region: Region, on: date) -> dict[str, Fact]:
    """Facts nobody is asked for: the window's place, the day, and the pack's settings."""
    settings = pack.policy.settings
    known: dict[str, Fact] = {"setting." + key: value for key, value in settings.items()}
    chosen = settings.get(f"county_mode/{region.code}/{item.key}", "")
    return known | {
        "region": region.code, "region_kind": region.kind, "date": on.isoformat(), "county_mode": chosen,
    }  # fmt: skip


def _answers(rules: Sequence[ScopeRule], facts: Facts) -> dict[str, Fact]:
    """The answers that fit a question of these rules."""
    asked = (question for rule in rules for question in rule.questions)
    fitting = ((one.id, conditions.usable(one, facts.get(one.id))) for one in asked)
    return {name: answer for name, answer in fitting if answer is not None}


def _ask(case: _Case) -> Resolution:
    rule = next(one.rule for one in case.readings if one.open)
    missing = readings.missing(case.readings, case.known)
    ground = f"{rule.clause}定有范围，答完问题才知道归谁办。"
    return Resolution(
        Ruling.ASK, None, rule.id, rule.clause, rule.quote, ground, tuple(_asked(case, missing)), missing,
        _to_confirm(case), rule.doubt, _scope(case), ground,
    )  # fmt: skip


def _decided(case: _Case) -> Resolution:
    """The ruling along the cases that surely hold; any other way still open ends the same."""
    sure = [(one.rule, one.sure) for one in case.readings]
    stop = next((one for one in sure if one[1].ruling is not Ruling.DELEGATED), None)
    speaking = [stop] if stop else [one for one in sure if one[1].mode or one[1].reason]
    deciding = speaking[-1][0] if speaking else None
    ground = "".join(wording.fill(one.reason, case.words) for _, one in speaking)
    mode = case.item.printed_mode
    for _, one in sure:
        mode = one.mode or mode
    instead = next((one.instead for _, one in sure if one.instead), "")
    if stop:
        return _say(case, stop[1].ruling, None, deciding, ground, stop[1].instead)
    if mode is None:
        unprinted = f"{wording.item_clause(case.pack, case.item)}没有写明下放方式，不得按市县同权办理。"
        return _say(case, Ruling.NOT_LISTED, None, deciding, unprinted)
    ground = ground or f"{wording.item_clause(case.pack, case.item)}列有“{case.item.name}”。"
    return _say(case, Ruling.DELEGATED, mode, deciding, ground, instead)


def _say(
    case: _Case, ruling: Ruling, mode: Mode | None, rule: ScopeRule | None, ground: str, instead: str = ""
) -> Resolution:
    after = wording.mode_sentence(mode, case.words) if mode else wording.way_out(case.pack, case.item, ruling)
    after = "" if instead else after  # this item's organs are not those of the item to take instead
    return Resolution(
        ruling, mode, rule.id if rule else "",
        rule.clause if rule else wording.item_clause(case.pack, case.item), rule.quote if rule else "",
        ground + after, tuple(_asked(case, ())), (), _to_confirm(case),
        "；".join(dict.fromkeys(one.rule.doubt for one in case.readings if one.rule.doubt)),
        _scope(case), ground,
        wording.place_for(case.pack, case.item) if wording.sends_to_city(ruling) else None, instead,
    )  # fmt: skip


def _to_confirm(case: _Case) -> bool:
    return any(one.rule.to_confirm for one in case.readings)


def _scope(case: _Case) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for one in case.readings for line in one.rule.scope_lines))


def _asked(case: _Case, missing: Sequence[str]) -> Iterator[Asked]:
    """The questions answered and the questions still open, each once, with what follows from the answer."""
    seen: set[str] = set()
    for reading in case.readings:
        for question in reading.rule.questions:
            if question.id not in seen and (question.id in case.known or question.id in missing):
                seen.add(question.id)
                yield _judge(case, reading.rule, question)


def _judge(case: _Case, rule: ScopeRule, question: Question) -> Asked:
    """Green when the answer leads nowhere outside, red when it does, neither while it depends on others."""
    answer = case.known.get(question.id)
    if answer is None:
        return Asked(question, None, None, "")
    open_way = False
    for one, tests in _ways_out(rule, question):
        truth = conditions.all_hold(tests, case.known)
        if truth and tests[-1].fact == question.id:
            words = case.words | {"over": _over(question, answer, tests[-1])}
            return Asked(question, answer, False, wording.fill(one.comment, words))
        open_way = open_way or truth is not False
    return Asked(question, answer, None if open_way else True, "" if open_way else question.passes)


def _ways_out(rule: ScopeRule, question: Question) -> Iterator[tuple[RuleCase, tuple[Condition, ...]]]:
    """Each way a rule refuses in which the question has a part."""
    for case in rule.cases:
        if case.ruling is not Ruling.DELEGATED:
            yield from ((case, tests) for tests in case.any_of if any(t.fact == question.id for t in tests))


def _over(question: Question, answer: Fact, test: Condition) -> str:
    """How far an amount lies beyond the limit it was tested against, in the unit without its period."""
    if isinstance(answer, Decimal) and isinstance(test.value, Decimal):
        return conditions.show_number(abs(answer - test.value), question.unit.split("/")[0])
    return ""
