"""Files, classes and functions stay small enough to be read at one go; limits in lines.

The limits are where a file must be split, not what to aim at: 80-150 lines a file, 6-8 lines a function.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources import python_files, short, tree

FILE, CLASS, METHODS, FUNCTION = 400, 300, 25, 60
FROZEN = "migrations/versions/"  # a released step is one list of tables that is never edited again


def too_large(name: str, lines: int, module: ast.Module) -> Iterator[str]:
    """One sentence for each thing in the module that is over its limit."""
    if lines > FILE:
        yield f"{name}: {lines} lines (limit {FILE})"
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            yield from class_too_large(name, node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > FUNCTION:
            if FROZEN in name:
                continue
            yield f"{name}:{node.lineno} {node.name}: {length(node)} lines (limit {FUNCTION})"


def class_too_large(name: str, node: ast.ClassDef) -> Iterator[str]:
    """The sentences for one class."""
    methods = sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body)
    if length(node) > CLASS:
        yield f"{name}:{node.lineno} {node.name}: {length(node)} lines (limit {CLASS})"
    if methods > METHODS:
        yield f"{name}:{node.lineno} {node.name}: {methods} methods (limit {METHODS})"


def length(node: ast.stmt) -> int:
    """Lines from the first to the last of a statement."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("path", python_files(), ids=short)
def test_that_nothing_is_too_large_to_read(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert list(too_large(short(path), lines, tree(path))) == []


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("x = 1\n" * 401, "401 lines (limit 400)"),
        ("def f():\n" + "    x = 1\n" * 60, "f: 61 lines (limit 60)"),
        ("async def f():\n" + "    x = 1\n" * 60, "f: 61 lines (limit 60)"),
        ("class C:\n" + "    x = 1\n" * 300, "C: 301 lines (limit 300)"),
        ("class C:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(26)), "26 methods (limit 25)"),
    ],
)
def test_that_the_check_sees_what_is_too_large(source: str, sentence: str) -> None:
    found = list(too_large("planted.py", len(source.splitlines()), ast.parse(source)))
    assert len(found) == 1
    assert found[0].endswith(sentence)
