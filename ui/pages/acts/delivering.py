"""转报、结果、送达、归档 on the screen."""

from __future__ import annotations

from typing import Final

from models.desk import archive as desk_archive
from models.desk import city_result
from models.desk import deliver as desk_deliver
from models.desk import forward as desk_forward
from models.desk.city_result import CityPaper
from models.desk.context import Desk
from models.desk.inputs import MAIL, Delivery
from models.desk.turn import InHand, in_hand
from models.rules.terms import Act
from models.views import ActDone
from ui.pages.acts.asks import CHECKED, SIGNED, Ask, Form, Kind, Told, names_told, pairs_told, words
from ui.pages.acts.deed import Deed

_SELF, _PROXY = "self", "proxy"


def _forward_form(desk: Desk, case_id: str) -> Form:
    hand = in_hand(desk, case_id)
    known = (("报送", hand.seen.city_organ), ("材料", "全部材料，原件随转报函"))
    return Form("转报市级", "出转报函和材料移交清单，排进转报队列", "转报并打印", (), known)


def _forward(desk: Desk, case_id: str, _told: Told, press: str) -> ActDone:
    return desk_forward.forward(desk, case_id, press_id=press)


def _resubmit_form(desk: Desk, case_id: str) -> Form:
    news = city_result.news(desk, case_id)
    known = [("退回", news.returned_because)] if news.returned_because else []
    known += [(one.field, one.problem) for one in news.returned]
    asks = (Ask("mended", "更正情况", Kind.LONG, hint="逐条写明更正了什么"),)
    return Form("更正后再报", "不再要申请人补同样的材料", "再报并打印", asks, tuple(known))


def _resubmit(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    return city_result.resubmit(desk, case_id, words(told, "mended"), press_id=press)


def _result_form(desk: Desk, case_id: str) -> Form:
    papers = city_result.news(desk, case_id).papers
    known = tuple((one.name, f"{one.number}　{one.copies} 份") for one in papers)
    hint = "一行一件，如 准予许可决定书：晋市许〔2026〕1号"
    asks = () if papers else (Ask("papers", "到了哪些文书", Kind.LONG, needed=False, hint=hint),)
    return Form("结果到窗口", "照市级已签的逐件核对实物", "收下，通知领取", asks, known)


def _result(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    papers = [CityPaper(name, number) for name, number in pairs_told(words(told, "papers"))]
    return city_result.result_in(desk, case_id, papers, press_id=press)


def _results(hand: InHand) -> tuple[tuple[str, str], ...]:
    return tuple((f"{n}", f"{one.name} {one.number}".strip()) for n, one in enumerate(desk_deliver.results(hand), 1))


def _pickup_form(desk: Desk, case_id: str) -> Form:
    hand = in_hand(desk, case_id)
    form = hand.seen.form
    agent = form.agent.name if form.agent else ""
    who = ((_SELF, "本人或法定代表人"), (_PROXY, "代领"))
    proxy = ("who", (_PROXY,))
    return Form(
        "领取",
        "核验身份，签字后登记；出领取凭证和送达回证",
        "登记领取并打印",
        (
            Ask("who", "谁来领", Kind.CHOICE, choices=who, start=_PROXY if agent else _SELF),
            Ask("receiver", "受送达人", start=form.applicant.name),
            Ask("proxy", "代领人", start=agent, when=proxy),
            Ask("proxy_reason", "授权", start="授权委托书", when=proxy),
            Ask("checked_how", "怎样核验", start="居民身份证原件，人证一致"),
            Ask(
                "checked",
                "身份核验",
                Kind.CHOICE,
                needed=False,
                choices=CHECKED,
                start="",
                refusals=("not_identified",),
            ),
            Ask("signed", "凭证签字", Kind.CHOICE, needed=False, choices=SIGNED, start=""),
        ),
        _results(hand),
    )


def _pickup(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    how = Delivery(
        way="直接",
        receiver=words(told, "receiver"),
        deliverers=(desk.staff.name,),
        proxy=words(told, "proxy"),
        proxy_reason=words(told, "proxy_reason"),
        identity_checked=bool(words(told, "checked")),
        checked_how=words(told, "checked_how"),
        signed=bool(words(told, "signed")),
    )
    return desk_deliver.pickup(desk, case_id, how, press_id=press)


def _deliver_form(desk: Desk, case_id: str) -> Form:
    hand = in_hand(desk, case_id)
    form = hand.seen.form
    mail, kept, sent = ("way", (MAIL,)), ("way", ("留置",)), ("way", ("电子",))
    return Form(
        "送达",
        "自决定之日起十个工作日内（许可法第四十四条）",
        "登记送达并打印",
        (
            Ask(
                *("way", "方式", Kind.CHOICE),
                choices=tuple((way, way) for way in desk_deliver.WAYS),
                start=MAIL if form.delivery == MAIL else "",
                refusals=("classified_mail",),
            ),
            Ask("receiver", "受送达人", start=form.applicant.name),
            Ask("address", "收件地址", start=form.delivery_address, when=mail),
            Ask("carrier", "承运单位", start="中国邮政", when=mail),
            Ask("mail_number", "邮件号", latin=True, when=mail),
            Ask("consent", "事先同意", hint="何时、怎样同意", when=sent),
            Ask("witness", "见证人", when=kept),
            Ask("deliverers", "送达人", start=desk.staff.name, hint="几名的用顿号分开"),
            Ask("remark", "备注", needed=False),
        ),
        _results(hand),
    )


def _deliver(desk: Desk, case_id: str, told: Told, press: str) -> ActDone:
    how = Delivery(
        way=words(told, "way"),
        receiver=words(told, "receiver"),
        deliverers=names_told(words(told, "deliverers")),
        address=words(told, "address"),
        carrier=words(told, "carrier"),
        mail_number=words(told, "mail_number"),
        consent=words(told, "consent"),
        witness=words(told, "witness"),
        remark=words(told, "remark"),
    )
    return desk_deliver.deliver(desk, case_id, how, press_id=press)


def _archive_form(desk: Desk, case_id: str) -> Form:
    volume = desk_archive.volume(desk, case_id)
    known = (("卷内", f"{len(volume.lines)} 件"), ("保管", volume.keeper), ("期限", volume.retention))
    return Form("归档", volume.note, "归档并打印卷内目录", (), known)


def _archive(desk: Desk, case_id: str, _told: Told, press: str) -> ActDone:
    return desk_archive.archive(desk, case_id, press_id=press)


DEEDS: Final = {
    Act.FORWARD: Deed(_forward_form, _forward),
    Act.RESUBMIT: Deed(_resubmit_form, _resubmit),
    Act.RESULT_IN: Deed(_result_form, _result),
    Act.PICKUP: Deed(_pickup_form, _pickup),
    Act.DELIVER: Deed(_deliver_form, _deliver),
    Act.ARCHIVE: Deed(_archive_form, _archive),
}
