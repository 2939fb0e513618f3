"""Who sends: the window that holds the token of a request."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Header, HTTPException, Request

from city import windows


class Revoked(HTTPException):
    """The city let this window send no longer; what it sent stays."""

    code = "revoked"

    def __init__(self, why: str) -> None:
        super().__init__(403, f"市级已停用本窗口的登记{f'（{why}）' if why else ''}")


def sender(request: Request, authorization: Annotated[str, Header()] = "") -> str:
    """The window that holds the token of this request.

    Raises:
        HTTPException: 401 when no window does. Revoked: when it may send no longer.
    """
    window = windows.known(request.app.state.engine, authorization.removeprefix("Bearer "))
    if window is None:
        raise HTTPException(401, "市级平台没有登记这个窗口", {"WWW-Authenticate": "Bearer"})
    request.state.window = window.name  # for the log
    if window.revoked_at:
        raise Revoked(window.revoked_why)
    return window.name


Sender = Annotated[str, Depends(sender)]
