"""断电备用单: printed in advance under real numbers, used once, entered later with the true time of receipt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from models.desk import (
    assess,
    daychecks,
    dayrows,
    forms,
    intake,
    late,
    receive,
    refuse,
    supplement,
    timeline,
)
from models.desk import spares_register as register
from models.desk.accept import accept
from models.desk.context import SHANGHAI, Desk
from models.errors import Refusal
from models.papers import ReceiptPaper
from models.papers_rolls import SpareKitPaper
from models.rules.numbers import (
    LEAP,
    SPARE,
    day_sequence,
    first_serial,
    is_spare,
    parse_case_number,
    spare_sequence,
)
from models.rules.terms import Act, AuditKind, CaseState, Doc
from models.store import audit, queries
from models.views import ActDone, IntakeForm
from tests.desk.test_refusal import TOO_MUCH
from tests.helpers.factory import HandClock, PaperStub, form_for, mark

DIRECT = "附件/9"
FRIDAY = datetime(2026, 11, 20, 14, 5, tzinfo=SHANGHAI)  # written on the sheet, after the print at 10:48


@pytest.fixture
def printed(desk: Desk, clock: HandClock) -> tuple[str, ...]:
    """Three sheets printed on Friday morning; it is Monday 09:00 now."""
    register.print_kit(desk, 3)
    clock.at = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
    return tuple(row.number for row in register.book(desk))


def late_form(desk: Desk, number: str, at: datetime = FRIDAY, item: str = DIRECT) -> IntakeForm:
    return late.form_of(desk, number, at, form_for(desk, item))


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    assert caught.value.safe
    return caught.value.code


def test_that_sheets_bear_real_numbers_out_of_a_range_of_their_own(desk: Desk, papers: PaperStub) -> None:
    made = register.print_kit(desk, 3)
    again = register.print_kit(desk, 2)
    assert (made.number, again.number) == ("140581-03-20261120-B01", "140581-03-20261120-B02")
    kit = papers.made[0]
    assert isinstance(kit, SpareKitPaper)
    numbers = [row.number for row in register.book(desk)]
    assert sorted(parse_case_number(one).sequence for one in numbers) == [9000, 9001, 9002, 9003, 9004]
    assert [one.head.case_no for one in kit.sheets] == sorted(numbers)[:3]
    assert all(one.head.verify_code and one.head.case_no in one.head.qr for one in kit.sheets)
    assert len({one.head.qr for one in kit.sheets}) == 3
    assert register.standing(desk) == register.Standing(5, 0, 0, 5)
    assert desk.store.blobs.get(made.digest).startswith(b"%PDF")


def test_that_the_days_own_numbers_leave_the_range_out() -> None:
    given = [day_sequence(n) for n in range(1, 12_000)]
    assert not set(given) & set(SPARE)
    assert len(set(given)) == len(given)
    assert given[:8999] == list(range(1, 9000))


@pytest.mark.parametrize("count", [0, -1, register.MOST + 1])
def test_that_no_more_sheets_are_printed_than_a_bag_holds(count: int, desk: Desk) -> None:
    assert refused(lambda: register.print_kit(desk, count)) == "spare_count"
    assert register.standing(desk).printed == 0


def test_that_a_days_share_has_an_end_and_nothing_is_half_kept_there(desk: Desk) -> None:
    for _ in range(LEAP // register.MOST):
        register.print_kit(desk, register.MOST)
    assert refused(lambda: register.print_kit(desk, 1)) == "spare_full"
    assert register.standing(desk).printed == LEAP


def test_that_each_computer_of_the_window_prints_numbers_of_its_own() -> None:
    first = [[first_serial("spare/2026-11-20", machine) + n for n in range(LEAP + 1)] for machine in range(10)]
    given = [[spare_sequence(n) for n in serials] for serials in first]
    assert [one[-1] for one in given] == [None] * 10  # a hundred each
    assert sorted(n for one in given for n in one if n is not None) == list(SPARE)
    assert given[9][0] is None  # the tenth computer prints none


def test_that_a_sheet_becomes_the_case_of_its_number_with_the_true_time(
    desk: Desk, printed: tuple[str, ...], papers: PaperStub
) -> None:
    done = accept(desk, late_form(desk, printed[1]))
    assert done.case_no == printed[1]
    case = queries.case(desk.store, done.case_id)
    assert case is not None
    assert (case.received_at, case.case_no) == (FRIDAY, printed[1])
    assert case.notice_due == date(2026, 11, 27)  # five working days from Friday the 20th, not from Monday
    assert case.accepted_at == desk.clock.now()
    receipt = next(one for one in papers.made if isinstance(one, ReceiptPaper))
    assert (receipt.late, receipt.received_at, receipt.head.case_no) == (True, FRIDAY, printed[1])
    assert Doc.ACCEPT in {one.doc for one in done.documents}
    assert register.standing(desk) == register.Standing(3, 1, 0, 2)
    assert [row.case_id for row in register.book(desk) if row.state == "已用"] == [done.case_id]


def test_that_log_ledger_and_checks_say_it_was_entered_later(desk: Desk, printed: tuple[str, ...]) -> None:
    accept(desk, form_for(desk, DIRECT))
    done = accept(desk, late_form(desk, printed[0]))
    log = timeline.timeline(desk, queries.timeline(desk.store, done.case_id))
    assert log[0].text.startswith("断电备用单补录，2026-11-20 14:05 收件；材料")
    rows = dayrows.day_cases(desk, desk.today)
    row = next(one for one in rows if one.case.case_no == printed[0])
    cells = dayrows.line(desk, 1, row, desk.today).cells
    assert "补录，11-20 14:05收件" in cells[-1]
    assert cells[2] == "11-20"
    check = daychecks.sequence(rows)
    assert (check.ok, "补录 1 件" in check.text) == (True, True)
    papers = next(one for one in daychecks.checks(desk, desk.today, rows) if "底稿" in one.title)
    assert "5 份" not in papers.text
    assert "3 份还没打印" in papers.text  # two papers of the other case and this one's notice; never its receipt


def test_that_a_sheet_is_used_once(desk: Desk, printed: tuple[str, ...]) -> None:
    first, second = late_form(desk, printed[0]), late_form(desk, printed[0])
    done = accept(desk, first)
    assert accept(desk, first) == done
    assert refused(lambda: accept(desk, second)) == "spare_gone"
    assert refused(lambda: late_form(desk, printed[0])) == "spare_gone"
    assert refused(lambda: register.void(desk, printed[0], "写错")) == "spare_gone"
    assert register.standing(desk).used == 1


def test_that_a_void_sheet_stays_in_the_register_with_its_reason(desk: Desk, printed: tuple[str, ...]) -> None:
    form = late_form(desk, printed[2])
    assert refused(lambda: register.void(desk, printed[2], "  ")) == "spare_reason"
    register.void(desk, printed[2], "写错申请人，两联收回")
    assert refused(lambda: accept(desk, form)) == "spare_gone"
    assert refused(lambda: register.void(desk, printed[2], "再来")) == "spare_gone"
    row = next(one for one in register.book(desk) if one.number == printed[2])
    assert (row.state, row.why, row.gone_by) == ("作废", "写错申请人，两联收回", desk.staff.name)
    assert register.standing(desk) == register.Standing(3, 0, 1, 2)


def test_that_print_and_void_stand_in_the_trail_and_what_was_refused_does_not(
    desk: Desk, printed: tuple[str, ...]
) -> None:
    register.void(desk, printed[1], "两联写错")
    refused(lambda: register.void(desk, printed[1], "再来"))
    refused(lambda: register.print_kit(desk, 0))
    first, last = min(printed), max(printed)
    told = [(one.subject, one.text, one.name) for one in audit.lines(desk.store, only=[AuditKind.SPARE])]
    assert told == [
        (printed[1], "作废：两联写错", desk.staff.name),
        ("140581-03-20261120-B01", f"印备用单3张，{first} 至 {last}", desk.staff.name),
    ]


@pytest.mark.parametrize(
    "at",
    [datetime(2026, 11, 20, 10, 47, tzinfo=SHANGHAI), datetime(2026, 11, 23, 9, 1, tzinfo=SHANGHAI)],
    ids=["before the print", "still to come"],
)
def test_that_the_true_time_lies_between_print_and_now(desk: Desk, printed: tuple[str, ...], at: datetime) -> None:
    assert refused(lambda: late_form(desk, printed[0], at)) == "spare_time"
    forged = replace(late_form(desk, printed[0]), received_at=at)
    assert refused(lambda: accept(desk, forged)) == "spare_time"
    assert refused(lambda: accept(desk, replace(forged, received_at=None))) == "spare_time"
    assert register.standing(desk).used == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [("随便", "case_number"), ("140581-03-20261120-0001-7", ""), ("140581-03-20261120-9899", "case_number")],
)
def test_that_what_is_no_sheet_of_this_window_is_refused(
    text: str, code: str, desk: Desk, printed: tuple[str, ...]
) -> None:
    assert printed
    if not code:
        text, code = accept(desk, form_for(desk, DIRECT)).case_no, "spare_unknown"
    assert refused(lambda: late.look_up(desk, text)) == code


def test_that_a_number_is_found_by_its_code_and_by_hand(desk: Desk, printed: tuple[str, ...]) -> None:
    code = f"HTTPS://ZWFW.EXAMPLE/Q/{printed[0]}/RECEIPT/AAAA"
    for text in (code, printed[0].lower(), printed[0].replace("-", " ")):
        assert late.look_up(desk, text).number == printed[0]


def test_that_a_scanned_sheet_not_entered_yet_is_pointed_out_and_nothing_else_is(
    desk: Desk, printed: tuple[str, ...]
) -> None:
    assert refused(lambda: late.point_out(desk, printed[0])) == "spare_waiting"
    done = accept(desk, late_form(desk, printed[0]))
    for code in (printed[0], done.case_no, "随便"):
        late.point_out(desk, code)


def test_that_silence_since_the_true_day_accepts_the_case(
    desk: Desk, printed: tuple[str, ...], clock: HandClock
) -> None:
    clock.at = datetime(2026, 11, 30, 9, 0, tzinfo=SHANGHAI)  # the five days ended on Friday the 27th
    form = mark(late_form(desk, printed[0]), 1, "missing")
    assert assess.assess(desk, form).title == "视为受理"
    assert refused(lambda: supplement.ask(desk, form)) == "key_not_ready"
    done = accept(desk, form)
    log = queries.timeline(desk.store, done.case_id)
    assert Act.DEEM_ACCEPTED in [one.entry.kind for one in log]
    case = queries.case(desk.store, done.case_id)
    assert case is not None
    assert case.accepted_at is not None
    assert case.accepted_at.date() == FRIDAY.date()


def test_that_every_first_act_keeps_the_sheets_number(desk: Desk, printed: tuple[str, ...], clock: HandClock) -> None:
    asked = mark(late_form(desk, printed[0]), 1, "missing")
    done: list[ActDone] = [supplement.ask(desk, asked), receive.take_in(desk, late_form(desk, printed[1]))]
    assert [one.case_no for one in done] == [printed[0], printed[1]]
    assert done[0].state is CaseState.SUPPLEMENTING
    clock.move(hours=1)
    back = replace(form_for(desk, DIRECT), case_id=done[1].case_id)
    assert accept(desk, back).case_no == printed[1]  # going on with it spends nothing more
    assert register.standing(desk).used == 2
    sent_away = late.form_of(desk, printed[2], FRIDAY, form_for(desk, "附件/1", facts=TOO_MUCH))
    assert refuse.refuse(desk, sent_away).case_no == printed[2]
    assert register.standing(desk).waiting == 0


def test_that_draft_and_change_of_item_keep_number_and_time(desk: Desk, printed: tuple[str, ...]) -> None:
    form = late_form(desk, printed[0])
    assert forms.form_in(forms.form_out(form)) == form
    other = intake.change_item(desk, form, "附件/8")
    assert (other.spare, other.received_at) == (printed[0], FRIDAY)


def test_that_a_draft_of_an_earlier_program_still_opens(desk: Desk) -> None:
    text = forms.form_out(form_for(desk, DIRECT)).replace(',"spare":"","received_at":null', "")
    assert "spare" not in text
    assert forms.form_in(text).received_at is None


def test_that_spares_are_told_by_their_number(desk: Desk, printed: tuple[str, ...]) -> None:
    assert all(map(is_spare, printed))
    assert not is_spare(accept(desk, form_for(desk, DIRECT)).case_no)
    assert not is_spare("")
