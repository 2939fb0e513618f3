"""Takes the tour's pictures into the handbook, which shows only what was drawn: `python -m demo.handbook OUT`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from PIL import Image  # a development dependency: only whoever writes the handbook runs this

TARGET = Path(__file__).resolve().parent.parent / "docs" / "handbook" / "pictures"
Colour = tuple[int, int, int]
COLOURS = 128  # the commonest, so that every ground keeps its own colour exactly
SCREENS = {
    "收件-可受理": "intake-ready",
    "收件-缺件": "intake-missing",
    "收件-不属本级": "intake-refused",
    "收件-委托收件": "intake-receive-only",
    "转报-断网": "queue-offline",
    "高平市-今日": "today",
    "高平市-办件": "cases",
    "高平市-台账": "ledger",
    "高平市-事项": "items",
    "高平市-管理": "admin",
}
PAPERS = {
    "收件凭证-第1页": "paper-receipt",
    "受理通知书-第1页": "paper-accept",
    "补正材料一次性告知书-第1页": "paper-supplement",
    "不予受理决定书-第1页": "paper-refuse",
    "转报函与材料移交清单-第1页": "paper-letter",
    "转报函与材料移交清单-第2页": "paper-list",
}


def main(out: Path) -> int:
    """Copy each picture with few colours, so that the repository stays small; 1 when one is missing."""
    TARGET.mkdir(parents=True, exist_ok=True)
    papers = out / "papers" / "140581-03"
    found = {new: out / "screens" / f"{old}.png" for old, new in SCREENS.items()}
    found |= {new: next(iter(sorted(papers.glob(f"*{old}.png"))), papers / old) for old, new in PAPERS.items()}
    found["paper-ledger"] = next(iter(sorted(papers.glob("窗口日台账*-第1页.png"))), papers / "窗口日台账")
    missing = [str(path) for name, path in found.items() if not copy(path, TARGET / f"{name}.png")]
    for path in missing:
        sys.stderr.write(f"缺 {path}\n")
    return 1 if missing else 0


def copy(source: Path, target: Path) -> bool:
    """With few colours; False where there is nothing to copy."""
    if not source.is_file():
        return False
    with Image.open(source) as image:
        whole = image.convert("RGB")
    _few(whole).save(target, "PNG", optimize=True)
    return True


def _few(whole: Image.Image) -> Image.Image:
    """The commonest colours exactly; each other pixel, an edge of a letter, takes the nearest of them."""
    data = whole.tobytes()
    pixels = list(zip(data[::3], data[1::3], data[2::3], strict=True))
    kept = [colour for colour, _ in Counter(pixels).most_common(COLOURS)]
    place = {colour: min(range(len(kept)), key=lambda n: _apart(kept[n], colour)) for colour in set(pixels)}
    image = Image.frombytes("P", whole.size, bytes(place[colour] for colour in pixels))
    image.putpalette([part for colour in kept for part in colour])
    return image


def _apart(one: Colour, other: Colour) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "out")))
