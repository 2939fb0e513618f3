"""Local files go when archive and city have them and the time is over; entries never, and the way back is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.desk import documents, purge
from models.desk.context import Desk
from models.desk.twopersons import Witness
from models.errors import Refusal, StoreTrouble
from models.rules import retention
from models.rules.powers import ADMINISTRATOR, SUPERVISOR, Power
from models.rules.terms import AuditKind, CaseState
from models.store import audit, maintenance, people, queries, replay
from models.views import Staff
from tests.desk.lives import LIVES
from tests.desk.test_whole_life import begun, live
from tests.helpers.cityroad import Road
from tests.helpers.factory import HandClock

WITNESS = Witness("boss-1", "boss", "样例主任", SUPERVISOR, Power.PURGE)


def administrator(desk: Desk) -> Desk:
    """The same window with an administrator before it, who stands on the list."""
    if people.by_id(desk.store, "admin-1") is None:
        people.add(desk.store, "guanli", "样例管理员", ADMINISTRATOR, desk.clock.now(), person_id="admin-1")
    return replace(desk, staff=Staff("admin-1", "样例管理员", ADMINISTRATOR))


def later(desk: Desk, days: int) -> None:
    """Time passes."""
    assert isinstance(desk.clock, HandClock)
    desk.clock.move(days=days)


@pytest.fixture
def archived(tmp_path: Path) -> Iterator[tuple[Road, str]]:
    """A case that lived to its archive and is whole at the city."""
    with begun(LIVES[0], tmp_path) as (way, case_id):
        assert live(LIVES[0], way, case_id).row.state is CaseState.ARCHIVED
        way.exchange()
        yield way, case_id


def test_pipl_files_go_after_their_time_with_two_persons_and_a_trace(archived: tuple[Road, str]) -> None:
    way, case_id = archived
    desk = administrator(way.clerk)
    entries = queries.timeline(desk.store, case_id)
    assert purge.plan(desk).due == ()
    later(desk, retention.USUAL_DAYS + 1)
    plan = purge.plan(desk)
    assert [one.case_id for one in plan.due] == [case_id]
    assert plan.files > 3
    assert purge.purge(desk, plan, WITNESS) == 1
    assert [desk.store.blobs.has(digest) for digest in plan.due[0].digests] == [False] * plan.files
    assert queries.timeline(desk.store, case_id) == entries
    assert replay.verify_chain(desk.store) is None
    assert maintenance.missing_blobs(desk.store) == ()
    case_no = plan.due[0].case_no
    assert case_no in audit.lines(desk.store, only=[AuditKind.PURGE])[0].text
    assert audit.lines(desk.store, only=[AuditKind.TWO_PERSONS])[0].subject == case_no
    assert purge.plan(desk).due == ()


def test_pipl_a_paper_that_went_is_asked_back_when_somebody_opens_it(archived: tuple[Road, str]) -> None:
    way, case_id = archived
    desk = administrator(way.clerk)
    later(desk, retention.USUAL_DAYS + 1)
    plan = purge.plan(desk)
    paper = queries.documents(desk.store, case_id)[0]
    before = documents.pdf(desk, paper.id)
    purge.purge(desk, plan, WITNESS)
    with pytest.raises(StoreTrouble) as told:
        documents.pdf(way.clerk, paper.id)
    assert told.value.code == "purged"
    assert "向市级要回" in told.value.todo
    way.pull()
    assert documents.pdf(way.clerk, paper.id) == before
    assert purge.plan(desk).due == ()  # asked for lately: it stays as long again
    later(desk, retention.USUAL_DAYS + 1)
    assert [one.case_id for one in purge.plan(desk).due] == [case_id]


def test_pipl_nothing_goes_that_the_city_has_not_or_that_is_not_due(tmp_path: Path) -> None:
    with begun(LIVES[0], tmp_path) as (way, case_id):
        desk = administrator(way.clerk)
        later(desk, 400)
        assert purge.plan(desk).due == ()  # open
        with pytest.raises(Refusal) as refused:
            purge.purge(desk, purge.Plan(180, ()), WITNESS)
        assert refused.value.code == "nothing_due"
        assert case_id


def test_pipl_what_waits_for_the_city_stays(archived: tuple[Road, str]) -> None:
    way, _ = archived
    desk = administrator(way.clerk)
    later(desk, 400)
    with desk.store.work() as work:
        work.db.execute("UPDATE queue SET state = '等待' WHERE entry_n = (SELECT max(entry_n) FROM queue)")
        work.commit()
    assert purge.plan(desk).due == ()


@pytest.mark.parametrize(
    ("witness", "code"),
    [
        (replace(WITNESS, id="admin-1"), "same_person"),
        (replace(WITNESS, role="clerk"), "wrong_second"),
        (replace(WITNESS, power=Power.VOID), "wrong_second"),
    ],
)
def test_pipl_one_alone_cannot(witness: Witness, code: str, archived: tuple[Road, str]) -> None:
    desk = administrator(archived[0].clerk)
    later(desk, 400)
    plan = purge.plan(desk)
    with pytest.raises(Refusal) as refused:
        purge.purge(desk, plan, witness)
    assert refused.value.code == code
    assert purge.plan(desk) == plan


def test_that_what_a_draft_given_up_left_goes_by_itself(archived: tuple[Road, str]) -> None:
    desk = archived[0].clerk
    with desk.store.work() as work:
        digest = work.put_blob(b"%PDF scan", "application/pdf", kept=False)  # never committed: nobody names it
    assert desk.store.blobs.has(digest)
    assert purge.tidy(desk) == 1
    assert not desk.store.blobs.has(digest)
    assert purge.tidy(desk) == 0
    assert "1份" in audit.lines(desk.store, only=[AuditKind.PURGE])[0].text


@given(st.text(max_size=6), st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_pipl_no_setting_shortens_the_time_below_the_least(told: str, today: date) -> None:
    settings = {retention.SETTING: told}
    assert retention.days(settings) >= retention.LEAST_DAYS
    assert (today - retention.last_day(today, settings)).days == retention.days(settings)
