"""Plainly invented forms, slips and registers, plain and strained: for the gallery and the tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from models.papers_rolls import (
    AnyPaper,
    CertificateLine,
    DeliveredPaper,
    DeliveryPaper,
    HandedVolume,
    HandoverPaper,
    HearingPerson,
    HearingRecordPaper,
    MonthlyCase,
    MonthlyPaper,
    MonthlyRow,
    PickupPaper,
    ReturnPaper,
    ReviewPaper,
    ReviewPoint,
    SealLedgerPaper,
    SealUseLine,
    SignedOpinion,
    SiteRecordPaper,
    SiteVisit,
    VolumeLine,
    VolumePaper,
)
from models.rules.terms import Doc
from printing.samples import CASE, CHINA, CITY, DAY, LONG, MATERIALS, ORGAN, PARTY, PERSON, RARE, head, materials
from printing.samples_more import AGAIN, CONFIRM, ENTRUSTED, MATTER, WATER, headed, strained

DIGEST = "4f9a61c20b7d33e5" * 4
ONE = ("存根",)
ITEM = "第三类医疗器械经营许可（新办）"
POINTS = (
    ReviewPoint(
        "1", "经营场所、库房面积与经营规模相适应", "办法第九条第（二）项", "符合", "经营场所126平方米，库房310平方米"
    ),
    ReviewPoint("2", "质量负责人学历、职称和在职情况", "办法第九条第（一）项", "符合", ""),
    ReviewPoint(
        "3", "冷藏、冷冻储存设施设备", "办法第九条第（三）项；质量管理规范附录", "符合", "双路供电，备用机组1套"
    ),
    ReviewPoint("4", "质量管理制度与经营范围相适应", "办法第九条第（四）项", "符合", ""),
    ReviewPoint("5", "信息管理系统能够追溯", "办法第九条第（五）项", "不适用", "仅经营批发目录外品种"),
)
SITE = SiteVisit(
    datetime(2026, 11, 24, 9, 10, tzinfo=CHINA), datetime(2026, 11, 24, 11, 5, tzinfo=CHINA), "高平市样例街126号",
    (("测试壬", "执法证号样例0001"), ("测试癸", "执法证号样例0002")), "测试甲", "质量负责人",
)  # fmt: skip


def review() -> ReviewPaper:
    """An opinion the county signs."""
    return ReviewPaper(
        head(Doc.REVIEW_OPINION, "高审意〔2026〕300012号", ("第一联 市级", "第二联 存档")), PARTY, MATTER, POINTS, SITE,
        "场所、设施设备与申报材料一致，未发现不符合项。",
        "申请材料齐全、内容真实，经营条件符合《医疗器械经营监督管理办法》第九条规定", True,
        (
            SignedOpinion("承办人", "经审查符合条件，拟同意。"),
            SignedOpinion("复核人", "材料和核查笔录已复核，同意承办意见。"),
            SignedOpinion("签发人", "同意。"),
        ),
        CITY,
    )  # fmt: skip


def site_record() -> SiteRecordPaper:
    """What two inspectors found."""
    return SiteRecordPaper(
        head(Doc.REVIEW_OPINION, "高审核〔2026〕300008号", ONE), PARTY, MATTER, SITE,
        "核查人员两人以上，已出示执法证件，说明来意，告知被核查人有陈述、申辩和申请回避的权利；被核查人表示清楚，不申请回避",
        POINTS, "以上核查情况属实，库房二层照明正在更换，不影响储存", "现场照片8张，库房温湿度记录复印件3页，平面图1页",
        "现场情况与申报材料一致，符合经营条件", "测试癸",
    )  # fmt: skip


PEOPLE = (
    HearingPerson("主持人", "测试庚", "高平市行政审批服务管理局法规股"),
    HearingPerson("记录人", "测试辛", "高平市行政审批服务管理局办公室"),
    HearingPerson("审查人员", "样例审查员", "涉水审批股"),
    HearingPerson("申请人代理人", "测试甲", "高平市样例医疗器械有限公司职员，140581********0316"),
    HearingPerson("利害关系人", RARE, "高平市样例村村民，140581********0421"),
)


def hearing_record(rounds: int = 1) -> HearingRecordPaper:
    """What was said; ``rounds`` times over."""
    said = (
        (
            "审查人员",
            "经初步审查，取水点位于样例泉域，申请年取水量48000立方米，论证报告认为对下游水位影响小于0.2米，拟准予许可。证据为水资源论证报告书及专家评审意见。",
        ),
        ("申请人代理人", "同意审查意见。我公司已承诺安装计量设施，逐月上报取水量。"),
        ("利害关系人", "取水点离我村集中供水井820米，枯水期水位已经下降，要求在枯水期限量取水，并公开监测数据。"),
        ("申请人代理人", "同意枯水期每日取水不超过80立方米，监测数据每月在村务公开栏张贴。"),
        ("主持人", "双方对枯水期限量无争议，记录在案。审查人员是否补充？"),
        ("审查人员", "建议在决定中写明枯水期限量，作为许可条件。"),
    )
    return HearingRecordPaper(
        head(Doc.HEARING, "高审听录〔2026〕300001号", ONE), PARTY, WATER, datetime(2026, 12, 8, 9, 0, tzinfo=CHINA),
        datetime(2026, 12, 8, 10, 40, tzinfo=CHINA), "高平市政务服务中心四楼第一会议室", "公开举行，旁听6人", PEOPLE,
        "主持人宣布听证事由和纪律，核对参加人身份，告知权利义务和有权申请主持人回避。参加人均表示清楚，不申请回避",
        said * rounds,
    )  # fmt: skip


def delivery() -> DeliveryPaper:
    """Handed over at the counter: most places are left to write."""
    return DeliveryPaper(
        head(Doc.DELIVERY, "高审送〔2026〕300061号", ONE), PARTY, ITEM,
        (DeliveredPaper("准予行政许可决定书", "高审准〔2026〕300088号", 1), DeliveredPaper("医疗器械经营许可证",
        "晋高械经营许样例2026001号", 2)),
        PARTY.name, "高平市政务服务中心二楼03号窗口", "直接", deliverers=("样例经办", "测试丑"),
    )  # fmt: skip


def mailed() -> DeliveryPaper:
    """Sent by mail and by wire, everything filled."""
    return replace(
        delivery(), way="邮寄", address="高平市样例街126号", consent="2026年11月20日书面同意电子送达，平台账户",
        arrived=datetime(2026, 12, 10, 16, 20, tzinfo=CHINA), mail="邮政特快专递 EX000000000CN",
        mail_signed="2026年12月11日",
        proxy="测试寅", proxy_reason="受送达人外出，同住成年家属代收", witness="样例社区测试卯",
        remark="投递两次，第二次由同住成年家属签收",
    )  # fmt: skip


def pickup() -> PickupPaper:
    """Taken at the counter."""
    return PickupPaper(
        head(Doc.PICKUP, "", ONE), PARTY, ITEM,
        (CertificateLine("医疗器械经营许可证（正本）", "晋高械经营许样例2026001号", 1),
        CertificateLine("医疗器械经营许可证（副本）", "晋高械经营许样例2026001号", 1),
         CertificateLine("准予行政许可决定书", "高审准〔2026〕300088号", 1)),
        "测试甲　140581********0316", "人证一致：居民身份证读卡并当面核对",
        "受法定代表人委托，授权书写明领取，至2026-12-31", "窗口", "",
        datetime(2026, 12, 11, 9, 32, tzinfo=CHINA),
    )  # fmt: skip


def returned(count: int = 7) -> ReturnPaper:
    """Papers given back."""
    lines = MATERIALS[:count] if count <= len(MATERIALS) else materials(count)
    return ReturnPaper(
        head(Doc.RETURN),
        PARTY,
        ITEM,
        lines,
        "不予受理（高审不受〔2026〕300022号）",
        "窗口留存申请表首页复印件1页备查，其余不留复印件",
    )


MONTH_ROWS = (
    MonthlyRow(CITY, "第三类医疗器械经营许可", "服务窗口前移", 12, 10, 1, 10, 7, 1, 2, 0),
    MonthlyRow(CITY, "药品零售企业筹建、验收审批", "下放实质性审核权", 8, 8, 0, 8, 6, 0, 2, 0),
    MonthlyRow(CITY, "食品生产许可", "委托实施", 5, 4, 0, 0, 3, 1, 0, 1),
)


def monthly(cases: int = 8) -> MonthlyPaper:
    """A month of one city department."""
    lines = tuple(
        MonthlyCase(
            f"140581-03-202611{1 + at % 28:02d}-{at + 1:04d}-K", RARE if at % 7 == 6 else "高平市样例医疗器械有限公司",
            ("第三类医疗器械经营许可", "药品零售企业筹建、验收审批", "食品生产许可")[at % 3], date(2026, 11,
            1 + at % 28),
            None if at % 5 == 4 else date(2026, 11, 1 + at % 28) + timedelta(9), "在办" if at % 5 == 4 else "准予",
            "" if at % 5 == 4 else f"晋高样例2026{at + 1:03d}号",
        )
        for at in range(cases)
    )  # fmt: skip
    return MonthlyPaper(
        head(Doc.MONTHLY_FILING, "高审备〔2026〕300011号", ("第一联 市级", "第二联 存档")), "高平市行政审批服务管理局",
        date(2026, 11, 1), CITY, MONTH_ROWS, lines,
        date(2026, 12, 5), "直接下放事项不在备案范围内。",
    )  # fmt: skip


def seal_lines(count: int) -> tuple[SealUseLine, ...]:
    """``count`` uses."""
    one = SealUseLine(
        datetime(2026, 11, 2, 9, 14, tzinfo=CHINA), "晋城市市场监督管理局行政审批2号章 JC-SCJ-2-04",
        "样例协〔2026〕4号", "准予行政许可决定书",
        "高审准〔2026〕300088号", CASE, 3, "准予第三类医疗器械经营许可；原市级权限，协议第二条第（三）项", "是",
        "测试戊", "样例经办", "测试丑", "", "",
    )  # fmt: skip
    voided = replace(one, voided="1份废件，号已销", note="日期误印，重打")
    return tuple(replace(voided if at % 6 == 5 else one, at=one.at + timedelta(hours=7 * at)) for at in range(count))


def seal_ledger(count: int = 9) -> SealLedgerPaper:
    """A month of one seal."""
    return SealLedgerPaper(
        head(Doc.SEAL_LEDGER, "高审印〔2026〕300011号", ()), "2号章登记簿", ORGAN, "2026年11月", seal_lines(count),
        DIGEST,
        "2号章只用于原属市级权限业务。",
    )  # fmt: skip


VOLUME = (
    ("准予行政许可决定书", "高审准〔2026〕300088号", ORGAN, 2), ("受理通知书", "高审受〔2026〕300017号", ORGAN, 1),
    ("收件凭证", "", ORGAN, 1), ("医疗器械经营许可申请表", "", "高平市样例医疗器械有限公司", 6),
    ("经营场所产权证明、库房租赁合同", "", "高平市样例医疗器械有限公司", 4), ("现场核查笔录", "高审核〔2026〕300008号",
    ORGAN, 3),
    ("审查意见表", "高审意〔2026〕300012号", ORGAN, 2), ("送达回证", "高审送〔2026〕300061号", ORGAN, 1),
)  # fmt: skip


def volume(count: int = 8) -> VolumePaper:
    """The list of a volume."""
    lines, page = [], 1
    for at in range(count):
        title, number, author, pages = VOLUME[at % len(VOLUME)]
        span = str(page) if pages == 1 else f"{page}—{page + pages - 1}"
        digest = DIGEST if at % 4 else DIGEST[::-1]
        lines.append(VolumeLine(number, author, title, DAY, span, "" if title.startswith("经营场所") else digest))
        page += pages
    return VolumePaper(
        head(Doc.ARCHIVE_LIST, "", ("第一联 存卷", "第二联 移交")), PARTY, ITEM, "140581-2026-XK-0088",
        "县级（谁审批谁保管）", "30年",
        tuple(lines), "",
    )  # fmt: skip


def handover(count: int = 6) -> HandoverPaper:
    """Volumes handed to the archive."""
    lines = tuple(
        HandedVolume(f"140581-2026-XK-{88 + at:04d}", f"高平市样例医疗器械有限公司{ITEM}", 8, 20 + at,
        "2026-11-20\n2026-12-11",
                     "30年" if at % 3 else "永久", "县" if at % 2 else "市县", DIGEST)
        for at in range(count)
    )  # fmt: skip
    return HandoverPaper(
        head(Doc.ARCHIVE_LIST, "高审档移〔2026〕300002号", ("第一联 移交方", "第二联 接收方")), f"{ORGAN}行政审批股",
        "高平市样例档案室",
        "政务服务事项电子文件归档的规定和承接协议第九条", lines, "",
    )  # fmt: skip


def variants() -> Iterator[tuple[str, AnyPaper]]:
    """Every form, slip and register, plain and strained, under a file name."""
    bad = replace(POINTS[2], verdict="不符合", note="未配备备用机组")
    yield "10-review", review()
    yield "10b-review-refused-long", headed(replace(
        review(), party=replace(PARTY, name=LONG), points=(*POINTS[:2], bad, *POINTS[3:]) * 3, agreed=False,
        signed=tuple(replace(one, words="不符合条件，拟不予许可。") for one in review().signed), site=None,
        opinion="冷藏区未配备备用制冷机组，质量负责人未在职，不符合《医疗器械经营监督管理办法》第九条规定",
        in_name_of=ENTRUSTED), to_confirm=CONFIRM)  # fmt: skip
    yield "10c-site-record", site_record()
    yield "10d-site-record-long", strained(replace(site_record(), points=(*POINTS[:2], bad, *POINTS[3:]) * 3))
    yield "13e-hearing-record", hearing_record()
    yield "13g-hearing-record-long", strained(hearing_record(5))
    yield "16-delivery", delivery()
    yield "16b-delivery-mailed", headed(mailed(), times=2, printed_at=AGAIN)
    yield "16c-delivery-long", headed(replace(mailed(), recipient=LONG, papers=mailed().papers * 3), to_confirm=CONFIRM)
    yield "17-pickup", pickup()
    yield "17b-pickup-mail-person", headed(replace(
        pickup(), party=PERSON, taker=RARE, proxy="", way="邮寄", mail="邮政特快专递 EX000000000CN"),
        offline=True)  # fmt: skip
    yield "17c-pickup-long", headed(replace(
        pickup(), party=replace(PARTY, name=LONG), certificates=pickup().certificates * 4), to_confirm=CONFIRM,
        draft=True)  # fmt: skip
    yield "18-return", returned()
    yield "18b-return-30", headed(replace(returned(30), party=replace(PARTY, name=LONG)), times=2, printed_at=AGAIN)
    yield "20-monthly", monthly()
    yield "20b-monthly-40", headed(monthly(40), to_confirm=("月报截止日待市级部门确认",))
    yield "20c-monthly-none", headed(replace(monthly(0), rows=()), draft=True)
    yield "21-seal-ledger", seal_ledger()
    yield "21b-seal-ledger-26", headed(replace(seal_ledger(26), variant="用印登记簿"), times=2, printed_at=AGAIN)
    yield "21c-seal-ledger-none", seal_ledger(0)
    yield "22-volume", volume()
    yield "22b-volume-40", headed(replace(volume(40), party=replace(PARTY, name=LONG)), to_confirm=CONFIRM)
    yield "22c-handover", handover()
    yield "22d-handover-30", handover(30)
