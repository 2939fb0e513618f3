"""Forms of the case page into acts of the desk: lines typed become faults, papers, asked materials."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from city.casepage import CasePage
from city.desk import Changed, CityDesk, Fault, Paper
from forwarding.wire import KeptLetter
from models.errors import Refusal
from models.rules.asking import Asked
from models.rules.casefacts import Ground
from models.rules.terms import Act, Mode, Outcome
from models.rules.ways import CITY_REVIEWS, FORWARDING

ROWS = 60
_LONG, _SHORT = 2000, 200
_SAFE = "没有改动任何记录"
Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the page."""

    code: str
    act: Act
    key: str  # what the solid key says
    hint: str


FORMS = (
    Form("stamp", Act.CITY_STAMP, "盖章", "写明盖章的文书和文号"),
    Form("accept", Act.CITY_ACCEPT, "市级受理", "材料齐全、符合法定形式"),
    Form("review", Act.CITY_REVIEW, "开始审查", "市级自行改正的逐项写明原来和现在"),
    Form("decide", Act.CITY_DECIDE, "作出决定", "不予的写明理由和依据"),
    Form("ask", Act.CITY_ASK, "一次告知", "缺什么一次说全，以后不再要新的"),
    Form("return", Act.CITY_RETURN, "退回更正", "逐项写明哪一项、什么问题；申请人不重复提交"),
    Form("refuse", Act.CITY_REFUSE, "不予受理", "写明情形、事实和依据"),
    Form("mail", Act.DELIVER, "登记邮寄", "按申请人需求邮寄，涉密除外"),
    Form("push", Act.PUSH, "推送监管", "推送给监管部门"),
    Form("publish", Act.PUBLISH, "双公示", "信用中国、市政府网站"),
)
BY_CODE: Mapping[str, Form] = {form.code: form for form in FORMS}


def forms(page: CasePage) -> tuple[Form, ...]:
    """The forms this case takes now, the one that is owed first."""
    can = [form for form in FORMS if _fits(page, form)]
    owed = page.duty.act if page.duty else None
    return tuple(sorted(can, key=lambda form: form.act is not owed and form.code != _standing_in(page)))


def _standing_in(page: CasePage) -> str:
    """Where the duty is the window's taking-in of the result, ours is to mail it."""
    return "mail" if page.duty and page.duty.act is Act.RESULT_IN and page.delivery == "邮寄" else ""


def _fits(page: CasePage, form: Form) -> bool:
    facts = page.file.facts
    if form.act is Act.DELIVER:
        return page.file.mode in FORWARDING | CITY_REVIEWS and bool({Act.DELIVER, Act.RESULT_IN} & page.can)
    if form.act not in page.can:
        return False
    if page.file.mode is Mode.SUBSTANTIVE_CITY_STAMP and facts.decision is None:
        denied = facts.opinion is Outcome.DENY
        return {Act.CITY_STAMP: not denied, Act.CITY_DECIDE: denied}.get(form.act, True)
    return not ((form.act is Act.PUSH and facts.pushed) or (form.act is Act.PUBLISH and facts.published))


def do(desk: CityDesk, case_id: str, code: str, typed: Typed) -> KeptLetter:
    """The act of one form.

    Raises:
        Refusal: what the form lacks, or what the desk says.
    """
    ways: Mapping[str, Callable[[], KeptLetter]] = {
        "accept": lambda: desk.accept(case_id),
        "ask": lambda: desk.ask(case_id, tuple(_asked(typed)), _until(typed), _short(typed, "number"), _long(typed)),
        "refuse": lambda: desk.refuse(case_id, _ground(typed), _long(typed), _short(typed, "number")),
        "review": lambda: desk.review(case_id, _long(typed), tuple(_changed(typed))),
        "return": lambda: desk.send_back(case_id, _long(typed), tuple(_faults(typed))),
        "stamp": lambda: desk.stamp(case_id, _papers(typed)),
        "decide": lambda: desk.decide(case_id, _outcome(typed), _long(typed), late_reason=_short(typed, "late")),
        "mail": lambda: desk.mail(case_id, _short(typed, "carrier"), _short(typed, "number")),
        "push": lambda: desk.push(case_id, _needed(typed, "to", "推送给哪个部门")),
        "publish": lambda: desk.publish(case_id, _short(typed, "where") or "信用中国、市政府网站"),
    }
    if code not in ways:
        raise Refusal("没有这种办理", _SAFE, "请刷新后再试", code="act_unknown")
    return ways[code]()


def _short(typed: Typed, name: str) -> str:
    said = typed.get(name, "").strip()
    if len(said) > _SHORT:
        raise Refusal(f"有一项超过 {_SHORT} 字", _SAFE, "请写短些", code="too_long")
    return said


def _long(typed: Typed) -> str:
    said = typed.get("reason", "").strip()
    if len(said) > _LONG:
        raise Refusal(f"理由超过 {_LONG} 字", _SAFE, "请写短些，细节可附文书", code="too_long")
    return said


def _needed(typed: Typed, name: str, what: str) -> str:
    if said := _short(typed, name):
        return said
    raise Refusal(f"没有写{what}", _SAFE, "请填写后再提交", code="field_missing")


def _rows(typed: Typed, *names: str) -> Iterator[tuple[str, ...]]:
    """The lines of a small table in which anything at all was typed."""
    for number in range(1, ROWS + 1):
        line = tuple(_short(typed, f"{name}{number}") for name in names)
        if any(line):
            yield line


def _papers(typed: Typed) -> tuple[Paper, ...]:
    found = []
    for name, number, copies in _rows(typed, "paper", "paper_number", "paper_copies"):
        if not name or not number:
            raise Refusal("盖章的文书没有写全名称和文号", _SAFE, "请逐份写明", code="paper_incomplete")
        if copies and not (copies.isdecimal() and 0 < int(copies) < 100):
            raise Refusal(f"“{name}”的份数不是 1 到 99", _SAFE, "请改后再提交", code="paper_copies")
        found.append(Paper(name, number, int(copies or 1)))
    if not found:
        raise Refusal("没有写盖章的文书", _SAFE, "请至少写一份文书和文号", code="paper_missing")
    return tuple(found)


def _faults(typed: Typed) -> Iterator[Fault]:
    for field, problem, who in _rows(typed, "fault", "problem", "who"):
        yield Fault(field, problem, who if who in {"申请人", "本窗口", "审核岗"} else "")


def _changed(typed: Typed) -> Iterator[Changed]:
    for field, was, now in _rows(typed, "changed", "was", "now"):
        if not field or not now:
            raise Refusal("自行改正的没有写全项目和改后内容", _SAFE, "请逐项写明", code="changed_incomplete")
        yield Changed(field, was, now)


def _asked(typed: Typed) -> Iterator[Asked]:
    for seq, name, situation, problem, basis, fix in _rows(
        typed, "seq", "material", "situation", "asked_problem", "basis", "fix"
    ):
        if not problem and not fix:
            continue  # number, name and situation stand in every line from the start
        if not (seq.isdecimal() and name and problem and fix):
            raise Refusal("告知没有写全序号、材料、问题和怎么补", _SAFE, "请逐项写明", code="asked_incomplete")
        yield Asked(int(seq), name, situation or "未交", problem, basis, fix)


def _until(typed: Typed) -> date | None:
    said = _short(typed, "until")
    if not said:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError as wrong:
        raise Refusal("补正期限不是日期", _SAFE, "请写成 2026-11-30 这样", code="until_bad") from wrong


def _ground(typed: Typed) -> Ground:
    said = typed.get("ground", "")
    if said not in set(Ground):
        raise Refusal("不予受理要写明是哪一种情形", _SAFE, "不需许可、虚假材料二选一", code="no_ground")
    return Ground(said)


def _outcome(typed: Typed) -> Outcome:
    said = typed.get("outcome", "")
    if said not in set(Outcome):
        raise Refusal("还没有选准予还是不予", _SAFE, "请选一项", code="no_outcome")
    return Outcome(said)
