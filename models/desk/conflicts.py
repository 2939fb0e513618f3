"""要再定的: acts of this window that another act came before. Who did what when; a person decides again.

The act that came first counts, by the city's order (许可法第二十六条: one course of a case). Nothing of the other is
lost: it stays in the log, its papers are named so that they are called back, and the decision is an entry of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from models.desk.context import Desk
from models.desk.power import needs
from models.desk.press import press, refused
from models.desk.standing import standing
from models.desk.timeline import actor, text, window_name
from models.desk.turn import once_for
from models.rules import crossing, lifecycle
from models.rules.powers import Power
from models.rules.terms import Act, CaseState
from models.store import conflicts as kept
from models.store import queries
from models.store.entries import Entry
from models.store.rows import Logged
from models.views import ActDone

Choice = Literal["first", "again"]
_CHOSEN: dict[Choice, str] = {"first": "以先办的为准，本步不再办", "again": "看清先办的以后再办一次"}


@dataclass(frozen=True, slots=True)
class Deed:
    """One of two acts that met."""

    entry_id: str
    window: str  # 03号窗口 | 市级
    actor: str
    at: datetime
    act: Act
    title: str
    text: str
    state: str  # the state it left the case in, as it says itself
    papers: tuple[str, ...]  # 受理通知书 高审受〔2026〕300001号


@dataclass(frozen=True, slots=True)
class Recall:
    """A paper the losing act gave out, and what becomes of it."""

    document_id: str
    name: str
    number: str
    printed: bool
    what: str  # 收回，换 03号窗口 出的 … | 没有打印，不要再交出


@dataclass(frozen=True, slots=True)
class Conflict:
    """An act that does not count, with what came first."""

    case_id: str
    case_no: str
    item_name: str
    applicant: str
    state: CaseState  # as it counts now
    lost: Deed
    first: tuple[Deed, ...]  # latest first; what moved the case without this window knowing
    reason: str
    recalls: tuple[Recall, ...] = ()

    @property
    def handed_out(self) -> bool:
        """Whether a paper may be in the applicant's hands: what became of it has to be said when deciding again."""
        return any(one.printed for one in self.recalls)


def conflicts(desk: Desk) -> tuple[Conflict, ...]:
    """What this window must decide again, oldest first."""
    return tuple(_conflict(desk, one) for one in kept.open_ones(desk.store))


def count(desk: Desk) -> int:
    """How many acts wait for a decision."""
    return kept.count_open(desk.store)


@needs(Power.SETTLE)
def settle(desk: Desk, case_id: str, choice: Choice, note: str = "", *, press_id: str = "") -> ActDone:
    """Decide again about everything of one case that stands aside; an entry of its own, for every window to see.

    Args:
        choice: ``first``: what came first stands; ``again``: the act is done once more, on the case as it is now.
        note: what was done about papers already handed out.

    Raises:
        Refusal: nothing of this case waits for a decision (``key_not_ready``).
    """

    def act(key: str) -> ActDone:
        waiting = kept.open_of(desk.store, case_id)
        if not waiting:
            raise refused("这件没有要再定的", "请刷新后再看")
        words = "。".join(part for part in (_CHOSEN[choice], note.strip()) if part)
        payload: dict[str, Any] = {"entries": list(waiting), "choice": choice, "text": words}
        case = standing(desk, case_id).case
        place = (case_id, case.case_no, case.state)
        with press(desk, key, desk.clock.now(), mode=case.mode, case=place) as run:
            run.judge = lambda state, _: state or case.state  # whatever the case is at, it stays there
            run.entry(Act.SETTLE, payload)
        return run.done()

    return once_for(press_id, act, desk)


def _conflict(desk: Desk, one: kept.Aside) -> Conflict:
    others = [other for other in kept.came_first(desk.store, one) if _crosses(one.lost.entry.kind, other.entry)]
    seen = tuple(_deed(desk, other) for other in others[:5])
    return Conflict(
        case_id=one.case.case_id,
        case_no=one.case.case_no,
        item_name=one.case.item_name,
        applicant=one.case.applicant,
        state=one.case.state,
        lost=_deed(desk, one.lost),
        first=seen,
        reason=one.reason,
        recalls=tuple(_recall(desk, paper, seen) for paper in one.lost.entry.payload.get("documents", ())),
    )


def _crosses(mine: Act, other: Entry) -> bool:
    """What stands beside the act, or moves nothing of its own, did not come before it."""
    crosses = crossing.with_the_city if other.window.startswith("city") else crossing.between_windows
    return crosses(mine, other.kind)


def _recall(desk: Desk, paper: Mapping[str, Any], first: tuple[Deed, ...]) -> Recall:
    """Not printed: it stays here. Printed: it comes back, against the counted paper of its name if there is one."""
    kept_paper = queries.document(desk.store, paper["id"])
    printed = kept_paper is not None and kept_paper.prints > 0
    name, number = str(paper["name"]), str(paper["number"])
    same = next((f"{deed.window}的{one}" for deed in first for one in deed.papers if one.startswith(f"{name} ")), "")
    what = f"收回作废，以{same}为准" if same else "收回作废，不再有效"
    return Recall(str(paper["id"]), name, number, printed, what if printed else "没有打印过，不要再打、再交出")


def _deed(desk: Desk, logged: Logged) -> Deed:
    entry = logged.entry
    papers = tuple(f"{paper['name']} {paper['number']}".strip() for paper in entry.payload.get("documents", ()))
    return Deed(
        entry_id=entry.id,
        window="市级" if entry.window.startswith("city") else window_name(entry.window),
        actor=actor(desk, entry.actor, entry.payload),
        at=entry.at,
        act=entry.kind,
        title=lifecycle.act_name(entry.kind),
        text=text(entry.kind, entry.payload),
        state=str(entry.payload.get("state", "")),
        papers=papers,
    )
