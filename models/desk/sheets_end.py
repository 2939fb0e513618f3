"""Papers at the end of a case as values: 送达回证, 结果领取凭证, 卷内目录."""

from __future__ import annotations

from collections.abc import Sequence

from models.desk.inputs import MAIL, Delivery
from models.desk.turn import InHand
from models.papers import PaperHead
from models.papers_rolls import CertificateLine, DeliveredPaper, DeliveryPaper, PickupPaper, VolumeLine, VolumePaper


def delivery(hand: InHand, head: PaperHead, how: Delivery, papers: Sequence[DeliveredPaper]) -> DeliveryPaper:
    """送达回证; what is not known yet leaves room to write."""
    case, form = hand.here.case, hand.seen.form
    mail = f"{how.carrier} {how.mail_number}".strip()
    return DeliveryPaper(
        head=head,
        party=hand.party,
        item=case.item_name,
        papers=tuple(papers),
        recipient=form.applicant.name,
        address=how.address or form.delivery_address or form.applicant.address,
        way=how.way,
        consent=how.consent,
        arrived=head.made_at if how.way == "电子" else None,
        mail=mail if how.way == MAIL else "",
        mail_signed=how.mail_signed,
        receiver=how.receiver if how.signed else "",
        received_at=head.made_at if how.signed else None,
        proxy=how.proxy,
        proxy_reason=how.proxy_reason,
        deliverers=how.deliverers,
        witness=how.witness,
        remark=how.remark,
    )


def pickup(hand: InHand, head: PaperHead, how: Delivery, lines: Sequence[CertificateLine]) -> PickupPaper:
    """结果领取凭证 (A5)."""
    return PickupPaper(
        head=head,
        party=hand.party,
        item=hand.here.case.item_name,
        certificates=tuple(lines),
        taker=how.proxy or how.receiver,
        checked=how.checked_how,
        proxy=how.proxy_reason if how.proxy else "",
        way="窗口",
        mail="",
        taken_at=head.made_at if how.signed else None,
    )


def volume(
    hand: InHand, head: PaperHead, lines: Sequence[VolumeLine], *, keeper: str, retention: str, note: str
) -> VolumePaper:
    """卷内目录: every paper of the case in order, with the digest of its electronic copy."""
    return VolumePaper(
        head=head,
        party=hand.party,
        item=hand.here.case.item_name,
        volume=head.number,
        keeper=keeper,
        retention=retention,
        lines=tuple(lines),
        note=note,
    )
