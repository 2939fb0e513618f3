"""The city's HTTP: entries, blobs, answers, the page behind the QR. One app per database, no state of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, FastAPI, Header, HTTPException, Query, Request, Response
from fastapi import Path as UrlPath
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from sqlalchemy import Engine

from city import desk_http, keep, telemetry, tracking, windows
from city.keys import CityKeys
from city.shelf import Shelf, WrongDigest
from forwarding.wire import (
    DIGEST,
    MAX_BLOB_BYTES,
    PROTOCOL,
    BatchAnswer,
    BatchLetter,
    CityEntries,
    Health,
    OfferAnswer,
    OfferLetter,
    Trouble,
    region_of,
)

SERVICE = "tongquan-city"
ZONE = ZoneInfo("Asia/Shanghai")
Digest = Annotated[str, UrlPath(pattern=DIGEST)]


def sender(request: Request, authorization: Annotated[str, Header()] = "") -> str:
    """The window that holds the token of this request.

    Raises:
        HTTPException: 401 when no window does.
    """
    name = windows.known(request.app.state.engine, authorization.removeprefix("Bearer "))
    if name is None:
        raise HTTPException(401, "市级平台没有登记这个窗口")
    request.state.window = name  # for the log
    return name


Sender = Annotated[str, Depends(sender)]


def now() -> datetime:
    """The city's clock."""
    return datetime.now(ZONE)  # noqa: TID251 — this is the city's one clock, injected everywhere else


def create_app(engine: Engine, folder: Path, clock: Callable[[], datetime] = now) -> FastAPI:
    """The reference city over one database and one folder of blobs; its keys lie beside that folder."""
    app = FastAPI(title="同权一窗 市级参考服务", version=str(PROTOCOL), openapi_url="/v1/openapi.json")
    app.state.engine = engine
    keys = CityKeys.at(folder.parent)
    app.state.keys = keys
    shelf = Shelf(engine, folder)
    app.add_exception_handler(HTTPException, _http_trouble)
    app.add_exception_handler(RequestValidationError, _bad_letter)
    _add_line(app, engine, keys, shelf, clock)
    desk_http.add(app, engine, keys, clock)
    _add_pages(app, engine)
    telemetry.add(app)
    return app


def _add_line(app: FastAPI, engine: Engine, keys: CityKeys, shelf: Shelf, clock: Callable[[], datetime]) -> None:
    @app.get("/v1/health")
    def health() -> Health:
        return Health(service=SERVICE, protocol=PROTOCOL, city_time=clock())

    @app.post("/v1/entries")
    def post_entries(batch: BatchLetter, window: Sender) -> BatchAnswer:
        if batch.protocol != PROTOCOL:
            raise HTTPException(400, f"约定版本不同：来信第{batch.protocol}版，本级第{PROTOCOL}版")
        answers = keep.take(engine, keys, window, batch.entries, clock, batch.told)
        telemetry.answered(answers)
        with engine.connect() as connection:
            region = region_of(window)
            end, lacks = keep.told(connection, region), keep.lacks(connection, region)
        return BatchAnswer(protocol=PROTOCOL, answers=answers, city_time=clock(), told=end, lacks=lacks)

    @app.get("/v1/entries")
    def get_entries(
        window: Sender,
        since: Annotated[int, Query(ge=0)] = 0,
        limit: Annotated[int, Query(ge=1, le=keep.PAGE)] = keep.PAGE,
        own: Annotated[bool, Query()] = False,
    ) -> CityEntries:
        return keep.since(engine, window, since, limit, own=own)

    @app.post("/v1/entries/offered")
    def offer_entries(offer: OfferLetter, window: Sender) -> OfferAnswer:
        taken, refused = keep.take_offered(engine, keys, window, offer.entries, clock)
        return OfferAnswer(protocol=PROTOCOL, taken=taken, refused=refused)

    @app.head("/v1/blobs/{digest}", dependencies=[Depends(sender)])
    def head_blob(digest: Digest) -> Response:
        return Response(status_code=200 if shelf.has(digest) else 404)

    @app.put("/v1/blobs/{digest}", status_code=201, dependencies=[Depends(sender)])
    async def put_blob(digest: Digest, request: Request) -> Response:
        data = await _body(request)
        try:
            shelf.put(digest, data, clock())
        except WrongDigest as error:
            raise HTTPException(422, "附件与摘要不符，可能在路上坏了，请重送") from error
        return Response(status_code=201)


def _add_pages(app: FastAPI, engine: Engine) -> None:
    @app.get("/Q/{case_no}/{doc}/{signature}", response_class=HTMLResponse)
    def follow(case_no: str, doc: str, signature: str) -> HTMLResponse:
        page = tracking.page(engine, case_no, doc, signature)
        return HTMLResponse(page.html, status_code=page.status, headers={"Cache-Control": "no-store"})


async def _body(request: Request) -> bytes:
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > MAX_BLOB_BYTES:
            raise HTTPException(413, "附件超过 50 MB")
    return bytes(data)


async def _http_trouble(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    letter = Trouble(code=str(error.status_code), sentence=str(error.detail))
    return JSONResponse(letter.model_dump(), status_code=error.status_code)


async def _bad_letter(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    where = "、".join(".".join(str(p) for p in e["loc"]) for e in error.errors()[:3])
    return JSONResponse(Trouble(code="422", sentence=f"来信读不懂：{where}").model_dump(), status_code=422)
