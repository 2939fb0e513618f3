"""告知承诺: an undertaking instead of a material, by choice, checked afterwards (国办发〔2020〕42号)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.desk import after, deliver, seal
from models.desk.accept import accept
from models.desk.assess import assess
from models.desk.commit import commit
from models.desk.context import Desk
from models.desk.inputs import Hands
from models.desk.promises import Promise
from models.desk.turn import in_hand
from models.errors import Refusal
from models.papers_more import CommitmentPaper
from models.rules.terms import Act, CaseState, Doc, SealKind
from models.store import queries
from models.views import IntakeForm
from tests.desk.branches import STAFFING, boss, decided, judge, kinds
from tests.desk.lives import SELF, seal_for
from tests.helpers.factory import AGENT, PaperStub, form_for, mark


def promising(desk: Desk) -> IntakeForm:
    """人力资源服务许可 with the lease promised instead of shown."""
    return mark(form_for(desk, STAFFING), 3, "committed")


def test_that_a_promise_is_accepted_with_its_undertaking(desk: Desk, papers: PaperStub) -> None:
    form = promising(desk)
    verdict = assess(desk, form)
    done = commit(desk, form, Promise())
    assert [paper.doc for paper in done.documents] == [Doc.RECEIPT, Doc.COMMITMENT, Doc.ACCEPT]
    assert [name for name, _ in verdict.papers] == [paper.name for paper in done.documents]
    assert kinds(desk, done.case_id)[:3] == [Act.RECEIVE, Act.COMMIT, Act.ACCEPT]
    assert done.state is CaseState.UNDER_REVIEW
    sheet = next(paper for paper in papers.made if isinstance(paper, CommitmentPaper))
    assert "租赁合同" in sheet.subject
    assert in_hand(desk, done.case_id).facts.committed


def test_that_the_plain_key_makes_the_same_undertaking(desk: Desk) -> None:
    form = promising(desk)
    done = accept(desk, form)
    assert Doc.COMMITMENT in {paper.doc for paper in done.documents}
    assert commit(desk, form, Promise()) == done  # the same draft


@pytest.mark.parametrize(
    ("promise", "code"), [(Promise(signed=False), "not_signed"), (Promise(bad_credit=True), "bad_credit")]
)
def test_that_no_promise_counts_unsigned_or_from_the_untrustworthy(promise: Promise, code: str, desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        commit(desk, promising(desk), promise)
    assert refused.value.code == code
    assert queries.case_count(desk.store) == 0


def test_that_without_a_promised_line_there_is_nothing_to_promise(desk: Desk) -> None:
    with pytest.raises(Refusal, match="没有标告知承诺"):
        commit(desk, form_for(desk, STAFFING), Promise())


def test_that_what_the_guide_does_not_offer_stays_missing(desk: Desk) -> None:
    verdict = assess(desk, mark(form_for(desk, STAFFING), 1, "committed"))
    assert verdict.kind == "missing"


@pytest.mark.parametrize(("scope", "said"), [("递交、承诺", "已明确授权承诺"), ("递交、补正", "授权书没有写承诺权限")])
def test_that_promising_for_another_needs_an_authority_that_says_so(
    scope: str, said: str, desk: Desk, papers: PaperStub
) -> None:
    accept(desk, replace(promising(desk), agent=replace(AGENT, scope=scope)))
    sheet = next(paper for paper in papers.made if isinstance(paper, CommitmentPaper))
    assert said in sheet.proxy


def test_zezhou_3_1_what_was_granted_on_a_promise_is_checked_within_a_month(desk: Desk) -> None:
    """泽州三(一)1: the check is owed after the decision, once."""
    case_id = accept(desk, promising(desk)).case_id
    decided(desk, case_id)
    seal.stamp(
        desk, case_id, "", seal_for(desk, SealKind.COUNTY, STAFFING), Hands("样例主任", "样例用印员", "样例监印员")
    )
    deliver.pickup(desk, case_id, SELF)
    after.push(desk, case_id)
    assert Act.POST_CHECK in {duty.act for duty in after.owed(desk, case_id)}
    after.post_check(judge(desk), case_id, "承诺属实")
    assert Act.POST_CHECK not in {duty.act for duty in after.owed(desk, case_id)}
    with pytest.raises(Refusal) as refused:
        after.post_check(boss(desk), case_id, "再查")
    assert refused.value.code == "done_before"
