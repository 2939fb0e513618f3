"""The rooms' import rules of pyproject.toml hold, and each of them can fail.

The contracts are run on the real tree; then each is broken on purpose in a small copy of the rooms, so that a
contract that has quietly stopped looking is found here.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = "from importlinter.cli import lint_imports_command; lint_imports_command()"
ROOMS = (
    "city/service.py",
    "forwarding/client.py",
    "forwarding/runner.py",
    "forwarding/sealed/read.py",
    "forwarding/wire.py",
    "models/views.py",
    "models/papers.py",
    "models/desk/intake.py",
    "models/packs/loader.py",
    "models/rules/terms.py",
    "models/store/tables.py",
    "models/store/sql.py",
    "printing/make.py",
    "resources/extra.py",
    "ui/parts/light.py",
)
ALLOWED = {
    "ui/parts/light.py": [
        "import PySide6.QtGui",
        "import printing.make, resources",
        "from models.desk import intake",
    ],
    "printing/make.py": ["import reportlab.pdfgen, qrcode", "import resources", "from models import papers"],
    "forwarding/client.py": ["import urllib3", "from models.store import tables"],
    "models/store/tables.py": ["import sqlalchemy", "import sqlcipher3"],
    "models/desk/intake.py": ["from models.store import tables", "from models.rules import terms"],
    "city/service.py": [
        "import fastapi, sqlite3",
        "from models.rules import terms",
        "from forwarding import wire",
        "from forwarding.sealed import read",
    ],
    "forwarding/sealed/read.py": ["from forwarding import wire", "import cryptography"],
}
PLANTED = [
    ("arrows", "models/rules/terms.py", "import ui"),
    ("arrows", "models/views.py", "from printing import make"),
    ("arrows", "printing/make.py", "from forwarding import client"),
    ("arrows", "forwarding/client.py", "from printing import make"),
    ("resources-below", "models/packs/loader.py", "import resources"),
    ("resources-below", "resources/extra.py", "import ui.parts.light"),
    ("rules-pure", "models/rules/terms.py", "from models.store import tables"),
    ("desk-on-top", "models/store/tables.py", "from models.desk import intake"),
    ("qt", "models/desk/intake.py", "from PySide6.QtCore import QDate"),
    ("qt", "city/service.py", "import PySide6"),
    ("no-sql-on-screen", "ui/parts/light.py", "import sqlite3"),
    ("no-sql-on-screen", "ui/parts/light.py", "from models.store import tables"),
    ("sql", "models/desk/intake.py", "from sqlalchemy import select"),
    ("sql", "forwarding/client.py", "import sqlcipher3"),
    ("http", "models/desk/intake.py", "import urllib3"),
    ("http", "ui/parts/light.py", "import http.client"),
    ("pdf", "models/papers.py", "from reportlab.lib import units"),
    ("pdf", "ui/parts/light.py", "import qrcode"),
    ("city-apart", "city/service.py", "from models.store import tables"),
    ("city-apart", "city/service.py", "from forwarding import client"),
    ("city-apart", "city/service.py", "import models.views"),
    ("package-pure", "forwarding/sealed/read.py", "from models.store import tables"),
    ("package-pure", "forwarding/sealed/read.py", "from forwarding import client"),
    ("package-pure", "forwarding/sealed/read.py", "import urllib3"),
    ("city-apart", "city/service.py", "from forwarding import runner"),
    ("no-room-knows-the-city", "forwarding/wire.py", "from city import service"),
    ("app-on-top", "ui/parts/light.py", "import app"),
]


def lint(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """Runs import-linter on the rooms below `folder`, on all contracts or only those named."""
    chosen = [word for name in contracts for word in ("--contract", name)]
    return subprocess.run(
        [sys.executable, "-c", COMMAND, "--no-cache", "--no-logo", *chosen],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def small_house(tmp_path: Path, root: Path) -> Path:
    """The rooms as nearly empty packages, with every import that is allowed, under the real contracts."""
    shutil.copy(root / "pyproject.toml", tmp_path)
    for name in ROOMS:
        module = tmp_path / name
        module.parent.mkdir(parents=True, exist_ok=True)
        for package in module.relative_to(tmp_path).parents:
            if package.name:
                (tmp_path / package / "__init__.py").touch()
        module.write_text("".join(f"{line}\n" for line in ALLOWED.get(name, [])), encoding="utf-8")
    (tmp_path / "app.py").touch()
    return tmp_path


def test_that_no_room_imports_what_it_may_not(root: Path) -> None:
    result = lint(root)
    assert result.returncode == 0, result.stdout + result.stderr


def test_that_every_allowed_import_passes(small_house: Path) -> None:
    result = lint(small_house)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(("contract", "module", "line"), PLANTED)
def test_that_a_forbidden_import_is_found(small_house: Path, contract: str, module: str, line: str) -> None:
    with (small_house / module).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    result = lint(small_house, contract)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "BROKEN" in result.stdout


def test_that_every_contract_has_a_planted_fault(root: Path) -> None:
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    named = {line.split('"')[1] for line in text.splitlines() if line.startswith("id = ")}
    assert named == {contract for contract, _, _ in PLANTED}
