"""Delegation (放权方式): which of the seven flows holds for one case at one window, or why none does.

The mode is no column of an item. It follows from the document's dates, the region, the remark of the item and the
facts of the case. What is not known stays unknown: a ruling is given only when no answer still to come can change it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.rules import conditions, wording
from models.rules.catalogue import CityPack, Fact, Facts, Item, Place, Question, Region, RuleCase, ScopeRule
from models.rules.terms import Mode, Ruling

KNOWN_FACTS = frozenset({"region", "region_kind", "handling_item", "date", "county_mode"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the scope rules with its answer as far as given; ``ok`` is None while nothing follows from it."""

    question: Question
    answer: Fact | None
    ok: bool | None
    comment: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What delegation says of one case, and the sentence that says it."""

    ruling: Ruling
    mode: Mode | None
    rule_id: str
    clause: str
    quote: str
    reason: str  # whole sentence for the clerk: limit, this case, who decides or where to go
    questions: tuple[Asked, ...] = ()
    missing: tuple[str, ...] = ()  # ids of the questions that can still change the ruling
    to_confirm: bool = False
    doubt: str = ""
    scope_lines: tuple[str, ...] = ()
    ground: str = ""  # the reason without the way out, as a refusal prints it
    place: Place | None = None  # the city counter, when the applicant is sent there


@dataclass(frozen=True, slots=True)
class _Reading:
    """A rule read against the known facts: cases that may still hold, and the first that surely does."""

    rule: ScopeRule
    open: tuple[RuleCase, ...]
    sure: RuleCase

    @property
    def reachable(self) -> tuple[RuleCase, ...]:
        return (*self.open, self.sure)


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything one resolution needs at hand."""

    pack: CityPack
    item: Item
    region: Region
    known: Mapping[str, Fact]
    readings: tuple[_Reading, ...]

    @property
    def words(self) -> dict[str, str]:
        asked = {question.id: question for reading in self.readings for question in reading.rule.questions}
        given = {key: wording.answer_words(asked[key], self.known[key]) for key in asked if key in self.known}
        handling = self.known.get("handling_item", "")
        return wording.words_for(self.pack, self.item, self.region) | {"handling_item": str(handling)} | given


def resolve(pack: CityPack, item: Item, handling_item: str, region: str, facts: Facts, *, on: date) -> Resolution:
    """Work out who may take this case and under which flow.

    Args:
        pack: the city's whole pack; its rules are read in their order.
        item: a row of the pack's list; any other item is outside the list.
        handling_item: 业务办理项 as chosen, "" while not chosen.
        region: six digits of the window's region.
        facts: answers by question id; amounts are Decimal in the question's unit.
        on: the day the application is made.

    Never raises for facts of any kind: an answer that does not fit its question counts as not given.
    """
    place = next((one for one in pack.regions if one.code == region), None)
    refused = _outside(pack, item, region, place, on)
    if refused or place is None:
        return refused or _not_this_region(pack, item, region)
    rules = rules_for(pack, item)
    known = _known(pack, item, handling_item, place, rules, facts, on)
    case = _Case(pack, item, place, known, tuple(_walk(rules, known)))
    if len(_outcomes(case.readings, item.printed_mode)) > 1:
        return _ask(case)
    return _decided(case)


def rules_for(pack: CityPack, item: Item) -> tuple[ScopeRule, ...]:
    """The scope rules of an item, in the pack's order; "附件1/*" stands for a whole list."""
    whole = f"{item.list_name}/*"
    return tuple(rule for rule in pack.rules if item.key in rule.item_keys or whole in rule.item_keys)


def _outside(pack: CityPack, item: Item, code: str, region: Region | None, on: date) -> Resolution | None:
    """The limits that hold before any fact of the case is looked at."""
    policy = pack.policy
    if not any(one is item or one.key == item.key for one in pack.items):
        return _refuse(pack, item, Ruling.NOT_LISTED, f"“{item.name}”不在{policy.document}的清单内，清单之外一律不得实施（忻政办发〔2022〕78号二（五））。")
    if policy.settings.get("not_delegating"):
        return _refuse(pack, item, Ruling.NOT_LISTED, policy.settings["not_delegating"])
    if region is None or not region.pilot:
        return _not_this_region(pack, item, region.name if region else code, policy.settings.get(f"region_note/{code}", ""))
    reason = _not_in_force(pack, item, on)
    return _refuse(pack, item, Ruling.NOT_IN_FORCE, reason) if reason else None


def _not_in_force(pack: CityPack, item: Item, on: date) -> str:
    """The sentence when the document or the item does not hold on the day; "" when it does."""
    clause, begin = wording.item_clause(pack, item), max(pack.policy.in_force_from, item.in_force_from or date.min)
    if on < begin:
        return f"{clause}自{_day(begin)}起实施，{_day(on)}还没有施行。"
    if item.in_force_until and on > item.in_force_until:
        return f"{clause}到{_day(item.in_force_until)}为止，已经停用。"
    return f"{clause}现由市级继续办理：{item.suspended.rstrip('。')}。" if item.suspended else ""


def _not_this_region(pack: CityPack, item: Item, name: str, note: str = "") -> Resolution:
    only = note or pack.policy.settings.get("pilots_clause") or f"{pack.policy.document}没有把事项放给这里。"
    return _refuse(pack, item, Ruling.NOT_THIS_REGION, f"{name}不在承接“{item.name}”的地方之列：{only}")


def _refuse(pack: CityPack, item: Item, ruling: Ruling, ground: str) -> Resolution:
    clause = pack.policy.document if ruling is Ruling.NOT_LISTED else wording.item_clause(pack, item)
    way_out = wording.way_out(pack, item, ruling)
    place = wording.place_for(pack, item) if way_out else None
    return Resolution(ruling, None, "", clause, "", ground + way_out, ground=ground, place=place)


def _known(
    pack: CityPack, item: Item, handling_item: str, region: Region, rules: Sequence[ScopeRule], facts: Facts, on: date
) -> dict[str, Fact]:
    """Facts nobody is asked for, settings of the pack, and the usable answers."""
    settings = pack.policy.settings
    known: dict[str, Fact] = {"setting." + key: value for key, value in settings.items()}
    asked = {question.id: question for rule in rules for question in rule.questions}
    for key, question in asked.items():
        answer = conditions.usable(question, facts.get(key))
        if answer is not None:
            known[key] = answer
    known |= {"region": region.code, "region_kind": region.kind, "date": on.isoformat()}
    known["county_mode"] = settings.get(f"county_mode/{region.code}/{item.key}", "")
    if handling_item and (not item.handling_items or handling_item in item.handling_items):
        known["handling_item"] = handling_item
    return known


def _walk(rules: Sequence[ScopeRule], known: Mapping[str, Fact]) -> Iterator[_Reading]:
    """Read rule after rule until one surely ends the matter."""
    for rule in rules:
        reading = _read(rule, known)
        yield reading
        if all(case.ruling is not Ruling.DELEGATED for case in reading.reachable):
            return


def _read(rule: ScopeRule, known: Mapping[str, Fact]) -> _Reading:
    unsettled: list[RuleCase] = []
    for case in rule.cases:
        truth = conditions.case_holds(case, known)
        if truth:
            return _Reading(rule, tuple(unsettled), case)
        if truth is None:
            unsettled.append(case)
    return _Reading(rule, tuple(unsettled), RuleCase((), Ruling.DELEGATED, None, ""))


def _outcomes(readings: Sequence[_Reading], printed: Mode | None) -> set[tuple[Ruling, Mode | None]]:
    """Every end still possible; it can only shrink as facts come in, so a lone end is final."""
    modes: set[Mode | None] = {printed}
    ends: set[tuple[Ruling, Mode | None]] = set()
    for reading in readings:
        onward = {case.mode for case in reading.reachable if case.ruling is Ruling.DELEGATED}
        ends |= {(case.ruling, None) for case in reading.reachable if case.ruling is not Ruling.DELEGATED}
        modes = (onward - {None}) | (modes if None in onward else set())
    return ends | {(Ruling.DELEGATED, mode) for mode in modes}


def _missing(readings: Sequence[_Reading], known: Mapping[str, Fact]) -> tuple[str, ...]:
    """Unknown facts that can still change the ruling, in the order the rules ask them."""
    found: list[str] = []
    for reading in readings:
        decisive = {name for case in reading.open for name in conditions.open_facts(case, known)}
        order = [question.id for question in reading.rule.questions]
        found += [name for name in (*order, *sorted(decisive - set(order))) if name in decisive]
    return tuple(dict.fromkeys(found))


def _ask(case: _Case) -> Resolution:
    missing = _missing(case.readings, case.known)
    asking = next(one.rule for one in case.readings if one.open)
    ground = f"{asking.clause}定有范围，答完问题才知道归谁办。"
    questions = tuple(_asked(case, missing))
    return Resolution(
        Ruling.ASK, None, asking.id, asking.clause, asking.quote, ground, questions, missing,
        any(one.rule.to_confirm for one in case.readings), asking.doubt, _scope(case.readings), ground,
    )  # fmt: skip


def _decided(case: _Case) -> Resolution:
    """The ruling along the cases that surely hold; by _outcomes any other way ends the same."""
    mode, deciding = case.item.printed_mode, None
    ruling, grounds = Ruling.DELEGATED, []
    for reading in case.readings:
        if reading.sure.reason:
            grounds.append(wording.fill(reading.sure.reason, case.words | {"over": ""}))
        if reading.sure.mode or reading.sure.reason or reading.sure.ruling is not Ruling.DELEGATED:
            deciding, mode = reading.rule, reading.sure.mode or mode
        if reading.sure.ruling is not Ruling.DELEGATED:
            ruling, mode, grounds = reading.sure.ruling, None, grounds[-1:]
            break
    return _say(case, ruling, mode, deciding, "".join(grounds))


def _say(case: _Case, ruling: Ruling, mode: Mode | None, rule: ScopeRule | None, ground: str) -> Resolution:
    clause = rule.clause if rule else wording.item_clause(case.pack, case.item)
    if ruling is Ruling.DELEGATED and mode is None:
        ruling, ground = Ruling.NOT_LISTED, f"{clause}没有写明下放方式，不得按市县同权办理。"
    ground = ground or f"{clause}列有“{case.item.name}”。"
    after = wording.mode_sentence(mode, case.words) if mode else wording.way_out(case.pack, case.item, ruling)
    return Resolution(
        ruling, mode, rule.id if rule else "", clause, rule.quote if rule else "", ground + after,
        questions=tuple(_asked(case, ())), to_confirm=any(one.rule.to_confirm for one in case.readings),
        doubt="；".join(dict.fromkeys(one.rule.doubt for one in case.readings if one.rule.doubt)),
        scope_lines=_scope(case.readings), ground=ground,
        place=wording.place_for(case.pack, case.item) if ruling in (Ruling.CITY_ONLY, Ruling.NOT_IN_FORCE) else None,
    )  # fmt: skip


def _scope(readings: Sequence[_Reading]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for reading in readings for line in reading.rule.scope_lines))


def _asked(case: _Case, missing: Sequence[str]) -> Iterator[Asked]:
    """The questions answered and the questions still open, each once, with what follows from the answer."""
    seen: set[str] = set()
    for reading in case.readings:
        for question in reading.rule.questions:
            if question.id in seen or not (question.id in case.known or question.id in missing):
                continue
            seen.add(question.id)
            yield _judge(case, reading.rule, question)


def _judge(case: _Case, rule: ScopeRule, question: Question) -> Asked:
    """Green when the answer leads nowhere outside, red when it does, neither while it depends on others."""
    answer = case.known.get(question.id)
    if answer is None:
        return Asked(question, None, None, "")
    touching = [
        (one, alternative)
        for one in rule.cases if one.ruling is not Ruling.DELEGATED
        for alternative in one.any_of if any(test.fact == question.id for test in alternative)
    ]  # fmt: skip
    undecided = False
    for one, alternative in touching:
        truth = conditions.all_hold(alternative, case.known)
        if truth and alternative[-1].fact == question.id:
            return Asked(question, answer, False, wording.fill(one.comment, case.words | _over(question, answer, alternative)))
        undecided = undecided or truth is not False
    return Asked(question, answer, None if undecided else True, "" if undecided else question.passes)


def _over(question: Question, answer: Fact, alternative: Sequence[object]) -> dict[str, str]:
    """How far an amount lies beyond the limit it was tested against."""
    limit = getattr(alternative[-1], "value", None)
    if isinstance(answer, Decimal) and isinstance(limit, Decimal):
        return {"over": conditions.show_number(abs(answer - limit), question.unit.split("/")[0])}
    return {}


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
