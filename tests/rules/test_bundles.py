"""Bags of originals: their codes, what lies in which, what was sent against what arrived, and where each one is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules import bundle_count, bundles, life, lifecycle, staying
from models.rules.bundle_count import Counted, as_listed, compare, differences_in
from models.rules.bundle_places import Held, Place, Told, fold
from models.rules.bundles import LETTERS, Bundle, Line, bundle_code, bundles_in, pack, parse_bundle_code, spaced
from models.rules.numbers import parse_case_number
from models.rules.terms import Act, CaseState, Mode, Role
from models.rules.ways import FORWARDING
from tests.helpers.calendars import china
from tests.rules.test_numbers import NUMBERS, SAMPLE

COUNT = st.integers(0, 9)
LINES = st.lists(
    st.builds(Line, st.integers(1, 40), st.just("样例材料"), COUNT, COUNT, COUNT, st.booleans()),
    unique_by=lambda line: line.seq,
    max_size=12,
)
COUNTED = st.lists(st.builds(Counted, st.integers(1, 40), COUNT, COUNT, COUNT), max_size=12)
AT = datetime(2026, 11, 20, 10, 48, tzinfo=UTC)
ONE = Line(5, "租赁合同", 1, 0, 4, True)


def refused(text: str) -> str:
    with pytest.raises(Refusal) as caught:
        parse_bundle_code(text)
    assert caught.value.code == "bundle_code"
    return caught.value.sentence


def test_that_a_bags_code_is_the_case_the_letter_and_a_check() -> None:
    code = bundle_code(SAMPLE, "A")
    assert code == "14058103A261120001730"
    assert spaced(code) == "140581-03A-261120-0017-30"
    assert parse_bundle_code(code).case_no == SAMPLE


@given(NUMBERS, st.sampled_from(LETTERS))
def test_that_every_code_reads_back_and_is_no_case_number(number: Any, letter: str) -> None:
    code = bundle_code(number.text, letter)
    assert code.isascii()
    assert code == code.upper()
    found = parse_bundle_code(f" {spaced(code).lower()}\r\n")
    assert (found.case_no, found.letter) == (number.text, letter)
    with pytest.raises(Refusal):
        parse_case_number(code)


@given(NUMBERS, st.sampled_from(LETTERS), st.data())
def test_that_one_wrong_character_of_a_code_shows(number: Any, letter: str, data: st.DataObject) -> None:
    code = bundle_code(number.text, letter)
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from(sorted({*bundles.CHECKS} - {code[place]})))
    refused(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("text", ["", "GP0326112000011A", SAMPLE, "14058103A26112000172", "袋", "1" * 40])
def test_that_what_is_no_bags_code_is_refused_in_words(text: str) -> None:
    assert "没有改动任何记录" in refused(text)


@given(st.lists(st.builds(Line, st.integers(1, 200), st.just("料"), COUNT, COUNT, COUNT), max_size=150))
def test_that_packing_loses_and_doubles_nothing(lines: list[Line]) -> None:
    packed = pack(SAMPLE, lines)
    assert [line for one in packed for line in one.lines] == lines
    assert len({one.code for one in packed}) == len(packed)
    assert all(one.lines for one in packed)
    assert bundles_in({"bundles": bundles.plain(packed)}) == packed


def test_that_five_lines_go_into_a_bag() -> None:
    packed = pack(SAMPLE, [Line(n, "料", 1, 0, 2, n == 3) for n in range(1, 10)])
    assert [(one.letter, len(one.lines), one.copies, one.pages, one.give_back) for one in packed] == [
        ("A", 5, 5, 10, 1),
        ("B", 4, 4, 8, 0),
    ]


@given(LINES, COUNTED)
def test_that_nothing_is_both_missing_and_received(sent: list[Line], got: list[Counted]) -> None:
    """Of every count: what was sent is what arrived of it and what is missing, and nothing is in two lists."""
    found = compare(sent, got)
    keys = [(one.seq, one.kind) for one in found.all]
    assert len(keys) == len(set(keys))
    assert all(one.by < 0 for one in found.missing)
    assert all(one.by > 0 for one in found.extra)
    unequal = {(one.seq, one.kind): one for one in found.all}
    for line in sent:
        for kind, _, _ in bundle_count.KINDS:
            arrived = sum(getattr(one, kind) for one in got if one.seq == line.seq)
            one = unequal.get((line.seq, kind))
            assert (one.got if one else getattr(line, kind)) == arrived
    assert found.short == any(one.by < 0 for one in found.all)
    assert differences_in(bundle_count.plain(found)) == found


@given(LINES)
def test_that_what_arrives_as_listed_is_whole(sent: list[Line]) -> None:
    assert compare(sent, as_listed(sent)).whole


@pytest.mark.parametrize(
    ("got", "said", "short"),
    [
        ((Counted(5, 1, 0, 3),), "材料5 租赁合同页数不符，清单4页，实收3页", True),
        ((Counted(5, 1, 0, 5),), "材料5 租赁合同页数不符，清单4页，实收5页", False),
        ((Counted(5, 0, 1, 4),), "材料5 租赁合同缺原件1份；材料5 租赁合同多复印件1份", True),
        ((), "材料5 租赁合同缺原件1份；材料5 租赁合同页数不符，清单4页，实收0页", True),
        ((Counted(5, 1, 0, 4), Counted(7, 1, 0, 0)), "材料7 清单外材料多原件1份", False),
    ],
)
def test_that_a_difference_is_said_line_by_line(got: tuple[Counted, ...], said: str, short: bool) -> None:
    found = compare((ONE,), got)
    assert found.words == said
    assert found.short is short


def _life(*steps: tuple[Act, int, dict[str, Any]]) -> Held:
    bag = Bundle(bundle_code(SAMPLE, "A"), "A", (ONE,))
    first = Told(Act.FORWARD, AT, {"bundles": bundles.plain((bag,))})
    rest = [Told(act, AT + timedelta(hours=hour), {"codes": [bag.code], **more}) for act, hour, more in steps]
    (held,) = fold((first, *rest))
    return held


OUT, IN, BACK = Act.BUNDLE_OUT, Act.BUNDLE_IN, Act.BUNDLE_BACK
BAD_LISTS: dict[str, Any] = {"missing": [{"seq": "?"}, 3], "pages": {}}
SHORT = bundle_count.plain(compare((ONE,), (Counted(5, 1, 0, 3),)))


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ((), Place.HERE),
        (((OUT, 1, {}),), Place.ON_WAY),
        (((OUT, 1, {}), (IN, 2, {})), Place.AT_CITY),
        (((OUT, 1, {}), (IN, 2, SHORT)), Place.SHORT),
        (((OUT, 1, {}), (IN, 2, SHORT), (OUT, 3, {})), Place.ON_WAY),
        (((OUT, 1, {}), (IN, 2, SHORT), (OUT, 3, {}), (IN, 4, {})), Place.AT_CITY),
        (((OUT, 1, {}), (IN, 2, {}), (BACK, 3, {"step": "sent"})), Place.RETURNING),
        (((OUT, 1, {}), (IN, 2, {}), (BACK, 3, {"step": "sent"}), (BACK, 4, {"step": "taken"})), Place.BACK),
        (((IN, 2, {}), (OUT, 1, {})), Place.AT_CITY),  # the window's entry came over the line after the city's
    ],
)
def test_that_the_log_says_where_a_bag_is(steps: tuple[tuple[Act, int, dict[str, Any]], ...], place: Place) -> None:
    held = _life(*steps)
    assert held.place is place
    assert len(held.steps) == len(steps)
    assert held.found.short is (place is Place.SHORT)


def test_that_a_bag_nobody_packed_is_passed_over_and_bad_entries_harm_nothing() -> None:
    listed: dict[str, Any] = {"codes": ["x"], **BAD_LISTS}
    odd: tuple[dict[str, Any], ...] = ({}, {"codes": "A"}, {"codes": [1, None, "nowhere"]}, listed)
    assert fold(Told(act, AT, dict(payload)) for act in (OUT, IN, BACK) for payload in odd) == ()
    nested: dict[str, Any] = {"bundles": [None, {"code": "x"}, {"code": "x", "lines": [{"seq": "?"}]}]}
    wrong: tuple[dict[str, Any], ...] = ({"bundles": 3}, nested)
    assert fold(Told(Act.FORWARD, AT, dict(payload)) for payload in wrong) == ()


def test_that_a_letter_sent_again_packs_anew_and_what_is_out_stays_out() -> None:
    first = pack(SAMPLE, [Line(n, "料", 1, 0, 1) for n in range(1, 8)])
    again = pack(SAMPLE, [Line(n, "料", 1, 0, 2) for n in range(1, 4)])
    letter = Told(Act.FORWARD, AT, {"bundles": bundles.plain(first)})
    gone = Told(OUT, AT + timedelta(hours=1), {"codes": [first[1].code]})
    later = Told(Act.RESUBMIT, AT + timedelta(hours=2), {"bundles": bundles.plain(again)})
    assert [one.bundle.letter for one in fold((letter, later))] == ["A"]
    found = {one.bundle.letter: one for one in fold((letter, gone, later))}
    assert (found["A"].bundle, found["B"].place) == (again[0], Place.ON_WAY)


def test_that_days_on_the_way_are_working_days() -> None:
    held = _life((OUT, 1, {}))  # a Friday
    assert held.days_on_way(date(2026, 11, 20), china()) == 0
    assert held.days_on_way(date(2026, 11, 25), china()) == 3
    assert held.days_on_way(date(2031, 1, 1), china()) is None
    assert _life().days_on_way(date(2026, 11, 25), china()) is None


@pytest.mark.parametrize("act", [OUT, IN, BACK])
def test_jc1_4_originals_travel_where_a_letter_does_and_never_move_a_case(act: Act) -> None:
    """晋城一(三)、(四): 全部申请材料 go to the city; where they lie is no state of the case."""
    assert act in staying.STAYS
    for mode in Mode:
        there = {state for state in CaseState if act in life.may(mode, state)}
        assert bool(there) is (mode in FORWARDING) is lifecycle.FLOWS[mode].forwards
        assert not there & {CaseState.RECEIVED, CaseState.ACCEPTED}
        for state in there:
            assert (act in life.may(mode, state, Role.CLERK)) is (act is not IN)
            assert (act in life.may(mode, state, Role.CITY)) is (act is not OUT)
