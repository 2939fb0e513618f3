"""A NUL in what is typed: a database server cannot keep one in a text, and the page answers all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.desk.lives import COUNTY_FORWARDS
from tests.helpers.citydesk import PASSWORD, DeskSide, desk_side, quick_passwords
from tests.helpers.postgres import fresh_city_database

PAGES = ("/desk/find?q=1405%00", "/desk/originals?code=1%00", "/desk/inbox?queue=%00", "/desk/case/1%00")
__all__ = ["quick_passwords"]


@pytest.fixture
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[DeskSide]:
    with (
        fresh_city_database(request, "postgresql", tmp_path / "city") as url,
        desk_side(tmp_path, COUNTY_FORWARDS, database=url) as made,
    ):
        yield made


def test_that_a_nul_at_the_citys_pages_is_left_out(desk: DeskSide) -> None:
    with httpx.Client(base_url=desk.url, trust_env=False) as web:
        wrong = web.post("/desk/sign-in", data={"login": "nobody\0", "password": "x"})
        assert wrong.status_code < 500
        assert web.get("/Q/140581%00/ACCEPT/AAAA").status_code < 500
        right = web.post("/desk/sign-in", data={"login": "jing\0ban", "password": PASSWORD})
        assert right.status_code == 303
        assert [page for page in PAGES if web.get(page).status_code >= 500] == []
