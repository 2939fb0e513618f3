"""转报: what waits, what a person must settle, what arrived; the line down is one banner that bars nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from city.desk import Fault
from models.desk import line
from models.desk import queue as desk_queue
from models.desk.accept import accept
from models.desk.context import Desk
from models.rules.terms import Doc
from models.store import outbox
from models.views import DocumentView
from tests.helpers.cityroad import road
from tests.helpers.factory import form_for, hall
from ui.bus import Bus
from ui.pages.queue import QueuePage
from ui.pages.queue_rows import answer_key, short_no
from ui.services import Services
from ui.tasks import Tasks


@dataclass
class NoPaper:
    """Stands where papers would go out."""

    sent: list[DocumentView] = field(default_factory=list)

    def send(self, papers: tuple[DocumentView, ...]) -> None:
        """Remember them."""
        self.sent.extend(papers)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with hall(tmp_path / "hall") as made:
        yield made


@dataclass
class Shown:
    page: QueuePage
    bus: Bus
    nudges: list[int]
    papers: NoPaper


@pytest.fixture
def shown(qtbot: QtBot, desk: Desk) -> Iterator[Shown]:
    accept(desk, form_for(desk, "附件/71"))
    bugs: list[BaseException] = []
    tasks, bus, nudges = Tasks(bugs.append), Bus(), []
    papers = NoPaper()
    page = QueuePage(Services(desk, tasks, bus, papers, lambda: nudges.append(1)))  # type: ignore[arg-type]  # sends only
    qtbot.addWidget(page)
    page.resize(1294, 712)
    page.show()
    qtbot.waitUntil(lambda: page._table.model().rowCount() > 0)
    yield Shown(page, bus, nudges, papers)
    assert tasks.stop()
    assert bugs == []


def words(page: QueuePage) -> str:
    model = page._table.model()
    return " ".join(
        str(model.index(row, column).data()) for row in range(model.rowCount()) for column in range(model.columnCount())
    )


def test_that_what_waits_is_listed_with_what_it_carries(shown: Shown) -> None:
    told = words(shown.page)
    assert "等待发送" in told
    assert "转报材料" in told
    assert "第三类医疗器械经营许可" in told
    assert "1120-0001" in told


def test_that_an_entry_a_person_must_settle_comes_first_and_says_why_and_who(
    shown: Shown, desk: Desk, qtbot: QtBot
) -> None:
    claimed = outbox.claim(desk.store, desk.clock.now(), 10, timedelta(minutes=1))
    outbox.hold(desk.store, claimed[0].entry.id, "扫描件少 2 页", "经办人")
    shown.bus.queue_changed.emit()
    qtbot.waitUntil(lambda: "要人处理" in words(shown.page))
    assert words(shown.page).index("要人处理") < words(shown.page).index("等待")
    shown.page._table.select_key(claimed[0].entry.id)
    assert shown.page.side.why.lines[0].text == "扫描件少 2 页"
    assert shown.page.side.how.lines[0].text == "经办人"


def test_that_f9_sends_a_held_entry_again_and_asks_for_a_pass_at_once(shown: Shown, desk: Desk, qtbot: QtBot) -> None:
    claimed = outbox.claim(desk.store, desk.clock.now(), 10, timedelta(minutes=1))
    outbox.hold(desk.store, claimed[0].entry.id, "清单页数不符", "经办人")
    shown.page.refresh()
    qtbot.waitUntil(lambda: "要人处理" in words(shown.page))
    shown.page._table.select_key(claimed[0].entry.id)
    shown.page._table.setFocus()
    QTest.keyClick(shown.page._table, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: bool(shown.nudges) and "要人处理" not in words(shown.page))


def test_that_the_line_down_is_told_with_what_still_works(shown: Shown, desk: Desk, qtbot: QtBot) -> None:
    assert shown.page._banner.isHidden()
    line.note_line(desk, "down", "连不上市级平台")
    shown.bus.line_changed.emit("down", "连不上市级平台")
    qtbot.waitUntil(shown.page._banner.isVisible)
    assert "照常收件" in shown.page._banner.accessibleName()
    assert "不受影响" in shown.page._banner.accessibleName()


@pytest.mark.parametrize(
    ("code", "note", "lead", "who"),
    [
        ("captive", "要先登录上网。经办人：在浏览器里完成上网登录", "没有连到市级", "经办人"),
        ("certificate", "证书不是我们认的。管理员：核对地址和证书", "市级的证书不对", "管理员"),
        ("upgrade", "约定版本不同。请升级：管理员给本机换新版程序", "两边版本不同", "请升级"),
        ("city_trouble", "市级平台出了故障（500）", "市级平台出了故障", "自动再送"),
        ("rate_limited", "市级平台要求放慢发送", "市级要求放慢", "自动续传"),
    ],
)
def test_that_each_trouble_of_the_line_has_its_own_words_and_says_who_must_act(
    shown: Shown, desk: Desk, qtbot: QtBot, code: str, note: str, lead: str, who: str
) -> None:
    line.note_line(desk, "down", note, code=code)
    shown.bus.line_changed.emit("down", note)
    qtbot.waitUntil(shown.page._banner.isVisible)
    said = shown.page._banner.accessibleName()
    assert said.startswith(lead)
    assert "照常收件" in said
    assert who in said


def test_that_a_wrong_clock_is_told_though_the_line_is_up(shown: Shown, desk: Desk, qtbot: QtBot) -> None:
    line.note_line(desk, "up", skew=12 * 60)
    shown.bus.line_changed.emit("up", line.clock_word(12 * 60))
    qtbot.waitUntil(shown.page._banner.isVisible)
    assert "比市级快 12 分钟" in shown.page._banner.accessibleName()
    assert "管理员校准" in shown.page._banner.accessibleName()


def test_that_an_entry_that_waits_for_somebody_says_for_whom(shown: Shown, desk: Desk, qtbot: QtBot) -> None:
    claimed = outbox.claim(desk.store, desk.clock.now(), 10, timedelta(minutes=1))
    later = desk.clock.now() + timedelta(minutes=5)
    outbox.wait_many(desk.store, (claimed[0].entry.id,), "要先登录上网", later, "经办人：在浏览器里完成上网登录")
    shown.page.refresh()
    qtbot.waitUntil(lambda: shown.page._rows[claimed[0].entry.id].who != "")
    shown.page._table.select_key(claimed[0].entry.id)
    assert shown.page.side.why.lines[0].text == "要先登录上网"
    assert shown.page.side.how.lines[0].text == "经办人：在浏览器里完成上网登录"


def test_that_enter_opens_the_case(shown: Shown, qtbot: QtBot) -> None:
    opened: list[str] = []
    shown.bus.open_case.connect(opened.append)
    shown.page._table.setFocus()
    QTest.keyClick(shown.page._table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(opened) == 1)


def test_that_a_number_is_said_as_people_say_it() -> None:
    assert short_no("140581-03-20261120-0017-N") == "1120-0017"
    assert short_no("") == ""


# ---- what the city answered


@pytest.fixture
def answered(shown: Shown, desk: Desk, tmp_path: Path, qtbot: QtBot) -> tuple[Shown, str]:
    """The city sent the case back; the page has looked again."""
    way = road(desk, tmp_path / "city")
    way.exchange()
    case_id = desk_queue.queue(desk).rows[0].case_id
    faults = (Fault("材料5", "缺第 3 页"), Fault("材料2", "签字不是本人", "申请人"))
    way.city.send_back(case_id, "材料有误", faults)
    way.pull()
    shown.bus.queue_changed.emit()
    qtbot.waitUntil(lambda: "市级有答复" in words(shown.page))
    shown.page._table.select_key(answer_key(case_id))
    qtbot.waitUntil(shown.page.side.city.isVisible)
    return shown, case_id


def test_that_what_the_city_sent_back_stands_first_and_field_by_field(answered: tuple[Shown, str]) -> None:
    shown, _ = answered
    assert words(shown.page).startswith("市级有答复")
    assert [row.right for row in shown.page.side.city.table.rows] == ["缺第 3 页", "签字不是本人"]


def test_that_f9_on_an_answer_opens_its_case(answered: tuple[Shown, str]) -> None:
    shown, case_id = answered
    opened: list[str] = []
    shown.bus.open_case.connect(opened.append)
    QTest.keyClick(shown.page._table, Qt.Key.Key_F9)
    assert opened == [case_id]


def test_that_f7_makes_the_applicants_paper_here_too(answered: tuple[Shown, str], desk: Desk, qtbot: QtBot) -> None:
    shown, case_id = answered
    QTest.keyClick(shown.page._table, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: len(shown.papers.sent) == 1)
    (paper,) = shown.papers.sent
    assert (paper.case_id, paper.doc) == (case_id, Doc.SUPPLEMENT)
    qtbot.waitUntil(lambda: paper.number in shown.page._noticing.act.reason)
