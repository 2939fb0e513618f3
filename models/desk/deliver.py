"""送达: handed over at the window to whom it belongs, or sent with a number; ten working days from the decision."""

from __future__ import annotations

from typing import Any

from models.desk import sheets_end
from models.desk.city_result import by_city, city_papers, news_of
from models.desk.context import Desk
from models.desk.inputs import MAIL, Delivery
from models.desk.power import needs
from models.desk.press import refused
from models.desk.turn import InHand, Turn, once_for, turn
from models.papers_rolls import CertificateLine, DeliveredPaper
from models.rules.powers import Power
from models.rules.terms import Act, Doc
from models.store import queries
from models.views import ActDone, DocumentView

WAYS = ("直接", MAIL, "电子", "留置", "公告", "委托")
_DECISIONS = frozenset({Doc.APPROVE, Doc.REJECT})
_TWO = 2  # 送达人两名


@needs(Power.DELIVER)
def pickup(desk: Desk, case_id: str, how: Delivery, *, press_id: str = "") -> ActDone:
    """领取 at the window: identity checked, signed for; the slip and the proof of service.

    Raises:
        Refusal: ``not_identified``, ``fee_open``, ``key_not_ready``, or nothing to hand over yet.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.PICKUP, key, identity_checked=how.identity_checked) as now:
            _taken(how)
            slip = _slip(now, how)
            proof = _proof(now, how)
            taker = f"{how.proxy}代" if how.proxy else how.receiver
            now.entry(_said(how) | {"text": f"{taker}到窗口领取，已核验{how.checked_how}"}, slip, proof)
        return now.run.done()

    return once_for(press_id, act, desk)


@needs(Power.DELIVER)
def deliver(desk: Desk, case_id: str, how: Delivery, *, press_id: str = "") -> ActDone:
    """送达 otherwise: by mail with carrier and number, electronically with consent, left with a witness …

    Raises:
        Refusal: ``classified_mail``, ``fee_open``, ``key_not_ready``.
    """

    def act(key: str) -> ActDone:
        with turn(desk, case_id, Act.DELIVER, key, mailed=how.way == MAIL) as now:
            _sent(now.hand, how)
            proof = _proof(now, how)
            mail = f"，{how.carrier} {how.mail_number}" if how.way == MAIL else ""
            now.entry(_said(how) | {"text": f"{how.way}送达{how.receiver}{mail}"}, proof)
        return now.run.done()

    return once_for(press_id, act, desk)


def results(hand: InHand) -> tuple[DeliveredPaper, ...]:
    """What is delivered: the decision's papers, the city's where the city decides, and the certificate."""
    if by_city(hand.mode):
        come = hand.here.last(Act.RESULT_IN)
        papers = city_papers(come.payload.get("result", ())) if come else list(news_of(hand.here).papers)
        return tuple(DeliveredPaper(one.name, one.number, one.copies) for one in papers)
    made = _decisions(hand)
    found = [DeliveredPaper(one.name, one.number, 1) for one in made]
    decided = hand.here.last(Act.DECIDE)
    if decided and decided.payload.get("certificate_number"):
        names = "、".join(hand.seen.guide.result_names) or "证件"
        found.append(DeliveredPaper(names, str(decided.payload["certificate_number"]), 1))
    return tuple(found)


def _decisions(hand: InHand) -> tuple[DocumentView, ...]:
    made = queries.documents(hand.desk.store, hand.here.case.case_id)
    return tuple({one.number: one for one in reversed(made) if one.doc in _DECISIONS}.values())


def _slip(now: Turn, how: Delivery) -> DocumentView:
    lines = [CertificateLine(one.name, one.number, one.copies) for one in results(now.hand)]
    return now.run.paper(
        Doc.PICKUP, now.hand.seen.receive_organ, lambda head: sheets_end.pickup(now.hand, head, how, lines)
    )


def _proof(now: Turn, how: Delivery) -> DocumentView:
    papers = results(now.hand)
    return now.run.paper(
        Doc.DELIVERY, now.hand.seen.receive_organ, lambda head: sheets_end.delivery(now.hand, head, how, papers)
    )


def _taken(how: Delivery) -> None:
    if not how.receiver.strip():
        raise refused("还没有写领取人", "请填写领取人")
    if not how.checked_how.strip():
        raise refused("还没有写怎样核验身份", "例如：居民身份证原件，人证一致")
    if how.proxy and not how.proxy_reason.strip():
        raise refused("代领没有写授权", "请填写授权委托书")
    if not how.signed:
        raise refused("领取人还没有签字", "请领取人在凭证上签字后再登记")


def _sent(hand: InHand, how: Delivery) -> None:
    if how.way not in WAYS:
        raise refused(f"“{how.way}”不是送达方式", f"请选{'、'.join(WAYS)}")
    if not how.receiver.strip():
        raise refused("还没有写受送达人", "请填写受送达人")
    if how.way == MAIL:
        if not (how.carrier.strip() and how.mail_number.strip()):
            raise refused("邮寄没有写承运单位和单号", "请填写承运单位和单号")
        if not (how.address or hand.seen.form.delivery_address).strip():
            raise refused("邮寄没有写地址", "请填写收件地址")
    if how.way == "电子" and not how.consent.strip():
        raise refused("电子送达要受送达人事先同意", "请写明何时、怎样同意")
    if how.way == "留置" and (not how.witness.strip() or len(set(how.deliverers)) < _TWO):
        raise refused("留置送达要有见证人和两名送达人", "请填写见证人、送达人")


def _said(how: Delivery) -> dict[str, Any]:
    return {"delivery_done": {name: _plain(getattr(how, name)) for name in Delivery.__dataclass_fields__}}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
