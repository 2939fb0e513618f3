"""From an empty screen to the city's database by keyboard alone; and through an outage, a kill and a restart."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3
import zxingcpp
from PIL import Image
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

import app as program
from city.tables import cases as city_cases
from city.tables import engine_for, entries, sqlite_url
from demo import halls, samples
from demo.citybox import CityBox
from demo.hands import Hands
from models.desk import cases, documents, queue
from models.rules.terms import CaseState, Doc
from printing import raster
from printing.spool import FolderPrinter
from ui.hall import Hall
from ui.tasks import Tasks

pytestmark = pytest.mark.journey


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the window keeps its data."""
    return tmp_path / "hall"


@pytest.fixture
def box(tmp_path: Path, folder: Path) -> Iterator[CityBox]:
    """A city process with which this window has enrolled; it is stopped again, so that a test begins offline."""
    opened = halls.open_store(folder, halls.GAOPING)
    city = CityBox(tmp_path / "city", halls.staff())
    city.start()
    try:
        city.wait()
        halls.enrol_at(city, program.setup_desk(opened))
        opened.close()
        city.stop()
        yield city
    finally:
        city.stop()


@pytest.fixture
def hall(qapp: QApplication, folder: Path, box: CityBox, tmp_path: Path) -> Iterator[Hall]:
    """The window at work, the city up."""
    box.start()
    bugs: list[BaseException] = []
    opened = halls.open_store(folder, halls.GAOPING)
    made = program.open_hall(opened, printer=FolderPrinter(tmp_path / "papers"), tasks=Tasks(bugs.append))
    made.window.resize(1366, 768)
    made.window.show()
    yield made
    assert made.stop()
    assert bugs == []


def in_city(box: CityBox) -> tuple[int, int, str]:
    """Entries of the window kept by the city, cases, and the state of the last case."""
    engine = engine_for(sqlite_url(box.folder))
    with engine.connect() as connection:
        kept = connection.execute(select(func.count()).where(entries.c.window == halls.GAOPING.name)).scalar()
        states = connection.execute(select(city_cases.c.state)).scalars().all()
    engine.dispose()
    return int(kept or 0), len(states), states[-1] if states else ""


def test_that_a_case_goes_from_an_empty_screen_to_the_city_by_keys_alone(
    hall: Hall, box: CityBox, tmp_path: Path
) -> None:
    hands = Hands(hall)
    hands.sit_down()
    sample = samples.OFFLINE[0]
    page = hands.fill(sample)
    assert page.state.verdict.kind == "ready"
    hands.end(page, sample)
    hands.until("市级收到", lambda: in_city(box)[2] == CaseState.CITY_RECEIVED)
    hands.until("回执回来", lambda: cases.page(hall.desk)[0][0].state is CaseState.CITY_RECEIVED)
    assert in_city(box)[:2] == (3, 1)
    view = cases.case(hall.desk, cases.page(hall.desk)[0][0].case_id)
    assert {paper.doc for paper in view.documents} == {Doc.RECEIPT, Doc.ACCEPT, Doc.FORWARD}
    printed = sorted((tmp_path / "papers").glob("*.pdf"))
    assert len(printed) == 3
    bytes_kept = {documents.pdf(hall.desk, paper.id) for paper in view.documents}
    assert {path.read_bytes() for path in printed} == bytes_kept


def test_that_the_qr_on_the_notice_opens_the_true_case_at_the_city(hall: Hall, box: CityBox) -> None:
    hands = Hands(hall)
    hands.sit_down()
    sample = samples.OFFLINE[0]
    hands.end(hands.fill(sample), sample)
    hands.until("市级收到", lambda: in_city(box)[2] == CaseState.CITY_RECEIVED)
    view = cases.case(hall.desk, cases.page(hall.desk)[0][0].case_id)
    notice = next(paper for paper in view.documents if paper.doc is Doc.ACCEPT)
    wide, high, rgb = raster.pages(documents.pdf(hall.desk, notice.id), 150)[0]
    found = zxingcpp.read_barcode(Image.frombytes("RGB", (wide, high), rgb))
    assert found is not None
    code = found.text
    assert sample.name not in code
    path = code[code.index("/Q/") :]
    page = urllib3.request("GET", box.url + path)
    text = page.data.decode()
    assert page.status == 200
    assert view.row.case_no in text
    assert sample.name not in text
    assert urllib3.request("GET", box.url + path[:-4] + "AAAA").status == 404


def run_child(folder: Path, papers: Path, plan: str, until: str, *, kill: bool = False) -> None:
    """Run the program until it says ``until``; then let it end, or kill it as a power cut would."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.window_child", str(folder), str(papers), plan],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(program.__file__).parent,
    )
    watchdog = threading.Timer(90, process.kill)
    watchdog.start()
    try:
        assert process.stdout is not None
        said = process.stdout.readline().strip()
        if said == until and kill:
            os.kill(process.pid, signal.SIGKILL)
        _, trouble = process.communicate()
        assert said == until, trouble
        assert process.returncode == (-signal.SIGKILL if kill else 0), trouble
    finally:
        watchdog.cancel()


@pytest.mark.parametrize(("plan", "word"), [("fill", "filled"), ("press", "pressed")])
def test_that_an_outage_and_a_kill_leave_one_case_one_number_and_one_receipt(
    plan: str, word: str, box: CityBox, folder: Path, tmp_path: Path
) -> None:
    papers = tmp_path / "papers"
    run_child(folder, papers, plan, word, kill=True)
    run_child(folder, papers, "resume", "done")
    box.start()
    run_child(folder, papers, "drain", "drained")
    assert in_city(box) == (3, 1, CaseState.CITY_RECEIVED)
    opened = halls.open_store(folder, halls.GAOPING)
    desk = program.setup_desk(opened)
    rows, count = cases.page(desk)
    assert count == 1
    assert rows[0].case_no.startswith("140581-03-")
    assert rows[0].case_no.split("-")[3] == "0001"
    view = cases.case(desk, rows[0].case_id)
    assert len(view.documents) == 3
    assert len({row.receipt for row in queue.queue(desk).rows}) == 3
    assert view.chain_ok
    opened.close()
