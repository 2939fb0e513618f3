"""受理通知书: one paragraph of grounds, three dates side by side, who accepts, who decides, what is paid."""

from __future__ import annotations

from models.papers import AcceptPaper
from models.rules.terms import Mode
from printing import facts, words
from printing.breaker import Text, bold, join
from printing.flow import Block, Edge
from printing.page import Book, Page
from printing.sheet import Sheet
from printing.style import FRAME_WEIGHT, INNER_WEIGHT, LEFT, WIDTH, sans, serif
from printing.table import beside_or_below, draw_set, paragraph, typeset

BODY = serif(13, 22.5)
GRID = facts.two_columns(24.0)
BOXES = (39.0, 58.5, 58.5)
ACCEPT_LAW = "《中华人民共和国行政许可法》第三十二条第一款第（五）项"
DEEMED_LAW = "《中华人民共和国行政许可法》第三十二条第一款第（四）项"
CITY_DELIVERS = frozenset((Mode.SUBSTANTIVE_CITY_STAMP, Mode.WINDOW_FORWARD_COUNTY, Mode.WINDOW_FORWARD_CITY_STAFF))


def lay(book: Book, paper: AcceptPaper) -> None:
    """Draw every copy of the notice into ``book``."""
    sheet = Sheet(book, paper.head, "受理通知书", signed_on=paper.head.made_at.date(), offline_mark="断网受理")
    sheet.bind(sheet.pages(_blocks(paper)))


def _blocks(paper: AcceptPaper) -> list[Block]:
    return [
        *paragraph(words.addressed(paper.party) + "：", BODY, indent=0, align="l"),
        *paragraph(_grounds(paper), BODY),
        _dates(paper),
        *GRID.rows(None, facts.rows(_pairs(paper), paper.head.to_confirm)),
    ]


def _grounds(paper: AcceptPaper) -> Text:
    you = words.you(paper.party)
    asked = f"{words.item(paper.item, paper.handling_item)}申请，材料{paper.materials_count}项{paper.pages}页。"
    start = f"{you}{words.day(paper.received_on)}提出的{asked}"
    listed = f"和{paper.list_basis}" if paper.list_basis else ""
    if paper.deemed:
        own = (base for base in paper.bases if base not in {ACCEPT_LAW, DEEMED_LAW})
        grounds = words.listed((DEEMED_LAW, *own), "、")
        told = "本机关未在五个工作日内一次告知需要补正的全部内容。"
        verdict = f"{you}的申请自收到申请材料之日（{words.day(paper.received_on)}）起即为受理"
        return join(start, told, f"根据{grounds}{listed}，", bold(verdict), f"。{words.full_stop(paper.mode_sentence)}")
    looked = "经形式审查" if paper.mode is Mode.WINDOW_FORWARD_COUNTY else "经核对"
    grounds = words.listed(paper.bases or (ACCEPT_LAW,), "、")
    text = f"{start}{looked}，申请材料齐全，符合法定形式。根据{grounds}{listed}，"
    return join(text, bold("本机关决定予以受理"), f"。{words.full_stop(paper.mode_sentence)}")


def _dates(paper: AcceptPaper) -> Block:
    """Accepted, promised, statutory: three boxes in a row, above the table and joined to it."""
    received = paper.received_on
    same = "收到日期同日" if received == paper.accepted_on else f"收到日期 {words.day(received)}"
    boxes = (
        ("受理日期", words.day(paper.accepted_on), same),
        ("承诺办结日", words.day_of_week(paper.promised_due), paper.promised_note),
        ("法定到期日", words.day_of_week(paper.statutory_due), paper.statutory_note),
    )
    notes = [typeset(note, sans(8, 11), width - 4) for (_, _, note), width in zip(boxes, BOXES, strict=True)]
    height = 15.6 + max(3.9, *(note.height for note in notes))

    def draw(page: Page, y: float, _: Edge) -> None:
        x = LEFT
        for (label, due, _note), note, width in zip(boxes, notes, BOXES, strict=True):
            if x > LEFT:
                page.rules([(x, y, x, y + height)], INNER_WEIGHT)
            page.text(x + 2, y + 4.9, label, serif(9.5))
            page.text(x + 2, y + 10.7, due, serif(11.5, weight=700), limit=width - 3.5)
            draw_set(page, x + 2, y + 13.2, note)
            x += width
        page.rules([(LEFT, y, LEFT, y + height), (LEFT + WIDTH, y, LEFT + WIDTH, y + height)], FRAME_WEIGHT)
        page.rules([(LEFT, y, LEFT + WIDTH, y)], FRAME_WEIGHT)

    return Block(height, draw, space=3.0)


def _pairs(paper: AcceptPaper) -> list[tuple[str, Text]]:
    organs: list[tuple[str, Text]] = [("受理、\n决定机关", _organ(paper.accept_organ, _notes(paper)))]
    if paper.accept_organ != paper.decide_organ:
        organs = [
            ("受理机关", _organ(paper.accept_organ, paper.accept_note)),
            ("决定机关", _organ(paper.decide_organ, paper.decide_note)),
        ]
    return [
        *organs,
        ("特别程序", paper.special or "无"),
        ("收费", paper.fee),
        ("结果领取", _delivery(paper)),
        ("批次说明", paper.batch_note),
        ("经办与查询", _contacts(paper)),
    ]


def _contacts(paper: AcceptPaper) -> str:
    contacts = paper.contacts or (f"{paper.head.window}{words.GAP}{paper.head.phone}",)
    return beside_or_below(contacts, facts.VALUE, WIDTH - 24.0 - 2 * GRID.pad)


def _notes(paper: AcceptPaper) -> str:
    return "；".join(dict.fromkeys(note for note in (paper.accept_note, paper.decide_note) if note))


def _organ(name: str, note: str) -> str:
    return f"{name}（{note}）" if note else name


def _delivery(paper: AcceptPaper) -> Text:
    names = "".join(words.book_title(name) for name in paper.result_names)
    given = f"准予的，决定之日起10个工作日内颁发、送达{names or '许可证件'}。"
    address = f"（{paper.delivery_address_masked}）" if paper.delivery_address_masked else ""
    post = "市级邮寄" if paper.mode in CITY_DELIVERS else "邮寄"
    mailed = paper.delivery == "邮寄"
    options = (("邮寄", post + (address if mailed else "")), ("窗口自取", "窗口自取"), ("电子证照", "电子证照"))
    return join(f"{given}\n", words.ticks(paper.delivery, options))
