"""What the law says of applicants as such: who came first, who may not apply again for a while, silence on renewal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from models.errors import Refusal
from models.rules.counting import add_months
from models.rules.explain import month_day

FALSE_PAPERS_YEARS = 1  # 许可法第七十八条
OBTAINED_BY_DECEIT_YEARS = 3  # 许可法第七十九条


@dataclass(frozen=True, slots=True)
class Bar:
    """Why an applicant may not apply for this licence again before a day."""

    until: date  # the last day of the bar
    clause: str
    reason: str


def bar(kind: str, on: date, *, public_safety: bool) -> Bar | None:
    """The bar that follows false papers (``false_papers``) or a licence got by deceit (``deceit``).

    Only licences that bear directly on public safety, health, life or property have one (许可法第七十八、七十九条).

    Raises:
        ValueError: another kind (our own bug).
    """
    years, clause, reason = {
        "false_papers": (FALSE_PAPERS_YEARS, "许可法第七十八条", "隐瞒有关情况或者提供虚假材料"),
        "deceit": (OBTAINED_BY_DECEIT_YEARS, "许可法第七十九条", "以欺骗、贿赂等不正当手段取得许可"),
    }.get(kind, (0, "", ""))
    if not years:
        raise ValueError(f"no such ground for a bar: {kind}")
    return Bar(add_months(on, 12 * years), clause, reason) if public_safety else None


def check_bar(bars: Sequence[Bar], today: date) -> None:
    """Refuse an application while a bar holds.

    Raises:
        Refusal: code ``barred``, with the last day and the clause.
    """
    if running := max((one for one in bars if today <= one.until), key=lambda one: one.until, default=None):
        until = f"{running.until.year}年{month_day(running.until)}"
        said = f"申请人因{running.reason}，到{until}为止不得再次申请（{running.clause}）"
        raise Refusal(said, "没有收件", "请向申请人说明，期满后可以申请", code="barred")


def first_come(received: Sequence[tuple[datetime, str]], places: int) -> tuple[str, ...]:
    """Who gets a limited number of licences: by the second papers were received (许可法第五十七条).

    Args:
        received: time of receipt, to the second and never changed, and case number.
        places: how many there are.
    """
    return tuple(number for _, number in sorted(received)[:places])


def deemed_renewed(licence_until: date, asked_in_time: bool, decided: date | None, today: date) -> bool:
    """Renewal asked for in time and not answered before the licence ended counts as granted (许可法第五十条第二款)."""
    if not asked_in_time:
        return False
    return decided > licence_until if decided is not None else today > licence_until
