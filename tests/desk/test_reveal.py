"""A number behind the mask: with a reason, once, in the trail; and nowhere else on what screens are made of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.desk import caseview, conflicts, daybook, queue, reveal, today
from models.desk.accept import accept
from models.desk.context import Desk
from models.errors import Refusal
from models.rules.personal import holds
from models.rules.powers import ADMINISTRATOR, AUDITOR
from models.rules.terms import AuditKind
from models.store import audit
from models.views import Staff
from tests.helpers.factory import AGENT, COMPANY, PERSON, form_for

SECRETS = (COMPANY.legal_rep_id, COMPANY.phone, PERSON.id_number, PERSON.phone, AGENT.id_number, AGENT.phone)


def test_pipl_a_number_is_shown_for_a_reason_that_stands_in_the_trail(desk: Desk) -> None:
    done = accept(desk, form_for(desk, "附件/8"))
    fields = dict(reveal.choices(desk, done.case_id))
    assert fields["applicant.phone"] == "申请人电话"
    shown = reveal.reveal(desk, done.case_id, "agent.phone", "来电核对领证时间")
    assert (shown.label, shown.value) == ("经办人电话", AGENT.phone)
    (line,) = audit.lines(desk.store, only=[AuditKind.REVEAL])
    assert (line.subject, line.text) == (done.case_no, "经办人电话；理由：来电核对领证时间")


def test_pipl_the_number_does_not_come_into_the_trail_by_the_reason(desk: Desk) -> None:
    done = accept(desk, form_for(desk, "附件/8"))
    reveal.reveal(desk, done.case_id, "agent.phone", f"回电{AGENT.phone}，核对{AGENT.id_number}")
    (line,) = audit.lines(desk.store, only=[AuditKind.REVEAL])
    assert not holds(line.text)
    assert AGENT.phone not in line.text


@pytest.mark.parametrize(
    ("field", "why", "code"),
    [("agent.phone", " ", "no_reason"), ("agent.name", "核对", "field_unknown"), ("", "核对", "field_unknown")],
)
def test_pipl_without_a_reason_or_a_field_nothing_is_shown(field: str, why: str, code: str, desk: Desk) -> None:
    done = accept(desk, form_for(desk, "附件/8"))
    with pytest.raises(Refusal) as refused:
        reveal.reveal(desk, done.case_id, field, why)
    assert refused.value.code == code
    assert audit.lines(desk.store, only=[AuditKind.REVEAL]) == ()


@pytest.mark.parametrize("role", [ADMINISTRATOR, AUDITOR])
def test_pipl_who_does_not_handle_cases_sees_no_number(role: str, desk: Desk) -> None:
    done = accept(desk, form_for(desk, "附件/8"))
    with pytest.raises(Refusal) as refused:
        reveal.reveal(replace(desk, staff=Staff("x", "样例", role)), done.case_id, "agent.phone", "看看")
    assert refused.value.code == "wrong_role"


def test_pipl_no_view_a_screen_is_made_of_holds_a_whole_number(desk: Desk) -> None:
    done = accept(desk, form_for(desk, "附件/8"))
    other = accept(desk, form_for(desk, "附件/9"))
    views = [
        *(caseview.case(desk, one.case_id) for one in (done, other)),
        today.today(desk),
        daybook.ledger(desk, desk.today),
        queue.queue(desk),
        conflicts.conflicts(desk),
    ]
    for view in views:
        said = repr(view)
        assert not [secret for secret in SECRETS if secret and secret in said], type(view).__name__
