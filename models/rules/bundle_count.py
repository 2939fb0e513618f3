"""What a bag was said to hold against what was counted out of it: missing, too much, 页数不符, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.rules.bundles import Line

KINDS = (("originals", "原件", "份"), ("copies", "复印件", "份"), ("pages", "", "页"))


@dataclass(frozen=True, slots=True)
class Counted:
    """One material as counted on arrival."""

    seq: int
    originals: int
    copies: int
    pages: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One count that is not what the list says; ``kind`` originals | copies | pages."""

    seq: int
    name: str
    kind: str
    sent: int
    got: int

    @property
    def by(self) -> int:
        """How many more arrived; negative: how many are missing."""
        return self.got - self.sent

    @property
    def brief(self) -> str:
        """缺原件1份 | 页数不符，清单4页，实收3页: where the material stands beside it."""
        if self.kind == "pages":
            return f"页数不符，清单{self.sent}页，实收{self.got}页"
        noun, unit = next((noun, unit) for kind, noun, unit in KINDS if kind == self.kind)
        return f"{'缺' if self.by < 0 else '多'}{noun}{abs(self.by)}{unit}"

    @property
    def words(self) -> str:
        """材料5 租赁合同缺原件1份."""
        return f"材料{self.seq} {self.name}".rstrip() + self.brief


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome for one bag; no count of a line stands in two of them."""

    missing: tuple[Difference, ...]  # originals or copies
    extra: tuple[Difference, ...]
    pages: tuple[Difference, ...]  # 页数不符, more or fewer

    @property
    def short(self) -> bool:
        """Something that was sent did not arrive."""
        return bool(self.missing) or any(one.by < 0 for one in self.pages)

    @property
    def whole(self) -> bool:
        """Everything as listed."""
        return not (self.missing or self.extra or self.pages)

    @property
    def all(self) -> tuple[Difference, ...]:
        """What is missing first."""
        return (*self.missing, *self.pages, *self.extra)

    @property
    def words(self) -> str:
        """All of it in one line; "" when whole."""
        return "；".join(one.words for one in self.all)


def compare(sent: Sequence[Line], got: Iterable[Counted]) -> Comparison:
    """Hold what the list says against what was counted; a line not counted at all did not arrive.

    Lines that stand twice in ``got`` are added up; a line the list does not have is too much.
    """
    found: dict[int, list[int]] = {line.seq: [0, 0, 0] for line in sent}
    for one in got:
        sums = found.setdefault(one.seq, [0, 0, 0])
        for place, count in enumerate((one.originals, one.copies, one.pages)):
            sums[place] += count
    listed = {line.seq: line for line in sent}
    unequal = [
        Difference(seq, name, kind, said, count)
        for seq, counts in found.items()
        for name, said_counts in (_said(listed.get(seq)),)
        for (kind, _, _), said, count in zip(KINDS, said_counts, counts, strict=True)
        if said != count
    ]
    return Comparison(
        missing=tuple(one for one in unequal if one.kind != "pages" and one.by < 0),
        extra=tuple(one for one in unequal if one.kind != "pages" and one.by > 0),
        pages=tuple(one for one in unequal if one.kind == "pages"),
    )


def _said(line: Line | None) -> tuple[str, tuple[int, int, int]]:
    return (line.name, (line.originals, line.copies, line.pages)) if line else ("清单外材料", (0, 0, 0))


def as_listed(lines: Iterable[Line]) -> tuple[Counted, ...]:
    """What is counted when everything is there."""
    return tuple(Counted(line.seq, line.originals, line.copies, line.pages) for line in lines)


def plain(found: Comparison) -> dict[str, list[dict[str, Any]]]:
    """As an entry of the log carries it."""
    return {
        "missing": [_row(one) for one in found.missing],
        "extra": [_row(one) for one in found.extra],
        "pages": [_row(one) for one in found.pages],
    }


def _row(one: Difference) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Difference.__dataclass_fields__}


def differences_in(payload: Mapping[str, Any]) -> Comparison:
    """The reverse of ``plain``; what another program wrote wrongly is left out."""
    lists = {name: tuple(_read(payload.get(name))) for name in ("missing", "extra", "pages")}
    return Comparison(**lists)


def _read(rows: object) -> Iterable[Difference]:
    for row in rows if isinstance(rows, list) else ():
        try:
            kind = str(row["kind"])
            found = Difference(int(row["seq"]), str(row["name"]), kind, int(row["sent"]), int(row["got"]))
        except (KeyError, TypeError, ValueError):
            continue
        if kind in {name for name, _, _ in KINDS}:
            yield found
