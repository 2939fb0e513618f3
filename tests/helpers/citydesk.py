"""A city with people to sign in, cases of real windows on its desk, and a browser to work it with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import argon2
import pytest
from playwright.sync_api import Page

from city import accounts, passwords
from city.keys import CityKeys
from city.may import Post
from city.shelf import Shelf
from city.tables_desk import people
from models.desk import cases
from models.views import Party
from tests.desk.lives import Life
from tests.helpers.cityroad import Road
from tests.helpers.cityside import CitySide, running_city
from tests.helpers.factory import MORNING, HandClock, form_for, hall

PASSWORD = "Sample-desk-2026"
ADMIN = "guanli"


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same algorithm at its least cost; what it costs in earnest is a setting of the library."""
    monkeypatch.setattr(passwords, "_hasher", lambda: argon2.PasswordHasher(1, 8, 1))


@dataclass(frozen=True)
class DeskSide:
    """One window's road to the city, the city's address, and the case on its desk."""

    side: CitySide
    way: Road
    clock: HandClock
    case_id: str
    case_no: str
    organ: str

    @property
    def url(self) -> str:
        """Where the city's pages are."""
        return self.side.url

    def person(self, login: str, post: Post, organ: str = "", name: str = "") -> None:
        """Somebody who has a password of their own already."""
        accounts.add(self.side.engine, login, name or f"样例{post.zh}", post, organ, self.clock.now(), ADMIN)
        with self.side.engine.begin() as db:
            fresh = {"password": passwords.hashed(PASSWORD), "once": False}
            db.execute(people.update().where(people.c.login == login).values(fresh))


@contextmanager
def desk_side(
    folder: Path,
    life: Life,
    *,
    database: str = "",
    sent: bool = True,
    applicant: Party | None = None,
    delivery: str = "窗口自取",
) -> Iterator[DeskSide]:
    """A case of this life begun at a window, and sent; one handler of its department, called ``jingban``."""
    clock = HandClock(MORNING)
    with (
        hall(folder / "window", city=life.city, window=life.at, clock=clock) as desk,
        running_city(folder / "city", database=database, clock=clock.now) as side,
    ):
        form = form_for(desk, life.item, life.handling, facts=life.facts, applicant=applicant, delivery=delivery)
        done = life.begin(desk, form)
        way = Road(side.engine, Shelf(side.engine, folder / "city" / "blobs"), desk, CityKeys.at(folder / "city"))
        if sent:
            way.exchange()
        duties = cases.case(desk, done.case_id).duties
        assert duties is not None
        made = DeskSide(side, way, clock, done.case_id, done.case_no, duties.city_name)
        made.person("jingban", Post.HANDLER, made.organ)
        yield made


def sign_in(page: Page, url: str, login: str, password: str = PASSWORD) -> None:
    """As a person does."""
    page.goto(f"{url}/desk/sign-in")
    page.fill("#login", login)
    page.fill("#password", password)
    page.click("button.solid")
