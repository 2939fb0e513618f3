"""Numbers of people and bodies: right ones of every kind pass, one wrong digit never does and is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.identity import check_number, kinds_for, mask, normal, tail
from models.rules.terms import ApplicantKind, IdKind
from tests.helpers import people

TODAY = date(2026, 11, 20)
BIRTHS = st.dates(date(1900, 1, 1), TODAY)
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def says(kind: IdKind, text: str) -> str:
    found = check_number(kind, text, today=TODAY)
    assert not found.ok
    assert found.birth is None
    assert found.sentence
    return found.sentence


@pytest.mark.parametrize(
    ("kind", "number", "birth"),
    [
        (IdKind.RESIDENT_ID, "11010519491231002X", date(1949, 12, 31)),  # the standard's own sample
        (IdKind.RESIDENT_ID, people.resident_id(7), date(1980, 1, 1)),
        (IdKind.HMT_RESIDENCE, "810000199001010019", date(1990, 1, 1)),
        (IdKind.HMT_RESIDENCE, people.hmt_residence(area="820000"), date(1900, 1, 1)),
        (IdKind.HMT_RESIDENCE, people.hmt_residence(area="830000"), date(1900, 1, 1)),
        (IdKind.PERMANENT_RESIDENCE, people.permanent_residence(), date(1980, 1, 1)),
        (IdKind.PERMANENT_RESIDENCE, people.old_permanent_residence(), None),
        (IdKind.HM_PERMIT, "H12345678", None),
        (IdKind.HM_PERMIT, "M1234567801", None),
        (IdKind.TW_PERMIT, "12345678", None),
        (IdKind.PASSPORT, "E12345678", None),
        (IdKind.PASSPORT, "EA1234567", None),
        (IdKind.PASSPORT, "X1234", None),
        (IdKind.CREDIT_CODE, "12441500196720244T", None),
        (IdKind.CREDIT_CODE, "91320105780688132K", None),
        (IdKind.CREDIT_CODE, people.credit_code(3), None),
    ],
)
def test_that_a_right_number_of_each_kind_passes(kind: IdKind, number: str, birth: date | None) -> None:
    found = check_number(kind, number, today=TODAY)
    assert (found.ok, found.normal, found.sentence, found.birth) == (True, number, "", birth)


@pytest.mark.parametrize(
    "spoil",
    [
        str.lower,
        lambda n: f" {n[:6]} {n[6:14]} {n[14:]}\n",
        lambda n: "".join(chr(ord(c) + 0xFEE0) for c in n),
        lambda n: f"{n[:6]}-{n[6:]}",
    ],
)
def test_that_lower_case_spaces_and_full_width_are_taken_as_meant(spoil: Callable[[str], str]) -> None:
    found = check_number(IdKind.RESIDENT_ID, spoil("11010519491231002X"), today=TODAY)
    assert (found.ok, found.normal) == (True, "11010519491231002X")


@given(BIRTHS, st.integers(1, 999))
def test_gb11643_every_resident_number_with_its_check_passes_whatever_its_division(birth: date, n: int) -> None:
    for area in ("110105", "500156", "330113", "899999"):  # new counties and one that does not exist
        assert check_number(IdKind.RESIDENT_ID, people.resident_id(n, birth=birth, area=area), today=TODAY).ok


@given(st.integers(1, 999), st.integers(0, 16), st.integers(1, 9))
def test_gb11643_every_single_wrong_digit_is_found(n: int, place: int, shift: int) -> None:
    number = people.resident_id(n)
    digit = str((int(number[place]) + shift) % 10)
    says(IdKind.RESIDENT_ID, number[:place] + digit + number[place + 1 :])


@given(st.integers(1, 999), st.integers(0, 15))
def test_gb11643_every_swap_of_neighbours_is_found(n: int, place: int) -> None:
    number = people.resident_id(n)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    found = check_number(IdKind.RESIDENT_ID, swapped, today=TODAY)
    assert found.ok == (swapped == number)


@given(st.integers(1, 99_999_999), st.integers(0, 16), st.sampled_from(CREDIT_ALPHABET))
def test_gb32100_every_single_wrong_character_is_found(n: int, place: int, char: str) -> None:
    code = people.credit_code(n)
    wrong = code[:place] + char + code[place + 1 :]
    assert check_number(IdKind.CREDIT_CODE, wrong, today=TODAY).ok == (wrong == code)


@pytest.mark.parametrize(
    ("kind", "number", "sentence"),
    [
        (IdKind.RESIDENT_ID, "", "居民身份证号码没有填，请对照证件原件录入"),
        (IdKind.RESIDENT_ID, "110105194912310021", "第18位校验不符，号码里有一位录错，请对照证件原件"),
        (IdKind.RESIDENT_ID, "1101051949123100", "号码应为18位，现为16位，请对照证件原件"),
        (IdKind.RESIDENT_ID, "11010519491231O02X", "第15位应为数字，现为“O”，请对照证件原件"),
        (IdKind.RESIDENT_ID, "11010519491231002A", "第18位应为数字或X，现为“A”，请对照证件原件"),
        (IdKind.RESIDENT_ID, "110105194902300021", "第7至14位19490230不是一个日期，请对照证件原件"),
        (IdKind.RESIDENT_ID, "110105194900000021", "第7至14位19490000不是一个日期，请对照证件原件"),
        (IdKind.RESIDENT_ID, "110105202611210021", "第7至14位的出生日期2026-11-21还没有到，请对照证件原件"),
        (IdKind.RESIDENT_ID, "110105189512310021", "第7至10位的出生年份1895过早，请对照证件原件"),
        (IdKind.RESIDENT_ID, "010105194912310021", "第1位不能是0，请对照证件原件"),
        (
            IdKind.RESIDENT_ID,
            "810000199001010019",
            "810000开头的是港澳台居民居住证，请把证件类型改为港澳台居民居住证",
        ),
        (
            IdKind.RESIDENT_ID,
            people.permanent_residence(),
            "9开头的是外国人永久居留身份证，请把证件类型改为外国人永久居留身份证",
        ),
        (
            IdKind.HMT_RESIDENCE,
            "11010519491231002X",
            "前6位应为810000、820000或830000，现为110105，请核对证件类型",
        ),
        (IdKind.PERMANENT_RESIDENCE, "11010519491231002X", "新版证号第1位应为9，现为1，请核对证件类型"),
        (IdKind.PERMANENT_RESIDENCE, "USA1234567", "旧版证号应为15位，现为10位，请对照证件原件"),
        (IdKind.PERMANENT_RESIDENCE, "USA12345678901X", "旧版证号应为3位国籍字母加12位数字，请对照证件原件"),
        (IdKind.PERMANENT_RESIDENCE, "91234", "号码应为18位，现为5位，请对照证件原件"),
        (IdKind.HM_PERMIT, "T12345678", "第1位应为H（香港）或M（澳门），请对照证件原件"),
        (IdKind.HM_PERMIT, "H1234567", "H或M之后应为8位数字（末两位换证次数可不录），请对照证件原件"),
        (IdKind.TW_PERMIT, "1234567", "号码应为8位数字，现为7位，请对照证件原件"),
        (IdKind.PASSPORT, "E123", "护照号码应为5至17位，现为4位，请对照证件原件"),
        (IdKind.PASSPORT, "护照12345", "护照号码只能有数字和字母，请对照证件原件"),
        (IdKind.PASSPORT, "ABCDEF", "护照号码里应有数字，请对照证件原件"),
        (
            IdKind.CREDIT_CODE,
            "91320105780688132J",
            "第18位校验不符，代码里有一位录错，请对照营业执照或登记证书",
        ),
        (
            IdKind.CREDIT_CODE,
            "9132010578068813",
            "统一社会信用代码应为18位，现为16位，请对照营业执照或登记证书",
        ),
        (
            IdKind.CREDIT_CODE,
            "9132O105780688132K",
            "第5位“O”不会出现在信用代码里（不用I、O、S、V、Z），请对照营业执照或登记证书",
        ),
        (IdKind.CREDIT_CODE, "9132A105780688132K", "第5位应为数字，现为“A”，请对照营业执照或登记证书"),
    ],
)
def test_that_each_fault_is_one_sentence_that_says_where_and_what_to_do(
    kind: IdKind, number: str, sentence: str
) -> None:
    assert says(kind, number) == sentence


@given(st.sampled_from(list(IdKind)), st.text(max_size=30))
def test_that_nothing_typed_can_break_the_check(kind: IdKind, text: str) -> None:
    found = check_number(kind, text, today=TODAY)
    assert found.ok == (found.sentence == "")


def test_that_a_card_readers_dashes_and_dots_are_not_part_of_a_number() -> None:
    assert normal("９１32-0105·7806 88132k\r\n") == "91320105780688132K"


@pytest.mark.parametrize(
    ("kind", "number", "shown"),
    [
        (IdKind.RESIDENT_ID, "11010519491231002X", "110105********002X"),
        (IdKind.CREDIT_CODE, "91320105780688132K", "91320105******132K"),
        (IdKind.PERMANENT_RESIDENCE, "XXX123456789012", "XXX123*****9012"),
        (IdKind.HM_PERMIT, "H12345678", "H1***5678"),
        (IdKind.TW_PERMIT, "12345678", "12**5678"),
        (IdKind.PASSPORT, "E1234", "*1234"),
        (IdKind.PASSPORT, "1234", "****"),
        (IdKind.PASSPORT, "", ""),
    ],
)
def test_that_papers_show_the_ends_and_stars_between(kind: IdKind, number: str, shown: str) -> None:
    assert mask(kind, number) == shown


@given(st.sampled_from(list(IdKind)), st.text("0123456789", min_size=1, max_size=30))
def test_that_a_mask_keeps_the_length_and_hides_something(kind: IdKind, number: str) -> None:
    shown = mask(kind, number)
    assert len(shown) == len(number)
    assert "*" in shown


@pytest.mark.parametrize(("number", "shown"), [("11010519491231002X", "002X"), ("1234", ""), ("", "")])
def test_that_a_list_shows_four_characters_at_most(number: str, shown: str) -> None:
    assert tail(number) == shown


@pytest.mark.parametrize("kind", [k for k in ApplicantKind if k is not ApplicantKind.NATURAL_PERSON])
def test_that_bodies_show_a_credit_code(kind: ApplicantKind) -> None:
    assert kinds_for(kind) == (IdKind.CREDIT_CODE,)


def test_that_a_person_may_show_any_persons_paper_the_identity_card_first() -> None:
    kinds = kinds_for(ApplicantKind.NATURAL_PERSON)
    assert kinds[0] is IdKind.RESIDENT_ID
    assert set(kinds) == set(IdKind) - {IdKind.CREDIT_CODE}


MAKERS: list[tuple[IdKind, Callable[[int], str]]] = [
    (IdKind.RESIDENT_ID, people.resident_id),
    (IdKind.HMT_RESIDENCE, people.hmt_residence),
    (IdKind.PERMANENT_RESIDENCE, people.permanent_residence),
    (IdKind.PERMANENT_RESIDENCE, people.old_permanent_residence),
    (IdKind.HM_PERMIT, people.hm_permit),
    (IdKind.TW_PERMIT, people.tw_permit),
    (IdKind.PASSPORT, people.passport),
    (IdKind.CREDIT_CODE, people.credit_code),
]


@pytest.mark.parametrize(("kind", "maker"), MAKERS)
def test_that_invented_people_of_the_tests_pass_and_differ(kind: IdKind, maker: Callable[[int], str]) -> None:
    made = [maker(n) for n in range(1, 50)]
    assert all(check_number(kind, number, today=TODAY).ok for number in made)
    assert len(set(made)) == len(made)


@pytest.mark.parametrize("kind", [IdKind.RESIDENT_ID, IdKind.CREDIT_CODE])
def test_that_an_invented_number_with_one_digit_wrong_does_not_pass(kind: IdKind) -> None:
    number = people.resident_id() if kind is IdKind.RESIDENT_ID else people.credit_code()
    says(kind, people.one_digit_wrong(number))
