"""What a decision of each flow leaves to be done: by whom, towards whom, by which clock and clause, with its note."""

from __future__ import annotations

from typing import Any

import pytest

from models.rules.duties_after import After, duties_after
from models.rules.settings import Settings
from models.rules.terms import Act, Clock, Mode, Outcome

M = Mode
AT_ONCE = "发出即视为对方接收（泽州三(二)）"
PUBLISHED = ("信用网站（双公示）", Clock.PUBLICITY, "许可法第四十条；发改办财金〔2018〕424号")


def push(by: str, to: str, clause: str = "于都三6") -> After:
    return After(Act.PUSH, by, to, Clock.PUSH, clause, AT_ONCE)


def filing() -> After:
    return After(Act.FILE_MONTHLY, "县", "市级部门", Clock.FILING, "晋城二(五)")


def check(by: str, to: str) -> After:
    return After(Act.POST_CHECK, by, to, Clock.POST_CHECK, "泽州三(一)1", "双随机")


COUNTY = "县级行业主管部门"
SUPERVISED = {
    M.DIRECT: COUNTY,
    M.ENTRUST: COUNTY,
    M.SUBSTANTIVE_CITY_STAMP: "市级行业主管部门",
    M.SUBSTANTIVE_SEAL2: "县级行业主管部门和执法机构",
    M.WINDOW_FORWARD_COUNTY: "市级行业主管部门",
    M.WINDOW_FORWARD_CITY_STAFF: "市直行业主管部门",
    M.RECEIVE_ONLY: "市直行业主管部门",
}
BOTH = After(
    *(Act.PUSH, "县", "市县两级监管部门和执法机构", Clock.PUSH, "济宁三(四)12", "监管信息及时反馈"), to_confirm=True
)
REPORT = After(
    Act.POST_FILE, "县", "市直部门（市县同权事项运行管理平台）", None, "济宁三(二)4", "批后报备，代替月度备案"
)


@pytest.mark.parametrize("mode", M)
def test_jc2_5_jn3_yd3_6_zz3_each_flow_leaves_its_own_duties_with_clause_and_addressee(mode: Mode) -> None:
    """晋城二(五)、济宁三(二)4、三(四)12、于都三6、泽州三(一)1."""
    organ = SUPERVISED[mode]
    by = "市" if mode in (M.WINDOW_FORWARD_COUNTY, M.WINDOW_FORWARD_CITY_STAFF, M.RECEIVE_ONLY) else "县"
    publisher = "市" if by == "市" or mode is M.SUBSTANTIVE_CITY_STAMP else "县"
    expected = [BOTH, REPORT] if mode is M.SUBSTANTIVE_SEAL2 else [push(by, organ)]
    expected.append(After(Act.PUBLISH, publisher, *PUBLISHED))
    if mode in (M.ENTRUST, M.SUBSTANTIVE_CITY_STAMP, M.WINDOW_FORWARD_COUNTY):
        expected.append(filing())
    expected.append(check(by, organ))
    assert list(duties_after(mode, Outcome.APPROVE, committed=True)) == expected


@pytest.mark.parametrize(
    ("chosen", "hidden"), [({"licence": False}, Act.PUBLISH), ({"classified": True}, Act.PUBLISH), ({}, Act.POST_CHECK)]
)
def test_xkf_art40_what_is_no_licence_secret_or_not_promised_leaves_one_duty_less(
    chosen: dict[str, Any], hidden: Act
) -> None:
    assert hidden not in [one.act for one in duties_after(M.DIRECT, Outcome.APPROVE, **chosen)]


def test_zz2_2_pushed_at_once_by_another_clause_and_direct_delegation_is_filed_by_setting_and_to_be_confirmed() -> None:
    """泽州三(二), 晋城二(五)括号."""
    found = duties_after(M.DIRECT, Outcome.APPROVE, settings=Settings(push_days=None, file_direct=True))
    assert found[0] == push("县", COUNTY, "泽州三(二)；济宁三(四)12")
    assert found[-1] == After(
        *(Act.FILE_MONTHLY, "县", "市级部门", Clock.FILING, "晋城二(五)", "括号列举外，按设定报送"), to_confirm=True
    )
