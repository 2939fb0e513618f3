"""The register of seals: who may enter, what an agreement must say, no use outside its scope, nothing ever changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from models.desk import seals_book, seals_register
from models.desk.context import Desk
from models.desk.inputs import Hands
from models.errors import Refusal
from models.papers_rolls import SealLedgerPaper
from models.rules.terms import Doc, SealKind
from models.store import seals
from models.store.seals import AgreementRow, SealRow
from models.views import DocumentView
from tests.desk.branches import accepted, boss, decided
from tests.desk.lives import QUFU, STAYS
from tests.helpers.factory import PaperStub, form_for, hall

ITEM = "附件1/47"
SINCE = date(2026, 1, 1)
COUNTY = SealRow(
    "", SealKind.COUNTY, "样例局审批公章", "", "高平市行政审批服务管理局", "测试甲", "一层印柜", SINCE, None, ""
)
WINDOW = replace(COUNTY, kind=SealKind.WINDOW, name="样例局受理专用章")
HANDS = Hands("样例主任", "测试乙", "测试丙")
DAYS = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def qufu(tmp_path: Path, papers: PaperStub) -> Iterator[Desk]:
    """曲阜市, where No.2 seals are used."""
    with hall(tmp_path / "qufu", city="jining", window=QUFU, make_paper=papers) as made:
        yield boss(made)


def no2(desk: Desk) -> SealRow:
    item = desk.item(ITEM)
    assert item is not None
    organ = item.city_organ
    return SealRow("", SealKind.NO2, f"{organ}审批2号章", "2-07", organ, "测试甲", "双锁印柜", SINCE, None, "")


def agreement(seal_id: str) -> AgreementRow:
    words = ("原属市级权限事项的决定书", "专人专柜，双人双锁", "使用人负责")
    return AgreementRow("", seal_id, "用印〔2026〕7号", ("测试乙",), (ITEM,), *words, SINCE, None)


def decision(desk: Desk) -> DocumentView:
    return decided(desk, accepted(desk, ITEM, form_for(desk, ITEM, facts=STAYS)))


def receipt_notice(desk: Desk) -> DocumentView:
    from models.desk.accept import accept

    return next(paper for paper in accept(desk, form_for(desk, "附件/2")).documents if paper.doc is Doc.ACCEPT)


def test_that_a_seal_is_entered_once_by_who_answers_for_the_hall(desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        seals_register.enter(desk, COUNTY)
    assert refused.value.code == "not_keeper"
    seals_register.enter(boss(desk), COUNTY)
    with pytest.raises(Refusal) as again:
        seals_register.enter(boss(desk), COUNTY)
    assert again.value.code == "seal_twice"
    assert [one.name for one in seals_register.all_seals(desk)] == [COUNTY.name]


@pytest.mark.parametrize(
    ("seal", "code"),
    [(replace(COUNTY, keeper=" "), "seal_unclear"), (replace(COUNTY, kind=SealKind.NO2), "seal_number")],
)
def test_that_an_entry_names_keeper_and_number(seal: SealRow, code: str, desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        seals_register.enter(boss(desk), seal)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"users": ()}, "agreement_gap"),
        ({"situations": ""}, "agreement_gap"),
        ({"keeping": " "}, "agreement_gap"),
        ({"liability": ""}, "agreement_gap"),
        ({"scope": ()}, "agreement_gap"),
        ({"scope": ("附件9/9",)}, "agreement_scope"),
        ({"until": date(2025, 1, 1)}, "agreement_dates"),
    ],
)
def test_jining_3_2_6_an_agreement_says_users_scope_situations_keeping_and_liability(
    change: dict[str, Any], code: str, qufu: Desk
) -> None:
    """济宁三(二)6."""
    seal_id = seals_register.enter(qufu, no2(qufu))
    with pytest.raises(Refusal) as refused:
        seals_register.agree(qufu, replace(agreement(seal_id), **change))
    assert refused.value.code == code
    assert seals.agreements(qufu.store) == ()


def test_jining_3_2_6_a_no2_seal_is_used_only_under_its_agreement_and_by_its_users(qufu: Desk) -> None:
    seal_id = seals_register.enter(qufu, no2(qufu))
    paper = decision(qufu)
    with pytest.raises(Refusal) as without:
        seals_register.note_use(qufu, seal_id, paper.id, HANDS)
    assert without.value.code == "no_agreement"
    seals_register.agree(qufu, agreement(seal_id))
    with pytest.raises(Refusal) as stranger:
        seals_register.note_use(qufu, seal_id, paper.id, Hands("样例主任", "测试丁"))
    assert stranger.value.code == "seal_user"
    seals_register.note_use(qufu, seal_id, paper.id, HANDS)
    (line,) = seals_book.lines(qufu, seal_id, *DAYS)
    assert (line.digest, line.agreement, line.city_power) == (paper.digest, "用印〔2026〕7号", True)


def test_jining_3_2_6_never_on_a_county_matter(desk: Desk) -> None:
    """2号章仅适用于办理原属市级权限的业务."""
    keeper = boss(desk)
    seal_id = seals_register.enter(keeper, replace(COUNTY, kind=SealKind.NO2, name="样例2号章", number="2-01"))
    paper = decided(desk, accepted(desk))
    with pytest.raises(Refusal) as refused:
        seals_register.note_use(keeper, seal_id, paper.id, HANDS)
    assert refused.value.code == "seal_scope"
    assert seals_book.lines(desk, seal_id, *DAYS) == ()


def test_that_an_agreement_that_is_over_covers_nothing(qufu: Desk) -> None:
    seal_id = seals_register.enter(qufu, no2(qufu))
    agreement_id = seals_register.agree(qufu, agreement(seal_id))
    paper = decision(qufu)
    seals_register.end_agreement(qufu, agreement_id, date(2026, 11, 19))
    with pytest.raises(Refusal) as refused:
        seals_register.note_use(qufu, seal_id, paper.id, HANDS)
    assert refused.value.code == "no_agreement"


def test_that_a_seal_handed_back_is_used_no_more(desk: Desk) -> None:
    keeper, paper = boss(desk), receipt_notice(desk)
    seal_id = seals_register.enter(keeper, WINDOW)
    seals_register.retire(keeper, seal_id, "已交回销毁", date(2026, 11, 20))
    with pytest.raises(Refusal) as refused:
        seals_register.note_use(keeper, seal_id, paper.id, HANDS)
    assert refused.value.code == "seal_not_here"
    with pytest.raises(Refusal) as again:
        seals_register.retire(keeper, seal_id, "再交")
    assert again.value.code == "seal_gone"


def test_that_the_wrong_seal_and_an_unnamed_approver_are_refused(desk: Desk) -> None:
    keeper, paper = boss(desk), receipt_notice(desk)
    county, window = seals_register.enter(keeper, COUNTY), seals_register.enter(keeper, WINDOW)
    with pytest.raises(Refusal) as wrong:
        seals_register.note_use(keeper, county, paper.id, HANDS)
    assert wrong.value.code == "wrong_seal"
    with pytest.raises(Refusal) as unnamed:
        seals_register.note_use(keeper, window, paper.id, Hands("", "测试乙"))
    assert unnamed.value.code == "no_approver"


def test_that_a_paper_is_sealed_once_unless_the_spoilt_line_was_voided(desk: Desk) -> None:
    keeper, paper = boss(desk), receipt_notice(desk)
    seal_id = seals_register.enter(keeper, WINDOW)
    first = seals_register.note_use(keeper, seal_id, paper.id, HANDS)
    with pytest.raises(Refusal) as refused:
        seals_register.note_use(keeper, seal_id, paper.id, HANDS)
    assert refused.value.code == "sealed_before"
    seals_book.void(keeper, first, "盖歪了")
    seals_register.note_use(keeper, seal_id, paper.id, HANDS)
    book = seals_book.reconcile(keeper, seal_id)
    assert (book.standing, book.voided, book.clean) == (1, 1, True)
    with pytest.raises(Refusal) as again:
        seals_book.void(keeper, first, "再销一次")
    assert again.value.code == "voided_before"


@pytest.mark.parametrize(("n", "reason", "code"), [(99, "样例", "use_unknown"), (1, " ", "void_reason")])
def test_that_voiding_names_a_line_and_a_reason(n: int, reason: str, code: str, desk: Desk) -> None:
    keeper, paper = boss(desk), receipt_notice(desk)
    seals_register.note_use(keeper, seals_register.enter(keeper, WINDOW), paper.id, HANDS)
    with pytest.raises(Refusal) as refused:
        seals_book.void(keeper, n, reason)
    assert refused.value.code == code


def test_that_no_line_can_be_changed_or_taken_out(desk: Desk) -> None:
    keeper, paper = boss(desk), receipt_notice(desk)
    seals_register.note_use(keeper, seals_register.enter(keeper, WINDOW), paper.id, HANDS)
    for sql in ("UPDATE seal_uses SET user = '别人'", "DELETE FROM seal_uses"):
        with pytest.raises(dbapi2.Error, match="append-only"), desk.store.work() as work:
            work.db.execute(sql)


def test_that_a_paper_whose_bytes_are_gone_shows_in_the_reconciliation(desk: Desk) -> None:
    keeper, paper = boss(desk), receipt_notice(desk)
    seal_id = seals_register.enter(keeper, WINDOW)
    seals_register.note_use(keeper, seal_id, paper.id, HANDS)
    assert seals_book.reconcile(keeper, seal_id).clean
    desk.store.blobs.path(paper.digest).unlink()
    book = seals_book.reconcile(keeper, seal_id)
    assert [line.paper_number for line in book.changed_papers] == [paper.number]
    assert not book.clean


def test_that_the_book_is_printed_with_every_line_and_once_for_the_same_lines(desk: Desk, papers: PaperStub) -> None:
    keeper, paper = boss(desk), receipt_notice(desk)
    seal_id = seals_register.enter(keeper, WINDOW)
    first = seals_register.note_use(keeper, seal_id, paper.id, HANDS)
    made = seals_book.make_book(keeper, seal_id, *DAYS)
    assert seals_book.make_book(keeper, seal_id, *DAYS) == made
    seals_book.void(keeper, first, "盖歪了")
    assert seals_book.make_book(keeper, seal_id, *DAYS).id != made.id
    sheet = papers.made[-1]
    assert isinstance(sheet, SealLedgerPaper)
    assert [line.voided for line in sheet.lines] == ["第2笔销号", "销第1笔"]
    assert sheet.lines[0].approver == "样例主任"
    assert len(sheet.digest) == 64


def test_that_an_empty_book_is_not_printed(desk: Desk) -> None:
    seal_id = seals_register.enter(boss(desk), WINDOW)
    with pytest.raises(Refusal) as refused:
        seals_book.make_book(boss(desk), seal_id, *DAYS)
    assert refused.value.code == "book_empty"
