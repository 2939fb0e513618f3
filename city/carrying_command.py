"""`python -m city --folder F import FILE… --answer DIR`: takes packages from a stick and writes the answers beside."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Engine

from city.carrying import PACKAGES, Carrier, Report
from city.keys import CityKeys
from city.serve import Place
from city.service import now
from city.shelf import Shelf
from models.errors import WorldError

BY = "市级管理员"


def run(engine: Engine, place: Place, files: Sequence[str], answers: Path) -> Iterator[tuple[bool, str]]:
    """Take the files, those of one window in their order; for each whether it was taken, and a line to print."""
    carrier = Carrier(
        engine, CityKeys.at(place.folder), Shelf(engine, place.folder / "blobs"), place.folder / PACKAGES, now
    )
    for path in sorted(map(Path, files), key=lambda one: one.name):
        taken, text = _one(carrier, path, answers)
        yield taken, f"{path.name}：{text}"


def _one(carrier: Carrier, path: Path, answers: Path) -> tuple[bool, str]:
    try:
        report = carrier.take(path, BY)
        kept = _hand_out(carrier, report, answers)
    except WorldError as trouble:
        return False, trouble.sentence
    except OSError as error:
        why = type(error).__name__
        return False, f"回执包没有写到 {answers}（{why}）。收下的都在。请换一个盘，再导入一次。"
    return True, f"{_said(report)}回执包 {kept}"


def _said(report: Report) -> str:
    if report.again:
        return f"{report.window}窗口第{report.number}包以前收过，内容一样，没有重复计入。"
    parts = {
        "收下": report.taken,
        "以前收过": report.known,
        "留存未计入": report.aside,
        "等前一条或附件": report.waiting,
        "没有收下": report.refused,
    }
    told = "，".join(f"{name} {count} 条" for name, count in parts.items() if count) or "没有记录"
    return f"{report.window}窗口第{report.number}包：{told}。"


def _hand_out(carrier: Carrier, report: Report, folder: Path) -> Path:
    """A copy of the answer under its name on the stick, durable; the same answer lies there once."""
    source, called = carrier.answer(report.answer)
    folder.mkdir(parents=True, exist_ok=True)
    target, part = folder / called, folder / f"{called}.part"
    with source.open("rb") as here, part.open("wb") as there:
        shutil.copyfileobj(here, there)
        there.flush()
        os.fsync(there.fileno())
    part.replace(target)
    return target
