"""月度备案: one paper per city department and month, every delegated decision in it, exactly once (晋城二(五))."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from models.desk import close, monthly
from models.desk.context import SHANGHAI, Desk
from models.errors import Refusal
from models.papers_rolls import MonthlyPaper
from models.rules.terms import Act, Doc, Outcome
from tests.desk.branches import DEVICES, HYGIENE, accepted, boss, decided, kinds, with_city
from tests.helpers.factory import HandClock, PaperStub, form_for

MONTH = date(2026, 11, 1)
TRAFFIC = "晋城市交通运输局"
DRIVERS = "附件/54"


@pytest.fixture
def clock() -> HandClock:
    """A Monday early in November."""
    return HandClock(datetime(2026, 11, 2, 9, 0, tzinfo=SHANGHAI))


def drivers(desk: Desk, outcome: Outcome | None = Outcome.APPROVE) -> str:
    """A case entrusted by the city's traffic department, decided here."""
    case_id = accepted(desk, DRIVERS, form_for(desk, DRIVERS, "换证"))
    if outcome is not None:
        decided(desk, case_id, outcome)
    return case_id


def december(clock: HandClock) -> None:
    clock.at = datetime(2026, 12, 2, 9, 0, tzinfo=SHANGHAI)


def test_that_a_filing_counts_its_month_and_lists_every_decision(
    desk: Desk, clock: HandClock, papers: PaperStub
) -> None:
    granted, denied, open_ = drivers(desk), drivers(desk, Outcome.DENY), drivers(desk, None)
    december(clock)
    made = monthly.file(boss(desk), MONTH, TRAFFIC)
    assert made.doc is Doc.MONTHLY_FILING
    sheet = next(paper for paper in papers.made if isinstance(paper, MonthlyPaper))
    (row,) = sheet.rows
    assert (row.received, row.accepted, row.granted, row.denied, row.pending) == (3, 3, 1, 1, 1)
    assert [line.result for line in sheet.cases] == ["准予", "不予"]
    assert (sheet.to_organ, sheet.due) == (TRAFFIC, date(2026, 12, 4))
    assert Act.FILE_MONTHLY in kinds(desk, granted)
    assert Act.FILE_MONTHLY in kinds(desk, denied)
    assert Act.FILE_MONTHLY not in kinds(desk, open_)


def test_that_the_check_names_what_is_missing_until_it_is_filed(desk: Desk, clock: HandClock) -> None:
    drivers(desk)
    december(clock)
    before = monthly.check(desk, MONTH)
    assert len(before.missing) == 1
    assert before.departments == ((TRAFFIC, ""),)
    assert not before.complete
    made = monthly.file(boss(desk), MONTH, TRAFFIC)
    after = monthly.check(desk, MONTH)
    assert after.complete
    assert after.departments == ((TRAFFIC, made.number),)


def test_that_filing_twice_makes_one_paper_and_one_note(desk: Desk, clock: HandClock) -> None:
    case_id = drivers(desk)
    december(clock)
    first = monthly.file(boss(desk), MONTH, TRAFFIC)
    assert monthly.file(boss(desk), MONTH, TRAFFIC) == first
    assert kinds(desk, case_id).count(Act.FILE_MONTHLY) == 1
    assert monthly.check(desk, MONTH).twice == ()


def test_that_a_decision_known_late_stands_in_the_next_filing(desk: Desk, clock: HandClock, papers: PaperStub) -> None:
    drivers(desk)
    late = drivers(desk, None)
    december(clock)
    monthly.file(boss(desk), MONTH, TRAFFIC)
    decided(desk, late)
    clock.at = datetime(2026, 12, 31, 9, 0, tzinfo=SHANGHAI)
    with pytest.raises(Refusal) as open_:
        monthly.file(boss(desk), date(2026, 12, 1), TRAFFIC)
    assert open_.value.code == "month_open"
    clock.at = datetime(2027, 1, 2, 9, 0, tzinfo=SHANGHAI)
    monthly.file(boss(desk), date(2026, 12, 1), TRAFFIC)
    sheet = [paper for paper in papers.made if isinstance(paper, MonthlyPaper)][-1]
    assert len(sheet.cases) == 1
    assert sheet.rows[0].granted == 1
    assert sheet.due is None  # the next year has no holiday table yet
    assert monthly.check(desk, date(2026, 12, 1)).complete


def test_that_direct_items_are_filed_only_where_the_city_says_so(desk: Desk, clock: HandClock, tmp_path: Path) -> None:
    """直接下放 is not in the bracket of 晋城二(五): a setting."""
    decided(desk, accepted(desk, HYGIENE))
    december(clock)
    assert monthly.departments(desk, MONTH) == ()
    asked = with_city(desk, tmp_path / "pack", '[setting.file_direct]\nvalue = "yes"')
    assert len(monthly.departments(asked, MONTH)) == 1


def test_that_what_was_withdrawn_after_acceptance_is_filed_with_its_result(
    desk: Desk, clock: HandClock, papers: PaperStub
) -> None:
    case_id = drivers(desk, None)
    close.withdraw(desk, case_id, "不办了")
    december(clock)
    monthly.file(boss(desk), MONTH, TRAFFIC)
    sheet = [paper for paper in papers.made if isinstance(paper, MonthlyPaper)][-1]
    assert [line.result for line in sheet.cases] == ["撤回"]


def test_that_forwarded_cases_count_as_forwarded_and_pending(desk: Desk, clock: HandClock) -> None:
    accepted(desk, DEVICES)
    december(clock)
    (organ,) = monthly.departments(desk, MONTH)
    rows, annex = monthly.view(desk, MONTH, organ)
    assert (rows[0].forwarded, rows[0].pending, annex) == (1, 1, ())


@pytest.mark.parametrize("organ", ["晋城市水务局", ""])
def test_that_a_department_with_nothing_gets_no_paper(organ: str, desk: Desk, clock: HandClock) -> None:
    december(clock)
    with pytest.raises(Refusal) as refused:
        monthly.file(boss(desk), MONTH, organ)
    assert refused.value.code == "nothing_to_file"


def test_that_a_clerk_files_nothing_and_nobody_before_the_month_is_over(desk: Desk, clock: HandClock) -> None:
    drivers(desk)
    with pytest.raises(Refusal) as early:
        monthly.file(boss(desk), MONTH, TRAFFIC)
    assert early.value.code == "month_open"
    december(clock)
    with pytest.raises(Refusal) as clerk:
        monthly.file(desk, MONTH, TRAFFIC)
    assert clerk.value.code == "wrong_role"


def test_that_a_filing_cut_off_before_its_notes_goes_on(
    desk: Desk, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = drivers(desk)
    december(clock)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(monthly, "_note_cases", cut)
    with pytest.raises(KeyboardInterrupt):
        monthly.file(boss(desk), MONTH, TRAFFIC)
    monkeypatch.undo()
    assert monthly.check(desk, MONTH).missing
    monthly.file(boss(desk), MONTH, TRAFFIC)
    assert monthly.check(desk, MONTH).complete
    assert kinds(desk, case_id).count(Act.FILE_MONTHLY) == 1


def test_that_other_windows_decisions_are_seen_too(desk: Desk, clock: HandClock) -> None:
    """What was pulled from other windows of the county stands in the same store."""
    case_id = drivers(desk)
    december(clock)
    elsewhere = replace(boss(desk), window=replace(desk.window, no=4))
    assert monthly.check(elsewhere, MONTH).missing
    monthly.file(elsewhere, MONTH, TRAFFIC)
    assert Act.FILE_MONTHLY in kinds(desk, case_id)
