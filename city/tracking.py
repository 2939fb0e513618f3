"""The page behind the QR: where the case is, what is next, by when; masked, and only for a signature that holds."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from jinja2 import Environment, FileSystemLoader, select_autoescape
from sqlalchemy import Connection, Engine, Select, desc, select

from city import windows
from city.masking import mask_name
from city.tables import cases, entries
from forwarding.wire import Standing
from models.errors import Refusal
from models.rules.acts import ACT_NAMES
from models.rules.duty import next_duty
from models.rules.numbers import parse_case_number
from models.rules.terms import Act, CaseState, Doc, Mode
from models.rules.ways import ENDS, STOPPED

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


_OVER = ENDS | {CaseState.DELIVERED}
_INNER = (Act.NOTE.value, Act.REPRINT.value, Act.SETTLE.value)  # the staff's own, of no meaning to an applicant
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its status."""

    html: str
    status: int


def page(engine: Engine, case_no: str, doc: str, signature: str, today: date) -> Page:
    """The tracking page of one paper's QR."""
    if not genuine(engine, case_no, doc, signature):
        return Page(_render("forged.html"), 404)
    with engine.connect() as connection:
        row = connection.execute(select(cases).where(cases.c.case_no == case_no.upper())).mappings().first()
        log = connection.execute(_log(row["case_id"] if row else "")).all()
        shut = row is not None and _classified(connection, row["case_id"])
    paper = _paper_name(doc)
    if row is None:
        return Page(_render("waiting.html", case_no=case_no, paper=paper), 200)
    state = CaseState(row["state"])
    if shut:
        return Page(_render("classified.html", case_no=row["case_no"], state=state.value), 200)
    values = {
        "case": dict(row, applicant=mask_name(str(row["applicant"]), row["kind"]), next=_NEXT.get(state, "")),
        "paper": paper,
        "steps": [(_step(one.kind), one.at[:16].replace("T", " ")) for one in log],
        "when": by_when(state, str(row["due"]), _whose(str(row["mode"]), state), today),
        "ended": state in _OVER,
    }
    return Page(_render("case.html", **values), 200)


def too_many(seconds: int) -> Page:
    """For an address that asks more than people do."""
    return Page(_render("busy.html", seconds=seconds), 429)


def by_when(state: CaseState, due: str, whose: str, today: date) -> tuple[str, str]:
    """By when, and in whose hands the time runs until then; ("", "") once nothing more is waited for."""
    if state in _OVER:
        return "", ""
    held = {"申请人": "现在等您", "市级": "现在由市级办理", "停表": "依法停表，不计时"}.get(whose, "现在由县级窗口办理")
    if not due:
        return "未定", held
    day = date.fromisoformat(due)
    if today > day:
        return f"{day.year}年{day.month}月{day.day}日", f"{held}，已过这一天，可拨凭证上的电话询问"
    return f"{day.year}年{day.month}月{day.day}日前", held


def _log(case_id: str) -> Select[tuple[str, str]]:
    """The steps an applicant reads, newest first."""
    counted = (entries.c.case_id == case_id, entries.c.standing == Standing.COUNTED, entries.c.kind.not_in(_INNER))
    return select(entries.c.kind, entries.c.at).where(*counted).order_by(desc(entries.c.place)).limit(_SHOWN)


def _classified(connection: Connection, case_id: str) -> bool:
    """涉密: of such a case the page says where it stands and nothing else."""
    first = (entries.c.case_id == case_id, entries.c.standing == Standing.COUNTED, entries.c.kind == Act.RECEIVE.value)
    payload = connection.execute(select(entries.c.payload).where(*first).limit(1)).scalar()
    return bool(payload and json.loads(payload).get("classified"))


def _whose(mode: str, state: CaseState) -> str:
    """Whose turn it is by flow and state."""
    if state in STOPPED:
        return "停表"
    duty = next_duty(Mode(mode), state) if mode in set(Mode) else None
    return duty.whose if duty else ""


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
}


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=select_autoescape(["html"]))


def _render(name: str, **values: object) -> str:
    return _environment().get_template(name).render(**values)
