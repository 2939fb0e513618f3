"""The sixteen later papers, in each of their kinds, say what the list of documents demands (窗口文书清单，必有要素)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.papers_more import VARIANTS, HearingPaper
from models.papers_rolls import AnyPaper
from models.rules.terms import Doc
from printing import gallery, samples, samples_ends, samples_more, samples_rolls
from printing.make import MODULES, make
from tests.printing.reading import pages_text, poppler_text, squeezed, text

PAPERS: dict[str, AnyPaper] = dict(gallery.papers())
ORGAN = "高平市行政审批服务管理局"
HEAD = f"{ORGAN} {samples.CASE} 7K3M-9QWX"
SIGNED = "签收人（签名） 签收时间 年月日时分 2026年11月20日"
PARTY = "高平市样例医疗器械有限公司 91140581******RJ3B"
ACCEPTED = "第三类医疗器械经营许可（新办） 2026年11月20日受理（高审受〔2026〕300017号）"
REMEDY = "60日内向高平市人民政府申请行政复议 6个月内向高平市人民法院提起行政诉讼 网上申请：xzfy.jcgov.example"
HEARD = (
    "申请人 利害关系人 高平市样例村村民委员会 不承担组织听证的费用 主持人 有权申请回避 确认无误后签字或者盖章 印章位"
)
MUST: dict[str, str] = {
    "07-tolerance": f"""{HEAD} {SIGNED} {PARTY} 容缺受理通知书 高审容〔2026〕300003号 第三类医疗器械经营许可（新办）
        2026年11月20日容缺受理 库房租赁合同复印件 复印件1份，带原件核对 补齐期限 2026年12月4日 未超过承诺时限 逾期处理
        缺件未齐不发证 申请人承诺 申请人（签字或者盖章） 专用章位""",
    "07b-tolerance-pledge": f"""{HEAD} {SIGNED} {PARTY} 容缺受理承诺书 高审容〔2026〕300003号
        第三类医疗器械经营许可（新办） 2026年11月20日受理 信息管理系统基本情况说明 补齐形式 2026年12月4日 逾期处理
        不发放证照 申请人承诺 申请人（签字或者盖章） 专用章位""",
    "08-commitment": f"""{HEAD} {SIGNED} {PARTY} 告知承诺书 高审诺〔2026〕300002号 公共场所卫生许可（新办）
        《公共场所卫生管理条例》第四条、第八条 承诺内容 营业场所空气 承诺方式 书面承诺 承诺效力 不实承诺责任
        核查方式和时间 一个月内完成 承诺书公开 公开至许可有效期届满 可以书面撤回承诺 改按一般程序办理 代为承诺
        申请人现作出下列承诺 承诺人（签名、盖章） 机关印章位""",
    "09-fee": f"""{HEAD} {SIGNED} {PARTY} 缴费通知书 非税收入缴款通知 高审费〔2026〕300005号 缴款人 收费项目
        检验费（样例项目） 《样例法》第五十条 1280元／台 3台 3,840.00 叁仟捌佰陆拾元整 ¥3,860.00 单位编码 140581001
        缴款码 14058126300000500171 缴款期限 2026年12月4日（星期五） 减免情况 逾期后果 暂缓制发证件""",
    "10-review": f"""{HEAD} {PARTY} 审查意见表 高审意〔2026〕300012号 第三类医疗器械经营许可（新办）
        高审受〔2026〕300017号 审查要点 结论 符合 不适用 现场核查 测试壬 测试癸 共2人 2026年11月24日9时10分
        高平市样例街126号 综合意见：同意，准予行政许可 理由： 承办人： 复核人： 签发人： 年月日 审批公章位""",
    "10b-review-refused-long": "综合意见：不同意，不予行政许可 理由：冷藏区未配备备用制冷机组 不符合 未作现场核查",
    "10c-site-record": f"""{HEAD} {PARTY} 现场核查笔录 高审核〔2026〕300008号 核查时间 2026年11月24日9时10分至11时05分
        核查地点 高平市样例街126号 测试壬（执法证号样例0001） 测试癸（执法证号样例0002） 共2人 被核查人 告知权利
        申请回避 核查内容 当事人陈述 取得的证据 核查结论 被核查人（签名） 核查人员（签名） 记录人（签名）""",
    "11-special": f"""{HEAD} {SIGNED} {PARTY} 特别程序告知书 高审特〔2026〕300004号 取水许可（新办）
        2026年11月20日受理 专家评审 特别程序种类代码2其他 《取水许可和水资源费征收管理条例》第十八条 开始日期
        2026年11月25日 预计所需时间 15个工作日 2026年12月16日（星期三） 所需时间不计算在行政许可期限内
        次一工作日起恢复计时 专用章位""",
    "11b-special-resumed": f"""{HEAD} {SIGNED} {PARTY} 恢复计时告知书 自2026年12月14日起恢复计时
        2026年11月25日至2026年12月11日 不计入期限 13个工作日 停表前已用 3个工作日 新的到期日 2027年2月10日
        剩余42个工作日 原到期日""",
    "12-extend": f"""{HEAD} {SIGNED} {PARTY} 延长审查期限通知书 高审延〔2026〕300001号 第三类医疗器械经营许可（新办）
        受理日期 原到期日 2026年12月18日（星期五） 延长理由 消防改造 第四十二条第一款 延长天数 10个工作日 延长后到期日
        2027年1月4日（星期一） 批准人 本机关负责人测试戊 印章位""",
    "13-hearing-notice": f"""{HEAD} {SIGNED} {HEARD} {PARTY} 听证告知书 你单位享有要求听证的权利
        五日内可以提出听证申请 2026年11月27日（星期五） 二十日内组织听证 七日前，将时间、地点通知""",
    "13b-hearing-interested": f"""{HEAD} {SIGNED} {HEARD} 利害关系人告知书 陈述、申辩和听证权利 第三十六条
        有权就该申请向本机关陈述意见、进行申辩 五日内可以提出听证申请 二十日内组织听证 七日前，将时间、地点通知""",
    "13c-hearing-public": f"""{HEAD} {HEARD} 听证公告 本机关决定举行听证 2026年12月8日9时00分 四楼第一会议室 公开举行
        主持人：测试庚 参加办法 二十日内组织 七日前发出""",
    "13d-hearing-summons": f"""{HEAD} {SIGNED} {HEARD} 听证通知书 定于2026年12月8日9时00分举行听证 主持人：测试庚
        记录人：测试辛 审查人员：样例审查员 七日前发出""",
    "13e-hearing-record": f"""{HEAD} {PARTY} 听证笔录 取水许可（新办） 2026年12月8日9时00分至10时40分 四楼第一会议室
        主持人 测试庚 利害关系人 有权申请主持人回避 听证记录 确认无误后签字或者盖章 签字或者盖章 主持人（签名）
        记录人（签名） 听证费用由""",
    "14-approve": f"""{HEAD} {SIGNED} {PARTY} {ACCEPTED} 准予行政许可决定书 高审准〔2026〕300088号 经审查
        第三十八条第一款 本机关决定准予行政许可 许可内容 许可范围 许可期限 2026年12月10日至2031年12月9日
        延续申请截止日 2031年9月9日前 证件名称、编号 《医疗器械经营许可证》 晋高械经营许样例2026001号
        行政许可法第四十条 公众有权查阅 10个工作日 印章位 第一联申请人 第三联市级""",
    "14b-approve-entrusted-conditions": """晋城市市场监督管理局 署名说明 本决定以委托机关名义作出 用印 2号章 许可条件
        经营场所迁移的 60日内向晋城市人民政府申请行政复议 6个月内向晋城市城区人民法院提起行政诉讼""",
    "14c-approve-change": "准予变更行政许可决定书 原登记内容 变更后内容 本机关决定准予变更行政许可",
    "14d-approve-renew-person": """准予延续行政许可决定书 本机关决定准予延续行政许可 样例䶮𬱖𠅤 140581********031X
        你2026年11月20日""",
    "14e-cancel": f"""{HEAD} {SIGNED} {REMEDY} 注销行政许可决定书 注销理由 第七十条第（一）项 原许可期限 证件处理
        本机关决定注销行政许可""",
    "15-reject": f"""{HEAD} {SIGNED} {PARTY} {ACCEPTED} {REMEDY} 不予行政许可决定书 高审不准〔2026〕300007号
        经审查查明 本机关认为 第三十八条第二款 本机关决定不予行政许可 所依据技术标准 冷链管理 材料退还
        救济途径 印章位""",
    "15b-reject-change-city": "不予变更行政许可决定书 晋城市市场监督管理局 向晋城市人民政府 向晋城市城区人民法院",
    "15c-reject-strained": f"不予延续行政许可决定书 {REMEDY}",
    "16-delivery": f"""{HEAD} 送达回证 高审送〔2026〕300061号 送达机关 《准予行政许可决定书》 高审准〔2026〕300088号
        份数 受送达人 送达地点 ☑直接 □留置 □邮寄 □电子 □公告 □委托 电子送达事先同意 到达对方系统时间 邮寄单位、单号
        邮件签收日 收件人签名或盖章 收到时间 代收人签名 代收理由 送达人签名（一） 送达人签名（二） 见证人签名
        拒收、见证备注""",
    "16b-delivery-mailed": "☑邮寄 EX000000000CN 2026年12月10日16时20分 同住成年家属代收 样例社区测试卯 投递两次",
    "17-pickup": f"""{HEAD} 结果领取凭证 医疗器械经营许可证（正本） 晋高械经营许样例2026001号 数量 领取人 测试甲
        身份核验 人证一致 代领授权 领取方式 ☑窗口领取 领取时间 2026年12月11日9时32分 领取人（签名） 发证人（签名）""",
    "17b-pickup-mail-person": "☑邮寄（邮政特快专递EX000000000CN） 样例䶮𬱖𠅤 本人领取，无代领",
    "18-return": f"""{HEAD} {PARTY} 材料退还清单 经营场所和库房平面图 复印件 合计7项 21 退件原因 不予受理
        退件人（签名） 领取人（签名） 留存说明 不代替不予受理决定书 窗口章位""",
    "19-withdraw": f"""{HEAD} {PARTY} 撤回申请书 自愿撤回上述申请 撤回原因 依据 撤回日期 材料处理
        申请人（签字或者盖章） 收件人（签名） 申请人签章位 第三类医疗器械经营许可（新办）""",
    "19b-ended": f"""{HEAD} {SIGNED} {PARTY} {REMEDY} 终止办理通知书 自2026年12月8日起终止办理 依据 终止日期 材料处理
        专用章位""",
    "19c-paused": f"""{HEAD} {SIGNED} {PARTY} 中止审批通知书 中止日期 第十八条第三款 已用时限 8个工作日 剩余时限
        恢复与续表 接已用时限续算 材料处理""",
    "19d-resumed": f"{HEAD} {SIGNED} {PARTY} 恢复审批通知书 恢复日期 2027年1月18日 新的到期日 2027年3月16日 续算",
    "20-monthly": f"""{ORGAN} 市县同权事项办理情况月度备案表 填报单位：{ORGAN} 2026年11月 主送：晋城市市场监督管理局
        序号 市级部门 事项 放权方式 服务窗口前移 下放实质性审核权 委托实施 收件数 受理数 不予受理数 转报数 准予数
        不予数 在办数 超期数 附表 办件编号 申请人 受理日 办结日 结果 证照编号 填报人（签名） 审核人（签名） 年月日
        公章位 备案截止2026年12月5日""",
    "21-seal-ledger": f"""2号章使用登记簿 用印单位：{ORGAN} 序号 用印日期时间 印章名称、编号 JC-SCJ-2-04 使用协议号
        样例协〔2026〕4号 文书名称、文号 高审准〔2026〕300088号 办件编号 {samples.CASE} 份数 用印事由与依据 原市级权限
        批准人 用印人 监印人 废件与销号 备注 批准人（签名） 监印人（签名） 4F9A61C20B7D33E5""",
    "22-volume": f"""{HEAD} 卷内目录 卷号 140581-2026-XK-0088 顺序号 文号 责任者 题名 日期 页次 11—14 保管期限 30年
        归档单位 县级（谁审批谁保管） 电子件摘要 4F9A61C20B7D33E5 移交、接收签字 日期""",
    "22c-handover": """归档移交表 高审档移〔2026〕300002号 移交单位 接收单位 移交依据 6卷48件135页 卷号 题名 起止日期
        保管期限 永久 归档单位 电子件摘要 移交人（签名） 接收人（签名） 移交日期 接收日期""",
}  # fmt: skip


@pytest.mark.parametrize("name", MUST)
def test_that_a_later_paper_holds_every_field_it_must(name: str) -> None:
    said = text(make(PAPERS[name]).pdf)
    assert [field for field in MUST[name].split() if squeezed(field) not in said] == []


@pytest.mark.parametrize("name", MUST)
def test_that_pdftotext_finds_the_same_fields(name: str) -> None:
    said = poppler_text(make(PAPERS[name]).pdf)
    if said is None:
        pytest.skip("pdftotext is not on this machine")
    # it orders cells in its own way, so only fields that stand in one piece are looked for
    whole = [field for field in MUST[name].split() if len(field) <= 12 and "年月" not in field]
    assert sum(squeezed(field) in said for field in whole) >= 0.85 * len(whole)


def test_that_every_one_of_the_22_papers_has_a_maker_and_samples() -> None:
    assert set(MODULES) == set(Doc) == {paper.head.doc for paper in PAPERS.values()}


def test_that_every_kind_of_a_later_paper_is_in_the_gallery_and_no_other() -> None:
    shown: dict[Doc, set[str]] = {}
    for paper in PAPERS.values():
        if paper.head.doc in VARIANTS and (variant := getattr(paper, "variant", "")):
            shown.setdefault(paper.head.doc, set()).add(variant)
    assert shown == {doc: set(kinds) for doc, kinds in VARIANTS.items()}


@pytest.mark.parametrize("name", PAPERS)
def test_that_no_sample_lacks_a_character(name: str) -> None:
    assert make(PAPERS[name]).missing == ()


@pytest.mark.parametrize("name", [name for name, paper in PAPERS.items() if paper.head.to_confirm])
def test_that_a_later_paper_shows_what_waits_for_confirmation(name: str) -> None:
    pages = pages_text(make(PAPERS[name]).pdf)
    assert all("含待核定项" in page for page in pages)
    assert all(squeezed(line) in "".join(pages) for line in PAPERS[name].head.to_confirm)


def test_that_the_summons_is_dated_by_the_hour_xkf_art48_1() -> None:
    """许可法第四十八条第一款第（一）项: time and place, seven days before."""
    said = text(make(samples_more.summons()).pdf)
    assert "2026年12月8日9时00分" in said
    assert "本件在举行七日前发出" in said


def test_that_a_public_notice_shows_no_number_of_a_person_and_asks_nobody_to_sign() -> None:
    paper: HearingPaper = replace(samples_more.public_hearing(), party=samples.PERSON)
    said = text(make(paper).pdf)
    assert samples.PERSON.code_masked not in said
    assert "签收人" not in said


def test_that_a_cancellation_nobody_asked_for_speaks_of_no_application_xkf_art70() -> None:
    """许可法第七十条: the organ cancels by itself."""
    said = text(make(samples_ends.cancel()).pdf)
    assert "提出的" not in said
    asked = text(make(replace(samples_ends.cancel(), matter=samples_more.MATTER)).pdf)
    assert "你单位2026年11月20日提出的" in asked


@pytest.mark.parametrize("count", [1, 2, 9, 23, 24, 25, 41])
def test_that_no_paper_of_a_volume_is_lost_or_doubled(count: int) -> None:
    lines = tuple(replace(samples_rolls.volume().lines[at % 8], title=f"样例文书{at:03d}件") for at in range(count))
    paper = replace(samples_rolls.volume(), lines=lines)
    rendered = make(paper)
    said = "".join(pages_text(rendered.pdf)[: rendered.pages // 2])
    assert [said.count(line.title) for line in lines] == [1] * count


def test_that_the_sums_of_a_month_are_those_of_its_rows() -> None:
    said = text(make(samples_rolls.monthly()).pdf)
    assert "合计3项252211816241" in said
