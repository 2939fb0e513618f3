"""Every paper says what the list of documents demands of it (窗口文书清单，必有要素)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.papers import Paper
from models.rules.terms import Doc
from printing import samples
from printing.make import make
from tests.printing.reading import pages_text, poppler_text, squeezed, text

HEAD = ("高平市行政审批服务管理局", samples.CASE, "7K3M-9QWX", "打印2026-11-2010:48:12")
SIGNED = ("签收人（签名）", "签收时间", "年月日时分", "印章位", "2026年11月20日")


def words(text: str) -> tuple[str, ...]:
    """What stands between blanks."""
    return tuple(text.split())


MUST: dict[Doc, tuple[Paper, tuple[str, ...]]] = {
    Doc.RECEIPT: (
        samples.receipt(),
        (*HEAD, *words("""
            收件凭证 申请材料接收清单 收件编号 收件窗口 高平市政务服务中心二楼03号窗口 受理机关 决定机关
            晋城市市场监督管理局 事项名称 第三类医疗器械经营许可（新办） 实施编码 11140500MB1960274T4000131071000
            业务办理项新办 申请人 高平市样例医疗器械有限公司 信用代码 91140581******RJ3B 代理人 测试甲
            140581********0316 授权范围 递交、补正、签收，至2026-12-31 收件时间 2026年11月20日10时48分 放权方式
            材料名称 形式 份 页 来源 容缺 核对 经办人授权文件 一次告知截止 2026年11月27日（星期五）
            逾期不告知的，自2026年11月20日收到申请材料之日起即为受理 收件人（签名） 交件人（签名）
            查询：zwfw.jcgov.example 咨询：0356-5550103 本凭证不是受理决定 第一联申请人 第二联存根
        """)),
    ),
    Doc.ACCEPT: (
        samples.accept(),
        (*HEAD, *SIGNED, *words("""
            受理通知书 高审受〔2026〕300017号 高平市同样例医疗科技有限公司 统一社会信用代码91140581******RJ3B
            第三类医疗器械经营许可（新办）申请 受理日期 收到日期同日
            《中华人民共和国行政许可法》第三十二条第一款第（五）项 晋市政发〔2025〕9号附件第71项 法定到期日
            2026年12月18日（星期五） 法定时限20个工作日 承诺办结日 2026年12月11日（星期五） 承诺时限15个工作日
            受理机关 决定机关 特别程序 收费 不收费 结果领取 ☑市级邮寄 □窗口自取 经办与查询 0356-5550103
        """)),
    ),
    Doc.SUPPLEMENT: (
        samples.supplement(),
        (*HEAD, *SIGNED, *words("""
            补正材料一次性告知书 高审补〔2026〕300009号 高平市恒样例医疗器械有限公司
            申请的第三类医疗器械经营许可（新办） 2026年11月20日收到材料9项31页
            《中华人民共和国行政许可法》第三十二条第一款第（四）项 材料名称 存在的问题 依据 补正要求
            库房租赁合同复印件 缺第3页（面积、用途条款），租期只余1个月 办法第十条第（四）项
            补第3页，或交续租后的合同复印件1份 请在2026年12月4日前补正 不因逾期补正作出不予许可决定
            以上为全部补正内容 需要补正的全部内容一次告知 咨询：03号窗口
        """)),
    ),
    Doc.REFUSE_ACCEPT: (
        samples.refuse(),
        (*HEAD, *SIGNED, *words("""
            不予受理决定书 高审不受〔2026〕300022号 高平市样例机械制造有限公司 91140581******RJ3B
            取水许可（新办）申请 2026年11月20日收到 不予受理种类 申请事项依法不属于本机关职权范围 超出该范围
            《中华人民共和国行政许可法》第三十二条第一款第（二）项 应向何处申请 晋城市水务局 晋城市样例东街1188号
            0356-5550146 材料处理 全部退还 60日内向高平市人民政府申请行政复议 6个月内向高平市人民法院提起行政诉讼
            网上申请：xzfy.jcgov.example 咨询：0356-5550103
        """)),
    ),
    Doc.FORWARD: (
        samples.forward(),
        (*HEAD, *words("""
            高审转函〔2026〕300096号 晋城市市场监督管理局： 第三类医疗器械经营许可（新办）
            高平市同样例医疗科技有限公司 服务窗口前移 收到日期 受理日期 县段已用 0个工作日 剩余时限
            承诺15个、法定20个工作日 11月24日前转报 审查结论 形式审查通过 材料移交清单 经办人授权文件 合计12项
            原件归还 须归还原件1份 移交 承运 接收 姓名（签名） 月日时分 结果送达 高平市样例街126号 退还人（市级）
            印章位 2026年11月20日 请勿要求申请人重复提交材料 第一联县存 第二联市存 第三联随卷 14058103A261120001730
        """)),
    ),
    Doc.DAY_LEDGER: (
        samples.ledger(),
        words("""
            高平市政务服务中心市县同权窗口日台账 高政务台〔2026〕300224号 序号 办件编号 收件时间 事项 放权方式
            申请人 电话尾号 代理人 材料份/页 当日状态 受理文号 承诺办结 法定办结 转报日期市接收人 办结结果 办结日期
            送达方式日期 收费元 推送监管 好差评 经办人 备注 填表人（签名） 窗口负责人（签名） 值班主任（签名）
            承前页 全日累计 SHA-2564F9A61C2 收件编号0001—0029连续，无跳号
        """),
    ),
}  # fmt: skip


@pytest.mark.parametrize("doc", MUST, ids=str)
def test_that_a_paper_holds_every_field_it_must(doc: Doc) -> None:
    paper, fields = MUST[doc]
    said = text(make(paper).pdf)
    assert [field for field in fields if squeezed(field) not in said] == []


@pytest.mark.parametrize("doc", MUST, ids=str)
def test_that_another_reader_finds_the_same_fields(doc: Doc) -> None:
    paper, fields = MUST[doc]
    said = poppler_text(make(paper).pdf)
    if said is None:
        pytest.skip("pdftotext is not on this machine")
    # a second reader orders cells in its own way, so only fields that stand in one piece are looked for
    whole = [field for field in fields if len(field) <= 16 and "年月" not in field and "月日" not in field]
    assert sum(squeezed(field) in said for field in whole) >= 0.9 * len(whole)


def test_that_rare_names_come_out_of_the_file_as_themselves() -> None:
    rendered = make(replace(samples.accept(), party=samples.PERSON))
    assert "样例䶮𬱖𠅤" in text(rendered.pdf)
    assert rendered.missing == ()


def test_that_a_receipt_for_the_city_never_speaks_of_acceptance_by_this_organ() -> None:
    letter = samples.forward()
    said = text(make(replace(letter, accepted_on=None, accept_number="")).pdf)
    assert "由市级决定是否受理" in said
    assert "当日受理" not in said


def test_that_a_filing_carries_no_deemed_acceptance() -> None:
    said = text(make(replace(samples.receipt(), filing=True, notice_due=None)).pdf)
    assert "即为受理" not in said
    assert "一次告知截止" not in said


def test_that_silence_is_told_as_the_law_has_it_xkf_art32_4() -> None:
    """许可法第三十二条第一款第（四）项: accepted from the day the papers came."""
    paper = replace(samples.accept(), deemed=True, received_on=samples.DAY.replace(day=13))
    said = text(make(paper).pdf)
    assert "你单位的申请自收到申请材料之日（2026年11月13日）起即为受理" in said
    assert "本机关决定予以受理" not in said


def test_that_a_matter_needing_no_licence_sends_nobody_elsewhere_xkf_art32_1() -> None:
    """许可法第三十二条第一款第（一）项."""
    said = text(make(replace(samples.refuse(), variant="不受理告知书", where=None)).pdf)
    assert "无须申请" in said
    assert "现告知不予受理" in said


@pytest.mark.parametrize("name", ["01f-receipt-long-draft", "02d-accept-direct-long", "05c-forward-long-30"])
def test_that_what_waits_for_confirmation_is_shown(name: str) -> None:
    said = text(make(dict(samples.variants())[name]).pdf)
    assert "含待核定项" in said
    assert "材料份数待市级部门确认；落款机关待核定" in said


def test_that_a_natural_person_is_not_called_a_unit() -> None:
    said = text(make(replace(samples.supplement(), party=samples.PERSON)).pdf)
    assert "你申请的" in said
    assert "你单位" not in said


def test_that_the_words_of_a_bold_run_are_not_repeated() -> None:
    pages = pages_text(make(samples.accept()).pdf)
    assert [page.count("本机关决定予以受理") for page in pages] == [1, 1]
