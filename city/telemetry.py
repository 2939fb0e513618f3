"""What the city tells whoever runs it: one JSON line per request on stderr, and figures for Prometheus.

Never a payload, a name, a token or a signature: of an address only the route and the parts named here are written, of
an error only its kind and where in the program it happened.
"""

from __future__ import annotations

import hmac
import json
import logging
import os
import re
import sys
import traceback
from collections.abc import Iterable, MutableMapping
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import FastAPI, Header, HTTPException, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from forwarding.wire import EntryAnswer, Trouble

METRICS_TOKEN = "TONGQUAN_METRICS_TOKEN"  # noqa: S105 - the name of a setting
MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"
LOG = logging.getLogger("tongquan.city")
ZONE = ZoneInfo("Asia/Shanghai")
OTHER = "(other)"
GONE = 499  # the other end hung up before it was answered; told to nobody, only counted
_SHOWN = frozenset({"case_no", "digest", "region", "window"})
_NUMBER = re.compile(r"[0-9A-Za-z-]{1,64}")  # what somebody typed instead of a number is not repeated
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_HERE = Path(__file__).resolve().parents[1]
_BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

REQUESTS = Counter("tongquan_city_requests", "Requests answered.", ("route", "method", "status"))
SECONDS = Histogram("tongquan_city_request_seconds", "Time to answer.", ("route",), buckets=_BUCKETS)
ENTRIES = Counter("tongquan_city_entries", "Entries of the windows, by the answer given.", ("answer",))


class JsonLines(logging.Formatter):
    """A record as one line of JSON; the server's own warnings too."""

    def format(self, record: logging.LogRecord) -> str:
        """``level``, ``at``, ``event`` and whatever the record was given as ``told``."""
        at = datetime.fromtimestamp(record.created, ZONE).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"level": record.levelname.lower(), "at": at, "event": record.getMessage()}
        if record.exc_info and record.exc_info[1] is not None:
            line |= _where(record.exc_info[1])
        return json.dumps(line | getattr(record, "told", {}), ensure_ascii=False)


class ToStderr(logging.Handler):
    """Writes to whatever standard error is at that moment: whoever runs the city may have put another in its place."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line; a closed end is nobody's trouble."""
        try:
            sys.stderr.write(self.format(record) + "\n")
        except (OSError, ValueError):
            return


def log_to_stderr() -> None:
    """From now on the whole process writes JSON lines: ours from INFO on, everybody else's warnings."""
    handler = ToStderr()
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    LOG.setLevel(logging.INFO)


def answered(answers: Iterable[EntryAnswer]) -> None:
    """Count what became of the entries of a batch."""
    for one in answers:
        ENTRIES.labels(str(one.answer)).inc()


def add(app: FastAPI) -> None:
    """Put the log and the figures around the app, and ``/metrics`` into it."""
    app.add_middleware(Telemetry)

    @app.get("/metrics", include_in_schema=False)
    def metrics(request: Request, authorization: str = Header("")) -> Response:
        if not _may_look(request, authorization.removeprefix("Bearer ")):
            raise HTTPException(404, "没有这个地址")
        return Response(generate_latest(_registry()), media_type=CONTENT_TYPE_LATEST)


class Telemetry:
    """Times each request; turns what nobody caught into an answer that says whether trying again helps."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI's one entrance."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status, noted = perf_counter(), GONE, False

        def note() -> None:
            nonlocal noted
            if not noted:
                noted = True
                _note(scope, status, perf_counter() - began)

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            elif not message.get("more_body", False):
                note()  # before the last byte leaves: whoever has the answer finds it in the log
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except ClientDisconnect:
            pass
        except Exception as error:  # noqa: BLE001 - the last door: told without what the error carries
            LOG.error("failed", extra={"told": _where(error)})
            if status == GONE:
                await _trouble(error)(scope, receive, noting)
        finally:
            note()


def _note(scope: Scope, status: int, seconds: float) -> None:
    route = getattr(scope.get("route"), "path", OTHER)
    method = scope["method"] if scope["method"] in _METHODS else OTHER
    REQUESTS.labels(route, method, str(status)).inc()
    SECONDS.labels(route).observe(seconds)
    told = {
        "window": scope.get("state", {}).get("window", ""),
        "method": method,
        "path": _path(route, scope.get("path_params", {})),
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
    LOG.log(logging.ERROR if status >= 500 else logging.INFO, "request", extra={"told": told})


def _path(route: str, parts: MutableMapping[str, Any]) -> str:
    """The route with the parts that may be shown; whatever matched no route may hold anything, and is not written."""
    for name in _SHOWN & set(parts):
        if _NUMBER.fullmatch(said := str(parts[name])):
            route = route.replace(f"{{{name}}}", said)
    return route


def _where(error: BaseException) -> dict[str, Any]:
    """The kind of an error and our lines it went through; never its words, which may repeat a payload."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if Path(f.filename).is_relative_to(_HERE) and "site-packages" not in f.filename]
    lines = [f"{Path(f.filename).relative_to(_HERE)}:{f.lineno} {f.name}" for f in ours]
    return {"error": type(cause).__name__, "sqlstate": getattr(cause, "sqlstate", None) or "", "where": lines}


def _trouble(error: Exception) -> JSONResponse:
    """503 where the database was away for a moment, 500 where trying again may not help."""
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    away = lost or isinstance(error, OperationalError | PoolTimeout)
    status = 503 if away else 500
    said = "市级数据库暂时不可用，请稍后再送" if away else "市级平台出错，已记入日志；收下的都在"
    return JSONResponse(Trouble(code=str(status), sentence=said).model_dump(), status_code=status)


def _may_look(request: Request, token: str) -> bool:
    """With the token; while none is set, from this machine. Behind a proxy that hides who asks, set one."""
    wanted = os.environ.get(METRICS_TOKEN, "")
    if wanted and hmac.compare_digest(token.encode(), wanted.encode()):
        return True
    near = request.client is not None and request.client.host in {"127.0.0.1", "::1"}
    return near and not wanted


def _registry() -> CollectorRegistry:
    """This process's figures, or those of all processes together."""
    if not os.environ.get(MULTIPROCESS):
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # the package leaves it out
    return together
