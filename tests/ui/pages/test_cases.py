"""办件: a list of any length, one case with its timeline, and what its keys do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.desk import cases as desk_cases
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.refuse import refuse
from models.desk.supplement import ask
from models.rules.terms import CaseState, Doc
from models.store import outbox
from models.views import ActDone, CaseRow
from tests.helpers.factory import HandClock, form_for, mark
from tests.ui.pages.conftest import KeepingPrinter, Show
from ui.pages.cases import CasesPage
from ui.pages.cases_clock import clock_of, main_deadline
from ui.pages.cases_lines import material_lines, paper_rows
from ui.pages.cases_list import CaseList
from ui.pages.cases_model import CHUNK, KEPT, CasesModel
from ui.pages.cases_timeline import steps
from ui.pages.paper_dialog import PaperDialog
from ui.parts.rows import ROW_ROLE
from ui.services import Services

DEVICES = "附件/71"
DIRECT = "附件/9"
MILLION = 1_000_000
Wait = Callable[[], None]


@pytest.fixture
def forwarded(desk: Desk) -> ActDone:
    """A case whose letter is ready."""
    return accept(desk, form_for(desk, DEVICES))


@pytest.fixture
def page(services: Services, forwarded: ActDone, show: Show) -> CasesPage:
    """The page with one forwarded case in front."""
    made = CasesPage(services)
    show(made)
    return made


def deliver(desk: Desk) -> None:
    """The city takes everything that waits."""
    for out in outbox.claim(desk.store, desk.clock.now(), 100, timedelta(minutes=1)):
        outbox.delivered(desk.store, out.entry.id, f"JC-{out.entry.seq:04d}", desk.clock.now())


def sample(desk: Desk, done: ActDone) -> CaseRow:
    """The list's line of a case."""
    return desk_cases.case(desk, done.case_id).row


# ------------------------------------------------------------------------------------------------ the list


def test_that_a_million_cases_are_held_lightly_and_their_end_is_at_hand(
    qtbot: QtBot, desk: Desk, forwarded: ActDone
) -> None:
    one = sample(desk, forwarded)
    view = CaseList()
    qtbot.addWidget(view)
    asked: list[int] = []

    def read(chunks: list[int]) -> None:
        asked.extend(chunks)
        for chunk in chunks:
            view.cases.put(chunk, [one] * CHUNK)

    view.wanted.connect(read)
    view.cases.show_all(MILLION)
    view.resize(288, 600)
    view.show()
    view.setFocus()
    qtbot.waitUntil(lambda: asked == [0])
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: view.current_key() == one.case_id)
    assert view.place == MILLION - 1
    assert set(asked) <= {0, MILLION // CHUNK - 1}  # nothing in between was read
    assert view.cases.held <= 2 * CHUNK


def test_that_rows_long_out_of_sight_are_let_go(desk: Desk, forwarded: ActDone) -> None:
    model = CasesModel()
    model.show_all(MILLION)
    for chunk in range(KEPT + 5):
        model.put(chunk, [sample(desk, forwarded)] * CHUNK)
    assert model.held == KEPT * CHUNK
    assert model.lacks(0, CHUNK) == [0, 1]
    assert model.lacks(20 * CHUNK, 20 * CHUNK + 5) == []


def test_that_a_row_not_read_yet_is_blank_and_asked_for_once(qtbot: QtBot) -> None:
    model = CasesModel()
    model.show_all(3)
    with qtbot.waitSignal(model.missing):
        row = model.index(2, 0).data(ROW_ROLE)
        assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "正在读"
    assert row.key == ""


def test_that_a_search_goes_on_from_its_last_row(
    qtbot: QtBot, services: Services, desk: Desk, forwarded: ActDone
) -> None:
    model = CasesModel()
    one = sample(desk, forwarded)
    model.show_found([one], 2)
    assert (model.rowCount(), model.canFetchMore(model.index(-1, -1))) == (1, True)
    with qtbot.waitSignal(model.more_wanted):
        model.fetchMore(model.index(-1, -1))
    model.add_found([one])
    assert (model.rowCount(), model.canFetchMore(model.index(-1, -1))) == (2, False)


def test_that_places_and_figures_come_from_the_store(desk: Desk, forwarded: ActDone) -> None:
    newer = ask(desk, mark(form_for(desk, DEVICES), 8, "missing"))
    assert [desk_cases.place_of(desk, one.case_id) for one in (newer, forwarded)] == [0, 1]
    assert desk_cases.place_of(desk, "nowhere") is None
    assert desk_cases.figures(desk) == desk_cases.Figures(2, 1, 0)


def test_that_typing_filters_and_escape_shows_all_again(
    qtbot: QtBot, desk: Desk, services: Services, page: CasesPage, settled: Wait
) -> None:
    accept(desk, form_for(desk, DIRECT))
    services.bus.case_changed.emit("")
    settled()
    page._search.trigger()
    page.left.filter.insert("劳务")
    qtbot.waitUntil(lambda: page.left.list.cases.searching)
    assert page.left.list.cases.rowCount() == 1
    qtbot.waitUntil(lambda: page.shown is not None and page.shown.row.item_name == "劳务派遣经营许可")
    qtbot.keyClick(page.left.filter, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.left.list.cases.searching)
    assert page.left.list.cases.rowCount() == 2


def test_that_nothing_found_is_said(qtbot: QtBot, page: CasesPage, settled: Wait) -> None:
    page.left.filter.insert("没有这个")
    qtbot.waitUntil(page.left._empty.isVisible)
    assert "没有这样的办件" in page.left._empty.accessibleName()


def test_that_a_case_asked_for_by_id_is_selected_and_shown(
    desk: Desk, services: Services, page: CasesPage, forwarded: ActDone, settled: Wait
) -> None:
    for item in ("附件/8", "附件/2", "附件/14"):
        accept(desk, form_for(desk, item))
    page.show_key(forwarded.case_id)
    settled()
    assert page.left.list.current_key() == forwarded.case_id
    assert page.left.list.place == 3
    assert page.shown is not None
    assert page.shown.row.case_id == forwarded.case_id


def test_that_a_new_case_leaves_the_one_in_front_in_front(
    desk: Desk, services: Services, page: CasesPage, forwarded: ActDone, settled: Wait
) -> None:
    accept(desk, form_for(desk, DIRECT))
    services.bus.case_changed.emit("")
    settled()
    assert (page.left.list.place, page.left.list.current_key()) == (1, forwarded.case_id)


def test_that_an_unknown_id_is_said_quietly(qtbot: QtBot, services: Services, page: CasesPage) -> None:
    with qtbot.waitSignal(services.bus.said) as said:
        page.show_key("nowhere")
    assert said.args == ["没有找到这件"]


# ------------------------------------------------------------------------------------------------ one case


def test_that_the_timeline_tells_the_log_then_now_then_the_last_day(desk: Desk, forwarded: ActDone) -> None:
    view = desk_cases.case(desk, forwarded.case_id)
    told = [row.cells[0] for row in steps(view, desk.clock.now())]
    assert [step.title for step in told] == ["收件", "受理", "转报", "转报市级", "承诺办结"]
    assert [step.day for step in told] == ["11-20", "", "", "11-20", "12-18"]
    assert told[1].paper == "受理通知书 高审受〔2026〕300001号"
    assert told[2].right_note == "第 3 条 · 等待"
    assert told[3].right == "时间在本窗口，余 2 日"


def test_that_a_day_that_is_past_stands_before_now(desk: Desk, forwarded: ActDone, clock: HandClock) -> None:
    clock.move(days=31)
    told = [row.cells[0] for row in steps(desk_cases.case(desk, forwarded.case_id), clock.now())]
    assert [step.kind for step in told] == ["entry"] * 3 + ["last", "now"]


def test_that_the_cells_say_who_used_the_days(desk: Desk, clock: HandClock, forwarded: ActDone) -> None:
    deliver(desk)
    clock.move(days=6)
    view = desk_cases.case(desk, forwarded.case_id)
    clock_now = clock_of(view, desk.calendar, desk.today)
    assert [(span.side, span.days) for span in clock_now.spans] == [("city", 4), ("left", 16)]
    assert clock_now.ends == "12-18"


def test_that_a_notice_that_has_been_given_no_longer_runs(desk: Desk) -> None:
    done = ask(desk, mark(form_for(desk, DEVICES), 8, "missing"))
    view = desk_cases.case(desk, done.case_id)
    assert main_deadline(view) is None
    assert clock_of(view, desk.calendar, desk.today).unknown
    assert [line.note for line in material_lines(view)][7] == "缺"


def test_that_the_clock_of_a_year_without_a_table_is_open(desk: Desk, clock: HandClock) -> None:
    clock.move(days=40)  # 2026-12-30: twenty working days end in a year whose holidays are not known
    done = accept(desk, form_for(desk, DIRECT))
    assert "2027" in clock_of(desk_cases.case(desk, done.case_id), desk.calendar, desk.today).unknown


def test_that_the_whole_number_of_the_applicant_is_nowhere_on_the_page(page: CasesPage, desk: Desk) -> None:
    number = form_for(desk, DEVICES).applicant.id_number
    assert number not in repr(page.shown)
    assert page.shown is not None
    assert page.shown.applicant_masked.endswith(number[-4:])


def test_that_alt_d_unfolds_why_and_folds_it_again(page: CasesPage) -> None:
    assert not page.side._why.isVisible()
    page._why.trigger()
    assert page.side._why.isVisible()
    assert "收件当日" in page.side._why.accessibleName() or "受理当日" in page.side._why.accessibleName()
    page._why.trigger()
    assert not page.side._why.isVisible()


def test_that_left_and_right_go_from_list_to_timeline_to_papers(qtbot: QtBot, page: CasesPage) -> None:
    page.activateWindow()
    page.left.to_list()
    for widget in (page.middle.timeline, page.side.papers):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
        assert widget.hasFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert page.middle.timeline.hasFocus()


# ------------------------------------------------------------------------------------------------ its keys


def test_that_f9_goes_on_with_a_case_waiting_for_its_applicant(
    qtbot: QtBot, desk: Desk, services: Services, page: CasesPage, settled: Wait
) -> None:
    done = ask(desk, mark(form_for(desk, DEVICES), 8, "missing"))
    page.show_key(done.case_id)
    settled()
    assert page.acts.main.text() == "补正收件"
    with qtbot.waitSignal(services.bus.resume_case) as resumed:
        page.acts.main.trigger()
    assert resumed.args == [done.case_id]


def test_that_f9_of_a_forwarded_case_leads_to_the_queue(qtbot: QtBot, services: Services, page: CasesPage) -> None:
    with qtbot.waitSignal(services.bus.go) as gone:
        page.acts.main.trigger()
    assert gone.args == ["转报"]


def test_that_f9_prints_what_is_left_where_the_window_has_nothing_else_to_do_and_then_says_so(
    qtbot: QtBot, desk: Desk, page: CasesPage, printer: KeepingPrinter, settled: Wait
) -> None:
    done = accept(desk, form_for(desk, DIRECT))
    page.show_key(done.case_id)
    settled()
    assert page.acts.main.text() == f"打印未打的 {len(done.documents)} 份"
    page.acts.main.trigger()
    qtbot.waitUntil(lambda: len(printer.titles) == len(done.documents))
    qtbot.waitUntil(lambda: page.acts.main.reason != "")
    assert page.acts.main.reason == "“审查意见”不由窗口人员办。请由审核岗、值班主任（签发人）办理"
    assert page.acts.rest.reason == "这件的文书都打过了，重打按 F8"


def test_that_a_refused_case_is_done(
    desk: Desk, services: Services, page: CasesPage, settled: Wait, clock: HandClock
) -> None:
    form = form_for(desk, "附件/26", facts={"truck_goods": "普通货运", "truck_mass": Decimal(4000)})
    done = refuse(desk, form)
    page.show_key(done.case_id)
    settled()
    assert page.shown is not None
    assert page.shown.row.state is CaseState.REFUSED
    assert [row.cells[0].kind for row in steps(page.shown, clock.now())] == ["entry"] * 2


def test_that_f8_prints_the_first_time_plainly_and_later_marked(
    qtbot: QtBot, desk: Desk, page: CasesPage, printer: KeepingPrinter, forwarded: ActDone, settled: Wait
) -> None:
    first = forwarded.documents[0]
    page.side.choose_paper(first.id)
    page.acts.reprint.trigger()
    qtbot.waitUntil(lambda: len(printer.titles) == 1)
    settled()
    assert len(desk_cases.case(desk, forwarded.case_id).documents) == len(forwarded.documents)
    page.acts.reprint.trigger()
    qtbot.waitUntil(lambda: len(printer.titles) == 2)
    settled()
    view = desk_cases.case(desk, forwarded.case_id)
    assert [paper.number for paper in view.documents].count(first.number) == 2
    assert "重打 1 次" in [row.cells[2] for row in paper_rows(view)]
    assert page.side.paper == first.id  # the choice stayed


def test_that_ctrl_p_shows_the_very_paper(qtbot: QtBot, page: CasesPage, forwarded: ActDone, settled: Wait) -> None:
    accepted = next(paper for paper in forwarded.documents if paper.doc is Doc.ACCEPT)
    page.side.choose_paper(accepted.id)
    page._preview.trigger()
    dialog = cast("PaperDialog", page.findChild(PaperDialog))
    qtbot.waitUntil(lambda: dialog.preview.pages == accepted.pages)
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_that_enter_on_an_entry_opens_its_paper(qtbot: QtBot, page: CasesPage, forwarded: ActDone) -> None:
    page.middle.timeline.selectRow(1)
    qtbot.keyClick(page.middle.timeline, Qt.Key.Key_Return)
    dialog = cast("PaperDialog", page.findChild(PaperDialog))
    assert dialog.windowTitle() == "受理通知书"
    assert page.side.paper == forwarded.documents[1].id


def test_that_an_entry_changed_by_hand_is_shouted(
    desk: Desk, services: Services, page: CasesPage, settled: Wait
) -> None:
    with desk.store.work() as work:
        work.db.execute("DROP TRIGGER entries_no_update")
        work.db.execute("UPDATE entries SET actor = 'someone else' WHERE version = 2")
        work.commit()
    services.bus.case_changed.emit("")
    settled()
    assert "日志与摘要不符" in page.middle.strip.text
