"""The bytes: the same paper gives the same file, fonts are in it, cut small; what cannot be drawn is named."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest

from printing import fonts, outlines, raster, samples
from printing.breaker import prepare
from printing.make import make
from tests.printing.reading import text

VARIANTS = dict(samples.variants())
NOWHERE = "\U000e0041"  # no font draws a tag character


@pytest.mark.parametrize("name", VARIANTS)
def test_that_the_same_paper_gives_the_same_bytes(name: str) -> None:
    assert make(VARIANTS[name]).pdf == make(VARIANTS[name]).pdf


def test_that_another_process_gives_the_same_bytes() -> None:
    code = "import sys; from printing import make, samples; sys.stdout.buffer.write(make.make(samples.accept()).pdf)"
    root = Path(__file__).resolve().parents[2]
    said = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=root, capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_that_a_reprint_has_its_own_time_and_mark_and_the_same_code() -> None:
    first = samples.accept()
    later = samples.with_head(first, times=2, printed_at=samples.AT + timedelta(hours=1), printed_by="测试戊")
    said = text(make(later).pdf)
    assert "打印2026-11-2011:48:12・测试戊" in said
    assert "第2次打印" in said
    assert later.head.verify_code in said
    assert make(first).pdf != make(later).pdf


@pytest.mark.parametrize("name", ["01-receipt", "02-accept", "03-supplement", "04-refuse", "05-forward", "06-ledger"])
def test_that_every_font_is_embedded_as_a_subset_and_four_at_most(name: str) -> None:
    faces = set()
    for page in pypdf.PdfReader(io.BytesIO(make(VARIANTS[name]).pdf)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert inner["/FontDescriptor"]["/FontFile2"].get_object().get_data()
            assert "+" in inner["/BaseFont"]
            faces.add(inner["/BaseFont"])
    assert 1 <= len(faces) <= 4


def test_that_a_notice_in_two_copies_keeps_within_sixty_kilobytes() -> None:
    assert len(make(samples.accept()).pdf) <= 60 * 1024


def test_that_a_character_no_font_has_is_named_with_its_field_and_every_field() -> None:
    paper = replace(samples.receipt(), party=replace(samples.PARTY, name=f"样例{NOWHERE}", agent=f"测试{NOWHERE}"))
    rendered = make(paper)
    assert set(rendered.missing) == {(NOWHERE, "申请人名称"), (NOWHERE, "代理人姓名")}
    assert "样例〓" in text(rendered.pdf)


@pytest.mark.parametrize("name", VARIANTS)
def test_that_no_sample_lacks_a_character(name: str) -> None:
    assert make(VARIANTS[name]).missing == ()


@pytest.mark.parametrize("char", "高䶮𬱖𠅤㛃〔☑□×A")
@pytest.mark.parametrize("key", ["serif400", "serif700", "sans400", "sans600"])
def test_that_every_face_finds_a_glyph_along_its_chain(key: str, char: str) -> None:
    glyph = fonts.find(key, char)
    assert glyph is not None
    assert glyph.gid > 0


def test_that_a_character_missing_in_the_heavy_face_comes_from_the_full_one_of_its_family() -> None:
    heavy, full = fonts.face("serif700"), fonts.face("serif400")
    assert heavy is not None
    assert full is not None
    rare = next(char for char in map(chr, range(0x9000, 0x9FFF)) if full.gid(char) and not heavy.gid(char))
    glyphs = prepare(f"高{rare}", "serif", 700).glyphs
    assert [glyph.face.key for glyph in glyphs] == ["serif700", "serif400"]


@pytest.mark.parametrize("char", "高䶮☑A，")
def test_that_an_outline_survives_the_coarser_grid_within_half_a_unit(char: str) -> None:
    face = fonts.face("serif400")
    assert face is not None
    gid = face.gid(char)
    record = face.outlines.made(gid)
    before = face.outlines.shape(gid)
    after = outlines.decode(record, int.from_bytes(record[:2], "big", signed=True))
    scale = outlines.GRID / face.upem
    assert after.ends == before.ends
    assert after.on == before.on
    assert max(abs(a - b * scale) for a, b in zip(after.xs, before.xs, strict=True)) <= 0.5
    assert max(abs(a - b * scale) for a, b in zip(after.ys, before.ys, strict=True)) <= 0.5


def test_that_a_preview_is_the_pdf_page_by_page() -> None:
    pdf = make(samples.forward()).pdf
    pages = raster.pages(pdf, 40)
    assert len(pages) == 6
    for width, height, rgb in pages:
        assert (width, height) == pytest.approx((210 / 25.4 * 40, 297 / 25.4 * 40), abs=1.5)
        assert len(rgb) == width * height * 3
    assert pages[1] == raster.page(pdf, 1, 40)


def test_that_the_preview_shows_red_as_red() -> None:
    width, _, rgb = raster.page(make(samples.forward()).pdf, 0, 72)
    red = [rgb[at : at + 3] for at in range(0, len(rgb), 3) if rgb[at] > 150 and rgb[at + 2] < 80]
    assert len(red) > width


def test_that_a_rare_name_is_looked_for_in_the_own_family_then_the_other_then_hanazono() -> None:
    assert fonts.chain("sans600") == ("sans600", "sans400", "serif400", "HanaMinA", "HanaMinB")
    assert fonts.chain("serif400") == ("serif400", "sans400", "HanaMinA", "HanaMinB")
