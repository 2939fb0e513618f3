"""What this window sent of a field the city names: a material, the applicant, the opinion, an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.desk.sheets_people import mask_address
from models.desk.standing import Standing
from models.desk.turn import InHand
from models.desk.words import label
from models.rules.identity import mask, tail
from models.rules.terms import Act, IdKind
from models.store.rows import Logged

_SEQ = re.compile(r"(?:申请)?材料\s*第?(\d+)项?|第(\d+)项材料")
_STATES = {
    "missing": "未交",
    "defective": "已交，有不符",
    "not_needed": "不用交",
    "committed": "承诺",
    "tolerated": "容缺",
}
_YES_NO = {True: "是", False: "否"}


def seq_of(field: str) -> int | None:
    """The material a field names by number (材料5), None when it names something else."""
    found = _SEQ.match(field.strip())
    return int(found[1] or found[2]) if found else None


def named(here: Standing, field: str) -> str:
    """The field as it is shown: 材料5 with the name of that material."""
    row = _material(here.log, field)
    return f"材料{row['seq']} {row['name']}" if row and seq_of(field) == row["seq"] else field


def sent_of(here: Standing, hand: InHand | None, field: str) -> str:
    """What was sent, in a few words; a number of a person is masked. "" when nothing of that name was sent."""
    if row := _material(here.log, field):
        return counts(row)
    received = here.received
    if found := next((say for name, say in _FIELDS.items() if name in field), None):
        return found(received)
    if "意见" in field:
        return opinion(here)
    return _answer(hand, field)


def counts(row: Mapping[str, Any]) -> str:
    """原 1 复 2 · 12 页."""
    if row["state"] in ("missing", "not_needed"):
        return _STATES[row["state"]]
    pieces = [f"原 {row['originals']}" if row["originals"] else "", f"复 {row['copies']}" if row["copies"] else ""]
    pages, scans = row.get("pages"), len(row.get("scans") or ())
    parts = (_STATES.get(row["state"], ""), " ".join(one for one in pieces if one),
             f"{pages} 页" if pages else "", f"扫描 {scans} 件" if scans else "")  # fmt: skip
    return " · ".join(part for part in parts if part) or "已收"


def opinion(here: Standing) -> str:
    """The county's words in the newest letter."""
    last = here.last_of(Act.RESUBMIT, Act.FORWARD)
    return str(last.payload.get("opinion", "")) if last else ""


def letter(here: Standing) -> str:
    """Number of the newest letter to the city, "" when none went."""
    last = here.last_of(Act.RESUBMIT, Act.FORWARD)
    made = last.payload.get("documents", ()) if last else ()
    return str(made[0]["number"]) if made else ""


def _material(log: Sequence[Logged], field: str) -> Mapping[str, Any] | None:
    """The line of the newest table that the field names, by number or by name."""
    seq = seq_of(field)
    for row in reversed(log):
        for line in row.entry.payload.get("materials", ()):
            if line["seq"] == seq or (seq is None and line["name"] == field.strip()):
                return dict(line)
    return None


def _answer(hand: InHand | None, field: str) -> str:
    """What was answered to a question of the scope rule."""
    for asked in hand.seen.answered if hand else ():
        if field in (label(asked.question.text), asked.question.id):
            said = _YES_NO[asked.answer] if isinstance(asked.answer, bool) else asked.answer
            return f"{said}{asked.question.unit}"
    return ""


def _agent(received: Mapping[str, Any]) -> str:
    return str((received.get("agent") or {}).get("name", ""))


def _phone(received: Mapping[str, Any]) -> str:
    return f"尾号 {tail(received['applicant']['phone'])}"


def _number(received: Mapping[str, Any]) -> str:
    who = received["applicant"]
    return mask(IdKind(who["id_kind"]), who["id_number"])


_FIELDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "邮寄地址": lambda it: mask_address(it.get("delivery_address", "")),
    "地址": lambda it: mask_address(it["applicant"]["address"]),
    "住所": lambda it: mask_address(it["applicant"]["address"]),
    "经办人": _agent,
    "代理人": _agent,
    "电话": _phone,
    "证件号": _number,
    "信用代码": _number,
    "法定代表人": lambda it: str(it["applicant"]["legal_rep"]),
    "负责人": lambda it: str(it["applicant"]["legal_rep"]),
    "申请人": lambda it: str(it["applicant"]["name"]),
    "办理项": lambda it: str(it["handling_item"]),
    "事项": lambda it: str(it["item_name"]),
    "送达方式": lambda it: str(it.get("delivery", "")),
}
"""Words in a field's name → what was put there; the narrower word first."""
