"""Everything missing is said at once, nothing is asked that the guide does not ask; every name says its clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules.catalogue import Guide, Material
from models.rules.checklist import Asked, CheckResult, Mark, applies, check, generic_guide, second_ask
from models.rules.terms import ApplicantKind, PowerType
from models.views import MaterialMark
from tests.helpers.guides import MATERIALS, guide

BODY = ApplicantKind.LEGAL_PERSON
ALL_IN = (Mark(1, "received", originals=1), Mark(2, "received", copies=2), Mark(3, "not_needed"))
STATES = ("", "received", "missing", "defective", "not_needed", "committed", "tolerated")


def with_first(**changes: object) -> Guide:
    """The sample guide whose first material is changed."""
    return guide(materials=(replace(MATERIALS[0], **changes), *MATERIALS[1:]))  # type: ignore[arg-type]


def look(*marks: Mark, of: Guide | None = None, **keywords: object) -> CheckResult:
    seen = {m.seq: m for m in (*ALL_IN, *marks)}
    return check(of or guide(), BODY, "", list(seen.values()), **keywords)  # type: ignore[arg-type]


def gate(found: CheckResult, name: str) -> tuple[bool | None, str]:
    return next((g.ok, g.text) for g in found.gates if g.name == name)


def test_xkf_art32_5_complete_papers_in_legal_form_are_ready_to_accept() -> None:
    found = look()
    assert (found.kind, found.asked, found.unseen, found.notice_ready) == ("ready", (), (), False)
    assert gate(found, "材料") == (True, "材料 2/2")


def test_xkf_art32_4_everything_missing_is_listed_at_once() -> None:
    found = look(Mark(1, "missing"), Mark(2, "received", copies=1), Mark(3, "defective"))
    assert found.kind == "missing"
    assert found.asked == (
        Asked(1, "申请表", "未交", "未提交申请表", "条例第六条", "提交申请表（纸质件，原件1份）"),
        Asked(2, "营业执照", "不全", "复印件应交2份，实收1份", "条例第五条", "补齐营业执照（复印件2份）"),
        Asked(3, "授权委托书", "不符形式", "授权委托书不符合规定形式", "条例第六条", "更正后重新提交授权委托书"),
    )
    assert found.notice_ready
    assert gate(found, "材料") == (False, "材料 0/3")


def test_xkf_art32_4_the_clerks_own_words_stand_in_the_notice() -> None:
    mark = Mark(2, "defective", problem="复印件看不清", fix="重新复印并加盖公章")
    asked = look(mark).asked[0]
    assert (asked.situation, asked.problem, asked.fix) == ("不符形式", "复印件看不清", "重新复印并加盖公章")


@pytest.mark.parametrize("problem", ["缺库房租赁合同", "少一页", "不全", "漏盖章页", "未附清单"])
def test_xkf_art32_4_what_lacks_a_part_is_called_incomplete(problem: str) -> None:
    asked = look(Mark(2, "defective", problem=problem)).asked[0]
    assert (asked.situation, asked.problem, asked.fix) == ("不全", problem, "补齐营业执照（复印件2份）")


def test_xkf_art32_4_no_notice_goes_out_before_everything_was_looked_at() -> None:
    found = look(Mark(1, "missing"), Mark(2))
    assert (found.kind, found.unseen, found.notice_ready) == ("incomplete", (2,), False)
    assert [line.seq for line in found.asked] == [1]
    assert gate(look(Mark(2)), "材料") == (None, "材料 1/2")


def test_that_an_untouched_table_is_incomplete_and_not_missing() -> None:
    found = check(guide(), BODY, "", ())
    assert (found.kind, found.unseen, found.asked) == ("incomplete", (1, 2, 3), ())


# ------------------------------------------------------------------- required, conditional and optional


def test_xkf_art31_optional_material_is_never_demanded() -> None:
    for state in STATES:
        assert look(Mark(4, state)).kind == "ready"
    assert look(Mark(4, "defective")).warnings == ("第4项“单位简介”不是必交材料，不列入补正，可退回或不收",)


def test_that_required_material_cannot_be_waved_through_as_not_needed() -> None:
    found = look(Mark(1, "not_needed"))
    assert (found.kind, found.unseen) == ("incomplete", (1,))
    assert found.warnings == ("第1项“申请表”是必交材料，不能标为不需要",)


@pytest.mark.parametrize(("agent", "unseen"), [(False, ()), (True, (3,)), (None, (3,))])
def test_xkf_art29_an_authorisation_is_asked_only_of_an_agent(agent: bool | None, unseen: tuple[int, ...]) -> None:
    assert check(guide(), BODY, "", ALL_IN[:2], agent=agent).unseen == unseen


def test_xkf_art31_conditional_material_is_asked_where_its_situation_holds() -> None:
    assert look(Mark(3, "missing")).asked[0].material == "授权委托书"
    assert look(Mark(3, "not_needed")).kind == "ready"


def test_that_a_situation_that_is_a_handling_item_decides_itself() -> None:
    materials = (*MATERIALS[:2], Material(3, "原许可证", "conditional", when="延续"))
    sample = guide(materials=materials, handling_items=("新办", "延续"))
    assert check(sample, BODY, "新办", ALL_IN[:2]).kind == "ready"
    assert check(sample, BODY, "延续", ALL_IN[:2]).unseen == (3,)


# ---------------------------------------------------------------------------------------------- counts


@pytest.mark.parametrize(
    "doubtful", [guide(counts_to_confirm=True), with_first(to_confirm=True, original=3), with_first(original=None)]
)
def test_xkf_art31_copies_nobody_verified_are_never_demanded(doubtful: Guide) -> None:
    found = look(Mark(1, "received", originals=0), of=doubtful)
    assert all(line.seq != 1 for line in found.asked)
    missing = look(Mark(1, "missing"), of=doubtful).asked[0]
    assert "份" not in missing.fix


def test_that_counts_the_clerk_did_not_enter_are_not_held_against_the_applicant() -> None:
    assert look(Mark(1, "received"), Mark(2, "received")).kind == "ready"


def test_that_more_copies_than_asked_are_fine() -> None:
    assert look(Mark(2, "received", copies=9)).kind == "ready"


# ------------------------------------------------------------------------- tolerance and commitment


@pytest.mark.parametrize(
    ("state", "field", "kind"), [("tolerated", "tolerate_missing", "tolerate"), ("committed", "notify_commit", "ready")]
)
def test_gbf_2020_42_tolerance_and_commitment_only_where_the_guide_allows_them(
    state: str, field: str, kind: str
) -> None:
    """国办发〔2020〕42号; documents.yaml TOLERANCE: 指南未标可容缺的材料不得容缺."""
    allowed = look(Mark(1, state), of=with_first(**{field: "allowed"}))
    assert (allowed.kind, allowed.asked, allowed.warnings) == (kind, (), ())
    assert (allowed.tolerated or allowed.committed) == (1,)
    for setting, says in (("", "指南没有写可以"), ("forbidden", "指南没有写可以"), ("to_confirm", "待核定")):
        barred = look(Mark(1, state), of=with_first(**{field: setting}))
        assert (barred.kind, barred.asked[0].situation) == ("missing", "未交")
        assert says in barred.warnings[0]


def test_that_tolerance_gives_way_to_what_is_missing_beside_it() -> None:
    found = look(Mark(1, "tolerated"), Mark(2, "missing"), of=with_first(tolerate_missing="allowed"))
    assert (found.kind, found.tolerated) == ("missing", (1,))


# ------------------------------------------------------------------------------------ subject, conditions


@pytest.mark.parametrize(
    ("words", "kind", "fits"),
    [
        (("法人", "个体工商户"), ApplicantKind.LEGAL_PERSON, True),
        (("法人", "个体工商户"), ApplicantKind.NATURAL_PERSON, False),
        ((), ApplicantKind.NATURAL_PERSON, True),
        (("用人单位",), ApplicantKind.SOLE_TRADER, True),
        (("用人单位",), ApplicantKind.NATURAL_PERSON, False),
        (("工伤职工", "近亲属"), ApplicantKind.NATURAL_PERSON, True),
        (("近亲属",), ApplicantKind.UNINCORPORATED, False),
    ],
)
def test_that_the_guide_says_who_may_apply(words: tuple[str, ...], kind: ApplicantKind, fits: bool) -> None:
    assert applies(guide(applicant_kinds=words), kind) is fits


def test_that_a_wrong_kind_of_applicant_is_to_be_put_right_first() -> None:
    found = check(guide(), ApplicantKind.NATURAL_PERSON, "", [Mark(1, "missing"), *ALL_IN[1:]])
    assert (found.kind, len(found.asked)) == ("fix", 1)
    assert gate(found, "主体") == (False, "指南写明申请人为法人、个体工商户，现选自然人，请核对申请人类别")


@pytest.mark.parametrize(
    ("ticks", "kind", "text"),
    [
        ((), "ready", "条件 2/2"),
        ((True, True), "ready", "条件 2/2"),
        ((True, False), "fix", "受理条件第2项没有确认"),
        ((False,), "fix", "受理条件第1、2项没有确认"),
    ],
)
def test_that_each_condition_is_confirmed(ticks: Sequence[bool], kind: str, text: str) -> None:
    found = look(conditions=ticks)
    assert (found.kind, gate(found, "条件")[1]) == (kind, text)


def test_xkf_art32_4_what_is_missing_is_said_even_while_a_condition_is_open() -> None:
    assert look(Mark(1, "missing"), conditions=(False, True)).kind == "missing"


@pytest.mark.parametrize(("chosen", "kind"), [("", "fix"), ("注销", "fix"), ("新办", "ready")])
def test_that_a_divided_item_needs_its_handling_item(chosen: str, kind: str) -> None:
    assert check(guide(handling_items=("新办", "延续")), BODY, chosen, ALL_IN).kind == kind


def test_that_a_guide_without_conditions_says_so() -> None:
    assert gate(look(of=guide(conditions=())), "条件") == (True, "指南没有列条件")


# -------------------------------------------------------------------------------------------- the basis


@pytest.mark.parametrize(
    ("sample", "basis"),
    [
        (with_first(), "条例第六条"),
        (with_first(source="办法第三条"), "办法第三条"),
        (with_first(to_confirm=True), "条例第六条（待核定）"),
        (guide(materials_source=""), "办事指南申请材料第1项"),
    ],
)
def test_xkf_art32_4_each_line_names_where_the_demand_is_written(sample: Guide, basis: str) -> None:
    assert look(Mark(1, "missing"), of=sample).asked[0].basis == basis


def test_that_marks_of_the_screen_are_taken_as_they_are() -> None:
    marks = [MaterialMark(1, "received"), MaterialMark(2, "missing", problem="没有带"), MaterialMark(3, "not_needed")]
    assert check(guide(), BODY, "", marks).asked[0].problem == "没有带"


@given(st.lists(st.sampled_from(STATES), min_size=4, max_size=4), st.booleans(), st.booleans())
def test_xkf_art32_every_table_has_exactly_one_outcome_and_its_sums_agree(
    states: list[str], counts_known: bool, agent: bool
) -> None:
    marks = [Mark(n + 1, state) for n, state in enumerate(states)]
    found = check(guide(counts_to_confirm=not counts_known), BODY, "", marks, agent=agent)
    assert (found.kind == "incomplete") == bool(found.unseen)
    assert (found.kind == "missing") == (bool(found.asked) and not found.unseen)
    assert found.settled + len(found.asked) + len(found.unseen) == found.wanted
    assert {line.seq for line in found.asked}.isdisjoint(found.unseen)


@given(st.lists(st.sampled_from(STATES[1:4]), min_size=3, max_size=3))
def test_xkf_art32_4_a_table_once_looked_at_never_hides_a_lack(states: list[str]) -> None:
    found = check(guide(), BODY, "", [Mark(n + 1, state) for n, state in enumerate(states)])
    lacking = [n + 1 for n, state in enumerate(states) if state in ("missing", "defective")]
    assert [line.seq for line in found.asked] == lacking


# -------------------------------------------------------------------------------------- the second notice


def test_xkf_art32_4_and_art72_4_a_second_notice_may_not_bring_up_what_the_first_did_not() -> None:
    with pytest.raises(Refusal, match="第2、4项上次没有告知") as caught:
        second_ask([1, 3], [1, 4, 2])
    assert caught.value.code == "second_ask"
    assert "没有出具新的补正告知书" in caught.value.sentence


@pytest.mark.parametrize(
    ("first", "now", "reason"),
    [([1, 3], [3], ""), ([1], [1], ""), ([1], [], ""), ([1], [1, 2], "补来的合同才看得出出租人不是产权人")],
)
def test_xkf_art32_4_the_same_items_or_a_supervisors_reason_may_be_asked_again(
    first: list[int], now: list[int], reason: str
) -> None:
    second_ask(first, now, reason)


def test_that_a_blank_reason_is_none() -> None:
    with pytest.raises(Refusal):
        second_ask([1], [2], "  \n")


# -------------------------------------------------------------------------------------- the generic guide


@pytest.mark.parametrize("power", [*PowerType, None])
def test_that_an_item_without_a_guide_has_a_plainly_minimal_one(power: PowerType | None) -> None:
    sample = generic_guide(power, "样例事项")
    assert (sample.generic, sample.to_confirm, sample.id) == (True, True, "")
    assert "指南待录入" in sample.notes[0]
    assert sample.item_name == "样例事项"
    assert all(applies(sample, kind) for kind in ApplicantKind)


def test_xkf_art31_the_generic_guide_demands_no_counts_and_no_more_than_any_application_needs() -> None:
    sample = generic_guide(PowerType.ADMIN_LICENSE, "样例许可")
    found = check(sample, ApplicantKind.NATURAL_PERSON, "", [Mark(1, "missing"), Mark(2, "missing")], agent=False)
    assert [line.material for line in found.asked] == ["行政许可申请书", "申请人身份证明或主体资格证明"]
    assert all("份" not in line.fix.replace("身份", "") for line in found.asked)
    assert all(line.basis.endswith("（待核定）") for line in found.asked)


def test_xkf_art42_a_licence_without_a_guide_has_the_laws_own_limits_and_others_none() -> None:
    licence = generic_guide(PowerType.ADMIN_LICENSE, "样例许可")
    assert [(limit.kind, limit.value) for limit in licence.limits] == [("receipt_check", 5), ("decision", 20)]
    other = generic_guide(PowerType.OTHER_POWER, "样例备案")
    assert [(limit.kind, limit.value) for limit in other.limits] == [("decision", None)]


def test_that_a_filing_is_asked_for_a_filing_form() -> None:
    assert generic_guide(PowerType.OTHER_POWER, "样例备案").materials[0].name == "备案申请表"
    assert generic_guide(PowerType.ADMIN_LICENSE, "样例备案许可").materials[0].name == "行政许可申请书"


def test_xkf_art32_4_a_count_that_falls_short_in_both_kinds_is_said_of_both() -> None:
    both = with_first(original=2, copy=3)
    (asked,) = look(Mark(1, "received", originals=1, copies=0), of=both).asked
    assert asked.problem == "原件应交2份，实收1份；复印件应交3份，实收0份"
    assert asked.fix == "补齐申请表（纸质件，原件2份，复印件3份）"


def test_xkf_art32_4_what_is_wrong_is_told_as_wrong_though_too_few_came() -> None:
    (asked,) = look(Mark(1, "defective", originals=0, problem="没有签字")).asked
    assert (asked.situation, asked.problem, asked.fix) == ("不符形式", "没有签字", "更正后重新提交申请表")


@pytest.mark.parametrize(
    ("form", "words"), [("", ""), ("fax", ""), ("electronic", "（电子件）"), ("both", "（纸质和电子件）")]
)
def test_xkf_art32_4_a_material_of_no_known_form_and_count_is_asked_for_by_name_alone(form: str, words: str) -> None:
    (asked,) = look(Mark(1, "missing"), of=with_first(form=form, original=None)).asked
    assert asked.fix == f"提交申请表{words}"


def test_xkf_art32_the_three_gates_are_named_and_say_what_they_found() -> None:
    assert [(one.name, one.ok, one.text) for one in look().gates] == [
        ("主体", True, "申请人适格"),
        ("条件", True, "条件 2/2"),
        ("材料", True, "材料 2/2"),
    ]
    divided = check(guide(handling_items=("新办", "延续")), BODY, "", ALL_IN)
    assert gate(divided, "条件") == (False, "请先选业务办理项")


def test_that_a_situation_that_is_no_handling_item_is_asked_of_the_clerk_whatever_was_chosen() -> None:
    materials = (*MATERIALS[:2], Material(3, "租赁合同", "conditional", when="场所是租来的"))
    sample = guide(materials=materials, handling_items=("新办", "延续"))
    assert check(sample, BODY, "新办", ALL_IN[:2]).unseen == (3,)


@pytest.mark.parametrize(
    ("state", "field", "setting", "said"),
    [
        ("tolerated", "tolerate_missing", "", "第1项“申请表”指南没有写可以容缺，不能按容缺办理"),
        ("tolerated", "tolerate_missing", "to_confirm", "第1项“申请表”容缺待核定，不能按容缺办理"),
        ("committed", "notify_commit", "", "第1项“申请表”指南没有写可以告知承诺，不能按告知承诺办理"),
        ("committed", "notify_commit", "to_confirm", "第1项“申请表”告知承诺待核定，不能按告知承诺办理"),
    ],
)
def test_gbf_2020_42_why_a_material_is_neither_tolerated_nor_promised_is_said(
    state: str, field: str, setting: str, said: str
) -> None:
    """国办发〔2020〕42号."""
    assert look(Mark(1, state), of=with_first(**{field: setting})).warnings == (said,)
