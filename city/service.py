"""The city's HTTP: entries, blobs, answers, the page behind the QR. One app per database, no state of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy import Engine
from starlette.exceptions import HTTPException  # the framework's own too: an address or a way nobody knows

from city import (
    blob_http,
    bundles_http,
    carrying_http,
    desk_http,
    enrol_http,
    holidays,
    line_http,
    packs_http,
    telemetry,
)
from city.carrying import PACKAGES, Carrier
from city.keys import CityKeys
from city.limits import LetterLimit, PlainAddress
from city.parts import Parts
from city.shelf import Shelf
from city.web import pages
from city.web.hall import Hall
from forwarding.wire import PROTOCOL, Trouble

ZONE = ZoneInfo("Asia/Shanghai")
NAME = "市级平台"
_OWN_WORDS = {400: "来信读不懂", 404: "没有这个地址", 405: "这个地址不能这样用"}  # where the framework speaks English


def now() -> datetime:
    """The city's clock."""
    return datetime.now(ZONE)  # noqa: TID251 — this is the city's one clock, injected everywhere else


def create_app(engine: Engine, folder: Path, clock: Callable[[], datetime] = now, name: str = NAME) -> FastAPI:
    """The reference city over one database and one folder of blobs; its keys lie beside that folder.

    Args:
        name: what people call this platform.
    """
    app = FastAPI(title="同权一窗 市级参考服务", version=str(PROTOCOL), openapi_url="/v1/openapi.json")
    app.state.engine = engine
    keys = CityKeys.at(folder.parent)
    app.state.keys = keys
    app.add_exception_handler(HTTPException, _http_trouble)
    app.add_exception_handler(RequestValidationError, _bad_letter)
    line_http.add(app, engine, keys, clock)
    enrol_http.add(app, engine, keys, clock, name)
    shelf = Shelf(engine, folder)
    blob_http.add(app, shelf, Parts(shelf, folder / "parts"), clock)
    desk_http.add(app, engine, keys, clock)
    bundles_http.add(app, engine, keys, clock)
    packs_http.add(app, engine, shelf)
    carrier, incoming = Carrier(engine, keys, shelf, folder.parent / PACKAGES, clock), folder.parent / "incoming"
    carrying_http.add(app, carrier, incoming)
    pages.add(app, Hall(engine, keys, shelf, clock, holidays.calendar(folder.parent), carrier, incoming, name))
    app.add_middleware(LetterLimit)
    app.add_middleware(PlainAddress)
    telemetry.add(app)
    return app


async def _http_trouble(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = getattr(error, "code", str(error.status_code))
    said = str(error.detail)
    letter = Trouble(code=code, sentence=_OWN_WORDS.get(error.status_code, said) if said.isascii() else said)
    return JSONResponse(letter.model_dump(), status_code=error.status_code, headers=error.headers)


async def _bad_letter(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if page := pages.unreadable(request):
        return page
    where = "、".join(".".join(str(p) for p in e["loc"]) for e in error.errors()[:3])
    return JSONResponse(Trouble(code="422", sentence=f"来信读不懂：{where}").model_dump(), status_code=422)
