"""What a month's filing counts: cases of the flows that are filed, grouped by city department, read from the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models.desk.context import Desk
from models.desk.dates import dates_of
from models.desk.standing import Standing
from models.rules.dates import CaseDates
from models.rules.guards_after import files_monthly
from models.rules.settings import Settings
from models.rules.terms import Act, Mode, Outcome
from models.rules.ways import UNDECIDED
from models.store import daybook, queries
from models.store.queries import CaseFilter
from models.store.rows import Logged

_PAGE = 500
_ENDED = {Act.WITHDRAW: "撤回", Act.TERMINATE: "终止", Act.REFUSE: "不予受理", Act.CITY_REFUSE: "不予受理"}


@dataclass(frozen=True, slots=True)
class Filed:
    """One case as the filing sees it."""

    case_id: str
    case_no: str
    applicant: str
    item: str
    mode: Mode
    department: str
    city_organ: str
    dates: CaseDates
    statutory_due: date | None
    outcome: Outcome | None
    ended: tuple[date, str] | None  # withdrawn, terminated, refused
    certificate: str
    filings: tuple[str, ...]  # months it was filed in

    @property
    def done_on(self) -> date | None:
        """The day of the decision or of the end before one."""
        return self.dates.decided or (self.ended[0] if self.ended else None)

    @property
    def result(self) -> str:
        """准予, 不予, 撤回 …"""
        if self.outcome is not None:
            return self.outcome.zh
        return self.ended[1] if self.ended else ""

    @property
    def owes_filing(self) -> bool:
        """Decided, or ended after it was accepted: stands in one month's annex, and in one only."""
        return self.done_on is not None and (self.dates.decided is not None or self.dates.accepted is not None)

    def late_by(self, day: date) -> bool:
        """Whether the statutory date had passed, at the decision or by ``day``."""
        until = self.done_on if self.done_on and self.done_on <= day else day
        return self.statutory_due is not None and self.dates.accepted is not None and until > self.statutory_due


def first_of(month: date) -> date:
    """The month's first day."""
    return month.replace(day=1)


def last_of(month: date) -> date:
    """The month's last day."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def cases(desk: Desk, month: date) -> tuple[Filed, ...]:
    """Every case that may count in ``month``, those still under way from before included, by number."""
    settings = Settings.from_policy(desk.pack.policy)
    found = (_read(desk, case_id, settings) for case_id in sorted(_ids(desk, month)))
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.case_no))


def _ids(desk: Desk, month: date) -> set[str]:
    """Cases something happened to since the month began, and those nobody has decided."""
    days = (desk.today - first_of(month)).days + 1
    touched = {
        row.entry.case_id
        for n in range(max(days, 0))
        for row in daybook.day_entries(desk.store, first_of(month) + timedelta(days=n), own=False)
    }
    return touched | set(_open(desk))


def _open(desk: Desk) -> Iterator[str]:
    after: int | None = None
    only = CaseFilter(states=tuple(UNDECIDED))
    while page := queries.case_page(desk.store, after=after, limit=_PAGE, only=only):
        yield from (one.case_id for one in page)
        after = page[-1].n


def _read(desk: Desk, case_id: str, settings: Settings) -> Filed | None:
    case = queries.case(desk.store, case_id)
    if case is None or case.mode is None or not files_monthly(case.mode, settings):
        return None
    log = queries.timeline(desk.store, case_id)
    here = Standing(case, log)
    return Filed(
        case_id=case_id,
        case_no=case.case_no,
        applicant=case.applicant,
        item=case.item_name,
        mode=case.mode,
        department=str(here.received.get("department", "")),
        city_organ=str(here.received.get("city_organ", "")),
        dates=dates_of(log),
        statutory_due=case.statutory_due,
        outcome=_outcome(log),
        ended=_end(log),
        certificate=next((str(c) for row in reversed(log) if (c := row.entry.payload.get("certificate_number"))), ""),
        filings=tuple(str(row.entry.payload.get("month", "")) for row in log if row.entry.kind is Act.FILE_MONTHLY),
    )


def _outcome(log: Iterable[Logged]) -> Outcome | None:
    """What was decided; stamping on sight is approval (晋城一(三))."""
    said: Outcome | None = None
    for row in log:
        if row.entry.kind in (Act.DECIDE, Act.CITY_DECIDE):
            said = Outcome(row.entry.payload.get("outcome", Outcome.APPROVE.value))
        elif row.entry.kind is Act.CITY_STAMP:
            said = said or Outcome.APPROVE
    return said


def _end(log: Iterable[Logged]) -> tuple[date, str] | None:
    return next(((row.entry.at.date(), _ENDED[row.entry.kind]) for row in log if row.entry.kind in _ENDED), None)
