"""What is said when a seal is refused: the whole sentence, with clause and remedy; and the days at both ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.errors import Refusal
from models.rules import seals
from models.rules.seals import Agreement, Asked, Seal, Use
from models.rules.settings import Settings
from models.rules.terms import Doc, Mode, SealKind
from tests.rules.test_seals import AGREED, COUNTY, NO2, ON, ORGAN, PAPER, WINDOW

PLAIN = Asked(Mode.DIRECT, "附件/2", "", Doc.APPROVE, "cd" * 32, "测试甲", "测试主任")
SPENT = Use(1, datetime(2026, 11, 20, tzinfo=UTC), "s1", Doc.APPROVE, "样准〔2026〕1号", "1", "cd" * 32, 1, "甲", "乙")
SCOPE = "2号章只用于原属市级权限的业务，与县级原有权限严格区分（济宁三(二)6）"


@pytest.mark.parametrize(
    ("seal", "asked", "agreement", "said"),
    [
        (NO2, replace(PAPER, was_citys=False), AGREED, f"{SCOPE}。没有登记用印。这件请用县级印章。"),
        (
            replace(NO2, number=""),
            PAPER,
            AGREED,
            "2号章要逐枚编号（济宁三(二)6）。没有登记用印。请在印章登记里补编号。",
        ),
        (NO2, PAPER, None, "2号章没有使用协议（济宁三(二)6）。没有登记用印。请先与市直部门签协议并登记。"),
        (
            NO2,
            PAPER,
            replace(AGREED, users=frozenset(), keeping=""),
            "使用协议没有写明使用人、保管（济宁三(二)6）。没有登记用印。请补齐协议。",
        ),
        (
            NO2,
            PAPER,
            replace(AGREED, until=date(2026, 11, 19)),
            "使用协议不在有效期内。没有登记用印。请续签后再用印。",
        ),
        (
            NO2,
            PAPER,
            replace(AGREED, organ="济宁市别的局"),
            f"这枚2号章是济宁市别的局的，本事项属{ORGAN}。没有登记用印。请用对应部门的2号章。",
        ),
        (
            NO2,
            replace(PAPER, item_key="附件1/31"),
            AGREED,
            "本事项不在使用协议的范围内（济宁三(二)6）。没有登记用印。请与市直部门核对协议范围。",
        ),
        (
            NO2,
            replace(PAPER, user="测试丙"),
            AGREED,
            "测试丙不是协议写明的使用人（济宁三(二)6）。没有登记用印。请由协议写明的人用印。",
        ),
        (
            NO2,
            replace(PAPER, user=""),
            AGREED,
            "用印人不是协议写明的使用人（济宁三(二)6）。没有登记用印。请由协议写明的人用印。",
        ),
        (
            COUNTY,
            replace(PLAIN, approver=" "),
            None,
            "用印要有批准人和用印人（国发〔1999〕25号第二十五条）。没有登记用印。请填写后再用印。",
        ),
        (COUNTY, replace(PLAIN, digest=""), None, "还没有打印要盖章的文书。没有登记用印。请先出文书，空白纸张不用印。"),
        (
            replace(COUNTY, withdrawn=ON),
            PLAIN,
            None,
            "“样例县行政审批服务局”这一天不在用。没有登记用印。请选在用的印章。",
        ),
        (COUNTY, replace(PLAIN, doc=Doc.FEE), None, f"{Doc.FEE.zh}不盖章。没有登记用印。"),
        (
            WINDOW,
            PLAIN,
            None,
            f"{Doc.APPROVE.zh}应盖{SealKind.COUNTY.value}，不是{SealKind.WINDOW.value}。没有登记用印。请选对印章。",
        ),
        (
            COUNTY,
            replace(PLAIN, mode=Mode.ENTRUST, doc=Doc.EXTEND),
            None,
            f"{Doc.EXTEND.zh}应盖受理专用章或委托机关印章，不是县级审批公章。没有登记用印。请选对印章。",
        ),
        (
            COUNTY,
            replace(PLAIN, mode=Mode.RECEIVE_ONLY),
            None,
            f"{Doc.APPROVE.zh}由市级盖{SealKind.CITY.value}，本窗口不用印。没有登记用印。请等市级盖章后回传。",
        ),
    ],
)
def test_jn3_2_6_a_refusal_says_what_is_missing_what_is_safe_and_what_to_do(
    seal: Seal, asked: Asked, agreement: Agreement | None, said: str
) -> None:
    """济宁三(二)6, 国发〔1999〕25号第二十五条."""
    with pytest.raises(Refusal) as caught:
        seals.may_use(seal, asked, agreement, ON)
    assert caught.value.sentence == said


def test_jn3_2_6_the_refusal_that_the_city_seals_has_the_same_code_as_any_wrong_seal() -> None:
    with pytest.raises(Refusal) as caught:
        seals.may_use(COUNTY, replace(PLAIN, mode=Mode.RECEIVE_ONLY), None, ON)
    assert caught.value.code == "wrong_seal"


def test_jn3_2_6_an_agreement_without_a_number_says_so() -> None:
    assert replace(AGREED, number="").missing() == ("编号",)


def test_jn3_2_6_an_agreement_holds_on_its_first_and_on_its_last_day() -> None:
    assert AGREED.holds_on(AGREED.since)
    assert AGREED.until is not None
    assert AGREED.holds_on(AGREED.until)


def test_gf_1999_25_25_a_seal_is_in_use_from_the_day_it_came() -> None:
    assert replace(COUNTY, since=ON).in_use(ON)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda: SPENT.void(" "), "作废要写明原因。没有登记用印。请填写原因。"),
        (lambda: replace(SPENT, voided="印歪").void("再来"), "这一笔已经作废。没有登记用印。不能再次作废。"),
    ],
)
def test_gf_1999_25_25_a_line_is_struck_out_once_and_with_a_reason(act: Callable[[], Use], said: str) -> None:
    with pytest.raises(Refusal) as caught:
        act()
    assert caught.value.sentence == said


@pytest.mark.parametrize("doc", [Doc.SPECIAL_PROC, Doc.EXTEND, Doc.WITHDRAW])
def test_jc2_3_a_notice_of_an_entrusted_case_bears_the_windows_seal_or_the_one_the_city_has_set(doc: Doc) -> None:
    """晋城二(三): by which seal an entrusted decision is made is the city's to say."""
    set_so = Settings(entrust_seal=SealKind.COUNTY)
    assert seals.seal_kinds(Mode.ENTRUST, doc) == {SealKind.WINDOW, SealKind.ENTRUSTING}
    assert seals.seal_kinds(Mode.ENTRUST, doc, set_so) == {SealKind.WINDOW, SealKind.COUNTY}
    assert seals.seal_kinds(Mode.SUBSTANTIVE_SEAL2, doc) == {SealKind.WINDOW, SealKind.NO2}


def test_jc2_3_a_seal_the_city_has_set_is_the_one_that_may_be_put() -> None:
    entrusted = replace(PLAIN, mode=Mode.ENTRUST)
    seals.may_use(COUNTY, entrusted, None, ON, Settings(entrust_seal=SealKind.COUNTY))
    with pytest.raises(Refusal, match=f"应盖{SealKind.NO2.value}，不是"):
        seals.may_use(COUNTY, entrusted, None, ON, Settings(entrust_seal=SealKind.NO2))


def test_that_a_decision_of_no_known_flow_and_a_paper_of_no_seal_bear_none() -> None:
    assert seals.seal_kinds(None, Doc.APPROVE) == frozenset()
    assert seals.seal_kinds(Mode.DIRECT, Doc.FEE) == frozenset()


def test_that_a_book_that_begins_at_two_has_lost_its_first_line() -> None:
    assert seals.reconcile([replace(SPENT, serial=2)], [SPENT.digest]).gaps == (1,)
