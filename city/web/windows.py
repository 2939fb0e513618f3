"""The administrator's page of windows: who is enrolled, the sheet of a new one, one that may send no longer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from city import invites, windowbook
from city.may import Right
from city.web import draw
from city.web.door import Pressed, Visitor, pressed, visitor
from city.web.hall import hall
from models.errors import Refusal

router = APIRouter(include_in_schema=False)
Administrator = Annotated[Visitor, Depends(visitor(Right.WINDOWS))]
Form = Annotated[Pressed, Depends(pressed(Right.WINDOWS))]
_DONE = {"cancelled": "邀请已撤回，那张单子上的编码不能再用。", "revoked": "已停用。它以前送来的和签过的都在。"}
_LONG = 200


@router.get("/desk/windows")
def show_windows(request: Request, who: Administrator, done: str = "") -> Response:
    """Every window, county by county."""
    return _drawn(request, who, said=_DONE.get(done, ""))


@router.post("/desk/windows")
def invite(request: Request, form: Form) -> Response:
    """The sheet with the code, which is shown in this answer and never again."""
    there, words, who = hall(request), form.typed, form.visitor
    address = words.get("address", "").strip().rstrip("/")[:_LONG]
    try:
        if not address.startswith(("https://", "http://")):
            raise Refusal("没有写窗口连哪个地址", "没有发出邀请", "请写全，如 https://…", code="address_missing")
        told = (words.get("window", ""), words.get("label", ""), there.clock(), who.login)
        made = windowbook.invite(there.engine, *told)
    except Refusal as refusal:
        return _drawn(request, who, 422, wrong=refusal.sentence, typed=dict(words))
    sheet = invites.sheet(made, address, there.name, there.keys)
    return draw.page("desk_invite.html", who, there.clock(), made=made, sheet=sheet)


@router.post("/desk/windows/cancel")
def cancel(request: Request, form: Form) -> Response:
    """An invitation that was not used."""
    there, who = hall(request), form.visitor
    try:
        windowbook.cancel(there.engine, form.typed.get("window", ""), there.clock(), who.login)
    except Refusal as refusal:
        return _drawn(request, who, 409, wrong=refusal.sentence)
    return RedirectResponse("/desk/windows?done=cancelled", 303)


@router.post("/desk/windows/revoke")
def revoke(request: Request, form: Form) -> Response:
    """A window may send no longer."""
    there, words, who = hall(request), form.typed, form.visitor
    try:
        windowbook.revoke(there.engine, words.get("window", ""), words.get("why", ""), there.clock(), who.login)
    except Refusal as refusal:
        return _drawn(request, who, 409, wrong=refusal.sentence)
    return RedirectResponse("/desk/windows?done=revoked", 303)


def _drawn(
    request: Request,
    who: Visitor,
    status: int = 200,
    *,
    said: str = "",
    wrong: str = "",
    typed: dict[str, str] | None = None,
) -> Response:
    there = hall(request)
    usual = {"address": str(request.base_url).rstrip("/")}
    return draw.page(
        "desk_windows.html",
        who,
        there.clock(),
        status,
        counties=windowbook.by_county(there.engine),
        waiting=invites.waiting(there.engine, there.clock()),
        said=said,
        wrong=wrong,
        typed=typed or usual,
    )
