"""业务指导员: one per item, with a telephone, not changed without a reason (济宁三(三)10)."""

from __future__ import annotations

import pytest

from models.desk import cases, contacts
from models.desk.contacts import Guide
from models.desk.context import Desk
from models.errors import Refusal
from tests.desk.branches import HYGIENE, accepted, boss
from tests.helpers.factory import HandClock

FIRST = Guide("晋城市卫生健康委员会", "测试甲", "0356-555 0301")
SECOND = Guide("晋城市卫生健康委员会", "测试乙", "0356-555 0302")


def test_that_the_case_page_shows_whom_to_call(desk: Desk) -> None:
    case_id = accepted(desk)
    assert contacts.line(contacts.of_case(desk, case_id)) == ""
    contacts.name(boss(desk), HYGIENE, FIRST)
    assert contacts.line(contacts.of_case(desk, case_id)) == "晋城市卫生健康委员会 测试甲 0356-555 0301"
    rows = cases.case(desk, case_id).afterwards
    assert ("业务指导员", "测试甲 0356-555 0301", "晋城市卫生健康委员会") in rows


def test_jining_3_3_10_a_change_of_person_says_why_and_stays_readable(desk: Desk, clock: HandClock) -> None:
    contacts.name(boss(desk), HYGIENE, FIRST)
    with pytest.raises(Refusal) as refused:
        contacts.name(boss(desk), HYGIENE, SECOND)
    assert refused.value.code == "no_reason"
    clock.move(days=3)
    contacts.name(boss(desk), HYGIENE, SECOND, "测试甲调离")
    found = contacts.of_item(desk, HYGIENE)
    assert found is not None
    assert found.name == "测试乙"
    old, new = contacts.history(desk, HYGIENE)
    assert (old.until, old.why) == (desk.today, "测试甲调离")
    assert new.until is None


def test_that_a_new_telephone_needs_no_reason(desk: Desk) -> None:
    contacts.name(boss(desk), HYGIENE, FIRST)
    contacts.name(boss(desk), HYGIENE, Guide(FIRST.organ, FIRST.name, "0356-555 0399"))
    assert len(contacts.history(desk, HYGIENE)) == 2


@pytest.mark.parametrize(
    ("item", "guide", "code"),
    [
        ("附件/999", FIRST, "item_not_listed"),
        (HYGIENE, Guide("样例局", "测试甲", " "), "contact_unclear"),
    ],
)
def test_that_an_entry_is_whole_and_of_a_listed_item(item: str, guide: Guide, code: str, desk: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        contacts.name(boss(desk), item, guide)
    assert refused.value.code == code


def test_that_the_same_entry_twice_and_a_clerks_entry_are_refused(desk: Desk) -> None:
    contacts.name(boss(desk), HYGIENE, FIRST)
    with pytest.raises(Refusal) as same:
        contacts.name(boss(desk), HYGIENE, FIRST)
    assert same.value.code == "contact_same"
    with pytest.raises(Refusal) as clerk:
        contacts.name(desk, HYGIENE, SECOND, "样例")
    assert clerk.value.code == "not_keeper"


def test_that_items_without_anybody_are_named(desk: Desk) -> None:
    everything = contacts.without(desk)
    contacts.name(boss(desk), HYGIENE, FIRST)
    assert len(contacts.without(desk)) == len(everything) - 1
    assert HYGIENE not in contacts.without(desk)
