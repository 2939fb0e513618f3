"""A mark in the data folder while the program runs: the page in front and what it shows, to come back to it.

An ordered stop takes the mark away. One that is found at the next sign-in says that the program was killed, or fell:
then what Python could still write of the fall (places in the code, no values) becomes a report. The mark holds the name
of a page and the random ids of a draft or case and of whoever sat there, no name and nothing of an applicant.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from ui import crashes

if TYPE_CHECKING:
    from datetime import datetime

_AGAIN = "again"


class Place(NamedTuple):
    """Where the program was."""

    page: str
    shown: str = ""  # draft:ID | case:ID
    again: bool = False  # it was left on purpose, to begin again
    who: str = ""  # id of whoever sat there

    def seen_by(self, who: str) -> Place:
        """As another person may find it: a form half filled in is opened for its owner only."""
        return self if self.who in ("", who) else self._replace(page="", shown="")


class LastRun:
    """The mark of one data folder. The store's lock sees to it that only one program at a time comes here."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / crashes.FOLDER
        self._mark = self._folder / "running"
        self._fault: IO[str] | None = None
        self._noted: Place | None = None
        self._who = ""
        self.reported: Path | None = None  # report of how the last run fell, if it left any

    def begin(self, now: datetime, who: str = "") -> Place | None:
        """Take up the mark of a run that never ended; from here on a fall leaves its trace. None: all was in order.

        ``who``: id of the person who sits here now.
        """
        before, self._who = self._read(), who
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._collect(now)
            self._fault = (self._folder / f"fault-{os.getpid()}").open("w", encoding="utf-8")
            faulthandler.enable(self._fault)
        return before

    def note(self, page: str, shown: str) -> None:
        """Write down what is in front, if it is not what stands there; a disk that refuses is no reason to stop."""
        place = Place(page, shown, who=self._who)
        if place != self._noted and self._fault is not None:
            self._noted = place
            with contextlib.suppress(OSError):
                self._write(f"{page}\n{shown}\n\n{self._who}\n")

    @property
    def noted(self) -> Place | None:
        """What was written down last."""
        return self._noted

    def end(self, *, again: bool = False) -> None:
        """The ordered stop; with ``again`` the place is kept for the program that follows."""
        if self._fault is None:
            return
        faulthandler.disable()
        self._fault.close()
        with contextlib.suppress(OSError):
            Path(self._fault.name).unlink(missing_ok=True)
            if again and self._noted is not None:
                self._write(f"{self._noted.page}\n{self._noted.shown}\n{_AGAIN}\n{self._who}\n")
            else:
                self._mark.unlink(missing_ok=True)
        self._fault = None

    def _read(self) -> Place | None:
        try:
            lines = [*self._mark.read_text("utf-8").splitlines(), "", "", "", ""]
        except (OSError, UnicodeDecodeError):
            return None
        return Place(lines[0], lines[1], lines[2] == _AGAIN, lines[3])

    def _write(self, text: str) -> None:
        part = self._mark.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(self._mark)

    def _collect(self, now: datetime) -> None:
        """What earlier runs left of their fall becomes a report like any other."""
        for path in sorted(self._folder.glob("fault-*")):
            if path.stat().st_size:
                self.reported = self._folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
                path.replace(self.reported)
            else:
                path.unlink()
        crashes.thin(self._folder)
