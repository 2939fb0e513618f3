"""Seals, their agreements, ledger and reconciliation; blank certificates; every name says its clause."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules import blanks, seals
from models.rules.blanks import Stock
from models.rules.seals import Agreement, Asked, Seal, Use
from models.rules.settings import Settings
from models.rules.terms import Doc, Mode, SealKind

ON = date(2026, 11, 20)
M = Mode
ORGAN = "济宁市样例局"
AGREED = Agreement(
    "协2021-3",
    ORGAN,
    frozenset({"测试甲"}),
    frozenset({"附件1/30"}),
    "本县申请人的设立、变更",
    "县审批局保险柜，双人双锁",
    "违规用印由使用人负责",
    date(2021, 7, 1),
    date(2027, 6, 30),
)
NO2 = Seal("s2", SealKind.NO2, "济宁市样例局行政审批专用章（2）", ORGAN, "济样2-07", "测试乙", agreement="协2021-3")
COUNTY = Seal("s1", SealKind.COUNTY, "样例县行政审批服务局", "样例县行政审批服务局")
WINDOW = Seal("s3", SealKind.WINDOW, "样例县行政审批服务局受理专用章", "样例县行政审批服务局")
PAPER = Asked(M.SUBSTANTIVE_SEAL2, "附件1/30", ORGAN, Doc.APPROVE, "ab" * 32, "测试甲", "测试主任")


def code(seal: Seal, asked: Asked, agreement: Agreement | None = AGREED, on: date = ON) -> str:
    with pytest.raises(Refusal) as caught:
        seals.may_use(seal, asked, agreement, on)
    assert "没有登记用印" in caught.value.sentence
    return caught.value.code


def test_jn3_2_6_a_no2_seal_is_used_by_agreement_on_what_was_the_citys() -> None:
    """济宁三(二)6."""
    seals.may_use(NO2, PAPER, AGREED, ON)
    seals.may_use(NO2, PAPER, replace(AGREED, item_keys=frozenset()), ON)


@pytest.mark.parametrize("mode", [m for m in M if m is not M.SUBSTANTIVE_SEAL2] + [None])
def test_jn3_2_6_never_on_a_county_matter(mode: Mode | None) -> None:
    """济宁三(二)6: 与县级原有权限严格区分."""
    assert code(NO2, replace(PAPER, mode=mode)) == "seal_scope"
    assert code(NO2, replace(PAPER, was_citys=False)) == "seal_scope"


def test_jn3_2_6_the_refusal_names_its_clause() -> None:
    with pytest.raises(Refusal, match=r"济宁三\(二\)6"):
        seals.may_use(NO2, replace(PAPER, mode=M.DIRECT), AGREED, ON)


@pytest.mark.parametrize(
    ("seal", "asked", "agreement", "said"),
    [
        (replace(NO2, number=""), PAPER, AGREED, "no_agreement"),
        (NO2, PAPER, None, "no_agreement"),
        (NO2, PAPER, replace(AGREED, number="协2021-4"), "no_agreement"),
        (NO2, PAPER, replace(AGREED, until=date(2026, 11, 19)), "agreement_over"),
        (NO2, PAPER, replace(AGREED, since=date(2026, 11, 21)), "agreement_over"),
        (NO2, PAPER, replace(AGREED, organ="济宁市别的局"), "seal_organ"),
        (NO2, replace(PAPER, item_key="附件1/31"), AGREED, "seal_scope"),
        (NO2, replace(PAPER, user="测试丙"), AGREED, "seal_user"),
        (NO2, replace(PAPER, approver=" "), AGREED, "no_approver"),
        (NO2, replace(PAPER, digest=""), AGREED, "no_paper"),
        (NO2, replace(PAPER, doc=Doc.ACCEPT), AGREED, "wrong_seal"),
        (replace(NO2, withdrawn=ON), PAPER, AGREED, "seal_not_here"),
        (replace(NO2, since=date(2026, 12, 1)), PAPER, AGREED, "seal_not_here"),
    ],
)
def test_jn3_2_6_number_agreement_people_scope_and_time(
    seal: Seal, asked: Asked, agreement: Agreement | None, said: str
) -> None:
    assert code(seal, asked, agreement) == said


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (replace(AGREED, users=frozenset()), "使用人"),
        (replace(AGREED, situations=""), "情形"),
        (replace(AGREED, keeping=""), "保管"),
        (replace(AGREED, liability=""), "责任"),
    ],
)
def test_jn3_2_6_an_agreement_says_who_when_keeping_and_liability(gap: Agreement, said: str) -> None:
    assert gap.missing() == (said,)
    assert code(NO2, PAPER, gap) == "agreement_gap"


def test_gf_1999_25_25_every_use_is_approved_and_ties_to_a_printed_paper() -> None:
    """国发〔1999〕25号第二十五条."""
    plain = Asked(M.DIRECT, "附件/2", "", Doc.APPROVE, "cd" * 32, "测试甲", "测试主任")
    seals.may_use(COUNTY, plain, None, ON)
    assert code(COUNTY, replace(plain, approver="")) == "no_approver"
    assert code(COUNTY, replace(plain, user="")) == "no_approver"
    assert code(COUNTY, replace(plain, digest="")) == "no_paper"


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        (M.DIRECT, SealKind.COUNTY),
        (M.ENTRUST, SealKind.ENTRUSTING),
        (M.SUBSTANTIVE_SEAL2, SealKind.NO2),
        (M.SUBSTANTIVE_CITY_STAMP, SealKind.CITY),
        (M.WINDOW_FORWARD_COUNTY, SealKind.CITY),
        (M.WINDOW_FORWARD_CITY_STAFF, SealKind.CITY),
        (M.RECEIVE_ONLY, SealKind.CITY),
        (None, SealKind.COUNTY),
    ],
)
def test_xkf_art39_whose_seal_a_decision_bears(mode: Mode | None, kind: SealKind) -> None:
    assert seals.decision_seal(mode) is kind
    if mode is not None:
        assert seals.seal_kinds(mode, Doc.REJECT) == {kind}


def test_jc1_2_the_seal_of_an_entrusted_decision_is_a_setting() -> None:
    """晋城一(二); G1."""
    assert seals.decision_seal(M.ENTRUST, Settings(entrust_seal=SealKind.COUNTY)) is SealKind.COUNTY


def test_xkf_art32_2_acceptance_and_refusal_bear_the_counters_seal() -> None:
    for doc in (Doc.ACCEPT, Doc.REFUSE_ACCEPT, Doc.SUPPLEMENT, Doc.RECEIPT):
        assert seals.seal_kinds(M.DIRECT, doc) == {SealKind.WINDOW}
    asked = Asked(M.DIRECT, "附件/2", "", Doc.ACCEPT, "cd" * 32, "测试甲", "测试主任")
    seals.may_use(WINDOW, asked, None, ON)
    assert code(COUNTY, asked) == "wrong_seal"


def test_jc1_3_jc1_4_the_citys_seal_is_not_put_here() -> None:
    asked = Asked(M.WINDOW_FORWARD_COUNTY, "附件/71", "", Doc.APPROVE, "cd" * 32, "测试甲", "测试主任")
    with pytest.raises(Refusal, match="由市级盖"):
        seals.may_use(COUNTY, asked, None, ON)
    opinion = replace(asked, mode=M.SUBSTANTIVE_CITY_STAMP, doc=Doc.REVIEW_OPINION)
    seals.may_use(COUNTY, opinion, None, ON)
    assert code(COUNTY, replace(asked, doc=Doc.DELIVERY)) == "wrong_seal"
    assert seals.seal_kinds(M.DIRECT, Doc.EXTEND) == {SealKind.WINDOW, SealKind.COUNTY}


def use(serial: int, digest: str, voided: str = "") -> Use:
    at = datetime(2026, 11, 20, 10, tzinfo=UTC)
    return Use(serial, at, "s2", Doc.APPROVE, "样审准〔2026〕1号", "1", digest, 3, "测试甲", "测试主任", voided=voided)


def test_gf_1999_25_25_a_line_is_struck_out_never_taken_out() -> None:
    spoilt = use(1, "a").void("盖重")
    assert spoilt.voided == "盖重"
    for line, reason, said in ((spoilt, "再来", "voided_before"), (use(1, "a"), " ", "void_reason")):
        with pytest.raises(Refusal) as caught:
            line.void(reason)
        assert caught.value.code == said


def test_gf_1999_25_25_the_book_is_held_against_the_papers() -> None:
    book = [use(1, "a"), use(2, "b", "盖重"), use(4, "d")]
    found = seals.reconcile(book, ["a", "b"])
    assert found.lines_without_paper == (4,)
    assert found.papers_without_line == ("b",)
    assert found.gaps == (3,)
    assert not found.clean
    assert seals.reconcile([use(1, "a"), use(2, "b")], ["a", "b"]).clean
    assert seals.reconcile([], []).clean


# --------------------------------------------------------------------------------- blank certificates


def blank(code: str, do: object) -> None:
    assert callable(do)
    with pytest.raises(Refusal) as caught:
        do()
    assert caught.value.code == code


def test_jn3_1_2_blank_certificates_are_counted_in_used_spoilt_and_left() -> None:
    """济宁三(一)2: 不得扣押空白制式证照."""
    stock = Stock("样例许可证", low=1).take_in("晋No.000098", 4)
    assert stock.taken == ("晋No.000098", "晋No.000099", "晋No.000100", "晋No.000101")
    stock = stock.issue("晋No.000098", "140581-1", ON, "测试甲").spoil("晋No.000099", "打印错位", ON, "测试甲")
    assert (stock.used, stock.spoilt, len(stock.left), stock.runs_low, stock.balanced) == (1, 1, 2, False, True)
    assert stock.issue("晋No.000100", "140581-2", ON, "测试甲").runs_low


def test_that_a_number_is_never_used_twice() -> None:
    stock = Stock("样例许可证").take_in("8", 3).issue("8", "140581-1", ON, "测试甲")
    blank("blank_twice", lambda: stock.issue("8", "140581-2", ON, "测试甲"))
    blank("blank_twice", lambda: stock.spoil("8", "错", ON, "测试甲"))
    blank("blank_twice", lambda: stock.take_in("10", 1))
    blank("blank_unknown", lambda: stock.issue("11", "140581-2", ON, "测试甲"))
    blank("blank_reason", lambda: stock.spoil("9", " ", ON, "测试甲"))
    blank("blank_case", lambda: stock.issue("9", "", ON, "测试甲"))
    spoilt = stock.spoil("9", "污损", ON, "测试甲")
    with pytest.raises(Refusal, match="作废（污损）"):
        spoilt.issue("9", "140581-2", ON, "测试甲")
    assert blanks.twice([stock, Stock("样例许可证", gone=stock.gone)]) == ("8",)
    assert blanks.twice([stock, Stock("别的证", gone=stock.gone)]) == ()


@pytest.mark.parametrize(("first", "count"), [("晋No.", 1), ("8", 0), ("8", 10_001), ("", 1)])
def test_that_a_first_number_ends_in_digits_and_a_count_can_be(first: str, count: int) -> None:
    blank("blank_number", lambda: Stock("样例").take_in(first, count))


@given(st.lists(st.tuples(st.integers(1, 30), st.booleans()), max_size=40))
def test_that_what_was_taken_in_is_used_spoilt_or_left(steps: list[tuple[int, bool]]) -> None:
    stock = Stock("样例").take_in("1", 20)
    for number, spoil in steps:
        before = stock
        try:
            one = str(number)
            stock = stock.spoil(one, "错", ON, "甲") if spoil else stock.issue(one, "1", ON, "甲")
        except Refusal:
            assert str(number) not in before.left
        assert stock.balanced


def test_jn3_1_2_the_book_of_blanks_says_when_each_sheet_went_by_whose_hand() -> None:
    """济宁三(一)2."""
    later = date(2026, 11, 23)
    stock = Stock("样例许可证").take_in("8", 3).issue("8", "140581-1", ON, "测试甲")
    stock = stock.spoil("9", " 污损 ", later, "测试乙")
    used, spoilt = stock.gone
    assert (used.on, used.case_no, used.by, used.spoilt) == (ON, "140581-1", "测试甲", "")
    assert (spoilt.on, spoilt.case_no, spoilt.by, spoilt.spoilt) == (later, "", "测试乙", "污损")


def test_that_a_delivery_of_ten_thousand_sheets_is_taken_in() -> None:
    assert len(Stock("样例").take_in("1", 10_000).taken) == 10_000
