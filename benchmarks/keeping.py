"""A large store keeps itself while somebody works: how long the window is held by a backup, by a round of checks."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from benchmarks.common import FOLDER, Figure, child_figures, report
from benchmarks.store_sample import AT, prepared
from demo import halls
from models.rules.terms import Act
from models.store.connect import FILE
from models.store.store import Store

BYTES = 220_000_000  # of the database
SCANS, SCAN = 1500, 60_000
_AT_ONCE, _HELD_MS = 500, 100.0


def made(folder: Path) -> Path:
    """A store of ``BYTES`` with some scans; made once."""
    if folder.exists():
        return folder
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    with halls.open_store(part, halls.GAOPING).store as store:
        _fill(store)
    part.rename(folder)
    return folder


def _fill(store: Store) -> None:
    number = 0
    while (store.folder / FILE).stat().st_size < BYTES:
        with store.work() as work:
            for _ in range(_AT_ONCE):
                act = prepared(number)
                work.append(act.case_id, Act.RECEIVE, "clerk", act.received, AT)
                work.append(act.case_id, Act.ACCEPT, "clerk", act.accepted, AT)
                number += 1
            work.commit()
    for first in range(0, SCANS, 100):
        with store.work() as work:
            for n in range(first, first + 100):
                work.put_blob(n.to_bytes(4, "big") * (SCAN // 4), "image/png")
            work.commit()


def held(folder: Path, plan: str) -> dict[str, Any]:
    """The longest pause of the window, ms, and how long all of it took, s."""
    figures: dict[str, Any] = child_figures("benchmarks.keeping_window", str(folder), plan)
    return figures


def main() -> None:
    """Print the table."""
    folder = made(FOLDER / "keeping")
    size = (folder / FILE).stat().st_size // 1_000_000
    plans = {"backup": "GUI held at worst by a backup 备份时界面最长停顿",
             "health": "by a round of checks 体检一遍时", "rest": "by nothing of ours 什么都不做时"}  # fmt: skip
    found = {plan: held(folder, plan) for plan in plans}
    figures = [
        Figure(plans[plan], one["gap"], "limit 限度", _HELD_MS, 1.0 if plan != "rest" else None,
               note=f"{size} MB, {one['took']:.1f} s, worked 其中在算 {one['worked']:.0f} ms")
        for plan, one in found.items()
    ]  # fmt: skip
    report("KEEPING 自检和备份", figures)


if __name__ == "__main__":
    main()
