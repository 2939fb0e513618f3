"""Everything 转报 shows, read from the desk at one time in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.views import CaseRow, QueueView
from models.views_city import CityWord

if TYPE_CHECKING:
    from models.desk.conflicts import Conflict
    from models.desk.context import Desk


@dataclass(frozen=True, slots=True)
class Moment:
    """The queue, the cases the city has answered, the acts to decide again about."""

    view: QueueView
    answers: tuple[CaseRow, ...] = ()
    met: tuple[Conflict, ...] = ()


def reading(desk: Desk) -> Callable[[], Moment]:
    """Read the page."""

    def work() -> Moment:
        from models.desk import conflicts, queue, returns  # noqa: PLC0415 - read after the first paint

        return Moment(queue.queue(desk), returns.waiting(desk), conflicts.conflicts(desk))

    return work


def word_of(desk: Desk, case_id: str) -> Callable[[], tuple[str, CityWord | None]]:
    """Read what the city said of one case."""

    def work() -> tuple[str, CityWord | None]:
        from models.desk import returns  # noqa: PLC0415 - as above

        return case_id, returns.word(desk, case_id)

    return work
