"""What can be wrong between this window and the city, told apart: what happened, what is safe, who must act.

Codes: ``down``, ``dns``, ``captive`` (a portal or another service answers), ``certificate``, ``clock`` (a certificate
outside its days), ``plaintext``, ``unauthorised``, ``revoked``, ``rate_limited``, ``city_trouble``, ``protocol`` (an
answer that is none), ``upgrade`` (one side speaks another protocol), ``refused`` (this very letter).
"""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime

import urllib3
from pydantic import ValidationError

from forwarding.wire import PROTOCOL, SPOKEN, Trouble
from models.desk.line import REVOKED
from models.errors import LineTrouble

KEPT = "记录没有发出，都在本机"
BY_ITSELF = frozenset({"down", "dns", "rate_limited", "city_trouble"})  # these pass without anybody doing anything
_PERMANENT = (400, 409, 413, 422)
_EXPIRED = (9, 10)  # OpenSSL: certificate not yet valid, has expired
_LEAST, _USUAL = 1.0, 30.0  # seconds; never faster than once a second, whatever a busy city says


class RateLimited(LineTrouble):
    """The city asks to be left alone for ``after`` seconds."""

    def __init__(self, after: float) -> None:
        self.after = max(after, _LEAST)
        super().__init__("市级平台要求放慢发送", "待送的记录都在本机", "到时间自动续传，不用操作", code="rate_limited")


class CityFault(LineTrouble):
    """The city fell over something (500): perhaps over one entry of the letter, perhaps over every letter."""


def who(trouble: LineTrouble) -> str:
    """Who must act and what to do, "" when it passes by itself."""
    return "" if trouble.code in BY_ITSELF else trouble.todo


def down(reason: str) -> LineTrouble:
    """No way to the city."""
    return LineTrouble(
        f"连不上市级平台（{reason}）", "收件、受理、打印、编号都不受影响", "恢复后按先后自动续传", code="down"
    )


def captive(reason: str = "网络把请求拦到了别的页面，要先登录上网") -> LineTrouble:
    """Somebody else answers in the city's place."""
    todo = "经办人：在浏览器里完成上网登录，之后自动续传；仍不行请管理员核对地址"
    return LineTrouble(reason, KEPT, todo, code="captive")


def protocol(reason: str) -> LineTrouble:
    """An answer that says nothing we could rely on."""
    return LineTrouble(
        f"市级平台的回答不合约定（{reason}）",
        "记录按未送达处理，都在本机",
        "会再送一次，市级按同一编号认，不会重复；一直这样请告诉管理员",
        code="protocol",
    )


def upgrade(theirs: int) -> LineTrouble:
    """The two sides speak different protocols; neither loses anything by waiting."""
    ours_is_old = theirs > PROTOCOL
    todo = "请升级：管理员给本机换新版程序" if ours_is_old else "请升级：请市级平台管理员换新版，本机不用动"
    return LineTrouble(f"约定版本不同（市级第{theirs}版，本机第{PROTOCOL}版）", KEPT, todo, code="upgrade")


def unknown_act(kind: str) -> LineTrouble:
    """The city tells of an act this version has never heard of: nothing is passed over, it waits to be read."""
    said = f"市级的记录里有本机不认识的一种（{kind[:32]}）"
    return LineTrouble(said, "本机的记录照常送出，没有读的留着", "请升级：管理员给本机换新版程序", code="upgrade")


def plaintext() -> LineTrouble:
    """An address that would send papers in the clear."""
    return LineTrouble("市级平台地址不是 https", KEPT, "管理员：把地址改成 https 开头的", code="plaintext")


def of_error(error: urllib3.exceptions.HTTPError) -> LineTrouble:
    """What urllib3 could not do, in our words."""
    if isinstance(error, urllib3.exceptions.SSLError):
        return _of_certificate(error)
    if isinstance(error, urllib3.exceptions.NameResolutionError):
        return LineTrouble(
            "连不上市级平台（查不到它的地址，网络或域名服务不通）",
            "收件、受理、打印、编号都不受影响",
            "恢复后按先后自动续传；别的网页也打不开时请管理员看网线",
            code="dns",
        )
    if isinstance(error, urllib3.exceptions.NewConnectionError):
        return down("线路不通")
    if isinstance(error, urllib3.exceptions.TimeoutError | urllib3.exceptions.ProtocolError):
        return down("对方没有回应")
    return down("线路不通")


def _of_certificate(error: BaseException) -> LineTrouble:
    codes = [one.verify_code for one in _causes(error) if isinstance(one, ssl.SSLCertVerificationError)]
    if any(code in _EXPIRED for code in codes):
        said, todo = "市级平台的证书不在有效期内", "管理员：先核对本机日期；日期没错，请市级平台换证书"
        return LineTrouble(said, KEPT, todo, code="clock")
    said = "市级平台的证书不是我们认的" if codes else "和市级平台谈不成加密线路"
    return LineTrouble(said, KEPT, "管理员：核对地址和证书；可能有人冒充，不要绕过", code="certificate")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and everything it was made of."""
    left: list[object] = [error]
    while left:
        one = left.pop()
        if isinstance(one, BaseException):
            yield one
            left += [*one.args, one.__cause__]


def of_answer(status: int, headers: Mapping[str, str], body: bytes) -> LineTrouble:
    """What an answer that is no success means."""
    told = _trouble(body)
    if status == 429 or (status == 503 and "Retry-After" in headers):
        return RateLimited(_retry_after(headers))
    if status in (401, 403):
        if status == 403 and not body:  # whoever asks by HEAD is answered without words
            told = Trouble(code="revoked", sentence=REVOKED)
        return _unknown(told)
    if 300 <= status < 400 or status in (407, 511):
        return captive()
    if status == 426:
        spoken = headers.get(SPOKEN, "")
        return upgrade(int(spoken)) if spoken.isdigit() else captive("这个地址上不是市级平台")
    if status >= 500:
        return _fault(status)
    if told is None or status not in _PERMANENT:
        return captive("这个地址上不是市级平台")
    return LineTrouble(told.sentence, "记录都在本机", "管理员：看原因", code="refused")


def says(body: bytes) -> bool:
    """Whether an error's body is a city's own, and no page of something that stands before it."""
    return _trouble(body) is not None


def _fault(status: int) -> LineTrouble:
    kind = CityFault if status == 500 else LineTrouble  # 502 to 504 come from what stands before the city
    return kind(f"市级平台出了故障（{status}）", "记录都在本机", "过一会儿自动再送，不会重复", code="city_trouble")


def _unknown(told: Trouble | None) -> LineTrouble:
    if told is not None and told.code == "revoked":
        return LineTrouble(
            told.sentence or REVOKED,
            "收件、受理、打印照常，要送的记录都在本机",
            "请管理员向市级要新的登记单，重新登记后自动续传",
            code="revoked",
        )
    return LineTrouble("市级平台不认本窗口的身份", KEPT, "管理员：核对本窗口的登记", code="unauthorised")


def _trouble(body: bytes) -> Trouble | None:
    try:
        return Trouble.model_validate(json.loads(body))
    except (ValueError, ValidationError):
        return None


def _retry_after(headers: Mapping[str, str]) -> float:
    """Seconds; a moment is counted from the answer's own Date, since our clock may be wrong."""
    asked = headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdigit():
        return float(asked[:9])
    try:
        return (parsedate_to_datetime(asked) - parsedate_to_datetime(headers.get("Date", ""))).total_seconds()
    except (ValueError, TypeError):
        return _USUAL
