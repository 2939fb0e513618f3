"""The live verdict: what it is called, which key it makes solid, and why the others may not be pressed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from models.desk.accept import accept
from models.desk.assess import assess
from models.desk.context import SHANGHAI, Desk
from models.desk.intake import start
from models.errors import Refusal
from models.rules.catalogue import Fact
from models.rules.terms import ApplicantKind, IdKind, Light, Ruling
from models.views import IntakeForm, Party, Window
from tests.helpers.factory import AGENT, COMPANY, HandClock, form_for, hall, mark
from tests.helpers.people import one_digit_wrong, passport, permanent_residence

DEVICES = "附件/71"
WATER = "附件/1"
INSIDE: dict[str, Fact] = {
    "water_source": "延河泉域岩溶地下水",
    "water_use": "工业项目职工生活",
    "annual_volume": Decimal(49000),
}


def test_that_nothing_may_be_pressed_before_an_item_is_chosen(desk: Desk) -> None:
    seen = assess(desk, IntakeForm("d"))
    assert seen.kind == "empty"
    assert set(seen.keys.values()) == {"先选事项"}


def test_that_everything_in_order_reads_acceptable_with_four_green_gates(desk: Desk) -> None:
    seen = assess(desk, form_for(desk, DEVICES))
    assert (seen.kind, seen.title, seen.primary) == ("ready", "可受理", "accept")
    assert [gate.ok for gate in seen.gates] == [True] * 4
    assert [gate.text for gate in seen.gates][2:] == ["条件 5/5", "材料 9/9"]
    assert seen.effects[0] == "自 2026-11-20 10:48 起受理，时间不可改"


def test_that_two_missing_materials_are_counted_and_listed_with_their_basis(desk: Desk) -> None:
    form = mark(form_for(desk, DEVICES), 5, "defective", "缺库房租赁合同复印件", "补交库房租赁合同复印件1份")
    seen = assess(desk, mark(form, 8, "missing"))
    assert (seen.title, seen.primary) == ("缺 2 件", "supplement")
    assert [(line.seq, line.situation) for line in seen.asked] == [(5, "不全"), (8, "未交")]
    assert all("第十条" in line.basis for line in seen.asked)
    assert seen.keys["accept"] == "缺 2 件，先出补正告知"
    assert seen.papers == (("收件凭证", 2), ("补正材料一次性告知书", 2))


def test_xkf_art32_4_the_last_day_to_tell_is_five_working_days_on_and_says_how_it_was_counted(desk: Desk) -> None:
    """许可法第三十二条第一款第四项."""
    notice = assess(desk, mark(form_for(desk, DEVICES), 8, "missing")).deadlines[0]
    assert (notice.name, notice.due, notice.left) == ("最迟一次告知", date(2026, 11, 27), 5)
    assert notice.light is Light.AMPLE
    assert notice.short == "收件当日不计，扣 21、22 日周末"


def test_that_a_date_in_a_year_without_a_table_is_unknown_and_says_why(desk: Desk) -> None:
    delivery = assess(desk, form_for(desk, DEVICES)).deadlines[-1]
    assert (delivery.due, delivery.light) == (None, Light.UNKNOWN)
    assert delivery.short == "跨入2027年，放假表未到，不推算"


@pytest.mark.parametrize(
    ("facts", "title", "gates"),
    [
        ({}, "先问 3 件事", ["在清单内", "职权待问"]),
        (INSIDE, "可受理", ["职权内", "申请人适格", "条件 4/4", "材料 6/6"]),
        (
            INSIDE | {"annual_volume": Decimal(50000)},
            "不属本级",
            ["在清单内", "取水水源、取水用途", "年取水量超范围"],
        ),
    ],
)
def test_that_the_scope_of_an_item_is_asked_before_anything_else(
    desk: Desk, facts: dict[str, Fact], title: str, gates: list[str]
) -> None:
    """晋城第1项: 五万立方米（不含）."""
    seen = assess(desk, form_for(desk, WATER, facts=facts))
    assert seen.title == title
    assert [gate.text for gate in seen.gates][: len(gates)] == gates


def test_that_a_case_of_the_city_shows_where_to_go_and_what_to_bring(desk: Desk) -> None:
    seen = assess(desk, form_for(desk, WATER, facts=INSIDE | {"annual_volume": Decimal(62000)}))
    assert (seen.kind, seen.primary, seen.ruling) == ("not_ours", "refuse", Ruling.CITY_ONLY)
    assert seen.where is not None
    assert seen.where.organ
    assert seen.where.phone
    assert seen.bring.startswith("取水许可申请书")
    assert seen.quote
    assert seen.deadlines == ()
    assert seen.keys["accept"] == "不属本级，本窗口不能收"


def test_that_missing_materials_are_no_ground_to_refuse(desk: Desk) -> None:
    """许可法第三十二条: 材料不齐应当告知补正, not 不予受理."""
    seen = assess(desk, mark(form_for(desk, DEVICES), 8, "missing"))
    assert "不是不予受理的理由" in seen.keys["refuse"]


def test_that_lines_nobody_looked_at_hold_the_verdict_back(desk: Desk) -> None:
    seen = assess(desk, mark(form_for(desk, DEVICES), 3, ""))
    assert (seen.kind, seen.title, seen.primary) == ("fix", "还有 1 件没看", "")
    assert seen.keys["accept"] == "还有 1 件材料没看"
    assert seen.keys["supplement"] == "还有 1 件没看，看完再一次告知"


def test_that_a_fresh_form_names_every_field_still_empty(desk: Desk) -> None:
    errors = assess(desk, start(desk, DEVICES)).field_errors
    assert {"applicant.name", "applicant.id_number", "applicant.legal_rep", "applicant.phone", "handling_item"} <= set(
        errors
    )
    assert set(errors.values()) == {"还没有填"}


def test_that_a_credit_code_wrong_by_one_digit_is_told_at_the_field(desk: Desk) -> None:
    form = form_for(desk, DEVICES)
    wrong = replace(form.applicant, id_number=one_digit_wrong(form.applicant.id_number, 12))
    seen = assess(desk, replace(form, applicant=wrong))
    assert "校验不符" in seen.field_errors["applicant.id_number"]
    assert seen.title == "1 处要改"
    assert "证件号" in seen.keys["accept"]


@pytest.mark.parametrize(
    ("kind", "number"),
    [(IdKind.PASSPORT, passport()), (IdKind.PERMANENT_RESIDENCE, permanent_residence())],
)
def test_that_valid_foreign_papers_of_an_agent_pass(desk: Desk, kind: IdKind, number: str) -> None:
    form = form_for(desk, DEVICES, agent=replace(AGENT, id_kind=kind, id_number=number))
    assert assess(desk, form).field_errors == {}


def test_that_an_agent_whose_authority_has_run_out_is_told(desk: Desk) -> None:
    form = form_for(desk, DEVICES, agent=replace(AGENT, until=date(2026, 11, 19)))
    assert "2026-11-19到期" in assess(desk, form).field_errors["agent.until"]


def test_that_a_person_may_not_ask_for_what_only_bodies_may(desk: Desk) -> None:
    form = form_for(desk, DEVICES)
    person = Party(kind=ApplicantKind.NATURAL_PERSON, name="测试甲", id_kind=IdKind.RESIDENT_ID, phone="13800000000")
    seen = assess(desk, replace(form, applicant=person))
    assert "申请人是法人" in seen.field_errors["applicant.kind"]


def test_that_mail_wants_an_address_and_a_phone_must_look_like_one(desk: Desk) -> None:
    form = form_for(desk, DEVICES, delivery="邮寄")
    odd = replace(form, delivery_address=" ", applicant=replace(COMPANY, phone="12"))
    errors = assess(desk, odd).field_errors
    assert errors["delivery_address"] == "还没有填"
    assert "不像电话号码" in errors["applicant.phone"]


def test_that_an_open_case_of_the_same_applicant_and_item_is_shown(desk: Desk) -> None:
    """防一事两报 (晋城二(一): 市县两个大厅都可办)."""
    first = accept(desk, form_for(desk, DEVICES))
    again = assess(desk, form_for(desk, DEVICES))
    assert len(again.double_filing) == 1
    assert first.case_no in again.double_filing[0]
    assert assess(desk, form_for(desk, "附件/2")).double_filing == ()


def test_that_an_item_outside_the_list_is_refused_by_name(desk: Desk) -> None:
    with pytest.raises(Refusal, match="清单之外一律不得实施") as told:
        start(desk, "附件/96")
    assert told.value.code == "item_not_listed"


def test_that_a_window_of_a_county_outside_the_pilot_may_take_nothing(tmp_path: Path) -> None:
    zezhou = Window("140525", 1, "泽州县", "泽州县政务服务中心")
    with hall(tmp_path, window=zezhou) as desk:
        seen = assess(desk, form_for(desk, DEVICES))
    assert (seen.kind, seen.ruling) == ("not_ours", Ruling.NOT_THIS_REGION)
    assert "高平市、阳城县" in seen.reason


def test_that_an_item_without_a_guide_says_so(desk: Desk) -> None:
    seen = assess(desk, form_for(desk, "附件/54", "新办"))
    assert any("指南待录入" in line for line in seen.marks)


def test_that_before_the_document_takes_effect_nothing_is_taken(tmp_path: Path) -> None:
    with hall(tmp_path, clock=HandClock(datetime(2025, 12, 30, 9, 0, tzinfo=SHANGHAI))) as desk:
        seen = assess(desk, form_for(desk, DEVICES))
    assert (seen.ruling, seen.title) == (Ruling.NOT_IN_FORCE, "现不下放")


def test_that_tolerated_materials_wait_for_their_own_paper(desk: Desk) -> None:
    """A material the guide does not offer for 容缺 is asked for like any other."""
    seen = assess(desk, mark(form_for(desk, DEVICES), 8, "tolerated"))
    assert seen.kind == "missing"
    assert any("容缺" in line for line in seen.marks)


def test_that_the_duty_strip_has_eight_cells_of_county_and_city(desk: Desk) -> None:
    duties = assess(desk, form_for(desk, DEVICES)).duties
    assert duties is not None
    assert [cell.label for cell in duties.cells if cell.county] == ["收件", "受理", "形审"]
    assert (duties.county_name, duties.city_name) == ("高平市", "晋城市市场监督管理局")
    assert len(duties.cells) == 8


def test_that_a_case_listed_under_another_number_is_sent_there_and_cannot_be_taken_here(tmp_path: Path) -> None:
    """晋城附件第17、19项同名：能源项目列在第19项."""
    facts: dict[str, Fact] = {"energy_project": True, "investment_kind": "核准目录内，本级核准"}
    with hall(tmp_path) as desk:
        form = form_for(desk, "附件/17", facts=facts)
        view = assess(desk, form)
        assert view.title == "改选第19项"
        assert view.primary == ""
        assert "第19项" in view.keys["accept"]
        assert "第19项" in view.keys["supplement"]
        with pytest.raises(Refusal):
            accept(desk, form)
