"""Numbers that no network gives out: unique, checked, and read from whatever a scanner or a hand makes of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules.numbers import (
    CaseNumber,
    case_number,
    check_character,
    day_sequence,
    document_number,
    first_serial,
    has_number,
    is_spare,
    paper_serial,
    parse_case_number,
    runs,
    since_scope,
    spare_sequence,
    verify_code,
)
from models.rules.terms import Doc

NUMBERS = st.builds(
    CaseNumber,
    st.from_regex(r"[1-9][0-9]{5}", fullmatch=True),
    st.integers(1, 99),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.integers(1, 999_999),
)
SAMPLE = case_number("140581", 3, date(2026, 11, 20), 17)
DIGITS = [place for place, char in enumerate(SAMPLE) if char.isdigit() and place < len(SAMPLE) - 1]


def refused(text: str) -> str:
    with pytest.raises(Refusal) as caught:
        parse_case_number(text)
    assert caught.value.code == "case_number"
    return caught.value.sentence


def test_that_a_case_number_is_region_window_day_sequence_and_check() -> None:
    assert SAMPLE == "140581-03-20261120-0017-N"
    assert parse_case_number(SAMPLE) == CaseNumber("140581", 3, date(2026, 11, 20), 17)


@given(NUMBERS)
def test_that_every_number_reads_back_as_itself(number: CaseNumber) -> None:
    assert parse_case_number(number.text) == number


@pytest.mark.parametrize(
    "spoil",
    [
        str.lower,
        lambda n: f"  {n}\r\n",
        lambda n: n.replace("-", ""),
        lambda n: n.replace("-", " "),
        lambda n: n.replace("-", "—"),
        lambda n: n.replace("-", "－"),
        lambda n: "".join(chr(ord(c) + 0xFEE0) for c in n),  # typed with the Chinese input method on
        lambda n: f"*{n}*",  # Code 39 with its guards
        lambda n: f"HTTPS://SAMPLE.EXAMPLE/Q/{n}/ACCEPT/ABCDEFG234",
        lambda n: f"https://sample.example/q/{n}/refuse-accept/abc".lower(),
        lambda n: n.replace("0", "O").replace("1", "I"),
    ],
)
def test_that_a_scanner_and_a_hand_may_write_it_their_way(spoil: Callable[[str], str]) -> None:
    assert parse_case_number(spoil(SAMPLE)).text == SAMPLE


@given(NUMBERS, st.data())
def test_that_every_single_wrong_digit_is_found(number: CaseNumber, data: st.DataObject) -> None:
    text = number.text.replace("-", "")
    place = data.draw(st.integers(0, len(text) - 1))
    digit = data.draw(st.sampled_from("0123456789"))
    assume(digit != text[place])
    refused(text[:place] + digit + text[place + 1 :])


@given(NUMBERS, st.data())
def test_that_every_swap_of_two_characters_is_found_neighbours_or_not(number: CaseNumber, data: st.DataObject) -> None:
    text = list(number.text.replace("-", ""))
    one, other = (data.draw(st.integers(0, len(text) - 1)) for _ in range(2))
    assume(text[one] != text[other])
    text[one], text[other] = text[other], text[one]
    refused("".join(text))


@pytest.mark.parametrize("place", DIGITS)
def test_that_no_wrong_digit_of_the_sample_passes(place: int) -> None:
    wrong = [SAMPLE[:place] + d + SAMPLE[place + 1 :] for d in "0123456789" if d != SAMPLE[place]]
    assert all("校验位不符" in refused(text) for text in wrong)


@pytest.mark.parametrize(
    "text", ["", "12345", "第三类医疗器械", SAMPLE[:-1], SAMPLE + "0", "140581-03-20261120-17-W", "HTTPS://X/Q/"]
)
def test_that_what_is_no_number_is_refused_with_an_example_of_one(text: str) -> None:
    assert "140581-03-20261120-0017-N" in refused(text) or "校验位不符" in refused(text)


@pytest.mark.parametrize(
    "body", ["140581032026133100170", "140581002026112000170", "140581032026112000000", "140581030200112000170"]
)
def test_that_a_day_window_or_sequence_that_cannot_be_is_refused(body: str) -> None:
    digits = body[:-1]
    assert "不存在" in refused(digits + check_character(digits))


def test_that_a_million_numbers_of_two_windows_are_all_different() -> None:
    seen: set[str] = set()
    start = date(2026, 1, 1)
    for day in range(125):
        on = start + timedelta(days=day)
        for window in (3, 4):
            seen.update(case_number("140581", window, on, n) for n in range(1, 4001))
    assert len(seen) == 1_000_000


@pytest.mark.parametrize(
    ("region", "window", "sequence"),
    [("14058", 3, 1), ("14058１", 3, 1), ("140581", 0, 1), ("140581", 100, 1), ("140581", 3, 0), ("140581", 3, 10**6)],
)
def test_that_a_number_out_of_range_is_our_own_fault_and_raises(region: str, window: int, sequence: int) -> None:
    with pytest.raises(ValueError, match="not a case number"):
        case_number(region, window, date(2026, 11, 20), sequence)


@pytest.mark.parametrize(
    ("doc", "number"),
    [
        (Doc.ACCEPT, "高审受〔2026〕300017号"),
        (Doc.SUPPLEMENT, "高审补〔2026〕300017号"),
        (Doc.REFUSE_ACCEPT, "高审不受〔2026〕300017号"),
        (Doc.FORWARD, "高审转函〔2026〕300017号"),
        (Doc.DAY_LEDGER, "高审台〔2026〕300017号"),
    ],
)
def test_that_a_document_number_is_word_kind_year_and_the_windows_own_serial(doc: Doc, number: str) -> None:
    assert document_number("高审", doc, 2026, 3, 17) == number
    assert has_number(doc)


def test_that_the_receipt_has_no_number_but_the_cases() -> None:
    assert not has_number(Doc.RECEIPT)
    with pytest.raises(ValueError, match="no document number"):
        document_number("高审", Doc.RECEIPT, 2026, 3, 17)


@given(st.integers(1, 99), st.integers(1, 99), st.integers(1, 99_999), st.integers(1, 99_999))
def test_that_two_windows_never_write_the_same_document_number(w1: int, w2: int, n1: int, n2: int) -> None:
    one, other = (document_number("高审", Doc.ACCEPT, 2026, w, n) for w, n in ((w1, n1), (w2, n2)))
    assert (one == other) == ((w1, n1) == (w2, n2))


@pytest.mark.parametrize(("window", "n"), [(0, 1), (100, 1), (3, 0), (3, 100_000)])
def test_that_a_serial_out_of_range_raises(window: int, n: int) -> None:
    with pytest.raises(ValueError, match="no document number"):
        document_number("高审", Doc.ACCEPT, 2026, window, n)


@given(st.binary(min_size=1, max_size=64))
def test_that_a_verify_code_is_eight_readable_characters_in_two_halves(signature: bytes) -> None:
    code = verify_code(signature)
    assert (len(code), code[4]) == (9, "-")
    assert not set("01OIL") & set(code)
    assert verify_code(signature) == code


def test_that_different_signatures_have_different_codes() -> None:
    assert len({verify_code(bytes([n])) for n in range(256)}) == 256


@pytest.mark.parametrize(("n", "number"), [(1, 1), (8999, 8999), (9000, 9900), (9001, 9901)])
def test_that_the_numbers_of_spare_receipts_are_left_out_of_a_days_own(n: int, number: int) -> None:
    assert day_sequence(n) == number


@pytest.mark.parametrize(
    ("n", "number"),
    [(1, 9000), (100, 9099), (101, None), (1000, None), (1001, 9100), (8100, 9899), (8101, None), (9001, None)],
)
def test_that_each_computer_of_a_window_has_a_hundred_spare_receipts_of_its_own(n: int, number: int | None) -> None:
    assert spare_sequence(n) == number


def test_that_a_case_on_a_spare_receipt_shows_by_its_number() -> None:
    day = date(2026, 11, 20)
    spare = {n: is_spare(case_number("140581", 3, day, n)) for n in (8999, 9000, 9899, 9900)}
    assert spare == {8999: False, 9000: True, 9899: True, 9900: False}
    assert not is_spare("9000-9000-9000-9000")
    assert not is_spare("140581-03-20261120-九千-N")
    assert not is_spare("140581-03-20261120-9000-N-1")


@pytest.mark.parametrize(
    ("region", "window", "sequence"),
    [
        ("14058", 3, 1),
        ("1405811", 3, 1),
        ("14058A", 3, 1),
        ("140581", 0, 1),
        ("140581", 100, 1),
        ("140581", 3, 0),
        ("140581", 3, 1_000_000),
    ],
)
def test_that_a_part_that_cannot_be_raises_with_what_was_given(region: str, window: int, sequence: int) -> None:
    with pytest.raises(ValueError, match=f"^not a case number: '{region}' {window} {sequence}$"):
        case_number(region, window, date(2026, 11, 20), sequence)


def test_that_the_largest_window_and_sequence_have_a_number() -> None:
    assert case_number("140581", 99, date(2026, 11, 20), 999_999).startswith("140581-99-20261120-999999-")
    assert document_number("高审", Doc.ACCEPT, 2026, 99, 99_999) == "高审受〔2026〕9999999号"


def test_that_a_verify_code_never_changes_between_versions() -> None:
    """What stands on papers in people's hands: SHA-256 of the signature, its last eight digits to the base of 31."""
    signs, value = "23456789ABCDEFGHJKMNPQRSTUVWXYZ", int(hashlib.sha256(b"sample").hexdigest(), 16)
    told = "".join(signs[value // 31**place % 31] for place in range(8))
    assert verify_code(b"sample") == f"{told[:4]}-{told[4:]}"


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("高审受〔2026〕300017号", (2026, 17)),
        ("高审受〔2026〕9999999号", (2026, 99_999)),
        ("高审受2026-17", None),
        ("", None),
    ],
)
def test_that_year_and_serial_are_read_back_from_a_papers_number(number: str, found: tuple[int, int] | None) -> None:
    assert paper_serial(number) == found


@pytest.mark.parametrize(
    ("taken", "missing", "runs_"),
    [
        ([], [], []),
        ([1, 2, 3], [], [(1, 3)]),
        ([2, 4], [1, 3], [(2, 4)]),
        ([1, 2, 1001, 1002], [], [(1, 2), (1001, 1002)]),  # where the first computer that takes over begins
        ([1, 901], [*range(2, 901)], [(1, 901)]),  # no computer begins there
        ([1101, 1200, 1201], [*range(1102, 1200)], [(1101, 1201)]),  # goes on past where one could begin
        ([1101, 1199, 1201], [*range(1102, 1199)], [(1101, 1199), (1201, 1201)]),
        ([1, 2, 1101, 1103], [1102], [(1, 2), (1101, 1103)]),
        ([1, 1102], [*range(2, 1102)], [(1, 1102)]),
        ([1101], [], [(1101, 1101)]),
        ([1, 2001, 2002, 2101], [], [(1, 1), (2001, 2002), (2101, 2101)]),
    ],
)
def test_that_a_days_numbers_run_from_one_or_from_where_another_computer_begins(
    taken: list[int], missing: list[int], runs_: list[tuple[int, int]]
) -> None:
    assert runs(taken) == (missing, runs_)


@pytest.mark.parametrize(
    ("scope", "still"),
    [
        ("case/2026-11-20", True),
        ("case/2026-11-19", False),
        ("ACCEPT/2026", True),
        ("ACCEPT/2025", False),
        ("entries", False),
        ("ACCEPT/2026-11", False),
    ],
)
def test_that_a_scope_is_over_with_its_day_or_year(scope: str, still: bool) -> None:
    assert since_scope(scope, date(2026, 11, 20)) is still


@pytest.mark.parametrize(
    ("scope", "machine", "seen", "days", "first"),
    [
        ("case/2026-11-20", 0, 0, 0, 1),
        ("case/2026-11-20", 0, 7, 3, 8),
        ("entries", 2, 7, 3, 8),
        ("case/2026-11-20", 1, 0, 0, 1_001),
        ("case/2026-11-20", 2, 0, 9, 2_001),
        ("case/2026-11-20", 1, 17, 0, 1_001),
        ("case/2026-11-20", 1, 990, 0, 1_101),
        ("case/2026-11-20", 1, 1_000, 0, 1_101),
        ("case/2026-11-20", 1, 1_000, 2, 1_301),
        ("case/2026-11-20", 1, 1_001, 0, 1_201),
        ("case/2026-11-20", 901, 0, 0, 900_001),
        ("ACCEPT/2026", 1, 0, 0, 20_001),
        ("ACCEPT/2026", 5, 0, 0, 80_001),
    ],
)
def test_that_a_computer_that_takes_over_begins_in_its_band_and_beyond_what_may_have_been_given_out(
    scope: str, machine: int, seen: int, days: int, first: int
) -> None:
    assert first_serial(scope, machine, seen, days) == first


def test_that_a_computer_of_which_nothing_more_is_known_begins_with_its_band() -> None:
    assert first_serial("case/2026-11-20", 1) == 1_001
    assert first_serial("case/2026-11-20", 1, 1_050) == 1_201
    assert first_serial("case/2026-11-20", 0) == 1
