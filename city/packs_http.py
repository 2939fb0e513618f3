"""City packs for the windows: what was published, and each file, by the window's own token."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Response
from fastapi import Path as UrlPath
from sqlalchemy import Engine

from city import packs
from city.sender import sender
from city.shelf import Shelf
from forwarding.wire import PACK_NAME, PROTOCOL, PacksAnswer

Name = Annotated[str, UrlPath(pattern=PACK_NAME)]


def add(app: FastAPI, engine: Engine, shelf: Shelf) -> None:
    """Put the packs' addresses into the city's app."""

    @app.get("/v1/packs", dependencies=[Depends(sender)])
    def list_packs() -> PacksAnswer:
        return PacksAnswer(protocol=PROTOCOL, packs=tuple(card for card, _, _ in packs.every(engine)))

    @app.get("/v1/packs/{city}/{version}", dependencies=[Depends(sender)])
    def get_pack(city: Name, version: Name) -> Response:
        card = packs.find(engine, city, version)
        if card is None or not shelf.has(card.digest):
            raise HTTPException(404, "市级没有发布过这个政策包")
        return Response(shelf.get(card.digest), media_type="application/zip")
