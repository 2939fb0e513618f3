"""The inbox: every case the city owes something lies in a queue of its department, the oldest first, with its clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import select

from city import casepage, holidays, inbox, oversight, waiting
from city.desk import Fault
from city.inbox import Row
from city.masking import mask_name
from city.tables import cases
from models.desk import city_result
from models.errors import Refusal
from models.rules.calendar import WorkCalendar
from models.rules.terms import Mode, Outcome
from tests.desk.lives import BY_MODE, CITY_YES, COUNTY_FORWARDS, LIVES, STAMP, YES, accept_classified
from tests.desk.test_whole_life import live
from tests.helpers.citydesk import DeskSide, desk_side, quick_passwords
from tests.helpers.factory import MORNING, PERSON, form_for

__all__ = ["quick_passwords"]
TABLE = """{"year": 2027, "paper": "样例通知", "number": "样例〔2026〕1号", "url": "", "holidays": [
    {"name": "元旦", "from": "2027-01-01", "to": "2027-01-03", "work": []}]}"""


@pytest.fixture(scope="module")
def calendar(tmp_path_factory: pytest.TempPathFactory) -> WorkCalendar:
    return holidays.calendar(tmp_path_factory.mktemp("city"))


def queue(desk: DeskSide, code: str, calendar: WorkCalendar, page: int = 1) -> tuple[Row, ...]:
    return inbox.listing(desk.side.engine, desk.organ, code, page, desk.clock.now(), calendar).rows


def filled(desk: DeskSide) -> list[str]:
    return [code for code, number in inbox.counts(desk.side.engine, desk.organ).items() if number]


def test_that_a_case_goes_from_queue_to_queue_to_its_end(
    tmp_path: Path, city_database: str, calendar: WorkCalendar
) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS, database=city_database) as desk:
        acts: tuple[tuple[Callable[[], object], list[str]], ...] = (
            (lambda: None, ["review"]),
            (lambda: desk.way.city.review(desk.case_id), ["decide"]),
            (lambda: desk.way.city.decide(desk.case_id, YES, "符合条件"), ["seal", "push", "publish"]),
            (lambda: desk.way.city.stamp(desk.case_id, (CITY_YES,)), ["mail", "push", "publish"]),
            (lambda: desk.way.city.mail(desk.case_id, "邮政速递", "1"), ["push", "publish"]),
            (lambda: desk.way.city.push(desk.case_id, "样例监管部门"), ["publish"]),
            (lambda: desk.way.city.publish(desk.case_id), []),
        )
        for act, there in acts:
            act()
            assert filled(desk) == there
            for code in there:
                (row,) = queue(desk, code, calendar)
                assert (row.case_no, row.window) == (desk.case_no, "高平市03号窗口")
        assert set(inbox.counts(desk.side.engine, "别的部门").values()) == {0}


def test_that_what_was_returned_waits_apart_and_comes_again_marked(tmp_path: Path, calendar: WorkCalendar) -> None:
    with desk_side(tmp_path, BY_MODE[Mode.RECEIVE_ONLY]) as desk:
        assert filled(desk) == ["accept"]
        (row,) = queue(desk, "accept", calendar)
        assert (row.wait.tone, row.wait.note) == ("ample", "五日告知期到11月27日")
        desk.way.city.accept(desk.case_id)
        assert filled(desk) == ["review"]
    with desk_side(tmp_path / "second", COUNTY_FORWARDS) as desk:
        desk.way.city.send_back(desk.case_id, "缺页", (Fault("材料5", "缺第 3 页"),))
        assert filled(desk) == ["returned"]
        desk.way.pull()
        city_result.resubmit(desk.way.clerk, desk.case_id, "已补扫")
        desk.way.exchange()
        assert filled(desk) == ["review", "returned"]
        assert queue(desk, "review", calendar)[0].again


def test_that_the_oldest_come_first_a_page_at_a_time(tmp_path: Path, calendar: WorkCalendar) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS) as desk:
        numbers = [desk.case_no]
        for _ in range(inbox.PAGE + 1):
            desk.clock.move(minutes=1)
            form = form_for(desk.way.clerk, COUNTY_FORWARDS.item)
            numbers.append(COUNTY_FORWARDS.begin(desk.way.clerk, form).case_no)
            desk.way.exchange()
        first, second, beyond = (queue(desk, "review", calendar, page) for page in (1, 2, 99))
        assert [row.case_no for row in first + second] == numbers
        assert len(second) == 2
        assert beyond == second


def test_that_stamping_on_sight_is_due_the_same_half_day(tmp_path: Path, calendar: WorkCalendar) -> None:
    with desk_side(tmp_path, STAMP) as desk:
        live(STAMP, desk.way, desk.case_id, until="市级接收")
        tones = []
        for hours in (0, 2, 70):
            desk.clock.at = MORNING + timedelta(hours=hours)
            tones.append(queue(desk, "stamp", calendar)[0].wait.words)
        assert tones == ["本半日", "已过本半日", "超期"]


@pytest.mark.parametrize(
    ("came", "end"),
    [
        ("2026-11-20 08:30", "2026-11-20 12:00"),
        ("2026-11-20 12:00", "2026-11-20 18:00"),
        ("2026-11-20 19:00", "2026-11-23 12:00"),  # Friday evening
        ("2026-11-21 09:00", "2026-11-23 12:00"),  # a Saturday
        ("2026-09-30 18:30", "2026-10-08 12:00"),  # before the long holiday
    ],
)
def test_that_a_half_day_is_a_working_one(came: str, end: str, calendar: WorkCalendar) -> None:
    at = datetime.fromisoformat(came).replace(tzinfo=MORNING.tzinfo)
    assert f"{waiting.half_day_end(at, calendar):%Y-%m-%d %H:%M}" == end


def test_that_a_year_without_a_table_is_said_and_one_laid_down_counts(tmp_path: Path) -> None:
    at = MORNING.replace(year=2027)
    assert waiting.on_sight(at, at, holidays.calendar(tmp_path)).words == "未定"
    (tmp_path / "holidays").mkdir()
    (tmp_path / "holidays" / "2027.json").write_text(TABLE, encoding="utf-8")
    (tmp_path / "holidays" / "2028.json").write_text("{", encoding="utf-8")
    assert waiting.on_sight(at, at, holidays.calendar(tmp_path)).words != "未定"


def test_that_a_negative_opinion_lies_with_the_decisions_and_not_to_be_stamped_on_sight(
    tmp_path: Path, city_database: str, calendar: WorkCalendar
) -> None:
    life = next(one for one in LIVES if one.mode is Mode.SUBSTANTIVE_CITY_STAMP and one.outcome is Outcome.DENY)
    with desk_side(tmp_path, life, database=city_database) as desk:
        live(life, desk.way, desk.case_id, until="市级接收")
        assert filled(desk) == ["decide"]
        (row,) = queue(desk, "decide", calendar)
        assert "本半日" not in row.wait.words
        desk.clock.move(days=3)
        assert oversight.late(desk.side.engine, desk.clock.now(), calendar) == ()
        desk.way.city.decide(desk.case_id, Outcome.DENY, "县级意见不予，事实清楚")
        assert filled(desk) == ["seal", "publish"]  # who decides pushes: where the county reviews, the county


def test_that_a_person_is_shown_by_the_family_name_and_an_organisation_by_its_beginning() -> None:
    assert [mask_name(name, "自然人") for name in ("样例甲", "样例", "买买提·样例江", "欧阳样例", "")] == [
        "样**", "样*", "买****", "欧阳**", ""
    ]  # fmt: skip
    assert [mask_name(name, "法人") for name in ("样例医疗器械有限公司", "样例商行")] == ["样例医疗****", "样***"]
    assert mask_name("样例医疗器械有限公司") == "样****"  # nobody said what it is


def test_that_a_persons_long_name_is_masked_wherever_it_is_drawn(tmp_path: Path, calendar: WorkCalendar) -> None:
    person = replace(PERSON, name="样例古丽·买买提")
    with desk_side(tmp_path, BY_MODE[Mode.RECEIVE_ONLY], applicant=person) as desk:
        (row,) = queue(desk, "accept", calendar)
        told = casepage.masked(casepage.read(desk.side.engine, desk.case_id).applicant)
        assert (row.applicant, told["name"]) == ("样****", "样****")


def test_that_push_and_publicity_are_counted_from_the_decision(tmp_path: Path, calendar: WorkCalendar) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS) as desk:
        desk.way.city.review(desk.case_id)
        desk.way.city.decide(desk.case_id, YES, "符合条件")  # on a Friday
        words = {code: queue(desk, code, calendar)[0].wait for code in ("push", "publish")}
        assert {code: wait.note for code, wait in words.items()} == {"push": "11月25日前", "publish": "12月1日前"}
        desk.clock.move(days=6)
        assert [queue(desk, code, calendar)[0].wait.tone for code in ("push", "publish")] == ["late", "near"]


def test_that_a_classified_case_is_pushed_and_never_published_nor_mailed(tmp_path: Path, city_database: str) -> None:
    life = replace(COUNTY_FORWARDS, begin=accept_classified)
    with desk_side(tmp_path, life, database=city_database) as desk:
        desk.way.city.review(desk.case_id)
        desk.way.city.decide(desk.case_id, YES, "符合条件")
        assert filled(desk) == ["seal", "push"]
        with pytest.raises(Refusal):
            desk.way.city.publish(desk.case_id)
        desk.way.city.stamp(desk.case_id, (CITY_YES,))
        with pytest.raises(Refusal) as refused:
            desk.way.city.mail(desk.case_id, "邮政速递", "1")
        assert refused.value.code == "classified_mail"


def test_that_an_upgrade_reads_from_the_entries_what_a_case_would_say_today(
    tmp_path: Path, city_database: str
) -> None:
    step = import_module("city.migrations.versions.0006_owed")
    columns = (cases.c.case_id, cases.c.kind, cases.c.licence, cases.c.opinion, cases.c.owes)
    for number, life in enumerate((COUNTY_FORWARDS, STAMP, BY_MODE[Mode.RECEIVE_ONLY])):
        with desk_side(tmp_path / str(number), life, database=city_database if not number else "") as desk:
            live(life, desk.way, desk.case_id)
            desk.way.exchange()
            with desk.side.engine.begin() as db:
                today = db.execute(select(*columns)).all()
                db.execute(cases.update().values(kind="", licence=False, opinion="", owes=""))
                step.fill(db)
                assert db.execute(select(*columns)).all() == today
            assert today[0].owes
            assert today[0].kind == "法人"
