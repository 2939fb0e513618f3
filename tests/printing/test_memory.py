"""A machine short of memory while a paper is made: told as what it is, whatever the PDF library makes of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from models.desk.context import SHANGHAI
from printing.page import Book, Page

AT = datetime(2026, 11, 20, 9, 0, tzinfo=SHANGHAI)


class Starved(str):
    """A name for which there is no memory left when it is looked up."""

    __slots__ = ()

    def __hash__(self) -> int:
        raise MemoryError


def sheet_called(name: str) -> Book:
    """A book of one empty sheet that refers to its operators by ``name``."""
    book = Book()
    page = Page(book)
    book.add(page)
    stream: Any = page.stream
    stream.name = name
    return book


def test_that_want_of_memory_inside_the_pdf_library_is_not_told_as_another_error() -> None:
    with pytest.raises(MemoryError):
        sheet_called(Starved("R1")).save("收件凭证", "", AT)


def test_that_any_other_error_stays_what_it_is() -> None:
    with pytest.raises(KeyError, match="unknown"):
        sheet_called("unknown").save("收件凭证", "", AT)
