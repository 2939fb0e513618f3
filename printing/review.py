"""审查意见表: each point with its finding, the inspection, the opinion, and who handled, checked and signed it."""

from __future__ import annotations

from collections.abc import Sequence

from models.papers_rolls import ReviewPaper, ReviewPoint, SignedOpinion, SiteRecordPaper, SiteVisit
from printing import letter, record, site_record, words
from printing.breaker import bold
from printing.flow import Block, Edge
from printing.page import Book, Page
from printing.sheet import Layout, Sheet
from printing.style import FRAME_WEIGHT, INNER_WEIGHT, LEFT, WIDTH, Style, serif
from printing.table import Cell, Grid, draw_set, typeset

LAYOUT = Layout(code=233.3, seal=42.0, seal_top=222.0, signed_base=241.0, signing=False, signed_end=220.0)
POINTS = Grid((10.0, 54.0, 39.0, 14.0, 39.0), pad=1.3, air=0.8, row=7.2, head=7.4)
NAMES = ("序号", "审查要点", "依据", "结论", "说明")
BAD = frozenset(("不符合", "不齐", "有异议"))
OPINION = serif(11, 16.5)
THIRD = WIDTH / 3


def lay(book: Book, paper: ReviewPaper | SiteRecordPaper) -> None:
    """Draw every copy into ``book``; the record of an inspection has a form of its own."""
    if isinstance(paper, SiteRecordPaper):
        site_record.lay(book, paper)
        return
    sheet = Sheet(
        book, paper.head, "审查意见表", LAYOUT, signed_on=paper.head.made_at.date(),
        seal_label=letter.seal_label(paper.seal),
    )  # fmt: skip
    sheet.bind(sheet.pages(_blocks(paper)))


def points(lines: Sequence[ReviewPoint], space: float, names: Sequence[str] = NAMES) -> list[Block]:
    """The table of points; what does not hold stands out."""
    rows = []
    for line in lines:
        heavy = letter.CELL.heavier(700) if line.verdict in BAD else letter.CELL
        texts = (line.seq, line.point, line.basis, line.verdict, line.note)
        rows.append([Cell(text, heavy if at == 3 else letter.CELL, align)
                     for at, (text, align) in enumerate(zip(texts, "cllcl", strict=True))])  # fmt: skip
    return POINTS.rows(POINTS.header(names, letter.CELL_HEAD), rows, space=space)


def _blocks(paper: ReviewPaper) -> list[Block]:
    matter = paper.matter
    facts = [
        record.pair("申请人", letter.named(paper.party)),
        record.pair("申请事项", words.item(matter.item, matter.handling_item)),
        record.pair("受理日期", words.day(matter.accepted_on), "受理文号", matter.accept_number),
    ]
    if paper.to_organ:
        facts.append(record.pair("报送机关", paper.to_organ))
    if paper.in_name_of:
        facts.append(record.pair("署名说明", paper.in_name_of))
    if paper.head.to_confirm:
        facts.append(record.pair("待核定", "；".join(paper.head.to_confirm), style=record.FACT.heavier(700)))
    if len(paper.seal) > letter.SEAL_LABEL:
        facts.append(record.pair("用印", paper.seal))
    return [
        *record.FACTS.rows(None, facts),
        *points(paper.points, 2.2),
        *letter.follow([*_site(paper.site, paper.site_result), *_opinion(paper), _signed(paper.signed)]),
    ]


def _site(site: SiteVisit | None, result: str) -> list[Block]:
    style = serif(10.5, 15.5)
    if site is None:
        return _framed("现场核查", "本件书面审查，未作现场核查。", style, space=2.2)
    looked = (
        f"{words.minute(site.begins)}，在{site.place}，核查人员{inspectors(site)}（共{len(site.inspectors)}人）核查，"
        f"被核查人{site.visited}（{site.visited_role}）。"
    )
    return _framed("现场核查", looked + words.full_stop(result), style, space=2.2)


def inspectors(site: SiteVisit) -> str:
    """测试甲（证号…）、测试乙（证号…）."""
    return "、".join(f"{name}（{card}）" if card else name for name, card in site.inspectors)


def _opinion(paper: ReviewPaper) -> list[Block]:
    verdict = "综合意见：同意，准予行政许可" if paper.agreed else "综合意见：不同意，不予行政许可"
    return _framed(verdict, f"理由：{words.full_stop(paper.opinion)}", OPINION)


def _framed(title: str, text: str, style: Style, *, space: float = 0.0) -> list[Block]:
    """A frame with a heavy title; what is very long goes on in further frames."""
    parts = letter.chunks(text, style, WIDTH - 6)
    return [
        _frame(title if at == 0 else f"{title.partition('：')[0]}（续）", part, style, space if at == 0 else 0.0)
        for at, part in enumerate(parts)
    ]


def _frame(title: str, text: str, style: Style, space: float) -> Block:
    set_ = typeset(text, style, WIDTH - 6)
    height = 7.8 + set_.height + 1.8

    def draw(page: Page, y: float, _: Edge) -> None:
        page.box(LEFT, y, WIDTH, height, FRAME_WEIGHT)
        page.text(LEFT + 3, y + 5.6, title, serif(11, weight=700), limit=WIDTH - 6)
        draw_set(page, LEFT + 3, y + 7.6, set_, "j")

    return Block(height, draw, space)


def _signed(opinions: tuple[SignedOpinion, ...]) -> Block:
    """承办人、复核人、签发人 side by side: what each says, a line to sign, the day."""
    sets = [typeset(bold(one.words, 400), serif(10, 14.5), THIRD - 6) for one in opinions]
    height = max(29.0, 8.0 + max((set_.height for set_ in sets), default=0.0) + 15.5)

    def draw(page: Page, y: float, _: Edge) -> None:
        page.box(LEFT, y, WIDTH, height, FRAME_WEIGHT)
        for at, (one, set_) in enumerate(zip(opinions, sets, strict=True)):
            x = LEFT + THIRD * at
            if at:
                page.rules([(x, y, x, y + height)], INNER_WEIGHT)
            page.text(x + 3, y + 5.6, f"{one.role}意见", serif(10.5, weight=700))
            draw_set(page, x + 3, y + 7.6, set_)
            page.text(x + 3, y + height - 9.4, f"{one.role}：", serif(10))
            page.rules([(x + 17, y + height - 8.6, x + THIRD - 3, y + height - 8.6)], INNER_WEIGHT)
            page.text(x + 18, y + height - 9.4, one.name, serif(10), limit=THIRD - 22)
            day = words.day(one.on) if one.on else record.blank_date()
            page.text(x + THIRD - 3, y + height - 3.0, day, serif(10), align="r")

    return Block(height, draw)
