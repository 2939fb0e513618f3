"""Bags of originals over HTTP: one bag of one case, received or sent back by a member of the city's staff."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Engine

from city import bundles
from city.desk import CityDesk
from city.desk_http import Staff
from city.keys import CityKeys
from forwarding.wire import KeptLetter
from models.errors import Refusal
from models.rules.bundle_count import Counted
from models.rules.bundles import parse_bundle_code
from models.rules.numbers import parse_case_number

_MANY = 9999
_UNKNOWN = frozenset({"case_unknown", "bundle_unknown"})


class CountLetter(BaseModel):
    """One material as counted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seq: int = Field(ge=0, le=999)
    originals: int = Field(0, ge=0, le=_MANY)
    copies: int = Field(0, ge=0, le=_MANY)
    pages: int = Field(0, ge=0, le=_MANY)


class BundleLetter(BaseModel):
    """What was done with a bag; ``counts`` left out = everything as the list says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    act: Literal["receive", "send_back"] = "receive"
    code: str = Field(min_length=1, max_length=60)
    counts: tuple[CountLetter, ...] | None = Field(None, max_length=1000)
    way: str = Field("", max_length=20)
    number: str = Field("", max_length=100)
    taken: str = Field("", max_length=100)
    note: str = Field("", max_length=500)


def add(app: FastAPI, engine: Engine, keys: CityKeys, clock: Callable[[], datetime]) -> None:
    """Put the bags' address into the city's app."""

    @app.post("/v1/desk/{case_no}/bundle")
    def bundle(case_no: str, letter: BundleLetter, staff: Staff) -> KeptLetter:
        desk = CityDesk(engine, clock, staff.name, staff.organ, keys=keys)
        try:
            return done(desk, case_no, letter)
        except Refusal as refusal:
            raise HTTPException(404 if refusal.code in _UNKNOWN else 409, refusal.sentence) from refusal


def done(desk: CityDesk, case_no: str, letter: BundleLetter) -> KeptLetter:
    """Do what the letter says.

    Raises:
        Refusal: the bag is of another case (``bundle_case``); what the desk says.
    """
    desk.find(case_no)
    if parse_bundle_code(letter.code).case_no != parse_case_number(case_no).text:
        raise Refusal("扫到的袋不是这件的", "没有改动任何记录", "请核对办件编号和袋码", code="bundle_case")
    if letter.act == "send_back":
        return bundles.send_back(
            desk, letter.code, way=letter.way, taken=letter.taken, number=letter.number, note=letter.note
        )
    counts = None if letter.counts is None else [Counted(**one.model_dump()) for one in letter.counts]
    return bundles.receive(desk, letter.code, counts, taker=letter.taken, note=letter.note)
