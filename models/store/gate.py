"""Lets readers in and out, and shuts while the file under them is exchanged."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from models.store import trouble

PATIENCE: Final = 5.0
"""Seconds to wait for readers to leave; one that waits for the writer in turn never would."""


class Gate:
    """Any number inside, or shut; who is inside may go in again."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._count = 0
        self._is_shut = False
        self._own = threading.local()

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Be inside, waiting while it is shut."""
        depth = getattr(self._own, "depth", 0)
        if not depth:
            with self._turn:
                self._turn.wait_for(lambda: not self._is_shut)
                self._count += 1
        self._own.depth = depth + 1
        try:
            yield
        finally:
            self._own.depth = depth
            if not depth:
                with self._turn:
                    self._count -= 1
                    self._turn.notify_all()

    @contextmanager
    def shut(self, patience: float = PATIENCE) -> Iterator[None]:
        """Nobody is inside and nobody comes in. Raises: StoreTrouble (``store_busy``) after ``patience`` seconds."""
        with self._turn:
            self._turn.wait_for(lambda: not self._is_shut)
            self._is_shut = True  # before they have left, or new ones would keep coming
            if not self._turn.wait_for(lambda: not self._count, patience):
                self._open()
                raise trouble.trouble("store_busy")
        try:
            yield
        finally:
            self._open()

    def _open(self) -> None:
        with self._turn:
            self._is_shut = False
            self._turn.notify_all()
