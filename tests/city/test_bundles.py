"""Bags of originals at the city: received by their code with counts, short ones said line by line, sent back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from city import bundles, officials
from city.desk import CityDesk
from models.desk import bundles as desk_bundles
from models.desk.accept import accept
from models.rules.bundle_count import as_listed, differences_in
from models.rules.bundle_places import Place
from models.rules.bundles import bundle_code
from tests.desk.lives import refused
from tests.helpers.cityroad import Road, road
from tests.helpers.cityside import TOKEN, running_city
from tests.helpers.factory import form_for, hall


@pytest.fixture
def way(tmp_path: Path) -> Iterator[Road]:
    """A forwarded case of two bags; its letter is at the city, no bag was scanned out."""
    with hall(tmp_path / "window") as desk:
        accept(desk, form_for(desk, "附件/71"))
        made = road(desk, tmp_path / "city")
        made.exchange()
        yield made
        made.engine.dispose()


@pytest.fixture
def code(way: Road) -> str:
    """Bag A."""
    return desk_bundles.board(way.clerk)[0].code


def place(desk: CityDesk, code: str) -> Place:
    return bundles.find(desk, code).held.place


def test_that_a_whole_bag_is_received_even_if_nobody_scanned_it_out(way: Road, code: str) -> None:
    entry = bundles.receive(way.city, f" {code.lower()} ")
    assert (entry.kind, entry.payload["short"], entry.payload["missing"]) == ("bundle_in", False, [])
    assert entry.payload["text"] == "A袋已收：5份10页，与移交清单相符"
    assert place(way.city, code) is Place.AT_CITY
    assert [one.place for one in bundles.of_case(way.city, entry.case)] == [Place.AT_CITY, Place.HERE]


def test_that_what_is_missing_travels_line_by_line(way: Road, code: str) -> None:
    lines = bundles.find(way.city, code).held.bundle.lines
    counts = [replace(one, pages=1) if one.seq == 2 else one for one in as_listed(lines) if one.seq != 4]
    entry = bundles.receive(way.city, code, counts, taker="样例收件员", note="封条完好")
    found = differences_in(entry.payload)
    assert [(one.seq, one.kind, one.sent, one.got) for one in found.missing] == [(4, "originals", 1, 0)]
    assert [(one.seq, one.sent, one.got) for one in found.pages] == [(2, 2, 1), (4, 2, 0)]
    assert "A袋缺件缺页" in entry.payload["text"]
    assert entry.payload["text"].endswith("；封条完好")
    assert place(way.city, code) is Place.SHORT
    bundles.receive(way.city, code)  # counted again: it lay in the other bag
    assert place(way.city, code) is Place.AT_CITY


def test_that_a_count_moves_no_case_at_either_side(way: Road, code: str) -> None:
    case_id = way.city.find(bundles.find(way.city, code).case_no)
    before = (way.city.file(case_id).state, desk_bundles.board(way.clerk)[0].state)
    bundles.receive(way.city, code, ())
    way.pull()
    assert (way.city.file(case_id).state, desk_bundles.board(way.clerk)[0].state) == before
    assert desk_bundles.board(way.clerk)[0].place is Place.SHORT


def test_that_only_what_is_here_is_sent_back_and_with_a_courier(way: Road, code: str) -> None:
    with refused("bundle_place"):
        bundles.send_back(way.city, code, way="专人", taken="测试卯")
    bundles.receive(way.city, code)
    with refused("no_courier"):
        bundles.send_back(way.city, code, way="专人", taken=" ")
    entry = bundles.send_back(way.city, code, way="快递", taken="样例快递", number="123")
    assert entry.payload["text"] == "A袋退回窗口，交快递（123） 样例快递"
    assert place(way.city, code) is Place.RETURNING


def test_that_a_bag_no_letter_lists_is_not_received(way: Road, code: str) -> None:
    case_no = bundles.find(way.city, code).case_no
    with refused("bundle_unknown"):
        bundles.receive(way.city, bundle_code(case_no, "H"))
    with refused("case_unknown"):
        bundles.receive(way.city, bundle_code("140581-03-20261120-0099-9", "A"))
    with refused("bundle_code"):
        bundles.receive(way.city, "样例")


def test_that_bags_go_in_and_back_over_the_wire(way: Road, code: str, tmp_path: Path) -> None:
    """POST /v1/desk/{case}/bundle, by a member of the city's staff."""
    officials.enrol(way.engine, "样例市级经办", "city-token", "晋城市市场监督管理局")
    number = bundles.find(way.city, code).case_no
    mine, window = {"Authorization": "Bearer city-token"}, {"Authorization": f"Bearer {TOKEN}"}
    full = [{"seq": n, "originals": 1, "pages": 2} for n in range(1, 5)]  # the fifth did not come
    with running_city(tmp_path / "city") as side, httpx.Client(base_url=side.url) as http:

        def post(said: dict[str, Any], who: dict[str, str] = mine, case: str = number) -> httpx.Response:
            return http.post(f"/v1/desk/{case}/bundle", json=said, headers=who)

        assert post({"code": code}, window).status_code == 401
        assert post({"code": code}, case="nowhere").status_code == 404
        assert post({"code": code, "counts": [{"seq": -1}]}).status_code == 422
        assert post({"code": code, "counts": "all"}).status_code == 422
        assert post({"code": "x"}).status_code == 409
        assert post({"act": "send_back", "code": code, "way": "专人", "taken": "测试卯"}).status_code == 409
        short = post({"code": code, "counts": full})
        assert (short.status_code, short.json()["payload"]["short"]) == (200, True)
        back = post({"act": "send_back", "code": code, "way": "专人", "taken": "测试卯"})
        assert (back.status_code, back.json()["kind"]) == (200, "bundle_back")
    way.pull()
    assert desk_bundles.find(way.clerk, code).place is Place.RETURNING
