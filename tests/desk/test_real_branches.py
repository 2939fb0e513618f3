"""The branches' papers as the real printer's room lays them out: they render, and hold the words they must."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest

from models.desk import close, documents, extend, fees, hearing, monthly, seals_book, seals_register, special
from models.desk.accept import accept
from models.desk.commit import commit
from models.desk.context import SHANGHAI, Desk
from models.desk.extend import Leave
from models.desk.hearing import Apply
from models.desk.promises import Promise
from models.desk.sheets_hearing import Announced, Called, Held
from models.desk.special import Stop
from models.desk.tolerate import Undertaking, tolerate
from models.rules.casefacts import EndReason
from models.views import DocumentView
from printing.make import make
from tests.desk.branches import HYGIENE, STAFFING, accepted, boss, judge, with_city, with_guide
from tests.desk.test_fees import CHARGE, STANDARD, printing_case
from tests.desk.test_monthly import MONTH, TRAFFIC, drivers
from tests.desk.test_seals_register import DAYS, HANDS, WINDOW
from tests.helpers.factory import HandClock, form_for, hall, mark

START = datetime(2026, 9, 1, 9, 0, tzinfo=SHANGHAI)
Made = tuple[DocumentView, ...]


@pytest.fixture
def clock() -> HandClock:
    """1 September 2026."""
    return HandClock(START)


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    """A desk whose papers are laid out in earnest."""
    with hall(tmp_path / "hall", clock=clock, make_paper=make) as made:
        yield made


def text_of(desk: Desk, paper: DocumentView) -> str:
    """Every word of a kept paper, spaces and line ends left out."""
    pdf = pypdfium2.PdfDocument(documents.pdf(desk, paper.id))
    try:
        whole = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    finally:
        pdf.close()
    return "".join(whole.split())


def tolerated(desk: Desk, clock: HandClock, folder: Path) -> Made:
    gentle = with_guide(
        *(desk, folder, "public_place_hygiene_licence", "tolerate_missing: to_confirm", "tolerate_missing: allowed")
    )
    return tolerate(gentle, mark(form_for(gentle, HYGIENE), 4, "tolerated"), Undertaking(signed=True)).documents


def promised(desk: Desk, clock: HandClock, folder: Path) -> Made:
    return commit(desk, mark(form_for(desk, STAFFING), 3, "committed"), Promise()).documents


def stopped(desk: Desk, clock: HandClock, folder: Path) -> Made:
    case_id = accepted(desk)
    first = special.begin(judge(desk), case_id, Stop("鉴定", "对样品作鉴定", 15)).documents
    clock.move(days=7)
    return (*first, *special.end(judge(desk), case_id, "样品合格").documents)


def extended(desk: Desk, clock: HandClock, folder: Path) -> Made:
    return extend.extend(boss(desk), accepted(desk), Leave(10, "需要核实的情况较多", "样例局长")).documents


def heard(desk: Desk, clock: HandClock, folder: Path) -> Made:
    case_id = accepted(desk)
    said = Announced("拟准予公共场所卫生许可", "涉及相邻住户的重大利益", ("测试甲",), public=True)
    at = datetime(2026, 9, 15, 9, 0, tzinfo=SHANGHAI)
    made = hearing.tell(judge(desk), case_id, said).documents
    hearing.ask(judge(desk), case_id, Apply("测试甲"))
    made += hearing.call(judge(desk), case_id, Called(at, "样例听证室", "样例主持人", "样例记录人")).documents
    clock.at = at.replace(hour=12)
    people = (("主持人", "样例主持人", ""), ("记录人", "样例记录人", ""))
    held = Held(at, at.replace(hour=10), "样例听证室", people, (("测试甲", "油烟扰民"),), signed=True)
    return made + hearing.hold(judge(desk), case_id, held).documents


def withdrawn(desk: Desk, clock: HandClock, folder: Path) -> Made:
    case_id = accepted(desk)
    made = close.withdraw(desk, case_id, "不再经营").documents
    return made + close.return_materials(desk, case_id, "申请人撤回").documents


def ended(desk: Desk, clock: HandClock, folder: Path) -> Made:
    return close.terminate(boss(desk), accepted(desk), EndReason.APPLICANT_GONE, "企业已注销").documents


def charged(desk: Desk, clock: HandClock, folder: Path) -> Made:
    paying = with_city(desk, folder, STANDARD)
    return fees.notice(paying, printing_case(paying), CHARGE).documents


def sealed(desk: Desk, clock: HandClock, folder: Path) -> Made:
    clock.at = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)
    seal_id = seals_register.enter(boss(desk), WINDOW)
    paper = accept(desk, form_for(desk, HYGIENE)).documents[1]
    first = seals_register.note_use(boss(desk), seal_id, paper.id, HANDS)
    seals_book.void(boss(desk), first, "盖歪了")
    return (seals_book.make_book(boss(desk), seal_id, *DAYS),)


def filed(desk: Desk, clock: HandClock, folder: Path) -> Made:
    clock.at = datetime(2026, 11, 2, 9, 0, tzinfo=SHANGHAI)
    drivers(desk)
    clock.at = datetime(2026, 12, 2, 9, 0, tzinfo=SHANGHAI)
    return (monthly.file(boss(desk), MONTH, TRAFFIC),)


WORDS: tuple[tuple[Callable[[Desk, HandClock, Path], Made], tuple[tuple[str, ...], ...]], ...] = (
    (tolerated, ((), (), ("容缺受理", "公共场所卫生检测或者评价报告", "不超过承诺时限"))),
    (promised, ((), ("告知承诺书", "国办发〔2020〕42号", "租赁合同"), ())),
    (stopped, (("特别程序告知书", "鉴定", "第四十五条", "15个工作日"), ("恢复计时告知书", "鉴定"))),
    (extended, (("样例局长", "10个工作日", "第四十二条"),)),
    (
        heard,
        (
            ("听证告知书", "第四十七条"), ("利害关系人", "测试甲"), ("听证公告", "第四十六条"),
            ("听证通知书", "样例听证室", "样例主持人"), ("听证笔录", "油烟扰民"),
        ),
    ),
    (withdrawn, (("撤回", "不再经营"), ("退件清单", "申请人撤回"))),
    (ended, (("终止办理", "企业已注销", "高平市人民政府"),)),
    (charged, (("缴费通知书", "贰拾壹元整", "1405810000001"),)),
    (sealed, (("印章使用登记簿", "样例主任", "销第1笔"),)),
    (filed, (("月度备案表", TRAFFIC, "准予"),)),
)  # fmt: skip


@pytest.mark.parametrize(("branch", "words"), WORDS, ids=[branch.__name__ for branch, _ in WORDS])
def test_that_a_branchs_papers_hold_the_words_they_must(
    branch: Callable[[Desk, HandClock, Path], Made],
    words: tuple[tuple[str, ...], ...],
    desk: Desk,
    clock: HandClock,
    tmp_path: Path,
) -> None:
    made = branch(desk, clock, tmp_path / "pack")
    assert len(made) == len(words)
    for paper, wanted in zip(made, words, strict=True):
        text = text_of(desk, paper)
        assert [word for word in wanted if word not in text] == [], paper.name
        assert paper.case_no.replace("-", "") in text.replace("-", "")
