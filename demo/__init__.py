"""The demonstration: a made-up hall beside a city process. With a screen it is opened for a person; without one the
same windows are driven by keyboard through the main job, and papers, pictures and a summary are left in a folder.

Everything here is invented: no such person, body or telephone exists.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from ui.hall import Hall

    OpenHall = Callable[..., Hall]


def show(app: QApplication, open_hall: OpenHall, out: Path, *, on_screen: bool) -> int:
    """Run the demonstration; the exit code of the program."""
    if on_screen:
        from demo import live  # noqa: PLC0415 - one of the two ways is taken

        return live.run(app, open_hall, out)
    from demo import tour  # noqa: PLC0415 - as above

    return tour.run(app, open_hall, out)
