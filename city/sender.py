"""Who sends: the window that holds the token of a request."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Header, HTTPException, Request

from city import windows


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
