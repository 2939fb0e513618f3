"""City packs the administrator publishes: a zip each, looked into, kept under its digest, signed by the city's key."""

from __future__ import annotations

import hashlib
import re
import tomllib
from base64 import b64encode
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from sqlalchemy import Engine, insert, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.exc import IntegrityError

from city import traces
from city.keys import CityKeys
from city.shelf import Shelf
from city.tables_desk import packs
from forwarding.wire import PACK_NAME, PackCard, pack_text
from models.errors import Refusal

NEEDED = ("city.toml", "catalogue.csv", "rules.toml")
_SAFE = "没有发布"
_MOST_FILES, _MOST_BYTES = 1000, 100 * 1024 * 1024
_NAME = re.compile(r"(?!/)(?!.*(?:^|/)\.\.(?:/|$))[^\\:\0]{1,200}")


def publish(
    engine: Engine, shelf: Shelf, keys: CityKeys, data: bytes, document: str, effective: str, now: datetime, by: str
) -> PackCard:
    """Keep and sign one pack.

    Args:
        document: 文号 it rests on.
        effective: the day it holds from, ISO.

    Raises:
        Refusal: ``pack_bad`` for a file that is no pack, ``pack_document``, ``pack_day``, ``pack_there``.
    """
    if not 0 < len(document.strip()) <= 100:
        raise Refusal("没有写文号，或者太长", _SAFE, "请写明依据的文号", code="pack_document")
    city, version = look_into(data)
    card = PackCard(
        city=city,
        version=version,
        document=document.strip(),
        effective=_day(effective),
        digest=hashlib.sha256(data).hexdigest(),
        size=len(data),
        seal="",
    )
    card = card.model_copy(update={"seal": b64encode(keys.sign.sign(pack_text(card))).decode()})
    shelf.put(card.digest, data, now)
    row = card.model_dump(exclude={"seal"}) | {"signature": card.seal, "login": by, "at": now}
    try:
        with engine.begin() as connection:
            connection.execute(insert(packs).values(row))
            traces.leave(connection, now, by, "发布政策包", f"{city} {version}", document.strip())
    except IntegrityError as there:
        said = f"{city} 的 {version} 版已经发布过"
        raise Refusal(said, _SAFE, "发布过的不能替换；请在 city.toml 里改版本号", code="pack_there") from there
    return card


def look_into(data: bytes) -> tuple[str, str]:
    """City and version of a pack, after it was found to hold what a pack holds.

    Raises:
        Refusal: ``pack_bad``.
    """
    try:
        with ZipFile(BytesIO(data)) as file:
            names = {one.filename: one.file_size for one in file.infolist()}
            if len(names) > _MOST_FILES or sum(names.values()) > _MOST_BYTES:
                raise _bad("展开后太大")
            if wrong := next((name for name in names if not _NAME.fullmatch(name)), ""):
                raise _bad(f"里面的文件名不对：{wrong[:40]}")
            top = _top(names)
            if missing := [name for name in NEEDED if top + name not in names]:
                raise _bad(f"缺 {'、'.join(missing)}")
            told = tomllib.loads(file.read(top + "city.toml").decode("utf-8"))
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as broken:
        raise _bad("不是能读的 zip，或者 city.toml 读不出") from broken
    document = told.get("document")
    city, version = (document if isinstance(document, dict) else {}).get("city_id"), told.get("version")
    if not all(isinstance(one, str) and re.fullmatch(PACK_NAME, one) for one in (city, version)):
        raise _bad("city.toml 没有写城市代号和版本")
    return str(city), str(version)


def every(engine: Engine) -> tuple[tuple[PackCard, str, datetime], ...]:
    """All packs with who published them and when, newest first."""
    with engine.connect() as connection:
        rows = connection.execute(select(packs).order_by(packs.c.n.desc())).mappings().all()
    return tuple((_card(row), row["login"], row["at"]) for row in rows)


def find(engine: Engine, city: str, version: str) -> PackCard | None:
    """The card of one pack."""
    mine = select(packs).where(packs.c.city == city, packs.c.version == version)
    with engine.connect() as connection:
        row = connection.execute(mine).mappings().first()
    return _card(row) if row else None


def _card(row: RowMapping) -> PackCard:
    return PackCard.model_validate({**row, "seal": row["signature"]})


def _top(names: Mapping[str, Any]) -> str:
    """"" or the one folder everything lies in, as a file manager packs it."""
    heads = {name.split("/", 1)[0] for name in names}
    return f"{heads.pop()}/" if len(heads) == 1 and "city.toml" not in names else ""


def _day(said: str) -> str:
    try:
        return date.fromisoformat(said.strip()).isoformat()
    except ValueError as wrong:
        raise Refusal("施行日期不是日期", _SAFE, "请写成 2026-12-01 这样", code="pack_day") from wrong


def _bad(why: str) -> Refusal:
    return Refusal(f"这个文件不是政策包（{why}）", _SAFE, "请用程序导出的整个文件夹打成 zip", code="pack_bad")
