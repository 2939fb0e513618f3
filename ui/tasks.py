"""The only door to the background: one operation at a time on one worker thread, its outcome on the GUI thread.

The store has one writer, so one thread is enough and nothing ever waits for a lock inside the window. What takes
minutes has a lane of its own beside it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from shiboken6 import isValid

from models.errors import Refusal, WorldError

T = TypeVar("T")
Reporter = Callable[[BaseException], object]  # takes what nobody foresaw (CrashReporter.report)
log = logging.getLogger(__name__)


class _Answers(NamedTuple):
    done: Callable[[Any], None]
    refused: Callable[[Refusal], None]
    trouble: Callable[[WorldError], None]


class Job:
    """One operation under way; ``cancel`` drops its outcome, and the operation itself if it has not begun."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.cancelled = False

    def cancel(self) -> None:
        """Nobody wants the outcome any more."""
        self.cancelled = True


class _Work(QRunnable):
    def __init__(self, job: Job, op: Callable[[], Any], tell: _Teller) -> None:
        super().__init__()
        self.setAutoDelete(False)  # Python owns it; Tasks lets go of it once the outcome is in
        self._job, self._op, self._tell = job, op, tell

    def run(self) -> None:
        """Runs on the worker thread; every outcome, even a bug, goes back as a value."""
        outcome: object = None
        failed = False
        if not self._job.cancelled:
            try:
                outcome = self._op()
            except BaseException as error:  # noqa: BLE001 - carried to the GUI thread, judged there
                outcome, failed = error, True
        self._tell.ended.emit(self._job.number, outcome, failed)


class _Teller(QObject):
    ended = Signal(int, object, bool)


class Tasks(QObject):
    """Runs operations away from the GUI thread.

    Signals:
        busy_changed: whether anything is under way.
    """

    busy_changed = Signal(bool)

    def __init__(self, report: Reporter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)  # keep the thread: a store connection belongs to it
        self._teller = _Teller(self)
        self._teller.ended.connect(self._ended)
        self._under_way: dict[int, tuple[Job, _Work, _Answers]] = {}
        self._next = 0
        self._stopped = False
        self._lane: Tasks | None = None

    @property
    def stopped(self) -> bool:
        """Whether the window is going: an operation that takes minutes looks here, from its own thread, and ends."""
        return self._stopped

    def beside(self, parent: QObject | None = None) -> Tasks:
        """A second door with a thread of its own, for what takes minutes; unforeseen errors go the same way."""
        return Tasks(self._report, parent)

    @property
    def busy(self) -> bool:
        """Whether anything is under way, in the lane beside too."""
        return bool(self._under_way) or (self._lane is not None and self._lane.busy)

    @property
    def lane(self) -> Tasks:
        """The door beside that belongs to this one: it counts as busy with it and stops with it."""
        if self._lane is None:
            self._lane = self.beside(self)
            self._lane.busy_changed.connect(self._lane_changed)
            if self._stopped:
                self._lane.stop()
        return self._lane

    def run(
        self,
        op: Callable[[], T],
        on_done: Callable[[T], None],
        on_refused: Callable[[Refusal], None],
        on_trouble: Callable[[WorldError], None],
    ) -> Job:
        """Run ``op`` in the background and hand its outcome to exactly one of the three.

        A Refusal goes to ``on_refused``, StoreTrouble and LineTrouble to ``on_trouble``, anything else to the crash
        report. The three must be bound methods of QObjects: an outcome for an object that is gone is dropped. Raises
        TypeError for anything else. After ``stop`` nothing is run and the Job comes back cancelled.
        """
        for answer in (on_done, on_refused, on_trouble):
            if not isinstance(getattr(answer, "__self__", None), QObject):
                raise TypeError(f"not a bound method of a QObject: {answer!r}")
        self._next += 1
        job = Job(self._next)
        if self._stopped:
            job.cancel()
            return job
        work = _Work(job, op, self._teller)
        self._under_way[job.number] = (job, work, _Answers(on_done, on_refused, on_trouble))
        if len(self._under_way) == 1:
            self.busy_changed.emit(True)
        self._pool.start(work)
        return job

    def stop(self, wait_ms: int = 10_000) -> bool:
        """Take nothing more, let the operation under way end, drop the rest; True when the thread is idle."""
        self._stopped = True
        for job, _, _ in self._under_way.values():
            job.cancel()
        beside = self._lane is None or self._lane.stop(wait_ms)
        return self._pool.waitForDone(wait_ms) and beside

    def begin_again(self) -> None:
        """After a ``stop`` that was whole: take work once more, for whoever sits down next."""
        self._stopped, self._lane = False, None

    @Slot(bool)
    def _lane_changed(self, _busy: bool) -> None:
        self.busy_changed.emit(self.busy)

    @Slot(int, object, bool)
    def _ended(self, number: int, outcome: object, failed: bool) -> None:
        job, _, answers = self._under_way.pop(number)
        try:
            if not job.cancelled:
                self._deliver(outcome, failed, answers)
        finally:
            if not self._under_way:
                self.busy_changed.emit(False)

    def _deliver(self, outcome: object, failed: bool, answers: _Answers) -> None:
        if not failed:
            _call(answers.done, outcome)
        elif isinstance(outcome, Refusal):
            _call(answers.refused, outcome)
        elif isinstance(outcome, WorldError):
            _call(answers.trouble, outcome)
        elif isinstance(outcome, BaseException):
            self._report(outcome)


def _call(answer: Callable[[Any], None], outcome: object) -> None:
    owner = answer.__self__  # type: ignore[attr-defined]
    if isValid(owner):
        answer(outcome)
    else:
        log.info("outcome dropped: %s is gone", type(owner).__name__)
