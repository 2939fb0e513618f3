"""A window enrols with its sheet at a real city; on the way nothing is half kept and no key leaves the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from city import invites, windows
from city.keys import CityKeys
from city.service import now
from forwarding.client import CityLine
from forwarding.enrolling import EnrolDoor
from models.desk import city_line, enrol, setup
from models.desk.city_line import CityAddress
from models.desk.enrol import Card, Entered, Hand
from models.errors import LineTrouble, Refusal
from tests.helpers.cityside import WINDOW, CitySide, running_city
from tests.helpers.offices import CLERK, office
from tests.helpers.strange_server import closed_port, reply, strange_server


@pytest.fixture
def city(tmp_path: Path) -> Iterator[CitySide]:
    with running_city(tmp_path / "city") as side:
        yield side


def invited(city: CitySide) -> str:
    """The code of a fresh sheet for the window of these tests."""
    return invites.make(city.engine, WINDOW, "高平市03号窗口", now()).code


class OtherCity(EnrolDoor):
    """A city that answers with other keys than it showed."""

    def enter(self, address: str, hand: Hand) -> Entered:
        """Enrolled in earnest, and then told otherwise."""
        entered = super().enter(address, hand)
        return replace(entered, card=Card("别的平台", b"x" * 32, b"y" * 32))


def test_that_a_window_compares_enrols_and_is_let_in(city: CitySide, tmp_path: Path) -> None:
    with office(tmp_path / "hall") as desk:
        met = enrol.meet(desk, EnrolDoor(), f" {city.url}/ ", invited(city).lower())
        keys = CityKeys.at(city.folder)
        assert met.fingerprint.replace(" ", "") in invites.sheet(
            invites.Invitation(WINDOW, "x", now(), met.code), city.url, "x", keys
        ).replace(" ", "").replace("\n", "").replace("　", "")
        assert city_line.city_of(desk.store) == CityAddress()
        kept = enrol.enrol(desk, EnrolDoor(), met)
        assert city_line.city_of(desk.store) == kept
        assert (kept.address, kept.label, kept.sign_key) == (city.url, "市级平台", keys.public.hex())
        assert enrol.fingerprint_of(kept) == met.fingerprint
        line = CityLine(kept.address, kept.token, city_key=bytes.fromhex(kept.sign_key))
        line.entries_since(0)
        line.close()
        held = windows.of_region(city.engine, "140581")[0].keys[-1]
        assert held.sign_key == setup.signer_of(desk.store).public.hex()
        assert held.box_key
        assert enrol.box_key(desk.store).hex() != held.box_key


def test_that_neither_the_secret_nor_the_keys_lie_readable_on_the_disk(city: CitySide, tmp_path: Path) -> None:
    with office(tmp_path / "hall") as desk:
        kept = enrol.enrol(desk, EnrolDoor(), enrol.meet(desk, EnrolDoor(), city.url, invited(city)))
        secrets = (kept.token.encode(), enrol.box_key(desk.store), enrol.box_key(desk.store).hex().encode())
    texts = [path.read_bytes() for path in (tmp_path / "hall").rglob("*") if path.is_file()]
    assert not any(secret in text for text in texts for secret in secrets)


def test_that_the_same_sheet_serves_again_when_the_answer_was_lost(city: CitySide, tmp_path: Path) -> None:
    with office(tmp_path / "hall") as desk:
        met = enrol.meet(desk, EnrolDoor(), city.url, invited(city))
        lost = enrol.enrol(desk, EnrolDoor(), met)
        assert enrol.enrol(desk, EnrolDoor(), met).token != lost.token


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises((Refusal, LineTrouble)) as told:
        yield
    assert told.value.code == code
    assert told.value.safe


def test_that_what_is_wrong_is_told_and_nothing_is_kept(city: CitySide, tmp_path: Path) -> None:
    code = invited(city)
    with office(tmp_path / "hall") as desk:
        for address, typed, why in (
            ("http://city.example", code, "city_address"),
            (city.url, code[:-1], "invite_code"),
            (closed_port(), code, "down"),
        ):
            with refused(why):
                enrol.meet(desk, EnrolDoor(), address, typed)
        with strange_server(reply("200 OK", b"<html>login</html>")) as portal, refused("captive"):
            enrol.meet(desk, EnrolDoor(), portal, code)
        met = enrol.meet(desk, EnrolDoor(), city.url, code)
        with refused("other_city"):
            enrol.enrol(desk, OtherCity(), met)
        invited(city)
        windows.revoke(city.engine, WINDOW, "", now())
        with refused("refused"):
            enrol.enrol(desk, EnrolDoor(), met)
        assert city_line.city_of(desk.store) == CityAddress()


def test_that_too_many_tries_are_told_in_minutes(city: CitySide, tmp_path: Path) -> None:
    with office(tmp_path / "hall") as desk:
        met = replace(enrol.meet(desk, EnrolDoor(), city.url, invited(city)), code="A" * 24)
        for _ in range(5):
            with refused("refused"):
                enrol.enrol(desk, EnrolDoor(), met)
        with pytest.raises(LineTrouble, match="请过15分钟再试"):
            enrol.enrol(desk, EnrolDoor(), met)


def test_that_only_an_administrator_enrols(city: CitySide, tmp_path: Path) -> None:
    with office(tmp_path / "hall", CLERK) as desk, refused("not_administrator"):
        enrol.meet(desk, EnrolDoor(), city.url, invited(city))


def test_that_the_citys_key_stays_with_its_address_and_goes_with_another(city: CitySide, tmp_path: Path) -> None:
    with office(tmp_path / "hall") as desk:
        kept = enrol.enrol(desk, EnrolDoor(), enrol.meet(desk, EnrolDoor(), city.url, invited(city)))
        assert city_line.keep(desk, CityAddress(city.url, "another")).sign_key == kept.sign_key
        assert city_line.keep(desk, CityAddress("https://city.example", "another")).sign_key == ""
