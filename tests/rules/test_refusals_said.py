"""What the rules say when they refuse, in whole sentences: what happened, what is safe, what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.errors import Refusal
from models.rules import (
    applicants,
    archive,
    asking,
    blanks,
    bundles,
    counting,
    dates,
    deadlines,
    experts,
    fees,
    invites,
    lifecycle,
    numbers,
)
from models.rules.applicants import Bar
from models.rules.archive import Keeper
from models.rules.blanks import Stock
from models.rules.calendar import CalendarGap, WorkCalendar
from models.rules.dates import CaseDates
from models.rules.experts import Expert
from models.rules.fees import Bill, FeeItem
from models.rules.terms import Act, CaseState, Doc, Mode, Unit
from tests.helpers.calendars import china
from tests.helpers.guides import guide

DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, 5, tzinfo=UTC)
ITEM = FeeItem("证照工本费", "样例条例第八条", 123_456)
BILL = Bill((ITEM,), "样例县受理窗口")
PAID = replace(BILL, paid_on=DAY, paid_fen=123_456)
STOCK = (
    Stock("样例许可证").take_in("样001", 3).issue("样001", "140581-1", DAY, "测试甲").spoil("样002", "污损", DAY, "甲")
)
POOL = [Expert("e1", "专家一", frozenset({"水土保持"}), "样例大学"), Expert("e2", "专家二", frozenset(), "样例院")]
SEED = "0123456789abcdef"
LOT = experts.draw(POOL, "水土保持", 1, [], SEED)
NO_FEE = "实施行政许可不收费，法律、行政法规另有规定的除外（行政许可法第五十八条）"
TABLE_SAFE = "原有的放假表没有改动。请核对国务院办公厅通知原文后重新导入。"
CODE = "140581-03-20261120-0017-N"


def refusal(act: Callable[[], object]) -> Refusal:
    """What an act is refused with."""
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value


@pytest.mark.parametrize(
    ("act", "code", "said"),
    [
        (
            lambda: applicants.check_bar(
                [
                    Bar(date(2027, 3, 1), "许可法第七十八条", "隐瞒有关情况或者提供虚假材料"),
                    Bar(date(2028, 5, 6), "许可法第七十九条", "以欺骗、贿赂等不正当手段取得许可"),
                    Bar(date(2027, 12, 31), "许可法第一条", "别的"),
                ],
                DAY,
            ),
            "barred",
            (
                "申请人因以欺骗、贿赂等不正当手段取得许可，到2028年5月6日为止不得再次申请（许可法第七十九条）。"
                "没有收件。请向申请人说明，期满后可以申请。"
            ),
        ),
        (
            lambda: archive.keeping(Mode.ENTRUST, Keeper.CITY, " "),
            "archive_agreement",
            "另有约定的要写明承接协议或备忘录。没有归档，办件原样。请填协议名称或编号。",
        ),
        (
            lambda: archive.check_complete([], [Doc.RECEIPT, Doc.ACCEPT, Doc.RECEIPT, Doc.ARCHIVE_LIST]),
            "archive_gap",
            f"卷内缺{Doc.RECEIPT.zh}、{Doc.ACCEPT.zh}。没有归档，办件原样。请补入后再归档。",
        ),
        (
            lambda: asking.second_ask((1, 2), (4, 2, 3), " "),
            "second_ask",
            (
                "第3、4项上次没有告知，补正内容应当一次告知（行政许可法第三十二条）。没有出具新的补正告知书。"
                "确因上次看不出来的，请值班主任写明理由后再出。"
            ),
        ),
        (
            lambda: STOCK.take_in("样003", 2),
            "blank_twice",
            "空白证照样003已经入库过。空白证照台账没有改动。请核对起号和张数。",
        ),
        (
            lambda: STOCK.issue("样003", "", DAY, "甲"),
            "blank_case",
            "没有写明用于哪一件。空白证照台账没有改动。请从办件里领用。",
        ),
        (
            lambda: STOCK.spoil("样003", " ", DAY, "甲"),
            "blank_reason",
            "作废要写明原因。空白证照台账没有改动。请填写原因。",
        ),
        (
            lambda: STOCK.issue("样009", "1", DAY, "甲"),
            "blank_unknown",
            "没有入库过样009。空白证照台账没有改动。请核对证照编号。",
        ),
        (
            lambda: STOCK.issue("样001", "1", DAY, "甲"),
            "blank_twice",
            "空白证照样001已经用于140581-1。空白证照台账没有改动。请换一张，并核对编号。",
        ),
        (
            lambda: STOCK.issue("样002", "1", DAY, "甲"),
            "blank_twice",
            "空白证照样002已经作废（污损）。空白证照台账没有改动。请换一张，并核对编号。",
        ),
        (
            lambda: blanks.numbers("样", 1),
            "blank_number",
            "起号要以数字结尾，张数在1到10000之间。空白证照台账没有改动。请核对起号和张数。",
        ),
        (
            lambda: bundles.parse_bundle_code("原件"),
            "bundle_code",
            "这不是原件袋上的码。没有改动任何记录。请扫移交清单上每袋右边的条码，或对照条码下的字输入。",
        ),
        (
            lambda: bundles.parse_bundle_code("14058103A261120001731"),
            "bundle_code",
            "袋码校验位不符，有一位读错或输错。没有改动任何记录。请重新扫码，或对照条码下的字逐位核对。",
        ),
        (
            lambda: bundles.parse_bundle_code(bundles._whole("140581", "03", "261350", "17")[:-1]),
            "bundle_code",
            "这不是原件袋上的码。没有改动任何记录。请扫移交清单上每袋右边的条码，或对照条码下的字输入。",
        ),
        (
            lambda: bundles.parse_bundle_code(f"14058103A2613500017{bundles._check('140581032613500017', 'A')}"),
            "bundle_code",
            "袋码里的日期、窗口或顺序号不存在。没有改动任何记录。请对照移交清单核对。",
        ),
        (
            lambda: WorkCalendar.from_json('{"year": 2031}'),
            "holiday_table_bad",
            f"这份放假调休表不能用：内容读不懂（'holidays'）。{TABLE_SAFE}",
        ),
        (
            lambda: counting.make_pause("整改", DAY),
            "pause_kind",
            (
                "“整改”不能停表。时限照常计算。"
                "只有听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审所需时间不计入（行政许可法第四十五条）。"
            ),
        ),
        (
            lambda: counting.make_pause("鉴定", None),
            "pause_not_told",
            "鉴定还没有书面告知申请人。时限照常计算。请先出具特别程序告知书。",
        ),
        (
            lambda: counting.make_pause("鉴定", DAY, date(2026, 11, 19)),
            "pause_backwards",
            "鉴定的结果日早于告知日。时限照常计算。请核对两个日期。",
        ),
        (
            lambda: counting.due(DAY, 3, Unit.WORKDAY, china(), [counting.make_pause("鉴定", DAY)]),
            "clock_stopped",
            "鉴定还没有结果，停表中，到期日未定。已用的工作日保留。结果出来后录入结果日。",
        ),
        (
            lambda: dates.check_dates(CaseDates(DAY, accepted=date(2026, 11, 19))),
            "date_before_receipt",
            "受理日早于收件日（2026-11-20）。没有改动任何记录。请核对日期。",
        ),
        (
            lambda: dates.check_dates(CaseDates(DAY, told=date(2026, 11, 21)), DAY),
            "date_ahead",
            "告知日还没有到。没有改动任何记录。请核对日期。",
        ),
        (
            lambda: dates.check_dates(CaseDates(DAY, decided=date(2026, 11, 24), published=date(2026, 11, 23))),
            "date_order",
            "公示日早于决定日。没有改动任何记录。请核对日期。",
        ),
        (
            lambda: experts.draw(POOL, "水土保持", 0, [], SEED),
            "expert_count",
            "要抽几名专家没有写。没有抽取专家。请填人数。",
        ),
        (
            lambda: experts.draw(POOL, "水土保持", 1, [], SEED[1:]),
            "expert_seed",
            "抽签没有随机数。没有抽取专家。请重新抽签。",
        ),
        (
            lambda: experts.draw(POOL, "水土保持", 1, ["样例大学"], SEED),
            "experts_few",
            "“水土保持”可抽的专家只有0名，要1名（回避1名）。没有抽取专家。请向市级共享专家库借用。",
        ),
        (
            lambda: experts.step_in(LOT, "e2"),
            "expert_unknown",
            "抽中的名单里没有这个人。没有抽取专家。请核对名单。",
        ),
        (lambda: experts.step_in(LOT, "e1"), "experts_few", "备选专家已经用完。没有抽取专家。请重新抽签。"),
        (
            lambda: fees.bill(guide(fee_charge="none", item_name="样例许可"), [ITEM], "窗口"),
            "fee_none",
            f"“样例许可”不收费。没有记录收费。{NO_FEE}。",
        ),
        (
            lambda: fees.bill(guide(fee_charge="unknown"), [ITEM], "窗口"),
            "fee_none",
            f"指南没有查到收费依据，不能收费。没有记录收费。{NO_FEE}。",
        ),
        (
            lambda: fees.bill(guide(fee_charge="cost_only"), [], "窗口"),
            "fee_amount",
            "没有收费项目。没有记录收费。请填写项目和标准。",
        ),
        (
            lambda: fees.bill(guide(fee_charge="cost_only"), [replace(ITEM, basis=" ")], "窗口"),
            "fee_basis",
            f"“证照工本费”没有写收费依据。没有记录收费。{NO_FEE}。",
        ),
        (
            lambda: fees.bill(guide(fee_charge="cost_only"), [replace(ITEM, quantity=0)], "窗口"),
            "fee_amount",
            "“证照工本费”的标准或数量不对。没有记录收费。请按公布的标准填写（行政许可法第五十九条）。",
        ),
        (
            lambda: fees.pay(PAID, 1, "票1", DAY, "样例县受理窗口"),
            "fee_twice",
            "这笔费用已经缴清或减免。没有记录收费。请核对办件。",
        ),
        (
            lambda: fees.pay(BILL, 123_456, "票1", DAY, "别的窗口"),
            "fee_window",
            "收费由受理窗口统一收取（晋城二(四)）。没有记录收费。请到样例县受理窗口缴费。",
        ),
        (
            lambda: fees.pay(BILL, 123_455, "票1", DAY, "样例县受理窗口"),
            "fee_amount",
            "应缴¥1,234.56，录入¥1,234.55。没有记录收费。请核对金额，不能多收少收。",
        ),
        (
            lambda: fees.pay(BILL, 123_456, " ", DAY, "样例县受理窗口"),
            "fee_bill",
            "没有填财政票据号。没有记录收费。请开具财政电子票据。",
        ),
        (
            lambda: fees.waive(PAID, 1, "低保", "主任"),
            "fee_twice",
            "这笔费用已经缴清或减免。没有记录收费。请核对办件。",
        ),
        (
            lambda: fees.waive(BILL, 123_457, "低保", "主任"),
            "fee_amount",
            "减免金额应在¥0.01到¥1,234.56之间。没有记录收费。请核对金额。",
        ),
        (
            lambda: fees.waive(BILL, 1, "低保", " "),
            "fee_reason",
            "减免要写明依据和批准人。没有记录收费。请填写后再办。",
        ),
        (
            lambda: fees.refund(BILL, 1, "多缴"),
            "fee_twice",
            "没有收过这笔费用，或者已经退过。没有记录收费。请核对办件。",
        ),
        (
            lambda: fees.refund(PAID, 123_457, "多缴"),
            "fee_amount",
            "退费不能超过已缴的¥1,234.56。没有记录收费。请核对金额。",
        ),
        (lambda: fees.refund(PAID, 1, " "), "fee_reason", "退费要写明原因。没有记录收费。请填写原因。"),
        (
            lambda: invites.tidy_code("ABCD"),
            "invite_code",
            "登记编码是24位字母和数字，没有 0、O、1、I、L。没有发出，编码仍然有效。请对照登记单逐组核对。",
        ),
        (
            lambda: invites.tidy_code("A" * 24),
            "invite_code",
            "登记编码有输错的地方。没有发出，编码仍然有效。请对照登记单逐组核对。",
        ),
        (
            lambda: numbers.parse_case_number("办件"),
            "case_number",
            (
                "这不是一个办件编号。没有打开或改动任何办件。"
                "编号形如140581-03-20261120-0017-N，请重新扫码或对照凭证输入。"
            ),
        ),
        (
            lambda: numbers.parse_case_number(f"{CODE[:-1]}M"),
            "case_number",
            "办件编号校验位不符，有一位读错或输错。没有打开或改动任何办件。请重新扫码，或对照凭证逐位核对。",
        ),
        (
            lambda: numbers.parse_case_number(f"14058100202611200017{numbers.check_character('14058100202611200017')}"),
            "case_number",
            "办件编号里的日期、窗口或顺序号不存在。没有打开或改动任何办件。请对照凭证逐位核对。",
        ),
        (
            lambda: lifecycle.next_state(Mode.RECEIVE_ONLY, CaseState.RECEIVED, Act.ACCEPT),
            "accept_is_citys",
            (
                "委托收件、受审分离方式由市级受理，本窗口不能作“受理”。没有改动任何记录。"
                "请出收件凭证并把全部材料转报市级。"
            ),
        ),
        (
            lambda: lifecycle.next_state(Mode.DIRECT, CaseState.RECEIVED, Act.FORWARD),
            "act_out_of_order",
            "办件现在是“已收件”，不能作“转报”。没有改动任何记录。现在可以做：补正告知、受理、视为受理、不予受理。",
        ),
        (
            lambda: lifecycle.next_state(Mode.DIRECT, CaseState.REFUSED, Act.FORWARD),
            "act_out_of_order",
            "办件现在是“不予受理”，不能作“转报”。没有改动任何记录。这一步之后由其他环节接着办。",
        ),
        (
            lambda: lifecycle.next_state(Mode.DIRECT, None, Act.ACCEPT),
            "act_out_of_order",
            "办件还没有收件，不能作“受理”。没有改动任何记录。现在可以做：收件。",
        ),
    ],
)
def test_xkf_a_refusal_says_what_happened_what_is_safe_and_what_to_do(
    act: Callable[[], object], code: str, said: str
) -> None:
    """许可法第三十二、四十五、五十八、五十九、七十八条, 晋城二(四)、二(五), 济宁三(一)2."""
    told = refusal(act)
    assert (told.code, told.sentence) == (code, said)


def test_that_a_year_without_a_table_says_who_imports_what() -> None:
    gap = CalendarGap(2031)
    assert (gap.year, gap.code, gap.short) == (2031, "holiday_table", "跨入2031年，放假表未到，不推算")
    assert gap.sentence == (
        "2031年放假调休表还没有导入，落在2031年的期限算不出来。已录入的内容和其他期限不受影响。"
        "请管理员在“管理”里导入国务院办公厅关于2031年部分节假日安排的通知。"
    )


def test_that_a_clock_that_ran_backwards_is_told_with_both_times() -> None:
    told = deadlines.clock_refusal(AT, AT.replace(hour=10))
    assert told.code == "clock_backwards"
    assert told.sentence == (
        "电脑时间是2026-11-20 09:05，比上一条记录（2026-11-20 10:05）还早。"
        "没有写入任何记录，已填的内容都在。"
        "请先校准电脑时间再办理；现在的时间才对的，退出重新登录，由值班主任放行。"
    )
