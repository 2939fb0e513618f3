"""作废文号: a paper that must not count any more. Its number stays used, its bytes stay kept, and everybody is told.

One person asks, a second one with a keeper's post agrees (双人); the entry travels to the city like any other, and the
trail names both. A voided paper is not printed again, not sealed, and not filed in the volume as a piece of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.desk import twopersons
from models.desk.context import Desk
from models.desk.documents import first_of
from models.desk.power import needs
from models.desk.turn import once_for, turn
from models.errors import Refusal
from models.rules.powers import Power
from models.rules.terms import Act, CaseState

if TYPE_CHECKING:
    from models.desk.twopersons import Witness
    from models.views import ActDone, DocumentView

REASONS: Final = ("内容填错", "重复制作", "打印损坏", "当事人未领，已收回", "其他")
"""What a number is voided for; words of one's own stand beside it."""
_SAFE: Final = "文号没有作废，文书原样"


def why_not(paper: DocumentView, state: CaseState) -> Refusal | None:
    """Why a paper's number may not be voided, or None.

    Returns: ``voided`` before, ``no_number`` for a paper that bears its case's number only, ``filed`` once the volume
    is closed: what was handed over to the archive is not changed by a window.
    """
    if paper.voided:
        return Refusal(f"{paper.name}已经作废", _SAFE, "不用再办", code="voided")
    if not paper.case_id or paper.number == paper.case_no:
        return Refusal("这份文书没有自己的文号", _SAFE, "请另选一份有文号的文书", code="no_number")
    if state is CaseState.ARCHIVED:
        return Refusal("这件已经归档，卷内文书不在窗口作废", _SAFE, "请与档案保管单位联系", code="filed")
    return None


@needs(Power.VOID)
def void(
    desk: Desk, case_id: str, document_id: str, reason: str, words: str, witness: Witness, *, press_id: str = ""
) -> ActDone:
    """Void the number of a paper of this case, whichever print of it is named.

    Args:
        reason: one of ``REASONS``.
        words: what happened, in one's own words; numbers of persons are starred.

    Raises:
        Refusal: ``wrong_role``, ``same_person``, ``wrong_second``, ``no_reason``, ``document_unknown``, as ``why_not``,
            ``case_moved``. Nothing is kept then.
    """
    twopersons.check(desk, witness, Power.VOID)
    said = twopersons.why(REASONS, reason, words)

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.NOTE, key) as now:
            paper = _paper(desk, case_id, document_id)
            if wrong := why_not(paper, now.hand.here.case.state):
                raise wrong
            text = f"作废{paper.name} {paper.number}：{said}；第二人：{witness.name}"
            told = {"document": paper.id, "number": paper.number, "reason": said, "second": witness.name}
            now.run.entry(Act.NOTE, {"void": told, "text": text})
            subject = f"{now.hand.here.case.case_no} {paper.number}"
            twopersons.note(now.run.work, desk, witness, subject, f"{paper.name}，{said}")
        return now.run.done()

    return once_for(press_id, act, desk)


def _paper(desk: Desk, case_id: str, document_id: str) -> DocumentView:
    paper = first_of(desk, document_id)
    if paper.case_id != case_id:
        raise Refusal("这份文书不是这件的", _SAFE, "请从办件里选文书", code="document_unknown")
    return paper
