"""告知承诺: accepted on a promise instead of a material; checked within a month afterwards (``after.post_check``).

A form with lines ticked 告知承诺 is accepted with its undertaking in the same act; ``commit`` is the same with what the
counter knows of the applicant said.
"""

from __future__ import annotations

from models.desk.accept import accept
from models.desk.bearing import settings_of
from models.desk.context import Desk
from models.desk.facts import role_of
from models.desk.power import needs
from models.desk.press import refused
from models.desk.promises import Promise, facts_with
from models.desk.situation import look
from models.desk.standing import standing
from models.rules import life
from models.rules.powers import Power
from models.rules.terms import Act, CaseState
from models.views import ActDone, IntakeForm


@needs(Power.RECEIVE)
def commit(desk: Desk, form: IntakeForm, promise: Promise) -> ActDone:
    """Accept on a promise.

    Raises:
        Refusal: no line is ticked 告知承诺 (``key_not_ready``), ``no_commitment``, ``bad_credit``, ``not_signed``;
            as in ``accept``.
    """
    here = standing(desk, form.case_id) if form.case_id else None
    seen = look(desk, form, here.case if here else None)
    if not seen.check.committed:
        raise refused("没有标告知承诺的材料", "请在材料表里标出申请人承诺的材料")
    facts = facts_with(seen, promise)
    if wrong := life.refusal(seen.mode, CaseState.RECEIVED, Act.COMMIT, facts, role_of(desk), settings_of(seen)):
        raise wrong
    return accept(desk, form)
