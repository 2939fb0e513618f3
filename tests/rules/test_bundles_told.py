"""What is told of a bag on its way, step by step, and what another program's entry may leave out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from models.rules import bundle_count, bundles
from models.rules.bundle_count import Counted, compare, differences_in
from models.rules.bundle_places import NOTHING, Held, Place, Told, fold
from models.rules.bundles import LETTERS, Bundle, Line, bundle_code, bundles_in, pack
from models.rules.terms import Act
from tests.helpers.calendars import china
from tests.rules.test_numbers import SAMPLE

AT = datetime(2026, 11, 20, 10, 48, tzinfo=UTC)
ONE = Line(5, "租赁合同", 1, 0, 4, True)
BAG = Bundle(bundle_code(SAMPLE, "A"), "A", (ONE,))
SHORT = compare((ONE,), (Counted(5, 0, 0, 4),))
HANDED = {"run": "交-7", "way": "机要", "number": "EMS1", "handed": "测试甲", "taken": "测试乙"}


def told(hour: int, act: Act, **payload: Any) -> Told:
    return Told(act, AT + timedelta(hours=hour), {"codes": [BAG.code]} | payload)


PACKED = told(0, Act.FORWARD, bundles=bundles.plain((BAG,)))
OUT = told(1, Act.BUNDLE_OUT, **HANDED)


def test_jc1_4_who_handed_a_bag_to_whom_by_which_way_and_number_is_kept() -> None:
    """晋城一(三)、(四): 移交人和接收人签名."""
    (held,) = fold((PACKED, OUT))
    assert (held.run, held.way, held.number, held.handed, held.taken) == ("交-7", "机要", "EMS1", "测试甲", "测试乙")
    assert (held.since, held.found) == (OUT.at, NOTHING)
    assert held.steps == ((OUT.at, "交机要 测试乙"),)


@pytest.mark.parametrize(
    ("payload", "said"), [({"way": "专人"}, "交专人"), ({"taken": "测试乙"}, "交 测试乙"), ({"way": None}, "交")]
)
def test_that_what_was_not_said_of_a_handover_is_left_out(payload: dict[str, Any], said: str) -> None:
    (held,) = fold((PACKED, told(1, Act.BUNDLE_OUT, **payload)))
    assert [step for _, step in held.steps] == [said]
    assert held.handed == held.number == held.run == ""


def test_jc1_4_what_arrived_short_is_told_and_forgotten_once_the_bag_travels_again() -> None:
    short = told(2, Act.BUNDLE_IN, **bundle_count.plain(SHORT))
    (held,) = fold((PACKED, OUT, short))
    assert held.found == SHORT
    assert held.steps[-1] == (short.at, "市级接收，材料5 租赁合同缺原件1份")
    again = told(3, Act.BUNDLE_OUT, way="专人")
    assert fold((PACKED, OUT, short, again))[0].found == NOTHING
    back = told(3, Act.BUNDLE_BACK, step="sent")
    assert fold((PACKED, OUT, short, back))[0].found == NOTHING


def test_jc1_4_each_step_of_a_bag_is_told_in_words() -> None:
    steps = (
        told(2, Act.BUNDLE_IN),
        told(3, Act.BUNDLE_BACK, step="sent"),
        told(4, Act.BUNDLE_BACK, step="taken"),
    )
    (held,) = fold((PACKED, OUT, *steps))
    assert [step for _, step in held.steps] == ["交机要 测试乙", "市级接收，与清单相符", "市级退回，已交出", "窗口收回"]
    assert held.place is Place.BACK


def test_jc1_4_a_letter_sent_again_keeps_where_a_bag_is_and_what_happened_to_it() -> None:
    fresh = Bundle(BAG.code, "A", (Line(5, "租赁合同", 1, 0, 6, True),))
    anew = told(2, Act.RESUBMIT, bundles=bundles.plain((fresh,)))
    (held,) = fold((PACKED, OUT, anew))
    assert (held.bundle, held.place, held.way, len(held.steps)) == (fresh, Place.ON_WAY, "机要", 1)


def test_that_a_bag_at_rest_has_no_days_on_its_way() -> None:
    (held,) = fold((PACKED, OUT, told(2, Act.BUNDLE_IN)))
    assert held.days_on_way(date(2026, 11, 25), china()) is None
    assert Held(BAG, Place.ON_WAY).days_on_way(date(2026, 11, 25), china()) is None


@pytest.mark.parametrize(("lines", "bags"), [(5, 1), (6, 2), (105, 21), (106, 18), (126, 21), (127, 19)])
def test_that_a_bag_holds_five_and_more_only_when_the_letters_would_not_suffice(lines: int, bags: int) -> None:
    packed = pack(SAMPLE, [Line(n, "料", 1, 0, 1) for n in range(1, lines + 1)])
    assert len(packed) == bags <= len(LETTERS)
    assert sum(len(one.lines) for one in packed) == lines


def test_that_what_another_program_left_out_of_a_bag_is_empty_and_what_it_wrote_wrongly_is_passed_over() -> None:
    row = {"seq": 3, "originals": 1, "copies": None, "pages": "2"}
    (found,) = bundles_in({"bundles": [{"code": "x", "lines": [row]}, {"code": "", "lines": []}, {"code": "y"}]})
    assert (found.letter, found.lines) == ("", (Line(3, "", 1, 0, 2, give_back=False),))
    (kept,) = bundles_in({"bundles": [{"code": "x", "letter": "B", "lines": [row | {"give_back": True}]}]})
    assert (kept.letter, kept.give_back) == ("B", 1)


def test_that_one_difference_written_wrongly_hides_none_of_those_after_it() -> None:
    good = bundle_count.plain(SHORT)["missing"]
    assert (
        differences_in({"missing": [{"seq": "?"}, *good, {"kind": "weight", **good[0]} | {"kind": "weight"}]}) == SHORT
    )


def test_that_more_pages_and_a_count_that_is_right_are_not_told_as_extra() -> None:
    found = compare((ONE,), (Counted(5, 1, 0, 6),))
    assert (found.missing, found.extra, len(found.pages)) == ((), (), 1)
