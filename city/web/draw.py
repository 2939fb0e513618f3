"""Templates into pages, with the headers each page of the city has: no script, no frame, nothing kept by a proxy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from city.web.door import Visitor
from models.rules import lifecycle
from models.rules.terms import Mode

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}


def page(name: str, who: Visitor | None, now: datetime, status: int = 200, **values: Any) -> HTMLResponse:
    """One page of the desk."""
    html = _templates().get_template(name).render(me=who, now=now, **values)
    return HTMLResponse(html, status_code=status, headers=HEADERS)


def levels(duties: Iterable[tuple[str, bool]]) -> list[tuple[bool, list[str]]]:
    """Neighbouring cells of one level together, so that who does what is drawn as blocks."""
    return [(county, [label for label, _ in cells]) for county, cells in groupby(duties, key=lambda cell: cell[1])]


def mode_short(mode: str) -> str:
    """The flow's short name, as lists show it."""
    return lifecycle.mode_short(Mode(mode)) if mode in set(Mode) else "不在下放范围"


@cache
def _templates() -> Environment:
    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    made.filters |= {"mode_short": mode_short, "levels": levels}
    made.trim_blocks = made.lstrip_blocks = True
    return made
