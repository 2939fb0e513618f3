"""The day as the supervisor signs it: 22 columns, sums, checks, the numbered paper, the table to take away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from models.desk import daybook, dayclosing, dayreopen, documents
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.dayrows import COLUMNS
from models.desk.export import safe_cell
from models.desk.receive import take_in
from models.desk.refuse import refuse
from models.desk.supplement import ask, resume_case, take
from models.desk.twopersons import Witness
from models.errors import Refusal, StoreTrouble
from models.papers import DayLedgerPaper
from models.rules.powers import Power
from models.rules.terms import AuditKind, Doc
from models.signing import verify
from models.store import audit, queries
from models.views import DocumentView, LedgerCheck
from tests.helpers.factory import HandClock, PaperStub, form_for, mark

DEVICES = "附件/71"


def checks(desk: Desk) -> dict[str, LedgerCheck]:
    return {check.title: check for check in daybook.ledger(desk, desk.today).checks}


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A day with one case of each ending."""
    accept(desk, form_for(desk, "附件/2"))
    accept(desk, form_for(desk, DEVICES))
    ask(desk, mark(form_for(desk, "附件/8"), 1, "missing"))
    refuse(desk, form_for(desk, "附件/26", facts={"truck_goods": "普通货运", "truck_mass": Decimal(4000)}))
    return desk


def test_that_a_row_has_twenty_two_columns_and_no_whole_number(busy: Desk) -> None:
    view = daybook.ledger(busy, busy.today)
    assert {len(row.cells) for row in view.rows} == {22} == {len(COLUMNS)}
    second = dict(zip(COLUMNS, view.rows[1].cells, strict=True))
    assert second["办件编号"] == "1120-0002"
    assert (second["放权方式"], second["当日状态"], second["受理文号"]) == ("县收转市", "受理转报", "00002")
    assert (second["承诺办结"], second["法定办结"], second["转报日期市接收人"]) == ("12-18", "12-18", "待接收")
    assert (second["材料份/页"], second["代理人"], second["电话尾号"]) == ("9/18", "测试丙", "0018")
    assert [row.cells[9] for row in view.rows] == ["受理", "受理转报", "补正", "不予受理"]
    assert [row.cells[21] for row in view.rows] == ["", "", "缺1件", "不需许可"]
    whole = repr(view)
    assert form_for(busy, DEVICES).applicant.id_number not in whole
    assert "13800000018" not in whole


def test_that_the_sums_agree_with_the_rows(busy: Desk) -> None:
    totals = daybook.ledger(busy, busy.today).totals
    assert totals == {"收件": 4, "受理": 2, "补正": 1, "不予受理": 1, "办结": 1, "转报": 1}


def test_that_a_case_of_yesterday_accepted_today_stands_in_todays_ledger(desk: Desk, clock: HandClock) -> None:
    done = ask(desk, mark(form_for(desk, DEVICES), 8, "missing"))
    clock.move(days=3)
    form = resume_case(desk, done.case_id)
    take(desk, replace(form, materials=tuple(replace(line, state="received") for line in form.materials)))
    view = daybook.ledger(desk, desk.today)
    assert view.totals["收件"] == 0
    assert view.totals["受理"] == 1
    assert view.rows[0].cells[21] == "前日收件"
    assert view.rows[0].cells[2] == "11-20"


def test_that_numbers_without_a_hole_pass_and_a_hole_is_named(busy: Desk) -> None:
    assert checks(busy)["收件编号连续"] == LedgerCheck(True, "收件编号连续", "0001—0004，无跳号", "系统核")
    with busy.store.work() as work:
        work.next_serial(f"case/{busy.today.isoformat()}")
        work.commit()
    accept(busy, form_for(busy, "附件/9"))
    assert checks(busy)["收件编号连续"].text == "缺 0005"
    assert checks(busy)["收件编号连续"].ok is False


def test_that_a_case_not_yet_checked_is_named(busy: Desk, clock: HandClock) -> None:
    assert checks(busy)["已收件都有去向"].ok
    take_in(busy, form_for(busy, "附件/9"))
    assert checks(busy)["已收件都有去向"].text.startswith("1120-0005")
    clock.move(days=7)
    overdue = checks(busy)["五日告知今日到期未出"]
    assert (overdue.ok, overdue.action) == (False, "去办")


def test_that_papers_not_printed_are_counted_and_lost_bytes_are_found(busy: Desk) -> None:
    view = daybook.ledger(busy, busy.today)
    assert next(c for c in view.checks if c.title == "打印文书都有底稿").text == "8 份有底稿，8 份还没打印"
    made = [paper for row in view.rows for paper in queries.documents(busy.store, row.case_id)]
    for paper in made:
        documents.printed(busy, paper.id, documents.PRINTED)
    assert checks(busy)["打印文书都有底稿"].ok
    busy.store.blobs.path(made[0].digest).unlink()
    assert checks(busy)["打印文书都有底稿"].ok is False


def test_that_a_changed_entry_stops_the_day(busy: Desk) -> None:
    with busy.store.work() as work:
        work.db.execute("DROP TRIGGER entries_no_update")  # as one would who edits the file by hand
        work.db.execute("UPDATE entries SET at = replace(at, '10:48', '10:49') WHERE seq = 2")
        work.commit()
    assert checks(busy)["日志链完整"].ok is False
    with pytest.raises(Refusal, match="不能日结：日志链完整"):
        daybook.make_ledger(busy, busy.today)


def test_that_closing_the_day_makes_one_numbered_paper_and_again_gives_it_back(busy: Desk, papers: PaperStub) -> None:
    closed = daybook.make_ledger(busy, busy.today)
    assert isinstance(closed, DocumentView)
    assert (closed.doc, closed.number) == (Doc.DAY_LEDGER, "高审台〔2026〕300001号")
    assert daybook.make_ledger(busy, busy.today) == closed
    paper = papers.made[-1]
    assert isinstance(paper, DayLedgerPaper)
    assert len(paper.lines) == 4
    assert sum(line.adds.rows for line in paper.lines) == 4
    assert paper.sequence_note == "收件编号0001—0004，无跳号。"
    assert verify(paper.head.qr, [busy.signer.public]) is not None
    accept(busy, form_for(busy, "附件/9"))
    later = daybook.make_ledger(busy, busy.today)
    assert isinstance(later, DocumentView)
    assert later.number == "高审台〔2026〕300002号"
    assert documents.reprint(busy, closed.id).number == closed.number


def test_that_a_draft_is_marked_has_no_number_and_leaves_nothing(busy: Desk, papers: PaperStub) -> None:
    data = daybook.make_ledger(busy, busy.today, draft=True)
    assert isinstance(data, bytes)
    assert papers.made[-1].head.draft
    assert papers.made[-1].head.number == ""
    closed = daybook.make_ledger(busy, busy.today)
    assert isinstance(closed, DocumentView)
    assert closed.number.endswith("300001号")


def test_that_the_table_taken_away_is_text_only(desk: Desk, tmp_path: Path) -> None:
    form = form_for(desk, "附件/2")
    accept(desk, replace(form, applicant=replace(form.applicant, name="=HYPERLINK(1)样例公司")))
    target = tmp_path / "日台账.xlsx"
    daybook.export_xlsx(desk, desk.today, target)
    rows = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    assert rows[1] == list(COLUMNS)
    assert rows[2][5] == "'=HYPERLINK(1)样例公司"
    assert len(rows) == 3


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1"])
def test_that_nothing_in_a_cell_can_become_a_formula(text: str) -> None:
    assert safe_cell(text) == "'" + text
    assert safe_cell("高平市" + text) == "高平市" + text


def test_that_a_table_that_cannot_be_written_says_so(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble):
        daybook.export_xlsx(desk, desk.today, tmp_path / "nowhere" / "日台账.xlsx")


def test_that_an_empty_day_is_a_ledger_too(desk: Desk) -> None:
    view = daybook.ledger(desk, desk.today)
    assert view.rows == ()
    assert checks(desk)["收件编号连续"].text == "今日没有收件"
    assert isinstance(daybook.make_ledger(desk, desk.today), DocumentView)


REOPENER = Witness("boss-1", "boss", "样例主任", "supervisor", Power.REOPEN)


def reopened(desk: Desk, day: date, words: str = "漏登一笔收费") -> str:
    return dayreopen.reopen(desk, day, "漏登或错登", words, REOPENER)


def test_djbh_that_two_persons_open_a_closed_day_and_the_next_ledger_says_so(
    busy: Desk, papers: PaperStub, clock: HandClock
) -> None:
    first = daybook.make_ledger(busy, busy.today)
    assert isinstance(first, DocumentView)
    clock.move(hours=1)
    reopened(busy, busy.today)
    assert daybook.closed(busy, busy.today) is None
    again = daybook.make_ledger(busy, busy.today)
    assert isinstance(again, DocumentView)
    assert (again.number, daybook.closed(busy, busy.today)) == ("高审台〔2026〕300002号", again)
    paper = papers.made[-1]
    assert isinstance(paper, DayLedgerPaper)
    assert paper.reopened == "第2次日结；11-20 11:48 重开（样例窗口员、样例主任）：漏登或错登，漏登一笔收费"
    assert queries.document(busy.store, first.id) == first
    (line,) = audit.lines(busy.store, only=[AuditKind.TWO_PERSONS])
    assert (line.subject, line.actor) == (first.number, busy.staff.id)
    assert "漏登一笔收费" in line.text
    reopened(busy, busy.today)
    assert "第3次日结" in dayclosing.of(busy.store, busy.today).note


def test_that_a_day_that_is_over_stays_as_signed_until_it_is_opened_again(desk: Desk, clock: HandClock) -> None:
    day, done = desk.today, ask(desk, mark(form_for(desk, DEVICES), 8, "missing"))
    signed = daybook.make_ledger(desk, day)
    clock.move(days=3)
    form = resume_case(desk, done.case_id)
    take(desk, replace(form, materials=tuple(replace(line, state="received") for line in form.materials)))
    assert daybook.closed(desk, day) == daybook.make_ledger(desk, day) == signed
    reopened(desk, day)
    assert daybook.closed(desk, day) is None
    assert daybook.make_ledger(desk, day) != signed
    assert daybook.closed(desk, desk.today) is None


@pytest.mark.parametrize(
    ("witness", "reason", "words", "code"),
    [
        (replace(REOPENER, id="clerk-1"), "其他", "漏登", "same_person"),
        (replace(REOPENER, role="clerk"), "其他", "漏登", "wrong_second"),
        (replace(REOPENER, power=Power.VOID), "其他", "漏登", "wrong_second"),
        (REOPENER, "随便", "漏登", "no_reason"),
        (REOPENER, "其他", "", "no_reason"),
    ],
)
def test_djbh_that_else_the_day_stays_closed(
    witness: Witness, reason: str, words: str, code: str, busy: Desk
) -> None:
    closed = daybook.make_ledger(busy, busy.today)
    with pytest.raises(Refusal) as refused:
        dayreopen.reopen(busy, busy.today, reason, words, witness)
    assert refused.value.code == code
    assert daybook.closed(busy, busy.today) == closed
    assert audit.lines(busy.store) == ()


def test_that_a_day_never_closed_is_not_opened_and_one_opened_is_not_opened_twice(busy: Desk) -> None:
    for _ in range(2):
        with pytest.raises(Refusal, match="没有日结"):
            reopened(busy, busy.today)
        daybook.make_ledger(busy, busy.today)
        reopened(busy, busy.today)
