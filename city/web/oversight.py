"""Pages of those who watch over the counties and the city: figures, what is late, what did not count, spot checks."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from city import oversight, spotchecks
from city.may import Right
from city.web import draw
from city.web.door import Pressed, Shown, Visitor, pressed, visitor
from city.web.hall import hall
from models.errors import Refusal

router = APIRouter(include_in_schema=False)
Overseer = Annotated[Visitor, Depends(visitor(Right.OVERSIGHT))]
Checker = Annotated[Visitor, Depends(visitor(Right.CHECK))]
Form = Annotated[Pressed, Depends(pressed(Right.CHECK))]
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


@router.get("/desk/oversight")
def show_figures(request: Request, who: Overseer, month: Annotated[str, Query(max_length=7)] = "") -> Response:
    """A month by county and flow, and what is late now."""
    there, now = hall(request), hall(request).clock()
    chosen = month if _MONTH.fullmatch(month) else f"{now:%Y-%m}"
    months = oversight.months(there.engine, now.date())
    return draw.page(
        "desk_oversight.html",
        who,
        now,
        month=chosen,
        months=months,
        most=max([number for _, number in months] + [1]),
        counties=oversight.by_county(there.engine, chosen),
        late=oversight.late(there.engine, now, there.calendar),
        asides=oversight.asides(there.engine),
        disputes=oversight.disputed(there.engine),
    )


@router.get("/desk/checks")
def show_checks(request: Request, who: Checker) -> Response:
    """Draw, and all draws so far."""
    return _checks(request, who)


@router.post("/desk/checks")
def draw_cases(request: Request, form: Form) -> Response:
    """Draw."""
    there, words, who = hall(request), form.typed, form.visitor
    region, since, until, wanted = (words.get(name, "").strip()[:12] for name in ("region", "since", "until", "wanted"))
    try:
        n = spotchecks.draw(there.engine, region, since, until, wanted, there.clock(), who.login)
    except Refusal as refusal:
        return _checks(request, who, 422, refusal.sentence, dict(words))
    return RedirectResponse(f"/desk/checks/{n}", 303)


@router.get("/desk/checks/{n}")
def show_draw(request: Request, n: int, who: Checker) -> Response:
    """One draw."""
    return _one(request, n, who)


@router.post("/desk/checks/{n}")
def find(request: Request, n: int, form: Form) -> Response:
    """What was found in a drawn case."""
    there, words, who = hall(request), form.typed, form.visitor
    told = (words.get("case_no", ""), words.get("verdict", ""), words.get("words", ""))
    try:
        spotchecks.find(there.engine, n, *told, there.clock(), who.login)
    except Refusal as refusal:
        return _one(request, n, who, 422, refusal.sentence, dict(words))
    return RedirectResponse(f"/desk/checks/{n}", 303)


def _checks(
    request: Request, who: Visitor, status: int = 200, wrong: str = "", typed: dict[str, str] | None = None
) -> Response:
    there, now = hall(request), hall(request).clock()
    usual = {"since": f"{now.date() - timedelta(days=30)}", "until": f"{now.date()}", "wanted": "5", "region": ""}
    told = {"wrong": wrong, "typed": typed or usual, "regions": spotchecks.counties(there.engine)}
    return draw.page("desk_checks.html", who, now, status, every=spotchecks.every(there.engine), **told)


def _one(
    request: Request, n: int, who: Visitor, status: int = 200, wrong: str = "", typed: dict[str, str] | None = None
) -> Response:
    there = hall(request)
    try:
        found = spotchecks.one(there.engine, n)
    except Refusal as refusal:
        raise Shown(404, refusal.sentence) from refusal
    items = spotchecks.items(there.engine, found.drawn)
    told = {"draw": found, "items": items, "verdicts": spotchecks.VERDICTS, "wrong": wrong, "typed": typed or {}}
    return draw.page("desk_check.html", who, there.clock(), status, **told)
