"""特别程序告知书、恢复计时告知书: what stops the clock, for how long, and how it goes on (许可法第四十五条)."""

from __future__ import annotations

from models.papers_more import SpecialPaper
from printing import letter, words
from printing.breaker import Text, bold, join
from printing.flow import Block
from printing.letter import Box
from printing.page import Book
from printing.sheet import Sheet
from printing.table import paragraph

RESUME = "恢复计时告知书"
KINDS = {"1": "延长审批", "2": "其他"}
LAW = "《中华人民共和国行政许可法》第四十五条"
UNCOUNTED = (
    "上述程序所需时间不计算在行政许可期限内。不属于法律规定的特别程序的现场踏勘、补正、内部征求意见等，时间照常计算。"
)


def lay(book: Book, paper: SpecialPaper) -> None:
    """Draw every copy into ``book``."""
    sheet = Sheet(
        book, paper.head, paper.variant, signed_on=paper.head.made_at.date(),
        seal_label=letter.seal_label(paper.seal),
    )  # fmt: skip
    build = _resumed if paper.variant == RESUME else _begun
    sheet.bind(sheet.pages(letter.best(sheet.layout.room, lambda scale: build(paper, scale))))


def _begun(paper: SpecialPaper, scale: letter.Scale) -> list[Block]:
    text = join(
        f"{letter.asked(paper.party, paper.matter)}{letter.accepted(paper.matter)}。{words.full_stop(paper.reason)}"
        f"根据{paper.basis}，本机关决定依法进行", bold(paper.kind),
        "，" if LAW in paper.basis else f"。根据{LAW}，", bold("所需时间不计算在行政许可期限内"),
        "。现将所需时间书面告知如下：",
    )  # fmt: skip
    dates = letter.boxes(
        (
            Box("开始日期（停表）", words.day(paper.begins_on), "自本告知之日起不计入期限"),
            Box("预计所需时间", paper.expected, "届时未完成的，另行书面告知"),
            Box("预计完成日期", words.day_of_week(paper.expected_until), "提前完成的，提前恢复计时"),
        ),
        (50.0, 44.0, 62.0),
    )
    rows = _rows(paper, _begun_pairs(paper), scale)
    return [*letter.to(paper.party, scale), *paragraph(text, scale.body), dates, *rows]


def _kind(paper: SpecialPaper) -> str:
    return f"{paper.kind}{words.GAP}（特别程序种类代码 {paper.kind_code} {KINDS.get(paper.kind_code, '')}）"


def _begun_pairs(paper: SpecialPaper) -> list[tuple[str, Text]]:
    resume = "结果作出之日的次一工作日起恢复计时，已用工作日保留，另发恢复计时告知书并写明新的到期日。"
    return [
        ("程序种类", _kind(paper)),
        ("停表前已用", paper.used),
        ("原到期日", words.day_of_week(paper.old_due) if paper.old_due else ""),
        ("不计入期限", UNCOUNTED),
        ("恢复计时", resume),
    ]


def _resumed(paper: SpecialPaper, scale: letter.Scale) -> list[Block]:
    text = join(
        f"{letter.asked(paper.party, paper.matter)}{letter.accepted(paper.matter)}，"
        f"自{words.day(paper.begins_on)}起进行{paper.kind}。{words.full_stop(paper.reason)}"
        f"该程序已于{words.day(paper.ends_on)}完成，根据{LAW}，",
        bold(f"自{words.day(paper.resumes_on)}起恢复计时"), "。",
    )  # fmt: skip
    dates = letter.boxes(
        (
            Box("恢复计时日期", words.day(paper.resumes_on), "程序完成的次一工作日"),
            Box("原到期日", words.day(paper.old_due), f"不计入期限 {paper.days_out}" if paper.days_out else ""),
            Box("新的到期日", words.day_of_week(paper.new_due), f"剩余时限 {paper.left}" if paper.left else ""),
        ),
        (47.0, 47.0, 62.0),
    )
    pairs: list[tuple[str, Text]] = [
        ("程序种类", _kind(paper)),
        ("程序起止", f"{words.day(paper.begins_on)}至{words.day(paper.ends_on)}"),
        ("依据", paper.basis),
        ("不计入期限", f"上列起止时间不计算在行政许可期限内{f'，共{paper.days_out}' if paper.days_out else ''}。"),
        ("停表前已用", paper.used),
        ("恢复计时方式", f"接停表前已用时限续算，剩余{paper.left}。" if paper.left else "接停表前已用时限续算。"),
    ]
    return [*letter.to(paper.party, scale), *paragraph(text, scale.body), dates, *_rows(paper, pairs, scale)]


def _rows(paper: SpecialPaper, pairs: list[tuple[str, Text]], scale: letter.Scale) -> list[Block]:
    return letter.rows(paper.head, pairs, scale, paper.in_name_of, paper.seal, space=0.0)
