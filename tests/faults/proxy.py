"""A line that breaks on purpose: a proxy on loopback that spoils half of all connections, the same ones for one seed.

Each connection carries one request, so that what befalls it befalls that request and nothing else.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from enum import StrEnum
from random import Random
from typing import Self
from urllib.parse import urlsplit

from tests.helpers.strange_server import reply

_PORTAL = "<html><title>认证</title><form>请先登录上网</form></html>".encode()
_ABRUPTLY = struct.pack("ii", 1, 0)  # closed with a reset instead of an end
_LIMIT = 30.0  # seconds; only a fault of the proxy's own ever waits as long


class Kind(StrEnum):
    """What befalls one connection."""

    GOOD = "照常"
    REFUSED = "连不上"  # nobody listens; made by `Proxy.door`
    BEFORE = "送达前复位"
    MIDWAY = "请求送到一半复位"
    REPLY_LOST = "回执丢失"
    REPLY_HALF = "回执只有一半"
    PORTAL = "上网登录页（200）"
    BUSY = "502、503、429"
    LATE = "回执迟于时限"


BAD = tuple(kind for kind in Kind if kind is not Kind.GOOD)
_DRAWN = tuple(kind for kind in BAD if kind is not Kind.REFUSED)


class Proxy:
    """Stands before one city. ``counts``: how many connections met what."""

    def __init__(self, city: str, seed: int, bad: float = 0.5) -> None:
        self._city = (urlsplit(city).hostname or "", urlsplit(city).port or 80)
        self._rng, self._bad = Random(seed), bad
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self.counts: Counter[Kind] = Counter()
        self.meanwhile: Callable[[], object] = lambda: None  # done while the city has a letter in hand
        self._listener: socket.socket | None = None
        self._port = 0
        self._open()

    @property
    def url(self) -> str:
        """Where the windows call."""
        return f"http://127.0.0.1:{self._port}"

    def door(self) -> None:
        """Called before a pass: now and then nobody listens, until the next call."""
        shut = self._rng.random() < self._bad / len(BAD)
        if shut:
            self._shut()
            self.counts[Kind.REFUSED] += 1
        elif self._listener is None:
            self._open()

    def close(self) -> None:
        """No connection is left when this returns."""
        self._shut()
        for thread in self._threads:
            thread.join(_LIMIT)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self._port))
        listener.listen(64)
        self._listener, self._port = listener, int(listener.getsockname()[1])
        self._run(self._accept, listener)

    def _shut(self) -> None:
        if self._listener is not None:
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None

    def _run(self, work: Callable[..., object], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads = [one for one in self._threads if one.is_alive()] + [thread]
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            kind = self._draw()
            self._run(self._serve, caller, kind)

    def _draw(self) -> Kind:
        with self._lock:
            kind = self._rng.choice(_DRAWN) if self._rng.random() < self._bad else Kind.GOOD
            self.counts[kind] += 1
        return kind

    def _serve(self, caller: socket.socket, kind: Kind) -> None:
        caller.settimeout(_LIMIT)
        with closing(caller), suppress(OSError):
            if kind is Kind.BEFORE:
                _reset(caller)
                return
            asked = _whole(caller)
            if asked:
                self._answer(caller, asked, kind)

    def _answer(self, caller: socket.socket, asked: bytes, kind: Kind) -> None:
        if kind is Kind.MIDWAY:
            with socket.create_connection(self._city, _LIMIT) as city:
                city.sendall(asked[: len(asked) // 2])
                _reset(city)
            _reset(caller)
        elif kind is Kind.PORTAL:
            caller.sendall(reply("200 OK", _PORTAL))
        elif kind is Kind.BUSY:
            caller.sendall(self._busy())
        else:
            self._after(caller, self._pass_on(asked), kind)

    def _after(self, caller: socket.socket, answer: bytes, kind: Kind) -> None:
        """The city has done what was asked; this is what the window hears of it."""
        if kind is Kind.REPLY_LOST:
            _reset(caller)
        elif kind is Kind.REPLY_HALF:
            caller.sendall(answer[: len(answer) // 2])
        elif kind is Kind.LATE:
            while caller.recv(4096):  # until the caller has given up
                pass
        else:
            caller.sendall(answer)

    def _busy(self) -> bytes:
        status = self._rng.choice(("502 Bad Gateway", "503 Busy", "429 Slow"))
        return reply(status, b"", extra="" if status.startswith("502") else "Retry-After: 7\r\n")

    def _pass_on(self, asked: bytes) -> bytes:
        with socket.create_connection(self._city, _LIMIT) as city:
            city.settimeout(_LIMIT)
            city.sendall(_closing(asked))
            if asked.startswith(b"POST"):
                self.meanwhile()
            return b"".join(iter(lambda: city.recv(65536), b""))


def _reset(side: socket.socket) -> None:
    side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABRUPTLY)
    side.close()


def _closing(asked: bytes) -> bytes:
    """The same request, after whose answer the city closes: the end of the connection is the end of the answer."""
    head, _, body = asked.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body


def _whole(caller: socket.socket) -> bytes:
    """One request, head and body; empty when the caller left before its end."""
    data = bytearray()
    while b"\r\n\r\n" not in data:
        if not (more := caller.recv(65536)):
            return b""
        data += more
    head, _, _ = bytes(data).partition(b"\r\n\r\n")
    wanted = len(head) + 4 + _length(head)
    while len(data) < wanted:
        if not (more := caller.recv(65536)):
            return b""
        data += more
    return bytes(data)


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0


@contextmanager
def broken_line(city: str, seed: int, bad: float = 0.5) -> Iterator[Proxy]:
    """A proxy until the block ends."""
    with Proxy(city, seed, bad) as proxy:
        yield proxy
