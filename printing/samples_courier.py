"""Plainly invented courier runs, plain and strained: for the gallery and the tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.papers_rolls import AnyPaper, CourierBag, CourierPaper
from models.rules.bundles import LETTERS, bundle_code
from models.rules.numbers import case_number
from models.rules.terms import Doc
from printing.samples import CITY, DAY, LONG_ITEM, RARE, head

RUN = "140581-03-20261120-J01"
COPIES = ("第一联 窗口存", "第二联 承运人", "第三联 市级")
ITEMS = (
    ("第三类医疗器械经营许可（新办）", CITY), ("印刷企业设立审批", "晋城市委宣传部"), ("取水许可", "晋城市水务局"),
    (LONG_ITEM, "晋城市样例国际医疗卫生健康委员会"),
)  # fmt: skip


def bag(at: int) -> CourierBag:
    """Bag ``at`` of a run."""
    case = case_number("140581", 3, DAY, 17 + at // 2)
    letter, (item, organ) = LETTERS[at % 2], ITEMS[at // 2 % len(ITEMS)]
    return CourierBag(bundle_code(case, letter), case, letter, item, organ, 5 + at % 7, 12 + at % 30, int(at % 3 == 0))


def run(bags: int = 4) -> CourierPaper:
    """One run of ``bags`` bags."""
    made = replace(head(Doc.FORWARD, RUN, COPIES), case_no=RUN)
    return CourierPaper(
        made, "高平市政务服务中心03号窗口", "机要", "机样例0420", "样例经办", "测试寅", tuple(map(bag, range(bags)))
    )  # fmt: skip


def variants() -> Iterator[tuple[str, AnyPaper]]:
    """Every sample under its file name."""
    yield "05d-courier", run()
    yield "05e-courier-long", replace(run(26), way="快递", number="样例快递 1234567890123", taken=RARE)
    yield "05f-courier-one", replace(run(1), way="专人", number="")
