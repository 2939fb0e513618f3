"""Scans and papers over HTTP, named by their SHA-256: small ones whole, large ones in parts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException, Request, Response
from fastapi import Path as UrlPath
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse

from city.parts import Parts, TooLong, WrongOffset
from city.sender import Sender, sender
from city.shelf import Shelf, WrongDigest
from forwarding.wire import DIGEST, LENGTH, MAX_BLOB_BYTES, OFFSET, PART

Digest = Annotated[str, UrlPath(pattern=DIGEST)]
Count = Annotated[int, Header(ge=0, le=MAX_BLOB_BYTES)]
BROKEN = "附件与摘要不符，可能在路上坏了，请重送"
_RANGE = re.compile(r"bytes=([0-9]{1,9})-([0-9]{0,9})")  # any other is answered with the whole
KIND = "application/octet-stream"


def add(app: FastAPI, shelf: Shelf, parts: Parts, clock: Callable[[], datetime]) -> None:
    """Put the blobs' addresses into the city's app."""
    _add_reading(app, shelf, parts)

    @app.put("/v1/blobs/{digest}", status_code=201, dependencies=[Depends(sender)])
    async def put_blob(digest: Digest, request: Request) -> Response:
        data = await _body(request)
        try:
            await run_in_threadpool(shelf.put, digest, data, clock())
        except WrongDigest as error:
            raise HTTPException(422, BROKEN) from error
        return Response(status_code=201)

    @app.patch("/v1/blobs/{digest}", status_code=204, responses={201: {"description": "whole now"}})
    async def append_blob(
        digest: Digest, request: Request, window: Sender, upload_offset: Count, upload_length: Count
    ) -> Response:
        data = await _body(request)
        given = (window, digest, upload_offset, upload_length, data, clock())
        try:
            whole = await run_in_threadpool(parts.append, *given)
        except WrongOffset as error:
            raise HTTPException(409, "附件接不上", headers={OFFSET: str(error.offset)}) from error
        except TooLong as error:
            raise HTTPException(422, "附件比所说的长，请重送") from error
        except WrongDigest as error:
            raise HTTPException(422, BROKEN) from error
        end = upload_length if whole else upload_offset + len(data)
        return Response(status_code=201 if whole else 204, headers={OFFSET: str(end)})


def _add_reading(app: FastAPI, shelf: Shelf, parts: Parts) -> None:
    @app.head("/v1/blobs/{digest}")
    def head_blob(digest: Digest, window: Sender) -> Response:
        """200 for a whole blob, else 404; either with the number of bytes the city has of it from this window."""
        size = shelf.size(digest)
        had = parts.offset(window, digest) if size is None else size
        return Response(status_code=404 if size is None else 200, headers={OFFSET: str(had)})

    @app.get("/v1/blobs/{digest}", dependencies=[Depends(sender)])
    def get_blob(digest: Digest, request: Request) -> Response:
        size = shelf.size(digest)
        if size is None:
            raise HTTPException(404, "市级没有这份附件")
        if wanted := _RANGE.fullmatch(request.headers.get("range", "")):
            if int(wanted[1]) >= size:
                raise HTTPException(416, "附件没有这么长", headers={"Content-Range": f"bytes */{size}"})
            if not wanted[2] or int(wanted[1]) <= int(wanted[2]):
                return FileResponse(shelf.path(digest), media_type=KIND)  # who puts parts together checks the whole
        return Response(shelf.get(digest), media_type=KIND)


async def _body(request: Request) -> bytes:
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > PART:
            raise HTTPException(413, f"附件超过 {PART // 1024} KB 的要分段送，本条 {LENGTH} 至多 50 MB")
    return bytes(data)
