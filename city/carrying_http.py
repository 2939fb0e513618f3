"""Carried packages over HTTP: one of the city's staff brings in a file, and fetches the answer for the stick."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote
from uuid import uuid4

from fastapi import FastAPI, Header, HTTPException, Request
from fastapi import Path as UrlPath
from fastapi.responses import FileResponse
from starlette.concurrency import run_in_threadpool

from city.carrying import Carrier
from city.desk_http import Staff
from forwarding.sealed.frame import MAX_PACKAGE
from models.errors import LineTrouble, Refusal

_STATUS = {"changed": 409, "revoked": 403, "too_large": 413, "answer_unknown": 404}
_ID = r"^[0-9a-f-]{36}$"


def add(app: FastAPI, carrier: Carrier, incoming: Path) -> None:
    """Put the addresses into the city's app; ``incoming``: where a file lies while it is looked at."""
    incoming.mkdir(parents=True, exist_ok=True)

    @app.post("/v1/desk/packages")
    async def bring(request: Request, staff: Staff, name: Annotated[str, Header(alias="X-File-Name")] = "") -> Any:
        async with _received(request, incoming) as path:
            try:
                report = await run_in_threadpool(carrier.take, path, staff.name, Path(unquote(name)).name)
            except (Refusal, LineTrouble) as trouble:
                raise _refused(trouble) from trouble
        return asdict(report)

    @app.get("/v1/desk/packages/{answer}")
    def fetch(answer: Annotated[str, UrlPath(pattern=_ID)], staff: Staff) -> FileResponse:
        del staff  # asked for only because nobody else may
        try:
            path, called = carrier.answer(answer)
        except Refusal as refusal:
            raise _refused(refusal) from refusal
        return FileResponse(path, media_type="application/octet-stream", filename=called)


@asynccontextmanager
async def _received(request: Request, folder: Path) -> AsyncIterator[Path]:
    """The body of the request as a file that is gone afterwards."""
    path = folder / f"{uuid4().hex}.part"
    size = 0
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            async for piece in request.stream():
                size += len(piece)
                if size > MAX_PACKAGE:
                    raise HTTPException(413, "摆渡包超过允许的大小")
                file.write(piece)
        yield path
    finally:
        path.unlink(missing_ok=True)


def _refused(trouble: Refusal | LineTrouble) -> HTTPException:
    return HTTPException(_STATUS.get(trouble.code, 422), trouble.sentence)
