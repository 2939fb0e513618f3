"""What staff write when they act on a case in hand, as frozen values: findings, visits, decisions, deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from models.rules.terms import Outcome

MEETS, FAILS, NOT_THIS = "符合", "不符合", "不适用"


@dataclass(frozen=True, slots=True)
class Finding:
    """One review point with what was found."""

    seq: int
    point: str
    basis: str = ""
    verdict: str = MEETS  # 符合 | 不符合 | 不适用
    note: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """现场核查: who looked, when, where, what came of it (许可法第三十四条第三款)."""

    begins: datetime
    ends: datetime
    place: str
    inspectors: tuple[tuple[str, str], ...]  # (name, number of the enforcement card); two or more
    visited: str
    visited_role: str
    findings: tuple[Finding, ...]
    conclusion: str
    statement: str = ""
    evidence: str = ""
    recorder: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a review or an opinion says."""

    outcome: Outcome
    words: str  # 综合意见; the reasons when it denies


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it is to be printed."""

    outcome: Outcome
    finding: str  # 审查结论, or the facts found when it denies
    reason: str = ""  # why not
    late_reason: str = ""  # why only now, when the date has passed
    content: tuple[tuple[str, str], ...] = ()  # 许可内容、范围 as (label, value)
    valid_from: date | None = None
    valid_until: date | None = None  # None = as the guide says
    certificate_number: str = ""
    conditions: tuple[str, ...] = ()
    standard: str = ""  # technical standard a denial rests on (许可法第五十五条第三款)
    record: str = ""  # the hearing's record it rests on (第四十八条第二款)


@dataclass(frozen=True, slots=True)
class Hands:
    """Who approved a use of a seal, who pressed it, who watched."""

    approver: str
    user: str
    watcher: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How papers reach the applicant."""

    way: str  # 直接 | 邮寄 | 电子 | 留置 | 公告 | 委托
    receiver: str
    deliverers: tuple[str, ...] = ()
    address: str = ""
    carrier: str = ""
    mail_number: str = ""
    mail_signed: str = ""
    consent: str = ""  # 电子送达: agreed beforehand
    proxy: str = ""
    proxy_reason: str = ""
    witness: str = ""
    identity_checked: bool = False
    checked_how: str = ""  # 居民身份证原件, 人证一致
    signed: bool = False
    remark: str = ""


MAIL = "邮寄"
