"""The window closes in order: drafts kept, papers out, what waits for the city told; and a jammed paper comes again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.desk import accept, intake
from models.views import ActDone
from printing.spool import PrintResult
from tests.helpers.factory import form_for
from tests.helpers.offices import CLERK, PASSWORD, start
from tests.journeys.desk_clerk import JammedPrinter, Seat, seated
from ui.pages.intake.page import IntakePage

pytestmark = pytest.mark.journey


@pytest.fixture
def printer() -> JammedPrinter:
    """A printer that takes everything until it is told to jam."""
    made = JammedPrinter()
    made.jammed = False
    return made


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path, printer: JammedPrinter) -> Iterator[Seat]:
    """A clerk at the open window."""
    start(tmp_path / "hall")
    with seated(qtbot, tmp_path / "hall", printer) as made:
        made.sign_in(CLERK, PASSWORD)
        made.entered()
        yield made


def accepted(seat: Seat) -> ActDone:
    """A case taken; its entries wait, since no city is set."""
    done = accept.accept(seat.hall.desk, form_for(seat.hall.desk, "附件/8"))
    seat.hall.bus.case_changed.emit(done.case_id)
    seat.settle()
    return done


def test_that_a_window_with_nothing_to_do_closes_at_once(seat: Seat) -> None:
    assert seat.hall.window.close()
    assert seat.messages() == []


def test_that_what_waits_for_the_city_is_told_and_one_may_stay_or_leave(seat: Seat) -> None:
    accepted(seat)
    window = seat.hall.window
    assert not window.close()
    unsent = seat.hall.front.status.unsent
    assert unsent > 0
    assert f"还有 {unsent} 条没有送到市级" in seat.message().text
    seat.press(Qt.Key.Key_Escape)
    seat.until(lambda: not seat.messages())
    assert window.isVisible()
    window.close()
    seat.message().accept()
    seat.until(lambda: not window.isVisible())


def test_that_a_draft_typed_a_moment_ago_is_kept_before_the_window_closes(seat: Seat) -> None:
    page, window = cast("IntakePage", seat.hall.window.page("收件")), seat.hall.window
    page.begin("附件/71")
    page.state.change(note="样例备注")
    assert page.keeper.waiting
    window.close()
    seat.until(lambda: not window.isVisible())
    drafts = intake.drafts(seat.hall.desk)
    assert intake.resume(seat.hall.desk, drafts[0].draft_id).note == "样例备注"


def test_that_papers_under_way_come_out_before_the_window_closes(seat: Seat, printer: JammedPrinter) -> None:
    done, window = accepted(seat), seat.hall.window
    seat.hall.paper.send(done.documents)
    assert not window.close()
    assert "手上的事办完就关" in window.foot.text
    seat.message().accept()
    seat.until(lambda: not window.isVisible())
    assert len(printer.taken) == len(done.documents)


def test_that_a_jam_keeps_the_window_and_the_key_prints_the_very_same_papers(
    seat: Seat, printer: JammedPrinter
) -> None:
    done, hall = accepted(seat), seat.hall
    printer.jammed = True
    hall.paper.send(done.documents)
    hall.window.close()
    seat.settle()
    assert hall.window.isVisible()
    assert hall.window.foot.text == PrintResult(False, "打印机卡纸。文书和编号都已留存。请理好纸后重打。").sentence
    assert hall.window.foot.again.text() == f"重打 {len(done.documents)} 份"
    printer.jammed = False
    hall.window.foot.again.trigger()
    seat.settle()
    assert hall.window.foot.text == ""
    assert [data for data, _ in printer.taken] == [hall.desk.store.blobs.get(one.digest) for one in done.documents]
    assert len({title for _, title in printer.taken}) == len(done.documents)
