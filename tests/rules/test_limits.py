"""A guide's printed limits become dates or reasons; every name says its clause."""

from __future__ import annotations

from datetime import date

import pytest

from models.rules.catalogue import Limit
from models.rules.deadlines import Due, Unknown, earliest, left, light, limit_due, limits_for, make_pause
from models.rules.limits import STATUTORY_DECISION
from models.rules.terms import Light, PowerType
from tests.helpers.calendars import china
from tests.helpers.guides import decision, guide

FRIDAY = date(2026, 11, 20)
ACCEPTED = {"receipt": FRIDAY, "acceptance": FRIDAY}


def on(limit: Limit, **anchors: date) -> Due:
    found = limit_due(limit, anchors or ACCEPTED, china())
    assert isinstance(found, Due)
    return found


def why(limit: Limit, **anchors: date) -> str:
    found = limit_due(limit, anchors, china())
    assert isinstance(found, Unknown)
    return found.reason


def test_xkf_art42_twenty_working_days_from_acceptance() -> None:
    found = on(decision())
    assert (found.day, found.short) == (date(2026, 12, 18), "受理当日不计，扣周末 8 天")


def test_xkf_art82_a_limit_printed_in_days_by_a_licence_law_is_counted_in_working_days() -> None:
    assert on(decision(20, "日", day_rule="workday")).day == date(2026, 12, 18)


def test_that_calendar_days_of_a_public_service_run_through_weekends() -> None:
    """劳动能力鉴定 60 日: not a licence, so calendar days."""
    assert on(decision(38, "日", day_rule="calendar")).day == date(2026, 12, 28)


def test_xkf_art82_an_open_reading_warns_by_calendar_days_and_is_late_by_working_days() -> None:
    found = on(decision(7, "日", day_rule="to_confirm"))
    assert (found.warn_day, found.day, found.to_confirm) == (date(2026, 11, 27), date(2026, 12, 1), True)
    assert found.lines[0] == "条文写“7日”，按日历日11月27日预警，按工作日12月1日判超期，待核定"
    lights = [light(left(date(2026, m, d), found, china())) for m, d in ((11, 26), (11, 27), (12, 1), (12, 2))]
    assert lights == [Light.NEAR, Light.TODAY, Light.TODAY, Light.LATE]


def test_mfd_art202_a_limit_in_months() -> None:
    assert on(decision(3, "月"), acceptance=date(2026, 8, 20)).day == FRIDAY


def test_that_at_once_means_the_same_day() -> None:
    assert on(decision(0, "即时", anchor="receipt")) == Due(FRIDAY, ("当场办结",), "当场办结")


def test_that_a_doubt_in_the_guide_stays_with_the_date() -> None:
    assert on(decision(to_confirm=True)).to_confirm
    assert not on(decision()).to_confirm


@pytest.mark.parametrize(
    ("anchor", "reason"),
    [
        ("acceptance", "自受理之日起算，还没有受理"),
        ("city_receipt", "自市级收到之日起算，市级还没有收到"),
        ("batch_end", "自本批次受理期截止之日起算，截止日还没有录入"),
        ("decision", "自作出决定之日起算，还没有决定"),
        ("delivery", "自收到结论之日起算，还没有送达"),
        ("不认识的起点", "起算日未定"),
    ],
)
def test_that_a_limit_whose_day_has_not_come_says_why(anchor: str, reason: str) -> None:
    assert why(decision(anchor=anchor), receipt=FRIDAY) == reason


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        (decision(None, None), "指南没有查到时限，待核定"),
        (decision(None, None, note="备案类条例未定时限"), "备案类条例未定时限"),
        (decision(20, None), "指南没有查到时限，待核定"),
    ],
)
def test_that_a_limit_nobody_found_is_never_made_up(limit: Limit, reason: str) -> None:
    assert why(limit, acceptance=FRIDAY) == reason


def test_xkf_art82_a_limit_that_runs_into_a_year_without_a_table_says_which_year() -> None:
    assert why(decision(30), acceptance=FRIDAY) == "跨入2027年，放假表未到，不推算"


def test_xkf_art45_a_limit_with_an_open_stop_says_so() -> None:
    found = limit_due(decision(), ACCEPTED, china(), [make_pause("鉴定", FRIDAY)])
    assert found == Unknown("鉴定还没有结果，停表中，到期日未定")


def test_xkf_art42_a_licence_without_a_printed_limit_has_twenty_days() -> None:
    assert limits_for(guide(limits=()), "decision") == (STATUTORY_DECISION,)
    assert on(STATUTORY_DECISION).day == date(2026, 12, 18)


def test_xkf_art42_what_is_no_licence_gets_no_invented_limit() -> None:
    assert limits_for(guide(limits=(), power_types=(PowerType.PUBLIC_SERVICE,)), "decision") == ()
    assert limits_for(guide(limits=()), "delivery") == ()


CHANGES = (
    decision(),
    decision(15, kind="change", applies_to="经营场所、经营范围变更", note="即许可事项变更"),
    decision(0, "即时", kind="change", applies_to="其他事项变更"),
)


@pytest.mark.parametrize(
    ("handling_item", "values"),
    [
        ("新办", (20,)),
        ("", (20,)),
        ("许可事项变更", (15,)),
        ("登记事项变更", (0,)),
        ("其他事项变更", (0,)),
    ],
)
def test_that_a_change_has_its_own_limit(handling_item: str, values: tuple[int, ...]) -> None:
    found = limits_for(guide(limits=CHANGES), "decision", handling_item)
    assert tuple(limit.value for limit in found) == values


def test_that_a_change_without_a_limit_of_its_own_has_the_general_one() -> None:
    assert limits_for(guide(), "decision", "变更名称") == (decision(),)


def test_that_all_limits_stand_side_by_side_where_the_handling_item_does_not_choose() -> None:
    both = (decision(15, applies_to="按台套登记"), decision(20, applies_to="按单位登记"))
    assert limits_for(guide(limits=both), "decision") == both
    assert limits_for(guide(limits=both), "decision", "按单位登记") == both[1:]


SCHOOL = (
    decision(3, "月", applies_to="正式设立"),
    decision(30, "日", day_rule="to_confirm", kind="preparation", applies_to="筹设审批"),
)


@pytest.mark.parametrize(
    ("handling_item", "limits"),
    [
        ("正式设立", SCHOOL[:1]),
        ("直接申请正式设立", SCHOOL[:1]),
        ("筹设审批", SCHOOL[1:]),
        ("终止", (STATUTORY_DECISION,)),
        ("", SCHOOL[:1]),
    ],
)
def test_that_a_limit_of_one_handling_item_is_not_lent_to_another(
    handling_item: str, limits: tuple[Limit, ...]
) -> None:
    sample = guide(limits=SCHOOL, handling_items=("筹设审批", "正式设立", "直接申请正式设立", "终止"))
    assert limits_for(sample, "decision", handling_item) == limits


def test_that_a_note_about_another_item_does_not_make_a_limit_its_own() -> None:
    ship = (decision(7, applies_to="所有权登记", note="国籍登记未定单独时限"), decision(20, applies_to="国籍登记"))
    sample = guide(limits=ship, handling_items=("所有权登记", "国籍登记"))
    assert limits_for(sample, "decision", "国籍登记") == ship[1:]


def test_xkf_art82_an_open_reading_still_names_the_warning_day_when_the_other_is_not_known() -> None:
    limit = decision(40, "日", day_rule="to_confirm")
    assert why(limit, acceptance=FRIDAY) == "按日历日12月30日预警，按工作日跨入2027年，放假表未到，不推算"


def test_that_where_several_limits_could_hold_the_earliest_warns() -> None:
    far, near, unknown = on(decision()), on(decision(15)), Unknown("未定")
    assert earliest([far, unknown, near]) == near
    assert earliest([unknown]) == unknown
    assert earliest([]) == Unknown("指南没有写时限，待核定")


STOP = make_pause("鉴定", date(2026, 11, 23), date(2026, 11, 24))


def test_xkf_art45_a_stop_is_taken_out_of_both_readings_of_a_limit_printed_in_days() -> None:
    """许可法第四十五条、第八十二条: 23 and 24 November do not count."""
    found = limit_due(decision(7, "日", day_rule="to_confirm"), ACCEPTED, china(), [STOP])
    assert isinstance(found, Due)
    assert (found.warn, found.day) == (date(2026, 11, 27), date(2026, 12, 3))
    assert found.lines[1].startswith("受理当日（11月20日）不计，自11月23日起数7个工作日，到12月3日")
    assert found.short == "按日历日11月27日预警，按工作日12月3日判超期，待核定"
    moved = limit_due(decision(8, "日", day_rule="to_confirm"), ACCEPTED, china(), [STOP])
    assert isinstance(moved, Due)
    assert moved.warn == date(2026, 11, 30)  # without the stop it would be the Friday before
    working = limit_due(decision(7, "日", day_rule="workday"), ACCEPTED, china(), [STOP])
    assert isinstance(working, Due)
    assert (working.day, working.warn, working.to_confirm) == (date(2026, 12, 3), None, False)
    assert working.short.startswith("受理当日不计")


def test_that_a_limit_of_no_days_is_the_day_itself_and_one_of_working_days_heeds_no_reading_of_days() -> None:
    assert on(decision(0)).day == FRIDAY
    assert on(decision(1, "月", day_rule="workday")).day == date(2026, 12, 21)  # the 20th is a Sunday


def test_xkf_art82_a_year_without_a_table_is_told_with_the_warning_day_first() -> None:
    reason = why(decision(40, "日", day_rule="to_confirm"), acceptance=FRIDAY)
    assert reason == "按日历日12月30日预警，按工作日跨入2027年，放假表未到，不推算"


def test_that_a_change_of_one_thing_is_not_given_the_limit_of_another() -> None:
    names = (
        decision(3, kind="change", applies_to="法定代表人变更"),
        decision(9, kind="change", applies_to="全部"),
        decision(15, kind="change", applies_to="其他变更"),
    )
    found = {
        item: tuple(limit.value for limit in limits_for(guide(limits=names), "decision", item))
        for item in ("法定代表人变更", "住所变更")
    }
    assert found == {"法定代表人变更": (3,), "住所变更": (15,)}


@pytest.mark.parametrize("handling_item", ["", "全部注销"])
def test_that_a_limit_for_everything_is_nobodys_own(handling_item: str) -> None:
    both = (decision(20), decision(15, applies_to="按台套登记"))
    assert limits_for(guide(limits=both), "decision", handling_item) == both
