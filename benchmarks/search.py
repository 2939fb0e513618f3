"""Finding an item among 100 000 as it is typed, against rapidfuzz over the same names; nothing that matches is missed.

What is typed: pieces of names, of 1 to 6 characters, each prefix of them being one keystroke, and initials. The same
keystrokes are looked up by brute force too, and every hit of that has to be among ours. A keystroke counts with the
median of three tries at either side, so that p99 tells of the dear keystrokes and not of a busy machine.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Callable, Iterator

from rapidfuzz import fuzz, process

from benchmarks.common import Figure, ms, percentile, report
from models.packs.search import ItemIndex, fold
from models.rules.catalogue import Item

ITEMS = 100_000
PEER_STROKES = 60  # the peer takes long, and its times are much alike
PIECES = 200
_THINGS = "食品药品燃气供热道路运输危险货物建筑施工排污取水林木采伐特种设备医疗机构劳务派遣人力资源出版印刷"
_ACTS = ("经营许可", "生产许可证核发", "备案", "资质认定", "变更登记", "延续审批", "注销")
_SYLLABLES = ("shi", "pin", "yao", "ran", "qi", "dao", "lu", "yun", "shu", "jian", "zhu", "pai", "wu", "lin", "mu")


def items() -> tuple[Item, ...]:
    """Names put together at random, always the same ones."""
    chance = random.Random(20261120)
    return tuple(_item(n, chance) for n in range(ITEMS))


def _item(n: int, chance: random.Random) -> Item:
    name = "".join(chance.choices(_THINGS, k=chance.randint(4, 9))) + chance.choice(_ACTS)
    spelt = chance.choices(_SYLLABLES, k=len(name))
    initials, pinyin = "".join(s[0] for s in spelt), "".join(spelt)
    organ = f"样例{n % 40}局"
    return Item(
        f"样例/{n}", "样例", n + 1, name, "", organ, organ, organ, None, None, "", "", (), initials, pinyin
    )  # fmt: skip


def strokes(all_items: tuple[Item, ...]) -> list[str]:
    """Every state of the box while pieces of names, and initials, are typed."""
    chance = random.Random(7)
    typed: list[str] = []
    for _ in range(PIECES):
        item = chance.choice(all_items)
        text = chance.choice((item.name, item.name, item.initials))
        start = chance.randrange(len(text) - 1)
        piece = text[start : start + chance.randint(1, 6)]
        typed += [piece[:end] for end in range(1, len(piece) + 1)]
    return typed


def missed(index: ItemIndex, all_items: tuple[Item, ...], typed: list[str]) -> int:
    """How many items that hold the text are not found, over a sample of the strokes."""
    count = 0
    for text in typed[:: max(1, len(typed) // 80)]:
        found = {item.key for item in index.find(text, limit=None)}
        count += len({item.key for item in _brute(all_items, text)} - found)
    return count


def _brute(all_items: tuple[Item, ...], text: str) -> Iterator[Item]:
    return (item for item in all_items if text in fold(item.name) or text in item.initials)


def _typical(work: Callable[[], object]) -> float:
    return statistics.median(ms(work) for _ in range(3))


def _fuzzy(text: str, names: list[str]) -> object:
    return process.extract(text, names, scorer=fuzz.partial_ratio, limit=20)


def main() -> None:
    """Print the table."""
    all_items = items()
    index, names = ItemIndex(all_items), [item.name for item in all_items]
    typed = strokes(all_items)
    every = max(1, len(typed) // PEER_STROKES)
    ours: list[float] = []
    peer: list[float] = []
    for n, text in enumerate(typed):
        ours.append(_typical(lambda text=text: index.find(text)))  # type: ignore[misc]
        if n % every == 0:
            peer.append(_typical(lambda text=text: _fuzzy(text, names)))  # type: ignore[misc]
    lost = missed(index, all_items, typed)
    who = "rapidfuzz.partial_ratio"
    note = f"missed 漏掉 {lost}"
    figures = [
        Figure("keystroke, 100 k items, p99 每次按键", percentile(ours, 0.99), who, percentile(peer, 0.99), 1 / 20,
               note=note),
        Figure("the same, p50", percentile(ours, 0.5), who, percentile(peer, 0.5), None),
    ]  # fmt: skip
    report("SEARCH 找事项", figures)
    if lost:
        sys.exit(f"{lost} items that hold what was typed were not found")


if __name__ == "__main__":
    main()
