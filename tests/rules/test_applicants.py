"""Who came first, who must wait, silence on renewal; every name says its clause."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from models.errors import Refusal
from models.rules.applicants import bar, check_bar, deemed_renewed, first_come

ON = date(2026, 11, 20)
KINDS = ("false_papers", "deceit")


@pytest.mark.parametrize(
    ("kind", "until", "clause"),
    [("false_papers", date(2027, 11, 20), "七十八"), ("deceit", date(2029, 11, 20), "七十九")],
)
def test_xkf_art78_art79_false_papers_bar_a_year_and_deceit_three(kind: str, until: date, clause: str) -> None:
    found = bar(kind, ON, public_safety=True)
    assert found is not None
    assert found.until == until
    with pytest.raises(Refusal, match=clause) as caught:
        check_bar([found], until)
    assert caught.value.code == "barred"
    check_bar([found], until + timedelta(days=1))
    check_bar([], ON)


def test_xkf_art78_only_what_touches_public_safety_has_a_bar() -> None:
    assert bar("false_papers", ON, public_safety=False) is None
    with pytest.raises(ValueError, match="no such ground"):
        bar("rudeness", ON, public_safety=True)


def test_xkf_art57_a_limited_number_goes_by_the_second_of_receipt() -> None:
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    queue = [(noon + timedelta(seconds=2), "c"), (noon, "a"), (noon + timedelta(seconds=1), "b")]
    assert first_come(queue, 2) == ("a", "b")


@pytest.mark.parametrize(
    ("asked", "decided", "today", "deemed"),
    [
        (True, None, date(2026, 11, 20), False),
        (True, None, date(2026, 11, 21), True),
        (True, date(2026, 11, 20), date(2026, 12, 1), False),
        (True, date(2026, 11, 21), date(2026, 12, 1), True),
        (False, None, date(2026, 12, 1), False),
    ],
)
def test_xkf_art50_2_no_answer_before_the_licence_ends_is_a_renewal(
    asked: bool, decided: date | None, today: date, deemed: bool
) -> None:
    assert deemed_renewed(ON, asked, decided, today) is deemed


def test_xkf_art78_art79_a_bar_says_its_clause_and_its_reason() -> None:
    said = [(one.clause, one.reason) for one in (bar(kind, ON, public_safety=True) for kind in KINDS) if one]
    assert said == [
        ("许可法第七十八条", "隐瞒有关情况或者提供虚假材料"),
        ("许可法第七十九条", "以欺骗、贿赂等不正当手段取得许可"),
    ]
