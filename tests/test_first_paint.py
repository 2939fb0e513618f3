"""Nothing heavy is loaded before the window is painted: what is slow to import stays behind the first screen.

Start-up is judged against an empty Qt window, so one careless import at the top of a module doubles it. Each
module is imported in a process of its own, since this one has everything loaded.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# fmt: off
HEAVY = {
    "alembic", "argon2", "cn2an", "cryptography", "fastapi", "fontTools", "http", "httpx", "jinja2",
    "numpy", "PIL", "pydantic", "pypdfium2", "pypinyin", "python_calamine", "qrcode", "reportlab",
    "sqlalchemy", "starlette", "stdnum", "uharfbuzz", "urllib3", "uvicorn", "xlsxwriter", "yaml",
}
# fmt: on
EARLY = [
    "app",
    "models.errors",
    "models.papers",
    "models.views",
    "resources",
    "ui.crash",
    "ui.entrance",
    "ui.icons",
    "ui.session",
    "ui.signin",
    "ui.style",
    "ui.tasks",
    "ui.theme",
    "ui.warming",
]


SLOW = {"PySide6.QtSvg", "dataclasses", "datetime", "models.rules.terms", "models.views", "ui.messages"}
"""Not heavy, but 1 ms to 30 ms each, and nothing of them is seen before somebody signs in."""


def modules_after(statement: str, root: Path) -> set[str]:
    """The modules in memory after a fresh Python has run the statement."""
    code = f"import sys; {statement}; print(*sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True, timeout=60
    )
    return set(result.stdout.split())


def loaded_by(statement: str, root: Path) -> set[str]:
    """The top-level packages of those."""
    return {name.partition(".")[0] for name in modules_after(statement, root)}


@pytest.mark.parametrize("module", EARLY)
def test_that_a_module_of_the_first_screen_loads_nothing_heavy(module: str, root: Path) -> None:
    assert loaded_by(f"import {module}", root) & HEAVY == set()


def test_that_the_sign_in_window_makes_nothing_it_does_not_show(root: Path) -> None:
    loaded = modules_after("import app, ui.crash, ui.entrance, ui.session, ui.tasks", root)
    assert loaded & SLOW == set()


def test_that_the_check_sees_a_heavy_import(root: Path) -> None:
    assert loaded_by("import xlsxwriter.workbook", root) & HEAVY == {"xlsxwriter"}
