"""The project's own files as the checks see them: what is kept in the tree, parsed once."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("ui", "printing", "forwarding", "models", "resources", "city", "demo")
FOLDERS = (*ROOMS, "tests", "scripts", "benchmarks")
CODE = {".py", ".sh", ".toml", ".html", ".css", ".qss", ".svg", ""}  # Makefile and LICENSE have no ending
TEXT = CODE | {".md", ".txt", ".csv", ".json", ".yaml", ".yml", ".lock"}


@cache
def python_files() -> tuple[Path, ...]:
    """Every Python file of the project, tests and scripts included."""
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    return tuple(sorted([*found, *ROOT.glob("*.py")]))


@cache
def text_files() -> tuple[Path, ...]:
    """Every text file that is kept, or about to be: what git knows or does not ignore."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name]
    return tuple(sorted(path for path in paths if path.is_file() and path.suffix in TEXT))


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def short(path: Path) -> str:
    """The path as people write it: from the project's folder, with forward slashes."""
    return path.relative_to(ROOT).as_posix()
