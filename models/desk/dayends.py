"""What a day brought to the end of a case, as the last columns of the ledger say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.rules.terms import Act, Outcome
from models.store.rows import Logged

Payload = Mapping[str, Any]
_ENDS: Mapping[Act, Callable[[Payload], str]] = {
    Act.REFUSE: lambda _: "不予受理",
    Act.DECIDE: lambda payload: Outcome(payload["outcome"]).zh,
    Act.RESULT_IN: lambda _: "市级办结",
    Act.WITHDRAW: lambda _: "撤回",
    Act.TERMINATE: lambda _: "终止",
}
"""Acts that end what the applicant asked for, each once in a case; the city's decision counts when its result is in."""
ENDS = tuple(_ENDS)


@dataclass(frozen=True, slots=True)
class Ends:
    """Five columns: 办结结果, 办结日期, 送达方式日期, 收费元, 推送监管."""

    result: str
    on: str
    delivered: str
    fees_fen: int
    pushed: str

    @property
    def yuan(self) -> str:
        """The day's fees in yuan."""
        return f"{self.fees_fen / 100:.2f}".removesuffix(".00")


def ends(log: Sequence[Logged], day: date) -> Ends:
    """Read one case's entries of a day."""
    told = {row.entry.kind: row.entry.payload for row in log}
    result = next((word(told[act]) for act, word in _ENDS.items() if act in told), "")
    on = f"{day:%m-%d}"
    return Ends(
        result=result,
        on=on if result else "",
        delivered=_delivered(told, on),
        fees_fen=sum(int(row.entry.payload.get("fees_fen", 0)) for row in log),
        pushed=on if Act.PUSH in told else "",
    )


def _delivered(told: Mapping[Act, Payload], on: str) -> str:
    if Act.REFUSE in told:
        return f"当场 {on}"
    if Act.PICKUP in told:
        return f"窗口 {on}"
    how = told.get(Act.DELIVER)
    return f"{how.get('delivery_done', {}).get('way', '送达')} {on}" if how is not None else ""
