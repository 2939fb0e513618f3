"""Plainly invented decisions and endings, plain and strained: for the gallery and the tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from models.papers_more import ApprovePaper, RejectPaper, Remedy, WithdrawPaper
from models.papers_rolls import AnyPaper
from models.rules.terms import Doc
from printing.samples import CITY, DAY, PARTY, PERSON, THREE, TWO, head
from printing.samples_more import ENTRUSTED, LICENCE_LAW, MATTER, SEAL2, WATER, headed, strained

REMEDY = Remedy(
    "高平市人民政府", "高平市行政复议委员会办公室，样例东街99号，0356-555 0160", "xzfy.jcgov.example", "高平市人民法院"
)
CITY_REMEDY = Remedy(
    "晋城市人民政府", "晋城市行政复议办公室，样例东街1号，0356-555 0170", "xzfy.jcgov.example", "晋城市城区人民法院"
)


def approve() -> ApprovePaper:
    """A licence granted."""
    return ApprovePaper(
        head(Doc.APPROVE, "高审准〔2026〕300088号", ("第一联 申请人", "第二联 存档", "第三联 市级")), PARTY,
        "准予许可决定书", MATTER,
        "申请材料齐全、符合法定形式，经营场所、库房和质量管理制度符合法定条件",
        (f"{LICENCE_LAW}第三十四条、第三十八条第一款", "《医疗器械经营监督管理办法》第十四条"),
        (
            ("许可内容", "第三类医疗器械经营（批发）"),
            ("许可范围",
            "2002年分类目录：6815、6821、6846、6854、6866、6870、6877；2017年分类目录：01至22（体外诊断试剂除外）"),
            ("经营、库房地址", "高平市样例街126号（经营场所）；高平市样例工业园3号库（库房）"),
        ),
        "2026年12月10日至2031年12月9日", date(2031, 9, 9), "有效期届满90个工作日至30个工作日期间提出",
        "医疗器械经营许可证", "晋高械经营许样例2026001号",
        "本决定依照行政许可法第四十条予以公开，公众有权查阅；涉及国家秘密、商业秘密、个人隐私的除外",
        "作出决定之日起10个工作日内向你单位颁发、送达",
    )  # fmt: skip


def cancel() -> ApprovePaper:
    """A licence taken off the register: with the remedy."""
    return replace(
        approve(), head=head(Doc.APPROVE, "高审销〔2026〕300002号", THREE), variant="注销决定书",
        matter=replace(MATTER, accepted_on=None, accept_number=""),
        finding="你单位的医疗器械经营许可有效期届满未延续", bases=(f"{LICENCE_LAW}第七十条第（一）项",),
        grants=(("注销的许可", "第三类医疗器械经营许可"), ("注销理由",
        "有效期2021年11月18日至2026年11月17日，届满未申请延续")),
        term="2021年11月18日至2026年11月17日", renew_until=None, renew_note="",
        delivery="自收到本决定之日起10日内交回原件，不能交回的予以公告作废",
        remedy=REMEDY,
    )  # fmt: skip


def reject() -> RejectPaper:
    """A licence refused."""
    return RejectPaper(
        head(Doc.REJECT, "高审不准〔2026〕300007号", ("第一联 申请人", "第二联 存档", "第三联 市级")), PARTY,
        "不予许可决定书", MATTER,
        "申报的库房建筑面积为42平方米，其中冷藏区未配备双路供电和备用制冷机组；质量负责人测试甲的执业药师注册单位为另一家企业，"
        "至审查终结未变更。以上有现场核查笔录、照片和注册信息查询结果为证，你单位在核查笔录上签字确认",
        "经营冷藏、冷冻医疗器械的，应当配备与经营规模相适应的储存设施设备和在职的质量负责人，你单位不符合上述条件",
        (f"{LICENCE_LAW}第三十八条第二款", "《医疗器械经营监督管理办法》第九条、第十四条第二款"),
        "《医疗器械经营质量管理规范》附录（冷链管理）第二章", "申请材料原件2份随本决定退还，其余存档", REMEDY,
    )  # fmt: skip


def withdrawn() -> WithdrawPaper:
    """The applicant withdraws."""
    return WithdrawPaper(
        head(Doc.WITHDRAW), PARTY, "撤回申请书", MATTER, DAY, "经营场所另行选址，准备工作尚未完成",
        "作出决定前申请人可以撤回申请", "请退还全部申请材料，复印件由窗口留存1份",
    )  # fmt: skip


def ended() -> WithdrawPaper:
    """The organ ends it by itself: with the remedy."""
    return WithdrawPaper(
        head(Doc.WITHDRAW, "高审终〔2026〕300002号"), PARTY, "终止办理通知书", MATTER, date(2026, 12, 8),
        "2026年12月1日登记机关注销了你单位，申请主体已经不存在", "《样例市行政许可程序规定》第二十一条",
        "全部申请材料退还清算组，复印件存档1份",
        used="12个工作日", unilateral=True, remedy=REMEDY,
    )  # fmt: skip


def paused() -> WithdrawPaper:
    """A special rule stops the review."""
    return WithdrawPaper(
        head(Doc.WITHDRAW, "高审中〔2026〕300001号"), PARTY, "中止审批通知书", WATER, date(2026, 12, 2),
        "样例村村民委员会就取水引起的争议向人民法院提起诉讼，法院已经立案",
        "《取水许可和水资源费征收管理条例》第十八条第三款",
        "申请材料由本机关保管，不退还", used="8个工作日", left="37个工作日",
        resume="争议或者诉讼终止后，恢复审批；自恢复审批之日起接已用时限续算，另发恢复审批通知书",
    )  # fmt: skip


def back() -> WithdrawPaper:
    """The review goes on."""
    return replace(
        paused(), head=head(Doc.WITHDRAW, "高审恢〔2026〕300001号"), variant="恢复审批通知书", on=date(2027, 1, 18),
        reason="人民法院已经作出生效裁判，中止审批的原因消除", new_due=date(2027, 3, 16),
        resume="接中止前已用的8个工作日续算，剩余37个工作日",
    )  # fmt: skip


def variants() -> Iterator[tuple[str, AnyPaper]]:
    """Every decision and ending, plain and strained, under a file name."""
    yield "14-approve", approve()
    yield "14b-approve-entrusted-conditions", headed(replace(
        approve(), conditions=("经营场所迁移的，应当在迁移前申请变更。", "每年3月31日前提交上一年度自查报告。"),
        in_name_of=ENTRUSTED,
        seal=SEAL2, remedy=CITY_REMEDY), organ=CITY, offline=True)  # fmt: skip
    yield (
        "14c-approve-change",
        replace(
            approve(),
            variant="准予变更决定书",
            grants=(("原登记内容", "经营场所：高平市样例街126号"), ("变更后内容", "经营场所：高平市样例路8号2层")),
        ),
    )
    yield "14d-approve-renew-person", replace(approve(), variant="准予延续决定书", party=PERSON)
    yield "14e-cancel", cancel()
    yield "14f-approve-strained", strained(approve())
    yield "15-reject", reject()
    yield (
        "15b-reject-change-city",
        headed(replace(reject(), variant="不予变更决定书", standard="", remedy=CITY_REMEDY, party=PERSON), organ=CITY),
    )
    yield "15c-reject-strained", strained(replace(reject(), variant="不予延续决定书", facts=reject().facts * 3))
    yield "19-withdraw", withdrawn()
    yield "19b-ended", ended()
    yield "19c-paused", paused()
    yield "19d-resumed", back()
    yield "19e-ended-strained", strained(ended())
    yield "19f-withdraw-person", headed(replace(withdrawn(), party=PERSON), copies=TWO, offline=True)
