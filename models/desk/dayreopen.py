"""重开日结: a closed day is opened again by two persons with a reason; the ledgers made of it stay as they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from models.desk import daybook, dayclosing, twopersons
from models.desk.context import Desk
from models.desk.dayclosing import Reopened
from models.desk.power import needs
from models.errors import Refusal
from models.rules.powers import Power

if TYPE_CHECKING:
    from datetime import date

    from models.desk.twopersons import Witness

REASONS: Final = ("漏登或错登", "核对有误", "票据要更正", "其他")
"""What a day is opened again for; words of one's own stand beside it."""


@needs(Power.REOPEN)
def reopen(desk: Desk, day: date, reason: str, words: str, witness: Witness) -> str:
    """Open a closed day, so that it can be closed anew. Returns what the next ledger will say of it.

    Args:
        reason: one of ``REASONS``.
        words: what is to be put right; numbers of persons are starred.

    Raises:
        Refusal: ``wrong_role``, ``same_person``, ``wrong_second``, ``no_reason``, ``not_closed``. Nothing is kept then.
    """
    twopersons.check(desk, witness, Power.REOPEN)
    said = twopersons.why(REASONS, reason, words)
    paper = daybook.closed(desk, day)
    with desk.store.work() as work:
        known = dayclosing.of(desk.store, day)
        if paper is None or any(one.after == paper.id for one in known.reopened):
            raise Refusal(f"{day:%Y-%m-%d} 没有日结，不用重开", "没有改动任何记录", "可以直接日结", code="not_closed")
        at = desk.clock.now().isoformat(timespec="minutes")
        opened = Reopened(at, desk.staff.name, witness.name, said, paper.id)
        ledgers = known.ledgers if paper.id in known.ledgers[-1:] else (*known.ledgers, paper.id)
        told = replace(known, ledgers=ledgers, reopened=(*known.reopened, opened))
        dayclosing.keep(work, day, told)
        twopersons.note(work, desk, witness, paper.number, f"{day:%Y-%m-%d}，{said}")
        work.commit()
    return told.note
