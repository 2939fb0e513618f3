"""Numbers that no network gives out: unique, checked, and read from whatever a scanner or a hand makes of them."""

from __future__ import annotations

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
    has_number,
    is_spare,
    parse_case_number,
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
