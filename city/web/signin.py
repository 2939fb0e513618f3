"""Signing in and out, one's own password, one's own sessions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from city import accounts, sessions, visits
from city.may import Post, Right
from city.web import draw
from city.web.door import COOKIE, Form, Pressed, Shown, Visitor, from_here, pressed, typed, visitor
from city.web.hall import hall
from models.errors import Refusal

router = APIRouter(include_in_schema=False)
Mine = Annotated[Visitor, Depends(visitor(Right.SELF))]
MyForm = Annotated[Pressed, Depends(pressed(Right.SELF))]
Plain = Annotated[Form, Depends(typed)]
_FIRST = {Post.HANDLER: "/desk/inbox", Post.OVERSEER: "/desk/oversight", Post.ADMINISTRATOR: "/desk/people"}


@router.get("/desk")
def front(who: Mine) -> Response:
    """To the page somebody works on."""
    return RedirectResponse(_FIRST[who.person.post] if not who.person.once else "/desk/me", 303)


@router.get("/desk/sign-in")
def sign_in_page(request: Request, to: str = "/desk") -> Response:
    """Name and password."""
    return draw.page("desk_signin.html", None, hall(request).clock(), to=_safe(to), login="", wrong="")


@router.post("/desk/sign-in")
def sign_in(request: Request, form: Plain) -> Response:
    """Check them; the session's token goes into a cookie that no script reads and no other site sends."""
    if not from_here(request):
        raise Shown(403, "这张表不是从本页提交的。请重新打开登录页。")
    there, words = hall(request), form[0]
    address = request.client.host if request.client else ""
    if seconds := visits.seconds_to_wait(there.engine, there.keys, "sign-in", address, there.clock()):
        raise Shown(429, f"这个地址登录得太频繁。请 {seconds} 秒后再试。")
    login, to = words.get("login", "").strip().lower()[:32], _safe(words.get("to", ""))
    agent = request.headers.get("user-agent", "")
    try:
        token = accounts.sign_in(there.engine, login, words.get("password", ""), there.clock(), agent)
    except Refusal as refusal:
        status = 429 if refusal.code == "locked" else 401
        told = {"to": to, "login": login, "wrong": refusal.sentence}
        return draw.page("desk_signin.html", None, there.clock(), status, **told)
    answer = RedirectResponse(to, 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, token, path="/desk", httponly=True, samesite="strict", secure=secure)
    return answer


@router.post("/desk/sign-out")
def sign_out(request: Request, form: MyForm) -> Response:
    """End this session."""
    sessions.end(hall(request).engine, form.visitor.login, sessions.digest(form.visitor.token))
    answer = RedirectResponse("/desk/sign-in", 303)
    answer.delete_cookie(COOKIE, path="/desk")
    return answer


@router.get("/desk/me")
def me(request: Request, who: Mine) -> Response:
    """One's own page."""
    return _mine(request, who)


@router.post("/desk/me/password")
def change_password(request: Request, form: MyForm) -> Response:
    """A new password of one's own."""
    there, words, who = hall(request), form.typed, form.visitor
    try:
        if words.get("new") != words.get("again"):
            raise Refusal("两次输入的新口令不一样", "口令没有改动", "请再输一次", code="password_again")
        told = (words.get("old", ""), words.get("new", ""))
        accounts.change(there.engine, who.login, *told, who.token, there.clock())
    except Refusal as refusal:
        return _mine(request, who, refusal.sentence)
    return RedirectResponse("/desk", 303)


@router.post("/desk/me/end")
def end_session(request: Request, form: MyForm) -> Response:
    """End one of one's sessions, on a machine left open."""
    sessions.end(hall(request).engine, form.visitor.login, form.typed.get("session", ""))
    return RedirectResponse("/desk/me", 303)


def _mine(request: Request, who: Visitor, wrong: str = "") -> Response:
    there = hall(request)
    held = sessions.open_of(there.engine, who.login, there.clock())
    told = {"sessions": held, "current": sessions.digest(who.token), "wrong": wrong}
    return draw.page("desk_me.html", who, there.clock(), 422 if wrong else 200, **told)


def _safe(to: str) -> str:
    """Only a page of the desk."""
    return to if to == "/desk" or to.startswith("/desk/") else "/desk"
