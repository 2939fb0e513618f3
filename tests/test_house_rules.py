"""Rules of the house that no ready tool knows: a pattern, where it counts, why, what breaks it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.sources import ROOMS, ROOT, python_files, short, text_files


@dataclass(frozen=True)
class Rule:
    """What may not stand in the files that match `where` (and not `but`); `planted` must be found."""

    why: str
    pattern: str
    planted: str
    where: tuple[str, ...]
    but: tuple[str, ...] = ()

    def covers(self, name: str) -> bool:
        """Whether a file of this name is held to the rule."""
        return any(fnmatch(name, glob) for glob in self.where) and not any(fnmatch(name, g) for g in self.but)

    def faults(self, name: str, text: str) -> list[str]:
        """The lines of a file that break the rule, as 'name:line text'."""
        found = re.compile(self.pattern)
        lines = enumerate(text.splitlines(), 1)
        return [f"{name}:{number} {line.strip()[:90]}" for number, line in lines if found.search(line)]


HERE = "tests/test_house_rules.py"
CODE = ("*.py",)
RULES = [
    Rule(
        "a test waits for a signal or a state, never for a time",
        r"\bqtbot\.wait\(|\btime\.sleep\(|\bfrom time import .*sleep",
        "    qtbot.wait(50)",
        where=("tests/*",),
        but=(HERE,),
    ),
    Rule(
        "threads are made where the screen is, and nowhere below it",
        r"\bQThread\(",
        "thread = QThread(self)",
        where=CODE,
        but=("ui/*", "app.py", "tests/*"),
    ),
    Rule(
        "there is one door to the background",
        r"\bQRunnable\b",
        "class Job(QRunnable):",
        where=CODE,
        but=("ui/tasks.py", "tests/*"),
    ),
    Rule(
        "a lambda connected to a worker's signal would run in the worker",
        r"\.connect\(\s*lambda",
        "worker.done.connect(lambda: None)",
        where=("ui/tasks.py", "ui/forwarder.py"),
    ),
    Rule(
        "a worker never waits for the screen",
        r"BlockingQueuedConnection",
        "Qt.ConnectionType.BlockingQueuedConnection",
        where=CODE,
        but=(HERE,),
    ),
    Rule(
        "dialogs open and answer by a signal; nothing on the screen nests a loop",
        r"\b(?!app\b)\w+\.exec\(|processEvents\(",
        "dialog.exec()",
        where=("ui/*",),
        but=("ui/gallery.py",),  # draws its picture and ends; no person works in it
    ),
    Rule(
        "a warning is mended, not hidden",
        r"filterwarnings\(\s*[\"']ignore",
        'warnings.filterwarnings("ignore")',
        where=CODE,
        but=(HERE,),
    ),
    Rule(
        "an ignored check says which check it is",
        r"#\s*(noqa|type:\s*ignore)(?![:\[])",
        "import x  # type: ignore",
        where=CODE,
        but=(HERE,),
    ),
    Rule(
        "an identity number of a possible holder stands nowhere: samples are plainly invented",
        r"\b[1-8]\d{5}(19\d\d|20[0-2]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]\b",
        "140581" + "19900307" + "1234",
        where=("resources/*", "docs/*", "*.md"),
    ),
]
# Words that would tie the repository to one machine or one registry; the ~ lets this file pass its own check.
PLACES = ("/wo~rk/", "sha~red/", "/ro~ot/", "/opt/wh~eels", "/tmp/bash~_jobs")
HOSTS = ("pypi~.org", "pythonhosted~.org", "npmjs~.org", "deb.debian~.org", "conda~.io", "://mir~rors.")


def broken(rule: Rule, files: Iterable[Path]) -> list[str]:
    """Every line of these files that breaks the rule."""
    covered = (path for path in files if rule.covers(short(path)))
    return [fault for path in covered for fault in rule.faults(short(path), path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.why)
def test_that_the_tree_keeps_the_rule(rule: Rule) -> None:
    assert broken(rule, {*python_files(), *text_files()}) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.why)
def test_that_the_rule_sees_what_breaks_it(rule: Rule) -> None:
    assert rule.faults("planted.py", f"x = 1\n{rule.planted}\n") != []
    assert rule.faults("clean.py", "x = 1\nspeak(x)\n") == []


@pytest.mark.parametrize("split", PLACES + HOSTS)
def test_that_no_file_names_one_machine_or_one_registry(split: str) -> None:
    word = split.replace("~", "")
    named = [short(path) for path in text_files() if word in path.read_text(encoding="utf-8")]
    assert named == []


def test_that_the_files_looked_at_are_the_tree() -> None:
    names = {short(path) for path in text_files()}
    assert {"pyproject.toml", "Makefile", "README.md", "requirements/run.lock", HERE, ".ci/run"} <= names


def test_that_every_package_is_named_in_pyproject() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    named = tomllib.loads(text)["tool"]["setuptools"]["packages"]
    found = {path.parent for room in ROOMS for path in (ROOT / room).rglob("*.py")}
    assert sorted(named) == sorted(short(folder).replace("/", ".") for folder in found)


def test_that_every_folder_of_code_is_a_package_with_a_docstring() -> None:
    folders = {path.parent for room in ROOMS for path in (ROOT / room).rglob("*.py")}
    silent = [short(f) for f in folders if not (f / "__init__.py").is_file()]
    assert silent == []


@pytest.mark.parametrize("name", ["run", "dev", "bench"])
def test_that_every_locked_package_has_a_hash_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", text)[1:]
    assert len(blocks) > 20
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert re.search(r"://|--(extra-)?index-url|--find-links", text) is None


def pins(name: str) -> set[str]:
    """Every 'package==version' of one lock file; which extras of a package are asked for may differ."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    return {re.sub(r"\[[^]]*\]", "", pin) for pin in re.findall(r"(?m)^[A-Za-z0-9][^ ]*==[^ ]+", text)}


def test_that_the_larger_locks_hold_every_pin_of_the_smaller() -> None:
    run, dev, bench = (pins(name) for name in ("run", "dev", "bench"))
    assert run < dev < bench
