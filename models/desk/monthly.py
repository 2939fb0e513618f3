"""月度备案 (晋城二(五)): one paper for each city department and month, and the check that nothing is left out or twice.

A decision that comes in after its month was filed stands in the next filing, so each one is filed exactly once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.desk import after
from models.desk.books import keep_book
from models.desk.context import Desk
from models.desk.kept_papers import paper_in
from models.desk.monthly_cases import Filed, cases, first_of, last_of
from models.desk.power import needs
from models.desk.press import view_key
from models.errors import Refusal
from models.papers import PaperHead
from models.papers_rolls import MonthlyCase, MonthlyPaper, MonthlyRow
from models.rules import lifecycle
from models.rules.aftertimes import filing_due
from models.rules.calendar import CalendarGap
from models.rules.powers import Power
from models.rules.settings import Settings
from models.rules.terms import Doc, Outcome
from models.store import queries
from models.views import DocumentView


@dataclass(frozen=True, slots=True)
class Completeness:
    """日结核对 of a month: what still has to be filed, what was filed twice, which departments have no paper."""

    missing: tuple[str, ...]  # case numbers decided by the month's end and in no filing
    twice: tuple[str, ...]
    departments: tuple[tuple[str, str], ...]  # city organ, number of its paper or ""
    due: date | None

    @property
    def complete(self) -> bool:
        """Every delegated decision in, exactly once."""
        return not self.missing and not self.twice and all(number for _, number in self.departments)


def departments(desk: Desk, month: date) -> tuple[str, ...]:
    """City departments with something to file for ``month``, by name."""
    found = cases(desk, month)
    return tuple(sorted({one.city_organ for one in found if _counts(one, month)}))


def view(desk: Desk, month: date, organ: str) -> tuple[tuple[MonthlyRow, ...], tuple[Filed, ...]]:
    """The rows and the annex as they would be filed now."""
    mine = [one for one in cases(desk, month) if one.city_organ == organ and _counts(one, month)]
    kinds = sorted(
        {(one.department, one.item, one.mode) for one in mine}, key=lambda key: (key[0], key[1], key[2].value)
    )
    rows = tuple(
        _row(key[0], key[1], [one for one in mine if (one.department, one.item, one.mode) == key], month)
        for key in kinds
    )
    return rows, tuple(one for one in mine if _to_file(one, month))


@needs(Power.MONTHLY)
def file(desk: Desk, month: date, organ: str) -> DocumentView:
    """Make the filing of a department and note it on every case of the annex; done twice, it is made once.

    Raises:
        Refusal: ``wrong_role`` for a clerk, ``month_open`` before the month is over, ``nothing_to_file``.
    """
    if desk.today <= last_of(month):
        raise _no(f"{month.month}月还没有过完", "请下月初再报", "month_open")
    rows, annex = view(desk, month, organ)
    key = _key(month, organ)
    if not rows and not _made(desk, month, organ):
        raise _no(f"{month.month}月没有要向{organ}备案的办件", "请核对月份和部门", "nothing_to_file")
    number = f"{desk.window.region}-{desk.window.no:02d}-{month:%Y%m}"
    paper = keep_book(
        desk, Doc.MONTHLY_FILING, number, key, lambda head: _sheet(desk, head, (month, organ), rows, annex)
    )
    _note_cases(desk, month, paper)
    return paper


def _note_cases(desk: Desk, month: date, paper: DocumentView) -> None:
    """Every case of the printed annex says in which filing it stands; goes on where a crash cut it off."""
    with desk.store.work() as work:
        kept = work.act_done(view_key(paper.id)) or {}
    sheet = paper_in(kept)
    assert isinstance(sheet, MonthlyPaper)
    for line in sheet.cases:
        case = queries.case_by_no(desk.store, line.case_no)
        if case is not None:
            name = f"{month:%Y-%m}"
            after.file_monthly(desk, case.case_id, name, paper.number, press_id=f"monthly/{name}/{case.case_id}")


def check(desk: Desk, month: date) -> Completeness:
    """Whether the filings of a month are whole."""
    found = cases(desk, month)
    organs = {one.city_organ for one in found if _counts(one, month)}
    made = {organ: _made(desk, month, organ) for organ in sorted(organs)}
    return Completeness(
        missing=tuple(one.case_no for one in found if _to_file(one, month)),
        twice=tuple(one.case_no for one in found if len(one.filings) > 1),
        departments=tuple((organ, paper.number if paper else "") for organ, paper in made.items()),
        due=due_of(desk, month),
    )


def due_of(desk: Desk, month: date) -> date | None:
    """The day to file by; the day of the month is a setting (待核定)."""
    day = Settings.from_policy(desk.pack.policy).filing_day
    try:
        return filing_due(first_of(month), day, desk.calendar).day
    except CalendarGap:
        return None


def _key(month: date, organ: str) -> str:
    return f"monthly/{month:%Y-%m}/{organ}"


def _made(desk: Desk, month: date, organ: str) -> DocumentView | None:
    with desk.store.work() as work:
        known = work.act_done(_key(month, organ))
    return queries.document(desk.store, known) if known else None


def _counts(one: Filed, month: date) -> bool:
    """Received by the month's end, and either something happened in the month or it was under way."""
    first, last = first_of(month), last_of(month)
    if one.dates.received > last:
        return False
    return one.done_on is None or one.done_on >= first or _to_file(one, month)


def _to_file(one: Filed, month: date) -> bool:
    """Decided by the month's end and in no filing before this one."""
    return one.owes_filing and one.done_on is not None and one.done_on <= last_of(month) and not one.filings


def _row(department: str, item: str, mine: Sequence[Filed], month: date) -> MonthlyRow:
    first, last = first_of(month), last_of(month)

    def within(day: date | None) -> bool:
        return day is not None and first <= day <= last

    decided = [one for one in mine if within(one.dates.decided)]
    refused = [one for one in mine if one.ended and one.ended[1] == "不予受理" and within(one.ended[0])]
    return MonthlyRow(
        department=department,
        item=item,
        mode=lifecycle.mode_name(mine[0].mode),
        received=sum(within(one.dates.received) for one in mine),
        accepted=sum(within(one.dates.accepted) for one in mine),
        refused=len(refused),
        forwarded=sum(within(one.dates.forwarded) for one in mine),
        granted=sum(one.outcome is Outcome.APPROVE for one in decided),
        denied=sum(one.outcome is Outcome.DENY for one in decided),
        pending=sum(one.done_on is None or one.done_on > last for one in mine),
        late=sum(one.late_by(last) for one in mine),
    )


def _sheet(
    desk: Desk, head: PaperHead, what: tuple[date, str], rows: Sequence[MonthlyRow], annex: Sequence[Filed]
) -> MonthlyPaper:
    month, organ = what
    earlier = sum(1 for one in annex if one.done_on and one.done_on < first_of(month))
    return MonthlyPaper(
        head=head,
        unit=desk.region.approval_organ,
        month=first_of(month),
        to_organ=organ,
        rows=tuple(rows),
        cases=tuple(_case(one) for one in annex),
        due=due_of(desk, month),
        note=f"含以前月份办结、本月补报的 {earlier} 件" if earlier else "",
    )


def _case(one: Filed) -> MonthlyCase:
    return MonthlyCase(
        one.case_no, one.applicant, one.item, one.dates.accepted, one.done_on, one.result, one.certificate
    )


def _no(happened: str, todo: str, code: str) -> Refusal:
    return Refusal(happened, "没有制作备案表", todo, code=code)
