"""容缺受理通知书、容缺承诺书: what is missing, in which form and until when it comes, and what happens if not."""

from __future__ import annotations

from models.papers_more import TolerancePaper
from printing import letter, words
from printing.breaker import Text, bold, join
from printing.flow import Block
from printing.page import Book
from printing.sheet import Sheet
from printing.table import Grid, paragraph

PLEDGE = "容缺承诺书"
TITLES = {PLEDGE: "容缺受理承诺书"}
GRID = Grid((10.0, 46.0, 38.0, 30.0, 32.0), pad=1.3, air=1.0, row=7.6, head=7.85)
NAMES = ("序号", "缺少的材料", "补齐形式", "补齐期限", "依据")
UNISSUED = "缺件补齐并经核对无误前，不作出准予决定，不发放证照、批文。"
SIGN = "申请人（签字或者盖章）："


def lay(book: Book, paper: TolerancePaper) -> None:
    """Draw every copy into ``book``."""
    sheet = Sheet(
        book, paper.head, TITLES.get(paper.variant, paper.variant), signed_on=paper.head.made_at.date(),
        seal_label=letter.seal_label(paper.seal),
    )  # fmt: skip
    build = _pledge if paper.variant == PLEDGE else _notice
    scales = (letter.DENSE, letter.TIGHT)
    sheet.bind(sheet.pages(letter.best(sheet.layout.room, lambda scale: build(paper, scale), scales)))


def _notice(paper: TolerancePaper, scale: letter.Scale) -> list[Block]:
    return [
        *paragraph(words.addressed(paper.party) + "：", scale.body, indent=0, align="l"),
        *paragraph(_opening(paper), scale.body),
        *_table(paper),
        *letter.follow(letter.numbered(_clauses(paper))),
        *_named(paper, scale),
        *letter.follow([letter.signed_promise("申请人承诺", paper.promises, SIGN)]),
    ]


def _pledge(paper: TolerancePaper, scale: letter.Scale) -> list[Block]:
    """The applicant speaks; the organ's name and date below say who took the promise and when."""
    matter = paper.matter
    text = join(
        f"本{'人' if paper.party.is_person else '单位'}{words.day(matter.received_on)}申请"
        f"{words.item(matter.item, matter.handling_item)}{letter.accepted(matter).replace('本机关', '贵机关')}。"
        f"主要申请材料已经提交，下列{len(paper.lines)}项材料暂缺，自愿申请容缺受理，并承诺",
        bold(f"在{words.day(paper.due)}前补齐"), _note(paper), "：",
    )  # fmt: skip
    return [
        *paragraph(paper.head.organ + "：", scale.body, indent=0, align="l"),
        *paragraph(text, scale.body),
        *_table(paper),
        *letter.rows(paper.head, [
            ("承诺人", letter.named(paper.party)), ("代理人", _agent(paper)), ("逾期处理", paper.overdue),
            ("发证", UNISSUED),
        ], scale, paper.in_name_of, paper.seal),
        *letter.follow([letter.signed_promise("申请人承诺", paper.promises, SIGN)]),
    ]  # fmt: skip


def _agent(paper: TolerancePaper) -> str:
    scope = f"（{paper.party.agent_scope}）" if paper.party.agent_scope else ""
    return words.agent(paper.party) + (scope if paper.party.agent else "")


def _opening(paper: TolerancePaper) -> Text:
    return join(
        f"{letter.asked(paper.party, paper.matter)}，主要材料齐全、符合法定形式，下列{len(paper.lines)}项次要材料暂缺。"
        f"根据{paper.basis}，{words.you(paper.party)}自愿承诺限期补齐，本机关于",
        bold(f"{words.day(paper.matter.accepted_on)}容缺受理"),
        f"{f'（{paper.matter.accept_number}）' if paper.matter.accept_number else ''}：",
    )


def _table(paper: TolerancePaper) -> list[Block]:
    lines: list[list[Text]] = [
        [line.seq, line.material, line.form, bold(words.day(line.due or paper.due)), line.basis] for line in paper.lines
    ]
    return letter.table(GRID, NAMES, "cllcl", lines, 1.6)


def _note(paper: TolerancePaper) -> str:
    return f"（{paper.due_note}）" if paper.due_note else ""


def _clauses(paper: TolerancePaper) -> list[Text]:
    return [
        join("请在", bold(f"{words.day(paper.due)}前"), f"按上表形式补齐{_note(paper)}；补齐期间办理时限照常计算。"),
        join("逾期处理：", words.full_stop(paper.overdue)),
        join(bold("缺件未齐不发证："), UNISSUED),
    ]


def _named(paper: TolerancePaper, scale: letter.Scale) -> list[Block]:
    needed = paper.in_name_of or paper.head.to_confirm or len(paper.seal) > letter.SEAL_LABEL
    return letter.rows(paper.head, (), scale, paper.in_name_of, paper.seal) if needed else []
