"""Reads rules.toml, the remarks of a city's list as rules; a wrong file is refused naming rule and key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from models.errors import Refusal
from models.rules import wording
from models.rules.catalogue import Condition, Fact, Question, RuleCase, ScopeRule
from models.rules.conditions import OPERATORS
from models.rules.delegation import KNOWN_FACTS
from models.rules.terms import Mode, Ruling

_RULE_KEYS = {"id", "items", "clause", "quote", "ask", "case", "scope", "doubt", "to_confirm"}
_QUESTION_KEYS = {"text", "kind", "options", "unit", "hint", "passes"}
_CASE_KEYS = {"any", "all", "result", "reason", "comment", "instead"}
_CONDITION_KEYS = {"fact", "op", "value"}
_KINDS = {"choice", "number", "yes_no", "handling_item"}
_VALUELESS = {"is_true", "is_false"}
_MODES = {one.value for one in Mode}
_RULINGS = {one.value for one in Ruling} - {Ruling.ASK, Ruling.NOT_LISTED, Ruling.DELEGATED}


def read_rules(text: str) -> tuple[ScopeRule, ...]:
    """The scope rules of a pack in the file's order, which is the order they are applied.

    Raises:
        Refusal: code ``rulebook``; the sentence names the rule id and the key that is wrong.
    """
    try:
        return _read(_parse(text))
    except (TypeError, AttributeError, KeyError, ValueError, RecursionError) as trouble:  # a word where a table belongs
        raise Refusal("规则文件里有一节的写法不对", _SAFE, _TODO, code="rulebook") from trouble


def _read(table: Mapping[str, Any]) -> tuple[ScopeRule, ...]:
    _only(table, {"question", "rule"}, "规则文件")
    questions = {name: _question(name, one) for name, one in table.get("question", {}).items()}
    rules = tuple(_rule(one, questions) for one in table.get("rule", []))
    twice = {rule.id for rule in rules if sum(other.id == rule.id for other in rules) > 1}
    if twice:
        _wrong(f"规则{min(twice)}", "id", "编号重复")
    return rules


def _parse(text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ArithmeticError) as trouble:
        raise Refusal(f"规则文件不是正确的TOML：{trouble}", _SAFE, _TODO, code="rulebook") from trouble


def _rule(table: Mapping[str, Any], questions: Mapping[str, Question]) -> ScopeRule:
    where = f"规则{table.get('id', '（无编号）')}"
    _only(table, _RULE_KEYS, where)
    asks = _texts(table, "ask", where, needed=False)
    for name in asks:
        if name not in questions:
            _wrong(where, "ask", f"没有叫{name}的问题")
    asked = tuple(questions[name] for name in asks)
    facts = {*KNOWN_FACTS, *(question.id for question in asked)}
    cases = tuple(_case(one, where, facts) for one in table.get("case", []))
    _check_order(cases, where)
    return ScopeRule(
        id=_text(table, "id", where), item_keys=_texts(table, "items", where),
        clause=_text(table, "clause", where), quote=_text(table, "quote", where, needed=False),
        questions=asked, cases=cases, scope_lines=_texts(table, "scope", where, needed=False),
        doubt=_text(table, "doubt", where, needed=False),
        to_confirm=bool(table.get("to_confirm", False)),
    )  # fmt: skip


def _check_order(cases: Sequence[RuleCase], where: str) -> None:
    """The last case is the else, and only the last."""
    if not cases or cases[-1].any_of:
        _wrong(where, "case", "最后一种情形必须不带条件")
    if not all(case.any_of for case in cases[:-1]):
        _wrong(where, "case", "不带条件的情形之后不能再有情形")


def _question(name: str, table: Mapping[str, Any]) -> Question:
    """A question; whatever its name in the file, the business item is one fact: handling_item."""
    where = f"问题{name}"
    _only(table, _QUESTION_KEYS, where)
    kind = _text(table, "kind", where)
    if kind not in _KINDS:
        _wrong(where, "kind", f"没有{kind}这种问法")
    options = _texts(table, "options", where, needed=kind == "choice")
    unit = _text(table, "unit", where, needed=kind == "number")
    return Question(
        "handling_item" if kind == "handling_item" else name, _text(table, "text", where), kind,
        options, unit, _text(table, "hint", where, needed=False), _text(table, "passes", where, needed=False),
    )  # fmt: skip


def _case(table: Mapping[str, Any], where: str, facts: set[str]) -> RuleCase:
    _only(table, _CASE_KEYS, where)
    alternatives = table.get("any") or ([table["all"]] if "all" in table else [])
    any_of = tuple(tuple(_condition(one, where, facts) for one in tests) for tests in alternatives)
    ruling, mode = _result(_text(table, "result", where), where)
    reason, comment, instead = (
        _text(table, key, where, needed=False) for key in ("reason", "comment", "instead")
    )
    for name in sorted(wording.names(reason + comment) - wording.BUILT_IN - facts):
        _wrong(where, "reason", f"不知道{{{name}}}是什么")
    if ruling is not Ruling.DELEGATED and not reason:
        _wrong(where, "reason", "不办的情形必须写明理由")
    return RuleCase(any_of, ruling, mode, reason, comment, instead)


def _result(name: str, where: str) -> tuple[Ruling, Mode | None]:
    """A mode, a ruling, or LIST: let pass to the next rule or the list's own mode."""
    if name == "LIST":
        return Ruling.DELEGATED, None
    if name in _MODES:
        return Ruling.DELEGATED, Mode(name)
    if name not in _RULINGS:
        _wrong(where, "result", f"没有{name}这种结果")
    return Ruling(name), None


def _condition(table: Mapping[str, Any], where: str, facts: set[str]) -> Condition:
    _only(table, _CONDITION_KEYS, where)
    fact, op = _text(table, "fact", where), _text(table, "op", where)
    if fact not in facts and not fact.startswith("setting."):
        _wrong(where, "fact", f"没有问过{fact}")
    if op not in OPERATORS:
        _wrong(where, "op", f"没有{op}这种比法")
    if (op in _VALUELESS) is ("value" in table):
        _wrong(where, "value", f"{op}{'不带' if op in _VALUELESS else '须带'}比较的值")
    return Condition(fact, op, _value(table.get("value"), op, where))


def _value(raw: object, op: str, where: str) -> Fact | tuple[str, ...] | None:
    if op in ("in", "not_in"):
        if isinstance(raw, list) and raw and all(isinstance(one, str) for one in raw):
            return tuple(raw)
        _wrong(where, "value", "须是一列文字")
    if isinstance(raw, date):
        return raw.isoformat()
    if raw is None or isinstance(raw, (str, bool, Decimal)):
        return raw
    if isinstance(raw, int):
        return Decimal(raw)
    return _wrong(where, "value", "只能是文字、数字、日期或真假")


def _text(table: Mapping[str, Any], key: str, where: str, *, needed: bool = True) -> str:
    value = table.get(key, "")
    if not isinstance(value, str) or (needed and not value):
        _wrong(where, key, "须填文字" if needed else "须是文字")
    return value


def _texts(table: Mapping[str, Any], key: str, where: str, *, needed: bool = True) -> tuple[str, ...]:
    value = table.get(key, [])
    fits = isinstance(value, list) and all(isinstance(one, str) and one for one in value)
    if not fits or (needed and not value):
        _wrong(where, key, "须是一列文字")
    return tuple(value)


def _only(table: Mapping[str, Any], keys: set[str], where: str) -> None:
    for key in table:
        if key not in keys:
            _wrong(where, key, "没有这个键")


_SAFE = "现用的规则没有改动"
_TODO = "请管理员改正规则文件后重新装入"


def _wrong(where: str, key: str, what: str) -> NoReturn:
    raise Refusal(f"{where}的{key}不对：{what}", _SAFE, _TODO, code="rulebook")
