"""Papers of taking and accepting as values: 收件凭证 and 受理通知书, every field the list of documents asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from models.desk.clocks import Clocks
from models.desk.sheets_people import handed_in, lines, mask_address, mask_name, party
from models.desk.situation import Situation
from models.desk.words import FORWARDING, MODE_FULL, MODE_SENTENCE, full_day
from models.papers import AcceptPaper, PaperHead, ReceiptPaper
from models.rules.catalogue import Guide
from models.rules.terms import Mode, PowerType

ACCEPT_LAW = "《中华人民共和国行政许可法》第三十二条第一款第（五）项"
_BASES = 2  # of the item's own law; the guide column shows the rest
NO_FEE = "不收费。任何人以本事项名义收费的，请拨打12345反映"


@dataclass(frozen=True, slots=True)
class Days:
    """The days a case stands on; ``accepted`` is the receipt day when it counts as accepted by silence."""

    received: datetime
    accepted: date | None = None
    deemed: bool = False


def receipt(seen: Situation, head: PaperHead, days: Days, clocks: Clocks) -> ReceiptPaper:
    """收件凭证; a filing (备案) carries no 视为受理 date."""
    notice = None if seen.filing else clocks.notice
    return ReceiptPaper(
        head=head,
        party=party(seen.form.applicant, seen.form.agent),
        item=seen.item.name,
        handling_item=seen.form.handling_item,
        task_code=seen.item.task_code,
        mode_name=MODE_FULL[seen.mode] if seen.mode else "",
        accept_organ=seen.accept_organ,
        decide_organ=seen.decide_organ,
        received_at=days.received,
        materials=lines(seen),
        notice_due=notice.due if notice else None,
        notice_lines=notice.lines if notice else (),
        filing=seen.filing,
        late=bool(seen.form.spare),
    )


def accept(seen: Situation, head: PaperHead, days: Days, clocks: Clocks) -> AcceptPaper:
    """受理通知书, or with ``days.deemed`` the confirmation that silence accepted the case (许可法32(四))."""
    assert seen.mode is not None
    assert days.accepted is not None
    rows = handed_in(lines(seen))
    return AcceptPaper(
        head=head,
        party=party(seen.form.applicant, seen.form.agent),
        item=seen.item.name,
        handling_item=seen.form.handling_item,
        received_on=days.received.date(),
        accepted_on=days.accepted,
        deemed=days.deemed,
        bases=bases(seen, deemed=days.deemed),
        list_basis=seen.list_basis,
        mode=seen.mode,
        mode_sentence=MODE_SENTENCE[seen.mode],
        materials_count=len(rows),
        pages=sum(row.pages for row in rows),
        promised_due=clocks.promised.due,
        promised_note=clocks.promised.note,
        statutory_due=clocks.statutory.due,
        statutory_note=clocks.statutory.note,
        accept_organ=seen.accept_organ,
        accept_note=_accept_note(seen, seen.mode, clocks),
        decide_organ=seen.decide_organ,
        decide_note=_decide_note(seen.mode),
        special=special(seen.guide),
        fee=fee(seen.guide),
        result_names=seen.guide.result_names,
        delivery=seen.form.delivery,
        delivery_address_masked=_masked_delivery(seen),
        contacts=contacts(seen),
        batch_note=clocks.batch_note,
    )


def special(guide: Guide) -> str:
    """特别程序 in one sentence; only those of art. 45 stop the clock, and only once told in writing."""
    tail = "依法不计入期限的，另行书面告知所需时间（行政许可法第四十五条）"
    named = "、".join(_procedure(sentence) for sentence in guide.special_procedures)
    return f"{named}。{tail}" if named else f"本事项未列特别程序。{tail}"


def _procedure(sentence: str) -> str:
    """听证：涉及公共利益时；不计入办理期限；… → 听证（不计入）: the notice names it, the guide explains it."""
    name, _, rest = sentence.partition("：")
    if "是否计入" in rest:
        return f"{name}（是否计入期限待核定）"
    return f"{name}（不计入期限）" if "不计入办理期限" in rest else f"{name}（计入期限）"


def bases(seen: Situation, *, deemed: bool) -> tuple[str, ...]:
    """依据: the article of acceptance for a licence, then the item's own law."""
    own = seen.guide.bases[:_BASES]
    licence = seen.power_type is PowerType.ADMIN_LICENSE
    return (ACCEPT_LAW, *own) if licence and not deemed else own


def fee(guide: Guide) -> str:
    """收费提示: said even when nothing is charged."""
    if guide.fee_charge == "none":
        return NO_FEE
    if guide.fee_charge == "cost_only":
        return f"只收法定工本费{'，' + guide.fee_note if guide.fee_note else ''}。由受理窗口统一收取"
    return "收费标准待核定，未书面告知前不收取任何费用"


def contacts(seen: Situation) -> tuple[str, ...]:
    """Who answers questions: this window, and the city's counter where the city decides."""
    phone = seen.desk.window.phone or seen.region.phone
    here = f"{seen.desk.window.label}{seen.desk.staff.name}　{phone}".strip()
    place = seen.city_place
    if seen.mode not in FORWARDING or not place.phone:
        return (here,)
    return (here, f"{place.organ}　{place.phone}")


def _masked_delivery(seen: Situation) -> str:
    if not seen.form.delivery_address:
        return ""
    taker = seen.form.agent.name if seen.form.agent else seen.form.applicant.legal_rep or seen.form.applicant.name
    return f"{mask_address(seen.form.delivery_address)}，{mask_name(taker)}收"


def _accept_note(seen: Situation, mode: Mode, clocks: Clocks) -> str:
    if mode is Mode.ENTRUST:
        return f"由受托的{seen.county_organ}受理、审查"
    if mode is Mode.WINDOW_FORWARD_COUNTY:
        until = f"{full_day(clocks.forward.due)}前" if clocks.forward and clocks.forward.due else "形式审查后"
        return f"受理、形式审查，{until}将全部材料转报市级"
    if mode is Mode.WINDOW_FORWARD_CITY_STAFF:
        return "市级派驻人员在县级大厅受理"
    if mode is Mode.SUBSTANTIVE_CITY_STAMP:
        return "受理、实质审查，出具审查意见后报市级盖章"
    return "受理、审查"


def _decide_note(mode: Mode) -> str:
    return {
        Mode.DIRECT: "决定、制证、送达",
        Mode.ENTRUST: "以委托机关名义决定",
        Mode.SUBSTANTIVE_CITY_STAMP: "见章盖章，不再审查材料",
        Mode.SUBSTANTIVE_SEAL2: "按市级授权决定，加盖市直部门审批2号章",
        Mode.WINDOW_FORWARD_COUNTY: "审查、决定、制证，不再要求重复提交材料",
        Mode.WINDOW_FORWARD_CITY_STAFF: "审查、决定、制证",
        Mode.RECEIVE_ONLY: "受理、审查、决定",
    }[mode]
