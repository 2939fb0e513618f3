"""Without a screen: the same windows driven by keys through the main job, an outage in the middle.

What it leaves in its folder: ``papers`` every PDF and a picture of each of its pages, ``screens`` a picture of every
page of the window, ``summary.txt`` the table it also prints.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from demo import halls, papers, samples, summary
from demo.citybox import CityBox
from demo.citystaff import CityStaff
from demo.halls import Seat
from demo.hands import Hands
from demo.lives import Lives
from demo.samples import Sample
from models.desk import cases, queue
from models.rules.terms import CaseState
from ui.shell import PAGE_NAMES
from ui.tasks import Tasks

if TYPE_CHECKING:
    from demo import OpenHall
    from models.desk.setup import Opened
    from ui.hall import Hall

SIZE = (1366, 768)


@dataclass
class Tour:
    """What the tour goes along with."""

    app: QApplication
    open_hall: OpenHall
    out: Path
    rows: list[summary.Done] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    bugs: list[BaseException] = field(default_factory=list)

    @contextmanager
    def at(self, hall: Hall) -> Iterator[Hall]:
        """A hall that is stopped in order whatever happens; what went wrong in its background rises here."""
        try:
            yield hall
        finally:
            stopped = hall.stop()
        if self.bugs:
            raise self.bugs[0]
        if not stopped:
            raise RuntimeError("the hall did not stop in order")

    def say(self, text: str) -> None:
        """One line on standard output, at once."""
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


def run(app: QApplication, open_hall: OpenHall, out: Path) -> int:
    """The whole tour; 0 when every case ended as it should."""
    began = time.monotonic()
    halls.clear(out)
    tour = Tour(app, open_hall, out)
    first = halls.open_store(out / "hall-140581", halls.GAOPING)
    second = halls.open_store(out / "hall-370881", halls.QUFU)
    city = CityBox(out / "city", halls.staff())
    city.start()
    try:
        city.wait()
        with tour.at(_open(tour, first, halls.GAOPING)) as hall:
            _enrol(tour, city, hall)
            _gaoping(tour, city, hall)
        with tour.at(_open(tour, second, halls.QUFU)) as hall:
            _enrol(tour, city, hall)
            _qufu(tour, city, hall)
    finally:
        city.stop()
    pages, pictures = papers.count(out)
    tour.notes += [
        f"文书 PDF 与逐页图片：{out / 'papers'}（{pages} 份，{pictures} 页）",
        f"窗口各页的图片：{out / 'screens'}（{len(list((out / 'screens').glob('*.png')))} 张）",
        f"市级参考端的数据：{out / 'city'}；全程 {time.monotonic() - began:.0f} 秒。样例均为虚构。",
    ]
    tour.say("\n" + summary.write(tour.rows, tour.notes, out / "summary.txt"))
    return 0


def _gaoping(tour: Tour, city: CityBox, hall: Hall) -> None:
    """高平市 window 03: four flows, a supplement, a refusal; the city goes away in the middle and comes back."""
    tour.say("高平市03号窗口：登录，市级线路通。")
    hands = Hands(hall)
    hands.sit_down()
    done = _work(tour, hall, hands, samples.GAOPING)
    tour.say("市级平台断开，窗口照常办件。")
    city.stop()
    done += _work(tour, hall, hands, samples.OFFLINE)
    hall.forwarder.nudge()
    hands.until("看出断网", lambda: hall.window.status.status.line.startswith("市级线路 断开"))
    hands.page(4)
    _shoot(tour, hall, "转报-断网")
    tour.say("市级平台恢复，队列自动续传。")
    city.start()
    hands.until("市级平台起来", city.listening)
    _drain(hall, hands)
    tour.notes.append("断网期间受理、补正、不予受理各一件；恢复后按原编号续传，市级各收一次。")
    _live(tour, city, hall, hands, done)
    _close(tour, hall, hands, done, halls.GAOPING)


def _qufu(tour: Tour, city: CityBox, hall: Hall) -> None:
    """曲阜市 window 01: the three flows only 济宁 has."""
    tour.say("曲阜市01号窗口：登录。")
    hands = Hands(hall)
    hands.sit_down()
    done = _work(tour, hall, hands, samples.QUFU)
    _drain(hall, hands)
    _live(tour, city, hall, hands, done)
    _close(tour, hall, hands, done, halls.QUFU)


def _open(tour: Tour, opened: Opened, seat: Seat) -> Hall:
    folder = tour.out / "papers" / seat.name
    printer = papers.printer(folder)
    hall = tour.open_hall(opened, printer=printer, tasks=Tasks(tour.bugs.append))
    hall.window.resize(*SIZE)
    hall.window.show()
    hall.window.activateWindow()
    return hall


def _enrol(tour: Tour, city: CityBox, hall: Hall) -> None:
    """The window enrols by a sheet the city has just made; from the next pass its queue goes there."""
    halls.enrol_at(city, hall.desk)
    tour.say(f"{hall.desk.store.window}：凭市级登记单登记，签章核对一致。")


def _work(tour: Tour, hall: Hall, hands: Hands, todo: Sequence[Sample]) -> list[tuple[Sample, str]]:
    """Each application to its end; (sample, case id) of each."""
    done = []
    for sample in todo:
        page = hands.fill(sample)
        if sample.picture:
            _shoot(tour, hall, sample.picture)
        hands.end(page, sample)
        case_id = papers.newest_case(hall)
        tour.say(f"　{sample.flow}：{page.strip.text}")
        done.append((sample, case_id))
    return done


def _live(tour: Tour, city: CityBox, hall: Hall, hands: Hands, done: Sequence[tuple[Sample, str]]) -> None:
    """Every accepted or forwarded case to its archive: reviewed, decided, sealed, handed over, pushed, filed."""
    tour.say("逐件办到归档：审查、决定、用印、市级办理、送达、推送、归档。")
    lives = Lives(hall, hands, CityStaff(city.url))
    for sample, case_id in done:
        if cases.case(hall.desk, case_id).row.state in (CaseState.SUPPLEMENTING, CaseState.REFUSED):
            continue
        acts = lives.live(case_id)
        seen = cases.case(hall.desk, case_id)
        hall.paper.send(tuple(paper for paper in seen.documents if not paper.prints))
        hands.settle()
        tour.say(f"　{sample.flow}：{seen.row.state.value}，又办 {acts} 步，共 {len(seen.documents)} 份文书")
    _drain(hall, hands)


def _drain(hall: Hall, hands: Hands) -> None:
    hall.forwarder.nudge()
    hands.until("队列送完", lambda: not (view := queue.queue(hall.desk)).waiting and not view.held and shown_sent(hall))
    hands.settle()


def shown_sent(hall: Hall) -> bool:
    """The status bar says that the line is up and nothing waits."""
    shown = hall.window.status.status
    return shown.line.startswith("市级线路 通") and not shown.waiting


def _close(tour: Tour, hall: Hall, hands: Hands, done: Sequence[tuple[Sample, str]], seat: Seat) -> None:
    """Every page looked at, the day's ledger, the rows of the summary, the ordered stop."""
    for number, name in enumerate(PAGE_NAMES, 1):
        hands.page(number)
        _shoot(tour, hall, f"{seat.window.region_name}-{name}")
    papers.ledger(hall, tour.out / "papers" / seat.name)
    tour.rows += [papers.row(hall, sample.flow, case_id) for sample, case_id in done]
    papers.pictures(tour.out / "papers" / seat.name)


def _shoot(tour: Tour, hall: Hall, name: str) -> None:
    folder = tour.out / "screens"
    folder.mkdir(exist_ok=True)
    tour.app.processEvents()  # what changed its size is laid out first
    tour.app.processEvents()
    hall.window.grab().save(str(folder / f"{name}.png"))
