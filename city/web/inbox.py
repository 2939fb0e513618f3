"""A department's inbox, and finding a case by its number or by the code on its paper."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from city import casepage, inbox
from city.may import Right, sees
from city.web import draw
from city.web.door import Shown, Visitor, visitor
from city.web.hall import hall
from models.errors import Refusal

router = APIRouter(include_in_schema=False)
Handler = Annotated[Visitor, Depends(visitor(Right.INBOX))]
Reader = Annotated[Visitor, Depends(visitor(Right.CASE))]
_ON_PAPER = re.compile(r"/Q/([0-9A-Z-]{8,40})/", re.IGNORECASE)
_LEAST = 4  # signs of a number before anything like it is looked for


@router.get("/desk/inbox")
def show_inbox(
    request: Request,
    who: Handler,
    queue: Annotated[str, Query(max_length=16)] = "",
    page: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Response:
    """The queues of one's department; without a choice the first that holds anything."""
    there, organ = hall(request), who.person.organ
    counts = inbox.counts(there.engine, organ)
    first = next((one.code for one in inbox.QUEUES if counts[one.code]), inbox.QUEUES[0].code)
    code = queue if queue in inbox.BY_CODE else first
    found = inbox.listing(there.engine, organ, code, page, there.clock(), there.calendar)
    ours = sum(counts[one.code] for one in inbox.QUEUES if one.ours)
    return draw.page("desk_inbox.html", who, there.clock(), queues=inbox.QUEUES, ours=ours, counts=counts, found=found)


@router.get("/desk/find")
def find(request: Request, who: Reader, q: Annotated[str, Query(max_length=400)] = "") -> Response:
    """To the case of a number; what a scanner reads from a paper is its whole address."""
    there, said = hall(request), q.strip().upper()
    if on_paper := _ON_PAPER.search(said):
        said = on_paper[1]
    try:
        case_id, organ = casepage.find(there.engine, said)
    except Refusal as refusal:
        organ = "" if sees(who.person.post, who.person.organ, "") else who.person.organ
        like = inbox.like(there.engine, organ, said) if len(said) >= _LEAST else ()
        told = {"q": q.strip(), "wrong": refusal.sentence, "like": like}
        return draw.page("desk_find.html", who, there.clock(), 200 if like else 404, **told)
    if not sees(who.person.post, who.person.organ, organ):
        raise Shown(403, "这件由别的部门办理，不能打开。没有打开任何内容。")
    assert case_id
    return RedirectResponse(f"/desk/case/{quote(said)}", 303)
