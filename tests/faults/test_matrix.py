"""The table of faults in docs/faults.md: each line names tests that are there, or says why it is not shown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.faults.cityproc import ROOT

LINES, SHOWN = 48, 44
_LINE = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
_NOT_SHOWN = "未展示："


@dataclass(frozen=True)
class Line:
    """One fault."""

    number: int
    fault: str
    shown_by: str

    @property
    def tests(self) -> list[tuple[str, str]]:
        """File and name."""
        return _TEST.findall(self.shown_by)

    @property
    def missing(self) -> list[str]:
        """Tests that are named and are not there, or a line without either."""
        if self.shown_by.startswith(_NOT_SHOWN):
            return []
        return [f"{self.number} {path}::{name}" for path, name in self.tests if not there(path, name)] or (
            [] if self.tests else [f"{self.number} 没有试验，也没有原因"]
        )


def there(path: str, name: str) -> bool:
    """Whether that file has that test, and it is not marked as failing."""
    file = ROOT / path
    if not file.exists():
        return False
    found = re.search(rf"((?:^@.*\n)*)^def {name}\(", file.read_text(encoding="utf-8"), re.MULTILINE)
    return found is not None and "xfail" not in found[1]


def table(text: str) -> list[Line]:
    """The lines of the table."""
    return [Line(int(row[0]), row[1], row[4]) for row in _LINE.findall(text)]


def test_that_every_fault_of_the_table_is_shown_by_a_test_or_says_why_not() -> None:
    lines = table((ROOT / "docs" / "faults.md").read_text(encoding="utf-8"))
    assert [line.number for line in lines] == list(range(1, LINES + 1))
    assert [one for line in lines for one in line.missing] == []
    assert len([line for line in lines if line.tests]) >= SHOWN


def test_that_a_test_that_is_not_there_is_found() -> None:
    planted = "| 1 | 甲 | 乙 | 丙 | `tests/faults/test_matrix.py::test_that_nobody_wrote` |"
    assert table(planted)[0].missing == ["1 tests/faults/test_matrix.py::test_that_nobody_wrote"]
    assert table("| 2 | 甲 | 乙 | 丙 | 以后 |")[0].missing == ["2 没有试验，也没有原因"]
    assert table("| 3 | 甲 | 乙 | 丙 | 未展示：没有这样的机器 |")[0].missing == []
