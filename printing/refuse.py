"""不予受理决定（告知）书: what was asked, why this organ does not take it, where to go, and how to object."""

from __future__ import annotations

from models.papers import RefusePaper
from models.rules.catalogue import Place
from printing import facts, words
from printing.breaker import Text, bold, join
from printing.flow import Block, Edge
from printing.page import Book, Page
from printing.sheet import Sheet
from printing.style import LEFT, WIDTH, serif
from printing.table import beside_or_below, paragraph

BODY = serif(13, 22.5)
VALUE = serif(11.5, 16.5)
GRID = facts.two_columns(29.0, row=8.7)
NO_LICENCE = "不受理告知书"
NOWHERE = "依法不需要取得行政许可，无须申请"


def lay(book: Book, paper: RefusePaper) -> None:
    """Draw every copy of the decision into ``book``."""
    sheet = Sheet(book, paper.head, paper.variant, signed_on=paper.head.made_at.date())
    sheet.bind(sheet.pages(_blocks(paper)))


def _blocks(paper: RefusePaper) -> list[Block]:
    return [
        *paragraph(words.addressed(paper.party) + "：", BODY, indent=0, align="l"),
        *paragraph(_asked(paper), BODY),
        *paragraph(_grounds(paper), BODY),
        *_rows(paper),
        _heading("救济途径"),
        *paragraph(_remedy(paper), BODY, space=0.4),
    ]


def _asked(paper: RefusePaper) -> Text:
    facts_ = f"：{words.full_stop(paper.request)}" if paper.request else "。"
    item = words.item(paper.item, paper.handling_item)
    return f"本机关{words.day(paper.received_on)}收到{words.you(paper.party)}{item}申请{facts_}"


def _grounds(paper: RefusePaper) -> Text:
    verdict = "现告知不予受理" if paper.variant == NO_LICENCE else "本机关决定不予受理"
    cited = paper.basis.startswith(("依据", "根据")) and not paper.basis.endswith("。")
    basis = f"{paper.basis}，" if cited else words.full_stop(paper.basis)
    return join(f"经审查，{basis}", bold(words.full_stop(paper.ground)), f"根据{paper.clause}，{verdict}。")


def _rows(paper: RefusePaper) -> list[Block]:
    pairs: list[tuple[str, Text]] = [
        ("不予受理种类", paper.kind),
        ("应向何处申请", _where(paper.where)),
        ("请携带", paper.bring),
        ("材料处理", paper.returned),
    ]
    return GRID.rows(None, facts.rows(pairs, paper.head.to_confirm, VALUE), space=2.0)


def _where(place: Place | None) -> Text:
    if place is None:
        return NOWHERE
    first = join(bold(place.organ), words.GAP + place.desk if place.desk else "")
    reached = words.GAP.join(part for part in (place.phone, place.hours) if part)
    rest = beside_or_below((place.address, reached), VALUE, WIDTH - 29.0 - 2 * GRID.pad)
    return join(first, "\n" + rest) if rest else first


def _heading(text: str) -> Block:
    def draw(page: Page, y: float, _: Edge) -> None:
        page.text(LEFT, y + 4.8, text, serif(12, weight=700))

    return Block(6.4, draw, space=2.6)


def _remedy(paper: RefusePaper) -> Text:
    at = paper.reconsideration_where
    if paper.reconsideration_url:
        at = f"{at}；网上申请：{paper.reconsideration_url}" if at else f"网上申请：{paper.reconsideration_url}"
    where = f"（{at}）" if at else ""
    matter = "告知" if paper.variant == NO_LICENCE else "决定"
    known = f"自知道或者应当知道本{matter}之日起"
    return join(
        f"不服本{matter}的，可以{known}", bold("60日内"), "向", bold(paper.reconsideration_organ),
        f"申请行政复议{where}；也可以{known}", bold("6个月内"), "向", bold(paper.court), "提起行政诉讼。",
    )  # fmt: skip
