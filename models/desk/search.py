"""Ctrl+K: any item, case or command by a few keys."""

from __future__ import annotations

from models.desk.cases import find_by_code
from models.desk.context import Desk
from models.packs.search import ItemIndex
from models.rules import lifecycle
from models.rules.catalogue import Item
from models.rules.halves import whole
from models.store import queries
from models.store.rows import CaseData
from models.views import Hit

ITEMS, CASES = 8, 8
COMMANDS = (
    ("today", "今日", "jr"),
    ("intake", "收件", "sj"),
    ("cases", "办件", "bj"),
    ("forward", "转报", "zb"),
    ("ledger", "台账", "tz"),
    ("items", "事项", "sx"),
    ("admin", "管理", "gl"),
    ("lock", "锁屏", "sp"),
    ("dayclose", "日结并打印", "rjbdy"),
    ("retry", "立即重试转报", "ljcszb"),
    ("reprint", "重打没打出来的文书", "cdmdcldws"),
    ("help", "帮助", "bz"),
)
# Building an index takes milliseconds, typing must not: one index per pack digest.
_indexes: dict[tuple[str, str], ItemIndex] = {}


def find(desk: Desk, text: str) -> tuple[Hit, ...]:
    """What a few typed characters, or a scanned code, may mean: items, then cases, then commands."""
    typed = whole(text).strip()
    if not typed:
        return tuple(Hit("command", key, name, "") for key, name, _ in COMMANDS)
    exact = find_by_code(desk, typed) if len(typed) > 8 else None
    cases = [queries.case(desk.store, exact)] if exact else list(queries.find_cases(desk.store, typed, CASES))
    return (
        *(_item(item) for item in find_items(desk, typed, ITEMS)),
        *(_case(case) for case in cases if case is not None),
        *_commands(typed.lower()),
    )


def find_items(desk: Desk, text: str, limit: int = 20) -> tuple[Item, ...]:
    """Items by name, initials, pinyin, department or number, best first."""
    key = (desk.pack.id, desk.pack.digest)
    if key not in _indexes:
        _indexes[key] = ItemIndex(desk.pack.items)
    return _indexes[key].find(text, limit)


def _item(item: Item) -> Hit:
    mode = lifecycle.mode_short(item.printed_mode) if item.printed_mode else "按规则"
    return Hit("item", item.key, item.name, f"{item.department} · 第{item.no}项 · {mode}")


def _case(case: CaseData) -> Hit:
    return Hit("case", case.case_id, f"{case.applicant} · {case.item_name}", f"{case.case_no} · {case.state.value}")


def _commands(typed: str) -> tuple[Hit, ...]:
    return tuple(
        Hit("command", key, name, "") for key, name, short in COMMANDS if typed in name or short.startswith(typed)
    )
