"""After a whole day at the real window nobody's name or number stands readable in any file it left.

Not looked at, and why: ``papers``, what the printer was given, since that is the applicant's own paper; ``city``,
which is another machine. Looked at for numbers only: the day's table, which somebody took out on purpose and which
bears the applicants' names, never a number.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import app as program
from demo import halls, samples
from demo.citybox import CityBox
from demo.hands import Hands
from demo.samples import Sample
from forwarding import carrying
from models.desk import backups, cases, daybook, intake
from models.desk.accept import accept
from models.errors import Refusal
from models.rules.personal import holds
from models.store import drafts
from printing.spool import FolderPrinter
from tests.helpers.factory import form_for
from tests.helpers.residue import residue
from ui import logs
from ui.crash import CrashReporter
from ui.hall import Hall
from ui.tasks import Tasks

pytestmark = pytest.mark.journey
DAY: tuple[Sample, ...] = (samples.GAOPING[1], samples.OFFLINE[1])
DELETED = "样例删去的草稿名"


def told(sample: Sample) -> list[str]:
    """Everything a person told the counter."""
    answers = {**sample.answers(), **(sample.agent_answers() if sample.agent else {})}
    return [sample.name, *answers.values()]


NUMBERS = [word for sample in DAY for word in told(sample) if any(char.isdigit() for char in word)]
WORDS = [*dict.fromkeys([*(word for sample in DAY for word in told(sample)), DELETED])]


@dataclass
class Day:
    """The places a day leaves files in."""

    root: Path
    home: Path
    hall: Path = field(init=False)

    def __post_init__(self) -> None:
        self.hall = self.root / "hall"

    def left(self) -> dict[str, list[str]]:
        """Files with anything readable."""
        out = (self.root / "papers", self.root / "city", self.root / "table")
        found = residue((self.root, self.home), WORDS, out)
        return found | residue((self.root / "table",), NUMBERS)


@pytest.fixture
def day(tmp_path: Path, own_folders: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    """Places of its own, the temporary folder and the log file among them."""
    for name in ("tmp", "stick", "table", "log"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    before = logs.install()
    handler = logging.FileHandler(tmp_path / "log" / "window.log", encoding="utf-8")
    root = logging.getLogger()
    root.addHandler(handler)
    level = root.level
    root.setLevel(logging.DEBUG)
    yield Day(tmp_path, own_folders)
    root.setLevel(level)
    root.removeHandler(handler)
    handler.close()
    logging.setLogRecordFactory(before)


@pytest.fixture
def hall(qapp: QApplication, day: Day) -> Iterator[Hall]:
    """The window, enrolled with a city that is up."""
    city = CityBox(day.root / "city", halls.staff())
    city.start()
    city.wait()
    bugs: list[BaseException] = []
    opened = halls.open_store(day.hall, halls.GAOPING)
    made = program.open_hall(opened, printer=FolderPrinter(day.root / "papers"), tasks=Tasks(bugs.append))
    halls.enrol_at(city, made.desk)
    made.window.resize(1366, 768)
    made.window.show()
    assert qapp is not None
    yield made
    made.stop()
    city.stop()
    assert bugs == []


def work(hall: Hall, day: Day) -> None:
    """An acceptance, a notice of what is missing, the line, a draft given up, a fault, a table, a backup, a package."""
    hands = Hands(hall)
    hands.sit_down()
    for sample in DAY:
        hands.end(hands.fill(sample), sample)
    hands.until("市级收到", lambda: not [one for one in cases.page(hall.desk)[0] if one.state.value == "待转出"])
    desk = hall.desk
    form = intake.start(desk, "附件/8")
    drafts.save(
        desk.store, form.draft_id, f'{{"name": "{DELETED}"}}', item_name="", applicant=DELETED, at=desk.clock.now()
    )
    drafts.delete(desk.store, form.draft_id)
    reporter = CrashReporter(day.hall / "crash", program.VERSION, desk.clock.now)
    for word in WORDS:
        try:
            raise KeyError(word)
        except KeyError as error:
            reporter._write(error)
    for number in filter(holds, NUMBERS):
        logging.getLogger("urllib3.connectionpool").info("retry %s", number)
    daybook.export_xlsx(desk, desk.today, day.root / "table" / "台账.xlsx")
    backups.make(desk, lambda: False)
    accept(desk, form_for(desk, "附件/8"))
    with suppress(Refusal):  # when the line was quicker, nothing waits for a package
        carrying.export(desk.store, day.root / "stick", desk.clock.now(), desk.staff)


def test_pipl_nothing_readable_is_left_of_a_day_neither_open_nor_closed(hall: Hall, day: Day) -> None:
    work(hall, day)
    assert list((day.root / "papers").glob("*.pdf"))
    assert list((day.hall / "crash").glob("*.txt"))
    assert (day.root / "log" / "window.log").stat().st_size > 0
    assert day.left() == {}
    assert hall.stop()
    assert day.left() == {}
    (day.root / "tmp" / "planted.txt").write_text(f"经办 {WORDS[0]}", encoding="gb18030")  # the control
    (day.hall / "crash" / "planted.txt").write_text(NUMBERS[0], encoding="utf-16-le")
    assert sorted(Path(name).parent.name for name in day.left()) == ["crash", "tmp"]


def test_that_the_papers_would_be_found_if_they_were_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes("证件号 13800000118".encode("utf-16-be"))
    assert residue((tmp_path,), ["13800000118"]) == {str((tmp_path / "a.pdf").resolve()): ["13800000118"]}
    assert residue((tmp_path,), ["13800000118"], (tmp_path,)) == {}
