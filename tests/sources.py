"""The project's own files as the checks see them: what is kept in the tree, parsed once."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("ui", "printing", "forwarding", "models", "resources", "city")
FOLDERS = (*ROOMS, "tests", "scripts", "benchmarks")
TEXT = {".py", ".md", ".toml", ".yaml", ".yml", ".json", ".csv", ".txt", ".sh", ".html", ".css", ".svg", ".lock", ""}
NOT_OURS = {".git", ".venv", "out", "build", "dist", "extra", "htmlcov"}


@cache
def python_files() -> tuple[Path, ...]:
    """Every Python file of the project, tests and scripts included."""
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    return tuple(sorted([*found, *ROOT.glob("*.py")]))


@cache
def text_files() -> tuple[Path, ...]:
    """Every text file a reader of the repository sees."""
    found = []
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        hidden = any(part in NOT_OURS or part.endswith(("_cache", "__")) for part in parts)
        if not hidden and path.is_file() and path.suffix in TEXT and not path.name.startswith(".coverage"):
            found.append(path)
    return tuple(sorted(found))


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def short(path: Path) -> str:
    """The path as people write it: from the project's folder, with forward slashes."""
    return path.relative_to(ROOT).as_posix()
