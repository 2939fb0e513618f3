"""Oversight: figures by county and flow, whose hands a late case was in, spot checks anybody can draw again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from city import holidays, oversight, spotchecks
from city.tables_desk import draws
from models.desk import close
from models.rules.terms import Mode
from tests.desk.lives import COUNTY_FORWARDS, DIRECT, STAMP, refused
from tests.desk.test_whole_life import live
from tests.helpers.citydesk import DeskSide, desk_side, quick_passwords
from tests.helpers.factory import form_for

__all__ = ["quick_passwords"]


def one_more(desk: DeskSide) -> None:
    form = form_for(desk.way.clerk, DIRECT.item, DIRECT.handling, facts=DIRECT.facts)
    DIRECT.begin(desk.way.clerk, form)
    desk.way.exchange()


def test_that_a_month_counts_each_case_once_by_county_and_flow(tmp_path: Path, city_database: str) -> None:
    with desk_side(tmp_path, STAMP, database=city_database) as desk:
        live(STAMP, desk.way, desk.case_id, until="市级盖章")
        one_more(desk)
        found = oversight.by_county(desk.side.engine, "2026-11")["140581"]
        assert (found.received, found.accepted, found.decided) == (2, 2, 1)
        stamped = found.flows[Mode.SUBSTANTIVE_CITY_STAMP.value]
        assert (stamped.received, stamped.accepted, stamped.decided) == (1, 1, 1)
        assert oversight.by_county(desk.side.engine, "2026-12") == {}
        assert oversight.months(desk.side.engine, desk.clock.now().date())[-1] == ("2026-11", 2)


@pytest.mark.parametrize(("sent", "whose"), [(True, "市级"), (False, "本窗口")])
def test_that_a_late_case_is_laid_to_whom_held_it_when_its_day_passed(
    tmp_path: Path, city_database: str, sent: bool, whose: str
) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS, sent=sent, database=city_database) as desk:
        calendar = holidays.calendar(tmp_path)
        assert oversight.late(desk.side.engine, desk.clock.now(), calendar) == ()
        desk.clock.move(days=40)
        if not sent:
            desk.way.exchange()  # the line was down all the while; then everything comes at once
        (late,) = oversight.late(desk.side.engine, desk.clock.now(), calendar)
        assert (late.case_no, late.days, late.whose) == (desk.case_no, 12, whose)


def test_that_what_should_be_stamped_on_sight_is_late_the_next_day(tmp_path: Path, city_database: str) -> None:
    with desk_side(tmp_path, STAMP, database=city_database) as desk:
        live(STAMP, desk.way, desk.case_id, until="市级接收")
        calendar = holidays.calendar(tmp_path)
        assert oversight.late(desk.side.engine, desk.clock.now(), calendar) == ()
        desk.clock.move(days=3)
        (late,) = oversight.late(desk.side.engine, desk.clock.now(), calendar)
        assert (late.whose, late.due) == ("市级", "2026-11-20")


def test_that_an_act_that_did_not_count_is_seen(tmp_path: Path, city_database: str) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS, database=city_database) as desk:
        desk.way.city.review(desk.case_id)
        close.withdraw(desk.way.clerk, desk.case_id, "申请人改变计划")
        desk.way.send()
        (aside,) = oversight.asides(desk.side.engine)
        assert (aside.case_no, aside.name, aside.settled) == (desk.case_no, "撤回申请", False)


@given(st.text(max_size=12), st.lists(st.text("0123456789-X", min_size=1, max_size=12)), st.integers(1, 20))
def test_that_a_draw_is_repeated_by_anybody_with_seed_and_numbers(seed: str, pool: list[str], wanted: int) -> None:
    drawn = spotchecks.lots(seed, pool, wanted)
    assert drawn == spotchecks.lots(seed, list(reversed(pool)), wanted)
    assert len(set(drawn)) == len(drawn) == min(wanted, len(set(pool)))
    assert set(drawn) <= set(pool)
    digests = [hashlib.sha256(f"{seed}|{no}".encode()).hexdigest() for no in drawn]
    assert digests == sorted(digests)


def test_that_a_draw_is_kept_with_what_was_found_and_a_changed_one_shows(tmp_path: Path, city_database: str) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS, database=city_database) as desk:
        one_more(desk)
        engine, now = desk.side.engine, desk.clock.now()
        n = spotchecks.draw(engine, "", "2026-11-01", "2026-11-30", "1", now, "jiandu")
        found = spotchecks.one(engine, n)
        assert (len(found.pool), len(found.drawn), found.open, found.repeats) == (2, 1, 1, True)
        spotchecks.find(engine, n, found.drawn[0], "有瑕疵", "缺一页 <b>", now, "jiandu")
        (other,) = set(found.pool) - set(found.drawn)
        with refused("not_drawn"):
            spotchecks.find(engine, n, other, "规范", "没有抽到的", now, "jiandu")
        again = spotchecks.one(engine, n)
        assert [(one.verdict, one.words) for one in again.findings] == [("有瑕疵", "缺一页 <b>")]
        assert again.open == 0
        with engine.begin() as db:
            db.execute(update(draws).values(drawn=f'["{other}"]'))
        assert not spotchecks.one(engine, n).repeats


@pytest.mark.parametrize(
    ("since", "until", "wanted", "code"),
    [
        ("2026-11-30", "2026-11-01", "1", "draw_days"),
        ("十一月", "2026-11-01", "1", "draw_days"),
        ("2026-11-01", "2026-11-30", "0", "draw_count"),
        ("2026-11-01", "2026-11-30", "101", "draw_count"),
        ("2026-11-01", "2026-11-30", "-1", "draw_count"),
        ("2020-01-01", "2020-01-31", "1", "draw_empty"),
    ],
)
def test_that_a_draw_that_cannot_be_made_says_why(
    tmp_path: Path, since: str, until: str, wanted: str, code: str
) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS) as desk:
        with refused(code):
            spotchecks.draw(desk.side.engine, "140581", since, until, wanted, desk.clock.now(), "jiandu")
        assert spotchecks.every(desk.side.engine) == ()
