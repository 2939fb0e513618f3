"""Plainly invented papers of every kind and variant: for the gallery, the benchmarks and the tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from models.papers import (
    AcceptPaper,
    AskedLine,
    Bag,
    DayLedgerPaper,
    ForwardPaper,
    LedgerLine,
    LedgerTotals,
    Paper,
    PaperHead,
    PaperMaterial,
    PaperParty,
    ReceiptPaper,
    RefusePaper,
    SupplementPaper,
)
from models.rules.bundles import bundle_code
from models.rules.catalogue import Place
from models.rules.terms import Doc, Mode

CHINA = timezone(timedelta(hours=8))
CASE = "140581-03-20261120-0017-N"
DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 10, 48, 12, tzinfo=CHINA)
ORGAN = "高平市行政审批服务管理局"
CITY = "晋城市市场监督管理局"
SIGNATURE = "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43UOV3HO6DZPJTTENBVGY3TQOJQGEZDGNBV" * 2
TWO = ("第一联 申请人", "第二联 存根")
THREE = ("第一联 县存", "第二联 市存", "第三联 随卷")
LONG = "高平市样例国际医疗器械供应链管理与生物技术创新应用研究开发（集团）股份有限公司陵川路第二分公司"
LONG_ITEM = "高致病性病原微生物实验室从事高致病性或者疑似高致病性病原微生物实验活动审批"
RARE = "样例䶮𬱖𠅤"


def payload(doc: Doc, case: str = CASE) -> str:
    """What a QR of these papers holds."""
    return f"HTTPS://ZWFW.JCGOV.EXAMPLE/Q/{case}/{doc.qr_name}/{SIGNATURE[:103]}"


def head(doc: Doc, number: str = "", copies: tuple[str, ...] = TWO) -> PaperHead:
    """A head as the desk fills it."""
    return PaperHead(
        doc, ORGAN, CASE, number, payload(doc), "7K3M-9QWX", AT, "样例经办", "03号窗口", "高平市政务服务中心二楼",
        "0356-555 0103", "zwfw.jcgov.example", copies,
    )  # fmt: skip


PARTY = PaperParty(
    "高平市样例医疗器械有限公司", "统一社会信用代码", "91140581******RJ3B", False, "测试甲", "140581********0316",
    "递交、补正、签收，至2026-12-31",
)  # fmt: skip
PERSON = PaperParty(RARE, "居民身份证", "140581********031X", True)

NAMES = (
    ("1", "医疗器械经营许可申请表", "电子", 1, 6, "网上填报", "平台已存", "A"),
    ("2-1", "法定代表人、质量负责人身份证明", "复印件", 2, 4, "申请人", "已核原件", "A"),
    ("2-2", "质量负责人学历、职称材料", "复印件", 2, 5, "申请人", "已核原件", "A"),
    ("3", "组织机构与部门设置说明", "原件", 1, 2, "申请人", "已收", "A"),
    ("4", "经营范围、经营方式说明", "原件", 1, 1, "申请人", "已收", "A"),
    ("5-1", "经营场所和库房地理位置图", "复印件", 1, 1, "申请人", "已收", "A"),
    ("5-2", "经营场所和库房平面图", "复印件", 1, 2, "申请人", "已收", "A"),
    ("5-3", "经营场所产权证明、库房租赁合同", "复印件", 1, 4, "申请人", "缺租赁合同", "A"),
    ("6", "主要经营设施、设备目录", "原件", 1, 3, "申请人", "已收", "B"),
    ("7", "经营质量管理制度、工作程序等文件目录", "原件", 1, 4, "申请人", "已收", "B"),
    ("8", "信息管理系统基本情况", "—", 0, 0, "—", "未交", "B"),
    ("9", "经办人授权文件", "原件", 1, 1, "申请人", "已收", "B"),
)  # fmt: skip
MATERIALS = tuple(
    PaperMaterial(seq, name, form, copies, pages, origin, False, check, bag)
    for seq, name, form, copies, pages, origin, check, bag in NAMES
)


def materials(count: int) -> tuple[PaperMaterial, ...]:
    """``count`` lines."""
    return tuple(replace(MATERIALS[at % len(MATERIALS)], seq=str(at + 1)) for at in range(count))


def receipt() -> ReceiptPaper:
    """A receipt of twelve lines, one incomplete and one missing."""
    return ReceiptPaper(
        head(Doc.RECEIPT), PARTY, "第三类医疗器械经营许可", "新办", "11140500MB1960274T4000131071000",
        "服务窗口前移（县收转市）", ORGAN, CITY, AT, MATERIALS, date(2026, 11, 27),
        ("收件当日不计", "扣除11月21日、22日周末"), False,
    )  # fmt: skip


def accept() -> AcceptPaper:
    """An acceptance of a case the city decides."""
    return AcceptPaper(
        head(Doc.ACCEPT, "高审受〔2026〕300017号"), replace(PARTY, name="高平市同样例医疗科技有限公司"),
        "第三类医疗器械经营许可", "新办", DAY, DAY, False,
        ("《中华人民共和国行政许可法》第三十二条第一款第（五）项", "《医疗器械经营监督管理办法》第十一条"),
        "晋市政发〔2025〕9号附件第71项", Mode.WINDOW_FORWARD_COUNTY, "本事项实行服务窗口前移：县级受理，市级审查决定",
        9, 38, date(2026, 12, 11), "承诺时限15个工作日", date(2026, 12, 18), "法定时限20个工作日，自受理次日起算",
        ORGAN, "受理、形式审查，2026年11月24日前将全部材料转报市级", CITY, "审查、决定、制证；市级不再要求重复提交材料",
        "必要时现场核查，计入上列时限；需要整改的，整改时间不计入。依法听证所需时间不计入，另行书面告知。"
        "（行政许可法第四十五条、办法第十三条）",
        "不收费。任何人以本事项名义收费的，请拨打12345反映", ("医疗器械经营许可证",), "邮寄",
        "高平市样例街×××号，测试乙收",
        ("03号窗口样例经办　0356-555 0103", "市级承办科室　0356-555 0146"),
    )  # fmt: skip


ASKED = (
    AskedLine("1", "医疗器械经营许可申请表", "不符形式", "第4页法定代表人未签名，企业未盖章", "申请表填写说明第2条",
              "第4页打印后签名、加盖公章，交1份"),
    AskedLine("2", "质量负责人学历或者职称材料", "未交", "只交了身份证明，没有学历、职称材料", "办法第十条第（一）项",
              "学历证书或职称证书复印件1份，带原件核对"),
    AskedLine("5", "库房租赁合同复印件", "不全", "缺第3页（面积、用途条款），租期只余1个月", "办法第十条第（四）项",
              "补第3页，或交续租后的合同复印件1份"),
    AskedLine("8", "信息管理系统基本情况", "未交", "没有提交", "办法第九条，第十条第（七）项",
              "说明1份，写明软件、追溯功能、备份办法"),
    AskedLine("9", "经办人授权文件", "不符形式", "授权书没有写明权限和期限", "办法第十条第（八）项",
              "重写授权书1份，写明办理事项、权限、期限"),
)  # fmt: skip


def supplement() -> SupplementPaper:
    """Five things to mend."""
    return SupplementPaper(
        head(Doc.SUPPLEMENT, "高审补〔2026〕300009号"), replace(PARTY, name="高平市恒样例医疗器械有限公司"),
        "第三类医疗器械经营许可", "新办", DAY, 9, 31, ASKED, date(2026, 11, 27), date(2026, 12, 4),
        "10个工作日，地方规则",
        "“办法”指《医疗器械经营监督管理办法》（国家市场监督管理总局令第54号）；序号为办事指南材料序号。",
    )  # fmt: skip


def refuse() -> RefusePaper:
    """Beyond the delegated scope."""
    return RefusePaper(
        head(Doc.REFUSE_ACCEPT, "高审不受〔2026〕300022号"), replace(PARTY, name="高平市样例机械制造有限公司"),
        "不予受理决定书", "取水许可", "新办", DAY,
        "取用延河泉域岩溶地下水，用于工业建设项目职工生活，年取水量62000立方米",
        "你单位申请的年取水量超出该范围，依法不属于本机关职权范围", "申请事项依法不属于本机关职权范围",
        "晋市政发〔2025〕9号附件第1项下放本市实施的范围为年取水量不满5万立方米",
        "《中华人民共和国行政许可法》第三十二条第一款第（二）项",
        Place("晋城市水务局", "晋城市政务服务中心2层B12水务窗口", "晋城市样例东街1188号", "0356-555 0146",
              "工作日8:30—17:30"),
        "取水许可申请书、水资源论证报告书", "申请材料当场全部退还，本机关不留原件和复印件", "高平市人民政府",
        "高平市行政复议委员会办公室，样例东街99号，0356-555 0160", "xzfy.jcgov.example", "高平市人民法院",
    )  # fmt: skip


BAGS = (
    Bag("A", 1, 8, 10, 25, 1, bundle_code(CASE, "A")), Bag("B", 9, 12, 3, 8, 0, bundle_code(CASE, "B")),
)  # fmt: skip


def forward() -> ForwardPaper:
    """A letter with its list."""
    lines = tuple(replace(m, check="" if m.check == "已收" else m.check) for m in MATERIALS)
    lines = (*lines[:7], replace(lines[7], check="合同", give_back=True), *lines[8:10],
             replace(lines[10], form="原件", copies=1, pages=2, origin="申请人", check=""), lines[11])  # fmt: skip
    return ForwardPaper(
        head(Doc.FORWARD, "高审转函〔2026〕300096号", THREE), replace(PARTY, name="高平市同样例医疗科技有限公司"), CITY,
        "第三类医疗器械经营许可", "新办", Mode.WINDOW_FORWARD_COUNTY,
        "本事项实行服务窗口前移，由县级形式审查后转报市级",
        "晋市政发〔2025〕9号附件第71项", DAY, DAY, "高审受〔2026〕300017号", "0个工作日", "承诺15个、法定20个工作日",
        date(2026, 11, 24), date(2026, 12, 11), date(2026, 12, 18), "形式审查通过。本件不附实质审查意见", lines, BAGS,
        "须归还原件1份（第5-3项租赁合同），办结后10个工作日内退还03号窗口",
        "由市级邮寄：高平市样例街126号，测试乙收。结果和文号当日回传", "样例经办　0356-555 0103",
    )  # fmt: skip


LEDGER_ROWS = (
    ("护士执业注册", "委托实施", "样例甲", "受理", "1219"),
    ("第三类医疗器械经营许可", "县收转市", "高平市样例医疗器械有限公司", "补正", ""),
    ("房地产开发企业资质核定", "县收转市", "高平市样例置业有限公司", "受理转报", "1220"),
    ("取水许可", "市级办理", "高平市样例机械制造有限公司", "不予受理", ""),
    ("教师资格认定", "委托实施", RARE, "受理", "1222"),
    ("人力资源服务许可", "直接下放", "高平市样例劳务有限公司", "办结", "1223"),
    ("印刷企业设立审批", "见章盖章", "高平市样例印务有限公司", "受理", "1225"),
)


def ledger_line(number: int) -> LedgerLine:
    """Row ``number`` of a day."""
    item, mode, name, state, accept_no = LEDGER_ROWS[number % len(LEDGER_ROWS)]
    taken, sent, done = bool(accept_no), state == "受理转报", state == "办结"
    cells = (
        str(number), f"1120-{number:04d}", f"{9 + number % 8:02d}:{number * 7 % 60:02d}", item, mode, name,
        f"{2713 + number * 37 % 7000}", "本人" if number % 3 else "测试丙", f"{4 + number % 9}/{9 + number % 50}",
        state, accept_no, "12-11" if taken else "", "12-18" if taken else "", "11-20\n测试丁" if sent else "",
        "准予" if done else "不予\n受理" if state == "不予受理" else "", "11-20" if done else "",
        "自取\n11-20" if done else "", "0", "11-20" if done else "", "满意" if number % 2 else "", "样例经办",
        "缺2件" if state == "补正" else "",
    )  # fmt: skip
    adds = LedgerTotals(1, 1, int(taken), int(state == "补正"), int(state == "不予受理"), int(sent), int(done), 0, 0, 0)
    return LedgerLine(cells, adds)


def ledger(rows: int = 29) -> DayLedgerPaper:
    """A day of ``rows`` cases."""
    return DayLedgerPaper(
        replace(head(Doc.DAY_LEDGER, "高政务台〔2026〕300224号", ()), clerk="样例经办"), DAY,
        "高平市政务服务中心市县同权窗口日台账", "03号窗口", tuple(ledger_line(at) for at in range(1, rows + 1)),
        "4f9a61c20b7d33e5" * 4, f"收件编号0001—{rows:04d}连续，无跳号。",
        "日志至第1284条，链首3F2A 91C0 55D1 0B7E",
    )  # fmt: skip


def with_head(paper: Paper, **changes: object) -> Paper:
    """``paper`` with its head changed."""
    return replace(paper, head=replace(paper.head, **changes))  # type: ignore[arg-type]


AGAIN = datetime(2026, 11, 20, 11, 20, 5, tzinfo=CHINA)
CONFIRM = ("材料份数待市级部门确认", "落款机关待核定")


def _receipts() -> Iterator[tuple[str, Paper]]:
    """收件凭证."""
    yield "01-receipt", receipt()
    yield "01b-receipt-reprint-offline", with_head(receipt(), offline=True, times=2, printed_at=AGAIN)
    yield "01c-receipt-16", replace(receipt(), materials=materials(16))
    yield "01d-receipt-40", replace(receipt(), materials=materials(40))
    yield (
        "01e-receipt-filing-person",
        replace(
            receipt(),
            party=PERSON,
            filing=True,
            notice_due=None,
            item="印刷企业终止备案",
            handling_item="",
            task_code="",
        ),
    )
    yield (
        "01f-receipt-long-draft",
        with_head(
            replace(receipt(), party=replace(PARTY, name=LONG), item=LONG_ITEM),
            draft=True,
            to_confirm=CONFIRM,
        ),
    )


def _accepts() -> Iterator[tuple[str, Paper]]:
    """受理通知书."""
    yield "02-accept", accept()
    yield "02b-accept-offline", with_head(accept(), offline=True)
    yield "02c-accept-person-deemed", replace(
        accept(), party=PERSON, deemed=True, accepted_on=date(2026, 11, 13), received_on=date(2026, 11, 13),
        statutory_due=None, statutory_note="法定时限待核定", delivery="窗口自取", delivery_address_masked="",
        batch_note="本批次受理截止2026年12月31日",
    )  # fmt: skip
    yield "02d-accept-direct-long", with_head(
        replace(accept(), party=replace(PARTY, name=LONG), mode=Mode.DIRECT, decide_organ=ORGAN, decide_note="",
                mode_sentence="本事项已下放县级，由本机关审查决定"),
        to_confirm=CONFIRM, times=3, printed_at=AGAIN,
    )  # fmt: skip


def relayed(made: PaperHead) -> PaperHead:
    """The head of a paper of the city's that the window passes on."""
    note = "市审补〔2026〕3号，03号窗口转告，用印以市级原件为准"
    return replace(made, organ=CITY, relayed=note, signed_on=date(2026, 11, 19))


def _supplements() -> Iterator[tuple[str, Paper]]:
    """补正告知书."""
    yield "03-supplement", supplement()
    yield "03b-supplement-12", replace(supplement(), lines=(ASKED * 3)[:12])
    yield "03c-supplement-person", replace(supplement(), party=PERSON, lines=ASKED[:1], bring_until=None, bring_note="")
    yield "03d-supplement-relayed", replace(supplement(), head=relayed(supplement().head))
    mend = AskedLine("1", "材料2 法定代表人身份证明", "更正", "签字不是本人", "市级退回意见", "更正后其余不用再交")
    yield "03e-supplement-mending", replace(
        supplement(), lines=(mend,), notice_due=None, bring_until=None, bring_note="", returned_by=CITY,
        mend_until=date(2026, 12, 11), footnote=f"按{CITY}退回意见逐项列出。",
    )  # fmt: skip


def _refusals() -> Iterator[tuple[str, Paper]]:
    """不予受理决定书."""
    yield "04-refuse", refuse()
    yield "04b-refuse-no-licence", replace(
        refuse(), variant="不受理告知书", party=PERSON, where=None, bring="", ground="该活动依法不需要取得行政许可",
        kind="申请事项依法不需要取得行政许可", clause="《中华人民共和国行政许可法》第三十二条第一款第（一）项",
        item="取水许可", request="家庭生活和零星散养、圈养畜禽饮用等少量取水",
        basis="《取水许可和水资源费征收管理条例》第四条列明不需要申请领取取水许可证的情形",
    )  # fmt: skip
    yield "04c-refuse-relayed", replace(refuse(), head=relayed(refuse().head))


def _forwards() -> Iterator[tuple[str, Paper]]:
    """转报函."""
    yield "05-forward", forward()
    yield "05b-forward-receive-only", replace(
        forward(), mode=Mode.RECEIVE_ONLY, accepted_on=None, accept_number="", used="0个工作日", left="",
        promised_due=None, statutory_due=None, opinion="未作形式审查以外的审查", forward_due=date(2026, 11, 23),
        mode_sentence="本事项委托县级窗口收件，由市级受理、审查、决定", bags=BAGS[:1],
    )  # fmt: skip
    yield "05c-forward-long-30", with_head(
        replace(forward(), party=replace(PARTY, name=LONG), materials=materials(30), bags=(*BAGS, *BAGS)),
        to_confirm=CONFIRM,
    )  # fmt: skip


def _ledgers() -> Iterator[tuple[str, Paper]]:
    """日台账."""
    yield "06-ledger", ledger()
    cells = ledger_line(4).cells
    wide = replace(ledger_line(4), cells=(*cells[:5], LONG, *cells[6:]))
    yield "06b-ledger-draft-long", with_head(
        replace(ledger(3), lines=(*ledger(3).lines, wide)),
        draft=True, number="", qr="", verify_code="",
    )  # fmt: skip


def variants() -> Iterator[tuple[str, Paper]]:
    """Every paper, plain and strained, under a file name."""
    for kind in (_receipts, _accepts, _supplements, _refusals, _forwards, _ledgers):
        yield from kind()
