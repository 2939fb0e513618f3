"""The file and who keeps it; the pool of experts and its lots; every name says its clause."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules import archive, experts
from models.rules.archive import Keeper, Piece, Retention
from models.rules.experts import Expert
from models.rules.terms import Doc, Mode

ON = date(2026, 11, 20)
SEED = "0123456789abcdef"


def piece(doc: Doc | None, title: str = "", pages: int = 1, on: date = ON) -> Piece:
    return Piece(title or (doc.zh if doc else "材料"), "样例局", on, pages, doc)


def test_jc2_5_a_file_lists_decision_first_materials_behind_the_receipt_pages_running() -> None:
    """晋城二(五); DA/T 85-2019."""
    pieces = [piece(Doc.RECEIPT), piece(None, "申请书", 4), piece(Doc.APPROVE, pages=2), piece(Doc.ACCEPT)]
    listed = archive.volume(pieces)
    assert [line.piece.title for line in listed] == ["准予行政许可决定书", "受理通知书", "收件凭证", "申请书"]
    assert [line.pages for line in listed] == ["1—2", "3", "4", "5—8"]
    assert [line.no for line in listed] == [1, 2, 3, 4]


def test_jc2_5_an_agreement_that_says_otherwise_comes_first_and_is_named() -> None:
    """晋城二(五): 承接协议或备忘录."""
    found = archive.keeping(Mode.SUBSTANTIVE_CITY_STAMP, Keeper.CITY, "承接协议第5条")
    assert (found.keeper, found.by_agreement) == (Keeper.CITY, True)
    assert "承接协议第5条" in found.ground
    with pytest.raises(Refusal) as caught:
        archive.keeping(Mode.DIRECT, Keeper.CITY, " ")
    assert caught.value.code == "archive_agreement"


def test_that_a_file_is_closed_only_when_every_paper_is_in() -> None:
    archive.check_complete([piece(Doc.RECEIPT), piece(Doc.ACCEPT)], [Doc.RECEIPT, Doc.ACCEPT, Doc.ARCHIVE_LIST])
    with pytest.raises(Refusal, match="缺受理通知书") as caught:
        archive.check_complete([piece(Doc.RECEIPT)], [Doc.RECEIPT, Doc.ACCEPT, Doc.ACCEPT])
    assert caught.value.code == "archive_gap"


@pytest.mark.parametrize(
    ("licensed", "long_lived", "kept"),
    [(True, False, Retention.THIRTY), (True, True, Retention.PERMANENT), (False, True, Retention.TEN)],
)
def test_that_a_licence_is_kept_longer_than_a_refusal(licensed: bool, long_lived: bool, kept: Retention) -> None:
    assert archive.retention(licensed=licensed, long_lived=long_lived) is kept


def test_jc2_5_the_county_keeps_its_vouchers_whatever_is_agreed_and_the_agreement_is_the_ground() -> None:
    """晋城二(五)."""
    found = archive.keeping(Mode.RECEIVE_ONLY, Keeper.CITY, " 备忘录三 ")
    assert (found.ground, found.county_keeps) == ("备忘录三（晋城二(五)：从其约定）", (Doc.RECEIPT, Doc.FORWARD))


def test_jc2_5_papers_of_a_kind_stand_by_day_and_number_materials_of_a_day_as_they_came() -> None:
    later = date(2026, 11, 23)
    first, second = (replace(piece(Doc.SUPPLEMENT), number=number) for number in ("样补〔2026〕1号", "样补〔2026〕2号"))
    materials = [replace(piece(None, name), number=number) for name, number in (("乙", "9"), ("甲", "1"))]
    others = [piece(Doc.DELIVERY), piece(Doc.FEE), piece(Doc.RECEIPT)]
    mixed = [*others, second, *materials, replace(first, on=later), first]
    told = [(line.piece.title, line.piece.number, line.piece.on) for line in archive.volume(mixed)]
    assert told == [
        (Doc.SUPPLEMENT.zh, "样补〔2026〕1号", ON),
        (Doc.SUPPLEMENT.zh, "样补〔2026〕2号", ON),
        (Doc.SUPPLEMENT.zh, "样补〔2026〕1号", later),
        (Doc.RECEIPT.zh, "", ON),
        ("乙", "9", ON),
        ("甲", "1", ON),
        (Doc.FEE.zh, "", ON),
        (Doc.DELIVERY.zh, "", ON),
    ]


# -------------------------------------------------------------------------------------------- experts


def pool(count: int = 8) -> list[Expert]:
    return [Expert(f"e{n}", f"专家{n}", frozenset({"水土保持"}), f"样例大学{n}") for n in range(count)]


def test_jn3_3_8_a_lot_leaves_out_who_has_an_interest_and_can_be_drawn_again() -> None:
    """济宁三(三)8."""
    people = pool()
    people[0] = replace(people[0], employer="样例企业")
    people[1] = replace(people[1], interests=frozenset({"样例企业"}))
    people[2] = replace(people[2], away=True)
    people[3] = replace(people[3], fields=frozenset({"道路"}))
    people[4] = replace(people[4], name="测试甲")
    lot = experts.draw(people, "水土保持", 2, ["样例企业", "测试甲", ""], SEED, reserves=1)
    assert set(lot.drawn) | set(lot.reserves) == {"e5", "e6", "e7"}
    assert dict(lot.excluded) == {
        "e0": "在样例企业任职",
        "e1": "与样例企业有利害关系",
        "e2": "请假",
        "e4": "是当事人本人",
    }
    assert experts.draw(list(reversed(people)), "水土保持", 2, ["样例企业", "测试甲"], SEED).drawn == lot.drawn
    assert experts.verify(lot)
    assert not experts.verify(replace(lot, drawn=tuple(reversed(lot.drawn))))
    assert not experts.verify(replace(lot, seed=SEED + "0"))


def test_that_a_lot_is_fair_enough() -> None:
    drawn = Counter(experts.draw(pool(), "水土保持", 1, [], f"{n:016d}").drawn[0] for n in range(800))
    assert len(drawn) == 8
    assert max(drawn.values()) < 160


@pytest.mark.parametrize(
    ("count", "field", "seed", "code"),
    [
        (0, "水土保持", SEED, "expert_count"),
        (9, "水土保持", SEED, "experts_few"),
        (1, "天文", SEED, "experts_few"),
        (1, "水土保持", "short", "expert_seed"),
    ],
)
def test_that_a_lot_that_cannot_be_drawn_says_why(count: int, field: str, seed: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        experts.draw(pool(), field, count, [], seed)
    assert caught.value.code == code


def test_that_a_reserve_steps_in_in_the_order_drawn() -> None:
    lot = experts.draw(pool(), "水土保持", 3, [], SEED)
    stepped = experts.step_in(lot, lot.drawn[1])
    assert stepped.drawn == (lot.drawn[0], lot.drawn[2], lot.reserves[0])
    assert stepped.reserves == lot.reserves[1:]
    assert experts.verify(stepped)
    for who, code in ((lot.drawn[1], "expert_unknown"),):
        with pytest.raises(Refusal) as caught:
            experts.step_in(stepped, who)
        assert caught.value.code == code
    last = experts.step_in(stepped, stepped.drawn[0])
    with pytest.raises(Refusal) as caught:
        experts.step_in(last, last.drawn[0])
    assert caught.value.code == "experts_few"


@given(st.integers(1, 8), st.text("0123456789abcdef", min_size=16, max_size=32))
def test_that_a_lot_draws_as_many_different_people_as_asked(count: int, seed: str) -> None:
    lot = experts.draw(pool(), "水土保持", count, [], seed)
    assert len(set(lot.drawn)) == count
    assert not set(lot.drawn) & set(lot.reserves)
    assert experts.verify(lot)


def test_jn3_3_8_the_city_department_pays_for_what_was_the_citys() -> None:
    """济宁三(三)8."""
    assert "济宁三(三)8" in experts.who_pays(Mode.SUBSTANTIVE_SEAL2)
    assert experts.who_pays(Mode.DIRECT, applicant_by_law=True).startswith("申请人")
    assert experts.who_pays(Mode.WINDOW_FORWARD_CITY_STAFF) == "市级部门"


def test_jn3_3_8_who_pays_is_said_in_words() -> None:
    """济宁三(三)8."""
    assert experts.who_pays(Mode.RECEIVE_ONLY) == "市直部门列支（济宁三(三)8）"
    assert experts.who_pays(Mode.RECEIVE_ONLY, applicant_by_law=True) == "申请人（法律、行政法规规定）"


def test_jn3_3_8_a_lot_is_written_down_whole() -> None:
    """So that anybody can draw it again: field, count, parties, who stood and who did not, seed, names."""
    people = [*pool(4), replace(pool()[4], away=True)]
    lot = experts.draw(people, "水土保持", 1, ["样例企业"], SEED)
    assert (lot.field, lot.count, lot.parties, lot.seed) == ("水土保持", 1, ("样例企业",), SEED)
    assert (lot.candidates, lot.excluded) == (("e0", "e1", "e2", "e3"), (("e4", "请假"),))
    assert (len(lot.drawn), len(lot.reserves)) == (1, 2)
    stepped = experts.step_in(lot, lot.drawn[0])
    assert stepped.excluded == (("e4", "请假"), (lot.drawn[0], "不能到场"))
    assert replace(stepped, drawn=lot.drawn, reserves=lot.reserves, excluded=lot.excluded) == lot


def test_jn3_3_8_a_blank_party_binds_nobody_and_the_next_is_still_looked_at() -> None:
    expert = Expert("e1", "专家一", frozenset({"水土保持"}), "", frozenset({"样例企业"}))
    assert experts.conflict(expert, ["", " ", "别的企业"]) == ""
    assert experts.conflict(expert, ["", "别的企业", " 样例企业 "]) == "与样例企业有利害关系"


def test_jn3_3_8_a_lot_with_fewer_names_than_asked_or_another_order_is_not_verified() -> None:
    lot = experts.draw(pool(), "水土保持", 2, [], SEED)
    assert not experts.verify(replace(lot, drawn=lot.drawn[:1]))
    assert not experts.verify(replace(lot, reserves=lot.reserves[1:]))


def test_jc2_5_another_keeper_without_a_named_agreement_is_refused_and_a_plain_licence_stays_thirty_years() -> None:
    """晋城二(五)."""
    with pytest.raises(Refusal):
        archive.keeping(Mode.DIRECT, Keeper.CITY)
    assert archive.retention(licensed=True) is Retention.THIRTY
