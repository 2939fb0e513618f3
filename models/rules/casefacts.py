"""What has happened in a case and what the act at hand brings, as far as the rules look at it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.rules.settings import Settings
from models.rules.terms import Act, CaseState, Mode, Outcome, SealKind


class Ground(StrEnum):
    """Why an application is not accepted (许可法第三十二条第一款第一、二项, 第七十八条)."""

    NO_LICENCE = "no_licence"
    NOT_OURS = "not_ours"
    FALSE_PAPERS = "false_papers"


class EndReason(StrEnum):
    """Why the organ ends a case itself."""

    APPLICANT_GONE = "申请人死亡或者依法终止"
    OBJECT_GONE = "申请事项依法不再办理"
    NOT_SUPPLEMENTED = "逾期不补正"
    TOLERATED_LATE = "逾期未补齐容缺材料"


class Hearing(StrEnum):
    """How far a hearing has come (许可法第四十六至四十八条)."""

    NONE = "none"
    TOLD = "told"  # five days to apply
    WAIVED = "waived"
    ASKED = "asked"
    CALLED = "called"
    HELD = "held"  # with its record


class Fee(StrEnum):
    """Where the fee stands."""

    NONE = "none"  # the guide says so, or nothing is charged
    OPEN = "open"  # charged, no notice yet
    NOTICED = "noticed"
    PAID = "paid"
    WAIVED = "waived"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The case so far, then what the act at hand brings; callers fill in what they know with ``replace``."""

    # --- so far (``record`` keeps these from the log)
    accepted: bool = False
    asked: tuple[int, ...] = ()  # materials the first notice named; () = none went out
    review: Outcome | None = None
    opinion: Outcome | None = None
    decision: Outcome | None = None
    back_to: CaseState | None = None  # where a special procedure or 中止 goes back to
    extended: bool = False
    hearing: Hearing = Hearing.NONE
    hearing_record: str = ""  # what the record of the hearing is filed under
    tolerated: bool = False  # a tolerated material is still out
    committed: bool = False
    fee: Fee = Fee.NONE
    pushed: bool = False
    published: bool = False
    filed: bool = False
    post_filed: bool = False
    post_checked: bool = False
    archived: bool = False
    # --- what the item and the case are
    filing: bool = False  # 备案类
    licence: bool = True  # 行政许可: publicity and the licence law's own rules
    classified: bool = False  # 涉密
    may_tolerate: bool = False  # the guide lets what is missing be tolerated
    may_commit: bool = False  # the guide offers 告知承诺
    bad_credit: bool = False  # 未修复的失信记录
    special: tuple[str, ...] = ()  # stops the item's own law adds to art. 45
    extension: str = ""  # "" none | art42 | guide: what an extension may rest on
    abey_clause: str = ""  # the rule 中止 rests on; "" = none
    # --- clocks, as today reads them
    silent: bool = False  # five working days have passed without a notice
    past_due: bool = False  # the statutory date has passed
    # --- what the act at hand brings
    outcome: Outcome | None = None
    reason: str = ""
    late_reason: str = ""
    ground: Ground | None = None
    end_reason: EndReason | None = None
    asking: tuple[int, ...] = ()  # materials this notice names
    pause: str = ""  # 鉴定, 专家评审 …
    told: bool = False  # the applicant is told in writing, by the paper this act makes
    approver: str = ""
    inspectors: tuple[str, ...] = ()
    seal: SealKind | None = None
    record: str = ""  # the hearing's record: given when held, named again by the decision
    identity_checked: bool = False
    mailed: bool = False
    signed: bool = False  # the applicant has signed the undertaking


@dataclass(frozen=True, slots=True)
class Move:
    """One act about to be done; what a guard looks at."""

    mode: Mode | None
    state: CaseState | None
    act: Act
    facts: CaseFacts
    settings: Settings
