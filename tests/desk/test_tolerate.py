"""容缺受理: only what the guide allows, only on a signed undertaking, by a day within the promised limit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.desk import close, decide
from models.desk.accept import accept
from models.desk.assess import assess
from models.desk.context import Desk
from models.desk.forward import forward
from models.desk.inputs import Decision
from models.desk.tolerate import Undertaking, material_in, tolerate, tolerated_out
from models.desk.turn import in_hand
from models.errors import Refusal
from models.papers_more import TolerancePaper
from models.rules.casefacts import EndReason
from models.rules.terms import Act, CaseState, Doc, Outcome
from models.store import queries
from models.views import IntakeForm, MaterialMark
from tests.desk.branches import DEVICES, HYGIENE, boss, case, decided, entry, kinds, with_guide
from tests.helpers.factory import HandClock, PaperStub, form_for, mark

SIGNED = Undertaking(signed=True)
LINE = "tolerate_missing: to_confirm"


@pytest.fixture
def gentle(desk: Desk, tmp_path: Path) -> Desk:
    """公共场所卫生许可 whose fourth material, the report of the tests, may come later."""
    return with_guide(desk, tmp_path / "pack", "public_place_hygiene_licence", LINE, "tolerate_missing: allowed")


def lacking(desk: Desk) -> IntakeForm:
    """Everything there but the report."""
    return mark(form_for(desk, HYGIENE), 4, "tolerated")


def test_that_a_tolerated_case_is_accepted_with_a_notice_and_an_undertaking(gentle: Desk, papers: PaperStub) -> None:
    form = lacking(gentle)
    verdict = assess(gentle, form)
    assert (verdict.kind, verdict.primary, verdict.keys["tolerate"]) == ("tolerate", "tolerate", "")
    assert verdict.keys["accept"]
    done = tolerate(gentle, form, SIGNED)
    assert done.state is CaseState.UNDER_REVIEW
    assert [paper.doc for paper in done.documents] == [Doc.RECEIPT, Doc.ACCEPT, Doc.TOLERANCE]
    assert [name for name, _ in verdict.papers] == [paper.name for paper in done.documents]
    assert kinds(gentle, done.case_id) == [Act.RECEIVE, Act.TOLERATE, Act.BEGIN_REVIEW]
    sheet = papers.made[-1]
    assert isinstance(sheet, TolerancePaper)
    assert [line.material for line in sheet.lines] == ["公共场所卫生检测或者评价报告"]
    assert sheet.matter.accept_number == done.documents[1].number
    assert case(gentle, done.case_id).accepted_at is not None


def test_that_the_day_to_bring_it_is_never_past_the_promised_limit(gentle: Desk) -> None:
    done = tolerate(gentle, lacking(gentle), SIGNED)
    kept = entry(gentle, done.case_id, Act.TOLERATE).entry.payload
    promised = case(gentle, done.case_id).promised_due
    assert promised is not None
    assert kept["tolerated_due"] == promised.isoformat()
    assert kept["tolerated"] == [4]


@pytest.mark.parametrize(
    ("promise", "code"),
    [(Undertaking(signed=False), "not_signed"), (Undertaking(signed=True, bad_credit=True), "bad_credit")],
)
def test_that_nothing_is_tolerated_without_a_signature_or_from_the_untrustworthy(
    promise: Undertaking, code: str, gentle: Desk
) -> None:
    with pytest.raises(Refusal) as refused:
        tolerate(gentle, lacking(gentle), promise)
    assert refused.value.code == code
    assert queries.case_count(gentle.store) == 0


def test_that_what_the_guide_does_not_name_is_not_tolerated(desk: Desk) -> None:
    """指南未标可容缺的材料不得容缺."""
    with pytest.raises(Refusal) as refused:
        tolerate(desk, mark(form_for(desk, DEVICES), 8, "tolerated"), SIGNED)
    assert "补正告知" in refused.value.happened
    assert queries.case_count(desk.store) == 0


def test_that_another_missing_material_is_asked_for_first(gentle: Desk) -> None:
    with pytest.raises(Refusal, match="不能容缺"):
        tolerate(gentle, mark(lacking(gentle), 1, "missing"), SIGNED)


def test_that_the_material_comes_in_and_the_decisions_clock_runs_again(gentle: Desk, clock: HandClock) -> None:
    case_id = tolerate(gentle, lacking(gentle), SIGNED).case_id
    assert tolerated_out(in_hand(gentle, case_id)) == (4,)
    clock.move(days=4)
    brought = [MaterialMark(4, "received", originals=1, pages=3)]
    done = material_in(gentle, case_id, brought, press_id="in-1")
    assert material_in(gentle, case_id, brought, press_id="in-1") == done
    assert tolerated_out(in_hand(gentle, case_id)) == ()
    assert kinds(gentle, case_id)[-1] is Act.MATERIAL_IN
    assert not in_hand(gentle, case_id).facts.tolerated
    assert "超过" not in entry(gentle, case_id, Act.MATERIAL_IN).entry.payload["text"]


def test_that_a_late_material_is_taken_and_marked_late(gentle: Desk, clock: HandClock) -> None:
    case_id = tolerate(gentle, lacking(gentle), SIGNED).case_id
    clock.move(days=40)
    material_in(gentle, case_id, [MaterialMark(4, "received", originals=1, pages=3)])
    assert entry(gentle, case_id, Act.MATERIAL_IN).entry.payload["text"].endswith("超过补齐期限")


@pytest.mark.parametrize("seq", [1, 77])
def test_that_only_what_the_notice_names_comes_in(seq: int, gentle: Desk) -> None:
    case_id = tolerate(gentle, lacking(gentle), SIGNED).case_id
    with pytest.raises(Refusal, match="不在容缺受理通知书上"):
        material_in(gentle, case_id, [MaterialMark(seq, "received")])


def test_that_a_case_with_nothing_tolerated_has_nothing_to_come(gentle: Desk) -> None:
    case_id = accept(gentle, form_for(gentle, HYGIENE)).case_id
    with pytest.raises(Refusal) as refused:
        material_in(gentle, case_id, [MaterialMark(4, "received")])
    assert refused.value.code == "nothing_tolerated"


def test_that_one_draft_is_tolerated_once(gentle: Desk) -> None:
    form = lacking(gentle)
    assert tolerate(gentle, form, SIGNED) == tolerate(gentle, form, SIGNED)
    assert queries.case_count(gentle.store) == 1


def test_that_the_last_of_two_tolerated_materials_settles_it(desk: Desk, tmp_path: Path) -> None:
    both = with_guide(
        *(desk, tmp_path / "pack", "public_place_hygiene_licence"),
        *("notify_commit: to_confirm, tolerate_missing: to_confirm", "tolerate_missing: allowed"),
    )
    path = tmp_path / "pack" / "guides" / "public_place_hygiene_licence.yaml"
    text = path.read_text(encoding="utf-8").replace("{seq: 3,", "{tolerate_missing: allowed, seq: 3,")
    path.write_text(text, encoding="utf-8")
    both = replace(both, shelf=type(both.shelf)(tmp_path / "pack"))
    form = mark(lacking(both), 3, "tolerated")
    case_id = tolerate(both, form, SIGNED).case_id
    material_in(both, case_id, [MaterialMark(3, "received", pages=1)])
    assert in_hand(both, case_id).facts.tolerated
    assert tolerated_out(in_hand(both, case_id)) == (4,)
    material_in(both, case_id, [MaterialMark(4, "received", pages=1)])
    assert not in_hand(both, case_id).facts.tolerated


def test_that_a_forwarded_case_waits_for_its_material_since_all_papers_travel(desk: Desk, tmp_path: Path) -> None:
    """许可法第三十五条: the whole file goes to the city."""
    gentle = with_guide(
        *(desk, tmp_path / "pack", "class3_medical_device_operation"),
        *("{seq: 8, name: 信息管理系统基本情况,", "{seq: 8, tolerate_missing: allowed, name: 信息管理系统基本情况,"),
    )
    done = tolerate(gentle, mark(form_for(gentle, DEVICES), 8, "tolerated"), SIGNED)
    assert done.state is CaseState.ACCEPTED
    assert Doc.FORWARD not in {paper.doc for paper in done.documents}
    with pytest.raises(Refusal) as refused:
        forward(gentle, done.case_id)
    assert refused.value.code == "forward_incomplete"
    material_in(gentle, done.case_id, [MaterialMark(8, "received", originals=1, pages=2)])
    assert forward(gentle, done.case_id).state is CaseState.QUEUED


def test_that_nothing_is_granted_while_a_material_is_out(gentle: Desk) -> None:
    """缺件未齐不得发证."""
    case_id = tolerate(gentle, lacking(gentle), SIGNED).case_id
    with pytest.raises(Refusal) as refused:
        decided(gentle, case_id)
    assert refused.value.code == "tolerated_out"
    material_in(gentle, case_id, [MaterialMark(4, "received", originals=1, pages=3)])
    done = decide.decide(boss(gentle), case_id, Decision(Outcome.APPROVE, "样例结论"))
    assert done.state is CaseState.DECIDED_APPROVE


def test_that_the_organ_may_end_a_case_whose_material_never_came(gentle: Desk, clock: HandClock) -> None:
    case_id = tolerate(gentle, lacking(gentle), SIGNED).case_id
    clock.move(days=40)
    done = close.terminate(boss(gentle), case_id, EndReason.TOLERATED_LATE)
    assert done.state is CaseState.TERMINATED
