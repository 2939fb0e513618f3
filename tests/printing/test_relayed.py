"""A paper of the city's that the window passes on says so, bears the city's day, and leaves no place for a seal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from printing import samples
from printing.make import make
from tests.printing.reading import text


def test_that_a_paper_passed_on_says_whose_it_is_and_leaves_no_place_for_a_seal() -> None:
    own = samples.supplement()
    passed_on = replace(own, head=samples.relayed(own.head))
    assert "印章位" in text(make(own).pdf)
    said = text(make(passed_on).pdf)
    assert "印章位" not in said
    assert "转告" in said
    assert "用印以市级原件为准" in said
    assert samples.CITY in said
    assert "2026年11月19日" in said


def test_that_what_only_the_applicant_can_mend_asks_for_nothing_again() -> None:
    """许可法第三十五条."""
    mending = replace(samples.supplement(), returned_by=samples.CITY, mend_until=date(2026, 12, 11), notice_due=None)
    said = text(make(mending).pdf)
    assert "更正材料告知书" in said
    assert "已交的其他材料不用再交" in said
    assert "第三十二条" not in said
    assert "2026年12月11日" in said
