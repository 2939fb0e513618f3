"""The file of a case: what goes in, in which order, who keeps it and how long.

Sources: 晋城二(五) (谁审批谁保管；见章盖章的市县分别留存；承接协议或备忘录另有约定的从其约定), 国务院令第716号第十二条
(an electronic file needs no paper twin), DA/T 85-2019.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.errors import Refusal
from models.rules.terms import Doc, Mode

SOURCE = "晋城二(五)"


class Keeper(StrEnum):
    """Who keeps the file."""

    COUNTY = "县"
    CITY = "市"
    BOTH = "市县分别留存"


class Retention(StrEnum):
    """保管期限."""

    TEN = "10年"
    THIRTY = "30年"
    PERMANENT = "永久"


_KEEPERS: Mapping[Mode, tuple[Keeper, str]] = {
    Mode.DIRECT: (Keeper.COUNTY, f"{SOURCE}：谁审批谁保管"),
    Mode.ENTRUST: (Keeper.COUNTY, "县级审查决定，由县级保管（推定）"),
    Mode.SUBSTANTIVE_CITY_STAMP: (Keeper.BOTH, f"{SOURCE}：市县分别留存"),
    Mode.SUBSTANTIVE_SEAL2: (Keeper.COUNTY, "县级审查决定，由县级保管（推定）"),
    Mode.WINDOW_FORWARD_COUNTY: (Keeper.CITY, f"市级保管；县级留收件与移交凭证（推定，{SOURCE}）"),
    Mode.WINDOW_FORWARD_CITY_STAFF: (Keeper.CITY, "市级保管（推定）"),
    Mode.RECEIVE_ONLY: (Keeper.CITY, "市级保管；县级留收件与移交凭证（推定）"),
}
_COUNTY_VOUCHERS = (Doc.RECEIPT, Doc.FORWARD)
ORDER: tuple[Doc, ...] = (
    Doc.APPROVE,
    Doc.REJECT,
    Doc.REFUSE_ACCEPT,
    Doc.WITHDRAW,
    Doc.REVIEW_OPINION,
    Doc.HEARING,
    Doc.FORWARD,
    Doc.EXTEND,
    Doc.SPECIAL_PROC,
    Doc.ACCEPT,
    Doc.TOLERANCE,
    Doc.COMMITMENT,
    Doc.SUPPLEMENT,
    Doc.RECEIPT,
    Doc.FEE,
    Doc.DELIVERY,
    Doc.PICKUP,
    Doc.RETURN,
)
"""批复在前、请示在后: what was decided, how it was reached, what was put in, how it was handed over."""
_MATERIALS_AFTER = Doc.RECEIPT


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing in the file: a paper of ours, or a material (``doc`` None)."""

    title: str
    author: str  # 责任者
    on: date
    pages: int
    doc: Doc | None = None
    number: str = ""
    digest: str = ""  # of the electronic file
    ours: bool = True  # stays here, not only at the city


@dataclass(frozen=True, slots=True)
class ListedPiece:
    """A line of 卷内目录."""

    no: int
    piece: Piece
    first_page: int
    last_page: int

    @property
    def pages(self) -> str:
        """3—5."""
        if self.first_page == self.last_page:
            return str(self.first_page)
        return f"{self.first_page}—{self.last_page}"


@dataclass(frozen=True, slots=True)
class Keeping:
    """Who keeps a file, on what ground, and what the county keeps in any case."""

    keeper: Keeper
    ground: str
    county_keeps: tuple[Doc, ...] = ()
    by_agreement: bool = False


def keeping(mode: Mode, agreed: Keeper | None = None, agreement: str = "") -> Keeping:
    """Who keeps the file; an agreement or memorandum that says otherwise comes first (晋城二(五)).

    Raises:
        Refusal: code ``archive_agreement`` when something else is agreed and the agreement is not named.
    """
    vouchers = (
        _COUNTY_VOUCHERS if _KEEPERS[mode][0] is Keeper.CITY and mode is not Mode.WINDOW_FORWARD_CITY_STAFF else ()
    )
    if agreed is None:
        return Keeping(*_KEEPERS[mode], vouchers)
    if not agreement.strip():
        raise _no("另有约定的要写明承接协议或备忘录", "请填协议名称或编号", "archive_agreement")
    return Keeping(agreed, f"{agreement.strip()}（{SOURCE}：从其约定）", vouchers, by_agreement=True)


def retention(*, licensed: bool, long_lived: bool = False) -> Retention:
    """A licence granted is kept thirty years, or for ever where it has no end; anything else ten.

    No source prints the years: they are the program's cautious reading of the archives' table, 待核定.
    """
    if not licensed:
        return Retention.TEN
    return Retention.PERMANENT if long_lived else Retention.THIRTY


def volume(pieces: Sequence[Piece]) -> tuple[ListedPiece, ...]:
    """卷内目录: the papers in the order of a file, materials behind the receipt, pages running through."""
    found: list[ListedPiece] = []
    page = 1
    for no, piece in enumerate(sorted(pieces, key=_place), 1):
        found.append(ListedPiece(no, piece, page, page + max(piece.pages, 1) - 1))
        page += max(piece.pages, 1)
    return tuple(found)


def _place(piece: Piece) -> tuple[float, date, str]:
    rank = float(ORDER.index(piece.doc)) if piece.doc in ORDER else float(len(ORDER))
    if piece.doc is None:
        rank = ORDER.index(_MATERIALS_AFTER) + 0.5
    return rank, piece.on, piece.number if piece.doc else ""


def check_complete(pieces: Sequence[Piece], expected: Sequence[Doc]) -> None:
    """A file is closed only when every paper the case made is in it.

    Raises:
        Refusal: code ``archive_gap``, naming what is missing.
    """
    there = {piece.doc for piece in pieces}
    gone = [doc for doc in dict.fromkeys(expected) if doc not in there and doc is not Doc.ARCHIVE_LIST]
    if gone:
        raise _no(f"卷内缺{'、'.join(doc.zh for doc in gone)}", "请补入后再归档", "archive_gap")


def _no(happened: str, todo: str, code: str) -> Refusal:
    return Refusal(happened, "没有归档，办件原样", todo, code=code)
