"""The windows' line over HTTP: health, entries in batches, the county's feed, what is offered again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import FastAPI, HTTPException, Query
from sqlalchemy import Engine

from city import keep, telemetry
from city.keys import CityKeys
from city.sender import Sender
from forwarding.wire import (
    MAX_PLACE,
    PROTOCOL,
    SPOKEN,
    AnchorAnswer,
    BatchAnswer,
    BatchLetter,
    CityEntries,
    FeedSum,
    Health,
    OfferAnswer,
    OfferLetter,
    region_of,
)

SERVICE = "tongquan-city"


def add(app: FastAPI, engine: Engine, keys: CityKeys, clock: Callable[[], datetime]) -> None:
    """Put the line's addresses into the city's app."""

    @app.get("/v1/health")
    def health() -> Health:
        return Health(service=SERVICE, protocol=PROTOCOL, city_time=clock())

    @app.post("/v1/entries")
    def post_entries(batch: BatchLetter, window: Sender) -> BatchAnswer:
        if batch.protocol != PROTOCOL:
            said = f"约定版本不同：来信第{batch.protocol}版，本级第{PROTOCOL}版"
            raise HTTPException(426, said, headers={SPOKEN: str(PROTOCOL)})
        answers = keep.take(engine, keys, window, batch.entries, clock, (batch.told, batch.told_seal))
        telemetry.answered(answers)
        with engine.connect() as connection:
            end, seal, lacks = keep.tell(connection, keys, region_of(window))
        return BatchAnswer(
            protocol=PROTOCOL,
            answers=answers,
            city_time=clock(),
            told=end,
            told_seal=seal,
            lacks=lacks,
        )

    @app.get("/v1/entries")
    def get_entries(
        window: Sender,
        since: Annotated[int, Query(ge=0, le=MAX_PLACE)] = 0,
        limit: Annotated[int, Query(ge=1, le=keep.PAGE)] = keep.PAGE,
        own: Annotated[bool, Query()] = False,
        told: Annotated[int, Query(ge=0, le=MAX_PLACE)] = 0,
        told_seal: Annotated[str, Query(max_length=200)] = "",
    ) -> CityEntries:
        keep.hear(engine, keys, window, (told, told_seal), clock)
        return keep.since(engine, keys, window, since, limit, own=own)

    @app.get("/v1/anchor")
    def get_anchor(window: Sender) -> AnchorAnswer:
        return keep.anchor(engine, window)

    @app.get("/v1/feed-sum")
    def get_feed_sum(
        window: Sender,
        after: Annotated[int, Query(ge=0, le=MAX_PLACE)],
        until: Annotated[int, Query(ge=0, le=MAX_PLACE)],
    ) -> FeedSum:
        return keep.feed_sum(engine, window, after, min(until, after + keep.MOST_SUMMED))

    @app.post("/v1/entries/offered")
    def offer_entries(offer: OfferLetter, window: Sender) -> OfferAnswer:
        taken, refused = keep.take_offered(engine, keys, window, offer.entries, clock)
        return OfferAnswer(protocol=PROTOCOL, taken=taken, refused=refused)
