"""A window's computer dies: another one opens its backup, goes on, gets back what was sent; no number twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from city import invites, windows
from city.service import now as city_now
from forwarding.following import Following
from forwarding.runner import PassReport
from models.desk import accept, backups, city_line, enrol, recovery, roster, setup, today
from models.desk.city_line import CityAddress
from models.desk.context import Desk
from models.desk.receive import take_in
from models.errors import Refusal
from models.rules.terms import AuditKind
from models.store import audit, backup, outbox, replay, takeover
from models.store.store import Store
from models.views import Window
from tests.helpers.cityroad import Road, road
from tests.helpers.cityside import CitySide, running_city
from tests.helpers.county import agree, settle_all
from tests.helpers.factory import CLERK, GAOPING, HandClock, form_for, hall
from tests.helpers.offices import ADMIN, PASSWORD, desk_of, start

pytestmark = pytest.mark.journey
BOSS = "zhuren"
DEVICES = "附件/71"


def never() -> bool:
    return False


@dataclass
class County:
    """Window 03 with its people and a backup disk, window 04 beside it, one city."""

    folder: Path
    stack: ExitStack
    clock: HandClock = field(default_factory=HandClock)

    def __post_init__(self) -> None:
        start(self.folder / "pc")
        opened = setup.sign_in(self.folder / "pc", ADMIN, PASSWORD)
        admin = desk_of(opened, self.clock)
        roster.add(admin, PASSWORD, login=BOSS, name="样例主任", role="supervisor", password=PASSWORD)
        (self.folder / "stick").mkdir()
        backups.set_place(admin, str(self.folder / "stick"))
        self.stack.callback(opened.close)
        self.admin = admin
        self.dead = self._road(replace(admin, staff=CLERK))
        other = hall(self.folder / "window-04", window=replace(GAOPING, no=4), clock=self.clock)
        self.other = self._road(self.stack.enter_context(other))

    def _road(self, desk: Desk) -> Road:
        return road(desk, self.folder / "city")

    def take_over(self, clock: HandClock | None = None, name: str = "new-pc") -> Road:
        """On another computer, by the administrator and the supervisor."""
        (one, *_) = recovery.offers(self.folder / name, str(self.folder / "stick"))
        plan = recovery.prove(self.folder / name, one, (ADMIN, PASSWORD), (BOSS, PASSWORD))
        assert plan.takes_over
        opened = recovery.carry_out(plan, never, clock=clock or self.clock)
        self.stack.callback(opened.close)
        return self._road(replace(desk_of(opened, self.clock), staff=CLERK))


@pytest.fixture
def county(tmp_path: Path) -> Iterator[County]:
    with ExitStack() as stack:
        yield County(tmp_path, stack)


def accepted(way: Road, times: int = 1) -> None:
    for _ in range(times):
        way.clerk.clock.move(minutes=1)  # type: ignore[attr-defined]
        accept.accept(way.clerk, form_for(way.clerk, DEVICES))


def numbers_of(store: Store) -> dict[str, str]:
    """Every number that stands in the log, and the entry that gave it."""
    with store.read() as db:
        rows = db.execute("SELECT d.number, e.id FROM documents d JOIN entries e ON e.n = d.entry_n").fetchall()
        rows += db.execute("SELECT case_no, id FROM cases").fetchall()
    return dict(rows)


def test_that_a_dead_window_goes_on_elsewhere_and_the_county_agrees(county: County) -> None:
    dead = county.dead
    accepted(dead, 2)
    settle_all((dead, county.other))
    backups.make(county.admin, never)
    accepted(dead, 2)
    settle_all((dead, county.other))  # sent after the backup
    accepted(dead, 2)  # never sent
    take_in(dead.clerk, form_for(dead.clerk, DEVICES))
    gone = numbers_of(dead.clerk.store)

    new = county.take_over()
    store = new.clerk.store
    assert takeover.machine(store) == 1
    accepted(new, 3)  # before anything came back: the line may be down for days
    settle_all((new, county.other))
    agree((new, county.other))
    assert replay.verify_chain(store) is None
    mine = numbers_of(store)
    assert [number for number, entry in mine.items() if number in gone and gone[number] != entry] == []
    assert len(mine.keys() - gone.keys()) >= 3
    assert len(gone.keys() - mine.keys()) > 0  # what was never sent is on the dead machine only

    while dead.send():  # it is switched on once more, and its package comes to the city
        pass
    settle_all((new, county.other))
    agree((new, county.other))
    assert gone.keys() <= numbers_of(store).keys()
    with store.read() as db:
        assert db.execute("SELECT count(*) FROM queue WHERE state <> '已送达'").fetchone() == (0,)


def test_that_an_act_of_both_machines_on_one_case_is_seen_as_a_conflict(county: County) -> None:
    dead = county.dead
    done = take_in(dead.clerk, form_for(dead.clerk, DEVICES))
    settle_all((dead, county.other))
    backups.make(county.admin, never)
    form = replace(form_for(dead.clerk, DEVICES), case_id=done.case_id)
    accept.accept(dead.clerk, form)
    new = county.take_over()
    accept.accept(new.clerk, replace(form_for(new.clerk, DEVICES), case_id=done.case_id))
    settle_all((new, county.other))
    answers = dead.send()
    assert "conflict" in {one.answer.value for one in answers}
    settle_all((new, county.other))
    agree((new, county.other))


def test_that_two_takeovers_from_one_backup_do_not_meet_either(county: County) -> None:
    accepted(county.dead)
    backups.make(county.admin, never)
    first = county.take_over()
    accepted(first, 2)
    county.clock.move(minutes=30)
    second = county.take_over(name="third-pc")
    assert takeover.machine(second.clerk.store) == 2
    accepted(second, 2)
    for way in (first, second, county.dead):
        settle_all((way, county.other))
    settle_all((second, county.other))
    agree((second, county.other))


def test_that_the_trail_names_both_and_what_was_taken_over(county: County) -> None:
    backups.make(county.admin, never)
    store = county.take_over().clerk.store
    (line,) = audit.lines(store, only=[AuditKind.TAKEOVER])
    assert line.name == "样例管理员"
    assert "第二人：样例主任（zhuren，值班主任）" in line.text
    assert len(audit.lines(store, only=[AuditKind.TWO_PERSONS])) == 1


@pytest.mark.parametrize(
    ("first", "second", "alone", "code"),
    [
        ((ADMIN, "wrong"), (BOSS, PASSWORD), "", "sign_in"),
        ((ADMIN, PASSWORD), (BOSS, "wrong"), "", "sign_in"),
        ((BOSS, PASSWORD), (ADMIN, PASSWORD), "", "not_administrator"),
        ((ADMIN, PASSWORD), (ADMIN, PASSWORD), "", "same_person"),
        ((ADMIN, PASSWORD), ("chuangkou", PASSWORD), "", "wrong_second"),
        ((ADMIN, PASSWORD), ("", ""), " ", "no_second"),
    ],
)
def test_that_one_person_alone_or_the_wrong_one_takes_nothing_over(
    first: tuple[str, str], second: tuple[str, str], alone: str, code: str, county: County
) -> None:
    backups.make(county.admin, never)
    (one, *_) = recovery.offers(county.folder / "new-pc", str(county.folder / "stick"))
    with pytest.raises(Refusal) as caught:
        recovery.prove(county.folder / "new-pc", one, first, second, alone)
    assert caught.value.code in (code, "wrong_role") if code == "not_administrator" else caught.value.code == code
    assert not (county.folder / "new-pc").exists()


def test_that_a_small_office_may_do_it_alone_with_a_reason(county: County) -> None:
    backups.make(county.admin, never)
    (one, *_) = recovery.offers(county.folder / "new-pc", str(county.folder / "stick"))
    plan = recovery.prove(county.folder / "new-pc", one, (ADMIN, PASSWORD), alone="全县只有一人")
    with recovery.carry_out(plan, never, clock=county.clock).store as store:
        assert "单人办理：全县只有一人" in audit.lines(store, only=[AuditKind.TAKEOVER])[0].text


# ---- over the wire


@pytest.fixture
def city(tmp_path: Path) -> Iterator[CitySide]:
    with running_city(tmp_path / "wire-city") as side:
        yield side


def enrolled(desk: Desk, city: CitySide) -> CityAddress:
    """With a fresh sheet."""
    from forwarding.enrolling import EnrolDoor

    made = invites.make(city.engine, desk.store.window, "高平市03号窗口", city_now())
    door = EnrolDoor()
    return enrol.enrol(desk, door, enrol.meet(desk, door, city.url, made.code))


def passes(desk: Desk) -> PassReport:
    """As many as it takes for everything to be sent and read, or the first that fails."""
    following = Following(desk.store, desk.clock.now, lambda _: None)
    report = following.run_once()
    while report.line == "up" and report.moved:
        following.rush()
        report = following.run_once()
    return report


def test_that_the_new_computer_must_enrol_and_the_old_one_is_refused_then(county: County, city: CitySide) -> None:
    enrolled(county.admin, city)
    accepted(county.dead)
    backups.make(county.admin, never)
    accepted(county.dead)
    assert passes(county.dead.clerk).line == "up"
    new = county.take_over()
    assert city_line.must_enrol(new.clerk.store)
    assert "换机后还没有重新登记" in [title for title, _ in today.today(new.clerk).notices]
    accepted(new)
    assert passes(new.clerk).line == "down"
    assert passes(county.dead.clerk).line == "up"  # until another machine has enrolled
    enrolled(replace(new.clerk, staff=county.admin.staff), city)
    assert passes(new.clerk).line == "up"
    accepted(county.dead)
    report = passes(county.dead.clerk)
    assert (report.line, report.code) == ("down", "revoked")  # by HEAD, so without a word of the city's
    told = windows.known(city.engine, city_line.city_of(county.dead.clerk.store).token)
    assert told is not None
    assert told.revoked_why == windows.REPLACED
    assert len(outbox.to_carry(county.dead.clerk.store, 10)) > 0  # a package may still take it
    with new.clerk.store.read() as db:
        assert db.execute("SELECT count(*) FROM cases").fetchone() == (3,)


def test_that_backups_of_a_whole_hall_on_one_disk_are_told_apart(county: County) -> None:
    backups.make(county.admin, never)
    found = recovery.offers(county.folder / "nowhere", str(county.folder / "stick"))
    assert {one.counts.window for one in found} == {"140581-03"}
    assert backup.found(county.folder / "stick" / "tongquan-140581-03") == found
    assert isinstance(setup.window_of(county.admin.store), Window)
