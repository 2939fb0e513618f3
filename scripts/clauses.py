"""The table clause → rule → tests, from ``tests/rules/clauses.csv``; a clause without a rule or a test is a hole.

    python scripts/clauses.py          prints the table; ends with 1 when there is a hole

A rule is ``module`` or ``module:name``, a test the beginning of a test's name. Both are looked up, never trusted.
"""

from __future__ import annotations

import ast
import csv
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "tests" / "rules" / "clauses.csv"


@dataclass(frozen=True, slots=True)
class Clause:
    """One line of the table."""

    id: str
    clause: str
    says: str
    rules: tuple[str, ...]
    tests: tuple[str, ...]
    why_not: str  # why the program cannot honour it; "" when it does


def read(path: Path = TABLE) -> tuple[Clause, ...]:
    """The table as written."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Clause(
                *(row["id"], row["clause"], row["says"]),
                *(tuple(row["rule"].split()), tuple(row["tests"].split()), row["why_not"]),
            )
            for row in csv.DictReader(lines)
        )


@cache
def known_tests(folder: Path = ROOT / "tests") -> Mapping[str, str]:
    """Every test function there is, and its file."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found[node.name] = path.name
    return found


def rule_there(rule: str) -> bool:
    """Whether the module, and the name in it, exist."""
    module, _, name = rule.partition(":")
    try:
        loaded = import_module(module)
    except ImportError:
        return False
    return not name or hasattr(loaded, name)


def tests_of(clause: Clause, names: Iterable[str]) -> tuple[str, ...]:
    """Tests whose names begin as the table says."""
    return tuple(name for name in names if name.startswith(clause.tests)) if clause.tests else ()


def holes(clauses: Sequence[Clause], names: Sequence[str]) -> Iterator[str]:
    """A sentence for every hole."""
    seen: set[str] = set()
    for one in clauses:
        where = f"{one.id} {one.clause}"
        if one.id in seen:
            yield f"{where}: this id stands twice"
        seen.add(one.id)
        if one.why_not:
            if one.rules or one.tests:
                yield f"{where}: not honoured, yet it names a rule or a test"
            continue
        if not one.rules:
            yield f"{where}: no rule"
        if not one.tests:
            yield f"{where}: no test"
        yield from (f"{where}: there is no {rule}" for rule in one.rules if not rule_there(rule))
        yield from (f"{where}: no test begins with {t}" for t in one.tests if not any(n.startswith(t) for n in names))


def main() -> int:
    """Print the table and what is missing."""
    sys.path.insert(0, str(ROOT))
    clauses, names = read(), tuple(known_tests())
    for one in clauses:
        print(f"{one.id:<5} {one.clause}\n      {one.says}")
        if one.why_not:
            print(f"      — {one.why_not}")
            continue
        found = tests_of(one, names)
        print(f"      规则 {'、'.join(rule.rpartition('.')[2].replace(':', '.') for rule in one.rules)}")
        print(f"      测试 {len(found)}：{found[0] if found else '无'}{' …' if len(found) > 1 else ''}")
    missing = list(holes(clauses, names))
    honoured = sum(1 for one in clauses if not one.why_not)
    print(
        f"\n{len(clauses)} 条：{honoured} 条有规则有测试，{len(clauses) - honoured} 条程序不管，{len(missing)} 处空缺"
    )
    for hole in missing:
        print(f"  空缺 {hole}")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
