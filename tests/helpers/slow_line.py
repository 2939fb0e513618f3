"""A line on loopback that carries so many bytes a second towards the city, counts them, and breaks when told.

It paces itself by waiting on an event, so that a test that ends does not wait for it.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

_CHUNK = 4096


class SlowLine:
    """Forwards connections to ``target``; ``sent`` counts bytes that went towards it."""

    def __init__(self, target: str, bytes_per_second: float) -> None:
        self._target = (urlsplit(target).hostname or "", urlsplit(target).port or 0)
        self.rate = bytes_per_second
        self.sent = 0
        self.break_at: int | None = None
        self._over = threading.Event()
        self._turn = threading.Lock()  # one line for all connections
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Nobody gets through any more."""
        self._over.set()
        for one in (self._listener, *self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(self._target)
            except OSError:
                near.close()
                continue
            self._open += [near, far]
            threading.Thread(target=self._carry, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self._carry, args=(far, near, False), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, up: bool) -> None:
        with suppress(OSError):
            while data := source.recv(_CHUNK):
                if up and not self._paced(len(data)):
                    break
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _paced(self, count: int) -> bool:
        """Wait for the line's turn; False when it broke meanwhile."""
        with self._turn:
            if self._over.wait(count / self.rate):
                return False
            if self.break_at is not None and self.sent + count > self.break_at:
                self.break_at = None
                return False
            self.sent += count
            return True


@contextmanager
def slow_line(target: str, bytes_per_second: float) -> Iterator[SlowLine]:
    """A line for a test."""
    line = SlowLine(target, bytes_per_second)
    try:
        yield line
    finally:
        line.close()
