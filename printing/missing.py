"""Characters of a paper that no font has, each with the field it stands in, found before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from printing import fonts

FIELDS = {
    "organ": "机关名称", "case_no": "办件编号", "number": "文号", "clerk": "经办人", "window": "窗口", "hall": "大厅",
    "phone": "咨询电话", "tracking": "查询网址", "copies": "联次", "to_confirm": "待核定项", "printed_by": "打印人",
    "agent": "代理人", "agent_scope": "授权范围", "item": "事项名称", "handling_item": "业务办理项",
    "task_code": "实施编码", "accept_organ": "受理机关", "decide_organ": "决定机关", "materials": "材料",
    "bases": "法律依据", "list_basis": "清单依据", "mode_sentence": "放权方式说明", "special": "特别程序",
    "fee": "收费", "result_names": "证照名称", "delivery": "结果领取方式", "contacts": "联系人",
    "delivery_address_masked": "收件地址", "batch_note": "批次说明", "footnote": "表注", "request": "申请事项",
    "ground": "不予受理理由", "basis": "依据", "where": "应向何处申请", "bring": "请携带", "returned": "材料处理",
    "reconsideration_organ": "复议机关", "reconsideration_where": "复议机关地址", "court": "人民法院",
    "to_organ": "主送机关", "opinion": "审查意见", "give_back": "原件归还", "contact": "联系人",
    "other_contacts": "其他联系人", "title": "台账名称", "lines": "表内各行", "sequence_note": "编号说明",
    "material": "材料名称", "problem": "存在的问题", "fix": "补正要求", "situation": "情形", "origin": "材料来源",
    "form": "材料形式", "check": "核对结果", "cells": "台账栏目", "address": "地址", "desk": "窗口位置",
}  # fmt: skip
PARTY = {"name": "申请人名称", "agent": "代理人姓名"}


def find(paper: object) -> tuple[tuple[str, str], ...]:
    """(character, field) for every character no font on this machine has; each pair once, in reading order."""
    known: set[str] = set()
    found: dict[tuple[str, str], None] = {}
    for name, text in _strings(paper, ""):
        fresh = set(text) - known
        lacking = fonts.lacking(char for char in text if char in fresh and char >= " ") if fresh else []
        known |= fresh - set(lacking)
        found.update(dict.fromkeys((char, name) for char in lacking))
    return tuple(found)


def _strings(value: object, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, tuple) and value and isinstance(value[0], str):
        yield name, "".join(value)  # a row of the ledger, the lines of a note
    elif isinstance(value, tuple):
        for part in value:
            yield from _strings(part, name)
    elif is_dataclass(value):
        party = type(value).__name__ == "PaperParty"
        for part in fields(value):
            label = PARTY.get(part.name, "") if party else ""
            if part.name == "name" and not party:
                label = "材料名称"
            yield from _strings(getattr(value, part.name), label or FIELDS.get(part.name, name or "正文"))
