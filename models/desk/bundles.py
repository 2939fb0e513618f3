"""原件交接: where every bag of originals is, which of them somebody must ask after, and a bag by its scanned code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from models.desk.context import Desk
from models.errors import Refusal
from models.rules import bundle_places
from models.rules.bundle_places import Held, Place, Told
from models.rules.bundles import parse_bundle_code
from models.rules.lifecycle import ENDS
from models.rules.settings import Settings
from models.rules.terms import Act, CaseState
from models.rules.ways import FORWARDING
from models.store import originals, queries
from models.store.queries import CaseFilter
from models.store.rows import CaseData

MOST_CASES = 1000  # the newest forwarded cases that are not at their end
LOOK_BACK = timedelta(days=90)  # and whatever moved in this time, ended or not
_MOVES = (Act.BUNDLE_OUT, Act.BUNDLE_IN, Act.BUNDLE_BACK)
_BEFORE = frozenset({CaseState.RECEIVED, CaseState.ACCEPTED, CaseState.DEEMED_ACCEPTED})
_STATES = tuple(state for state in CaseState if state not in ENDS | _BEFORE)


@dataclass(frozen=True, slots=True)
class BundleRow:
    """One bag as a list shows it."""

    case_id: str
    case_no: str
    item_name: str
    applicant: str
    state: CaseState
    window: str
    held: Held
    days: int | None  # working days on its way
    alarm: str = ""  # why somebody must see to it, "" when nobody must
    todo: str = ""

    @property
    def code(self) -> str:
        """As scanned."""
        return self.held.bundle.code

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.held.place


def board(desk: Desk) -> tuple[BundleRow, ...]:
    """Every bag of this window that still counts, alarms first, then by case.

    That is: of forwarded cases not at their end, and of any whose originals moved within ``LOOK_BACK``.
    """
    open_ones = queries.case_page(desk.store, limit=MOST_CASES, only=CaseFilter(states=_STATES))
    cases = _moved(desk) | {one.case_id: one for one in open_ones if one.mode in FORWARDING and _own(desk, one)}
    return _ordered(one for one in _rows(desk, cases.values()) if _counts(one))


def _ordered(rows: Iterable[BundleRow]) -> tuple[BundleRow, ...]:
    return tuple(sorted(rows, key=lambda one: (not one.alarm, one.case_no, one.held.bundle.letter)))


def alarms(desk: Desk) -> tuple[BundleRow, ...]:
    """Bags that are short or too long on their way, of what moved within ``LOOK_BACK``: 今日 asks this often."""
    return _ordered(one for one in _rows(desk, _moved(desk).values()) if one.alarm)


def find(desk: Desk, scanned: str) -> BundleRow:
    """The bag of a scanned code, of any window whose cases are known here.

    Raises:
        Refusal: ``bundle_code`` for another code, ``bundle_unknown`` for a bag no letter here lists.
    """
    code = parse_bundle_code(scanned)
    case = queries.case_by_no(desk.store, code.case_no)
    rows = _rows(desk, [case]) if case else []
    found = next((one for one in rows if one.held.bundle.letter == code.letter), None)
    if found is None:
        raise Refusal(
            f"没有找到 {code.case_no} 的{code.letter}袋",
            "没有改动任何记录",
            "请核对移交清单；别的窗口刚转报的，等线路通了再扫",
            code="bundle_unknown",
        )
    return found


def of_case(desk: Desk, case_id: str) -> tuple[BundleRow, ...]:
    """The bags of one case; empty before it was forwarded."""
    case = queries.case(desk.store, case_id)
    return tuple(_rows(desk, [case])) if case else ()


def _moved(desk: Desk) -> dict[str, CaseData]:
    """This window's cases whose originals moved lately, by id."""
    ids = originals.touched_since(desk.store, _MOVES, desk.today - LOOK_BACK)
    found = (queries.case(desk.store, case_id) for case_id in ids)
    return {one.case_id: one for one in found if one is not None and _own(desk, one)}


def _own(desk: Desk, case: CaseData) -> bool:
    return case.window == desk.store.window


def _rows(desk: Desk, cases: Iterable[CaseData]) -> list[BundleRow]:
    by_id = {one.case_id: one for one in cases}
    told: dict[str, list[Told]] = defaultdict(list)
    for entry in originals.entries_of(desk.store, by_id, bundle_places.KINDS):
        told[entry.case_id].append(Told(entry.kind, entry.at, entry.payload))
    most = Settings.from_policy(desk.pack.policy).originals_days
    return [_row(desk, by_id[key], held, most) for key, log in told.items() for held in bundle_places.fold(log)]


def _row(desk: Desk, case: CaseData, held: Held, most: int) -> BundleRow:
    days = held.days_on_way(desk.today, desk.calendar)
    alarm, todo = _alarm(held, days, most)
    return BundleRow(
        case.case_id, case.case_no, case.item_name, case.applicant, case.state, case.window, held, days, alarm, todo
    )  # fmt: skip


def _alarm(held: Held, days: int | None, most: int) -> tuple[str, str]:
    if held.place is Place.SHORT:
        return held.found.words, "请在窗口查找，找到后装回原袋码补送；找不到的当日与市级经办核对，不得让申请人重复提交"
    if days is not None and days > most:
        whom = "市级" if held.place is Place.RETURNING else held.taken or "承运人"
        return f"{held.place.value}已 {days} 个工作日，超过 {most} 个", f"请今日问清{whom}，查运单，必要时报值班主任"
    return "", ""


def _counts(row: BundleRow) -> bool:
    """A bag never handed over of a case at its end is nobody's errand."""
    return not (row.state in ENDS and row.place is Place.HERE)
