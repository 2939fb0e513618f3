"""Decisions as values: 准予决定书 and 不予决定书, in the right organ's name."""

from __future__ import annotations

from datetime import date, timedelta

from models.desk.bearing import Bearing
from models.desk.inputs import Decision
from models.desk.turn import InHand
from models.desk.words import full_day
from models.papers import PaperHead
from models.papers_more import ApprovePaper, RejectPaper
from models.rules import acts
from models.rules.terms import Act, Doc, Outcome, PowerType

PUBLIC = "本决定依法公开，公众有权查阅（行政许可法第四十条）"
CLASSIFIED = "本决定涉及国家秘密，不予公开"
NOT_LICENCE = "本决定不属行政许可，按有关规定公开"
RETURNED = "申请材料留存一套归档，其余原件由申请人持本人证件到窗口领回"
_WHOLE_BASES = 3


def name(hand: InHand, doc: Doc) -> str:
    """准予延续决定书, 不予备案通知书 …; what is no licence is not called one (准予确认决定书)."""
    named = acts.variant(Act.DECIDE, doc, filing=hand.seen.filing, handling_item=hand.here.case.handling_item)
    if hand.facts.licence:
        return named
    return named.replace("许可", "确认" if hand.seen.power_type is PowerType.ADMIN_CONFIRMATION else "办理")


def doc_of(decision: Decision) -> Doc:
    """Which of the two papers."""
    return Doc.APPROVE if decision.outcome is Outcome.APPROVE else Doc.REJECT


def approve(hand: InHand, head: PaperHead, decision: Decision, bearing: Bearing) -> ApprovePaper:
    """准予决定书 (许可法第三十八条第一款); remedies stand on it when it carries conditions or ends a licence."""
    variant = name(hand, Doc.APPROVE)
    guide = hand.seen.guide
    onerous = bool(decision.conditions) or variant == "注销决定书"
    until = renew_until(hand, decision)
    return ApprovePaper(
        head=head,
        party=hand.party,
        variant=variant,
        matter=hand.matter,
        finding=decision.finding,
        bases=guide.bases[:_WHOLE_BASES],
        grants=decision.content or (("许可事项", hand.here.case.item_name),),
        term=term(hand, decision),
        renew_until=until,
        renew_note=guide.renewal if until is None else f"{guide.renewal or '有效期届满三十日前'}（行政许可法第五十条）",
        certificate="、".join(guide.result_names),
        certificate_number=decision.certificate_number,
        publicity=publicity(hand),
        delivery=hand.seen.form.delivery,
        conditions=decision.conditions,
        in_name_of=bearing.in_name_of,
        seal=f"{bearing.seal}位",
        remedy=bearing.remedy if onerous else None,
    )


def reject(hand: InHand, head: PaperHead, decision: Decision, bearing: Bearing) -> RejectPaper:
    """不予决定书 with reasons and both remedies (许可法第三十八条第二款)."""
    return RejectPaper(
        head=head,
        party=hand.party,
        variant=name(hand, Doc.REJECT),
        matter=hand.matter,
        facts=decision.finding,
        reasons=decision.reason,
        bases=hand.seen.guide.bases[:_WHOLE_BASES],
        standard=decision.standard,
        returned=RETURNED,
        remedy=bearing.remedy,
        in_name_of=bearing.in_name_of,
        seal=f"{bearing.seal}位",
    )


def term(hand: InHand, decision: Decision) -> str:
    """许可期限 in one line."""
    if decision.valid_until is None:
        return hand.seen.guide.validity or "以证件载明的为准"
    first = full_day(decision.valid_from or hand.seen.now.date())
    return f"自{first}至{full_day(decision.valid_until)}"


def renew_until(hand: InHand, decision: Decision) -> date | None:
    """The last day to apply for renewal: thirty days before the end, unless the guide has its own rule (第五十条)."""
    if decision.valid_until is None or hand.seen.guide.renewal:
        return None
    return decision.valid_until - timedelta(days=hand.settings.renewal_days)


def publicity(hand: InHand) -> str:
    """公开提示."""
    if hand.seen.item.classified:
        return CLASSIFIED
    return PUBLIC if hand.facts.licence else NOT_LICENCE
