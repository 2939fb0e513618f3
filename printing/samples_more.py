"""Plainly invented letters between acceptance and decision, plain and strained: for the gallery and the tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from models.papers_more import (
    CommitmentPaper,
    ExtendPaper,
    FeeLine,
    FeePaper,
    HearingPaper,
    Matter,
    SpecialPaper,
    TolerableLine,
    TolerancePaper,
)
from models.papers_rolls import AnyPaper
from models.rules.terms import Doc
from printing.samples import CHINA, DAY, LONG, ORGAN, PARTY, PERSON, head

P = TypeVar("P")
LICENCE_LAW = "《中华人民共和国行政许可法》"
MATTER = Matter("第三类医疗器械经营许可", "新办", DAY, DAY, "高审受〔2026〕300017号")
WATER = Matter("取水许可", "新办", DAY, DAY, "高审受〔2026〕300031号")
ENTRUSTED = "本决定以委托机关名义作出；受委托机关高平市行政审批服务管理局承办，委托内容已经公告（样例公告〔2026〕2号）"
OTHERS = ("第一联 利害关系人", "第二联 存根")
SEAL2 = "晋城市市场监督管理局行政审批2号章（编号 JC-SCJ-2-04）"
LONG_ITEM = "高致病性病原微生物实验室从事高致病性或者疑似高致病性病原微生物实验活动审批"
CONFIRM = ("落款机关、用印待市级部门书面确认", "材料份数待核")
AGAIN = datetime(2026, 11, 20, 15, 2, 41, tzinfo=CHINA)


def headed(paper: P, **changes: object) -> P:
    """``paper`` with its head changed."""
    return replace(paper, head=replace(paper.head, **changes))  # type: ignore[type-var, attr-defined]


def strained(paper: P) -> P:
    """``paper`` with a very long name and item, reprinted, with what waits for confirmation."""
    long = replace(
        paper,
        party=replace(PARTY, name=LONG),
        matter=replace(MATTER, item=LONG_ITEM),  # type: ignore[type-var]
    )
    return headed(long, times=3, printed_at=AGAIN, to_confirm=CONFIRM)


def tolerance() -> TolerancePaper:
    """Two lesser materials are to come."""
    return TolerancePaper(
        head(Doc.TOLERANCE, "高审容〔2026〕300003号"), PARTY, "容缺受理通知书", MATTER,
        (
            TolerableLine("5-3", "库房租赁合同复印件", "复印件1份，带原件核对", date(2026, 12, 4),
            "办事指南标注可容缺"),
            TolerableLine("8", "信息管理系统基本情况说明", "原件1份或者网上上传扫描件", date(2026, 12, 4),
            "办事指南标注可容缺"),
        ),
        "《样例市容缺受理办法（试行）》第六条", date(2026, 12, 4), "10个工作日，未超过承诺时限",
        "逾期未补齐的，终止容缺办理，退回全部材料，书面告知理由；申请人补齐后可以重新申请",
        (
            "自愿申请容缺受理，已知悉缺少的材料、补齐形式、期限和逾期处理办法。",
            "在期限内补齐全部缺件，补交的材料真实、合法、有效。",
            "本申请人没有未修复的失信记录。",
        ),
    )  # fmt: skip


def commitment() -> CommitmentPaper:
    """A promise in place of a proof."""
    return CommitmentPaper(
        head(Doc.COMMITMENT, "高审诺〔2026〕300002号"), PARTY,
        Matter("公共场所卫生许可", "新办", DAY), "“卫生检测报告”许可条件",
        ("《公共场所卫生管理条例》第四条、第八条",
        "《国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见》（国办发〔2020〕42号）"),
        (
            "营业场所空气、水质、采光、照明、噪声和用品用具符合国家卫生标准和要求。",
            "已取得具有相应能力的检测机构一年内出具的合格检测报告。",
            "从业人员持有效健康合格证明，已建立卫生管理制度、配备专（兼）职卫生管理人员。",
        ),
        "书面承诺：申请人在本承诺书上签字盖章，一式两份，当场提交",
        "申请人作出承诺、其他材料齐全的，不再索要相关证明，当场作出许可决定",
        "承诺不实的，依法撤销决定，收回证照；造成后果的依法承担责任，并按规定记入信用记录",
        "通过部门数据共享核对，并由两名以上工作人员现场核查", "作出决定之日起一个月内完成",
        "公开承诺书（隐去证件号码和联系方式），公开至许可有效期届满", "",
        (
            "所填写的信息真实、准确；已经知悉行政机关告知的全部内容。",
            "已符合上列条件，能够在核查时提供有关材料。",
            "愿意承担不实承诺的法律责任，接受行政机关核查。",
            "上述承诺是本申请人真实的意思表示。",
        ),
    )  # fmt: skip


def fee() -> FeePaper:
    """Two charges."""
    return FeePaper(
        head(Doc.FEE, "高审费〔2026〕300005号"), PARTY, Matter("医师执业注册", "变更", DAY, DAY,
        "高审受〔2026〕300044号"),
        PARTY.name,
        (
            FeeLine("1", "检验费（样例项目）", "《样例法》第五十条；国务院财政、价格主管部门公布的收费目录",
            "1280元／台", "3台", 384000),
            FeeLine("2", "证书工本费（样例项目）", "《样例条例》第二十条；省级价格主管部门核定标准", "10元／证", "2证",
            2000),
        ),
        386000, "叁仟捌佰陆拾元整", ORGAN, "140581001", "14058126300000500171", date(2026, 12, 4),
        "自收到本通知之日起10个工作日内",
        "小型微型企业免收第2项的规定不适用于本件", "逾期未缴的，暂缓制发证件；不加收滞纳金，缴清后继续办理",
        "03号窗口刷卡、扫码，或者凭缴款码在银行网点、政务服务平台缴款；窗口不收现金以外的代收费用",
        "缴款后开具财政电子票据，号码回填本案卷宗",
    )  # fmt: skip


def special() -> SpecialPaper:
    """Expert review stops the clock."""
    return SpecialPaper(
        head(Doc.SPECIAL_PROC, "高审特〔2026〕300004号"), PARTY, "特别程序告知书", WATER, "2", "专家评审",
        "本申请附水资源论证报告书，需要组织专家对论证报告书进行评审", "《取水许可和水资源费征收管理条例》第十八条",
        date(2026, 11, 25), "15个工作日", date(2026, 12, 16), used="3个工作日", left="42个工作日",
        old_due=date(2027, 1, 22),
    )  # fmt: skip


def resumed() -> SpecialPaper:
    """The clock goes on."""
    return replace(
        special(), head=head(Doc.SPECIAL_PROC, "高审特〔2026〕300006号"), variant="恢复计时告知书",
        reason="专家组已经提交书面评审意见", ends_on=date(2026, 12, 11), resumes_on=date(2026, 12, 14),
        days_out="13个工作日", new_due=date(2027, 2, 10),
    )  # fmt: skip


def extend() -> ExtendPaper:
    """Ten days more."""
    return ExtendPaper(
        head(Doc.EXTEND, "高审延〔2026〕300001号"), PARTY, MATTER, date(2026, 12, 18), date(2027, 1, 4), "10个工作日",
        "经营场所所在建筑正在进行消防改造，现场情况需要在改造完成后才能核实", f"{LICENCE_LAW}第四十二条第一款",
        "本机关负责人测试戊", date(2026, 12, 15),
    )  # fmt: skip


def hearing() -> HearingPaper:
    """The applicant is told of the right to be heard."""
    return HearingPaper(
        head(Doc.HEARING, "高审听告〔2026〕300001号"), PARTY, "听证告知书", WATER, (), ("高平市样例村村民委员会",
        "测试己"),
        "是否准予在样例泉域取用岩溶地下水，年取水量48000立方米，用于职工生活",
        "该申请直接涉及申请人与他人之间的重大利益关系：取水点下游820米有样例村集中供水井",
        f"{LICENCE_LAW}第四十七条第一款", date(2026, 11, 27),
        contact="03号窗口样例经办　0356-555 0103；高平市样例街99号",
    )  # fmt: skip


def interested() -> HearingPaper:
    """Others are told."""
    return replace(
        hearing(), head=head(Doc.HEARING, "高审利告〔2026〕300002号", OTHERS), variant="利害关系人告知书",
        to=("高平市样例村村民委员会", "测试己"), basis=f"{LICENCE_LAW}第三十六条、第四十七条第一款",
    )  # fmt: skip


def public_hearing() -> HearingPaper:
    """The public is told; nobody signs for it."""
    return replace(
        hearing(), head=head(Doc.HEARING, "高审听公〔2026〕300003号", ("第一联 张贴", "第二联 存根")),
        variant="听证公告",
        reason="该申请属于涉及公共利益的重大行政许可事项", basis=f"{LICENCE_LAW}第四十六条",
        at=datetime(2026, 12, 8, 9, 0, tzinfo=CHINA), place="高平市政务服务中心四楼第一会议室", host="测试庚（法规股）",
        recorder="测试辛", reviewer="样例审查员", openness="公开举行；涉及国家秘密、商业秘密、个人隐私的部分不公开",
        sign_up="公民、法人和其他组织可以在2026年12月1日前到03号窗口报名，名额20人，报名超过的抽签确定",
    )  # fmt: skip


def summons() -> HearingPaper:
    """Time and place, seven days before."""
    return replace(
        public_hearing(), head=head(Doc.HEARING, "高审听通〔2026〕300004号", OTHERS), variant="听证通知书",
        to=("高平市样例村村民委员会",), reason="你单位在期限内提出了听证申请",
        basis=f"{LICENCE_LAW}第四十七条、第四十八条",
        sign_up="请带身份证明和授权委托书，可以委托一至二名代理人；不参加又未说明理由的，视为放弃",
    )  # fmt: skip


def ten_fees() -> FeePaper:
    """Long enough for a second page."""
    one = fee()
    lines = tuple(replace(one.lines[at % 2], seq=str(at + 1)) for at in range(14))
    return replace(one, lines=lines, total_fen=sum(line.amount_fen for line in lines), total_words="贰万柒仟零贰拾元整")


def variants() -> Iterator[tuple[str, AnyPaper]]:
    """Every letter, plain and strained, under a file name."""
    yield "07-tolerance", tolerance()
    yield "07b-tolerance-pledge", replace(tolerance(), variant="容缺承诺书")
    yield "07c-tolerance-strained", strained(tolerance())
    yield "07d-tolerance-pledge-person", replace(tolerance(), variant="容缺承诺书", party=PERSON)
    yield "08-commitment", commitment()
    yield "08b-commitment-strained", strained(replace(
        commitment(), proxy="测试甲代为承诺，授权委托书写明承诺权限，至2026年12月31日", seal=SEAL2))  # fmt: skip
    yield "09-fee", fee()
    yield "09b-fee-14", headed(ten_fees(), times=2, printed_at=AGAIN)
    yield (
        "09c-fee-person-draft",
        headed(replace(fee(), party=PERSON, payer=PERSON.name), draft=True, to_confirm=CONFIRM),
    )
    yield "11-special", special()
    yield "11b-special-resumed", resumed()
    yield "11c-special-strained", strained(special())
    yield "12-extend", extend()
    yield "12b-extend-strained", strained(replace(extend(), in_name_of=ENTRUSTED, seal=SEAL2))
    yield "13-hearing-notice", hearing()
    yield "13b-hearing-interested", interested()
    yield "13c-hearing-public", public_hearing()
    yield "13d-hearing-summons", summons()
    yield "13f-hearing-strained", strained(replace(interested(), to=(PERSON.name, LONG)))
