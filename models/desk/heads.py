"""What stands on every paper: organ, numbers, signed code, who made it where; and the check of rare characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.desk.context import Desk
from models.desk.words import COPIES
from models.errors import Refusal
from models.papers import PaperHead, Rendered
from models.rules.terms import Doc
from models.store.entries import new_id
from models.views import DocumentView

if TYPE_CHECKING:
    from models.desk.press import Press


def head(run: Press, doc: Doc, organ: str, number: str) -> PaperHead:
    """The head of a paper made by the act under way."""
    desk = run.desk
    signed = desk.signer.sign(desk.pack.policy.tracking_host, run.case_no, doc.qr_name)
    return PaperHead(
        doc=doc,
        organ=organ,
        case_no=run.case_no,
        number=number,
        qr=signed.payload,
        verify_code=signed.code,
        made_at=run.at,
        clerk=desk.staff.name,
        window=desk.window.label,
        hall=desk.window.hall,
        phone=phone(desk),
        tracking=tracking(desk),
        copies=COPIES[doc],
        offline=run.offline,
        clock_wrong=run.clock_wrong,
        to_confirm=run.to_confirm,
    )


def phone(desk: Desk) -> str:
    """The number people call: the window's own, else the hall's."""
    return desk.window.phone or desk.region.phone


def tracking(desk: Desk) -> str:
    """The tracking host as people read it."""
    return desk.pack.policy.tracking_host.lower().removeprefix("https://").rstrip("/")


def of_document(run: Press, doc: Doc, number: str, digest: str, pages: int, name: str) -> DocumentView:
    """The view of a paper just made."""
    return DocumentView(
        id=new_id(),
        case_id=run.case_id,
        case_no=run.case_no,
        doc=doc,
        number=number,
        digest=digest,
        pages=pages,
        copies=len(COPIES[doc]),
        made_at=run.at,
        prints=0,
        name=name,
    )


def check_glyphs(rendered: Rendered) -> None:
    """Refuse a paper with a character no font has; a box in a person's name is not a name.

    Raises:
        Refusal: code ``no_glyph``; all such characters are named at once.
    """
    if not rendered.missing:
        return
    named = "、".join(f"“{char}”（U+{ord(char[0]):04X}，{field}）" for char, field in rendered.missing)
    raise Refusal(
        f"字库里没有 {named}，打印出来会是方块",
        "还没有取号，没有写入任何记录，已填的内容都在",
        "请管理员装入含这个字的字库后再办，不要用同音字代替",
        code="no_glyph",
    )
