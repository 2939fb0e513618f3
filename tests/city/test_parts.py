"""A blob in parts: gone on with from where it was, refused where it cannot become what it is called, swept in time."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from city.parts import KEPT, Parts
from city.shelf import Shelf
from city.windows import enrol
from forwarding.client import CityLine
from forwarding.wire import MAX_BLOB_BYTES, PART
from models.errors import LineTrouble
from tests.helpers.cityside import TOKEN, WINDOW, CitySide, running_city
from tests.helpers.sending import START, kept_blobs

DATA = os.urandom(3 * PART + 17)
DIGEST = hashlib.sha256(DATA).hexdigest()
OTHER = "test-token-of-window-04"


@pytest.fixture
def city(tmp_path: Path) -> Iterator[CitySide]:
    with running_city(tmp_path / "city") as side:
        enrol(side.engine, "140581-04", OTHER, b"\0" * 32, "高平市04号窗口")
        yield side


@pytest.fixture
def line(city: CitySide) -> Iterator[CityLine]:
    road = CityLine(city.url, TOKEN)
    yield road
    road.close()


def parts_left(city: CitySide) -> list[Path]:
    return [path for path in (city.folder / "blobs" / "parts").rglob("*") if path.is_file()]


def test_that_a_blob_goes_on_where_it_was_left_even_after_the_city_restarted(tmp_path: Path) -> None:
    offsets: list[int] = []
    told: int | None = 0
    for _ in range(4):
        with running_city(tmp_path) as side:
            road = CityLine(side.url, TOKEN)
            at = road.blob_offset(DIGEST)
            assert at is not None
            offsets.append(at)
            told = road.put_part(DIGEST, at, DATA[at : at + PART], len(DATA))
            road.close()
    assert offsets == [0, PART, 2 * PART, 3 * PART]
    assert told is None
    with running_city(tmp_path) as side:
        road = CityLine(side.url, TOKEN)
        assert road.blob_offset(DIGEST) is None
        assert parts_left(side) == []
        road.close()


def test_that_a_part_that_does_not_fit_is_told_where_to_go_on(city: CitySide, line: CityLine) -> None:
    assert line.put_part(DIGEST, PART, DATA[PART : 2 * PART], len(DATA)) == 0
    assert line.put_part(DIGEST, 0, DATA[:100], len(DATA)) == 100
    assert line.put_part(DIGEST, 0, DATA[:100], len(DATA)) == 100
    assert line.put_part(DIGEST, 99, DATA[99:200], len(DATA)) == 100
    assert line.blob_offset(DIGEST) == 100


def test_that_a_blob_that_is_not_what_it_is_called_is_dropped(city: CitySide, line: CityLine) -> None:
    wrong = b"x" * 100
    assert line.put_part(DIGEST, 0, wrong[:60], 100) == 60
    with pytest.raises(LineTrouble) as trouble:
        line.put_part(DIGEST, 60, wrong[60:], 100)
    assert trouble.value.code == "refused"
    assert line.blob_offset(DIGEST) == 0
    line.put_blob(DIGEST, DATA)
    assert line.blob_offset(DIGEST) is None
    assert kept_blobs(city) == {DIGEST}


@pytest.mark.parametrize("length", [50, 0, MAX_BLOB_BYTES + 1])
def test_that_a_blob_longer_than_told_or_allowed_is_dropped(line: CityLine, length: int) -> None:
    assert line.put_part(DIGEST, 0, DATA[:40], len(DATA)) == 40
    with pytest.raises(LineTrouble) as trouble:
        line.put_part(DIGEST, 40, DATA[40:80], length)
    assert trouble.value.code == "refused"
    assert line.blob_offset(DIGEST) in (0, 40)


def test_that_a_part_is_no_larger_than_a_part(line: CityLine) -> None:
    with pytest.raises(LineTrouble) as trouble:
        line.put_part(DIGEST, 0, DATA[: PART + 1], len(DATA))
    assert trouble.value.code == "refused"
    assert line.blob_offset(DIGEST) == 0


def test_that_two_windows_bringing_one_blob_at_once_make_one_blob(city: CitySide) -> None:
    def bring(token: str) -> None:
        road = CityLine(city.url, token)
        road.put_blob(DIGEST, DATA)
        assert road.blob_offset(DIGEST) is None
        road.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(bring, [TOKEN, OTHER] * 8))
    assert kept_blobs(city) == {DIGEST}
    road = CityLine(city.url, TOKEN)
    assert road.get_part(DIGEST, 0, len(DATA)) == (DATA, len(DATA))
    road.close()


def test_that_a_window_sees_nothing_of_what_another_has_half_brought(city: CitySide, line: CityLine) -> None:
    line.put_part(DIGEST, 0, DATA[:PART], len(DATA))
    other = CityLine(city.url, OTHER)
    assert other.blob_offset(DIGEST) == 0
    other.put_blob(DIGEST, DATA)
    other.close()
    assert line.put_part(DIGEST, PART, DATA[PART : 2 * PART], len(DATA)) is None
    assert parts_left(city) == []


def test_that_all_bytes_there_and_the_last_answer_lost_is_ended_by_an_empty_part(
    city: CitySide, line: CityLine
) -> None:
    shelf = Shelf(city.engine, city.folder / "blobs")
    line.put_part(DIGEST, 0, DATA[:PART], len(DATA))
    (part,) = parts_left(city)
    part.write_bytes(DATA)
    assert not shelf.has(DIGEST)
    assert line.put_part(DIGEST, len(DATA), b"", len(DATA)) is None
    assert shelf.get(DIGEST) == DATA


def test_that_what_nobody_goes_on_with_is_swept_after_a_week(city: CitySide) -> None:
    parts = Parts(Shelf(city.engine, city.folder / "blobs"), city.folder / "blobs" / "parts")
    day = timedelta(days=1)
    parts.append(WINDOW, DIGEST, 0, len(DATA), DATA[:50], START)
    parts.append(WINDOW, "c" * 64, 0, 100, b"x", START + 3 * day)
    assert parts.sweep(START + KEPT - day) == 0
    parts.append(WINDOW, "d" * 64, 0, 100, b"x", START + KEPT + day)
    assert [parts.offset(WINDOW, one * 64) for one in "cd"] == [1, 1]
    assert parts.offset(WINDOW, DIGEST) == 0


def test_that_a_blob_is_fetched_in_parts(line: CityLine) -> None:
    line.put_blob(DIGEST, DATA)
    got, offset = b"", 0
    while offset < len(DATA):
        part = line.get_part(DIGEST, offset, 100_000)
        assert part is not None
        assert part[1] == len(DATA)
        got += part[0]
        offset = len(got)
    assert got == DATA
    assert line.get_part("e" * 64, 0, 100) is None
