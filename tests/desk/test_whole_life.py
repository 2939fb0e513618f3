"""Each of the seven flows from acceptance to archive: states, papers, seals, clocks, what is owed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.desk import after, cases, documents
from models.desk.turn import in_hand
from models.papers import PaperMaker
from models.papers_rolls import VolumePaper
from models.rules.terms import CaseState, Light, SealKind
from models.store import replay, seals
from models.views import CaseView
from printing.make import make
from tests.desk.lives import DUTIES, LIVES, Life
from tests.helpers.cityroad import Road, road
from tests.helpers.factory import MORNING, PaperStub, form_for, hall


@contextmanager
def begun(life: Life, folder: Path, papers: PaperMaker | None = None) -> Iterator[tuple[Road, str]]:
    """A case of this life just accepted, or just received where the city accepts."""
    with hall(folder / "window", city=life.city, window=life.at, make_paper=papers or PaperStub()) as desk:
        done = life.begin(desk, form_for(desk, life.item, life.handling, facts=life.facts))
        yield road(desk, folder / "city"), done.case_id


def live(life: Life, way: Road, case_id: str, *, until: str = "") -> CaseView:
    """Walk the steps, looking at each; the page as it is then."""
    for step in life.steps:
        before = len(cases.case(way.clerk, case_id).documents)
        step.do(way, case_id)
        seen = cases.case(way.clerk, case_id)
        assert (step.name, seen.row.state) == (step.name, step.state)
        assert tuple(paper.doc for paper in seen.documents[before:]) == step.papers, step.name
        assert step.whose in (None, seen.row.whose), step.name
        if step.name == until:
            break
    return cases.case(way.clerk, case_id)


@pytest.mark.parametrize("life", LIVES, ids=str)
def test_that_each_flow_lives_to_its_archive(life: Life, tmp_path: Path) -> None:
    with begun(life, tmp_path) as (way, case_id):
        seen = live(life, way, case_id)
        assert seen.row.state is CaseState.ARCHIVED
        assert seen.chain_ok
        way.exchange()  # the city takes every entry of it, to the last
        assert way.city.file(case_id).state is CaseState.ARCHIVED


@pytest.mark.parametrize("life", LIVES, ids=str)
def test_that_what_a_decision_leaves_is_owed_until_it_is_done(life: Life, tmp_path: Path) -> None:
    with begun(life, tmp_path) as (way, case_id):
        live(life, way, case_id)
        assert tuple(duty.name for duty in after.owed(way.clerk, case_id)) == life.owed
        for name in life.owed:
            DUTIES[name](way, case_id)
        assert after.owed(way.clerk, case_id) == ()
        assert cases.case(way.clerk, case_id).row.light is Light.DONE


@pytest.mark.parametrize("life", LIVES, ids=str)
def test_that_the_volume_names_its_keeper_and_holds_every_paper(life: Life, tmp_path: Path) -> None:
    papers = PaperStub()
    with begun(life, tmp_path, papers) as (way, case_id):
        seen = live(life, way, case_id)
    volume = papers.made[-1]
    assert isinstance(volume, VolumePaper)
    assert volume.keeper == life.keeper
    digests = {line.digest for line in volume.lines if line.digest}
    assert digests == {paper.digest for paper in seen.documents[:-1]}
    assert [line.title for line in volume.lines].count("申请材料") == 1
    decided = [line for line in volume.lines if "许可" in line.title or "办理" in line.title or "确认" in line.title]
    assert len(decided) == 1, "the decision is in the file, whoever made it"
    assert decided == [volume.lines[0]]
    assert volume.lines[0].pages.startswith("1")
    assert "待核定" in volume.retention


@pytest.mark.parametrize("life", [one for one in LIVES if one.seal], ids=str)
def test_that_every_sealed_paper_has_one_line_in_the_register(life: Life, tmp_path: Path) -> None:
    with begun(life, tmp_path) as (way, case_id):
        seen = live(life, way, case_id)
        (seal,) = seals.seals(way.clerk.store)
        (use,) = seals.uses(way.clerk.store, seal.id, MORNING.date(), MORNING.date())
    assert seal.kind is life.seal
    assert use.digest in {paper.digest for paper in seen.documents}
    assert use.city_power is (life.seal is not SealKind.COUNTY)
    assert bool(use.agreement) is (life.seal is SealKind.NO2)


@pytest.mark.parametrize("life", LIVES, ids=str)
def test_that_a_rebuilt_store_shows_the_very_same_case(life: Life, tmp_path: Path) -> None:
    with begun(life, tmp_path) as (way, case_id):
        seen = live(life, way, case_id)
        replay.rebuild(way.clerk.store)
        assert cases.case(way.clerk, case_id) == seen
        assert replay.verify_chain(way.clerk.store) is None


@pytest.mark.parametrize("life", LIVES, ids=str)
def test_that_the_next_step_is_never_missing_before_the_end(life: Life, tmp_path: Path) -> None:
    with begun(life, tmp_path) as (way, case_id):
        for step in life.steps:
            hand = in_hand(way.clerk, case_id)
            assert after.owed_by(hand), step.name
            assert cases.case(way.clerk, case_id).row.next_step, step.name
            step.do(way, case_id)


@pytest.mark.parametrize("life", LIVES, ids=str)
def test_that_every_paper_of_a_life_is_really_made(life: Life, tmp_path: Path) -> None:
    with begun(life, tmp_path, make) as (way, case_id):
        seen = live(life, way, case_id)
        for paper in seen.documents:
            assert documents.pdf(way.clerk, paper.id).startswith(b"%PDF"), paper.name
            assert paper.pages >= 1
