"""转报 of a case accepted earlier, where it did not leave with the acceptance itself."""

from __future__ import annotations

from models.desk.accept import forward_entry
from models.desk.clocks import clocks
from models.desk.context import Desk
from models.desk.press import first_result, press
from models.desk.sheets import Days
from models.desk.situation import look
from models.desk.standing import form_of, standing
from models.rules.terms import CaseState, Doc
from models.store import queries
from models.views import ActDone


def forward(desk: Desk, case_id: str) -> ActDone:
    """Make the letter and transfer list of an accepted case and queue it for the city.

    Raises:
        Refusal: ``act_out_of_order`` when the flow has nothing to forward now. Nothing is kept then.
    """
    here = standing(desk, case_id)
    key = f"forward/{case_id}"
    if done := first_result(desk, key):
        return done
    seen = look(desk, form_of(desk, here, key), here.case)
    accepted = here.case.accepted_at.date() if here.case.accepted_at else None
    days = Days(here.case.received_at, accepted, deemed=here.case.state is CaseState.DEEMED_ACCEPTED)
    number = next((d.number for d in queries.documents(desk.store, case_id) if d.doc is Doc.ACCEPT), "")
    case = (case_id, here.case.case_no, here.case.state)
    with press(desk, key, seen.now, mode=here.case.mode, case=case) as run:
        forward_entry(run, seen, days, clocks(seen, accepted), number)
    return run.done()
