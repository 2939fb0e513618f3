"""Papers that ask, refuse or leave for the city: 补正告知书、不予受理决定书、转报函与移交清单."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.desk.clocks import Clocks
from models.desk.packing import bagged, bags, packed
from models.desk.sheets import Days, contacts
from models.desk.sheets_people import handed_in, lines, party
from models.desk.situation import Situation
from models.desk.words import MODE_SENTENCE, label, refusal_name
from models.papers import AskedLine, ForwardPaper, PaperHead, PaperMaterial, RefusePaper, SupplementPaper
from models.rules.catalogue import Place
from models.rules.terms import Mode, Ruling
from models.views import AskedItem

LAW = "《中华人民共和国行政许可法》"
_KINDS = {
    Ruling.NO_LICENCE: "申请事项依法不需要取得行政许可",
    Ruling.NOT_LISTED: "申请事项不在市县同权清单之内，依法不属于本机关职权范围",
    Ruling.NOT_IN_FORCE: "申请事项现由市级继续办理，不属于本机关职权范围",
}
_NOT_OURS = "申请事项依法不属于本机关职权范围"


def supplement(
    seen: Situation, head: PaperHead, days: Days, clocks: Clocks, asked: Sequence[AskedItem], until: date | None
) -> SupplementPaper:
    """补正材料一次性告知书: everything at once; ``until`` None where no rule sets a day to bring it by."""
    rows = handed_in(lines(seen))
    return SupplementPaper(
        head=head,
        party=party(seen.form.applicant, seen.form.agent),
        item=seen.item.name,
        handling_item=seen.form.handling_item,
        received_on=days.received.date(),
        materials_count=len(rows),
        pages=sum(row.pages for row in rows),
        lines=tuple(asked_line(item) for item in asked),
        notice_due=None if seen.filing else clocks.notice.due,
        bring_until=until,
        bring_note=_bring_note(seen, until),
        footnote="序号为办事指南材料序号。",
    )


def asked_line(item: AskedItem) -> AskedLine:
    """A line of the notice."""
    return AskedLine(str(item.seq), item.material, item.situation, item.problem, item.basis, item.fix)


def refuse(seen: Situation, head: PaperHead, days: Days) -> RefusePaper:
    """不受理告知书 (许可法32(一)) or 不予受理决定书 (32(二)), with where to go and both remedies."""
    no_licence = seen.resolution.ruling is Ruling.NO_LICENCE
    region = seen.region
    return RefusePaper(
        head=head,
        party=party(seen.form.applicant, seen.form.agent),
        variant=refusal_name(no_licence),
        item=seen.item.name,
        handling_item=seen.form.handling_item,
        received_on=days.received.date(),
        request=request(seen),
        ground=_ground(seen),
        kind=_KINDS.get(seen.resolution.ruling, _NOT_OURS),
        basis=_basis(seen),
        clause=f"{LAW}第三十二条第一款第（{'一' if no_licence else '二'}）项",
        where=None if no_licence else _where(seen),
        bring="" if no_licence else seen.bring,
        returned="申请材料当场全部退还，本机关不留原件和复印件",
        reconsideration_organ=region.government,
        reconsideration_where="，".join(
            part for part in (region.reconsideration_address, region.reconsideration_phone) if part
        ),
        reconsideration_url=region.reconsideration_url,
        court=region.court,
    )


def forward(
    seen: Situation, head: PaperHead, days: Days, clocks: Clocks, accept_number: str, opinion: str
) -> ForwardPaper:
    """转报函与材料移交清单: whole address, everything that was handed in, bags with barcodes."""
    assert seen.mode is not None
    bundles = packed(seen, head.case_no)
    rows = bagged(handed_in(lines(seen)), bundles)
    return ForwardPaper(
        head=head,
        party=party(seen.form.applicant, seen.form.agent),
        to_organ=seen.city_organ,
        item=seen.item.name,
        handling_item=seen.form.handling_item,
        mode=seen.mode,
        mode_sentence=MODE_SENTENCE[seen.mode],
        list_basis=seen.list_basis,
        received_on=days.received.date(),
        accepted_on=None if seen.mode is Mode.RECEIVE_ONLY else days.accepted,
        accept_number=accept_number,
        used=clocks.used,
        left=clocks.left_text,
        forward_due=clocks.forward.due if clocks.forward else None,
        promised_due=clocks.promised.due,
        statutory_due=clocks.statutory.due,
        opinion=opinion,
        materials=rows,
        bags=bags(bundles),
        give_back=give_back(rows, seen.desk.window.label),
        delivery=_delivery(seen),
        contact=contacts(seen)[0],
        other_contacts=contacts(seen)[1:],
    )


def opinion(mode: Mode) -> str:
    """审查结论 of the county as far as this flow lets it have one."""
    if mode is Mode.RECEIVE_ONLY:
        return "委托收件：本窗口只核对件数、页数，未作受理和审查，请你局依法受理"
    return "形式审查通过，申请材料齐全、符合法定形式。本件不附实质审查意见"


def give_back(rows: Sequence[PaperMaterial], window: str) -> str:
    """原件归还 in one sentence."""
    wanted = [row.seq for row in rows if row.give_back]
    if not wanted:
        return "无须归还的原件"
    return f"须归还原件{len(wanted)}份（第{'、'.join(wanted)}项），办结后10个工作日内退还{window}"


def _delivery(seen: Situation) -> str:
    form = seen.form
    if form.delivery == "邮寄":
        taker = form.agent.name if form.agent else form.applicant.legal_rep or form.applicant.name
        return f"由市级邮寄：{form.delivery_address}，{taker}收。结果和文号当日回传"
    return f"{form.delivery}。结果和文号当日回传"


def request(seen: Situation) -> str:
    """What was asked for, with the facts that decided it."""
    return "；".join(
        f"{label(asked.question.text)}：{_answer(asked.answer, asked.question.unit)}" for asked in seen.answered
    )


def _answer(answer: object, unit: str) -> str:
    if isinstance(answer, bool):
        return "是" if answer else "否"
    return f"{answer}{unit}"


def _basis(seen: Situation) -> str:
    """The clause, unless the ground itself begins with it."""
    clause = seen.resolution.clause or seen.list_basis
    return "" if seen.list_basis in _ground(seen) else f"依据{clause}"


def _ground(seen: Situation) -> str:
    """The sentence of the rule as an organ says it; a window has no powers of its own."""
    return (seen.resolution.ground or seen.resolution.reason).replace("本窗口", "本机关")


def _bring_note(seen: Situation, until: date | None) -> str:
    """Where the day comes from; nothing when no rule sets one."""
    return f"{seen.desk.pack.policy.supplement_days}个工作日，地方规则" if until else ""


def _where(seen: Situation) -> Place:
    """Never nowhere: an organ this window cannot name is named by what it is."""
    return seen.where or Place(organ="法律、法规规定的实施机关", desk="不清楚的，请拨打12345或者向本窗口询问")
