"""Carried packages at the city's desk: a stick's file taken in, its answer handed out, all that came before."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, Request, Response
from fastapi import Path as UrlPath
from fastapi.responses import FileResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from city import carrying, package_book, traces
from city.may import Right
from city.web import draw
from city.web.door import Shown, Visitor, ours, size, visitor
from city.web.hall import hall
from forwarding.sealed.frame import MAX_PACKAGE
from models.errors import LineTrouble, Refusal

router = APIRouter(include_in_schema=False)
Carrier = Annotated[Visitor, Depends(visitor(Right.CARRY))]
Answer = Annotated[str, UrlPath(pattern=r"^[0-9a-f-]{36}$")]
_FORM = 64 * 1024  # bytes beside the file
_STATUS = {"changed": 409, "revoked": 403, "too_large": 413}


@dataclass(frozen=True, slots=True)
class Brought:
    """A file somebody handed in, on disk for as long as the request lasts."""

    visitor: Visitor
    path: Path
    name: str  # as it was called on the stick


async def brought(request: Request, who: Carrier) -> AsyncIterator[Brought]:
    """The file of the form; it is never whole in memory.

    Raises:
        Shown: 403 for a form of another page, 413 for one too long, 422 without a file.
    """
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > MAX_PACKAGE + _FORM:
        raise Shown(413, f"摆渡包太大（上限 {size(MAX_PACKAGE)}），没有导入。请窗口分几个包装。")
    async with request.form(max_files=1, max_fields=10, max_part_size=_FORM) as form:
        ours(request, who, {"proof": str(form.get("proof", ""))})
        async with _on_disk(_file(form), hall(request).incoming) as path:
            yield Brought(who, path, Path(_file(form).filename or "").name)


@router.get("/desk/packages")
def show_packages(request: Request, who: Carrier, done: str = "") -> Response:
    """What came, what became of it, and what was not taken."""
    return _drawn(request, who, done=done)


@router.post("/desk/packages")
def bring(request: Request, file: Annotated[Brought, Depends(brought)]) -> Response:
    """Take one in; the same file once more gives the same answer, so the form needs no key of its own."""
    who = file.visitor
    try:
        report = hall(request).carrier.take(file.path, who.login, file.name)
    except (Refusal, LineTrouble) as trouble:
        return _drawn(request, who, _STATUS.get(trouble.code, 422), wrong=trouble.sentence)
    again = "&again=1" if report.again else ""
    return RedirectResponse(f"/desk/packages?done={report.answer}{again}", 303)


@router.get("/desk/packages/{answer}")
def fetch(request: Request, answer: Answer, who: Carrier) -> Response:
    """The answer's file, to be put on the stick; it is sealed to the window and opens nowhere else."""
    there = hall(request)
    try:
        path, called = there.carrier.answer(answer)
    except Refusal as refusal:
        return _drawn(request, who, 404, wrong=refusal.sentence)
    return FileResponse(
        path, media_type="application/octet-stream", filename=called, headers={"Cache-Control": "no-store"}
    )


def _file(form: FormData) -> UploadFile:
    file = form.get("package")
    if not isinstance(file, UploadFile) or not file.filename:
        raise Shown(422, "没有选摆渡包。没有导入。请选盘上的 .tqp 文件。")
    return file


@asynccontextmanager
async def _on_disk(file: UploadFile, folder: Path) -> AsyncIterator[Path]:
    """A copy under a name of its own that is gone afterwards."""
    path = folder / f"{uuid4().hex}.part"
    try:
        await run_in_threadpool(_copy, file.file, path)
        yield path
    finally:
        path.unlink(missing_ok=True)


def _copy(source: IO[bytes], path: Path) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        shutil.copyfileobj(source, file, 1024 * 1024)


def _drawn(request: Request, who: Visitor, status: int = 200, *, wrong: str = "", done: str = "") -> Response:
    there = hall(request)
    lines = [(line, carrying.report_of(line)) for line in package_book.latest(there.engine)]
    fresh = next((report for line, report in lines if done and line.answer == done), None)
    return draw.page(
        "desk_packages.html",
        who,
        there.clock(),
        status,
        lines=lines,
        refused=traces.refused_packages(there.engine),
        fresh=fresh,
        again=request.query_params.get("again") == "1",
        wrong=wrong,
    )
