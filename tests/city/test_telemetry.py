"""What the city tells whoever runs it: enough to see what is wrong, and nothing about anybody."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
import urllib3
from fastapi import FastAPI

from city import telemetry
from city.service import create_app
from forwarding.client import CityLine
from forwarding.wire import BatchLetter
from models.errors import LineTrouble
from tests.helpers.cityside import TOKEN, WINDOW, CitySide, LetterBook, running_city
from tests.helpers.postgres import Postgres

NEAR, FAR = "127.0.0.1", "192.0.2.7"
NAME, ITEM = "样例甲某", "样例许可事项"
TOLD = {"case_no": "140581-03-20261120-0001-X", "item": ITEM, "applicant": {"name": NAME}}
KEYS = {"level", "at", "event", "window", "method", "path", "status", "ms"}


@pytest.fixture
def city(tmp_path: Path) -> Iterator[CitySide]:
    with running_city(tmp_path) as side:
        yield side


@pytest.fixture
def line(city: CitySide) -> Iterator[CityLine]:
    road = CityLine(city.url, TOKEN)
    yield road
    road.close()


@pytest.fixture(autouse=True)
def listening(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, telemetry.LOG.name)


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What would stand on stderr."""
    return [telemetry.JsonLines().format(record) for record in caplog.records if record.name == telemetry.LOG.name]


def figure(text: str, name: str) -> float:
    """One figure of an exposition; 0.0 before it was first counted."""
    found = re.search(rf"(?m)^{re.escape(name)} (\S+)$", text)
    return float(found[1]) if found else 0.0


def get(url: str, **headers: str) -> tuple[int, str]:
    with urllib3.PoolManager() as pool:
        answer = pool.request("GET", url, headers=headers, retries=False)
        return answer.status, answer.data.decode()


def seen_from(app: FastAPI, host: str, token: str = "") -> int:
    """The status of ``/metrics`` for somebody at this address."""

    async def ask() -> int:
        road = httpx.ASGITransport(app, client=(host, 50000))
        async with httpx.AsyncClient(transport=road, base_url="http://city") as client:
            return (await client.get("/metrics", headers={"Authorization": f"Bearer {token}"})).status_code

    return asyncio.run(ask())


def test_that_a_request_is_one_line_that_names_the_window_and_nobody_else(
    city: CitySide, line: CityLine, caplog: pytest.LogCaptureFixture
) -> None:
    letter = LetterBook().write(str(uuid4()), "receive", TOLD)
    assert line.send(BatchLetter(entries=(letter,))).answers[0].delivered
    get(f"{city.url}/Q/140581-03-20261120-0001-X/RECEIPT/SECRETMARK?why=SECRETQUERY")
    get(f"{city.url}/Q/{NAME}/RECEIPT/SECRETMARK")
    get(f"{city.url}/elsewhere/SECRETMARK")
    said = [json.loads(text) for text in lines(caplog)]
    assert [set(one) for one in said] == [KEYS] * 4
    assert [(one["window"], one["method"], one["path"], one["status"]) for one in said] == [
        (WINDOW, "POST", "/v1/entries", 200),
        ("", "GET", "/Q/140581-03-20261120-0001-X/{doc}/{signature}", 404),
        ("", "GET", "/Q/{case_no}/{doc}/{signature}", 404),
        ("", "GET", "(other)", 404),
    ]
    for secret in (NAME, ITEM, TOKEN, "SECRET", letter.id, letter.actor):
        assert secret not in "\n".join(lines(caplog))


def test_that_an_error_says_where_and_of_what_kind_but_not_with_what(
    city: CitySide, line: CityLine, caplog: pytest.LogCaptureFixture
) -> None:
    with city.engine.begin() as db:
        db.exec_driver_sql("ALTER TABLE entries RENAME TO elsewhere")
    letter = LetterBook().write(str(uuid4()), "receive", TOLD)
    with pytest.raises(LineTrouble):
        line.send(BatchLetter(entries=(letter,)))
    failed, request = (json.loads(text) for text in lines(caplog))
    assert (failed["level"], failed["event"], failed["error"]) == ("error", "failed", "OperationalError")
    assert any(where.startswith("city/keep.py:") for where in failed["where"])
    assert (request["level"], request["status"]) == ("error", 503)
    assert NAME not in "\n".join(lines(caplog))


def test_that_the_answers_to_entries_are_counted(city: CitySide, line: CityLine) -> None:
    before = get(f"{city.url}/metrics")[1]
    letter = LetterBook().write(str(uuid4()), "receive", TOLD)
    for _ in range(2):
        line.send(BatchLetter(entries=(letter,)))
    line.send(BatchLetter(entries=(letter.model_copy(update={"id": str(uuid4()), "actor": "别人"}),)))
    after = get(f"{city.url}/metrics")[1]
    for name, more in (
        ('tongquan_city_entries_total{answer="taken"}', 1),
        ('tongquan_city_entries_total{answer="again"}', 1),
        ('tongquan_city_entries_total{answer="refused"}', 1),
        ('tongquan_city_requests_total{method="POST",route="/v1/entries",status="200"}', 3),
        ('tongquan_city_request_seconds_count{route="/v1/entries"}', 3),
    ):
        assert figure(after, name) - figure(before, name) == more, name


def test_that_the_figures_are_for_this_machine_or_for_who_has_the_token(
    city: CitySide, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(city.engine, tmp_path / "blobs")
    assert [seen_from(app, host) for host in (NEAR, FAR)] == [200, 404]
    monkeypatch.setenv(telemetry.METRICS_TOKEN, "sample-token")
    assert [seen_from(app, host) for host in (NEAR, FAR)] == [404, 404]  # a proxy is near, who asks is not
    assert [seen_from(app, host, "sample-token") for host in (NEAR, FAR)] == [200, 200]
    assert [seen_from(app, host, "wrong") for host in (NEAR, FAR)] == [404, 404]


def test_that_the_city_goes_on_after_its_database_was_cut_off_and_after_it_was_away(
    postgres: Postgres, city_template: str, tmp_path: Path
) -> None:
    name = postgres.database(city_template)
    with running_city(tmp_path, database=postgres.url(name)) as side:
        road, book = CityLine(side.url, TOKEN), LetterBook()
        letter = book.write(str(uuid4()), "receive", TOLD)
        receipt = road.send(BatchLetter(entries=(letter,))).answers[0].receipt
        assert postgres.terminate(name) >= 1
        assert road.send(BatchLetter(entries=(letter,))).answers[0].receipt == receipt
        postgres.crash()
        status, said = get(f"{side.url}/v1/entries", Authorization=f"Bearer {TOKEN}")
        assert (status, json.loads(said)["sentence"]) == (503, "市级数据库暂时不可用，请稍后再送")
        postgres.start()
        assert road.send(BatchLetter(entries=(letter,))).answers[0].receipt == receipt
        road.close()
    postgres.drop(name)
