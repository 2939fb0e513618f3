"""What the letters of a case say between acceptance and its end, as frozen values. Facts only, no layout.

The words that follow from the mode – in whose name, which seal, where to object – come filled by the desk.
Slips, forms and registers are in ``models.papers_rolls``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from models.papers import PaperHead, PaperParty
from models.rules.terms import Doc

# What a view's ``variant`` may say; printing knows these words.
VARIANTS = {
    Doc.TOLERANCE: ("容缺受理通知书", "容缺承诺书"),
    Doc.SPECIAL_PROC: ("特别程序告知书", "恢复计时告知书"),
    Doc.HEARING: ("听证告知书", "利害关系人告知书", "听证公告", "听证通知书"),
    Doc.APPROVE: ("准予许可决定书", "准予变更决定书", "准予延续决定书", "注销决定书"),
    Doc.REJECT: ("不予许可决定书", "不予变更决定书", "不予延续决定书"),
    Doc.WITHDRAW: ("撤回申请书", "终止办理通知书", "中止审批通知书", "恢复审批通知书"),
    Doc.SEAL_LEDGER: ("用印登记簿", "2号章登记簿"),
}


@dataclass(frozen=True, slots=True)
class Matter:
    """The case as a later paper cites it."""

    item: str
    handling_item: str
    received_on: date
    accepted_on: date | None = None  # None: not accepted, or accepted by the city
    accept_number: str = ""


@dataclass(frozen=True, slots=True)
class Remedy:
    """救济途径: where to object, with full names (许可法第三十八条第二款)."""

    reconsideration_organ: str
    reconsideration_where: str
    reconsideration_url: str
    court: str


@dataclass(frozen=True, slots=True)
class TolerableLine:
    """A material that may come later (容缺)."""

    seq: str
    material: str
    form: str  # 补齐形式: 原件1份 | 网上上传…
    due: date | None
    basis: str


@dataclass(frozen=True, slots=True)
class TolerancePaper:
    """容缺受理通知书 | 容缺承诺书."""

    head: PaperHead
    party: PaperParty
    variant: str
    matter: Matter
    lines: tuple[TolerableLine, ...]
    basis: str  # the local rule
    due: date | None
    due_note: str  # 不超过承诺时限
    overdue: str  # 逾期处理
    promises: tuple[str, ...]
    in_name_of: str = ""
    seal: str = "专用章位"


@dataclass(frozen=True, slots=True)
class CommitmentPaper:
    """告知承诺书: what the organ tells, what the applicant promises."""

    head: PaperHead
    party: PaperParty
    matter: Matter
    subject: str  # 证明事项 or 许可条件, by name
    bases: tuple[str, ...]
    conditions: tuple[str, ...]  # what is to be proved or met
    way: str  # 承诺方式
    effect: str
    liability: str
    check_how: str
    check_until: str
    published: str  # 是否公开承诺书及期限
    proxy: str  # 代为承诺的授权; "" = in person
    promises: tuple[str, ...]
    in_name_of: str = ""
    seal: str = "机关印章位"


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One thing to pay for."""

    seq: str
    name: str
    basis: str  # law or administrative regulation
    standard: str  # 200元／证
    quantity: str  # 1证
    amount_fen: int


@dataclass(frozen=True, slots=True)
class FeePaper:
    """缴费通知书（非税缴款通知）."""

    head: PaperHead
    party: PaperParty
    matter: Matter
    payer: str
    lines: tuple[FeeLine, ...]
    total_fen: int
    total_words: str  # 大写
    payee: str
    payee_code: str
    pay_code: str
    due: date | None
    due_note: str
    relief: str  # 减免情况
    overdue: str
    how: str  # channels
    bill: str  # 票据
    in_name_of: str = ""
    seal: str = "业务章位"


@dataclass(frozen=True, slots=True)
class SpecialPaper:
    """特别程序告知书 | 恢复计时告知书 (许可法第四十五条)."""

    head: PaperHead
    party: PaperParty
    variant: str
    matter: Matter
    kind_code: str  # 1 延长审批 | 2 其他
    kind: str  # 检验、检测、鉴定、专家评审…
    reason: str
    basis: str
    begins_on: date
    expected: str  # 预计所需时间, with its unit
    expected_until: date | None
    ends_on: date | None = None  # 恢复: the day the procedure ended
    resumes_on: date | None = None  # 恢复: the first day that counts again
    days_out: str = ""
    used: str = ""
    left: str = ""
    old_due: date | None = None
    new_due: date | None = None
    in_name_of: str = ""
    seal: str = "专用章位"


@dataclass(frozen=True, slots=True)
class ExtendPaper:
    """延长审查期限通知书 (许可法第四十二条)."""

    head: PaperHead
    party: PaperParty
    matter: Matter
    old_due: date
    new_due: date
    days: str  # 10个工作日
    reason: str
    basis: str
    approver: str
    approved_on: date
    in_name_of: str = ""
    seal: str = "印章位"


@dataclass(frozen=True, slots=True)
class HearingPaper:
    """听证告知书 | 利害关系人告知书 | 听证公告 | 听证通知书 (许可法第三十六条、第四十六至四十八条)."""

    head: PaperHead
    party: PaperParty  # the applicant
    variant: str
    matter: Matter
    to: tuple[str, ...]  # who is addressed; empty = the applicant, or the public
    others: tuple[str, ...]  # 利害关系人
    about: str  # what is to be decided
    reason: str  # why others are touched, or why a hearing is held
    basis: str
    apply_until: date | None = None
    at: datetime | None = None
    place: str = ""
    host: str = ""
    recorder: str = ""
    reviewer: str = ""  # 审查人员
    openness: str = ""  # 公开举行 and its limits
    sign_up: str = ""  # 公告: how to take part
    contact: str = ""
    in_name_of: str = ""
    seal: str = "印章位"


@dataclass(frozen=True, slots=True)
class ApprovePaper:
    """准予行政许可决定书 | 准予变更 | 准予延续 | 注销决定书."""

    head: PaperHead
    party: PaperParty
    variant: str
    matter: Matter
    finding: str  # 审查结论
    bases: tuple[str, ...]
    grants: tuple[tuple[str, str], ...]  # 许可内容、范围… as (label, value)
    term: str  # 许可期限
    renew_until: date | None
    renew_note: str
    certificate: str
    certificate_number: str
    publicity: str  # 公开提示（第四十条）
    delivery: str
    conditions: tuple[str, ...] = ()
    in_name_of: str = ""
    seal: str = "印章位"
    remedy: Remedy | None = None  # 注销, and decisions with conditions


@dataclass(frozen=True, slots=True)
class RejectPaper:
    """不予行政许可决定书 | 不予变更 | 不予延续."""

    head: PaperHead
    party: PaperParty
    variant: str
    matter: Matter
    facts: str  # 查明的事实
    reasons: str
    bases: tuple[str, ...]
    standard: str  # 所依据技术标准（第五十五条）; "" = not of that kind
    returned: str
    remedy: Remedy
    in_name_of: str = ""
    seal: str = "印章位"


@dataclass(frozen=True, slots=True)
class WithdrawPaper:
    """撤回申请书 | 终止办理通知书 | 中止审批通知书 | 恢复审批通知书."""

    head: PaperHead
    party: PaperParty
    variant: str
    matter: Matter
    on: date  # withdrawn, ended, stopped, resumed on
    reason: str
    basis: str
    materials: str  # 材料处理
    used: str = ""
    left: str = ""
    resume: str = ""  # 恢复后续表办法
    new_due: date | None = None
    unilateral: bool = False  # the organ ends it by itself
    remedy: Remedy | None = None
    in_name_of: str = ""
    seal: str = "专用章位"
