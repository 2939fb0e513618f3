"""Seals: the register, the agreement behind a No.2 seal, and whether a seal may be put to this paper of this case.

Sources: 国发〔1999〕25号第二十五条 (every use approved and written down), 济宁三(二)6 (No.2 seals: agreement, numbers,
only on what was the city's). The picture of a seal is nowhere in the program.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from models.errors import Refusal
from models.rules.guards_after import SEALS
from models.rules.settings import Settings
from models.rules.terms import Doc, Mode, SealKind

_NO2_CLAUSE = "济宁三(二)6"
_REGISTER_CLAUSE = "国发〔1999〕25号第二十五条"
_WINDOW_PAPERS = frozenset({Doc.RECEIPT, Doc.ACCEPT, Doc.SUPPLEMENT, Doc.REFUSE_ACCEPT, Doc.TOLERANCE, Doc.RETURN})
_NOTICE_PAPERS = frozenset({Doc.SPECIAL_PROC, Doc.EXTEND, Doc.WITHDRAW})
_COUNTY_PAPERS = frozenset({Doc.FORWARD, Doc.MONTHLY_FILING, Doc.REVIEW_OPINION})
_DECISIONS = frozenset({Doc.APPROVE, Doc.REJECT, Doc.HEARING, Doc.COMMITMENT})


@dataclass(frozen=True, slots=True)
class Agreement:
    """使用协议 of a No.2 seal: everything 济宁三(二)6 asks it to say."""

    number: str
    organ: str  # the city department whose seal it is
    users: frozenset[str]  # who may put it
    item_keys: frozenset[str]  # the items it covers; empty = all the department delegated
    situations: str  # in what cases
    keeping: str  # who keeps it, where
    liability: str
    since: date
    until: date | None = None

    def missing(self) -> tuple[str, ...]:
        """What the agreement fails to say."""
        said = {
            "编号": self.number,
            "使用人": self.users,
            "情形": self.situations,
            "保管": self.keeping,
            "责任": self.liability,
        }
        return tuple(name for name, value in said.items() if not value)

    def holds_on(self, day: date) -> bool:
        """Whether it is in force."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Seal:
    """One physical seal of the register."""

    id: str
    kind: SealKind
    name: str  # as engraved
    organ: str
    number: str = ""  # No.2 seals are numbered one by one
    keeper: str = ""
    since: date | None = None
    withdrawn: date | None = None  # handed back or destroyed
    agreement: str = ""  # number of the agreement it is used under

    def in_use(self, day: date) -> bool:
        """Whether the seal is in this hall's hands on the day."""
        return (self.since is None or self.since <= day) and (self.withdrawn is None or day < self.withdrawn)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be sealed: the case, the paper and the people."""

    mode: Mode | None
    item_key: str
    city_organ: str
    doc: Doc
    digest: str  # of the very bytes that were printed
    user: str
    approver: str
    was_citys: bool = True  # 原权限层级: the power was the city's before it was delegated


@dataclass(frozen=True, slots=True)
class Use:
    """One line of 用印登记簿."""

    serial: int
    at: datetime
    seal_id: str
    doc: Doc
    document_number: str
    case_no: str
    digest: str
    copies: int
    user: str
    approver: str
    agreement: str = ""
    ground: str = ""
    voided: str = ""  # why, when the sheet was spoilt

    def void(self, reason: str) -> Use:
        """The same line, struck out with its reason; nothing is ever taken from the book.

        Raises:
            Refusal: code ``void_reason`` or ``voided_before``.
        """
        if self.voided:
            raise _no("这一笔已经作废", "不能再次作废", "voided_before")
        if not reason.strip():
            raise _no("作废要写明原因", "请填写原因", "void_reason")
        return replace(self, voided=reason.strip())


def seal_kinds(mode: Mode | None, doc: Doc, settings: Settings | None = None) -> frozenset[SealKind]:
    """The kinds of seal a paper of this flow may bear at this hall; empty = it bears none here."""
    if doc in _WINDOW_PAPERS:
        return frozenset({SealKind.WINDOW})
    if doc in _COUNTY_PAPERS:
        return frozenset({SealKind.COUNTY})
    if doc in _NOTICE_PAPERS:
        return frozenset({SealKind.WINDOW, decision_seal(mode, settings)})
    if doc in _DECISIONS and mode is not None:
        return frozenset({decision_seal(mode, settings)})
    return frozenset()


def decision_seal(mode: Mode | None, settings: Settings | None = None) -> SealKind:
    """The seal a decision of this flow bears: the county's, the entrusting organ's, No.2, or the city's."""
    if mode in (Mode.DIRECT, None):
        return SealKind.COUNTY
    if mode is Mode.ENTRUST:
        return (settings or Settings()).entrust_seal
    return SEALS[mode] if mode is Mode.SUBSTANTIVE_SEAL2 else SealKind.CITY


def may_use(seal: Seal, asked: Asked, agreement: Agreement | None, on: date, settings: Settings | None = None) -> None:
    """Refuse a seal outside its scope; silent when it may be put.

    Raises:
        Refusal: ``seal_not_here``, ``seal_scope``, ``wrong_seal``, ``no_agreement``, ``agreement_gap``,
            ``agreement_over``, ``seal_user``, ``seal_organ``, ``no_approver``, ``no_paper``.
    """
    if not seal.in_use(on):
        raise _no(f"“{seal.name}”这一天不在用", "请选在用的印章", "seal_not_here")
    if seal.kind is SealKind.NO2:
        _no2(seal, asked, agreement, on)
    if seal.kind not in seal_kinds(asked.mode, asked.doc, settings):
        raise _wrong(seal, asked, settings)
    if not asked.digest:
        raise _no("还没有打印要盖章的文书", "请先出文书，空白纸张不用印", "no_paper")
    if not asked.approver.strip() or not asked.user.strip():
        raise _no(f"用印要有批准人和用印人（{_REGISTER_CLAUSE}）", "请填写后再用印", "no_approver")


def _no2(seal: Seal, asked: Asked, agreement: Agreement | None, on: date) -> None:
    if asked.mode is not Mode.SUBSTANTIVE_SEAL2 or not asked.was_citys:
        said = f"2号章只用于原属市级权限的业务，与县级原有权限严格区分（{_NO2_CLAUSE}）"
        raise _no(said, "这件请用县级印章", "seal_scope")
    if not seal.number:
        raise _no(f"2号章要逐枚编号（{_NO2_CLAUSE}）", "请在印章登记里补编号", "no_agreement")
    if agreement is None or agreement.number != seal.agreement:
        raise _no(f"2号章没有使用协议（{_NO2_CLAUSE}）", "请先与市直部门签协议并登记", "no_agreement")
    if gaps := agreement.missing():
        raise _no(f"使用协议没有写明{'、'.join(gaps)}（{_NO2_CLAUSE}）", "请补齐协议", "agreement_gap")
    if not agreement.holds_on(on):
        raise _no("使用协议不在有效期内", "请续签后再用印", "agreement_over")
    if agreement.organ != asked.city_organ:
        raise _no(f"这枚2号章是{agreement.organ}的，本事项属{asked.city_organ}", "请用对应部门的2号章", "seal_organ")
    if agreement.item_keys and asked.item_key not in agreement.item_keys:
        raise _no(f"本事项不在使用协议的范围内（{_NO2_CLAUSE}）", "请与市直部门核对协议范围", "seal_scope")
    if asked.user not in agreement.users:
        raise _no(f"{asked.user or '用印人'}不是协议写明的使用人（{_NO2_CLAUSE}）", "请由协议写明的人用印", "seal_user")


def _wrong(seal: Seal, asked: Asked, settings: Settings | None) -> Refusal:
    kinds = seal_kinds(asked.mode, asked.doc, settings)
    if not kinds:
        return _no(f"{asked.doc.zh}不盖章", "", "wrong_seal")
    names = "或".join(kind.value for kind in SealKind if kind in kinds)
    if SealKind.CITY in kinds:
        return _no(f"{asked.doc.zh}由市级盖{names}，本窗口不用印", "请等市级盖章后回传", "wrong_seal")
    return _no(f"{asked.doc.zh}应盖{names}，不是{seal.kind.value}", "请选对印章", "wrong_seal")


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A seal's book against the papers: lines without a paper, papers without a line, serials that jump."""

    lines_without_paper: tuple[int, ...]
    papers_without_line: tuple[str, ...]
    gaps: tuple[int, ...]

    @property
    def clean(self) -> bool:
        """Whether book and papers agree."""
        return not (self.lines_without_paper or self.papers_without_line or self.gaps)


def reconcile(uses: Sequence[Use], digests: Sequence[str]) -> Reconciled:
    """Check a book against the digests of the papers that should bear the seal; spoilt lines keep their serial."""
    known = set(digests)
    standing = [use for use in uses if not use.voided]
    serials = {use.serial for use in uses}
    whole = range(1, max(serials, default=0) + 1)
    return Reconciled(
        tuple(use.serial for use in standing if use.digest not in known),
        tuple(digest for digest in digests if digest not in {use.digest for use in standing}),
        tuple(n for n in whole if n not in serials),
    )


def _no(happened: str, todo: str, code: str) -> Refusal:
    return Refusal(happened, "没有登记用印", todo, code=code)
