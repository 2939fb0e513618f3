"""The answer to a carried package: what became of its entries, what the county did meanwhile, and the blobs of that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine

from city import keep
from city.keys import CityKeys
from city.shelf import Shelf, WrongDigest
from forwarding.sealed.frame import Fields, Header, Kind
from forwarding.sealed.write import ENDING, write_package
from forwarding.wire import CITY, PROTOCOL, CarriedAnswer, EntryAnswer, KeptLetter, region_of

BLOBS = 256 * 1024 * 1024
"""Bytes of blobs that go back with one answer; what is more comes with the next."""
ENTRIES = 5000
_MANY_BLOBS = 9000


@dataclass(frozen=True, slots=True)
class County:
    """What the county did after ``since``, up to ``cursor``, and the blobs it names."""

    letters: tuple[KeptLetter, ...]
    blobs: tuple[str, ...]
    cursor: int
    more: bool


def write(
    engine: Engine,
    keys: CityKeys,
    shelf: Shelf,
    folder: Path,
    asked: Header,
    answers: Sequence[EntryAnswer],
    *,
    box_key: bytes,
    number: int,
    now: datetime,
    limit: int = BLOBS,
) -> str:
    """Write the answer to ``asked`` into ``folder``; returns its id, under which the file lies there.

    Raises:
        PackageTrouble: the disk.
    """
    ident = str(uuid4())
    county = county_since(engine, keys, shelf, asked.sender, asked.cursor, limit)
    said = _said(engine, keys, asked, county, tuple(answers), now)
    fields = Fields(
        package=ident,
        kind=Kind.TO_WINDOW,
        sender=f"{CITY}{region_of(asked.sender)}",
        receiver=asked.sender,
        number=number,
        made_at=now,
        letters=len(county.letters),
        blobs=len(county.blobs),
        told=said.told,
        cursor=county.cursor,
        reply_to=asked.package,
    )
    letters = (one.model_dump_json().encode() for one in county.letters)
    blobs = ((digest, shelf.get(digest)) for digest in county.blobs)
    text = said.model_dump_json().encode()
    private = keys.sign.private_bytes_raw()
    write_package(folder / f"{ident}{ENDING}", fields, letters, blobs, private, box_key, answers=text)
    return ident


def _said(
    engine: Engine, keys: CityKeys, asked: Header, county: County, answers: tuple[EntryAnswer, ...], now: datetime
) -> CarriedAnswer:
    """What became of the package, and how far the county's order reaches."""
    with engine.connect() as connection:
        told, seal, lacks = keep.tell(connection, keys, region_of(asked.sender))
    return CarriedAnswer(
        protocol=PROTOCOL,
        answers=answers,
        city_time=now,
        told=told,
        told_seal=seal,
        lacks=lacks,
        package=asked.package,
        since=asked.cursor,
        cursor=county.cursor,
        more=county.more,
    )


def county_since(
    engine: Engine, keys: CityKeys, shelf: Shelf, window: str, cursor: int, limit: int = BLOBS
) -> County:
    """As much of what the county did as one answer takes; the first entry always goes."""
    letters: list[KeptLetter] = []
    blobs: dict[str, int] = {}
    at, page, more = cursor, keep.PAGE, True
    while more and len(letters) < ENTRIES:
        told = keep.since(engine, keys, window, at, page)
        sizes = {d: n for d, n in _sizes(shelf, told.entries) if d not in blobs}
        full = sum(blobs.values()) + sum(sizes.values()) > limit or len(blobs) + len(sizes) > _MANY_BLOBS
        if full and page > 1:
            page = max(1, page // 4)  # a smaller step may still fit
            continue
        if full and letters:
            break
        letters += told.entries
        blobs |= sizes
        at, more = told.cursor, told.more
    return County(tuple(letters), tuple(blobs), at, more)


def _sizes(shelf: Shelf, entries: Iterable[KeptLetter]) -> Iterator[tuple[str, int]]:
    """The blobs that entries name, as far as they are here and sound."""
    for digest in dict.fromkeys(digest for one in entries for digest in named(one.payload)):
        try:
            if shelf.has(digest):  # a text that is no digest names none
                yield digest, len(shelf.get(digest))
        except (OSError, WrongDigest):  # lost or damaged here: the entry goes all the same
            continue


def named(payload: Any) -> Iterator[str]:
    """Digests of scans and papers in a payload, which may be anything a window once signed."""
    for line in _rows(payload, "materials"):
        yield from (one for one in _list(line.get("scans")) if isinstance(one, str))
    for paper in _rows(payload, "documents"):
        if isinstance(paper.get("digest"), str):
            yield paper["digest"]


def _rows(payload: Any, name: str) -> Iterator[dict[str, Any]]:
    return (one for one in _list(payload.get(name)) if isinstance(one, dict))


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()
