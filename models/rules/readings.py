"""Scope rules read against what is known: which cases may still hold, and what can still come of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.rules import conditions
from models.rules.catalogue import CityPack, Fact, Item, RuleCase, ScopeRule
from models.rules.terms import Mode, Ruling


@dataclass(frozen=True, slots=True)
class Reading:
    """A rule against the known facts: cases that may still hold, and the first that surely does."""

    rule: ScopeRule
    open: tuple[RuleCase, ...]
    sure: RuleCase

    @property
    def reachable(self) -> tuple[RuleCase, ...]:
        """Every case that may yet turn out to be the one."""
        return (*self.open, self.sure)

    @property
    def ends(self) -> bool:
        """Whether no case lets the next rule be reached."""
        return all(case.ruling is not Ruling.DELEGATED for case in self.reachable)


def rules_for(pack: CityPack, item: Item) -> tuple[ScopeRule, ...]:
    """The scope rules of an item, in the pack's order; "附件1/*" stands for a whole list."""
    whole = f"{item.list_name}/*"
    return tuple(rule for rule in pack.rules if item.key in rule.item_keys or whole in rule.item_keys)


def walk(rules: Sequence[ScopeRule], known: Mapping[str, Fact]) -> Iterator[Reading]:
    """Read rule after rule until one surely ends the matter."""
    for rule in rules:
        reading = _read(rule, known)
        yield reading
        if reading.ends:
            return


def outcomes(readings: Sequence[Reading], printed: Mode | None) -> set[tuple[Ruling, Mode | None, str]]:
    """Every end still possible: ruling, mode, item to take instead.

    More facts can only take ends away, never add one, so a lone end is final whatever is answered later.
    """
    ways: set[tuple[Mode | None, str]] = {(printed, "")}
    ends: set[tuple[Ruling, Mode | None, str]] = set()
    for reading in readings:
        ends |= {(one.ruling, None, one.instead) for one in reading.reachable if not _passes(one)}
        onward = [one for one in reading.reachable if _passes(one)]
        ways = {(one.mode or mode, one.instead or instead) for one in onward for mode, instead in ways}
    return ends | {(Ruling.DELEGATED, mode, instead) for mode, instead in ways}


def missing(readings: Sequence[Reading], known: Mapping[str, Fact]) -> tuple[str, ...]:
    """Unknown facts that can still change the end, in the order the rules ask them."""
    found: list[str] = []
    for reading in readings:
        decisive = {name for case in reading.open for name in conditions.open_facts(case, known)}
        order = [question.id for question in reading.rule.questions]
        found += [name for name in (*order, *sorted(decisive - set(order))) if name in decisive]
    return tuple(dict.fromkeys(found))


def _read(rule: ScopeRule, known: Mapping[str, Fact]) -> Reading:
    unsettled: list[RuleCase] = []
    for case in rule.cases:
        truth = conditions.case_holds(case, known)
        if truth:
            return Reading(rule, tuple(unsettled), case)
        if truth is None:
            unsettled.append(case)
    return Reading(rule, tuple(unsettled), RuleCase((), Ruling.DELEGATED, None, ""))


def _passes(case: RuleCase) -> bool:
    return case.ruling is Ruling.DELEGATED
