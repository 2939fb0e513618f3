"""Enrolment over HTTP: who the city is, a window enrols, and the windows of a county with their public keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI, HTTPException, Request
from sqlalchemy import Engine

from city import enrolling, windows
from city.keys import CityKeys
from city.sender import Sender
from forwarding.wire import PROTOCOL, CityCard, EnrolAnswer, EnrolLetter, NeighboursAnswer, neighbours_text, region_of


def add(app: FastAPI, engine: Engine, keys: CityKeys, clock: Callable[[], datetime], name: str) -> None:
    """Put the addresses into the city's app; ``name`` is what people call this platform."""
    card = CityCard(city_name=name, sign_key=keys.public.hex(), box_key=keys.box_public.hex())

    @app.get("/v1/city")
    def city() -> CityCard:
        return card

    @app.post("/v1/enrol")
    def enrol(letter: EnrolLetter, request: Request) -> EnrolAnswer:
        request.state.window = letter.window  # for the log
        address = request.client.host if request.client else ""
        try:
            token = enrolling.enrol(engine, letter, address, clock())
        except enrolling.Refused as refused:
            headers = {"Retry-After": str(refused.after)} if refused.after else None
            raise HTTPException(429 if refused.after else 400, refused.sentence, headers) from refused
        return EnrolAnswer(
            window=letter.window,
            token=token,
            city_sign_key=card.sign_key,
            city_box_key=card.box_key,
            city_name=card.city_name,
        )

    @app.get("/v1/windows")
    def neighbours(window: Sender) -> NeighboursAnswer:
        told = windows.of_region(engine, region_of(window))
        seal = keys.sign.sign(neighbours_text(told)).hex()
        return NeighboursAnswer(protocol=PROTOCOL, windows=told, seal=seal)
