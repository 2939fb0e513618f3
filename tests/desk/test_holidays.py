"""A holiday table brought in at the window: read, looked at, kept, and what it makes known."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from models.desk import holidays
from models.desk.accept import accept
from models.desk.assess import assess
from models.desk.cases import case
from models.errors import Refusal
from tests.helpers.factory import CLERK as AT_THE_WINDOW
from tests.helpers.factory import HandClock, form_for
from tests.helpers.offices import CLERK, office

# Invented for the test: the paper of 2027 is not out. Fixed days are those of 全国年节及纪念日放假办法第二条.
DAYS_2027: Mapping[str, str] = {
    "2027-01-01": "放假", "2027-01-02": "放假", "2027-01-03": "放假", "2027-02-05": "放假", "2027-02-06": "放假",
    "2027-02-07": "放假", "2027-02-08": "放假", "2027-02-20": "上班", "2027-05-01": "放假", "2027-05-02": "放假",
    "2027-10-01": "放假", "2027-10-02": "放假", "2027-10-03": "放假",
}  # fmt: skip
LATE = HandClock(HandClock().now().replace(month=12, day=28))


def csv(days: Mapping[str, str] = DAYS_2027, head: str = "日期,类型") -> bytes:
    """The table as a csv file of a Chinese spreadsheet."""
    return "\n".join([head, *(f"{day},{kind}" for day, kind in days.items())]).encode("gb18030")


def xlsx(days: Mapping[str, str] = DAYS_2027) -> bytes:
    """The table as a workbook with real dates and a title above the head."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet, form = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["2027年放假表（样例）"])
        sheet.write_row(1, 0, ["类型", "日期"])
        for row, (day, kind) in enumerate(days.items(), 2):
            sheet.write(row, 0, kind)
            sheet.write_datetime(row, 1, date.fromisoformat(day), form)
    return file.getvalue()


@pytest.mark.parametrize(("name", "data"), [("2027.csv", csv()), ("2027.xlsx", xlsx())])
def test_that_a_table_of_days_is_read_and_summed_up_for_a_look(name: str, data: bytes, tmp_path: Path) -> None:
    with office(tmp_path) as desk:
        found = holidays.read(desk, name, data)
        assert (found.year, found.known) == (2027, False)
        assert found.lines[0] == f"2027年放假调休表（由{name}导入）：放假 12 天，调休上班 1 天"
        assert "元旦 1月1日—1月3日" in found.lines
        assert any(line.endswith("2月20日上班") for line in found.lines)
        assert not desk.calendar.has_year(2027)
        again = holidays.read(desk, "2027.json", found.text.encode())
        assert again.text == found.text


def test_that_a_kept_table_counts_at_once_and_after_a_new_start_beside_the_others(tmp_path: Path) -> None:
    with office(tmp_path) as desk:
        holidays.keep(desk, holidays.read(desk, "2027.csv", csv()))
        assert desk.calendar.is_workday(date(2027, 2, 20))
        assert not desk.calendar.is_workday(date(2027, 1, 1))
    with office(tmp_path, CLERK) as desk:
        assert {2021, 2026, 2027} <= set(desk.calendar.years)
        assert not desk.calendar.is_workday(date(2027, 2, 8))
        assert not desk.calendar.is_workday(date(2026, 10, 1))


def test_that_a_corrected_table_says_how_many_days_differ_and_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    with office(tmp_path) as desk:
        holidays.keep(desk, holidays.read(desk, "2027.csv", csv()))
        longer = holidays.read(desk, "2027.csv", csv({**DAYS_2027, "2027-10-04": "放假"}))
        assert longer.known
        assert longer.lines[-1] == "2027年已有一张表，有 1 天不同，存下后以这张为准"
        holidays.keep(desk, longer)
        assert not desk.calendar.is_workday(date(2027, 10, 4))
        assert holidays.read(desk, "2027.csv", csv({**DAYS_2027, "2027-10-04": "放假"})).same
        assert len(holidays.kept_tables(desk.store)) == 1


def test_that_dates_that_were_undecided_become_known_in_drafts_and_in_cases_and_others_do_not_move(
    tmp_path: Path,
) -> None:
    with office(tmp_path, clock=HandClock(LATE.now())) as desk:
        form = form_for(desk, "附件/71")
        before = {clock.name: clock for clock in assess(desk, form).deadlines}
        done = accept(replace(desk, staff=AT_THE_WINDOW), form)
        kept = {clock.name: clock for clock in case(desk, done.case_id).deadlines}
        assert any(clock.due is None and "放假表未到" in clock.short for clock in before.values())
        assert kept["法定办结"].due is None
        holidays.keep(desk, holidays.read(desk, "2027.csv", csv()))
        after = {clock.name: clock for clock in case(desk, done.case_id).deadlines}
        assert after["法定办结"].due is not None
        assert after["法定办结"].due.year == 2027
        assert all(after[name].due == clock.due for name, clock in kept.items() if clock.due)
        assert not any("放假表未到" in clock.short for clock in assess(desk, form_for(desk, "附件/71")).deadlines)


WRONG: Mapping[str, tuple[str, bytes, str]] = {
    "no national day": ("t.csv", csv({k: v for k, v in DAYS_2027.items() if "-10-" not in k}), "10月1日（国庆节）"),
    "other columns": ("t.csv", csv(head="day,kind"), "没有找到“日期”和“类型”"),
    "unknown kind": ("t.csv", csv({**DAYS_2027, "2027-03-01": "休息"}), "“休息”不是“放假”或“上班”"),
    "no such day": ("t.csv", csv({**DAYS_2027, "2027-02-30": "放假"}), "“2027-02-30”没有这一天"),
    "no date": ("t.csv", csv({**DAYS_2027, "春节": "放假"}), "“春节”读不懂"),
    "both": ("t.csv", csv() + "\n2027-01-01,上班".encode("gb18030"), "既写放假又写上班"),
    "a weekday made up": ("t.csv", csv({**DAYS_2027, "2027-03-01": "上班"}), "2027-03-01写作调休上班"),
    "only work": ("t.csv", csv({"2027-02-20": "上班"}), "一天放假也没有"),
    "another year inside": ("t.csv", csv({**DAYS_2027, "2031-01-01": "放假"}), "2027年的表里有2031-01-01"),
    "broken json": ("t.json", b"{", "内容读不懂"),
    "json of something else": ("t.json", json.dumps({"year": 2027}).encode(), "内容读不懂"),
    "json in another code": ("t.json", "{放假}".encode("gb18030"), "不是 UTF-8"),
    "a picture": ("t.xlsx", b"\x89PNG\r\n\x1a\n", "不是表格"),
    "nothing": ("t.csv", b"", "是空的"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_that_a_wrong_file_is_refused_in_one_sentence_and_nothing_changes(
    wrong: tuple[str, bytes, str], tmp_path: Path
) -> None:
    name, data, sentence = wrong
    with office(tmp_path) as desk, pytest.raises(Refusal) as told:
        holidays.read(desk, name, data)
    assert sentence in told.value.sentence
    assert told.value.todo


def test_that_only_an_administrator_may_keep_a_table(tmp_path: Path) -> None:
    with office(tmp_path, CLERK) as desk:
        found = holidays.read(desk, "2027.csv", csv())
        with pytest.raises(Refusal) as told:
            holidays.keep(desk, found)
        assert told.value.code == "not_administrator"
        assert holidays.kept_tables(desk.store) == ()
        assert not desk.calendar.has_year(2027)
