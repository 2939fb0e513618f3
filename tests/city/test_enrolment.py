"""A window enrols once with its code; guessing, replaying, too late and revoked all end without harm."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import urllib3
from sqlalchemy import Engine, func, select

from city import enrolling, invites, windows
from city.enrolling import TOO_MANY, WRONG, Refused
from city.keys import CityKeys
from city.service import now
from city.tables import engine_for, enrol_tries, entries, window_keys
from city.tables import invites as invited
from forwarding.client import CityLine
from forwarding.wire import BatchLetter, EnrolLetter
from models.errors import LineTrouble, Refusal
from models.rules.invites import code_digest, fingerprint
from models.rules.numbers import case_number
from tests.helpers.cityside import TOKEN, WINDOW, ZONE, CitySide, LetterBook, running_city
from tests.helpers.newcomer import Newcomer

NOW = datetime(2026, 11, 20, 9, tzinfo=ZONE)
TOLD = {"case_no": "140581-05-20261120-0001-X", "item": "样例事项", "applicant": {"name": "样例有限公司"}}
AWAY = "192.0.2."  # addresses that belong to nobody


@pytest.fixture
def engine(city_database: str) -> Iterator[Engine]:
    made = engine_for(city_database)
    yield made
    made.dispose()


@pytest.fixture
def city(tmp_path: Path, city_database: str) -> Iterator[CitySide]:
    with running_city(tmp_path / "city", database=city_database) as side:
        yield side


def ask(url: str, letter: EnrolLetter) -> tuple[int, dict[str, Any], str]:
    """Status, answer and Retry-After of one try over HTTP."""
    answer = urllib3.request("POST", f"{url}/v1/enrol", json=letter.model_dump())
    return answer.status, answer.json(), answer.headers.get("Retry-After", "")


def refusal(engine: Engine, letter: EnrolLetter, now: datetime = NOW, address: str = AWAY + "1") -> str:
    with pytest.raises(Refused) as told:
        enrolling.enrol(engine, letter, address, now)
    return told.value.sentence


def test_that_a_window_enrols_over_http_and_its_token_opens_the_line(city: CitySide) -> None:
    made, newcomer = invites.make(city.engine, "140581-05", "高平市05号窗口", now()), Newcomer()
    status, told, _ = ask(city.url, newcomer.letter(made.code))
    assert status == 200
    keys = CityKeys.at(city.folder)
    assert (told["window"], told["city_sign_key"], told["city_box_key"]) == (
        "140581-05", keys.public.hex(), keys.box_public.hex(),
    )  # fmt: skip
    line = CityLine(city.url, told["token"])
    answer = line.send(BatchLetter(entries=(LetterBook("140581-05").write(str(uuid4()), "receive", TOLD),)))
    line.close()
    assert answer.answers[0].delivered


def test_that_only_the_digest_of_a_code_is_kept_and_the_sheet_says_what_is_to_be_compared(
    engine: Engine, tmp_path: Path
) -> None:
    made, keys = invites.make(engine, "140581-05", "高平市05号窗口", NOW), CityKeys.at(tmp_path)
    with engine.connect() as db:
        row = db.execute(select(invited)).mappings().one()
    assert row["code_digest"] == code_digest(made.code)
    assert made.code not in str(dict(row))
    sheet = invites.sheet(made, "https://city.example", "样例市平台", keys)
    for word in (made.code, "140581-05", "https://city.example", "样例市平台", "2026-11-27"):
        assert word in sheet
    assert fingerprint(keys.public, keys.box_public).split() == re.findall(r"\b[0-9A-F]{4}\b(?!-)(?<!-....)", sheet)


def test_that_a_used_code_is_worth_nothing_to_anybody_else(engine: Engine) -> None:
    made, first = invites.make(engine, "140581-05", "高平市05号窗口", NOW), Newcomer()
    token = enrolling.enrol(engine, first.letter(made.code), AWAY + "1", NOW)
    assert refusal(engine, Newcomer().letter(made.code)) == WRONG
    stolen = first.letter(made.code).model_copy(update={"proof": "00" * 64})
    assert refusal(engine, stolen, address=AWAY + "2") == WRONG
    known = windows.known(engine, token)
    assert known is not None
    assert known.name == "140581-05"


def test_that_a_window_whose_answer_got_lost_may_ask_again_for_a_quarter_of_an_hour(engine: Engine) -> None:
    made, window = invites.make(engine, "140581-05", "高平市05号窗口", NOW), Newcomer()
    lost = enrolling.enrol(engine, window.letter(made.code), AWAY + "1", NOW)
    token = enrolling.enrol(engine, window.letter(made.code), AWAY + "1", NOW + timedelta(minutes=10))
    gone = windows.known(engine, lost)
    assert gone is not None
    assert (gone.revoked_why, bool(gone.revoked_at)) == (windows.REPLACED, True)
    assert windows.known(engine, token) is not None
    assert refusal(engine, window.letter(made.code), NOW + timedelta(minutes=16)) == WRONG


def test_that_a_code_used_once_does_not_bring_a_revoked_window_back(engine: Engine) -> None:
    made, window = invites.make(engine, "140581-05", "高平市05号窗口", NOW), Newcomer()
    enrolling.enrol(engine, window.letter(made.code), AWAY + "1", NOW)
    assert windows.revoke(engine, "140581-05", "样例原因", NOW)
    assert refusal(engine, window.letter(made.code)) == WRONG


@pytest.mark.parametrize("what", ["late", "other window", "replaced", "cancelled", "never made"])
def test_that_whatever_is_wrong_with_a_code_the_answer_is_the_same(what: str, engine: Engine) -> None:
    made, letter = invites.make(engine, "140581-05", "高平市05号窗口", NOW), Newcomer().letter
    wrong = {"never made": "A" * 24}.get(what, made.code)
    if what == "replaced":
        invites.make(engine, "140581-05", "高平市05号窗口", NOW)
    if what == "cancelled":
        assert invites.cancel(engine, "140581-05")
    later = NOW + timedelta(days=7, seconds=1) if what == "late" else NOW
    assert refusal(engine, letter(wrong, "140581-06" if what == "other window" else ""), later) == WRONG


def test_that_guessing_is_stopped_per_window_and_per_address_and_the_right_code_still_works_later(
    engine: Engine,
) -> None:
    made, window = invites.make(engine, "140581-05", "高平市05号窗口", NOW), Newcomer()
    for n in range(5):  # one window from many addresses
        assert refusal(engine, window.letter("A" * 24), address=f"{AWAY}{n}") == WRONG
    assert refusal(engine, window.letter(made.code), address=AWAY + "99") == TOO_MANY
    for n in range(5):  # many windows from one address
        assert refusal(engine, window.letter("A" * 24, f"140581-1{n}"), address=AWAY + "50") == WRONG
    assert refusal(engine, window.letter("A" * 24, "140581-20"), address=AWAY + "50") == TOO_MANY
    assert enrolling.enrol(engine, window.letter(made.code), AWAY + "99", NOW + timedelta(minutes=15))
    with engine.connect() as db:
        assert db.execute(select(func.count()).select_from(enrol_tries)).scalar() == 0


def test_that_many_guesses_at_once_are_counted_together(engine: Engine) -> None:
    letter = Newcomer().letter("A" * 24)

    def guess(n: int) -> str:
        return refusal(engine, letter, address=f"{AWAY}{n}")

    with ThreadPoolExecutor(8) as crowd:
        said = list(crowd.map(guess, range(24)))
    assert said.count(WRONG) <= 5
    assert set(said) <= {WRONG, TOO_MANY}


def test_that_one_code_used_twice_at_once_enrols_one_window(engine: Engine) -> None:
    made = invites.make(engine, "140581-05", "高平市05号窗口", NOW)

    def enter(n: int) -> str:
        try:
            return enrolling.enrol(engine, Newcomer().letter(made.code), f"{AWAY}{n}", NOW)
        except Refused as refused:
            return refused.sentence

    with ThreadPoolExecutor(4) as crowd:
        said = list(crowd.map(enter, range(4)))
    assert said.count(WRONG) == 3


def test_that_guessing_over_http_is_told_how_long_to_wait(city: CitySide) -> None:
    letter = Newcomer().letter("A" * 24)
    told = [ask(city.url, letter) for _ in range(6)]
    assert [status for status, _, _ in told] == [400] * 5 + [429]
    assert told[0][1]["sentence"] == WRONG
    assert told[5][2] == "900"


def test_that_a_letter_that_is_none_is_refused_and_nothing_changes(city: CitySide) -> None:
    good = Newcomer().letter("A" * 24).model_dump()
    for change in ({"sign_key": "x"}, {"window": "city-140581"}, {"box_key": 7}, {"proof": ""}, {"code": "A" * 999}):
        assert urllib3.request("POST", f"{city.url}/v1/enrol", json={**good, **change}).status == 422
    with city.engine.connect() as db:
        assert db.execute(select(func.count()).select_from(window_keys)).scalar() == 1  # the window of the helper


@pytest.mark.parametrize(
    ("window", "label"), [("140581-3", "甲"), ("140581-00", "甲"), ("140581-03", " "), ("x", "甲")]
)
def test_that_an_invitation_names_a_window(window: str, label: str, engine: Engine) -> None:
    with pytest.raises(Refusal) as told:
        invites.make(engine, window, label, NOW)
    assert told.value.code == "window_name"
    assert invites.waiting(engine, NOW) == ()


def test_that_invitations_are_listed_without_their_codes_until_used_or_late(engine: Engine) -> None:
    made = invites.make(engine, "140581-05", "高平市05号窗口", NOW)
    invites.make(engine, "140581-06", "高平市06号窗口", NOW + timedelta(days=1))
    listed = invites.waiting(engine, NOW)
    assert [(one.window, one.code) for one in listed] == [("140581-05", ""), ("140581-06", "")]
    assert [one.window for one in invites.waiting(engine, NOW + timedelta(days=7, hours=1))] == ["140581-06"]
    enrolling.enrol(engine, Newcomer().letter(made.code), AWAY + "1", NOW)
    assert [one.window for one in invites.waiting(engine, NOW)] == ["140581-06"]


def test_that_papers_signed_before_a_new_enrolment_are_still_true_and_later_ones_by_the_old_key_are_not(
    city: CitySide,
) -> None:
    old, new = Newcomer(), Newcomer()
    for window, at in ((old, NOW - timedelta(days=30)), (new, NOW)):
        made = invites.make(city.engine, "140581-05", "高平市05号窗口", at)
        enrolling.enrol(city.engine, window.letter(made.code), AWAY + "1", at)
    before = case_number("140581", 5, (NOW - timedelta(days=3)).date(), 1)
    after = case_number("140581", 5, (NOW + timedelta(days=1)).date(), 1)

    def status(window: Newcomer, case_no: str) -> int:
        return urllib3.request("GET", city.url + window.code_on_paper(case_no, "ACCEPT")).status

    assert [status(old, before), status(new, before), status(new, after)] == [200, 200, 200]
    assert status(old, after) == 404
    assert status(Newcomer(), before) == 404


def test_that_a_revoked_window_is_turned_away_in_words_and_what_it_sent_and_signed_stays(city: CitySide) -> None:
    made, window = invites.make(city.engine, "140581-05", "高平市05号窗口", NOW), Newcomer()
    token = enrolling.enrol(city.engine, window.letter(made.code), AWAY + "1", NOW)
    line, book = CityLine(city.url, token), LetterBook("140581-05")
    line.send(BatchLetter(entries=(book.write(str(uuid4()), "receive", TOLD),)))
    assert windows.revoke(city.engine, "140581-05", "设备遗失", NOW)
    with pytest.raises(LineTrouble) as told:
        line.send(BatchLetter(entries=(book.write(str(uuid4()), "receive", TOLD),)))
    assert told.value.code == "revoked"
    assert "市级已停用本窗口的登记" in told.value.sentence
    assert "设备遗失" in told.value.sentence
    with pytest.raises(LineTrouble) as told:
        line.has_blob("a" * 64)
    assert told.value.code in ("revoked", "unauthorised")
    with city.engine.connect() as db:
        assert db.execute(select(func.count()).select_from(entries)).scalar() == 1
    paper = window.code_on_paper(case_number("140581", 5, NOW.date(), 1), "ACCEPT")
    assert urllib3.request("GET", city.url + paper).status == 200
    again = invites.make(city.engine, "140581-05", "高平市05号窗口", NOW)
    line.close()
    line = CityLine(city.url, enrolling.enrol(city.engine, window.letter(again.code), AWAY + "1", NOW))
    line.entries_since(0)
    line.close()


def test_that_a_list_read_at_every_start_does_not_bring_a_revoked_window_back(engine: Engine) -> None:
    windows.enrol(engine, WINDOW, TOKEN, b"\0" * 32, "高平市03号窗口")
    windows.revoke(engine, WINDOW, "", NOW)
    windows.enrol(engine, WINDOW, TOKEN, b"\0" * 32, "高平市03号窗口")
    known = windows.known(engine, TOKEN)
    assert known is not None
    assert known.revoked_at


def test_that_nobody_is_revoked_where_nobody_was_known(engine: Engine) -> None:
    assert not windows.revoke(engine, "140581-77", "", NOW)


def test_that_a_window_learns_the_public_keys_of_its_own_county_and_of_no_other(city: CitySide) -> None:
    first, other = Newcomer(), Newcomer("370881-01")
    for window in (first, Newcomer(), other):
        made = invites.make(city.engine, window.name, "样例窗口", NOW)
        enrolling.enrol(city.engine, window.letter(made.code), AWAY + "1", NOW)
    told = json.loads(
        urllib3.request("GET", f"{city.url}/v1/windows", headers={"Authorization": f"Bearer {TOKEN}"}).data
    )
    assert [one["name"] for one in told["windows"]] == [WINDOW, "140581-05"]
    keys = told["windows"][1]["keys"]
    assert (keys[0]["sign_key"], bool(keys[0]["until"]), keys[1]["until"]) == (first.public.hex(), True, "")
    assert urllib3.request("GET", f"{city.url}/v1/windows").status == 401
