"""HTTP to the city over one kept-alive connection. Success means 2xx **and** a letter that names what was sent.

Every failure is a ``LineTrouble`` with a code the queue acts on: down, captive, clock, unauthorised, revoked,
rate_limited, city_trouble, protocol, refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import urlencode

import urllib3
from pydantic import BaseModel, ValidationError

from forwarding import seals
from forwarding.wire import (
    PROTOCOL,
    BatchAnswer,
    BatchLetter,
    CityCard,
    CityEntries,
    EnrolAnswer,
    EnrolLetter,
    Health,
    NeighboursAnswer,
    OfferAnswer,
    OfferLetter,
    Trouble,
)
from models.desk.line import REVOKED
from models.errors import LineTrouble

SERVICE = "tongquan-city"
LetterT = TypeVar("LetterT", bound=BaseModel)


class RateLimited(LineTrouble):
    """The city asks to be left alone for ``after`` seconds."""

    def __init__(self, after: float) -> None:
        self.after = after
        super().__init__("市级平台要求放慢发送", "待送的记录都在本机", "到时间自动续传，不用操作", code="rate_limited")


def _down(reason: str) -> LineTrouble:
    return LineTrouble(
        f"连不上市级平台（{reason}）", "收件、受理、打印、编号都不受影响", "恢复后按先后自动续传", code="down"
    )


def _clock(reason: str) -> LineTrouble:
    return LineTrouble(
        f"市级平台的证书没有通过（{reason}）",
        "记录没有发出，都在本机",
        "请管理员核对本机日期和证书",
        code="clock",
    )


class CityLine:
    """The road to one city. Not shared between threads.

    Args:
        base_url: e.g. ``https://host``; plain http only to the loopback.
        token: this window's secret.
        city_key: the city's key, 32 bytes; without one (a window entered by hand) its seals are not checked.
        ca_file: the city's own certificate authority, pinned when given.
    """

    def __init__(
        self, base_url: str, token: str, *, city_key: bytes = b"", ca_file: str | None = None, timeout: float = 10.0
    ) -> None:
        self._base, self._city_key = base_url.rstrip("/"), city_key
        self._headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        wait = urllib3.Timeout(connect=min(timeout, 5.0), read=timeout)
        if ca_file:
            self._pool = urllib3.PoolManager(timeout=wait, retries=False, maxsize=1, ca_certs=ca_file)
        else:
            self._pool = urllib3.PoolManager(timeout=wait, retries=False, maxsize=1)

    def close(self) -> None:
        """Drop the connection."""
        self._pool.clear()

    def health(self) -> Health:
        """The city is there, is ours and speaks this protocol."""
        letter = self._letter(Health, self._ask("GET", "/v1/health"))
        if letter.service != SERVICE:
            raise _captive()
        if letter.protocol != PROTOCOL:
            raise _protocol(f"对方是第{letter.protocol}版，本机是第{PROTOCOL}版")
        return letter

    def send(self, batch: BatchLetter) -> BatchAnswer:
        """Post a batch; the answer names each entry of it, in order."""
        body = batch.model_dump_json().encode()
        answer = self._letter(BatchAnswer, self._ask("POST", "/v1/entries", body, "application/json"))
        if tuple(a.id for a in answer.answers) != tuple(e.id for e in batch.entries):
            raise _protocol("回执与所送记录对不上")
        seals.check_answers(self._city_key, batch.entries, answer.answers)
        return answer

    def has_blob(self, digest: str) -> bool:
        """Whether the city keeps this blob already."""
        return self._ask("HEAD", f"/v1/blobs/{digest}", allow=(200, 404)).status == 200

    def put_blob(self, digest: str, data: bytes) -> None:
        """Store a blob; the city checks its digest."""
        self._ask("PUT", f"/v1/blobs/{digest}", data, "application/octet-stream")

    def get_blob(self, digest: str) -> bytes | None:
        """A blob the city keeps, checked against its name; None when it has none of that name."""
        answer = self._ask("GET", f"/v1/blobs/{digest}", allow=(200, 404))
        if answer.status == 404:
            return None
        if hashlib.sha256(answer.data).hexdigest() != digest:
            raise _protocol("取回的附件与摘要不符")
        return answer.data

    def entries_since(self, cursor: int, *, own: bool = False, told: tuple[int, str] = (0, "")) -> CityEntries:
        """What the county did since ``cursor``, a page of it; with ``own`` this window's entries too.

        Args:
            told: the latest feed number the city ever told this window, and its signature over it.
        """
        asked = {"since": cursor, "told": told[0], "told_seal": told[1], **({"own": 1} if own else {})}
        letter = self._letter(CityEntries, self._ask("GET", f"/v1/entries?{urlencode(asked)}"))
        seals.check_kept(self._city_key, letter.entries)
        return letter

    def offer(self, letter: OfferLetter) -> OfferAnswer:
        """Offer again what the city kept before it was restored from an older copy."""
        body = letter.model_dump_json().encode()
        return self._letter(OfferAnswer, self._ask("POST", "/v1/entries/offered", body, "application/json"))

    def neighbours(self) -> NeighboursAnswer:
        """The windows of this county with their public keys, under the city's seal."""
        told = self._letter(NeighboursAnswer, self._ask("GET", "/v1/windows"))
        seals.check_neighbours(self._city_key, told)
        return told

    def city(self) -> CityCard:
        """Who the city says it is; asked before there is a token."""
        return self._letter(CityCard, self._ask("GET", "/v1/city"))

    def enrol(self, letter: EnrolLetter) -> EnrolAnswer:
        """Hand in the code of an invitation."""
        body = letter.model_dump_json().encode()
        return self._letter(EnrolAnswer, self._ask("POST", "/v1/enrol", body, "application/json"))

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        kind: str = "",
        *,
        allow: tuple[int, ...] = (),
    ) -> urllib3.BaseHTTPResponse:
        headers: dict[str, str] = {**self._headers, **({"Content-Type": kind} if kind else {})}
        try:
            answer = self._pool.request(method, self._base + path, body=body, headers=headers, redirect=False)
        except urllib3.exceptions.SSLError as error:
            raise _clock(type(error).__name__) from error
        except (urllib3.exceptions.TimeoutError, urllib3.exceptions.ProtocolError) as error:
            raise _down("对方没有回应") from error
        except urllib3.exceptions.HTTPError as error:
            raise _down("线路不通") from error
        if answer.status in allow or 200 <= answer.status < 300:
            return answer
        raise _refused(answer.status, answer.headers, answer.data)

    @staticmethod
    def _letter(kind: type[LetterT], answer: urllib3.BaseHTTPResponse) -> LetterT:
        if "json" not in answer.headers.get("Content-Type", ""):
            raise _captive()
        try:
            return kind.model_validate_json(answer.data)
        except ValidationError as error:
            raise _protocol("回执读不出来") from error


def _captive() -> LineTrouble:
    return LineTrouble(
        "网络把请求拦到了别的页面（要先登录上网）",
        "记录没有发出，都在本机",
        "请在浏览器里完成上网登录，之后自动续传",
        code="captive",
    )


def _protocol(reason: str) -> LineTrouble:
    return LineTrouble(
        f"市级平台的回答不合约定（{reason}）",
        "记录按未送达处理，都在本机",
        "会再送一次，市级按同一编号认，不会重复；一直这样请告诉管理员",
        code="protocol",
    )


def _refused(status: int, headers: Mapping[str, str], body: bytes) -> LineTrouble:
    if status in (429, 503):
        after = headers.get("Retry-After", "")
        return RateLimited(float(after) if after.isdigit() else 30.0)
    if status == 403 and _trouble(body).code == "revoked":
        return LineTrouble(
            _trouble(body).sentence or REVOKED,
            "收件、受理、打印照常，要送的记录都在本机",
            "请管理员向市级要新的登记单，重新登记后自动续传",
            code="revoked",
        )
    if status in (401, 403):
        return LineTrouble(
            "市级平台不认本窗口的身份",
            "记录没有发出，都在本机",
            "请管理员核对本窗口的登记",
            code="unauthorised",
        )
    if 300 <= status < 400 or status == 511:
        return _captive()
    if status >= 500:
        return LineTrouble(
            f"市级平台出了故障（{status}）", "记录都在本机", "过一会儿自动再送，不会重复", code="city_trouble"
        )
    return LineTrouble(
        _trouble(body).sentence or f"市级平台没有收下（{status}）", "记录都在本机", "请管理员看原因", code="refused"
    )


def _trouble(body: bytes) -> Trouble:
    try:
        return Trouble.model_validate(json.loads(body))
    except (ValueError, ValidationError):
        return Trouble(code="", sentence="")
