"""One acceptance as a counter makes it, over and over with new numbers: what the store's figures are measured with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.rules.terms import Act, ApplicantKind, Doc, IdKind
from models.store import payloads
from models.store.entries import SHANGHAI
from models.store.store import Store
from models.store.work import new_case_id
from models.views import DocumentView, MaterialMark, Party

WINDOW = "140581-03"
KEY = bytes(range(32))
AT = datetime(2026, 11, 20, 9, 12, 33, tzinfo=SHANGHAI)
_NO_BLOB = "0" * 64
_MATERIALS = tuple(
    payloads.material(MaterialMark(seq, "received", 1, 1, 3), f"样例材料第{seq}项：营业执照或者其他主体资格证明")
    for seq in range(1, 4)
)
_FAMILIES = "测试样例甲乙丙丁戊己庚辛"


def applicant(i: int) -> Party:
    """A plainly invented company; its number has the right form and no holder."""
    name = f"{_FAMILIES[i % 12]}{_FAMILIES[i // 12 % 12]}{_FAMILIES[i // 144 % 12]}第{i}号餐饮有限公司"
    return Party(ApplicantKind.LEGAL_PERSON, name, IdKind.CREDIT_CODE, f"9199999900{i % 10**8:08d}", "测试甲")


def received(i: int, case_no: str, case_id: str) -> dict[str, Any]:
    """The payload of RECEIVE."""
    return {
        "case_no": case_no,
        "item_key": "附件/71",
        "item_name": "食品经营许可",
        "handling_item": "首次申请",
        "applicant": payloads.party(applicant(i)),
        "initials": "csylcyyxgs",
        "received_at": payloads.at(AT),
        "state": "已收件",
        "mode": "WINDOW_FORWARD_COUNTY",
        "ruling": "DELEGATED",
        "next": {"step": "受理", "note": "五个工作日内一次告知", "whose": "本窗口"},
        "due": "2026-11-27",
        "due_name": "告知期限",
        "notice_due": "2026-11-27",
        "materials": list(_MATERIALS),
        "documents": [payloads.document(paper(f"{case_id}-1", Doc.RECEIPT, case_no, case_id, case_no))],
        "facts": {"handling_item": "首次申请"},
        "guide": {"id": "food", "version": "2026-07-01", "digest": _NO_BLOB},
    }


def paper(document_id: str, doc: Doc, number: str, case_id: str, case_no: str) -> DocumentView:
    """A paper of the case; the figures of the shelf are measured apart."""
    return DocumentView(document_id, case_id, case_no, doc, number, _NO_BLOB, 1, 2, AT, 0, doc.zh)


def accepted(case_no: str, case_id: str, number: str) -> dict[str, Any]:
    """The payload of ACCEPT."""
    return {
        "state": "已受理",
        "accepted_at": payloads.at(AT),
        "next": {"step": "转报", "note": "材料齐全，转报市级", "whose": "本窗口"},
        "due": "2026-12-04",
        "due_name": "转报期限",
        "promised_due": "2026-12-11",
        "statutory_due": "2026-12-18",
        "documents": [payloads.document(paper(f"{case_id}-2", Doc.ACCEPT, number, case_id, case_no))],
    }


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the desk hands to the store for one acceptance: what the entries say."""

    case_id: str
    received: dict[str, Any]
    accepted: dict[str, Any]


def prepared(i: int) -> Prepared:
    """The ``i``-th acceptance as the desk would word it."""
    case_id, case_no = new_case_id(), f"140581-03-20261120-{i + 1:04d}-K"
    number = f"样审受〔2026〕{300001 + i}号"
    return Prepared(case_id, received(i, case_no, case_id), accepted(case_no, case_id, number))


def accept(store: Store, act: Prepared) -> None:
    """One unit of work: two serials, two entries, their queue rows, projections, the draft's result; committed."""
    with store.work() as work:
        work.next_serial("case/2026-11-20")
        work.append(act.case_id, Act.RECEIVE, "clerk", act.received, AT)
        work.next_serial("ACCEPT/2026")
        work.append(act.case_id, Act.ACCEPT, "clerk", act.accepted, AT)
        work.remember_act(f"{act.case_id}/accept", {"case": act.case_id})
        work.commit()
