"""``python -m printing.gallery FOLDER``: all 22 papers in their variants as PDF and PNG, and a sheet of them all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw

from models.papers_rolls import AnyPaper
from printing import make, raster, samples, samples_courier, samples_ends, samples_more, samples_rolls, samples_spare

DPI = 110
ACROSS = 8  # pictures a row of the sheet
THUMB = (300, 424)
LABEL = 16


def papers() -> Iterator[tuple[str, AnyPaper]]:
    """Every sample under its file name, in the order of the papers."""
    every = [
        *samples.variants(), *samples_more.variants(), *samples_ends.variants(), *samples_rolls.variants(),
        *samples_courier.variants(), *samples_spare.variants(),
    ]  # fmt: skip
    yield from sorted(every, key=lambda named: named[0])


def main(folder: Path) -> None:
    """Write the gallery into ``folder`` and say what is missing or too wide."""
    folder.mkdir(parents=True, exist_ok=True)
    thumbs = []
    for name, paper in papers():
        rendered = make.make(paper)
        (folder / f"{name}.pdf").write_bytes(rendered.pdf)
        pictures = [Image.frombytes("RGB", (wide, high), rgb) for wide, high, rgb in raster.pages(rendered.pdf, DPI)]
        for at, picture in enumerate(pictures, 1):
            picture.save(folder / f"{name}-{at}.png")
        copies = max(1, len(paper.head.copies))
        thumbs += [(name, picture) for picture in pictures[: rendered.pages // copies]]
        overflow = [text for text, *_ in make.lay_out(paper).overflow]
        size = f"{len(rendered.pdf) / 1024:.1f} KB"
        sys.stdout.write(f"{name}: {rendered.pages} 页 {size} {rendered.missing or ''} {overflow or ''}\n")
    contact_sheet(thumbs).save(folder / "index.png")


def contact_sheet(pictures: list[tuple[str, Image.Image]]) -> Image.Image:
    """The first copy of every paper, small, each with its name."""
    rows = -(-len(pictures) // ACROSS)
    wide, high = THUMB[0] + 8, THUMB[1] + LABEL + 8
    sheet = Image.new("RGB", (ACROSS * wide, rows * high), "#8a8a8a")
    draw = ImageDraw.Draw(sheet)
    for at, (name, picture) in enumerate(pictures):
        x, y = at % ACROSS * wide + 4, at // ACROSS * high + 4
        small = picture.copy()
        small.thumbnail(THUMB)
        draw.text((x, y), name, fill="white")
        sheet.paste(small, (x, y + LABEL))
    return sheet


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "gallery"))
