"""The administrator's page of city packs: one file, its document number and its day; published once, never replaced."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from city import packs
from city.may import Right
from city.web import draw
from city.web.door import MAX_UPLOAD, Pressed, Visitor, pressed, visitor
from city.web.hall import hall
from models.errors import Refusal

router = APIRouter(include_in_schema=False)
Administrator = Annotated[Visitor, Depends(visitor(Right.PACKS))]
Upload = Annotated[Pressed, Depends(pressed(Right.PACKS, MAX_UPLOAD))]


@router.get("/desk/packs")
def show_packs(request: Request, who: Administrator) -> Response:
    """All that were published."""
    return _drawn(request, who)


@router.post("/desk/packs")
def publish(request: Request, form: Upload) -> Response:
    """One more."""
    there, words, who = hall(request), form.typed, form.visitor
    data = form.files.get("pack", b"")
    told = (words.get("document", ""), words.get("effective", ""), there.clock(), who.login)
    try:
        packs.publish(there.engine, there.shelf, there.keys, data, *told)
    except Refusal as refusal:
        return _drawn(request, who, 422, wrong=refusal.sentence, typed=dict(words))
    return RedirectResponse("/desk/packs", 303)


def _drawn(
    request: Request, who: Visitor, status: int = 200, wrong: str = "", typed: dict[str, str] | None = None
) -> Response:
    there = hall(request)
    every = packs.every(there.engine)
    return draw.page("desk_packs.html", who, there.clock(), status, every=every, wrong=wrong, typed=typed or {})
