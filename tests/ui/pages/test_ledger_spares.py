"""断电备用单 on the screen: printed, entered with the true time, made void; a scan of a sheet's code opens 补录."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from models.desk import late, spares_register
from models.desk.accept import accept
from models.desk.context import SHANGHAI, Desk
from models.errors import Refusal
from models.rules.terms import Doc
from tests.helpers.factory import HandClock, form_for
from tests.ui.pages.conftest import KeepingPrinter, Show
from ui.pages.intake.doing import _to_print
from ui.pages.intake.page import IntakePage
from ui.pages.ledger_book import LedgerBook
from ui.pages.ledger_spares import SparesPage
from ui.services import Services

Wait = Callable[[], None]
NOW = datetime(2026, 11, 20, 10, 48, tzinfo=SHANGHAI)


@pytest.fixture
def page(services: Services, show: Show, settled: Wait) -> SparesPage:
    """The tab over an empty register."""
    made = SparesPage(services)
    show(made)
    settled()
    return made


@pytest.fixture
def printed(page: SparesPage, clock: HandClock, settled: Wait, qtbot: QtBot, services: Services) -> SparesPage:
    """The same after a print of three, four hours later."""
    page.print_kit.trigger()
    assert page.form is not None
    page.form.fields["count"].set_text("3")
    page.form.yes.trigger()
    settled()
    qtbot.waitUntil(lambda: services.paper.idle)
    settled()
    clock.move(hours=4)
    return page


def test_that_a_kit_is_printed_and_entered_in_the_register(
    printed: SparesPage, printer: KeepingPrinter, desk: Desk
) -> None:
    assert len(printer.titles) == 1
    assert spares_register.standing(desk).waiting == 3
    assert printed.table.model().rowCount() == 3
    assert "断电备用单" in printed.strip.text


def test_that_nothing_can_be_entered_before_a_sheet_was_printed(page: SparesPage) -> None:
    assert page.enter.reason == "没有待用的备用单"
    assert page.print_kit.reason == ""


def test_that_a_wrong_number_or_time_is_said_on_the_form_and_all_stays(printed: SparesPage, settled: Wait) -> None:
    printed.enter.trigger()
    form = printed.form
    assert form is not None
    form.fields["when"].set_text("明天下午")
    form.yes.trigger()
    settled()
    assert "看不懂" in form.accessibleDescription()
    form.fields["when"].set_text("09:00")
    form.yes.trigger()
    settled()
    assert "早于这张单的打印时间" in form.accessibleDescription()
    assert form.isVisible()


def test_that_a_scanned_sheet_leads_to_the_form_with_number_and_true_time(
    printed: SparesPage, services: Services, settled: Wait, show: Show, desk: Desk
) -> None:
    told: list[tuple[str, datetime]] = []
    services.bus.enter_late.connect(lambda number, at: told.append((number, at)))
    number = spares_register.book(desk)[1].number
    assert printed.take_scan(f"HTTPS://ZWFW.EXAMPLE/Q/{number}/RECEIPT/AAAA")
    assert not printed.take_scan("140581-03-20261120-0017-N")
    assert printed.form is not None
    printed.form.fields["when"].set_text("2026-11-20 11:30")
    printed.form.yes.trigger()
    settled()
    assert told == [(number, datetime(2026, 11, 20, 11, 30, tzinfo=SHANGHAI))]
    intake = IntakePage(services)
    show(intake)
    intake.begin_late(*told[0])
    assert number in intake.strip.text
    intake.begin("附件/9")
    assert (intake.state.form.spare, intake.state.form.received_at) == told[0]
    intake.begin("附件/8")  # another item: the sheet stays
    assert intake.state.form.spare == number
    intake._ready_for_next()
    intake.begin("附件/9")
    assert intake.state.form.spare == ""


def test_that_esc_on_the_empty_page_forgets_the_sheet(services: Services, show: Show) -> None:
    intake = IntakePage(services)
    show(intake)
    intake.begin_late("140581-03-20261120-9000-T", NOW)
    intake._give_up()
    intake.begin("附件/9")
    assert intake.state.form.spare == ""


def test_that_the_receipt_of_an_entered_sheet_is_not_printed_again(printed: SparesPage, desk: Desk) -> None:
    number = spares_register.book(desk)[0].number
    done = accept(desk, late.form_of(desk, number, desk.clock.now(), form_for(desk, "附件/9")))
    assert Doc.RECEIPT in {one.doc for one in done.documents}
    assert Doc.RECEIPT not in {one.doc for one in _to_print(done)}
    other = accept(desk, form_for(desk, "附件/9"))
    assert _to_print(other) == other.documents
    assert printed.isVisible()


def test_that_a_sheet_is_made_void_with_a_reason(printed: SparesPage, settled: Wait, desk: Desk) -> None:
    printed.void.trigger()
    assert printed.form is not None
    printed.form.fields["why"].set_text("写错申请人")
    printed.form.yes.trigger()
    settled()
    settled()
    assert spares_register.standing(desk).void == 1
    assert printed.void.reason


def test_that_the_book_has_the_tab_and_passes_scans_to_it(services: Services, show: Show, settled: Wait) -> None:
    book = LedgerBook(services)
    show(book)
    book.go(3)
    settled()
    assert isinstance(book.page, SparesPage)
    assert not book.take_scan("没有这个码")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-11-20 09:05", datetime(2026, 11, 20, 9, 5, tzinfo=SHANGHAI)),
        ("11-19 16:20", datetime(2026, 11, 19, 16, 20, tzinfo=SHANGHAI)),
        ("１１月１９日１６时２０分", datetime(2026, 11, 19, 16, 20, tzinfo=SHANGHAI)),
        ("9:05", datetime(2026, 11, 20, 9, 5, tzinfo=SHANGHAI)),
        ("12-31 16:20", datetime(2025, 12, 31, 16, 20, tzinfo=SHANGHAI)),
    ],
)
def test_that_times_are_read_as_people_write_them(text: str, at: datetime) -> None:
    assert late.read_time(text, NOW) == at


@pytest.mark.parametrize("text", ["", "昨天", "25:00", "02-30 10:00", "2026-11-20"])
def test_that_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        late.read_time(text, NOW)
    assert refused.value.code == "spare_time"
