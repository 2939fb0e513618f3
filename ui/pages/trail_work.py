"""管理 · 审计: what is asked of the desk for it, and how its lines look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from models.desk.context import Desk
from models.desk.trail import Asked
from models.rules.terms import AuditKind
from ui.parts.rows import Column, Kind, Row

if TYPE_CHECKING:
    from models.desk.chaincheck import ChainState, ChainWalk
    from models.desk.trail import Audited

COLUMNS: Final = (
    Column("时间", Kind.MUTED, 148),
    Column("人员", Kind.STRONG, 108),
    Column("事由", Kind.TEXT, 108),
    Column("对象", Kind.MUTED, 208),
    Column("内容", Kind.WRAP),
)
KINDS: Final = (None, *AuditKind)
"""Choices of a kind; the first is all."""
STEP: Final = 2000
"""Entries the chain is walked on in one turn of the background: others get theirs in between."""


@dataclass(frozen=True, slots=True)
class Trail:
    """A page of lines with the persons to choose from and the last check."""

    asked: Asked
    lines: tuple[Audited, ...]
    persons: tuple[tuple[str, str], ...]
    chain: ChainState


def reading(desk: Desk, asked: Asked) -> Callable[[], Trail]:
    """A page of the trail."""

    def work() -> Trail:
        from models.desk import chaincheck, trail  # noqa: PLC0415 - after the first paint

        return Trail(asked, trail.lines(desk, asked), trail.persons(desk), chaincheck.state(desk))

    return work


def exporting(desk: Desk, asked: Asked, path: Path) -> Callable[[], tuple[Path, int]]:
    """The chosen lines as a file."""

    def work() -> tuple[Path, int]:
        from models.desk import trail  # noqa: PLC0415 - as above

        return path, trail.export(desk, asked, path)

    return work


def beginning(desk: Desk) -> Callable[[], ChainWalk]:
    """The walk over the whole chain."""

    def work() -> ChainWalk:
        from models.desk import chaincheck  # noqa: PLC0415 - as above

        return chaincheck.begin(desk)

    return work


def walking(walk: ChainWalk) -> Callable[[], ChainWalk]:
    """One stretch of it."""

    def work() -> ChainWalk:
        walk.step(STEP)
        return walk

    return work


def ending(desk: Desk, walk: ChainWalk) -> Callable[[], ChainState]:
    """What was found, written down."""

    def work() -> ChainState:
        from models.desk import chaincheck  # noqa: PLC0415 - as above

        return chaincheck.finish(desk, walk)

    return work


def settling(desk: Desk, why: str) -> Callable[[], ChainState]:
    """The chain's present head for the new anchor."""

    def work() -> ChainState:
        from models.desk import chaincheck  # noqa: PLC0415 - as above

        return chaincheck.settle(desk, why)

    return work


def rows(lines: tuple[Audited, ...]) -> list[Row]:
    """The lines as the table shows them."""
    from models.desk import trail  # noqa: PLC0415 - as above

    return [Row(str(line.n), trail.cells(line)) for line in lines]


def chain_words(state: ChainState) -> tuple[str, str]:
    """How the chain stands: the strong words and the quieter ones."""
    if state.when is None and not state.why:
        return "还没有核验过", "开机后自动核验末尾一段"
    what = "全链" if state.whole else "末尾"
    how = f"{state.when:%m-%d %H:%M} {what}核验 {state.count} 条" if state.when else "与市级对不上"
    if state.why:
        return state.why, f"{how}；记录一条也没有删，请从备份核对"
    return "审计链完整", "；".join(part for part in (how, state.note) if part)
