"""Frozen values handed to screens: nothing here is a row, nothing here can be changed by a widget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from models.rules.catalogue import Fact, Guide, Item, Place, Question
from models.rules.terms import Act, ApplicantKind, CaseState, Doc, IdKind, Light, Mode, QueueState, Ruling


@dataclass(frozen=True, slots=True)
class Staff:
    """Who is signed in."""

    id: str
    name: str
    role: str  # clerk | reviewer | supervisor | administrator


@dataclass(frozen=True, slots=True)
class Window:
    """The window this program stands at."""

    region: str  # 140581
    no: int  # 3
    region_name: str
    hall: str
    phone: str = ""

    @property
    def label(self) -> str:
        """03号窗口."""
        return f"{self.no:02d}号窗口"


@dataclass(frozen=True, slots=True)
class Party:
    """申请人."""

    kind: ApplicantKind = ApplicantKind.LEGAL_PERSON
    name: str = ""
    id_kind: IdKind = IdKind.CREDIT_CODE
    id_number: str = ""
    legal_rep: str = ""  # 法定代表人 or 负责人
    legal_rep_id: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """经办人、代理人."""

    name: str = ""
    id_kind: IdKind = IdKind.RESIDENT_ID
    id_number: str = ""
    phone: str = ""
    scope: str = "递交、补正、签收"
    until: date | None = None


@dataclass(frozen=True, slots=True)
class MaterialMark:
    """One line of the materials table as the clerk ticked it."""

    seq: int
    state: str = ""  # "" not looked at | received | missing | defective | not_needed | committed | tolerated
    originals: int | None = None
    copies: int | None = None
    pages: int | None = None
    problem: str = ""  # what is missing or wrong, in words for the notice
    fix: str = ""  # 补正要求
    scans: tuple[str, ...] = ()  # SHA-256 of blobs
    give_back: bool = False  # 原件须归还


@dataclass(frozen=True, slots=True)
class IntakeForm:
    """The whole form of 收件; saved as a draft at each change, never half."""

    draft_id: str
    item_key: str = ""
    handling_item: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    applicant: Party = field(default_factory=Party)
    agent: Agent | None = None
    conditions: tuple[bool, ...] = ()  # 受理条件 ticked; empty = taken as confirmed
    materials: tuple[MaterialMark, ...] = ()
    delivery: str = "窗口自取"  # 窗口自取 | 邮寄 | 电子证照
    delivery_address: str = ""
    started_at: datetime | None = None
    note: str = ""
    case_id: str = ""  # set when the form continues a case (补正)
    guide_version: str = ""
    spare: str = ""  # number of the spare receipt the papers were taken on (补录)
    received_at: datetime | None = None  # when they were, as written on it; None = now


@dataclass(frozen=True, slots=True)
class Gate:
    """One of the four gates under the verdict: 职权、主体、条件、材料."""

    name: str
    ok: bool | None  # None = not known yet
    text: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One cell of the 权责条."""

    label: str  # 收件 受理 形审 实审 决定 用印 送达 担责
    county: bool


@dataclass(frozen=True, slots=True)
class Duties:
    """权责条: who does what, drawn from resolve()."""

    county_name: str
    city_name: str
    cells: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """One clock: a date with the lines that explain it, or 未定 and why."""

    name: str
    due: date | None
    light: Light
    left: int | None  # working days left; negative = late
    whose: str  # 本窗口 | 审核岗 | 市级 | 申请人 | 停表
    short: str  # 收件当日不计，扣 21、22 日周末
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One line of the one-time notice (一次性告知清单)."""

    seq: int
    material: str
    situation: str  # 未交 | 不全 | 不符形式
    problem: str
    basis: str
    fix: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question of the scope rule with its answer as far as given."""

    question: Question
    answer: Fact | None
    ok: bool | None
    comment: str


@dataclass(frozen=True, slots=True)
class VerdictView:
    """What the form amounts to now; replaced whole, never patched.

    ``kind``: empty | ask | fix | ready | missing | tolerate | not_ours | no_licence | receive_only.
    ``keys``: key name (accept, supplement, tolerate, refuse, receive) → "" when it may be pressed, else the reason
    it may not.
    """

    kind: str
    title: str
    subtitle: str
    gates: tuple[Gate, ...]
    ruling: Ruling
    mode: Mode | None
    primary: str  # the one solid key
    keys: Mapping[str, str]
    clause: str = ""
    quote: str = ""
    reason: str = ""
    duties: Duties | None = None
    asked: tuple[AskedItem, ...] = ()
    effects: tuple[str, ...] = ()  # 受理即生效 lines
    deadlines: tuple[DeadlineView, ...] = ()
    papers: tuple[tuple[str, int], ...] = ()  # name, copies
    where: Place | None = None
    bring: str = ""
    questions: tuple[QuestionView, ...] = ()
    field_errors: Mapping[str, str] = field(default_factory=dict)  # e.g. applicant.id_number → sentence
    marks: tuple[str, ...] = ()  # 待核定 lines
    double_filing: tuple[str, ...] = ()  # open cases of the same applicant and item (防一事两报)


@dataclass(frozen=True, slots=True)
class GuideView:
    """The guide column beside the form."""

    item: Item
    guide: Guide
    source_line: str  # 行政许可 · 市场监管部门 · 晋市政发〔2025〕9号清单第71项 · 指南 2026-07-01 版
    scope_lines: tuple[str, ...] = ()
    scope_source: str = ""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A kept draft, offered for 恢复 or 丢弃."""

    draft_id: str
    item_name: str
    applicant: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A paper that exists: number and bytes are committed."""

    id: str
    case_id: str
    case_no: str
    doc: Doc
    number: str  # 高审受〔2026〕300017号 or the case number
    digest: str
    pages: int
    copies: int
    made_at: datetime
    prints: int  # times handed to a printer
    name: str = ""
    voided: str = ""  # why its number was voided, "" while it counts


@dataclass(frozen=True, slots=True)
class ActDone:
    """What an act left behind."""

    case_id: str
    case_no: str
    state: CaseState
    documents: tuple[DocumentView, ...]
    entries: tuple[str, ...]  # entry ids


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A line in any list of cases; never shows a whole ID number."""

    case_id: str
    case_no: str
    item_name: str
    applicant: str
    mode: Mode | None
    ruling: Ruling
    state: CaseState
    next_step: str
    next_note: str
    due: date | None
    light: Light
    left: int | None
    whose: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One entry of the log as a person reads it."""

    entry_id: str
    version: int
    at: datetime
    act: Act
    title: str
    text: str
    paper: str  # number of the paper made, if any
    actor: str
    city: bool
    sent: str  # 已报市 | 等待 | 要人处理 | 市级
    document_id: str = ""
    counts: bool = True  # False: another act came first; kept and shown, but it moves nothing


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case with its timeline."""

    row: CaseRow
    handling_item: str
    source_line: str
    timeline: tuple[TimelineRow, ...]
    deadlines: tuple[DeadlineView, ...]
    documents: tuple[DocumentView, ...]
    materials: tuple[tuple[MaterialMark, str], ...]  # with names
    duties: Duties | None
    afterwards: tuple[tuple[str, str, str], ...]  # 办结之后: label, value, note
    applicant_masked: str
    chain_ok: bool
    can: Mapping[str, str]  # act → "" or reason: take_supplement, forward, reprint


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One entry waiting for, or taken by, the city."""

    entry_id: str
    case_id: str
    case_no: str
    item_name: str
    applicant: str
    content: str  # 受理 | 转报材料 第4条
    attachments: str  # 44 页 · 9.8 MB
    state: QueueState
    queued_at: datetime
    attempts: int
    next_try: datetime | None
    reason: str  # why it waits or is held, in plain Chinese
    who: str  # who must act
    receipt: str


@dataclass(frozen=True, slots=True)
class QueueView:
    """The 转报 page."""

    rows: tuple[QueueRow, ...]
    waiting: int
    held: int
    delivered_today: int
    oldest: datetime | None
    line: str  # up | down | unknown
    line_since: datetime | None
    line_note: str
    line_code: str = ""  # why the line is down, as a short name
    clock: str = ""  # how this clock differs from the city's, "" while it does not matter


@dataclass(frozen=True, slots=True)
class TodayView:
    """The 今日 page."""

    urgent: tuple[tuple[str, int, str], ...]  # name, count, note
    rows: tuple[CaseRow, ...]
    open_cases: int
    week: tuple[tuple[str, int, int], ...]  # 周一, received, done
    queue: tuple[int, int, int]  # delivered today, waiting, held
    notices: tuple[tuple[str, str], ...]  # for the administrator: title, note
    last_receipt: datetime | None = None
    backup: tuple[str, str, str] = ("", "", "")  # the last verified backup: title, note, good | none | bad


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """22 columns of 日台账 in order, already words."""

    case_id: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LedgerCheck:
    """One line of 日结核对."""

    ok: bool | None  # None = a warning
    title: str
    text: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class LedgerView:
    """The day as the supervisor signs it."""

    day: date
    window: str
    rows: tuple[LedgerRow, ...]
    totals: Mapping[str, int]  # 收件 受理 补正 不予受理 办结 转报
    checks: tuple[LedgerCheck, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A result of Ctrl+K: an item, a case or a command."""

    kind: str  # item | case | command
    key: str
    title: str
    note: str
