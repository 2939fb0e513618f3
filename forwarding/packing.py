"""What goes into one carried package: the oldest first, each case in its order, as much as the limit takes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forwarding.letters import letter_of
from forwarding.sealed.contents import MAX_LINE
from forwarding.sealed.zipped import MAX_MEMBERS, MAX_TEXT_BYTES
from forwarding.wire import MAX_BLOB_BYTES
from models.store import outbox, packages

if TYPE_CHECKING:
    from models.store.rows import OutEntry
    from models.store.store import Store

LIMIT = 1000 * 1000 * 1000
"""Bytes of letters and blobs, at most and unless a person chose less; a file holds 2³⁰ with what is around them."""
MAX_ENTRIES = 5000
_ALL = 1 << 30
_SPARE = 3  # members of the zip that are no blobs


@dataclass(slots=True)
class Load:
    """Entries chosen for a package, their letters as JSON, and the blobs that go along."""

    entry_ids: list[str] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)
    blobs: dict[str, int] = field(default_factory=dict)  # digest → bytes
    text_bytes: int = 0
    left: int = 0  # entries that stay for a later package
    owners: dict[str, str] = field(default_factory=dict)  # digest → the case that brought it

    @property
    def size(self) -> int:
        """Bytes of letters and blobs."""
        return self.text_bytes + sum(self.blobs.values())


def load(
    store: Store, limit: int = LIMIT, *, only: Collection[str] | None = None, leave: Collection[str] = ()
) -> Load:
    """Choose what goes; nothing is changed.

    Args:
        limit: bytes of letters and blobs.
        only: the entries of an earlier package made again; every blob goes along, in case the first is lost.
        leave: cases with a blob that cannot be read.
    """
    chosen, stopped = Load(), set(leave)
    kept: dict[str, set[str]] = {}
    for out in outbox.to_carry(store, MAX_ENTRIES if only is None else _ALL, again=only is not None):
        if only is not None and out.entry.id not in only:
            continue
        case = out.entry.case_id
        if case not in kept:
            kept[case] = set() if only is not None else packages.kept_by_city(store, case)
        if case in stopped or not _fits(store, chosen, out, kept[case], limit):
            stopped.add(case)
            chosen.left += 1
    return chosen


def _fits(store: Store, chosen: Load, out: OutEntry, kept: set[str], limit: int) -> bool:
    """Take the entry along when there is room for all of it."""
    text = letter_of(out).model_dump_json().encode()
    named = [digest for digest in out.blobs if digest not in chosen.blobs and digest not in kept]
    sizes = packages.sizes(store, named)
    if len(sizes) < len(named) or max(sizes.values(), default=0) > MAX_BLOB_BYTES or len(text) > MAX_LINE:
        return False
    if chosen.text_bytes + len(text) + 1 > MAX_TEXT_BYTES or len(chosen.blobs) + len(sizes) > MAX_MEMBERS - _SPARE:
        return False
    if chosen.size + len(text) + 1 + sum(sizes.values()) > limit:
        return False
    chosen.entry_ids.append(out.entry.id)
    chosen.texts.append(text)
    chosen.text_bytes += len(text) + 1
    chosen.blobs |= sizes
    chosen.owners |= dict.fromkeys(sizes, out.entry.case_id)
    return True
