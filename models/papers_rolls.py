"""What forms, slips and registers say, as frozen values: opinions, records, delivery, hand-over, monthly filing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from models.papers import Paper, PaperHead, PaperMaterial, PaperParty
from models.papers_more import (
    ApprovePaper,
    CommitmentPaper,
    ExtendPaper,
    FeePaper,
    HearingPaper,
    Matter,
    RejectPaper,
    SpecialPaper,
    TolerancePaper,
    WithdrawPaper,
)


@dataclass(frozen=True, slots=True)
class ReviewPoint:
    """One 审查要点 or 核查内容 with what was found."""

    seq: str
    point: str
    basis: str
    verdict: str  # 符合 | 不符合 | 不适用
    note: str


@dataclass(frozen=True, slots=True)
class SiteVisit:
    """现场核查: who looked, when, where."""

    begins: datetime
    ends: datetime
    place: str
    inspectors: tuple[tuple[str, str], ...]  # (name, 执法证号); two or more
    visited: str  # 被核查人
    visited_role: str


@dataclass(frozen=True, slots=True)
class SignedOpinion:
    """What one of 承办、复核、签发 said."""

    role: str  # 承办人 | 复核人 | 签发人
    words: str
    name: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewPaper:
    """审查意见表（准予同意审查意见）."""

    head: PaperHead
    party: PaperParty
    matter: Matter
    points: tuple[ReviewPoint, ...]
    site: SiteVisit | None
    site_result: str
    opinion: str  # 准予 | 不予 with reasons
    agreed: bool
    signed: tuple[SignedOpinion, ...]
    to_organ: str = ""
    in_name_of: str = ""
    seal: str = "审批公章位"


@dataclass(frozen=True, slots=True)
class SiteRecordPaper:
    """现场核查笔录."""

    head: PaperHead
    party: PaperParty
    matter: Matter
    site: SiteVisit
    told: str  # identity shown, right to challenge
    points: tuple[ReviewPoint, ...]
    statement: str  # what the inspected party said
    evidence: str  # photographs, copies
    conclusion: str
    recorder: str


@dataclass(frozen=True, slots=True)
class HearingPerson:
    """Who took part in a hearing."""

    role: str
    name: str
    note: str = ""  # 单位、职务、证件 (masked)


@dataclass(frozen=True, slots=True)
class HearingRecordPaper:
    """听证笔录."""

    head: PaperHead
    party: PaperParty
    matter: Matter
    begins: datetime
    ends: datetime
    place: str
    openness: str
    people: tuple[HearingPerson, ...]  # host and recorder among them
    told: str  # rights told, answer about challenge
    said: tuple[tuple[str, str], ...]  # (speaker, words)


@dataclass(frozen=True, slots=True)
class DeliveredPaper:
    """A paper that was delivered."""

    name: str
    number: str
    copies: int


@dataclass(frozen=True, slots=True)
class DeliveryPaper:
    """送达回证. Empty texts leave room to write."""

    head: PaperHead
    party: PaperParty
    item: str
    papers: tuple[DeliveredPaper, ...]
    recipient: str
    address: str
    way: str  # 直接 | 留置 | 邮寄 | 电子 | 公告 | 委托
    consent: str = ""  # 电子送达: agreed beforehand, when and how
    arrived: datetime | None = None
    mail: str = ""  # carrier and number
    mail_signed: str = ""
    receiver: str = ""
    received_at: datetime | None = None
    proxy: str = ""
    proxy_reason: str = ""
    deliverers: tuple[str, ...] = ()
    witness: str = ""
    remark: str = ""
    seal: str = "印章位（可选）"


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """A certificate or paper handed over."""

    name: str
    number: str
    count: int


@dataclass(frozen=True, slots=True)
class PickupPaper:
    """结果领取凭证 (A5)."""

    head: PaperHead
    party: PaperParty
    item: str
    certificates: tuple[CertificateLine, ...]
    taker: str
    checked: str  # 领取人身份核验
    proxy: str  # 代领授权
    way: str  # 窗口 | 邮寄
    mail: str
    taken_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReturnPaper:
    """退件（材料退还）清单 (A5)."""

    head: PaperHead
    party: PaperParty
    item: str
    materials: tuple[PaperMaterial, ...]
    reason: str
    kept: str  # 留存复印件说明
    seal: str = "窗口章位"


@dataclass(frozen=True, slots=True)
class MonthlyRow:
    """One item of a month."""

    department: str
    item: str
    mode: str
    received: int
    accepted: int
    refused: int
    forwarded: int
    granted: int
    denied: int
    pending: int
    late: int


@dataclass(frozen=True, slots=True)
class MonthlyCase:
    """One case of the annex."""

    case_no: str
    applicant: str
    item: str
    accepted_on: date | None
    done_on: date | None
    result: str
    certificate: str


@dataclass(frozen=True, slots=True)
class MonthlyPaper:
    """市县同权事项办理情况月度备案表: one city department a paper."""

    head: PaperHead
    unit: str
    month: date
    to_organ: str
    rows: tuple[MonthlyRow, ...]
    cases: tuple[MonthlyCase, ...]
    due: date | None
    note: str = ""
    seal: str = "公章位"


@dataclass(frozen=True, slots=True)
class SealUseLine:
    """One use of a seal."""

    at: datetime
    seal: str
    agreement: str  # 使用协议号 of a No.2 seal
    paper: str
    paper_number: str
    case_no: str
    copies: int
    reason: str
    city_power: str  # 是否原市级权限
    approver: str
    user: str
    keeper: str
    voided: str
    note: str


@dataclass(frozen=True, slots=True)
class SealLedgerPaper:
    """用印登记簿 | 2号章登记簿."""

    head: PaperHead
    variant: str
    unit: str
    period: str
    lines: tuple[SealUseLine, ...]
    digest: str
    note: str


@dataclass(frozen=True, slots=True)
class VolumeLine:
    """One paper of a volume."""

    number: str
    author: str
    title: str
    on: date
    pages: str  # 1—6
    digest: str  # SHA-256 of the electronic copy; "" = paper only


@dataclass(frozen=True, slots=True)
class VolumePaper:
    """卷内目录."""

    head: PaperHead
    party: PaperParty
    item: str
    volume: str
    keeper: str  # 归档单位 市 | 县 | 两级
    retention: str
    lines: tuple[VolumeLine, ...]
    note: str


@dataclass(frozen=True, slots=True)
class HandedVolume:
    """One volume of a hand-over."""

    volume: str
    title: str
    papers: int
    pages: int
    span: str
    retention: str
    keeper: str
    digest: str


@dataclass(frozen=True, slots=True)
class HandoverPaper:
    """归档移交表."""

    head: PaperHead
    from_unit: str
    to_unit: str
    basis: str
    volumes: tuple[HandedVolume, ...]
    note: str


@dataclass(frozen=True, slots=True)
class CourierBag:
    """One bag of a courier's run; no name of an applicant travels with it."""

    code: str
    case_no: str
    letter: str
    item: str
    to_organ: str
    copies: int
    pages: int
    give_back: int


@dataclass(frozen=True, slots=True)
class CourierPaper:
    """原件交接单: what one courier takes along, signed by both sides."""

    head: PaperHead
    from_unit: str
    way: str  # 机要 | 专人 | 快递
    number: str  # of the consignment
    handed: str
    taken: str
    bags: tuple[CourierBag, ...]


@dataclass(frozen=True, slots=True)
class SpareSheet:
    """One receipt to be filled in by hand; everything it says in advance stands in its head."""

    head: PaperHead


@dataclass(frozen=True, slots=True)
class SpareKitPaper:
    """断电备用单: the card of what to do without power, then blank receipts numbered and signed in advance."""

    head: PaperHead
    sheets: tuple[SpareSheet, ...]


AnyPaper = (
    Paper | TolerancePaper | CommitmentPaper | FeePaper | ReviewPaper | SiteRecordPaper | SpecialPaper | ExtendPaper
    | HearingPaper | HearingRecordPaper | ApprovePaper | RejectPaper | DeliveryPaper | PickupPaper | ReturnPaper
    | WithdrawPaper | MonthlyPaper | SealLedgerPaper | VolumePaper | HandoverPaper
    | CourierPaper | SpareKitPaper
)  # fmt: skip
