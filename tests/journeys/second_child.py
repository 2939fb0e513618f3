"""A second program, as a process of its own: signs in at a folder another one has, and says what the door told.

Usage: python -m tests.journeys.second_child FOLDER
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import app as program
from tests.helpers.offices import CLERK, PASSWORD
from tests.journeys.fall_child import until
from ui.entrance import CAME, STUCK, Entrance
from ui.tasks import Tasks


def main(folder: Path) -> None:
    """One run."""
    program.make_application(["tongquan"])
    tasks = Tasks(_raise)
    entrance = Entrance(folder, tasks, program._regions)
    entrance.window.show()
    entrance._sign_in(CLERK, PASSWORD)
    card = entrance.window.card
    until(lambda: any(end in card.accessibleDescription() for end in (CAME, STUCK)))
    sys.stdout.buffer.write(card.accessibleDescription().encode())
    tasks.stop()


def _raise(error: BaseException) -> None:
    raise error


if __name__ == "__main__":
    main(Path(sys.argv[1]))
