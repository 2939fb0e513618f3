"""What a city need not tell: its own 404 says that it does not; a portal's page says nothing at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forwarding.client import CityLine
from forwarding.neighbours import Roll
from models.errors import LineTrouble
from models.store import neighbours
from models.store.neighbours import Neighbour
from models.store.store import Store
from tests.helpers.cityside import TOKEN
from tests.helpers.sending import START
from tests.helpers.strange_server import reply, strange_server

OURS = reply("404 Not Found", '{"code":"404","sentence":"没有这个地址"}'.encode(), "application/json")
PORTAL = reply("404 Not Found", b"<html>sign in</html>")
WAYS: dict[str, Callable[[CityLine], object]] = {
    "windows": CityLine.neighbours,
    "anchor": CityLine.anchor,
    "feed sum": lambda line: line.feed_sum(0, 1),
}


@pytest.fixture
def known(store: Store) -> Store:
    neighbours.keep(store, [Neighbour("140581-04", "04号窗口")])
    return store


@pytest.mark.parametrize("way", WAYS)
def test_that_a_city_that_does_not_tell_is_no_trouble(way: str) -> None:
    with strange_server(OURS) as url:
        assert WAYS[way](CityLine(url, TOKEN)) is None


@pytest.mark.parametrize("way", WAYS)
def test_that_a_portals_page_is_no_city_that_does_not_tell(way: str) -> None:
    with strange_server(PORTAL) as url, pytest.raises(LineTrouble) as caught:
        WAYS[way](CityLine(url, TOKEN))
    assert caught.value.code == "captive"


def test_that_the_list_of_windows_stays_where_the_city_keeps_none(known: Store) -> None:
    before = neighbours.windows(known)
    with strange_server(OURS) as url:
        roll = Roll(known, CityLine(url, TOKEN))
        roll.look(START)
        roll.look(START, ["140581-09"])  # asked about once more, and then no more
        roll.look(START, ["140581-09"])
    assert neighbours.windows(known) == before
