"""What the verdict is called, which key is solid, and for every other key why it may not be pressed."""

from __future__ import annotations

from dataclasses import dataclass

from models.desk import townships
from models.desk.fields import Errors, sent_away, unfinished
from models.desk.situation import Situation
from models.rules.terms import CaseState, Mode, Ruling

KEYS = ("accept", "supplement", "tolerate", "refuse", "receive")
TOLERATE_INSTEAD = "缺的材料标了容缺，请按容缺受理"


@dataclass(frozen=True, slots=True)
class Call:
    """The verdict in words."""

    kind: str
    title: str
    subtitle: str
    primary: str


def call(seen: Situation, errors: Errors) -> Call:
    """The one sentence on top of the right column and the key it makes solid."""
    ruling = seen.resolution.ruling
    if ruling is Ruling.ASK and set(seen.resolution.missing) == {"handling_item"}:
        return Call("ask", "先选业务办理项", "办理项决定归谁办", "")
    if ruling is Ruling.ASK:
        return Call("ask", f"先问 {len(seen.resolution.missing)} 件事", "答案决定归谁办，其余栏目暂不必填", "")
    if ruling is Ruling.OWN_POWER:
        return Call("not_ours", "本级自有事项", "不走市县同权流程，按本级事项收件", "")
    if seen.resolution.instead:
        return Call("fix", f"改选{listed_under(seen)}", "本件列在另一项，按 F2 改选，已填的不丢", "")
    if sent_away(seen):
        return _away(seen, errors)
    return _unready(seen, errors) or _ready(seen)


def listed_under(seen: Situation) -> str:
    """The item this case is really listed under: 第19项."""
    list_name, _, number = seen.resolution.instead.rpartition("/")
    return f"第{number}项" if list_name == seen.item.list_name else f"{list_name}第{number}项"


def _away(seen: Situation, errors: Errors) -> Call:
    primary = "" if errors else "refuse"
    if seen.resolution.ruling is Ruling.NO_LICENCE:
        return Call("no_licence", "不需许可", "不收件，即时告知不受理", primary)
    title = {
        Ruling.NOT_LISTED: "清单之外",
        Ruling.NOT_IN_FORCE: "现不下放",
        Ruling.HIGHER: "属上级",
    }.get(seen.resolution.ruling, "不属本级")
    return Call("not_ours", title, "不收件，出书面去向", primary)


def _unready(seen: Situation, errors: Errors) -> Call | None:
    """What still stands between the clerk and a verdict, worst first."""
    empty, wrong = unfinished(errors)
    if wrong:
        return Call("fix", f"{wrong} 处要改", "红栏写明了哪里不对", "")
    if seen.deemed and not empty:
        return Call("ready", "视为受理", "五个工作日内没有告知，自收到之日起即为受理", "accept")
    unseen = len(seen.check.unseen)
    if unseen:
        return Call("fix", f"还有 {unseen} 件没看", "材料逐件核对后出判定", "")
    if empty:
        return Call("fix", f"还有 {empty} 栏没填", "填完即出判定", "")
    if seen.check.kind == "fix":
        return Call("fix", "条件未确认", _first_fault(seen), "")
    return None


def _ready(seen: Situation) -> Call:
    missing = len(seen.check.asked)
    if seen.mode is Mode.RECEIVE_ONLY:
        note = f"缺 {missing} 件照实写明，由市级告知" if missing else "本窗口只收件转报，由市级受理"
        return Call("receive_only", "可收件", note, "receive")
    if seen.check.kind == "missing":
        if seen.state is CaseState.SUPPLEMENTING:
            return Call("missing", f"还缺 {missing} 件", "补齐后再收，不重复告知", "")
        return Call("missing", f"缺 {missing} 件", "先收件，一次告知补正", "supplement")
    if seen.check.kind == "tolerate":
        return Call("tolerate", f"容缺 {len(seen.check.tolerated)} 件", "主要材料齐全，缺件须书面承诺", "tolerate")
    return Call("ready", "可受理", "材料齐全，符合法定形式", "accept")


def keys(seen: Situation, errors: Errors, verdict: Call) -> dict[str, str]:
    """Key → "" when it may be pressed, else the reason."""
    common = _common(seen, errors, verdict)
    return {
        "accept": common or _why_not_accept(seen),
        "supplement": common or _why_not_ask(seen),
        "tolerate": common or _why_not_tolerate(seen),
        "refuse": _why_not_refuse(seen, errors),
        "receive": common or _why_not_receive(seen),
    }


def _common(seen: Situation, errors: Errors, verdict: Call) -> str:
    """Reasons that hold for everything that takes papers in."""
    ruling = seen.resolution.ruling
    if ruling is Ruling.ASK and set(seen.resolution.missing) == {"handling_item"}:
        return "先选业务办理项"
    if ruling is Ruling.ASK:
        return f"先答完 {len(seen.resolution.missing)} 个问题"
    if seen.resolution.instead:
        return f"本件列在{listed_under(seen)}，请按 F2 改选"
    if ruling is not Ruling.DELEGATED:
        return f"{verdict.title}，本窗口不能收"
    if reason := townships.why_not(seen.desk, seen.item.key):
        return reason
    empty, wrong = unfinished(errors)
    if wrong:
        return f"有 {wrong} 处要改：{_named(errors)}"
    return f"还有 {empty} 栏没填" if empty else ""


def _why_not_accept(seen: Situation) -> str:
    if seen.mode is Mode.RECEIVE_ONLY:
        return "委托收件由市级受理，本窗口只收件转报"
    if seen.deemed:
        return ""  # the law has accepted it already, whatever is missing
    return {
        "incomplete": f"还有 {len(seen.check.unseen)} 件材料没看",
        "missing": f"缺 {len(seen.check.asked)} 件，先出补正告知",
        "tolerate": TOLERATE_INSTEAD,
        "fix": _first_fault(seen),
    }.get(seen.check.kind, "")


def _why_not_tolerate(seen: Situation) -> str:
    """Only what the guide lets come later, and only when nothing else is missing."""
    if seen.mode is Mode.RECEIVE_ONLY:
        return "委托收件由市级受理，本窗口只收件转报"
    if seen.deemed:
        return "已过五个工作日没有告知，依法自收到之日起即为受理"
    if seen.check.unseen:
        return f"还有 {len(seen.check.unseen)} 件没看"
    if seen.check.asked:
        return f"另缺 {len(seen.check.asked)} 件不能容缺的，先出补正告知"
    return "" if seen.check.kind == "tolerate" else "没有标容缺的材料"


def _why_not_ask(seen: Situation) -> str:
    if seen.mode is Mode.RECEIVE_ONLY:
        return "委托收件由市级告知补正，本窗口只收件转报"
    if seen.deemed:
        return "已过五个工作日没有告知，依法自收到之日起即为受理，不再补正"
    if seen.check.unseen:
        return f"还有 {len(seen.check.unseen)} 件没看，看完再一次告知"
    return "" if seen.check.asked else "没有缺件，不用补正"


def _why_not_refuse(seen: Situation, errors: Errors) -> str:
    ruling = seen.resolution.ruling
    if ruling is Ruling.ASK:
        return "先问清归谁办"
    if ruling is Ruling.OWN_POWER:
        return "属本级自有职权，不能以不属职权为由不予受理"
    if ruling is Ruling.DELEGATED:
        return "属本窗口职权；材料不齐不是不予受理的理由（许可法第三十二条）"
    return f"文书还差：{_named(errors)}" if errors else ""


def _why_not_receive(seen: Situation) -> str:
    if seen.form.case_id and not (seen.mode is Mode.RECEIVE_ONLY and seen.state is CaseState.SUPPLEMENTING):
        return "这件已经收过"
    if seen.check.unseen and seen.mode is Mode.RECEIVE_ONLY:
        return f"还有 {len(seen.check.unseen)} 件没看"
    return ""


def _first_fault(seen: Situation) -> str:
    return next((gate.text for gate in seen.check.gates if gate.ok is False), "受理条件没有确认")


_FIELD_NAMES = {
    "applicant.name": "名称",
    "applicant.id_kind": "证件类型",
    "applicant.id_number": "证件号",
    "applicant.legal_rep": "法定代表人",
    "applicant.legal_rep_id": "法定代表人证号",
    "applicant.phone": "电话",
    "applicant.kind": "申请人类别",
    "agent.name": "经办人",
    "agent.id_kind": "经办人证件类型",
    "agent.id_number": "经办人证号",
    "agent.phone": "经办人电话",
    "agent.until": "委托期限",
    "handling_item": "业务办理项",
    "delivery_address": "邮寄地址",
}


def _named(errors: Errors) -> str:
    return "、".join(_FIELD_NAMES.get(name, name) for name in errors)
