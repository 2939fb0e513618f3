"""The city's address as an administrator sets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.desk import city_line
from models.desk.city_line import CityAddress
from models.errors import Refusal
from tests.helpers.offices import CLERK, office

GOOD = CityAddress(" https://city.example/ ", " secret-1 ", "样例市平台")


def test_that_the_address_is_kept_tidied_and_found_after_a_new_start(tmp_path: Path) -> None:
    with office(tmp_path) as desk:
        assert city_line.city_of(desk.store) == CityAddress()
        city_line.keep(desk, GOOD)
    with office(tmp_path, CLERK) as desk:
        assert city_line.city_of(desk.store) == CityAddress("https://city.example", "secret-1", "样例市平台")


def test_that_the_secret_does_not_lie_readable_on_the_disk(tmp_path: Path) -> None:
    with office(tmp_path) as desk:
        city_line.keep(desk, GOOD)
    assert not any(b"secret-1" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("address", "token"),
    [
        ("", "t"),
        ("city.example", "t"),
        ("ftp://city.example", "t"),
        ("http://city.example", "t"),
        ("https://", "t"),
        ("https://city.example:x", "t"),
        ("https://a b.example", "t"),
        ("https://who:secret@city.example", "t"),
        ("https://city.example?token=t", "t"),
        ("https://city.example", ""),
        ("https://city.example", "口令"),
        ("https://city.example", "a\nb"),
    ],
)
def test_that_an_address_the_line_may_not_use_is_refused_and_the_old_one_stays(
    address: str, token: str, tmp_path: Path
) -> None:
    with office(tmp_path) as desk:
        city_line.keep(desk, GOOD)
        with pytest.raises(Refusal) as told:
            city_line.keep(desk, CityAddress(address, token))
        assert told.value.code == "city_address"
        assert city_line.city_of(desk.store).address == "https://city.example"


@pytest.mark.parametrize("address", ["http://127.0.0.1:8123", "http://localhost:8123", "http://[::1]:8123"])
def test_that_this_machine_may_be_reached_in_the_clear(address: str) -> None:
    assert city_line.check(CityAddress(address, "t")).address == address


def test_that_only_an_administrator_may_set_it(tmp_path: Path) -> None:
    with office(tmp_path, CLERK) as desk:
        with pytest.raises(Refusal) as told:
            city_line.keep(desk, GOOD)
        assert told.value.code == "not_administrator"
        assert city_line.city_of(desk.store) == CityAddress()
