"""The one door to the desk: who is signed in, whether the table grants the page, whether a form is one of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from fastapi import Depends, Request
from starlette.datastructures import UploadFile

from city import may, sessions
from city.may import Right
from city.people import Person
from city.web.hall import hall

COOKIE = "tongquan-desk"
MAX_FORM = 256 * 1024  # bytes
MAX_UPLOAD = 20 * 1024 * 1024
_FIELDS = 1000
_NOT_OURS = "这张表不是从本页提交的，没有改动任何记录。请回到页面重新打开再提交。"


Form = tuple[Mapping[str, str], Mapping[str, bytes]]


class Elsewhere(Exception):
    """Go to another page first."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(address)


class Shown(Exception):
    """Nothing to show but a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status, self.sentence = status, sentence
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, and by which session."""

    person: Person
    token: str

    @property
    def login(self) -> str:
        """The name in the log."""
        return self.person.login

    @property
    def proof(self) -> str:
        """What every form of theirs carries."""
        return sessions.form_proof(self.token)

    def may(self, right: str) -> bool:
        """For the pages: whether to draw the way there."""
        return may.may(self.person.post, Right(right))


@dataclass(frozen=True, slots=True)
class Pressed:
    """A form of a visitor's, proven to come from a page of theirs."""

    visitor: Visitor
    typed: Mapping[str, str]
    files: Mapping[str, bytes]


def visitor(right: Right) -> Callable[[Request], Visitor]:
    """A dependency that lets in whom the table lets in.

    Raises:
        Elsewhere: nobody is signed in, or the password is one of a single use.
        Shown: 403.
    """

    def look(request: Request) -> Visitor:
        token, there = request.cookies.get(COOKIE, ""), hall(request)
        person = sessions.find(there.engine, token, there.clock()) if token else None
        if person is None:
            back = request.url.path if request.method == "GET" else "/desk"
            raise Elsewhere(f"/desk/sign-in?to={quote(back)}")
        if person.once and right is not Right.SELF:
            raise Elsewhere("/desk/me")
        if not may.may(person.post, right):
            raise Shown(403, f"{person.post.zh}不办这一项。没有打开任何内容。")
        return Visitor(person, token)

    return look


def pressed(right: Right, most: int = MAX_FORM) -> Callable[..., Pressed]:
    """A dependency for a form: who presses may, and the form is one of theirs.

    Raises:
        Elsewhere, Shown: as ``visitor``; 403 for a form of another page, 413 for one too long.
    """
    allowed = visitor(right)

    async def read(request: Request) -> Form:
        return await _read(request, most)

    def look(request: Request, who: Visitor = Depends(allowed), form: Form = Depends(read)) -> Pressed:
        ours(request, who, form[0])
        return Pressed(who, *form)

    return look


async def typed(request: Request) -> Form:
    """The fields and the files of a form that nobody needs to be signed in for.

    Raises:
        Shown: 413.
    """
    return await _read(request, MAX_FORM)


async def _read(request: Request, most: int) -> Form:
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > most:
        raise Shown(413, f"提交的内容太大（上限 {size(most)}），没有改动任何记录。")
    async with request.form(max_files=1, max_fields=_FIELDS, max_part_size=most) as form:
        words = {name: plain(value) for name, value in form.items() if isinstance(value, str)}
        files = {name: await value.read() for name, value in form.items() if isinstance(value, UploadFile)}
    return words, files


def plain(text: str) -> str:
    """Typed text without NUL, which a database server neither keeps nor looks for."""
    return text.replace("\0", "")


def size(count: int) -> str:
    """Bytes as people say them: 256 KB, 1024 MB."""
    return f"{count // 1024} KB" if count < 1024 * 1024 else f"{count // (1024 * 1024)} MB"


def ours(request: Request, who: Visitor, words: Mapping[str, str]) -> None:
    """Nothing where the form comes from a page of theirs.

    Raises:
        Shown: 403.
    """
    if not from_here(request) or not sessions.proven(who.token, words.get("proof", "")):
        raise Shown(403, _NOT_OURS)


def from_here(request: Request) -> bool:
    """Whether the browser says that a page of this very address sends it; old ones say nothing."""
    origin = request.headers.get("origin", "")
    near = request.headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}
    return near and (not origin or urlsplit(origin).netloc == request.headers.get("host", ""))
