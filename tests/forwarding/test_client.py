"""Each way the line can fail has its own code and a sentence with what is safe; nothing bad counts as delivered."""

from __future__ import annotations

from uuid import uuid4

import pytest

from forwarding.client import CityLine, RateLimited
from forwarding.wire import BatchLetter
from models.errors import LineTrouble
from tests.helpers.cityside import LetterBook
from tests.helpers.strange_server import closed_port, reply, strange_server

BATCH = BatchLetter(entries=(LetterBook().write(str(uuid4()), "receive", {}),))

STRANGE = {
    "a captive portal's page": (reply("200 OK", b"<html>login</html>"), "captive"),
    "a redirect to a portal": (
        reply("302 Found", b"", extra="Location: http://portal.example/\r\n"),
        "captive",
    ),
    "a server error": (reply("500 Internal Server Error", b"oops"), "city_trouble"),
    "a bad gateway": (reply("502 Bad Gateway", b"<html>"), "city_trouble"),
    "a busy city": (reply("429 Too Many Requests", b"", extra="Retry-After: 7\r\n"), "rate_limited"),
    "an unknown window": (reply("403 Forbidden", b"{}", "application/json"), "unauthorised"),
    "a refused letter": (
        reply("400 Bad Request", '{"code":"400","sentence":"约定版本不同"}'.encode(), "application/json"),
        "refused",
    ),
    "an empty object": (reply("200 OK", b"{}", "application/json"), "protocol"),
    "broken json": (reply("200 OK", b'{"protocol":1,"ans', "application/json"), "protocol"),
    "answers to nothing sent": (
        reply(
            "200 OK",
            b'{"protocol":1,"answers":[],"city_time":"2026-11-20T09:00:00+08:00"}',
            "application/json",
        ),
        "protocol",
    ),
    "half an answer": (reply("200 OK", b'{"protocol"', "application/json", length=9000), "down"),
    "no answer at all": (None, "down"),
}


@pytest.mark.parametrize("name", STRANGE)
def test_that_a_strange_answer_is_told_apart_and_never_counts_as_delivered(name: str) -> None:
    answer, code = STRANGE[name]
    with strange_server(answer) as url:
        line = CityLine(url, "token", timeout=3)
        with pytest.raises(LineTrouble) as trouble:
            line.send(BATCH)
        line.close()
    assert trouble.value.code == code
    assert trouble.value.happened
    assert trouble.value.safe
    assert trouble.value.todo


def test_that_nobody_listening_is_the_line_down() -> None:
    line = CityLine(closed_port(), "token", timeout=3)
    with pytest.raises(LineTrouble) as trouble:
        line.health()
    assert trouble.value.code == "down"
    assert "照常" in trouble.value.sentence or "不受影响" in trouble.value.sentence


def test_that_a_busy_city_says_how_long_to_wait() -> None:
    with strange_server(STRANGE["a busy city"][0]) as url:
        line = CityLine(url, "token", timeout=3)
        with pytest.raises(RateLimited) as trouble:
            line.send(BATCH)
        line.close()
    assert trouble.value.after == 7.0


def test_that_another_service_on_the_address_is_not_taken_for_the_city() -> None:
    health = b'{"service":"printer","protocol":1,"city_time":"2026-11-20T09:00:00+08:00"}'
    with strange_server(reply("200 OK", health, "application/json")) as url:
        line = CityLine(url, "token", timeout=3)
        with pytest.raises(LineTrouble) as trouble:
            line.health()
        line.close()
    assert trouble.value.code == "captive"
