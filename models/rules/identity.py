"""Numbers of people and bodies: shape, dates and check digits, each fault one sentence naming the digit.

Division codes are never looked up: new counties, 港澳台 holders and permanent residents would be turned away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from models.rules.terms import ApplicantKind, IdKind

_OLDEST = 130  # years; older than anyone living
_HMT_AREAS = ("810000", "820000", "830000")
_USCC_CHARS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I O S V Z
_SEPARATORS = re.compile(r"[\s\-‐-―−－·.]+")
_FRONT = {IdKind.CREDIT_CODE: 8}
_SEE = "请对照证件原件"
_SEE_LICENCE = "请对照营业执照或登记证书"


@dataclass(frozen=True, slots=True)
class IdCheck:
    """What a check found; ``sentence`` is "" when the number stands."""

    ok: bool
    normal: str
    sentence: str = ""
    birth: date | None = None


class _Fault(Exception):
    """A sentence for the field; never leaves this module."""


def normal(text: str) -> str:
    """Full width to half, lower case to upper, spaces and dashes out."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def check_number(kind: IdKind, text: str, *, today: date) -> IdCheck:
    """Check a number as typed or read by a card reader.

    Births after ``today`` or over 130 years before it are refused.
    """
    number = normal(text)
    try:
        if not number:
            raise _Fault(f"{kind.value}号码没有填，{_SEE}录入")
        birth = _check(kind, number, today)
    except _Fault as fault:
        return IdCheck(False, number, str(fault))
    return IdCheck(True, number, "", birth)


def _check(kind: IdKind, number: str, today: date) -> date | None:
    if kind in _UNDATED:
        _UNDATED[kind](number)
        return None
    return _DATED[kind](number, today)


def _resident(number: str, today: date) -> date | None:
    _eighteen(number)
    if number[:6] in _HMT_AREAS:
        raise _Fault(f"{number[:6]}开头的是港澳台居民居住证，请把证件类型改为港澳台居民居住证")
    if number[0] == "9":
        raise _Fault("9开头的是外国人永久居留身份证，请把证件类型改为外国人永久居留身份证")
    if number[0] == "0":
        raise _Fault(f"第1位不能是0，{_SEE}")
    return _birth_and_check(number, today)


def _hmt_residence(number: str, today: date) -> date | None:
    _eighteen(number)
    if number[:6] not in _HMT_AREAS:
        raise _Fault(f"前6位应为810000、820000或830000，现为{number[:6]}，请核对证件类型")
    return _birth_and_check(number, today)


def _permanent_residence(number: str, today: date) -> date | None:
    if len(number) == 15 or number[:1].isalpha():
        _old_permanent_residence(number)
        return None  # six digits of birth without the century: nothing sure to say
    _eighteen(number)
    if number[0] != "9":
        raise _Fault(f"新版证号第1位应为9，现为{number[0]}，请核对证件类型")
    return _birth_and_check(number, today)


def _old_permanent_residence(number: str) -> None:
    if len(number) != 15:
        raise _Fault(f"旧版证号应为15位，现为{len(number)}位，{_SEE}")
    if not re.fullmatch(r"[A-Z]{3}[0-9]{12}", number):
        raise _Fault(f"旧版证号应为3位国籍字母加12位数字，{_SEE}")


def _eighteen(number: str) -> None:
    if len(number) != 18:
        raise _Fault(f"号码应为18位，现为{len(number)}位，{_SEE}")
    for place, char in enumerate(number[:17], start=1):
        if not ("0" <= char <= "9"):
            raise _Fault(f"第{place}位应为数字，现为“{char}”，{_SEE}")
    if number[17] not in "0123456789X":
        raise _Fault(f"第18位应为数字或X，现为“{number[17]}”，{_SEE}")


def _birth_and_check(number: str, today: date) -> date:
    birth = _birth(number[6:14], today)
    if _resident_digit(number) != number[17]:
        raise _Fault(f"第18位校验不符，号码里有一位录错，{_SEE}")
    return birth


def _resident_digit(number: str) -> str:
    from stdnum.cn import ric  # noqa: PLC0415 - it brings ssl along; wanted only once a number is typed

    return str(ric.calc_check_digit(number))


def _credit_digit(first17: str) -> str:
    from stdnum.cn import uscc  # noqa: PLC0415 - the same

    return str(uscc.calc_check_digit(first17))


def _birth(digits: str, today: date) -> date:
    try:
        birth = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise _Fault(f"第7至14位{digits}不是一个日期，{_SEE}") from None
    if birth > today:
        raise _Fault(f"第7至14位的出生日期{birth.isoformat()}还没有到，{_SEE}")
    if today.year - birth.year > _OLDEST:
        raise _Fault(f"第7至10位的出生年份{birth.year}过早，{_SEE}")
    return birth


def _hm_permit(number: str) -> None:
    if number[:1] not in ("H", "M"):
        raise _Fault(f"第1位应为H（香港）或M（澳门），{_SEE}")
    if not re.fullmatch(r"[HM][0-9]{8}([0-9]{2})?", number):
        raise _Fault(f"H或M之后应为8位数字（末两位换证次数可不录），{_SEE}")


def _tw_permit(number: str) -> None:
    if not re.fullmatch(r"[0-9]{8}", number):
        raise _Fault(f"号码应为8位数字，现为{len(number)}位，{_SEE}")


def _passport(number: str) -> None:
    if not re.fullmatch(r"[0-9A-Z]+", number):
        raise _Fault(f"护照号码只能有数字和字母，{_SEE}")
    if not 5 <= len(number) <= 17:
        raise _Fault(f"护照号码应为5至17位，现为{len(number)}位，{_SEE}")
    if not any(c.isdigit() for c in number):
        raise _Fault(f"护照号码里应有数字，{_SEE}")


def _credit_code(number: str) -> None:
    if len(number) != 18:
        raise _Fault(f"统一社会信用代码应为18位，现为{len(number)}位，{_SEE_LICENCE}")
    for place, char in enumerate(number, start=1):
        if char not in _USCC_CHARS:
            raise _Fault(f"第{place}位“{char}”不会出现在信用代码里（不用I、O、S、V、Z），{_SEE_LICENCE}")
        if 2 < place < 9 and not char.isdigit():
            raise _Fault(f"第{place}位应为数字，现为“{char}”，{_SEE_LICENCE}")
    if _credit_digit(number[:17]) != number[17]:
        raise _Fault(f"第18位校验不符，代码里有一位录错，{_SEE_LICENCE}")


_DATED: dict[IdKind, Callable[[str, date], date | None]] = {
    IdKind.RESIDENT_ID: _resident,
    IdKind.HMT_RESIDENCE: _hmt_residence,
    IdKind.PERMANENT_RESIDENCE: _permanent_residence,
}
_UNDATED: dict[IdKind, Callable[[str], None]] = {
    IdKind.HM_PERMIT: _hm_permit,
    IdKind.TW_PERMIT: _tw_permit,
    IdKind.PASSPORT: _passport,
    IdKind.CREDIT_CODE: _credit_code,
}


def mask(kind: IdKind, number: str) -> str:
    """For papers: front 6 (credit code 8) and last 4, stars between; short numbers show only the ends."""
    front = _FRONT.get(kind, 6)
    if len(number) <= front + 4:
        front = max(0, min(2, len(number) - 6))
    back = 4 if len(number) > 4 else 0
    return number[:front] + "*" * (len(number) - front - back) + number[len(number) - back :]


def tail(number: str) -> str:
    """For lists: the last four characters only; a number of four or less shows nothing."""
    return number[-4:] if len(number) > 4 else ""


_PERSON_KINDS = tuple(k for k in IdKind if k is not IdKind.CREDIT_CODE)


def kinds_for(applicant_kind: ApplicantKind) -> tuple[IdKind, ...]:
    """The kinds of number an applicant may show, the usual one first."""
    return _PERSON_KINDS if applicant_kind is ApplicantKind.NATURAL_PERSON else (IdKind.CREDIT_CODE,)
