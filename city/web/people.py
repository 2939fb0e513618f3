"""The administrator's pages: who may sign in, and what they looked at."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from city import accounts, traces
from city.inbox import organs
from city.may import Post, Right
from city.web import draw
from city.web.door import Pressed, Visitor, pressed, visitor
from city.web.hall import hall
from models.errors import Refusal

router = APIRouter(include_in_schema=False)
Administrator = Annotated[Visitor, Depends(visitor(Right.PEOPLE))]
Form = Annotated[Pressed, Depends(pressed(Right.PEOPLE))]
Reader = Annotated[Visitor, Depends(visitor(Right.TRACES))]


@router.get("/desk/people")
def show_people(request: Request, who: Administrator) -> Response:
    """Everybody."""
    return _drawn(request, who)


@router.post("/desk/people")
def add(request: Request, form: Form) -> Response:
    """Somebody new; their password is shown once."""
    there, words, who = hall(request), form.typed, form.visitor
    try:
        if words.get("post") not in set(Post):
            raise Refusal("没有选岗位", "没有新增人员", "请选一项", code="post_missing")
        login = words.get("login", "").strip().lower()
        told = (login, words.get("name", ""), Post(words["post"]), words.get("organ", ""))
        password = accounts.add(there.engine, *told, there.clock(), who.login)
    except Refusal as refusal:
        return _drawn(request, who, 422, wrong=refusal.sentence, typed=dict(words))
    return _drawn(request, who, given=(login, password))


@router.post("/desk/people/change")
def change(request: Request, form: Form) -> Response:
    """A password anew, or an account stopped or let in again."""
    there, words, who = hall(request), form.typed, form.visitor
    login = words.get("login", "")
    try:
        if words.get("do") == "reset":
            return _drawn(request, who, given=(login, accounts.reset(there.engine, login, there.clock(), who.login)))
        accounts.set_active(there.engine, login, words.get("do") == "start", there.clock(), who.login)
    except Refusal as refusal:
        return _drawn(request, who, 409, wrong=refusal.sentence)
    return RedirectResponse("/desk/people", 303)


@router.get("/desk/traces")
def show_traces(
    request: Request,
    who: Reader,
    before: Annotated[int, Query(ge=0)] = 0,
    login: Annotated[str, Query(max_length=32)] = "",
) -> Response:
    """Who signed in, uncovered a name, opened a paper, and when."""
    there = hall(request)
    lines = traces.latest(there.engine, before, login)
    return draw.page("desk_traces.html", who, there.clock(), lines=lines, login=login, more=len(lines) == traces.PAGE)


def _drawn(
    request: Request,
    who: Visitor,
    status: int = 200,
    *,
    wrong: str = "",
    typed: dict[str, str] | None = None,
    given: tuple[str, str] | None = None,
) -> Response:
    there = hall(request)
    return draw.page(
        "desk_people.html",
        who,
        there.clock(),
        status,
        everybody=accounts.everybody(there.engine),
        organs=organs(there.engine),
        posts=tuple(Post),
        wrong=wrong,
        typed=typed or {},
        given=given,
    )
