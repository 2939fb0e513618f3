"""What a city process is loaded with: letters made beforehand, posted over connections that stay."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from benchmarks import store_sample
from forwarding.wire import BatchLetter, EntryLetter
from models.rules.chain import GENESIS, digest

BATCH = 50


@dataclass(frozen=True)
class Seat:
    """A window of the load: its name, its token."""

    name: str
    token: str

    @classmethod
    def numbered(cls, number: int) -> Seat:
        """One window in a county of its own."""
        region = f"{140500 + number:06d}"
        return cls(f"{region}-01", f"bench-token-{region}")


class Pen:
    """Writes the letters of one window: a case received and accepted is two."""

    def __init__(self, seat: Seat, seq: int = 0) -> None:
        self._seat, self._seq, self._prev = seat, seq, GENESIS

    def batch(self) -> bytes:
        """A letter of ``BATCH`` entries, ready to be posted."""
        letters = [letter for _ in range(BATCH // 2) for letter in self._case()]
        return BatchLetter(entries=tuple(letters)).model_dump_json().encode()

    def _case(self) -> tuple[EntryLetter, EntryLetter]:
        case_id, number = str(uuid4()), f"{self._seat.name}-20261120-{self._seq:06d}-X"
        received = store_sample.received(self._seq, number, case_id) | {"documents": [], "materials": []}
        accepted = store_sample.accepted(number, case_id, "") | {"documents": []}
        first = self._write(case_id, 1, "receive", received)
        return first, self._write(case_id, 2, "accept", accepted, first.id)

    def _write(self, case: str, version: int, kind: str, payload: dict[str, Any], follows: str = "") -> EntryLetter:
        self._seq += 1
        fields: dict[str, Any] = {
            "id": str(uuid4()),
            "window": self._seat.name,
            "seq": self._seq,
            "case": case,
            "version": version,
            "kind": kind,
            "at": store_sample.AT.isoformat(timespec="milliseconds"),
            "actor": "clerk",
            "payload": payload,
            "prev": self._prev,
        }
        self._prev = digest(fields)
        return EntryLetter(**fields, digest=self._prev, follows=follows)


def post(line: http.client.HTTPConnection, seat: Seat, body: bytes) -> None:
    """One batch; every entry of it must be taken."""
    head = {"Authorization": f"Bearer {seat.token}", "Content-Type": "application/json"}
    line.request("POST", "/v1/entries", body, head)
    answer = line.getresponse()
    told = json.loads(answer.read())
    assert answer.status == 200, told
    assert all(one["answer"] == "taken" for one in told["answers"]), told["answers"][0]


def connection(url: str) -> http.client.HTTPConnection:
    """One that stays open."""
    parts = urlsplit(url)
    return http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)


def _window(url: str, seat: Seat, first_seq: int, batches: int, ready: Any, go: Any) -> None:
    pen = Pen(seat, first_seq)
    bodies, line = [pen.batch() for _ in range(batches)], connection(url)
    ready.release()
    go.wait()
    for body in bodies:
        post(line, seat, body)


def together(urls: Sequence[str], seats: Sequence[Seat], first_seq: int, batches: int) -> float:
    """Seconds until every window has posted its batches, all at once; the windows are dealt out to the addresses."""
    context = multiprocessing.get_context("spawn")
    ready, go = context.Semaphore(0), context.Event()
    clients = [
        context.Process(target=_window, args=(urls[n % len(urls)], seat, first_seq, batches, ready, go), daemon=True)
        for n, seat in enumerate(seats)
    ]
    for client in clients:
        client.start()
    for _ in clients:
        ready.acquire()
    start = time.perf_counter()
    go.set()
    for client in clients:
        client.join()
        assert client.exitcode == 0, f"a window of the load ended with {client.exitcode}"
    return time.perf_counter() - start
