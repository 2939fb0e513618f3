"""Pictures of the handbook that a journey takes on its way, when it is asked to: TONGQUAN_PICTURES=1."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from demo import handbook

ASKED = "TONGQUAN_PICTURES"


def picture(page: Page, name: str) -> None:
    """The view as it stands, as ``docs/handbook/pictures/NAME.png``; nothing in an ordinary run."""
    if not os.environ.get(ASKED):
        return
    with tempfile.TemporaryDirectory(prefix="tongquan-picture-") as folder:
        taken = Path(folder) / "taken.png"
        page.screenshot(path=taken)
        handbook.copy(taken, handbook.TARGET / f"{name}.png")
