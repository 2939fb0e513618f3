"""Plainly invented people and bodies with right check digits; no such holder can exist.

Division codes 899999 and 999999 were never given out, so these numbers pass every check and belong to nobody.
"""

from __future__ import annotations

from datetime import date

from stdnum.cn import ric, uscc

NOWHERE = "999999"  # no such division
PERSON = "测试甲"
AGENT = "测试乙"
BODY = "样例医疗器械有限公司"
RARE_NAMES = ("测试䶮", "测试𬱖", "测试𠅤", "测试𠮷")


def _with_check(first17: str) -> str:
    return first17 + ric.calc_check_digit(first17 + "0")


def resident_id(n: int = 1, *, birth: date = date(1980, 1, 1), area: str = "899999") -> str:
    """居民身份证, 18 digits; ``n`` 1–999 makes different ones. Area 899999 does not exist."""
    return _with_check(f"{area}{birth:%Y%m%d}{n:03d}")


def hmt_residence(n: int = 1, *, birth: date = date(1900, 1, 1), area: str = "810000") -> str:
    """港澳台居民居住证: area 810000, 820000 or 830000; nobody born in 1900 ever held one."""
    return _with_check(f"{area}{birth:%Y%m%d}{n:03d}")


def permanent_residence(n: int = 1, *, birth: date = date(1980, 1, 1)) -> str:
    """外国人永久居留身份证, new 18 digits: 9, region 99, country 999."""
    return _with_check(f"999999{birth:%Y%m%d}{n:03d}")


def old_permanent_residence(n: int = 1) -> str:
    """外国人永久居留身份证, old 15: country XXX does not exist."""
    return f"XXX{n:012d}"


def hm_permit(n: int = 1, letter: str = "H") -> str:
    """港澳居民来往内地通行证."""
    return f"{letter}{n:08d}"


def tw_permit(n: int = 1) -> str:
    """台湾居民来往大陆通行证."""
    return f"{n:08d}"


def passport(n: int = 1) -> str:
    """护照."""
    return f"EX{n:07d}"


def credit_code(n: int = 1, *, area: str = NOWHERE) -> str:
    """统一社会信用代码 of an enterprise in a division that does not exist; ``n`` 1–99999999."""
    first17 = f"91{area}{n:08d}X"
    return first17 + uscc.calc_check_digit(first17)


def one_digit_wrong(number: str, place: int = 10) -> str:
    """The same number with the digit at ``place`` (from 1) raised by one: the check no longer fits."""
    digit = str((int(number[place - 1]) + 1) % 10)
    return number[: place - 1] + digit + number[place:]
