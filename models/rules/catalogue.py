"""What a city pack says, as frozen values: items, rules, questions, organs, guides. Imports only terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from models.rules.terms import Mode, PowerType, Ruling

Fact = str | bool | Decimal
Facts = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a city's list (事项)."""

    key: str  # stable inside a pack, e.g. "附件/71"
    list_name: str  # 附件, 附件1, 清单一 …
    no: int
    name: str  # what the window shows: 子项 where there is one, else 主项
    parent: str  # 主项 when name is a 子项, else ""
    department: str  # 主管部门 as printed
    city_organ: str  # full name of the city organ that decides or stamps
    county_organ: str  # full name of the undertaking county organ, {county} replaced at resolve time
    power_type: PowerType | None
    printed_mode: Mode | None  # what the list prints; rules win
    remark: str  # as printed
    guide_id: str  # "" when 指南待录入
    handling_items: tuple[str, ...]  # 业务办理项; empty = not divided
    initials: str  # pinyin initials, stored at import
    pinyin: str  # full pinyin without tones or spaces
    task_code: str = ""  # 实施编码 (31) when known
    classified: bool = False  # 涉密
    in_force_from: date | None = None
    in_force_until: date | None = None
    suspended: str = ""  # reason when 停用 or 过渡期由市办


@dataclass(frozen=True, slots=True)
class Question:
    """A fact asked at intake, only when a rule needs it."""

    id: str
    text: str
    kind: str  # choice | number | yes_no | handling_item (answered by choosing the 业务办理项)
    options: tuple[str, ...] = ()
    unit: str = ""
    hint: str = ""
    passes: str = ""  # short words beside an answer that leads nowhere outside, e.g. 属下放的两个泉域之一


@dataclass(frozen=True, slots=True)
class Condition:
    """One test on one fact; all tests of a case must hold."""

    fact: str
    op: str  # eq, ne, in, not_in, lt, le, gt, ge, is_true, is_false
    value: Fact | tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class RuleCase:
    """First case whose ``any`` of ``all`` conditions holds wins."""

    any_of: tuple[tuple[Condition, ...], ...]  # empty = else
    ruling: Ruling
    mode: Mode | None  # with DELEGATED; None = lets pass to the next rule or the list's own mode
    reason: str  # the sentence the clerk sees; {names} are filled in by ``wording``
    comment: str = ""  # short words beside the question that decided, e.g. 超出下放范围1.2万立方米
    instead: str = ""  # key of the item the case is listed under, when it is not this one


@dataclass(frozen=True, slots=True)
class ScopeRule:
    """A remark or a limit hidden in a name, as a rule (scope_rules)."""

    id: str  # JC-1
    item_keys: tuple[str, ...]  # keys, or "附件1/*" for a whole list
    clause: str  # 晋市政发〔2025〕9号附件第1项备注
    quote: str  # the remark as printed
    questions: tuple[Question, ...]
    cases: tuple[RuleCase, ...]
    scope_lines: tuple[str, ...] = ()  # 本窗口可办的范围, shown in the guide column
    doubt: str = ""
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A counter people are sent to."""

    organ: str
    desk: str = ""
    address: str = ""
    phone: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A county, district or function zone that may run windows."""

    code: str  # six digits
    name: str
    kind: str  # 县 | 市 | 区 | 功能区
    pilot: bool  # named by the policy as undertaking
    hall: str
    approval_organ: str  # full name printed on papers
    doc_word: str  # 机关代字 高审
    government: str  # reconsideration organ for the county's own acts
    court: str
    phone: str = ""
    address: str = ""
    reconsideration_address: str = ""
    reconsideration_phone: str = ""
    reconsideration_url: str = ""
    official_code: bool = True  # GB/T 2260


@dataclass(frozen=True, slots=True)
class Policy:
    """city.toml: the document's own terms and the settings it leaves open (domain G)."""

    city_id: str  # jincheng
    city: str  # 晋城市
    city_code: str
    document: str  # 晋市政发〔2025〕9号
    title: str
    issued: date | None  # None = the copy at hand bears no date
    in_force_from: date
    city_government: str
    city_court: str
    tracking_host: str  # HTTPS://… upper case, alphanumeric QR mode
    forward_days: int  # county part of a forwarded case, working days (setting)
    supplement_days: int | None  # days to bring what is missing; None = not printed (no law sets them)
    monthly_filing_day: int
    entrust_seal: str  # setting with 待核定
    receive_only_anchor: str  # county_receipt (cautious)
    both_levels: bool  # applicant may choose city or county (晋城二(一))
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Material:
    """申请材料 of a guide."""

    seq: int
    name: str
    required: str  # required | conditional | optional
    when: str = ""
    form: str = ""  # paper | electronic | both | ""
    original: int | None = None
    copy: int | None = None
    origin: str = ""
    notify_commit: str = ""  # allowed | forbidden | to_confirm | ""
    tolerate_missing: str = ""
    source: str = ""
    note: str = ""
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """时限 of a guide; see ``deadlines``."""

    kind: str  # receipt_check | decision | delivery | …
    applies_to: str
    value: int | None
    unit: str | None  # 工作日 | 日 | 月 | 即时
    day_rule: str  # workday | calendar | to_confirm | ""
    anchor: str
    source: str
    note: str = ""
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its mark."""

    text: str
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """办事指南, versioned and dated; a case is pinned to the version it was taken under."""

    id: str
    version: str  # e.g. 2026-07-01
    item_name: str
    power_types: tuple[PowerType, ...]
    confidence: str  # high | medium | low
    bases: tuple[str, ...]
    basis_source: str
    applicant_kinds: tuple[str, ...]  # values of applicant_types
    handling_items: tuple[str, ...]
    conditions: tuple[Line, ...]
    conditions_source: str
    refusal_grounds: tuple[Line, ...]
    materials: tuple[Material, ...]
    materials_source: str
    counts_to_confirm: bool
    limits: tuple[Limit, ...]
    fee_charge: str  # none | cost_only | unknown
    fee_note: str
    result_names: tuple[str, ...]
    validity: str  # sentence: 5年 / 长期
    renewal: str  # sentence or ""
    special_procedures: tuple[str, ...]  # sentence each
    common_mistakes: tuple[str, ...]
    notes: tuple[str, ...]
    to_confirm: bool = False
    generic: bool = False  # True: the power type's own checklist, 指南待录入
    digest: str = ""


@dataclass(frozen=True, slots=True)
class CityPack:
    """A city's whole pack as loaded; guides are read one at a time through the loader."""

    id: str
    version: str
    policy: Policy
    regions: tuple[Region, ...]
    items: tuple[Item, ...]
    rules: tuple[ScopeRule, ...]
    places: Mapping[str, Place]  # by department or organ name, "" = the city hall's general desk
    digest: str = ""
