"""Scans and papers over HTTP, named by their SHA-256."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi import Path as UrlPath

from city.sender import sender
from city.shelf import Shelf, WrongDigest
from forwarding.wire import DIGEST, MAX_BLOB_BYTES

Digest = Annotated[str, UrlPath(pattern=DIGEST)]


def add(app: FastAPI, shelf: Shelf, clock: Callable[[], datetime]) -> None:
    """Put the blobs' addresses into the city's app."""

    @app.head("/v1/blobs/{digest}", dependencies=[Depends(sender)])
    def head_blob(digest: Digest) -> Response:
        return Response(status_code=200 if shelf.has(digest) else 404)

    @app.get("/v1/blobs/{digest}", dependencies=[Depends(sender)])
    def get_blob(digest: Digest) -> Response:
        if not shelf.has(digest):
            raise HTTPException(404, "市级没有这份附件")
        return Response(shelf.get(digest), media_type="application/octet-stream")

    @app.put("/v1/blobs/{digest}", status_code=201, dependencies=[Depends(sender)])
    async def put_blob(digest: Digest, request: Request) -> Response:
        data = await _body(request)
        try:
            shelf.put(digest, data, clock())
        except WrongDigest as error:
            raise HTTPException(422, "附件与摘要不符，可能在路上坏了，请重送") from error
        return Response(status_code=201)


async def _body(request: Request) -> bytes:
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > MAX_BLOB_BYTES:
            raise HTTPException(413, "附件超过 50 MB")
    return bytes(data)
