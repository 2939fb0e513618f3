"""空白证照: what came in, what was used for which case, what was spoilt, what is left; nobody may hold them back.

Source: 济宁三(一)2. A number comes in once and goes out once.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.desk.context import Desk
from models.desk.power import needs
from models.desk.press import guard_clock
from models.errors import Refusal
from models.rules import blanks as rules
from models.rules.powers import Power
from models.rules.terms import Act, CaseState
from models.store import blanks, queries
from models.store.blanks import BACK, IN_STOCK, USED, VOID, BlankRow, Gone
from models.store.rows import CaseData
from models.store.work import Work

__all__ = [
    "BlankRow",
    "Delivery",
    "StockView",
    "book",
    "give_back",
    "spoil",
    "stock",
    "take_in",
    "use",
]

_APPROVED = frozenset(
    {
        CaseState.DECIDED_APPROVE,
        CaseState.CITY_STAMPED,
        CaseState.TO_DELIVER,
        CaseState.DELIVERED,
    }
)
"""A certificate is filled in only once the licence was granted."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Blanks that came in together."""

    kind: str  # 食品生产许可证（正本）
    first: str  # the first number; the others count up from it
    count: int
    from_organ: str
    batch: str = ""


@dataclass(frozen=True, slots=True)
class StockView:
    """One kind of certificate in figures; in = used + void + given back + left."""

    kind: str
    came: int
    used: int
    void: int
    back: int
    left: int
    low: bool


@needs(Power.REGISTER)
def take_in(desk: Desk, one: Delivery) -> tuple[str, ...]:
    """Enter a delivery; returns the numbers.

    Raises:
        Refusal: ``not_keeper``, ``blank_unclear``, ``blank_number``, ``blank_twice`` when a number came before.
    """
    if not one.kind.strip() or not one.from_organ.strip():
        raise _no("证照名称和发来的机关要填全", "请填全再入库", "blank_unclear")
    numbers = tuple(rules.numbers(one.first, one.count))
    at, kind = desk.clock.now(), one.kind.strip()
    with desk.store.work() as work:
        guard_clock(at, work.head.at)
        if twice := blanks.known(work, kind, numbers):
            raise _no(f"空白证照{twice[0]}已经入库过", "请核对起号和张数", "blank_twice")
        rows = (BlankRow(kind, n, IN_STOCK, one.batch, one.from_organ.strip(), at, desk.staff.name) for n in numbers)
        blanks.add(work, rows)
        work.commit()
    return numbers


@needs(Power.BLANK)
def use(desk: Desk, kind: str, number: str, case_id: str, certificate: str = "") -> None:
    """Use a blank for a case whose licence was granted.

    Args:
        certificate: the number of the licence written on it, where it is another than the blank's own.

    Raises:
        Refusal: ``blank_unknown``, ``blank_twice`` when it is gone already, ``case_unknown``, ``blank_case`` for a case
            in which nothing was granted.
    """
    case = queries.case(desk.store, case_id)
    if case is None:
        raise _no("没有找到这件", "请从办件里领用", "case_unknown")
    if case.state not in _APPROVED or _denied(desk, case):
        raise _no(f"这件现在是“{case.state.value}”，还没有准予", "请在决定准予后领用", "blank_case")
    at = desk.clock.now()
    _spend(desk, kind, number, Gone(USED, at, desk.staff.name, case_id, case.case_no, certificate.strip()))


def _denied(desk: Desk, case: CaseData) -> bool:
    """Whether a case now to be delivered was decided against the applicant."""
    log = queries.timeline(desk.store, case.case_id)
    said = (row.entry.payload.get("outcome") for row in log if row.entry.kind in (Act.DECIDE, Act.CITY_DECIDE))
    return "deny" in said


@needs(Power.BLANK)
def spoil(desk: Desk, kind: str, number: str, reason: str) -> None:
    """Void a spoilt sheet, which stays in the book.

    Raises:
        Refusal: ``blank_reason``, ``blank_unknown``, ``blank_twice``.
    """
    if not reason.strip():
        raise _no("作废要写明原因", "请填写原因", "blank_reason")
    _spend(desk, kind, number, Gone(VOID, desk.clock.now(), desk.staff.name, why=reason.strip()))


@needs(Power.REGISTER)
def give_back(desk: Desk, kind: str, number: str, reason: str) -> None:
    """Return an unused blank to the organ it came from.

    Raises:
        Refusal: ``not_keeper``, ``blank_reason``, ``blank_unknown``, ``blank_twice``.
    """
    if not reason.strip():
        raise _no("退回要写明原因", "请填写原因", "blank_reason")
    _spend(desk, kind, number, Gone(BACK, desk.clock.now(), desk.staff.name, why=reason.strip()))


def _spend(desk: Desk, kind: str, number: str, gone: Gone) -> None:
    kind, number = kind.strip(), number.strip()
    with desk.store.work() as work:
        guard_clock(gone.at, work.head.at)
        _in_stock(work, kind, number)
        blanks.take_out(work, kind, number, gone)
        work.commit()


def _in_stock(work: Work, kind: str, number: str) -> None:
    found = blanks.one(work, kind, number)
    if found is None:
        raise _no(f"没有入库过{number}", "请核对证照编号", "blank_unknown")
    if found.state != IN_STOCK:
        where = f"用于{found.case_no}" if found.state == USED else f"{found.state}（{found.why}）"
        raise _no(f"空白证照{number}已经{where}", "请换一张，并核对编号", "blank_twice")


def stock(desk: Desk, low: int = 20) -> tuple[StockView, ...]:
    """Every kind in figures; ``low``: from how many left on more should be asked for."""
    found = blanks.counts(desk.store)
    return tuple(_view(kind, states, low) for kind, states in found.items())


def _view(kind: str, states: dict[str, int], low: int) -> StockView:
    used, void, back, left = (states.get(name, 0) for name in (USED, VOID, BACK, IN_STOCK))
    return StockView(kind, sum(states.values()), used, void, back, left, low=left <= low)


def book(desk: Desk, kind: str, state: str = "") -> tuple[BlankRow, ...]:
    """Sheets of one kind by number, in one state or all."""
    return blanks.page(desk.store, kind, state)


def _no(happened: str, todo: str, code: str) -> Refusal:
    return Refusal(happened, "空白证照台账没有改动", todo, code=code)
