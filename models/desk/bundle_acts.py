"""Acts on bags of originals: handed to a courier with a sheet for both sides, taken back at the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from models.desk import bundles, courier_sheet, documents
from models.desk.bundles import BundleRow
from models.desk.context import Desk
from models.desk.facts import role_of
from models.desk.line import DOWN, line_state
from models.desk.power import needs
from models.desk.press import Press, guard_clock, refused
from models.desk.standing import Standing, standing
from models.desk.turn import moved
from models.errors import Refusal
from models.rules import life
from models.rules.bundle_places import COMES_BACK, LEAVES, TAKEN
from models.rules.casefacts import CaseFacts
from models.rules.powers import Power
from models.rules.terms import Act, CaseState
from models.store import queries
from models.store.entries import new_id
from models.store.work import Work
from models.views import DocumentView

WAYS = ("机要", "专人", "快递")
_NUMBERED = frozenset({"机要", "快递"})


@dataclass(frozen=True, slots=True)
class Courier:
    """To whom bags are handed."""

    way: str  # one of WAYS
    taken: str  # who took them
    number: str = ""  # of the consignment; 专人 has none


@dataclass(frozen=True, slots=True)
class HandedOver:
    """One run: its sheet, and the cases whose bags are on their way."""

    sheet: DocumentView
    case_ids: tuple[str, ...]
    codes: tuple[str, ...]


@needs(Power.ORIGINALS)
def hand_over(desk: Desk, codes: Sequence[str], courier: Courier, *, press_id: str = "") -> HandedOver:
    """原件交出: bags of one case or of several to one courier, one entry a case, one sheet for all; all or nothing.

    Args:
        codes: as scanned.
        press_id: names this press of the key; pressed twice it is done once.

    Raises:
        Refusal: ``key_not_ready`` without bags, way, name or consignment number; ``bundle_code``, ``bundle_unknown``,
            ``bundle_place`` when a bag is not here; what the flow says; ``no_glyph``.
    """
    _check(codes, courier)
    key = press_id or new_id()
    with desk.store.work() as work:
        known = work.act_done(key)
    if known is not None:
        return _again(desk, known)
    rows = _at_hand(desk, codes)
    by_case = {row.case_id: [one for one in rows if one.case_id == row.case_id] for row in rows}
    stands = {case_id: standing(desk, case_id) for case_id in by_case}
    with desk.store.work() as work:
        guard_clock(desk.clock.now(), work.head.at)
        sheet = courier_sheet.keep(desk, work, rows, {one: _organ(here) for one, here in stands.items()}, courier)
        for case_id, bags in by_case.items():
            _enter(desk, work, stands[case_id], Act.BUNDLE_OUT, _out(desk, bags, courier, sheet.number))
        done = HandedOver(sheet, tuple(by_case), tuple(row.code for row in rows))
        work.remember_act(key, {"sheet": sheet.id, "cases": list(done.case_ids), "codes": list(done.codes)})
        work.commit()
    return done


@needs(Power.ORIGINALS)
def take_back(desk: Desk, codes: Sequence[str], note: str = "") -> tuple[str, ...]:
    """原件退回, the window's end of it: bags that came back, with what was found; ids of their cases.

    Raises:
        Refusal: ``key_not_ready`` without a bag, ``bundle_place`` for one that is at the window.
    """
    if not codes:
        raise refused("还没有选要收回的原件袋", "请扫袋上的条码")
    rows = _found(desk, codes)
    for row in rows:
        if row.place not in COMES_BACK:
            raise _elsewhere(row, "收回")
    return _each(desk, rows, Act.BUNDLE_BACK, lambda bags: _back(desk, bags, note))


def _check(codes: Sequence[str], courier: Courier) -> None:
    if not codes:
        raise refused("还没有选要交出的原件袋", "请扫袋上的条码")
    if courier.way not in WAYS:
        raise refused("还没有选怎样送", f"请选{'、'.join(WAYS)}")
    if not courier.taken.strip():
        raise refused("还没有写交给谁", "请写承运人姓名，交接单由他签名")
    if courier.way in _NUMBERED and not courier.number.strip():
        raise refused(f"{courier.way}没有写单号", "请填运单或机要号，查件要用")


def _found(desk: Desk, codes: Sequence[str]) -> list[BundleRow]:
    """Each bag once, in the order scanned."""
    rows = {row.code: row for row in (bundles.find(desk, code) for code in codes)}
    return list(rows.values())


def _at_hand(desk: Desk, codes: Sequence[str]) -> list[BundleRow]:
    rows = _found(desk, codes)
    for row in rows:
        if row.place not in LEAVES:
            raise _elsewhere(row, "交出")
    return rows


def _elsewhere(row: BundleRow, what: str) -> Refusal:
    bag = f"{row.case_no} {row.held.bundle.letter}袋"
    return Refusal(
        f"{bag}现在是“{row.place.value}”，不能{what}", "没有写入任何记录", "请核对扫的是不是这一袋", code="bundle_place"
    )


def _each(
    desk: Desk, rows: Sequence[BundleRow], act: Act, payload: Callable[[list[BundleRow]], dict[str, Any]]
) -> tuple[str, ...]:
    by_case = {row.case_id: [one for one in rows if one.case_id == row.case_id] for row in rows}
    stands = {case_id: standing(desk, case_id) for case_id in by_case}
    with desk.store.work() as work:
        guard_clock(desk.clock.now(), work.head.at)
        for case_id, bags in by_case.items():
            _enter(desk, work, stands[case_id], act, payload(bags))
        work.commit()
    return tuple(by_case)


def _organ(here: Standing) -> str:
    """To whom the newest letter went."""
    letter = here.last_of(Act.FORWARD, Act.RESUBMIT)
    return str(letter.payload.get("to_organ", "")) if letter else ""


def _enter(desk: Desk, work: Work, here: Standing, act: Act, payload: dict[str, Any]) -> None:
    """One entry of one case; it leaves state, next step and clocks alone, and no guard looks at the case's facts."""
    case = here.case
    if work.version_of(case.case_id) != case.version:
        raise moved()

    def judge(state: CaseState | None, done: Act) -> CaseState:
        return life.step(case.mode, state, done, CaseFacts(), role_of(desk))

    run = Press(desk, work, desk.clock.now(), case.case_id, case.case_no, case.mode, case.state, judge=judge)
    run.offline = line_state(desk).state == DOWN
    run.entry(act, payload)


def _out(desk: Desk, bags: list[BundleRow], courier: Courier, number: str) -> dict[str, Any]:
    trip = f"（{courier.number.strip()}）" if courier.number.strip() else ""
    return {
        "codes": [one.code for one in bags],
        "run": number,
        "way": courier.way,
        "number": courier.number.strip(),
        "handed": desk.staff.name,
        "taken": courier.taken.strip(),
        "text": f"{_letters(bags)}交{courier.way}{trip}，{courier.taken.strip()}接，交接单 {number}",
    }


def _back(desk: Desk, bags: list[BundleRow], note: str) -> dict[str, Any]:
    said = f"，{note.strip()}" if note.strip() else ""
    return {
        "codes": [one.code for one in bags],
        "step": TAKEN,
        "taken": desk.staff.name,
        "note": note.strip(),
        "text": f"{_letters(bags)}收回窗口{said}",
    }


def _letters(bags: Sequence[BundleRow]) -> str:
    return f"{'、'.join(one.held.bundle.letter for one in bags)}袋"


def _again(desk: Desk, known: Any) -> HandedOver:
    sheet = queries.document(desk.store, known["sheet"])
    assert sheet is not None  # remembered in the same transaction as the sheet itself
    return HandedOver(sheet, tuple(known["cases"]), tuple(known["codes"]))


@needs(Power.ORIGINALS)
def sheet_again(desk: Desk, code: str) -> DocumentView:
    """The sheet of the bag's last run, to be printed: itself while it was never printed, else marked 第N次打印.

    Raises:
        Refusal: ``bundle_code``, ``bundle_unknown``; ``document_unknown`` when the run was another window's.
    """
    number = bundles.find(desk, code).held.run
    first = queries.document_by_number(desk.store, number) if number else None
    if first is None:
        said = "这袋的交接单不是本窗口出的" if number else "这袋还没有交出过，没有交接单"
        raise Refusal(said, "没有改动任何记录", "请在交出的窗口补打" if number else "请先交出", code="document_unknown")
    return documents.reprint(desk, first.id) if first.prints else first
