"""``signins.json``: failed sign-ins while the store is shut, so that guessing ends after a few tries, restart or not.

It holds salted digests of names, how often each failed, how long it is locked, and lines for the audit trail that the
next one who gets in takes over. The time left is counted down by what passed since the last look: within one run by
the machine's own ticking, which no change of the clock moves; over a restart by the clock, where going back counts as
nothing. It is no secret and bears no seal: before a password is given there is no key to seal it with. Who can write
to the disk can delete it or put an older one back; ``number`` stands in the store too, so that a file that is gone or
older than the last sign-in is seen and noted. The very file of the last sign-in, put back, is not.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from models.errors import Refusal
from models.rules.signin import SignRules, Tries
from models.store import trouble
from models.store.files import write_whole

NAME = "signins.json"
_NAMES = 500
_KEEP = 200  # lines for the trail; more are only counted
_ticked: dict[Path, tuple[float, float]] = {}
"""Folder → clock and ticks at the last look of this run."""


@dataclass(frozen=True, slots=True)
class Times:
    """The two clocks of a machine, in seconds."""

    wall: Callable[[], float] = time.time
    ticks: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class Failed:
    """One failed sign-in: ``login`` is "" for a name nobody has; ``locked`` when it was the one that locked."""

    login: str
    at: float
    locked: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """What the next one in writes into the trail. ``number`` was the file's; ``more`` lines were only counted."""

    failed: tuple[Failed, ...]
    more: int
    number: int


class Attempts:
    """The file of one folder; every change is whole on the disk before it is told."""

    def __init__(self, folder: Path, times: Times | None = None) -> None:
        self._folder = folder
        self._path = folder / NAME
        self._times = times or Times()

    def check(self, login: str) -> None:
        """Let a name try. Raises: Refusal (``locked_out``), the same for a name nobody has."""
        kept = self._load()
        tries = _tries(kept, _tag(kept, login))
        if tries.left:
            self._save(kept)
            raise locked_out(tries.left)

    def failed(self, login: str) -> None:
        """A try that went wrong. Raises: Refusal (``locked_out``) when it was the last one of the row."""
        kept = self._load()
        tag = _tag(kept, login)
        tries = _tries(kept, tag).failed(_rules(kept))
        _make_room(kept["names"])
        kept["names"][tag] = asdict(tries)
        line = {"tag": tag, "at": int(self._times.wall()), "locked": bool(tries.left)}
        if len(kept["lines"]) < _KEEP:
            kept["lines"].append(line)
        else:
            kept["more"] += 1
        self._save(kept)
        if tries.left:
            raise locked_out(tries.left)

    def passed(self, login: str) -> None:
        """A try that went well: the name begins anew. Costs nothing when it had not failed."""
        if self._path.exists():
            self.unlock(login)

    def unlock(self, login: str) -> None:
        """An administrator lets a name try again."""
        kept = self._load()
        if kept["names"].pop(_tag(kept, login), None) is not None:
            self._save(kept)

    def locked(self, logins: Iterable[str]) -> dict[str, int]:
        """Names that are locked now → minutes left."""
        if not self._path.exists():
            return {}
        kept = self._load()
        left = {login: _tries(kept, _tag(kept, login)).left for login in logins}
        return {login: -(-seconds // 60) for login, seconds in left.items() if seconds}

    def take(self, logins: Iterable[str], known: int) -> Taken:
        """Hand over the lines for the trail, and begin a new number above ``known``; ``clear`` them when they stand."""
        kept = self._load()
        names = {_tag(kept, login): login for login in logins}
        lines = tuple(Failed(names.get(one["tag"], ""), one["at"], one["locked"]) for one in kept["lines"])
        taken = Taken(lines, kept["more"], kept["number"])
        self._save({**kept, "number": max(known, kept["number"]) + 1})
        return taken

    def clear(self, taken: Taken) -> None:
        """The lines are in the trail now; cut off before this, they are written there twice rather than never."""
        if taken.failed or taken.more:
            kept = self._load()
            left = kept["lines"][len(taken.failed) :]
            self._save({**kept, "lines": left, "more": max(0, kept["more"] - taken.more)})

    def keep_rules(self, rules: SignRules) -> None:
        """Let the pack's stricter figures hold from the next sign-in on, when no pack is read yet."""
        kept = self._load()
        wanted = {"tries": rules.tries, "lock_minutes": rules.lock_minutes}
        if kept["rules"] != wanted:
            self._save({**kept, "rules": wanted})

    def _load(self) -> dict[str, Any]:
        """The file as it stands now; one that is gone or cannot be read begins anew, which ``take`` brings to light."""
        kept = _read(self._path) or _empty()
        passed = self._passed(kept["seen"])
        for tag in list(kept["names"]):
            kept["names"][tag] = asdict(_tries(kept, tag).waited(passed))
        return kept

    def _passed(self, seen: float) -> float:
        """Seconds since the last look."""
        wall, ticks = self._times.wall(), self._times.ticks()
        before = _ticked.get(self._folder)
        return ticks - before[1] if before and before[0] == seen else wall - seen

    def _save(self, kept: dict[str, Any]) -> None:
        now = float(int(self._times.wall()))
        kept["seen"] = now
        with trouble.told():
            write_whole(self._path, json.dumps(kept).encode())
        _ticked[self._folder] = now, self._times.ticks()


def locked_out(seconds: int) -> Refusal:
    """The answer while a name is locked."""
    return Refusal(
        f"连续输错，已锁定，还要等 {-(-seconds // 60)} 分钟",
        "数据没有打开，也没有改动",
        "到时间再试；急用请管理员在“管理”里解锁",
        code="locked_out",
    )


def _empty() -> dict[str, Any]:
    return {"salt": secrets.token_hex(16), "seen": 0.0, "number": 0, "names": {}, "lines": [], "more": 0, "rules": {}}


def _read(path: Path) -> dict[str, Any] | None:
    try:
        kept: dict[str, Any] = {**_empty(), **json.loads(path.read_bytes())}
        for tag in kept["names"]:
            _tries(kept, tag)
        lines = [(one["tag"], one["at"] + 0, one["locked"]) for one in kept["lines"]]
        return kept if len(lines) + kept["more"] >= 0 and kept["number"] >= 0 and kept["seen"] + 0 >= 0 else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _make_room(names: dict[str, Any]) -> None:
    """Names made up by the thousand do not fill the disk: the oldest that is not locked goes."""
    while len(names) >= _NAMES and (old := next((tag for tag, told in names.items() if not told["left"]), "")):
        del names[old]


def _tries(kept: dict[str, Any], tag: str) -> Tries:
    told = kept["names"].get(tag)
    return Tries(int(told["failures"]), int(told["rounds"]), int(told["left"])) if told else Tries()


def _rules(kept: dict[str, Any]) -> SignRules:
    told = {name: value for name, value in kept["rules"].items() if name in ("tries", "lock_minutes")}
    usual = SignRules()
    tries, minutes = int(told.get("tries", usual.tries)), int(told.get("lock_minutes", usual.lock_minutes))
    return replace(usual, tries=max(1, min(tries, usual.tries)), lock_minutes=max(minutes, usual.lock_minutes))


def _tag(kept: dict[str, Any], login: str) -> str:
    return hashlib.sha256(f"{kept['salt']}|{login.strip().casefold()}".encode()).hexdigest()[:32]
