"""The one way to the files the program carries: city packs, holiday tables, fonts, icons.

Nobody else builds a path to them, so a frozen program or a moved folder changes one module. Names are
relative, with forward slashes: `path("fonts/NotoSansSC-Regular.ttf")`, `text("holidays/cn.json")`.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

ROOT: Final = Path(__file__).resolve().parent
CITIES: Final = "cities"
HOLIDAYS: Final = "holidays"
ICONS: Final = "icons"

SANS_REGULAR: Final = "fonts/NotoSansSC-Regular.ttf"
SANS_MEDIUM: Final = "fonts/NotoSansSC-Medium.ttf"
SANS_SEMIBOLD: Final = "fonts/NotoSansSC-SemiBold.ttf"
SERIF_REGULAR: Final = "fonts/NotoSerifSC-Regular.ttf"
SERIF_MEDIUM: Final = "fonts/NotoSerifSC-Medium.ttf"
SERIF_SEMIBOLD: Final = "fonts/NotoSerifSC-SemiBold.ttf"
SERIF_BOLD: Final = "fonts/NotoSerifSC-Bold.ttf"
SANS: Final = (SANS_REGULAR, SANS_MEDIUM, SANS_SEMIBOLD)
SERIF: Final = (SERIF_REGULAR, SERIF_MEDIUM, SERIF_SEMIBOLD, SERIF_BOLD)

# Not carried (50 MB): every other rare character. Found where an administrator or the system put it.
_RARE: Final = ("HanaMinA.ttf", "HanaMinB.ttf")
_RARE_FOLDERS: Final = (ROOT / "fonts" / "extra", Path("/usr/share/fonts/truetype/hanazono"))


def path(name: str) -> Path:
    """Where the carried file or folder `name` is on this disk; it need not exist.

    Raises ValueError for an absolute name, a drive, a backslash, or one that climbs out with '..'.
    """
    relative = PurePosixPath(name)
    climbs = relative.is_absolute() or ".." in relative.parts
    if climbs or not relative.parts or "\\" in name or PureWindowsPath(name).drive:
        raise ValueError(f"not a name inside resources: {name!r}")
    return ROOT.joinpath(*relative.parts)


def text(name: str) -> str:
    """The UTF-8 text of `name`. Raises FileNotFoundError when the program does not carry it."""
    return path(name).read_text(encoding="utf-8")


def data(name: str) -> bytes:
    """The bytes of `name`. Raises FileNotFoundError when the program does not carry it."""
    return path(name).read_bytes()


def rare_fonts() -> tuple[Path, ...]:
    """HanaMin A and B as far as this machine has them, in the order they are to be asked for a character."""
    found = []
    for name in _RARE:
        places = (folder / name for folder in _RARE_FOLDERS)
        found += [place for place in places if place.is_file()][:1]
    return tuple(found)
