"""What entries make of one row of ``cases``: pure, column by column; the projector reads and writes the rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.rules.staying import STAYS
from models.rules.terms import Act, CaseState, Outcome
from models.store import search
from models.store.entries import Entry

CaseRow = dict[str, Any]

MOVING = (
    "version",
    "mode",
    "ruling",
    "state",
    "next_step",
    "next_note",
    "whose",
    "due",
    "due_name",
    "accepted_at",
    "notice_due",
    "promised_due",
    "statutory_due",
    "forward_n",
    "city_receipt",
)
"""Columns a later entry may change."""
_FIXED = (
    "id",
    "case_no",
    "window",
    "item_key",
    "item_name",
    "handling_item",
    "applicant",
    "applicant_kind",
    "initials",
    "id_tail",
    "party_key",
    "received_at",
)
COLUMNS = (*_FIXED, *MOVING)
"""Every column but ``n``; an opened row has its keys in this order."""

_S = CaseState
_AFTER: Mapping[Act, tuple[CaseState, Mapping[str, str]]] = {
    Act.CITY_RECEIVE: (
        _S.CITY_RECEIVED,
        {"step": "市级审查", "note": "市级已接收，等待市级办理", "whose": "市级"},
    ),
    Act.CITY_ACCEPT: (_S.CITY_ACCEPTED, {"step": "市级审查", "note": "市级已受理", "whose": "市级"}),
    Act.CITY_ASK: (_S.SUPPLEMENTING, {"step": "等申请人补正", "note": "市级已一次告知", "whose": "申请人"}),
    Act.CITY_REFUSE: (_S.REFUSED, {"step": "已办结", "note": "市级不予受理", "whose": "申请人"}),
    Act.CITY_REVIEW: (_S.CITY_REVIEWING, {"step": "市级决定", "note": "市级正在审查", "whose": "市级"}),
    Act.CITY_RETURN: (_S.CITY_RETURNED, {"step": "更正后再报", "note": "市级退回更正，见退回原因", "whose": "本窗口"}),
    Act.CITY_DECIDE: (_S.DECIDED_APPROVE, {"step": "市级盖章", "note": "市级已作决定", "whose": "市级"}),
    Act.CITY_STAMP: (_S.CITY_STAMPED, {"step": "接收结果", "note": "市级已盖章，待结果到窗口", "whose": "本窗口"}),
}
"""State and next step when the entry itself does not say: entries the city wrote."""
_NOTHING = {"step": "", "note": "", "whose": ""}
_PLAIN = ("mode", "ruling", "due_name", "accepted_at", "notice_due", "promised_due", "statutory_due", "city_receipt")
"""Keys of a payload that are columns as they stand; absent or null leaves the column as it was."""


def opened(entry: Entry) -> CaseRow:
    """The row of a case just received."""
    p = entry.payload
    who, after = p["applicant"], p.get("next", _NOTHING)
    values = (
        *(entry.case_id, p["case_no"], entry.window, p["item_key"], p["item_name"], p["handling_item"]),
        *(who["name"], who["kind"], p["initials"], who["id_number"][-4:]),
        *(search.party_key(who["id_kind"], who["id_number"]), p["received_at"], entry.version),
        *(p.get("mode", ""), p.get("ruling", ""), p.get("state", CaseState.RECEIVED.value)),
        *(after["step"], after["note"], after["whose"], p.get("due"), p.get("due_name", "")),
        *(p.get("accepted_at"), p.get("notice_due"), p.get("promised_due"), p.get("statutory_due"), None, ""),
    )
    return dict(zip(COLUMNS, values, strict=True))


def state_after(entry: Entry, before: CaseState | None) -> CaseState | None:
    """The state an entry leaves: what it says itself, else what an entry of the city's means, else as before."""
    if entry.kind in STAYS and before is not None:
        return before
    if said := entry.payload.get("state"):
        return CaseState(said)
    if entry.kind is Act.CITY_DECIDE and entry.payload.get("outcome") == Outcome.DENY.value:
        return _S.DECIDED_DENY
    known = _AFTER.get(entry.kind)
    return known[0] if known else before


def moved(row: CaseRow, entry: Entry, n: int) -> None:
    """Change the row by a later entry, the ``n``-th of the store.

    What leaves a case in its state (推送, 缴费 …), written elsewhere before the case went on here, moves nothing.
    """
    p = entry.payload
    known = _AFTER.get(entry.kind)
    row["version"] = max(row["version"], entry.version)
    if entry.kind not in STAYS or p.get("state") == row["state"]:
        row["state"] = p.get("state") or state_after(entry, CaseState(row["state"]))
        after = p.get("next") or (known[1] if known else None)
        if after:
            row.update(next_step=after["step"], next_note=after["note"], whose=after["whose"])
        if "due" in p:
            row["due"] = p["due"]
    if entry.kind is Act.FORWARD:
        row["forward_n"] = n
    for name in _PLAIN:
        value = p.get(name)
        if value is not None:
            row[name] = value
