"""``python -m printing.gallery FOLDER``: every paper and variant as PDF and PNG, to look at."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

from printing import make, raster, samples

DPI = 110


def main(folder: Path) -> None:
    """Write the gallery into ``folder`` and say what is missing or too wide."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, paper in samples.variants():
        rendered = make.make(paper)
        (folder / f"{name}.pdf").write_bytes(rendered.pdf)
        for at, (width, height, rgb) in enumerate(raster.pages(rendered.pdf, DPI), 1):
            Image.frombytes("RGB", (width, height), rgb).save(folder / f"{name}-{at}.png")
        overflow = [text for text, *_ in make.lay_out(paper).overflow]
        size = f"{len(rendered.pdf) / 1024:.1f} KB"
        sys.stdout.write(f"{name}: {rendered.pages} 页 {size} {rendered.missing or ''} {overflow or ''}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "gallery"))
