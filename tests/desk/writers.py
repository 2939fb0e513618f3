"""Which public functions of the desk write into the store, read from the source: through any helper, in any room."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOMS = ("models/desk", "models/store")
Name = tuple[str, str]  # module without its room's folders, function


def modules(root: Path) -> dict[str, ast.Module]:
    """``models.desk.accept`` → its tree."""
    found = (path for room in ROOMS for path in sorted((root / room).glob("*.py")))
    return {
        ".".join(path.relative_to(root).with_suffix("").parts): ast.parse(path.read_text(encoding="utf-8"))
        for path in found
    }


def writers(trees: Mapping[str, ast.Module], machine: frozenset[str] = frozenset()) -> frozenset[str]:
    """``accept.accept``: public functions of the desk that commit something themselves or through what they name.

    Args:
        machine: what the program writes by itself and anybody may cause; naming one of these makes no writer.
    """
    functions = {(name, one.name): one for name, tree in trees.items() for one in _functions(tree)}
    named = {place: frozenset(_named(place[0], one, trees[place[0]])) for place, one in functions.items()}
    found = {place for place, one in functions.items() if _commits(one)}
    own = {(f"models.desk.{name.split('.')[0]}", name.split(".")[1]) for name in machine}
    while more := {place for place, names in named.items() if place not in found and names & (found - own)}:
        found |= more
    return frozenset(
        f"{module.removeprefix('models.desk.')}.{name}"
        for module, name in found
        if module.startswith("models.desk.") and not name.startswith("_")
    )


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    return (one for one in tree.body if isinstance(one, ast.FunctionDef))


def _commits(function: ast.FunctionDef) -> bool:
    calls = (one.func for one in ast.walk(function) if isinstance(one, ast.Call))
    return any(isinstance(call, ast.Attribute) and call.attr == "commit" for call in calls)


def _named(module: str, function: ast.FunctionDef, tree: ast.Module) -> Iterator[Name]:
    """Every function of ours that this one names, as the imports of its module say."""
    known = _imports(tree) | _imports(function)
    for one in ast.walk(function):
        if isinstance(one, ast.Name):
            yield known.get(one.id, (module, one.id))
        elif isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id in known:
            room, name = known[one.value.id]
            yield f"{room}.{name}", one.attr


def _imports(tree: ast.AST) -> dict[str, Name]:
    lines = (one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) and one.module)
    return {name.asname or name.name: (line.module or "", name.name) for line in lines for name in line.names}
