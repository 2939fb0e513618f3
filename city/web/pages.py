"""All pages of the desk put into the city's app; every address under /desk goes through the door."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from city.web import carry, case, draw, inbox, originals, oversight, packs, people, signin, track, windows
from city.web.door import Elsewhere, Shown
from city.web.hall import Hall, hall

STATIC = Path(__file__).resolve().parents[1] / "static"


def add(app: FastAPI, there: Hall) -> None:
    """Put them in."""
    app.state.hall = there
    app.add_exception_handler(Elsewhere, _elsewhere)
    app.add_exception_handler(Shown, _shown)
    for pages in (track, signin, inbox, case, originals, carry, people, windows, packs, oversight):
        app.include_router(pages.router)
    style = (STATIC / "desk.css").read_bytes()

    @app.get("/static/desk.css", include_in_schema=False)
    def sheet() -> Response:
        return Response(style, media_type="text/css", headers={"Cache-Control": "public, max-age=300"})


def unreadable(request: Request) -> Response | None:
    """For an address under /desk that nobody but a person can have typed; None elsewhere, where programs ask."""
    if not request.url.path.startswith("/desk"):
        return None
    told = {"sentence": "这个地址读不懂。没有打开任何内容，也没有改动任何记录。"}
    return draw.page("desk_trouble.html", None, hall(request).clock(), 422, **told)


async def _elsewhere(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Elsewhere)
    return RedirectResponse(error.address, 303)


async def _shown(request: Request, error: Exception) -> Response:
    assert isinstance(error, Shown)
    return draw.page("desk_trouble.html", None, hall(request).clock(), error.status, sentence=error.sentence)
