"""A pair of letters in a file, and the asking of an app for it."""

from __future__ import annotations

import asyncio
import json
from base64 import b64decode
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

FOLDER = Path(__file__).parent / "letters"
TOLD = ("content-type", "upload-offset", "retry-after", "www-authenticate", "tongquan-protocol", "content-range")


@dataclass(frozen=True)
class Exchange:
    """One request and its answer.

    ``after``: what must have been asked before, in order. ``trouble``: the window's word for it, "" when it is none.
    ``by``: ``city`` when the reference city answers so, ``other`` when only another city or what stands before it may.
    """

    name: str
    about: str
    request: dict[str, Any]
    answer: dict[str, Any] = field(default_factory=dict)
    after: tuple[str, ...] = ()
    trouble: str = ""
    by: str = "city"

    def save(self, folder: Path) -> None:
        told = {key: value for key, value in asdict(self).items() if key != "name"}
        (folder / f"{self.name}.json").write_text(f"{json.dumps(told, ensure_ascii=False, indent=1)}\n", "utf-8")


def load(name: str, folder: Path = FOLDER) -> Exchange:
    told = json.loads((folder / f"{name}.json").read_text("utf-8"))
    return Exchange(name=name, **{**told, "after": tuple(told["after"])})


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def body_of(request: dict[str, Any]) -> bytes:
    """The body as it travels; ``zeros`` stands for so many bytes of them."""
    if "body" in request:
        return json.dumps(request["body"], ensure_ascii=False).encode()
    return bytes(request["zeros"]) if "zeros" in request else b64decode(request.get("bytes", ""))


def ask(app: FastAPI, request: dict[str, Any]) -> dict[str, Any]:
    """What the app answers, as it stands in a file."""

    async def asking() -> httpx.Response:
        road = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=road, base_url="http://city") as client:
            return await client.request(
                request["method"], request["path"], headers=request["headers"], content=body_of(request)
            )

    answer = asyncio.run(asking())
    told: dict[str, Any] = {"status": answer.status_code}
    told["headers"] = {name: answer.headers[name] for name in TOLD if name in answer.headers}
    if answer.content and "json" in answer.headers.get("content-type", ""):
        told["body"] = answer.json()
        if "token" in told["body"]:
            told["body"]["token"] = "t" * 43  # the one thing that is chosen anew each time
    elif answer.content:
        told["size"] = len(answer.content)
    return told
