"""The loader finds what the program carries and nothing outside it; the fonts hold what they promise."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import resources

RARE_NAMES = "䶮㛃𬱖𠅤𫖯"
SIGNS = "✓✔✕✗▲■●◆□☐☑〔〕①→℃㎡"


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../app.py", "fonts/../../app.py", "", ".", "fonts\\x.ttf", "C:/x.ttf", "C:x.ttf"],
)
def test_that_a_name_outside_the_resources_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a name inside resources"):
        resources.path(name)


def test_that_text_and_data_give_the_same_file() -> None:
    name = "fonts/OFL-NotoSansSC.txt"
    assert resources.text(name).startswith("Copyright")
    assert resources.data(name) == resources.path(name).read_bytes()


def test_that_a_file_not_carried_says_so() -> None:
    with pytest.raises(FileNotFoundError):
        resources.data("fonts/none.ttf")


@pytest.mark.parametrize("name", resources.SANS + resources.SERIF)
def test_that_every_font_draws_rare_names_and_signs_and_keeps_its_family(name: str) -> None:
    with TTFont(resources.path(name), lazy=True) as font:
        cmap, names, weight = font.getBestCmap(), font["name"], font["OS/2"].usWeightClass
    assert [char for char in RARE_NAMES + SIGNS if ord(char) not in cmap] == []
    family = "Noto Sans SC" if "Sans" in name else "Noto Serif SC"
    assert (names.getDebugName(16) or names.getDebugName(1)) == family
    weights = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
    assert weight == weights[Path(name).stem.split("-")[1]]


@pytest.mark.parametrize("name", [resources.SANS_REGULAR, resources.SERIF_REGULAR])
def test_that_a_regular_font_has_all_of_ext_a_and_the_basic_block(name: str) -> None:
    with TTFont(resources.path(name), lazy=True) as font:
        cmap = font.getBestCmap()
    assert sum(0x4E00 <= point <= 0x9FFF for point in cmap) >= 20_970
    assert sum(0x3400 <= point <= 0x4DBF for point in cmap) >= 6_580


@pytest.mark.parametrize("family", ["NotoSansSC", "NotoSerifSC"])
def test_that_each_font_family_has_its_licence_beside_it(family: str) -> None:
    assert "SIL OPEN FONT LICENSE" in resources.text(f"fonts/OFL-{family}.txt")


def test_that_rare_fonts_are_found_where_an_administrator_put_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "_RARE_FOLDERS", (tmp_path / "extra", tmp_path / "system"))
    assert resources.rare_fonts() == ()
    for folder, name in (("system", "HanaMinA.ttf"), ("system", "HanaMinB.ttf"), ("extra", "HanaMinB.ttf")):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_bytes(b"")
    assert resources.rare_fonts() == (tmp_path / "system/HanaMinA.ttf", tmp_path / "extra/HanaMinB.ttf")
