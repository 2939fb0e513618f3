"""防一事两报: open cases of the same applicant and the same item, since city and county may both be asked."""

from __future__ import annotations

from models.desk.situation import Situation
from models.rules.terms import CaseState
from models.store import queries

_CLOSED = (CaseState.REFUSED, CaseState.WITHDRAWN)


def open_cases(seen: Situation) -> tuple[str, ...]:
    """One line per open case of this applicant for this item, the case on the form left out."""
    applicant = seen.form.applicant
    if not applicant.id_number.strip():
        return ()
    found = queries.same_business(seen.desk.store, applicant.id_kind.value, applicant.id_number, seen.item.key, _CLOSED)
    return tuple(
        f"{case.case_no} {case.state.value}（{case.received_at:%m-%d} 收件）"
        for case in found
        if case.case_id != seen.form.case_id
    )
