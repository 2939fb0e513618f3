"""The page behind the QR: where the case is, what is next, by when; masked, and only for a signature that holds."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from jinja2 import Environment, FileSystemLoader, select_autoescape
from sqlalchemy import Engine, desc, select

from city import windows
from city.tables import cases, entries
from forwarding.wire import Standing
from models.errors import Refusal
from models.rules.acts import ACT_NAMES
from models.rules.numbers import parse_case_number
from models.rules.terms import Act, CaseState, Doc

_TEMPLATES = Path(__file__).with_name("templates")
_NEXT = {
    CaseState.RECEIVED: "窗口正在核对材料，五个工作日内一次告知或者受理",
    CaseState.SUPPLEMENTING: "等您按补正告知书补齐材料",
    CaseState.ACCEPTED: "正在审查",
    CaseState.DEEMED_ACCEPTED: "正在审查",
    CaseState.UNDER_REVIEW: "正在审查",
    CaseState.REFUSED: "已办结：不予受理，救济途径见决定书",
    CaseState.FORWARDED: "材料正在送往市级",
    CaseState.CITY_RECEIVED: "市级已收到材料，正在办理",
    CaseState.AWAIT_OPINION: "正在审查",
    CaseState.TO_SEAL: "正在审查",
    CaseState.OPINION_READY: "正在审查",
    CaseState.AWAIT_DECISION: "审查已完，待作决定",
    CaseState.SPECIAL: "依法进行特别程序，所需时间不计入期限",
    CaseState.ABEYED: "中止办理，原因消除后恢复",
    CaseState.CITY_ACCEPTED: "市级已受理，正在审查",
    CaseState.CITY_REVIEWING: "市级正在审查",
    CaseState.CITY_RETURNED: "窗口正在按市级意见更正，您无须重复提交材料",
    CaseState.DECIDED_APPROVE: "已作决定，正在制证",
    CaseState.DECIDED_DENY: "已作决定，正在制作文书",
    CaseState.CITY_STAMPED: "市级已办结，结果正在送往窗口",
    CaseState.TO_DELIVER: "已办结，请按约定方式领取结果",
    CaseState.DELIVERED: "结果已送达",
    CaseState.ARCHIVED: "已办结归档",
    CaseState.WITHDRAWN: "已按您的申请撤回",
    CaseState.TERMINATED: "已终止办理，救济途径见通知书",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its status."""

    html: str
    status: int


def page(engine: Engine, case_no: str, doc: str, signature: str) -> Page:
    """The tracking page of one paper's QR."""
    if not genuine(engine, case_no, doc, signature):
        return Page(_render("forged.html"), 404)
    with engine.connect() as connection:
        row = connection.execute(select(cases).where(cases.c.case_no == case_no.upper())).mappings().first()
        steps = (
            ()
            if row is None
            else connection.execute(
                select(entries.c.kind, entries.c.at)
                .where(entries.c.case_id == row["case_id"], entries.c.standing == Standing.COUNTED)
                .order_by(desc(entries.c.place))
                .limit(20)
            ).all()
        )
    paper = _paper_name(doc)
    if row is None:
        return Page(_render("waiting.html", case_no=case_no, paper=paper), 200)
    shown = dict(row, applicant=mask_name(str(row["applicant"])), next=_NEXT.get(CaseState(row["state"]), ""))
    return Page(
        _render(
            "case.html",
            case=shown,
            paper=paper,
            steps=[(_step(k), at[:16].replace("T", " ")) for k, at in steps],
        ),
        200,
    )


def genuine(engine: Engine, case_no: str, doc: str, signature: str) -> bool:
    """Whether a window we know signed this paper of this case."""
    try:
        number = parse_case_number(case_no)
        mark = base64.b32decode(signature.upper() + "=" * (-len(signature) % 8))
    except (Refusal, ValueError):
        return False
    text = f"Q/{case_no}/{doc}".upper().encode()
    keys = windows.keys_for(engine, f"{number.region}-{number.window:02d}", number.day)
    return any(_signed(key, mark, text) for key in keys)


def _signed(key: bytes, mark: bytes, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(mark, text)
    except (InvalidSignature, ValueError):
        return False
    return True


def mask_name(name: str) -> str:
    """A person keeps the family name; an organisation its first four characters."""
    keep = 1 if len(name) <= 4 else 4
    return name[:keep] + "*" * min(len(name) - keep, 4)


def _paper_name(doc: str) -> str:
    try:
        return Doc(doc.upper().replace("-", "_")).zh
    except ValueError:
        return ""


def _step(kind: str) -> str:
    return _STEPS.get(kind) or (ACT_NAMES[Act(kind)] if kind in set(Act) else "办理")


_STEPS = {
    "ask_supplement": "告知补正",
    "take_supplement": "补正收齐",
    "forward": "转报市级",
    "review": "审查",
    "opinion": "审查",
    "note": "办理",
    "reprint": "办理",
}


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=select_autoescape(["html"]))


def _render(name: str, **values: object) -> str:
    return _environment().get_template(name).render(**values)
