"""The city's desk over HTTP: one act on one case, by a member of staff who holds a token of the city's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import Depends, FastAPI, Header, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Engine

from city import officials
from city.desk import Changed, CityDesk, Fault, Paper
from city.keys import CityKeys
from city.officials import Official
from forwarding.wire import KeptLetter
from models.errors import Refusal
from models.rules.asking import Asked
from models.rules.casefacts import Ground
from models.rules.terms import Outcome


class FaultLetter(BaseModel):
    """A field to be mended."""

    field: str = Field(min_length=1, max_length=100)
    problem: str = Field(min_length=1, max_length=500)
    who: Literal["", "申请人", "本窗口", "审核岗"] = ""


class AskedLetter(BaseModel):
    """A line of the one-time notice."""

    seq: int = Field(ge=1, le=999)
    material: str = Field(min_length=1, max_length=200)
    situation: Literal["未交", "不全", "不符形式"]
    problem: str = Field(min_length=1, max_length=500)
    basis: str = Field("", max_length=500)
    fix: str = Field(min_length=1, max_length=500)


class ChangedLetter(BaseModel):
    """A field the city corrected itself."""

    field: str = Field(min_length=1, max_length=100)
    was: str = Field(max_length=500)
    now: str = Field(max_length=500)


class PaperLetter(BaseModel):
    """A paper the city signed."""

    name: str = Field(min_length=1, max_length=100)
    number: str = Field(max_length=100)
    copies: int = Field(1, ge=1, le=99)


class ActLetter(BaseModel):
    """What is done."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    act: Literal["accept", "review", "return", "stamp", "decide", "mail", "push", "publish", "ask", "refuse"]
    reason: str = Field("", max_length=2000)
    outcome: Outcome | None = None
    faults: tuple[FaultLetter, ...] = ()
    papers: tuple[PaperLetter, ...] = ()
    asked: tuple[AskedLetter, ...] = ()
    until: date | None = None
    ground: Ground | None = None
    changed: tuple[ChangedLetter, ...] = ()
    carrier: str = Field("", max_length=100)
    number: str = Field("", max_length=100)
    to: str = Field("", max_length=200)


def official(request: Request, authorization: Annotated[str, Header()] = "") -> Official:
    """Who holds the token of this request.

    Raises:
        HTTPException: 401 when nobody of the city's does.
    """
    found = officials.known(request.app.state.engine, authorization.removeprefix("Bearer "))
    if found is None:
        raise HTTPException(401, "市级平台没有登记这位工作人员")
    return found


Staff = Annotated[Official, Depends(official)]


def add(app: FastAPI, engine: Engine, keys: CityKeys, clock: Callable[[], datetime]) -> None:
    """Put the desk's address into the city's app."""

    @app.post("/v1/desk/{case_no}/act")
    def act(case_no: str, letter: ActLetter, staff: Staff) -> KeptLetter:
        desk = CityDesk(engine, clock, staff.name, staff.organ, keys=keys)
        try:
            return done(desk, desk.find(case_no), letter)
        except Refusal as refusal:
            raise HTTPException(404 if refusal.code == "case_unknown" else 409, refusal.sentence) from refusal


def done(desk: CityDesk, case_id: str, letter: ActLetter) -> KeptLetter:
    """Do what the letter says.

    Raises:
        Refusal: what the desk says.
    """
    papers = tuple(Paper(one.name, one.number, one.copies) for one in letter.papers)
    faults = tuple(Fault(one.field, one.problem, one.who) for one in letter.faults)
    asked = tuple(Asked(**one.model_dump()) for one in letter.asked)
    changed = tuple(Changed(one.field, one.was, one.now) for one in letter.changed)
    ways: dict[str, Callable[[], KeptLetter]] = {
        "accept": lambda: desk.accept(case_id),
        "review": lambda: desk.review(case_id, letter.reason, changed),
        "ask": lambda: desk.ask(case_id, asked, letter.until, letter.number, letter.reason),
        "refuse": lambda: desk.refuse(case_id, _ground(letter), letter.reason, letter.number),
        "return": lambda: desk.send_back(case_id, letter.reason, faults),
        "stamp": lambda: desk.stamp(case_id, papers),
        "decide": lambda: desk.decide(case_id, _outcome(letter), letter.reason, papers),
        "mail": lambda: desk.mail(case_id, letter.carrier, letter.number),
        "push": lambda: desk.push(case_id, letter.to),
        "publish": lambda: desk.publish(case_id),
    }
    return ways[letter.act]()


def _ground(letter: ActLetter) -> Ground:
    if letter.ground is None:
        raise Refusal("不予受理要写明是哪一种情形", "没有改动任何记录", "不需许可、虚假材料二选一", code="no_ground")
    return letter.ground


def _outcome(letter: ActLetter) -> Outcome:
    if letter.outcome is None:
        raise Refusal("还没有写准予还是不予", "没有改动任何记录", "请选准予或不予", code="no_outcome")
    return letter.outcome
