"""What is wrong on the way is told apart, says who must act, and never sends a paper in the clear or to a stranger."""

from __future__ import annotations

import socket
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import urllib3

from forwarding import failures
from forwarding.client import CityLine, RateLimited
from forwarding.wire import BatchLetter
from models.errors import LineTrouble
from models.rules.terms import QueueState
from models.store.store import Store
from tests.helpers.cityside import TOKEN, CitySide, LetterBook
from tests.helpers.gate import certificate, gate
from tests.helpers.sending import Hands, kept_entries, received, rows, runner
from tests.helpers.strange_server import reply, strange_server

BATCH = BatchLetter(entries=(LetterBook().write(str(uuid4()), "receive", {}),))
JSON = "application/json"


def trouble_of(line: CityLine) -> LineTrouble:
    """What sending ends in."""
    with pytest.raises(LineTrouble) as told:
        line.send(BATCH)
    line.close()
    return told.value


def answered(raw: bytes) -> LineTrouble:
    """The same of a server that answers ``raw``."""
    with strange_server(raw) as url:
        return trouble_of(CityLine(url, TOKEN, timeout=3))


ANSWERS = {
    "a portal that wants a login": (reply("511 Network Authentication Required", b"<html>"), "captive", "上网登录"),
    "a proxy that wants a login": (reply("407 Proxy Authentication Required", b""), "captive", "上网登录"),
    "a redirect": (reply("307 Moved", b"", extra="Location: https://elsewhere.example/\r\n"), "captive", "上网登录"),
    "a page not found": (reply("404 Not Found", b"<html>"), "captive", "管理员"),
    "another service's refusal": (reply("400 Bad Request", b'{"error":"x"}', JSON), "captive", "管理员"),
    "another service's method": (reply("405 Method Not Allowed", b'{"detail":"x"}', JSON), "captive", "管理员"),
    "a newer city": (reply("426 Upgrade", b"{}", JSON, extra="Tongquan-Protocol: 2\r\n"), "upgrade", "本机换新版"),
    "an older city": (reply("426 Upgrade", b"{}", JSON, extra="Tongquan-Protocol: 0\r\n"), "upgrade", "市级平台管理员"),
    "an unknown window": (reply("401 Unauthorized", b"{}", JSON), "unauthorised", "管理员"),
    "a revoked window": (
        reply("403 Forbidden", '{"code":"revoked","sentence":"市级已停用本窗口的登记"}'.encode(), JSON),
        "revoked",
        "管理员",
    ),
    "a refused letter": (
        reply("413 Too Large", '{"code":"413","sentence":"太大"}'.encode(), JSON),
        "refused",
        "管理员",
    ),
    "a city out of order": (reply("500 Oops", b""), "city_trouble", ""),
    "a gateway without a city": (reply("503 Unavailable", b"<html>"), "city_trouble", ""),
    "a busy city": (reply("503 Unavailable", b"", extra="Retry-After: 7\r\n"), "rate_limited", ""),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_that_an_answer_is_told_apart_and_says_who_must_act(name: str) -> None:
    raw, code, who = ANSWERS[name]
    told = answered(raw)
    assert told.code == code
    assert all((told.happened, told.safe, told.todo))
    assert (who in failures.who(told)) if who else not failures.who(told)


@pytest.mark.parametrize(
    ("head", "seconds"),
    [
        ("Retry-After: 120\r\n", 120.0),
        ("Retry-After: 0\r\n", 1.0),
        ("Retry-After: -5\r\n", 30.0),
        ("Retry-After: soon\r\n", 30.0),
        ("Retry-After: 999999999999999999999999\r\n", 999999999.0),
        ("", 30.0),
        ("Date: Fri, 20 Nov 2026 01:00:00 GMT\r\nRetry-After: Fri, 20 Nov 2026 01:01:30 GMT\r\n", 90.0),
        ("Date: Fri, 20 Nov 2026 01:00:00 GMT\r\nRetry-After: Fri, 20 Nov 2026 00:00:00 GMT\r\n", 1.0),
        ("Retry-After: Fri, 20 Nov 2026 00:00:00 GMT\r\n", 30.0),
    ],
)
def test_that_a_busy_city_is_left_alone_as_long_as_it_asks_and_never_less_than_a_second(
    head: str, seconds: float
) -> None:
    told = answered(reply("429 Too Many Requests", b"", extra=head))
    assert isinstance(told, RateLimited)
    assert told.after == seconds


def test_that_a_name_nobody_knows_is_told_from_a_line_that_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    told = trouble_of(CityLine("https://city.example", TOKEN, timeout=3))
    assert told.code == "dns"
    assert "不受影响" in told.sentence


@pytest.mark.parametrize("address", ["http://city.example", "http://192.0.2.1:8765", "ftp://127.0.0.1", "city.example"])
def test_that_nothing_is_sent_in_the_clear_beyond_this_machine(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object, **__: object) -> None:
        pytest.fail("a request left")

    monkeypatch.setattr(urllib3.PoolManager, "request", asked)
    assert trouble_of(CityLine(address, TOKEN)).code == "plaintext"


def test_that_a_certificate_we_trust_is_taken(city: CitySide, tmp_path: Path) -> None:
    context, trusted = certificate(tmp_path)
    with gate(city.url, tls=context) as door:
        line = CityLine(f"https://127.0.0.1:{door.port}", TOKEN, ca_file=str(trusted))
        assert line.health().service == "tongquan-city"
        line.close()


def test_that_a_certificate_nobody_vouches_for_is_refused_and_nothing_was_asked(city: CitySide, tmp_path: Path) -> None:
    context, _ = certificate(tmp_path)
    with gate(city.url, tls=context) as door:
        told = trouble_of(CityLine(f"https://127.0.0.1:{door.port}", TOKEN))
        assert door.seen == []
    assert told.code == "certificate"
    assert "不要绕过" in failures.who(told)


def test_that_a_certificate_of_another_host_is_refused(city: CitySide, tmp_path: Path) -> None:
    context, trusted = certificate(tmp_path, "192.0.2.7")
    with gate(city.url, tls=context) as door:
        told = trouble_of(CityLine(f"https://127.0.0.1:{door.port}", TOKEN, ca_file=str(trusted)))
    assert told.code == "certificate"


@pytest.mark.parametrize("starts", [timedelta(days=-60), timedelta(days=3)])
def test_that_a_certificate_outside_its_days_points_at_the_clock(
    city: CitySide, tmp_path: Path, starts: timedelta
) -> None:
    context, trusted = certificate(tmp_path, starts=starts)
    with gate(city.url, tls=context) as door:
        told = trouble_of(CityLine(f"https://127.0.0.1:{door.port}", TOKEN, ca_file=str(trusted)))
        assert door.seen == []
    assert told.code == "clock"
    assert "本机日期" in failures.who(told)


def test_that_a_server_without_tls_is_never_spoken_to_in_the_clear(city: CitySide) -> None:
    told = trouble_of(CityLine(city.url.replace("http:", "https:"), TOKEN, timeout=3))
    assert told.code == "certificate"


def test_that_a_redirect_is_not_followed(store: Store, city: CitySide, clock: Hands) -> None:
    case = received(store, 1, b"%PDF scan")
    moved = (307, {"Location": city.url}, b"")
    with gate(city.url, lambda *_: moved) as door:
        report = runner(store, f"http://127.0.0.1:{door.port}", clock).run_once()
        assert len(door.seen) == 1
    assert (report.line, report.code) == ("down", "captive")
    assert kept_entries(city) == 0
    row = rows(store)[case]
    assert row.state is QueueState.WAITING
    assert "上网登录" in row.who


def test_that_a_portal_that_answers_everything_politely_gets_no_scan_and_no_receipt(
    store: Store, city: CitySide, clock: Hands
) -> None:
    case = received(store, 1, b"%PDF scan", bytes(400_000))
    page = (200, {"Content-Type": "text/html"}, b"<html>welcome</html>")
    with gate(city.url, lambda *_: page) as door:
        report = runner(store, f"http://127.0.0.1:{door.port}", clock).run_once()
        assert [method for method, _ in door.seen] == ["HEAD"]
    assert report.code == "captive"
    assert rows(store)[case].state is QueueState.WAITING


def test_that_the_clocks_difference_is_heard_with_the_receipts_and_when_nothing_is_sent(
    store: Store, city: CitySide
) -> None:
    from city.service import now

    ahead = Hands(now() + timedelta(minutes=7))
    report = runner(store, city.url, ahead).run_once()
    assert report.skew is not None
    assert 415 <= report.skew <= 425
    received(store, 1)
    report = runner(store, city.url, Hands(now() - timedelta(days=2))).run_once()
    assert report.skew is not None
    assert -172_810 <= report.skew <= -172_790
