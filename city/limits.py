"""How long a letter may be: whatever is longer is read to its end, forgotten, and answered 413 in words.

Read to its end, because a sender that is cut off in the middle of its letter hears no answer, only a broken line, and
would send the same again for ever. A window that is told sends the halves.
"""

from __future__ import annotations

from typing import Final

from fastapi.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from forwarding.wire import MAX_LETTER_BYTES, Trouble

_LETTERS: Final = frozenset({"/v1/entries", "/v1/entries/offered", "/v1/enrol"})
_PATIENCE: Final = 16 * MAX_LETTER_BYTES
"""Bytes that are read of a letter before the line is cut after all."""


class PlainAddress:
    """Stands before the app: an address with a NUL in it is nobody's, and no database server can be asked for it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI's one entrance."""
        path = scope["path"] if scope["type"] == "http" else ""
        if "\0" in path or (path.startswith("/desk") and b"%00" in scope["query_string"]):
            said = Trouble(code="404", sentence="没有这个地址，没有改动任何记录。")
            await JSONResponse(said.model_dump(), status_code=404)(scope, receive, send)
            return
        await self._app(scope, receive, send)


class LetterLimit:
    """Stands before the app; blobs, packages and the desk's forms have limits of their own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI's one entrance."""
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] not in _LETTERS:
            await self._app(scope, receive, send)
            return
        messages, size = await _read(receive)
        if size > MAX_LETTER_BYTES:
            said = f"一封信超过 {MAX_LETTER_BYTES // 1024 // 1024} MB，请分几封送"
            await JSONResponse(Trouble(code="413", sentence=said).model_dump(), status_code=413)(scope, receive, send)
            return

        async def again() -> Message:
            return messages.pop(0) if messages else await receive()

        await self._app(scope, again, send)


async def _read(receive: Receive) -> tuple[list[Message], int]:
    """The whole letter, or nothing of one that is too long; and how many bytes it had."""
    messages: list[Message] = []
    size, more = 0, True
    while more and size <= _PATIENCE:
        message = await receive()
        size += len(message.get("body", b""))
        more = bool(message.get("more_body", False))
        messages = [*messages, message] if size <= MAX_LETTER_BYTES else []
    return messages, size
