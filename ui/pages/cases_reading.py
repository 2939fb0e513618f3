"""Reads 办件's list for its view: the whole list by places, a search from the front, and the place of one case."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal, Slot

from models.desk import cases as desk_cases
from models.desk.cases import Figures
from models.desk.context import Desk
from models.views import CaseRow
from ui.pages.asking import Asker
from ui.pages.cases_list import CaseList
from ui.pages.cases_model import CHUNK
from ui.services import Services

Chunks = dict[int, tuple[CaseRow, ...]]


@dataclass(frozen=True, slots=True)
class Whole:
    """The list as it is now, with the rows in sight."""

    count: int
    place: int | None  # of the case asked for
    figures: Figures
    chunks: Chunks = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """The front of a search."""

    text: str
    rows: tuple[CaseRow, ...]
    total: int
    figures: Figures


class ListReader(QObject):
    """Keeps the list in step with the store.

    Signals:
        counted: the figures of the list, how many are shown, and the text searched for.
        unknown: a case was asked for that is not here.
        failed: what stood in the way.
    """

    counted = Signal(object, int, str)
    unknown = Signal(str)
    failed = Signal(object)

    def __init__(self, services: Services, view: CaseList, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._view = services.desk, view
        self._text = self._wanted = ""
        self._lists = self._asker(services, self._listed)
        self._chunks = self._asker(services, self._read)
        self._more = self._asker(services, self._went_on)
        view.wanted.connect(self._read_chunks)
        view.cases.more_wanted.connect(self._go_on)

    @property
    def text(self) -> str:
        """What is searched for."""
        return self._text

    def find(self, text: str) -> None:
        """Show the cases that hold ``text``; all when there is none."""
        if text.strip() != self._text:
            self._text = text.strip()
            self.refresh()

    def show_key(self, key: str) -> None:
        """Show the whole list with ``key`` selected."""
        self._text, self._wanted = "", key
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the list anew; the selected case stays selected wherever it stands now."""
        key = self._wanted or self._view.current_key()
        if self._text:
            self._lists.ask(_found(self._desk, self._text))
        else:
            self._lists.ask(_whole(self._desk, key, self._in_sight()))

    def _asker(self, services: Services, answer: Callable[..., None]) -> Asker:
        made = Asker(services.tasks, self)
        made.answered.connect(answer)
        made.failed.connect(self.failed)
        return made

    def _in_sight(self) -> tuple[int, ...]:
        if self._view.cases.searching:
            return (0,)
        top = max(0, self._view.rowAt(0)) // CHUNK
        bottom = max(0, self._view.rowAt(self._view.viewport().height() - 1)) // CHUNK
        return tuple(sorted({top, max(top, bottom)}))

    @Slot(object)
    def _listed(self, answer: Whole | Found) -> None:
        if isinstance(answer, Found):
            self._show_found(answer)
        else:
            self._show_whole(answer)

    def _show_found(self, answer: Found) -> None:
        key = self._view.current_key()
        self._view.cases.show_found(answer.rows, answer.total)
        if not self._view.select_key(key):
            self._view.select_place(0)
        self.counted.emit(answer.figures, answer.total, answer.text)

    def _show_whole(self, answer: Whole) -> None:
        model, bar = self._view.cases, self._view.verticalScrollBar()
        moved = answer.count - model.rowCount()
        again = model.searching or moved != 0
        at = bar.value() + moved * self._view.usual if not model.searching and model.rowCount() else 0
        if again:
            model.show_all(answer.count)
            bar.setValue(max(0, at))
        for chunk, rows in answer.chunks.items():
            model.put(chunk, rows)
        wanted, self._wanted = self._wanted, ""
        if wanted and answer.place is None:
            self.unknown.emit(wanted)
        if again or wanted:
            self._view.select_place(answer.place or 0)
        self.counted.emit(answer.figures, answer.count, "")

    @Slot(list)
    def _read_chunks(self, chunks: list[int]) -> None:
        self._chunks.ask(_read(self._desk, chunks))

    @Slot(object)
    def _read(self, chunks: Chunks) -> None:
        for chunk, rows in chunks.items():
            self._view.cases.put(chunk, rows)

    @Slot()
    def _go_on(self) -> None:
        if self._more.idle:
            rows = self._view.cases.rowCount()
            last = self._view.cases.row_at(rows - 1).key if rows else ""
            self._more.ask(_more(self._desk, self._text, last))

    @Slot(object)
    def _went_on(self, answer: tuple[str, str, tuple[CaseRow, ...]]) -> None:
        text, last, rows = answer
        model = self._view.cases
        if text == self._text and model.rowCount() and model.row_at(model.rowCount() - 1).key == last:
            model.add_found(rows)


def _read(desk: Desk, chunks: Iterable[int]) -> Callable[[], Chunks]:
    return lambda: {chunk: desk_cases.page_at(desk, chunk * CHUNK, CHUNK) for chunk in chunks}


def _whole(desk: Desk, key: str, sight: tuple[int, ...]) -> Callable[[], Whole]:
    def read() -> Whole:
        place = desk_cases.place_of(desk, key) if key else None
        chunks = {*sight, *([] if place is None else [place // CHUNK])}
        count = desk_cases.page(desk, limit=1)[1]
        return Whole(count, place, desk_cases.figures(desk), _read(desk, sorted(chunks))())

    return read


def _found(desk: Desk, text: str) -> Callable[[], Found]:
    def read() -> Found:
        rows, total = desk_cases.page(desk, None, CHUNK, text)
        return Found(text, rows, total, desk_cases.figures(desk))

    return read


def _more(desk: Desk, text: str, last: str) -> Callable[[], tuple[str, str, tuple[CaseRow, ...]]]:
    return lambda: (text, last, desk_cases.page(desk, last, CHUNK, text)[0])
