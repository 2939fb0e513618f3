"""A clock that jumps during a run: no entry is earlier than the one before, what the clock said stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.desk import clockjump, doctor
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.setup import sign_in
from models.errors import Refusal
from models.rules.deadlines import CLOCK_SLACK
from models.rules.terms import Act, AuditKind
from models.store import audit, queries, walk
from models.store.entries import stamp
from models.store.store import Store
from tests.helpers.factory import MORNING, HandClock, form_for
from tests.helpers.offices import ADMIN, CLERK, PASSWORD, office
from tests.store.acts import KEY, NOW, WINDOW, act, receive

JUMP = st.one_of(
    st.timedeltas(timedelta(days=-4000), timedelta(days=4000)),
    st.timedeltas(timedelta(minutes=-10), timedelta(minutes=10)),
    st.timedeltas(timedelta(milliseconds=-3), timedelta(milliseconds=3)),
)


def log_of(store: Store, since: int) -> list[tuple[datetime, str]]:
    """The log from an entry on, in its order: the time, and what the clock said where it said another."""
    sql = "SELECT at, coalesce(json_extract(payload, '$.clock_said'), '') FROM entries WHERE seq >= ? ORDER BY seq"
    with store.read() as db:
        return [(datetime.fromisoformat(at), said) for at, said in db.execute(sql, (since,))]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store that lives through every example: each begins where the clock of the one before had jumped to."""
    with Store.create(tmp_path_factory.mktemp("lived") / "s", KEY, window=WINDOW) as store:
        yield store


@settings(max_examples=60)
@given(steps=st.lists(st.tuples(st.sampled_from(["case", "act", "trail", "pass"]), JUMP), min_size=2, max_size=12))
@example(steps=[("case", timedelta(days=3650)), ("trail", timedelta(days=-3650)), ("act", timedelta())])
def test_that_however_the_clock_jumps_the_log_never_runs_backwards(
    lived: Store, steps: list[tuple[str, timedelta]]
) -> None:
    begun, at, cases = lived.head.seq, NOW, list[str]()
    said: list[tuple[datetime, str]] = []
    for what, jump in steps:
        at += jump
        said.append((at, what))
        if what in ("pass", "trail"):  # a supervisor lets the clock count from here on, or any line
            _line(lived, at, counts=what == "pass")
        elif what == "case" or not cases:
            cases.append(receive(lived, lived.head.seq, at=at))
        else:
            act(lived, cases[0], Act.NOTE, at=at, text="来电询问")
    log = log_of(lived, max(begun, 1))
    for before, after, (clock, what) in zip(log[:-1], log[1:], said if begun else said[1:], strict=True):
        assert after[0] >= before[0] or what == "pass"
        assert (after[0], after[1]) == (_ms(clock), "") or (after[0] > clock and after[1] == stamp(clock))
    assert walk.tail(lived)[0] is None


def _ms(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _line(store: Store, at: datetime, *, counts: bool) -> None:
    with store.work() as work:
        if counts:
            audit.clock_passed(work, at, actor="boss-1", name="样例主任", text="校准过")
        else:
            audit.note(work, AuditKind.SETTING, at, text="样例")
        work.commit()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    with office(tmp_path / "hall", CLERK, clock) as made:
        yield made


def test_that_a_line_of_the_trail_says_what_the_clock_said(desk: Desk, clock: HandClock) -> None:
    accept(desk, form_for(desk, "附件/9"))
    clock.move(hours=-2)
    sentence = clockjump.note(desk, timedelta(hours=2), clock.now())
    (line,) = audit.lines(desk.store, only=[AuditKind.CLOCK])
    assert line.at == MORNING
    assert line.text == "电脑时间被拨回 2 小时 0 分，现在是 2026-11-20 08:48（当时电脑时间 2026-11-20 08:48:00）"
    assert sentence.startswith("电脑时间被拨回 2 小时 0 分")
    assert "值班主任放行" in sentence
    with pytest.raises(Refusal) as caught:
        accept(desk, form_for(desk, "附件/9"))
    assert caught.value.code == "clock_backwards"
    assert "由值班主任放行" in caught.value.todo


def test_that_what_a_time_server_sets_back_gives_number_papers_and_log_one_time(desk: Desk, clock: HandClock) -> None:
    clock.at = after = datetime(2026, 11, 21, 0, 0, 30, tzinfo=MORNING.tzinfo)
    first = accept(desk, form_for(desk, "附件/9"))
    clock.at -= CLOCK_SLACK - timedelta(seconds=30)  # the day before, by the clock
    second = accept(desk, form_for(desk, "附件/9"))
    assert [one.case_no[10:23] for one in (first, second)] == ["20261121-0001", "20261121-0002"]
    entries = [one.entry for one in queries.timeline(desk.store, second.case_id)]
    assert {one.at for one in entries} == {after}
    assert clockjump.word(desk, clock.now()) == ""


def test_that_after_the_supervisor_let_the_earlier_time_pass_it_counts(tmp_path: Path, clock: HandClock) -> None:
    folder = tmp_path / "hall"
    with office(folder, CLERK, clock) as desk:
        clock.move(days=3650)
        accept(desk, form_for(desk, "附件/9"))
        clock.move(days=-3650)
        assert clockjump.word(desk, clock.now())
    opened = sign_in(folder, ADMIN, PASSWORD)
    found = doctor.examine(opened, clock)
    assert found is not None
    assert found.code == doctor.CLOCK
    with opened.store.work() as work:
        audit.clock_passed(work, clock.now(), actor="boss-1", name="样例主任", text="校准过")
        work.commit()
    assert doctor.examine(opened, clock) is None
    opened.close()
    with office(folder, CLERK, clock) as desk:
        assert accept(desk, form_for(desk, "附件/9")).case_no.startswith("140581-03-20261120")


@pytest.mark.parametrize(
    ("wall", "passed", "back"),
    [(-1800, 1, 1801), (-30, 1, 0), (1, 1, 0), (3600, 1, 0), (-59, 2, 61), (0, 30, 0)],
)
def test_that_only_a_clock_that_goes_back_by_a_minute_is_told(wall: int, passed: int, back: int) -> None:
    found = clockjump.set_back(timedelta(seconds=wall), timedelta(seconds=passed))
    assert found == timedelta(seconds=back)
