"""Packs: only what is one is published, once; a window takes it by the city's seal and leaves it to a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from sqlalchemy import update

from city import packs
from city.keys import CityKeys
from city.shelf import Shelf
from city.tables_desk import packs as table
from forwarding.client import CityLine
from forwarding.packs import fetch_new
from forwarding.wire import PackCard
from models.errors import LineTrouble
from tests.desk.lives import refused
from tests.helpers.cityside import TOKEN, CitySide, running_city
from tests.helpers.factory import MORNING

TOML = 'version = "2026-12-01"\n[document]\ncity_id = "sample"\n'
FILES = {"city.toml": TOML, "catalogue.csv": "key\n", "rules.toml": "", "guides/1.yaml": "id: 1\n"}


def zipped(files: Mapping[str, str], top: str = "") -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as file:
        for name, text in files.items():
            file.writestr(top + name, text)
    return data.getvalue()


@pytest.fixture
def city(tmp_path: Path) -> Iterator[CitySide]:
    with running_city(tmp_path / "city") as side:
        yield side


def published(city: CitySide, data: bytes, document: str = "样例〔2026〕1号", day: str = "2026-12-15") -> PackCard:
    shelf = Shelf(city.engine, city.folder / "blobs")
    return packs.publish(city.engine, shelf, CityKeys.at(city.folder), data, document, day, MORNING, "guanli")


def fetched(city: CitySide, folder: Path, key: bytes, token: str = TOKEN) -> list[str]:
    line = CityLine(city.url, token)
    try:
        return [one.path.name for one in fetch_new(line, key, "sample", folder)]
    finally:
        line.close()


def test_that_a_window_fetches_a_published_pack_once_under_the_citys_seal(city: CitySide, tmp_path: Path) -> None:
    data = zipped(FILES, "sample/")
    card = published(city, data)
    published(city, zipped(FILES | {"city.toml": TOML.replace("sample", "other")}))
    key, folder = CityKeys.at(city.folder).public, tmp_path / "packs"
    assert fetched(city, folder, key) == ["sample-2026-12-01.zip"]
    assert (folder / "sample-2026-12-01.zip").read_bytes() == data
    assert PackCard.model_validate_json((folder / "sample-2026-12-01.json").read_bytes()) == card
    assert fetched(city, folder, key) == []


def test_that_a_pack_the_city_did_not_sign_is_not_laid_before_anybody(city: CitySide, tmp_path: Path) -> None:
    published(city, zipped(FILES))
    for key in (CityKeys.new().public, b""):
        with pytest.raises(LineTrouble):
            fetched(city, tmp_path / "packs", key)
    with city.engine.begin() as db:
        db.execute(update(table).values(effective="2026-12-01"))  # changed after it was signed
    with pytest.raises(LineTrouble):
        fetched(city, tmp_path / "packs", CityKeys.at(city.folder).public)
    assert list((tmp_path / "packs").iterdir()) == []


def test_that_only_a_window_is_told_of_packs(city: CitySide, tmp_path: Path) -> None:
    published(city, zipped(FILES))
    with pytest.raises(LineTrouble) as no:
        fetched(city, tmp_path / "packs", CityKeys.at(city.folder).public, token="nobody's")
    assert no.value.code == "unauthorised"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 not really",
        zipped({"city.toml": TOML}),
        zipped(FILES | {"../outside": "x"}),
        zipped(FILES | {"/absolute": "x"}),
        zipped(FILES | {"c:\\windows": "x"}),
        zipped(FILES | {"city.toml": "version = "}),
        zipped(FILES | {"city.toml": 'version = "1"\ndocument = 3'}),
        zipped(FILES | {"city.toml": TOML.replace("sample", "../x")}),
        zipped(FILES | {"bomb": "0" * (101 * 1024 * 1024)}),
    ],
    ids=["empty", "no zip", "incomplete", "up", "absolute", "drive", "no toml", "no document", "odd name", "bomb"],
)
def test_that_what_is_no_pack_is_not_published(city: CitySide, data: bytes) -> None:
    with refused("pack_bad"):
        published(city, data)
    assert packs.every(city.engine) == ()


def test_that_a_version_is_published_once_and_with_its_document_and_day(city: CitySide) -> None:
    with refused("pack_document"):
        published(city, zipped(FILES), document=" ")
    with refused("pack_day"):
        published(city, zipped(FILES), day="下月")
    published(city, zipped(FILES))
    with refused("pack_there"):
        published(city, zipped(FILES | {"guides/2.yaml": ""}))
