"""Cases ready for their side branches: under review at the county, with a pack changed where a test is about it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import resources
from models.desk import decide, review
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.inputs import Answer, Decision
from models.packs.loader import PackShelf
from models.rules.terms import Act, Outcome
from models.store import queries
from models.store.rows import CaseData, Logged
from models.views import DocumentView, IntakeForm, Staff
from tests.helpers.factory import SUPERVISOR, form_for

REVIEWER = Staff("judge-1", "样例审核员", "reviewer")
HYGIENE, STAFFING, WATER, DEVICES, PRINTING = "附件/2", "附件/8", "附件/1", "附件/71", "附件/50"


def sit(desk: Desk, staff: Staff) -> Desk:
    """The same window with somebody else signed in."""
    return replace(desk, staff=staff)


def judge(desk: Desk) -> Desk:
    """The reviewer's desk."""
    return sit(desk, REVIEWER)


def boss(desk: Desk) -> Desk:
    """The supervisor's desk."""
    return sit(desk, SUPERVISOR)


def accepted(desk: Desk, item: str = HYGIENE, form: IntakeForm | None = None) -> str:
    """A case accepted here; a county flow leaves it under review. Returns its id."""
    return accept(desk, form or form_for(desk, item)).case_id


def case(desk: Desk, case_id: str) -> CaseData:
    """The case as the lists know it."""
    found = queries.case(desk.store, case_id)
    assert found is not None
    return found


def entry(desk: Desk, case_id: str, act: Act) -> Logged:
    """The newest entry of a kind."""
    return next(row for row in reversed(queries.timeline(desk.store, case_id)) if row.entry.kind is act)


def kinds(desk: Desk, case_id: str) -> list[Act]:
    """Every act of the case in order."""
    return [row.entry.kind for row in queries.timeline(desk.store, case_id)]


def with_guide(desk: Desk, folder: Path, guide: str, old: str, new: str) -> Desk:
    """The desk over a copy of its pack in which one guide says ``new`` for ``old``."""
    shutil.copytree(resources.ROOT / "cities" / desk.pack.id, folder / "cities" / desk.pack.id)
    shutil.copytree(resources.ROOT / "guides", folder / "guides")
    path = folder / "guides" / f"{guide}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return _shelved(desk, folder)


def with_city(desk: Desk, folder: Path, more: str) -> Desk:
    """The desk over a copy of its pack whose city file has ``more`` at its end."""
    if not (folder / "cities").exists():
        shutil.copytree(resources.ROOT / "cities" / desk.pack.id, folder / "cities" / desk.pack.id)
        shutil.copytree(resources.ROOT / "guides", folder / "guides")
    path = folder / "cities" / desk.pack.id / "city.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{more}\n", encoding="utf-8")
    return _shelved(desk, folder)


def _shelved(desk: Desk, folder: Path) -> Desk:
    shelf = PackShelf(folder)
    return replace(desk, shelf=shelf, pack=shelf.load(desk.pack.id))


def decided(desk: Desk, case_id: str, outcome: Outcome = Outcome.APPROVE) -> DocumentView:
    """Reviewed and decided here; the decision's paper."""
    points = review.rest_meets(review.points(judge(desk), case_id))
    review.review(judge(desk), case_id, points, Answer(outcome, "样例审查意见"))
    done = decide.decide(
        boss(desk), case_id, Decision(outcome, "样例结论", reason="样例理由", late_reason="样例超期原因")
    )
    return done.documents[0]
