"""Who may do what at this window: the one table of roles and powers. What is not in it nobody may do.

The flow and its guards (``life``) are asked afterwards; they may be stricter, never looser. Three kinds of people are
kept apart (网络安全等级保护 GB/T 22239 8.1.4.2 访问控制: 管理用户权限分离): those who handle cases, the administrator
who keeps the program, the auditor who reads the trail.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Power(StrEnum):
    """What a person may be let do; the value is what it is called in a refusal."""

    LOOK = "查看办件"
    DRAFT = "登记收件草稿"
    RECEIVE = "收件和受理"
    BEGIN_REVIEW = "开始审查"
    REVIEW = "审查"
    OPINION = "签发意见"
    DECIDE = "作决定"
    EXTEND = "延长期限"
    STOP = "中止和终止办理"
    STAMP = "用印"
    FORWARD = "转报"
    RESULT_IN = "登记市级结果"
    CITY_WORD = "处理市级来文"
    WITHDRAW = "登记撤回"
    SETTLE = "处理冲突"
    ORIGINALS = "交接原件"
    FEE = "收费"
    FEE_LESS = "减免和退费"
    DELIVER = "送达和退还"
    AFTER = "批后事务"
    ARCHIVE = "归档"
    MONTHLY = "制作月度备案"
    DAY_CLOSE = "日结"
    EXPORT = "导出台账"
    PRINT = "打印"
    REPRINT = "重打文书"
    BLANK = "领用空白证照"
    REGISTER = "登记登记簿"
    BOOK = "打印登记簿"
    QUEUE = "重送和装包"
    REVEAL = "查看个人信息"
    EXPORT_BARE = "导出未遮盖的个人信息"
    VOID = "作废文号"
    REOPEN = "重开日结"
    OVERRIDE = "主任放行"
    PEOPLE = "管理人员"
    SETTING = "改动设置"
    PACK = "更新城市包"
    KEYS = "更换密钥"
    BACKUP = "备份和演练"
    RESTORE = "从备份恢复"
    PURGE = "清理到期内容"
    TRAIL = "查看审计记录"
    TRAIL_CHECK = "核验审计链"
    TODAY = "查看今日"
    SELF = "更改自己的密码"
    MACHINE = "程序自己的记录"


CLERK, REVIEWER, SUPERVISOR = "clerk", "reviewer", "supervisor"
ADMINISTRATOR, AUDITOR = "administrator", "auditor"
ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        CLERK: "窗口人员",
        REVIEWER: "审核人员",
        SUPERVISOR: "值班主任",
        ADMINISTRATOR: "管理员",
        AUDITOR: "安全审计员",
    }
)
"""Every role and what it is called."""

_WINDOW = frozenset({CLERK, SUPERVISOR})
_REVIEWS = frozenset({REVIEWER, SUPERVISOR})
_HALL = frozenset({CLERK, REVIEWER, SUPERVISOR})
_HEAD = frozenset({SUPERVISOR})
_KEEPERS = frozenset({SUPERVISOR, ADMINISTRATOR})
_ADMIN = frozenset({ADMINISTRATOR})
_AUDIT = frozenset({AUDITOR})
_EVERYBODY = frozenset(ROLES)

_APART = "GB/T 22239 8.1.4.2 管理用户权限分离"
_LEAST = "GB/T 22239 8.1.4.2 最小权限"
_AUDITED = "GB/T 22239 8.1.4.3 安全审计"
_PERSONAL = "个人信息保护法第六条、第五十一条"


@dataclass(frozen=True, slots=True)
class Row:
    """Who holds a power, why, and whose word a second person's must be where one is asked for."""

    who: frozenset[str]
    clause: str
    code: str = "wrong_role"  # of the refusal
    seconds: frozenset[str] = frozenset()


TABLE: Final[Mapping[Power, Row]] = MappingProxyType(
    {
        Power.LOOK: Row(_HALL, _PERSONAL),
        Power.DRAFT: Row(_WINDOW, _LEAST),
        Power.RECEIVE: Row(_WINDOW, "行政许可法第三十二条"),
        Power.BEGIN_REVIEW: Row(_HALL, "行政许可法第三十四条"),
        Power.REVIEW: Row(_REVIEWS, "行政许可法第三十四条"),
        Power.OPINION: Row(_HEAD, "行政许可法第三十五条"),
        Power.DECIDE: Row(_HEAD, "行政许可法第三十七条"),
        Power.EXTEND: Row(_HEAD, "行政许可法第四十二条"),
        Power.STOP: Row(_HEAD, _LEAST),
        Power.STAMP: Row(_HALL, "国发〔1999〕25号第二十五条"),
        Power.FORWARD: Row(_HALL, "行政许可法第三十五条"),
        Power.RESULT_IN: Row(_WINDOW, _LEAST),
        Power.CITY_WORD: Row(_HALL, _LEAST),
        Power.WITHDRAW: Row(_WINDOW, _LEAST),
        Power.SETTLE: Row(_HALL, _LEAST),
        Power.ORIGINALS: Row(_HALL, _LEAST),
        Power.FEE: Row(_WINDOW, "行政许可法第五十九条"),
        Power.FEE_LESS: Row(_HEAD, "行政许可法第五十九条"),
        Power.DELIVER: Row(_WINDOW, "行政许可法第四十四条"),
        Power.AFTER: Row(_HALL, "行政许可法第六十一条"),
        Power.ARCHIVE: Row(_HALL, _LEAST),
        Power.MONTHLY: Row(_REVIEWS, _LEAST),
        Power.DAY_CLOSE: Row(_HALL, _LEAST),
        Power.EXPORT: Row(_HALL, _PERSONAL),
        Power.PRINT: Row(_HALL | _ADMIN, _LEAST),
        Power.REPRINT: Row(_HALL, _LEAST),
        Power.BLANK: Row(_HALL, _LEAST),
        Power.REGISTER: Row(_KEEPERS, "国发〔1999〕25号第二十五条", "not_keeper"),
        Power.BOOK: Row(_HALL | _ADMIN, _LEAST),
        Power.QUEUE: Row(_HALL | _ADMIN, _LEAST),
        Power.REVEAL: Row(_HALL, _PERSONAL),
        Power.EXPORT_BARE: Row(_HEAD, _PERSONAL, seconds=_KEEPERS),
        Power.VOID: Row(_WINDOW, _LEAST, seconds=_KEEPERS),
        Power.REOPEN: Row(_HALL, _LEAST, seconds=_KEEPERS),
        Power.OVERRIDE: Row(_HEAD, _LEAST),
        Power.PEOPLE: Row(_ADMIN, _APART, "not_administrator"),
        Power.SETTING: Row(_ADMIN, _APART, "not_administrator"),
        Power.PACK: Row(_ADMIN, _APART, "not_administrator"),
        Power.KEYS: Row(_ADMIN, _APART, "not_administrator"),
        Power.BACKUP: Row(_ADMIN, "GB/T 22239 8.1.4.9 数据备份恢复", "not_administrator"),
        Power.RESTORE: Row(_ADMIN, "GB/T 22239 8.1.4.9 数据备份恢复", "not_administrator", seconds=_KEEPERS),
        Power.PURGE: Row(_ADMIN, "个人信息保护法第十九条、第四十七条", "not_administrator", seconds=_KEEPERS),
        Power.TRAIL: Row(_AUDIT | _HEAD, _AUDITED),
        Power.TRAIL_CHECK: Row(_AUDIT, _AUDITED),
        Power.TODAY: Row(_HALL | _ADMIN, _LEAST),
        Power.SELF: Row(_EVERYBODY, "GB/T 22239 8.1.4.1 身份鉴别"),
        Power.MACHINE: Row(_EVERYBODY, _AUDITED),
    }
)
"""Every power; one that is missing here is nobody's."""

BUSINESS: Final = frozenset(power for power, row in TABLE.items() if row.who <= _HALL)
"""What belongs to those who handle cases, and to nobody else."""


def may(role: str, power: Power) -> bool:
    """Whether a role holds a power; False for a role nobody knows."""
    row = TABLE.get(power)
    return row is not None and role in row.who


def may_second(role: str, power: Power) -> bool:
    """Whether a role may be the second of the two persons an act needs (双人)."""
    row = TABLE.get(power)
    return row is not None and role in row.seconds


def holders(power: Power) -> str:
    """Who holds a power, as people call them: 窗口人员、值班主任."""
    row = TABLE.get(power)
    return "、".join(name for role, name in ROLES.items() if row and role in row.who)


def seconds(power: Power) -> str:
    """Who may be the second person, as people call them."""
    row = TABLE.get(power)
    return "、".join(name for role, name in ROLES.items() if row and role in row.seconds)
