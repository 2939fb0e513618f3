"""What 摆渡包 reads and does in the background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from models.desk.context import Desk

if TYPE_CHECKING:
    from forwarding.answering import Taken
    from forwarding.carrying import Made, Tell
    from models.desk.packages import PackagesView

LIMITS: Final = (("200 MB", 200_000_000), ("500 MB", 500_000_000), ("1 GB", 1_000_000_000))
"""How large a person lets one package be; the last is all a file holds."""


def reading(desk: Desk) -> Callable[[], PackagesView]:
    """Every package of this window."""

    def work() -> PackagesView:
        from models.desk import packages  # noqa: PLC0415 - read after the first paint

        return packages.board(desk)

    return work


def counting(desk: Desk) -> Callable[[], int]:
    """How many packages should have been answered."""

    def work() -> int:
        from models.desk import packages  # noqa: PLC0415 - as above

        return packages.late(desk)

    return work


def packing(desk: Desk, folder: str, limit: int, again: int, tell: Tell) -> Callable[[], Made]:
    """Make a package in ``folder``; ``again``: the number of one to be made once more."""

    def work() -> Made:
        from forwarding import carrying  # noqa: PLC0415 - the ciphers are loaded when a package is made

        return carrying.export(
            desk.store, Path(folder), desk.clock.now(), desk.staff, limit=limit, again=again, tell=tell
        )

    return work


def taking(desk: Desk, file: str, go_on: Callable[[], bool]) -> Callable[[], Taken]:
    """Take the city's answer from ``file``; asked once more whether to ``go_on`` before anything is kept."""

    def work() -> Taken:
        from forwarding import answering  # noqa: PLC0415 - as above

        rng = Random()  # noqa: S311 - spreads retries, guards nothing
        return answering.take_answer(desk.store, Path(file), desk.clock.now(), desk.staff, rng, go_on)

    return work
