"""Finding an item as the clerk types: any piece of its name, 主项 or department, its initials, pinyin or number.

All texts of one kind stand in one long string, a line per text, so a keystroke is a ``str.find`` and not a loop over
items. Hits come best first and the walk stops at the limit: number, then what begins with the word, then what has it
inside; within a rank, the order of the list. Several words must all be found. Nothing that matches is left out: a
whole text is passed over only where a necessary condition fails (a sign that occurs nowhere, letters no pinyin has).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from models.rules.catalogue import Item

_TYPED = re.compile(r"[a-z0-9]")
# in pinyin these consonants stand only before a vowel (z, c, s also before h), so most initials are told at once
_NO_PINYIN = re.compile(r"[bpmfdtlkjqxywh](?![aeiouv]|$)|[zcs](?![aeiouvh]|$)")
_FEW = 64


def fold(text: str) -> str:
    """Full width to half, capitals to small, runs of white space to one blank."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


class _Column:
    """Texts of one kind with the items that have them; every line of ``_text`` begins with a newline."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        owners: dict[str, list[int]] = {}
        for ordinal, text in texts:
            if text:
                owners.setdefault(text, []).append(ordinal)
        self._owners = owners
        self._lines = list(owners)
        self._sorted = sorted(owners)
        self._starts: list[int] = []
        at = 0
        for text in owners:
            self._starts.append(at)
            at += len(text) + 1
        self._text = "".join(f"\n{text}" for text in owners) + "\n"
        self._signs = frozenset(self._text)

    def equal(self, word: str) -> Iterator[int]:
        """Items whose text is the word."""
        yield from self._owners.get(word, ())

    def beginning(self, word: str) -> Iterator[int]:
        """Items whose text begins with the word."""
        first = bisect_left(self._sorted, word)
        last = bisect_right(self._sorted, word + "\U0010ffff")
        if last - first > _FEW:
            yield from self._hits("\n" + word)
        else:
            yield from sorted(n for text in self._sorted[first:last] for n in self._owners[text])

    def inside(self, word: str) -> Iterator[int]:
        """Items whose text has the word anywhere."""
        if self._signs.issuperset(word):
            yield from self._hits(word)

    def _hits(self, piece: str) -> Iterator[int]:
        at = self._text.find(piece)
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            yield from self._owners[self._lines[line]]
            after = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
            at = self._text.find(piece, after)


class ItemIndex:
    """All items of a pack, ready to be searched; building is linear, a query changes nothing."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = tuple(items)
        names = [fold(item.name) for item in self._items]
        lettered = [n for n, name in enumerate(names) if _TYPED.search(name)]
        self._names = _Column(enumerate(names))
        self._lettered = _Column((n, names[n]) for n in lettered)
        self._parents = _Column((n, fold(item.parent)) for n, item in enumerate(self._items))
        self._departments = _Column((n, fold(item.department)) for n, item in enumerate(self._items))
        self._initials = _Column((n, item.initials) for n, item in enumerate(self._items))
        self._pinyin = _Column((n, item.pinyin) for n, item in enumerate(self._items))
        self._mixed_pinyin = _Column((n, self._items[n].pinyin) for n in lettered)
        self._numbers = _Column((n, str(item.no)) for n, item in enumerate(self._items))

    def find(self, text: str, limit: int | None = 20) -> tuple[Item, ...]:
        """Items that match, best first; no text gives the head of the list, no limit gives every match."""
        words = fold(text).split()
        if not words:
            return self._items[:limit]
        rest = [self._matcher(word) for word in words[1:]]
        found = (n for n in self._ranked(words[0]) if all(matches(n) for matches in rest))
        return tuple(self._items[n] for n in islice(found, limit))

    def _ranked(self, word: str) -> Iterator[int]:
        seen: set[int] = set()
        for hits in self._tiers(word):
            for ordinal in hits:
                if ordinal not in seen:
                    seen.add(ordinal)
                    yield ordinal

    def _tiers(self, word: str) -> Iterator[Iterator[int]]:
        """Best first; a later tier is not looked at before it is needed."""
        typed = word.isascii() and word.isalnum()
        yield self._numbers.equal(word)
        yield self._names.beginning(word)
        if typed:
            yield self._initials.beginning(word)
            yield self._pinyin.beginning(word)
        yield (self._lettered if _TYPED.search(word) else self._names).inside(word)
        if typed:
            yield self._initials.inside(word)
        yield self._parents.inside(word)
        yield self._departments.inside(word)
        if typed:
            yield (self._mixed_pinyin if _NO_PINYIN.search(word) else self._pinyin).inside(word)

    def _matcher(self, word: str) -> Callable[[int], bool]:
        """Whether one item has a further word, looked up in its own texts."""

        def matches(ordinal: int) -> bool:
            item = self._items[ordinal]
            chinese = any(word in fold(text) for text in (item.name, item.parent, item.department))
            return chinese or word in item.initials or word in item.pinyin or word == str(item.no)

        return matches
