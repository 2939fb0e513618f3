"""The code of an invitation: typed any way it is the same, typed wrongly it is found before anything is sent."""

from __future__ import annotations

import hashlib
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.rules import invites
from models.rules.invites import LETTERS, SECRET, code_digest, fingerprint, new_code, tidy_code

secret_letters = st.lists(st.sampled_from(LETTERS), min_size=SECRET, max_size=SECRET)


def code_of(letters: list[str]) -> str:
    given = iter(letters)
    return new_code(lambda _: next(given))


@given(secret_letters)
def test_that_a_code_has_no_letters_that_look_alike_and_is_read_however_it_is_typed(letters: list[str]) -> None:
    code = code_of(letters)
    assert not set(code) & set("01IOL")
    assert [len(group) for group in code.split("-")] == [4] * 6
    wide = code.translate({ord(c): ord(c) + 0xFEE0 for c in LETTERS})
    for typed in (code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} ", wide):
        assert tidy_code(typed) == code


@given(secret_letters, st.integers(0, 23), st.sampled_from(LETTERS))
def test_that_a_wrong_letter_is_found(letters: list[str], place: int, other: str) -> None:
    plain = code_of(letters).replace("-", "")
    typed = plain[:place] + other + plain[place + 1 :]
    if typed == plain:
        return
    with pytest.raises(Refusal) as told:
        tidy_code(typed)
    assert told.value.code == "invite_code"


@pytest.mark.parametrize("typed", ["", "ABCD", "0" * 24, "登记编码", "A" * 2000])
def test_that_what_is_no_code_is_refused_in_words(typed: str) -> None:
    with pytest.raises(Refusal) as told:
        tidy_code(typed)
    assert "编码仍然有效" in told.value.sentence


def test_that_nothing_of_the_code_is_in_what_is_kept() -> None:
    code = new_code(secrets.choice)
    assert code_digest(code) == code_digest(code.replace("-", ""))
    assert len(code_digest(code)) == 64


def test_that_another_key_of_the_city_has_another_fingerprint() -> None:
    one = fingerprint(b"a" * 32, b"b" * 32)
    assert [len(group) for group in one.split()] == [4] * 8
    assert len({one, fingerprint(b"a" * 32, b"c" * 32), fingerprint(b"c" * 32, b"b" * 32)}) == 3


def test_that_a_window_is_named_by_region_and_number() -> None:
    assert invites.WINDOW.fullmatch("140581-03")
    assert not any(invites.WINDOW.fullmatch(text) for text in ("140581-00", "140581-3", "14058-03", "city-140581"))


def test_that_what_a_window_signs_names_code_window_and_both_keys_and_gives_no_code_away() -> None:
    code = code_of(list(LETTERS[:SECRET]))
    text = invites.proof_text(code, "140581-03", b"\x01\x02", b"\x03").decode()
    assert text == f"enrol|{code_digest(code)}|140581-03|0102|03"
    assert code not in text
    assert code_digest(code) == hashlib.sha256(code.replace("-", "").encode()).hexdigest()


def test_that_a_fingerprint_is_the_beginning_of_a_digest_over_both_keys_in_capitals() -> None:
    told = hashlib.sha256(b"tongquan-city|" + b"a" * 32 + b"b" * 32).hexdigest()[:32].upper()
    assert fingerprint(b"a" * 32, b"b" * 32).replace(" ", "") == told


def test_that_the_letters_that_check_a_code_never_change_between_versions() -> None:
    assert code_of(list("23456789ABCDEFGHJKMN")) == "2345-6789-ABCD-EFGH-JKMN-KB8J"
