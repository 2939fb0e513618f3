"""Numbers of persons in any text: all found however they are spaced, nothing else touched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.personal import holds, masked_phone, scrub
from tests.helpers.people import resident_id

_WORDS = st.text(st.characters(exclude_categories=("Cs", "Nd")), max_size=20).filter(
    lambda text: not re.search(r"[A-Za-z]$|^[A-Za-z]|[+\-‐-―－ 　]$", text)
)
_MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
_IDS = st.integers(1, 900).map(resident_id)


@given(before=_WORDS, number=st.one_of(_MOBILES, _IDS), after=_WORDS)
def test_pipl_a_number_is_found_in_any_words_and_only_its_end_stays(before: str, number: str, after: str) -> None:
    text = f"{before}{number}{after}"
    assert holds(text)
    clean = scrub(text)
    assert number not in clean
    assert not holds(clean)
    assert len(clean) == len(text)
    assert clean.startswith(before)
    assert clean.endswith(number[-2:] + after)


@given(st.one_of(_MOBILES, _IDS), st.sampled_from([" ", "-", "－", "　", "‐"]))
def test_pipl_spaced_as_people_write_it_is_found_too(number: str, gap: str) -> None:
    cuts = (3, 7) if len(number) == 11 else (6, 14)
    spaced = gap.join((number[: cuts[0]], number[cuts[0] : cuts[1]], number[cuts[1] :]))
    wide = number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert holds(spaced)
    assert holds(wide)
    assert not holds(scrub(spaced) + scrub(wide))


@given(st.integers(1, 9999), st.dates(), st.binary(min_size=32, max_size=32), st.uuids())
def test_that_numbers_of_cases_papers_and_digests_stay(n: int, day: object, digest: bytes, ident: object) -> None:
    case_no = f"140581-03-{str(day).replace('-', '')}-{n:04d}-K"
    text = f"{case_no} 高政审受〔2026〕{300000 + n}号 {digest.hex()} {ident} {day}"
    assert scrub(text) == text
    assert not holds(text)


@given(st.text(max_size=80))
def test_that_scrubbing_twice_is_scrubbing_once(text: str) -> None:
    assert scrub(scrub(text)) == scrub(text)
    assert not holds(scrub(text))


def test_that_a_telephone_on_the_screen_shows_its_ends() -> None:
    assert masked_phone("13800000018") == "138****0018"
    assert masked_phone("5550103") == "*****03"
    assert masked_phone("110") == "***"


def test_pipl_every_number_of_a_text_is_starred_and_the_words_between_stay() -> None:
    """个人信息保护法第六条."""
    text = f"甲{resident_id(7)}，乙13800000018；丙 +86 138 0000 0018。"
    first, second = resident_id(7), "13800000018"
    stars = f"甲{'*' * 16}{first[-2:]}，乙{'*' * 9}{second[-2:]}；丙 {'*' * 15}18。"
    assert scrub(text) == stars
    assert scrub("没有号码") == "没有号码"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("", ""),
        ("1", "*"),
        ("1234", "****"),
        ("12345", "***45"),
        ("1234567890", "********90"),
        ("03561234567", "035****4567"),
    ],
)
def test_pipl_a_short_telephone_shows_its_last_two_figures_and_a_shorter_one_none(number: str, shown: str) -> None:
    assert masked_phone(number) == shown
