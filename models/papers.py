"""What each paper says, as frozen values: the desk fills them, printing lays them out. Facts only, no layout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from models.rules.catalogue import Place
from models.rules.terms import Doc, Mode

if TYPE_CHECKING:
    from models.papers_rolls import AnyPaper


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What every paper carries."""

    doc: Doc
    organ: str  # full name of the organ that signs
    case_no: str
    number: str  # 文号, or "" when the case number is the number
    qr: str  # the whole payload; no personal data
    verify_code: str  # 8 characters, 4-4
    made_at: datetime
    clerk: str
    window: str  # 03号窗口
    hall: str
    phone: str
    tracking: str  # host for people to read
    copies: tuple[str, ...]  # ("第一联 申请人", "第二联 存根")
    times: int = 1  # 第N次打印
    offline: bool = False  # 断网受理 / 断网收件
    clock_wrong: bool = False  # 时间待核: this window's clock was more than a day off the city's
    draft: bool = False
    to_confirm: tuple[str, ...] = ()  # 待核定 lines shown on the paper
    printed_at: datetime | None = None  # this print; None = made_at (a reprint has a later one)
    printed_by: str = ""  # who prints this time; "" = clerk
    relayed: str = ""  # another organ's notice this window passes on; "" = its organ's own
    signed_on: date | None = None  # the day its organ signed; None = made_at


@dataclass(frozen=True, slots=True)
class PaperParty:
    """The applicant as a paper may show it."""

    name: str
    code_label: str  # 统一社会信用代码 | 居民身份证
    code_masked: str
    is_person: bool
    agent: str = ""
    agent_code_masked: str = ""
    agent_scope: str = ""


@dataclass(frozen=True, slots=True)
class PaperMaterial:
    """A line of a material table."""

    seq: str
    name: str
    form: str  # 原件 | 复印件 | 电子 | —
    copies: int
    pages: int
    origin: str
    tolerated: bool
    check: str  # 已收 | 未交 | 缺… | 已核原件
    bag: str = ""
    give_back: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """收件凭证（申请材料接收清单）."""

    head: PaperHead
    party: PaperParty
    item: str
    handling_item: str
    task_code: str
    mode_name: str
    accept_organ: str
    decide_organ: str
    received_at: datetime
    materials: tuple[PaperMaterial, ...]
    notice_due: date | None
    notice_lines: tuple[str, ...]  # how the date was counted
    filing: bool  # 备案类: no 视为受理 box
    late: bool = False  # entered after the papers were taken on a spare receipt


@dataclass(frozen=True, slots=True)
class AcceptPaper:
    """受理通知书."""

    head: PaperHead
    party: PaperParty
    item: str
    handling_item: str
    received_on: date
    accepted_on: date
    deemed: bool
    bases: tuple[str, ...]
    list_basis: str  # 晋市政发〔2025〕9号附件第71项
    mode: Mode
    mode_sentence: str
    materials_count: int
    pages: int
    promised_due: date | None
    promised_note: str
    statutory_due: date | None
    statutory_note: str
    accept_organ: str
    accept_note: str
    decide_organ: str
    decide_note: str
    special: str
    fee: str
    result_names: tuple[str, ...]
    delivery: str
    delivery_address_masked: str
    contacts: tuple[str, ...]
    batch_note: str = ""


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A line of the supplement notice."""

    seq: str
    material: str
    situation: str
    problem: str
    basis: str
    fix: str


@dataclass(frozen=True, slots=True)
class SupplementPaper:
    """补正材料一次性告知书."""

    head: PaperHead
    party: PaperParty
    item: str
    handling_item: str
    received_on: date
    materials_count: int
    pages: int
    lines: tuple[AskedLine, ...]
    notice_due: date | None
    bring_until: date | None
    bring_note: str
    footnote: str
    returned_by: str = ""  # the organ that sent an accepted case back; "" = nothing was accepted yet
    mend_until: date | None = None  # the running limit a mending has to leave room for


@dataclass(frozen=True, slots=True)
class RefusePaper:
    """不予受理决定（告知）书."""

    head: PaperHead
    party: PaperParty
    variant: str  # 不受理告知书 | 不予受理决定书
    item: str
    handling_item: str
    received_on: date
    request: str  # what was asked, with the facts
    ground: str  # the sentence of the rule
    kind: str  # 不予受理种类
    basis: str
    clause: str
    where: Place | None
    bring: str
    returned: str
    reconsideration_organ: str
    reconsideration_where: str
    reconsideration_url: str
    court: str


@dataclass(frozen=True, slots=True)
class Bag:
    """A bundle of originals that travels."""

    letter: str
    first: int
    last: int
    copies: int
    pages: int
    give_back: int
    barcode: str


@dataclass(frozen=True, slots=True)
class ForwardPaper:
    """转报函与材料移交清单."""

    head: PaperHead
    party: PaperParty
    to_organ: str
    item: str
    handling_item: str
    mode: Mode
    mode_sentence: str
    list_basis: str
    received_on: date
    accepted_on: date | None  # 委托收件不写
    accept_number: str
    used: str
    left: str
    forward_due: date | None
    promised_due: date | None
    statutory_due: date | None
    opinion: str  # 形式审查通过… or the county's opinion
    materials: tuple[PaperMaterial, ...]
    bags: tuple[Bag, ...]
    give_back: str
    delivery: str  # full address: it goes to the city
    contact: str
    other_contacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerTotals:
    """One line of sums."""

    rows: int = 0
    received: int = 0
    accepted: int = 0
    supplement: int = 0
    refused: int = 0
    forwarded: int = 0
    done: int = 0
    reprints: int = 0
    voided: int = 0
    fees_fen: int = 0


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A row of the ledger with what it adds to the sums."""

    cells: tuple[str, ...]  # 22
    adds: LedgerTotals


@dataclass(frozen=True, slots=True)
class DayLedgerPaper:
    """窗口日台账."""

    head: PaperHead
    day: date
    title: str
    window: str
    lines: tuple[LedgerLine, ...]
    digest: str  # over rows
    sequence_note: str
    chain_note: str = ""  # where the log ended and its digest there: 日志至第128条 3F2A 91C0 …
    reopened: str = ""  # 第2次日结；11-20 17:40 重开（甲、乙）：理由


Paper = ReceiptPaper | AcceptPaper | SupplementPaper | RefusePaper | ForwardPaper | DayLedgerPaper


@dataclass(frozen=True, slots=True)
class Rendered:
    """A paper as bytes; ``missing`` names every character no font has, with the field it stands in."""

    pdf: bytes
    pages: int
    missing: tuple[tuple[str, str], ...] = ()


class PaperMaker(Protocol):
    """A view in, PDF bytes out; same input, same bytes."""

    def __call__(self, paper: AnyPaper) -> Rendered:
        """Render ``paper``."""
        ...
