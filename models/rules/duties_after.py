"""What a decision leaves to be done, flow by flow with its clause: push, publicity, filing, report, check."""

from __future__ import annotations

from dataclasses import dataclass

from models.rules.flows import FLOWS
from models.rules.guards_after import files_monthly
from models.rules.settings import Settings
from models.rules.terms import Act, Clock, Mode, Outcome
from models.rules.ways import CITY_REVIEWS, FORWARDING

COUNTY_SUPERVISOR = "县级行业主管部门"
BOTH_SUPERVISORS = "市县两级监管部门和执法机构"


@dataclass(frozen=True, slots=True)
class After:
    """One duty: who does it, towards whom, by which clock, where it is written."""

    act: Act
    by: str  # 县 | 市
    to: str
    clock: Clock | None
    clause: str
    note: str = ""
    to_confirm: bool = False


def duties_after(
    mode: Mode,
    outcome: Outcome,
    *,
    licence: bool = True,
    classified: bool = False,
    committed: bool = False,
    settings: Settings | None = None,
) -> tuple[After, ...]:
    """Everything that follows a decision of this flow, in the order of its clocks."""
    chosen = settings or Settings()
    found = [_push(mode, chosen)]
    if mode is Mode.SUBSTANTIVE_SEAL2:
        found.append(_post_filing())
    if licence and not classified:
        by = "市" if mode in FORWARDING | CITY_REVIEWS else "县"
        found.append(
            After(Act.PUBLISH, by, "信用网站（双公示）", Clock.PUBLICITY, "许可法第四十条；发改办财金〔2018〕424号")
        )
    if files_monthly(mode, chosen):
        found.append(_filing(mode))
    if committed and outcome is Outcome.APPROVE:
        found.append(
            After(Act.POST_CHECK, _by(mode), FLOWS[mode].supervise.organ, Clock.POST_CHECK, "泽州三(一)1", "双随机")
        )
    return tuple(found)


def _by(mode: Mode) -> str:
    return "市" if mode in CITY_REVIEWS else "县"


def _push(mode: Mode, settings: Settings) -> After:
    """Three working days (于都三6) or at once; a No.2 seal's case goes to both levels (济宁三(四)12)."""
    at_once = settings.push_days is None
    if mode is Mode.SUBSTANTIVE_SEAL2:
        return After(Act.PUSH, "县", BOTH_SUPERVISORS, Clock.PUSH, "济宁三(四)12", "监管信息及时反馈", to_confirm=True)
    clause = "泽州三(二)；济宁三(四)12" if at_once else "于都三6"
    return After(
        Act.PUSH, _by(mode), FLOWS[mode].supervise.organ, Clock.PUSH, clause, "发出即视为对方接收（泽州三(二)）"
    )


def _post_filing() -> After:
    return After(
        Act.POST_FILE, "县", "市直部门（市县同权事项运行管理平台）", None, "济宁三(二)4", "批后报备，代替月度备案"
    )


def _filing(mode: Mode) -> After:
    direct = mode is Mode.DIRECT
    note = "括号列举外，按设定报送" if direct else ""
    return After(Act.FILE_MONTHLY, "县", "市级部门", Clock.FILING, "晋城二(五)", note, to_confirm=direct)


PUSH_FIELDS: tuple[str, ...] = (
    "办件编号",
    "事项",
    "放权方式",
    "相对人",
    "相对人代码",
    "许可文号",
    "证照编号",
    "有效期",
    "决定日期",
    "承诺件标志",
    "监管部门",
    "发出时间",
    "签收时间",
    "反馈内容",
)
"""What a push says of a case; no document prints a list, this is the program's own."""
