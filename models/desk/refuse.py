"""不予受理 (F11): 不受理告知书 where no licence is needed, 不予受理决定书 where the power is another's."""

from __future__ import annotations

from models.desk import payloads, sheets_out
from models.desk.assess import paper_marks, verdict
from models.desk.clocks import clocks
from models.desk.context import Desk
from models.desk.power import needs
from models.desk.press import once, press, refused
from models.desk.sheets import Days
from models.desk.situation import look
from models.desk.words import refusal_name
from models.rules.powers import Power
from models.rules.terms import Act, Doc, Ruling
from models.views import ActDone, IntakeForm


@needs(Power.RECEIVE)
@once
def refuse(desk: Desk, form: IntakeForm) -> ActDone:
    """Refuse in writing, with the ground, where to go and both remedies (许可法第三十二条第一款第（一）（二）项).

    Raises:
        Refusal: the case is this window's own, or names are missing (``key_not_ready``). Nothing is kept then.
    """
    seen = look(desk, form)
    if reason := verdict(seen).keys["refuse"]:
        raise refused(reason)
    no_licence = seen.resolution.ruling is Ruling.NO_LICENCE
    with press(desk, form.draft_id, seen.now, mode=None, to_confirm=paper_marks(seen), form=form) as run:
        days = Days(seen.received_at)
        run.entry(Act.RECEIVE, {**payloads.receive(seen, run.case_no, run.at, clocks(seen, None)), "materials": []})
        paper = run.paper(
            Doc.REFUSE_ACCEPT,
            seen.county_organ,
            lambda head: sheets_out.refuse(seen, head, days),
            name=refusal_name(no_licence),
        )
        note = "当场交申请人" if no_licence else f"已告知到{seen.where.organ if seen.where else '有权机关'}办理"
        step = {"next": payloads.next_step("已办结", note, "申请人"), "due": None, "due_name": ""}
        ground = seen.resolution.ground or seen.resolution.reason
        run.entry(Act.REFUSE, {**step, "ground": ground, "variant": paper.name}, paper)
    return run.done()
