"""The window writes the very requests of the letters' files, and does with each answer what it must."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from forwarding.client import CityLine
from forwarding.failures import RateLimited
from forwarding.looking import take
from forwarding.sending import settle
from forwarding.wire import BatchLetter, CityEntries, EnrolLetter, OfferLetter
from models.errors import LineTrouble
from models.rules.terms import Act, QueueState
from models.store import conflicts, daybook, foreign
from models.store.rows import OutEntry
from models.store.store import Store
from tests.contract.counters import FIFTH, SCAN, THIRD, counter, fifth_accepts, letters, third_writes
from tests.contract.exchange import Exchange, body_of, load, names
from tests.contract.keys import CITY, NOW

NOT_A_WINDOWS = {"news", "page-more"}  # asked as another client might


@contextmanager
def replaying(one: Exchange, heard: list[dict[str, Any]]) -> Iterator[CityLine]:
    """A line to a server that gives the file's answer and notes what it was asked."""

    class Replay(BaseHTTPRequestHandler):
        def answer(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            told = {name.lower(): value for name, value in self.headers.items()}
            heard.append({"method": self.command, "path": self.path, "headers": told, "data": data})
            body = one.answer.get("body")
            data = json.dumps(body).encode() if body is not None else SCAN[: one.answer.get("size", 0)]
            self.send_response(one.answer["status"])
            for name, value in one.answer["headers"].items():
                self.send_header(name, value)
            if one.answer["status"] != 204:
                self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = answer  # noqa: N815 - the server's names

        def log_message(self, *_said: Any) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Replay) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        token = one.request["headers"]["authorization"].removeprefix("Bearer ")
        line = CityLine(f"http://127.0.0.1:{server.server_port}", token, city_key=CITY.public, timeout=5)
        try:
            yield line
        finally:
            line.close()
            server.shutdown()
            thread.join(5)


def call(line: CityLine, one: Exchange) -> Callable[[], Any]:
    """What the window does to ask this."""
    at, body, data = urlsplit(one.request["path"]), one.request.get("body"), body_of(one.request)
    last, headers = at.path.rsplit("/", 1)[1], one.request["headers"]
    asked = {name: values[0] for name, values in parse_qs(at.query).items()}
    since, told = int(asked.get("since", 0)), int(asked.get("told", 0))
    offset, length = int(headers.get("upload-offset", 0)), int(headers.get("upload-length", 0))
    first = int(headers.get("range", "bytes=0-").split("=")[1].split("-")[0])
    ways: dict[tuple[str, str], Callable[[], Any]] = {
        ("POST", "/v1/entries"): lambda: line.send(BatchLetter.model_validate(body)),
        ("GET", "/v1/entries"): lambda: line.entries_since(since, told=(told, "")),
        ("POST", "/v1/entries/offered"): lambda: line.offer(OfferLetter.model_validate(body)),
        ("GET", "/v1/health"): line.health,
        ("GET", "/v1/city"): line.city,
        ("GET", "/v1/windows"): line.neighbours,
        ("GET", "/v1/anchor"): line.anchor,
        ("GET", "/v1/feed-sum"): lambda: line.feed_sum(int(asked["after"]), int(asked["until"])),
        ("POST", "/v1/enrol"): lambda: line.enrol(EnrolLetter.model_validate(body)),
        ("HEAD", "/v1/blobs"): lambda: line.blob_offset(last),
        ("GET", "/v1/blobs"): lambda: line.get_part(last, first, 10),
        ("PUT", "/v1/blobs"): lambda: line.put_blob(last, data[:200_000]),
        ("PATCH", "/v1/blobs"): lambda: line.put_part(last, offset, data, length),
    }
    return ways[one.request["method"], "/v1/blobs" if "/blobs/" in at.path else at.path]


# a letter of no readable time cannot be made by a window at all, and one that is too large is sent in parts
@pytest.mark.parametrize("name", [one for one in names() if one not in NOT_A_WINDOWS | {"unreadable", "put-large"}])
def test_that_the_window_asks_as_the_file_says_and_understands_the_answer(name: str) -> None:
    one, heard = load(name), list[dict[str, Any]]()
    with replaying(one, heard) as line:
        if one.trouble in {"", "none"}:
            call(line, one)()
        else:
            with pytest.raises(LineTrouble) as told:
                call(line, one)()
            assert told.value.code == one.trouble
            if isinstance(told.value, RateLimited):
                assert str(int(told.value.after)) == one.answer["headers"]["retry-after"]
    (asked,) = heard
    assert (asked["method"], asked["path"]) == (one.request["method"], one.request["path"])
    assert asked["headers"].items() >= one.request["headers"].items()
    if "body" in one.request:
        assert json.loads(asked["data"]) == one.request["body"]
    elif one.request["method"] in {"PUT", "PATCH"}:
        assert asked["data"] == body_of(one.request)


@pytest.mark.parametrize("name", ["unreadable", "put-large"])
def test_that_what_no_window_sends_is_still_understood_when_it_is_refused(name: str) -> None:
    with replaying(load(name), []) as line, pytest.raises(LineTrouble) as told:
        line.put_blob(hashlib.sha256(SCAN).hexdigest(), SCAN)
    assert told.value.code == load(name).trouble


@pytest.fixture
def third(tmp_path: Path) -> Iterator[tuple[Store, dict[str, OutEntry]]]:
    with counter(tmp_path, THIRD) as store:
        yield store, third_writes(store)


def answered(store: Store, name: str, outs: list[OutEntry]) -> int:
    """The answers of a file settled in a store."""
    one = load(name)
    with replaying(one, []) as line:
        answer = line.send(BatchLetter.model_validate(one.request["body"]))
    return settle(store, outs, answer.answers, NOW, Random(1))


def row(store: Store, out: OutEntry) -> Any:
    return next(one for one in daybook.queue_rows(store, limit=20) if one.entry_id == out.entry.id)


def test_that_the_entries_of_the_files_are_what_a_real_store_writes(
    third: tuple[Store, dict[str, OutEntry]],
) -> None:
    written = {name: one.model_dump(mode="json") for name, one in letters(third[1]).items()}
    assert load("taken").request["body"]["entries"] == [written["receive"]]
    assert load("forwarded").request["body"]["entries"] == [written["accept"], written["forward"]]
    assert load("missing").request["body"]["entries"] == [written["scanned"]]


@pytest.mark.parametrize(
    ("name", "entry", "state"),
    [
        ("taken", "receive", QueueState.DELIVERED),
        ("again", "receive", QueueState.DELIVERED),
        ("answer-news", "receive", QueueState.DELIVERED),
        ("changed", "receive", QueueState.HELD),
        ("refused", "receive", QueueState.HELD),
        ("early", "accept", QueueState.WAITING),
        ("missing", "scanned", QueueState.WAITING),
    ],
)
def test_that_the_queue_does_what_each_answer_asks_for(
    third: tuple[Store, dict[str, OutEntry]], name: str, entry: str, state: QueueState
) -> None:
    store, outs = third
    moved = answered(store, name, [outs[entry]])
    found = row(store, outs[entry])
    assert (found.state, moved) == (state, int(state is QueueState.DELIVERED))
    assert found.receipt == load(name).answer["body"]["answers"][0]["receipt"]
    if state is not QueueState.DELIVERED:
        assert found.reason == load(name).answer["body"]["answers"][0]["reason"]


def test_that_what_stands_aside_is_delivered_and_waits_for_a_person(tmp_path: Path) -> None:
    with counter(tmp_path, FIFTH) as store:
        page = CityEntries.model_validate(load("page").answer["body"])
        assert take(store, page) == 1
        out = fifth_accepts(store, page.entries[0].case)
        assert answered(store, "conflict", [out]) == 1
        (aside,) = conflicts.open_ones(store)
        said = load("conflict").answer["body"]["answers"][0]["reason"]
        assert (aside.lost.entry.id, aside.reason) == (out.entry.id, said)


def test_that_the_feed_is_read_with_what_stands_aside(third: tuple[Store, dict[str, OutEntry]]) -> None:
    store, outs = third
    answered(store, "taken", [outs["receive"]])
    answered(store, "forwarded", [outs["accept"], outs["forward"]])
    page = CityEntries.model_validate(load("page-aside").answer["body"])
    assert take(store, page) == 2
    assert foreign.cursor(store) == str(page.cursor)
    assert conflicts.open_ones(store) == ()
    assert [one.lost.entry.kind for one in conflicts.open_ones(store, own=False)] == [Act.ACCEPT]


@pytest.mark.parametrize("name", ["taken", "conflict", "page", "page-aside"])
def test_that_a_seal_of_another_key_or_over_another_place_counts_for_nothing(name: str) -> None:
    one = load(name)
    for entry in [*one.answer["body"].get("answers", ()), *one.answer["body"].get("entries", ())]:
        entry["place"] += 1
    with replaying(one, []) as line, pytest.raises(LineTrouble) as told:
        call(line, one)()
    assert told.value.code == "protocol"
