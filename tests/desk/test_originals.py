"""原件交接 at the window: packed with the letter, handed to a courier, short at the city, late, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from city import bundles as city_bundles
from models.desk import bundle_acts, bundles, cases, close, documents, today
from models.desk.accept import accept
from models.desk.bundle_acts import Courier, hand_over, take_back
from models.desk.context import Desk
from models.papers import ForwardPaper
from models.papers_rolls import CourierPaper
from models.rules.bundle_count import as_listed
from models.rules.bundle_places import Place
from models.rules.bundles import bundle_code
from models.rules.numbers import case_number
from models.rules.terms import Act, CaseState, Doc, QueueState
from models.store import queries, replay
from models.views import IntakeForm
from tests.desk.lives import refused
from tests.helpers.cityroad import Road, road
from tests.helpers.factory import HandClock, PaperStub, form_for

DEVICES = "附件/71"
BY_HAND = Courier("专人", "测试寅")
BY_MAIL = Courier("机要", "测试寅", "机样例0420")


@pytest.fixture
def way(desk: Desk, tmp_path: Path) -> Iterator[Road]:
    """The road to the city; two cases are forwarded already, of nine materials each."""
    for _ in range(2):
        accept(desk, _form(desk))
    made = road(desk, tmp_path / "city")
    yield made
    made.engine.dispose()


def _form(desk: Desk) -> IntakeForm:
    form = form_for(desk, DEVICES)
    return replace(form, materials=tuple(replace(line, give_back=line.seq == 5) for line in form.materials))


def codes(desk: Desk) -> list[str]:
    return [row.code for row in bundles.board(desk)]


def places(desk: Desk) -> list[Place]:
    return [row.place for row in bundles.board(desk)]


def test_that_the_letter_packs_what_its_list_prints(way: Road, papers: PaperStub) -> None:
    desk = way.clerk
    letters = [paper for paper in papers.made if isinstance(paper, ForwardPaper)]
    assert [bag.barcode for letter in letters for bag in letter.bags] == codes(desk)
    row = bundles.board(desk)[0]
    bag = row.held.bundle
    assert (row.place, bag.letter, bag.copies, bag.pages, bag.give_back) == (Place.HERE, "A", 5, 10, 1)
    assert [line.seq for line in row.held.bundle.lines] == [1, 2, 3, 4, 5]


def test_that_bags_of_several_cases_go_with_one_courier_on_one_sheet(way: Road, papers: PaperStub) -> None:
    desk, before = way.clerk, queries.case_count(way.clerk.store)
    chosen = codes(desk)[:3]
    done = hand_over(desk, chosen, BY_MAIL)
    assert (len(done.case_ids), done.codes) == (2, tuple(chosen))
    assert places(desk) == [Place.ON_WAY] * 3 + [Place.HERE]
    sheet = papers.made[-1]
    assert isinstance(sheet, CourierPaper)
    assert [bag.code for bag in sheet.bags] == chosen
    assert (sheet.way, sheet.number, sheet.taken, sheet.handed) == ("机要", "机样例0420", "测试寅", "样例窗口员")
    assert sheet.head.number == done.sheet.number == "140581-03-20261120-J01"
    assert {bag.to_organ for bag in sheet.bags} == {"晋城市市场监督管理局"}
    assert not any(form.applicant.name in repr(sheet) for form in (_form(desk),))
    assert (done.sheet.doc, done.sheet.name, done.sheet.copies) == (Doc.FORWARD, "原件交接单", 3)
    assert documents.pdf(desk, done.sheet.id).startswith(b"%PDF")
    row = bundles.find(desk, chosen[2])
    assert (row.held.run, row.held.way, row.held.number) == (done.sheet.number, "机要", "机样例0420")
    assert queries.case_count(desk.store) == before


def test_that_handing_over_moves_no_case_and_is_told_in_its_log(way: Road) -> None:
    desk = way.clerk
    row = bundles.board(desk)[0]
    before = queries.case(desk.store, row.case_id)
    assert before is not None
    hand_over(desk, [row.code], BY_HAND)
    after = queries.case(desk.store, row.case_id)
    assert after == replace(before, version=before.version + 1)
    last = cases.case(desk, row.case_id).timeline[-1]
    assert (last.act, last.title) == (Act.BUNDLE_OUT, "原件交出")
    assert last.text == "A袋交专人，测试寅接，交接单 140581-03-20261120-J01"
    assert queries.timeline(desk.store, row.case_id)[-1].queue is QueueState.WAITING


def test_that_pressed_twice_bags_are_handed_over_once(way: Road, papers: PaperStub) -> None:
    chosen = codes(way.clerk)[:2]
    first = hand_over(way.clerk, chosen, BY_HAND, press_id="once")
    made = len(papers.made)
    assert hand_over(way.clerk, chosen, BY_HAND, press_id="once") == first
    assert len(papers.made) == made


@pytest.mark.parametrize(
    ("courier", "said"),
    [
        (Courier("", "测试寅"), "怎样送"),
        (Courier("快马", "测试寅"), "怎样送"),
        (Courier("专人", " "), "交给谁"),
        (Courier("机要", "测试寅"), "单号"),
        (Courier("快递", "测试寅", " "), "单号"),
    ],
)
def test_that_a_courier_is_named_with_his_road(way: Road, courier: Courier, said: str) -> None:
    with refused("key_not_ready") as caught:
        hand_over(way.clerk, codes(way.clerk)[:1], courier)
    assert said in caught.value.happened
    assert set(places(way.clerk)) == {Place.HERE}


def test_that_one_bag_that_is_not_here_stops_the_whole_run(way: Road, papers: PaperStub) -> None:
    first, second = codes(way.clerk)[:2]
    hand_over(way.clerk, [first], BY_HAND)
    made = len(papers.made)
    with refused("bundle_place"):
        hand_over(way.clerk, [second, first], BY_HAND)
    with refused("key_not_ready"):
        hand_over(way.clerk, [], BY_HAND)
    assert places(way.clerk)[:2] == [Place.ON_WAY, Place.HERE]
    assert len(papers.made) == made
    with refused("bundle_place"):
        take_back(way.clerk, [second])
    with refused("key_not_ready"):
        take_back(way.clerk, [])


@pytest.mark.parametrize(
    ("scanned", "code"),
    [("14058103A261120000500", "bundle_code"), ("HTTPS://X", "bundle_code"), ("", "bundle_code")],
)
def test_that_another_code_is_refused_in_words(way: Road, scanned: str, code: str) -> None:
    with refused(code):
        bundles.find(way.clerk, scanned)


def test_that_a_bag_of_an_unknown_case_is_named(way: Road) -> None:
    other = case_number("140581", 5, way.clerk.today, 9)
    with refused("bundle_unknown") as caught:
        bundles.find(way.clerk, bundle_code(other, "B"))
    assert other in caught.value.happened
    with refused("bundle_unknown"):
        hand_over(way.clerk, [bundle_code(bundles.board(way.clerk)[0].case_no, "H")], BY_HAND)


def test_that_missing_pages_at_the_city_are_an_alarm_at_the_window(way: Road, clock: HandClock) -> None:
    desk = way.clerk
    row = bundles.board(desk)[0]
    hand_over(desk, [row.code], BY_HAND)
    way.exchange()
    clock.move(hours=3)
    lines = row.held.bundle.lines
    counts = [replace(one, pages=1) if one.seq == 3 else one for one in as_listed(lines) if one.seq != 5]
    city_bundles.receive(way.city, row.code, counts)
    way.pull()
    (alarm,) = bundles.alarms(desk)
    assert (alarm.code, alarm.place) == (row.code, Place.SHORT)
    assert "材料3" in alarm.alarm
    assert "清单2页，实收1页" in alarm.alarm
    assert "缺原件1份" in alarm.alarm
    assert "不得让申请人重复提交" in alarm.todo
    assert [cell[:2] for cell in today.today(desk).urgent if cell[0] == "原件待查"] == [("原件待查", 1)]
    hand_over(desk, [row.code], BY_MAIL)  # what was missing goes after in the same bag
    assert bundles.alarms(desk) == ()
    way.exchange()
    city_bundles.receive(way.city, row.code)
    way.pull()
    assert bundles.find(desk, row.code).place is Place.AT_CITY
    assert [cell for cell in today.today(desk).urgent if cell[0] == "原件待查"] == []


def test_that_a_bag_too_long_on_its_way_is_an_alarm_after_three_working_days(way: Road, clock: HandClock) -> None:
    desk = way.clerk
    hand_over(desk, codes(desk)[:1], BY_HAND)  # Friday
    clock.move(days=5)  # Wednesday, the third working day
    assert bundles.alarms(desk) == ()
    clock.move(days=1)
    (late,) = bundles.alarms(desk)
    assert late.alarm == "在途已 4 个工作日，超过 3 个"
    assert "测试寅" in late.todo


def test_that_the_pack_says_how_long_a_bag_may_be_on_its_way(way: Road, clock: HandClock) -> None:
    policy = way.clerk.pack.policy
    longer = replace(policy, settings={**policy.settings, "originals_days": "5"})
    desk = replace(way.clerk, pack=replace(way.clerk.pack, policy=longer))
    hand_over(desk, codes(desk)[:1], BY_HAND)
    clock.move(days=6)
    assert bundles.alarms(desk) == ()
    clock.move(days=5)
    assert len(bundles.alarms(desk)) == 1


def test_that_what_the_city_sends_back_is_taken_in_again(way: Road, clock: HandClock) -> None:
    desk = way.clerk
    first, second = codes(desk)[:2]
    hand_over(desk, [first, second], BY_HAND)
    way.exchange()
    clock.move(hours=2)
    for code in (first, second):
        city_bundles.receive(way.city, code)
    city_bundles.send_back(way.city, first, way="专人", taken="测试卯", note="办结归还")
    way.pull()
    assert places(desk)[:2] == [Place.RETURNING, Place.AT_CITY]
    clock.move(days=10)
    assert "退回途中" in bundles.find(desk, first).alarm
    take_back(desk, [first], "原件2份，点清")
    assert bundles.find(desk, first).place is Place.BACK
    assert bundles.alarms(desk) == ()
    case_id = bundles.find(desk, first).case_id
    assert cases.case(desk, case_id).timeline[-1].text == "A袋收回窗口，原件2份，点清"


def test_that_a_run_brought_back_undelivered_is_taken_in_again(way: Road) -> None:
    (code, *_) = codes(way.clerk)
    hand_over(way.clerk, [code], BY_HAND)
    take_back(way.clerk, [code])
    assert bundles.find(way.clerk, code).place is Place.BACK
    assert hand_over(way.clerk, [code], BY_HAND).sheet.number.endswith("-J02")


def test_that_a_sheet_printed_again_says_so(way: Road, papers: PaperStub) -> None:
    desk, code = way.clerk, codes(way.clerk)[0]
    with refused("document_unknown"):
        bundle_acts.sheet_again(desk, code)
    done = hand_over(desk, [code], BY_HAND)
    assert bundle_acts.sheet_again(desk, code).id == done.sheet.id  # it never came out of the printer
    for times in (2, 3):
        documents.printed(desk, done.sheet.id, documents.PRINTED)
        again = bundle_acts.sheet_again(desk, code)
        assert (again.number, papers.made[-1].head.times) == (done.sheet.number, times)


def test_that_a_bags_code_opens_its_case(way: Road) -> None:
    row = bundles.board(way.clerk)[-1]
    assert cases.find_by_code(way.clerk, row.code.lower()) == row.case_id
    assert bundles.of_case(way.clerk, row.case_id)[-1] == row


def test_that_originals_of_an_ended_case_are_still_followed(way: Road, clock: HandClock) -> None:
    desk = way.clerk
    row = bundles.board(desk)[0]
    hand_over(desk, [row.code], BY_HAND)
    close.withdraw(desk, row.case_id, "申请人书面撤回")
    assert bundles.find(desk, row.code).state is CaseState.WITHDRAWN
    assert [one.code for one in bundles.board(desk) if one.case_id == row.case_id] == [row.code]
    clock.move(days=30)
    assert [one.code for one in bundles.alarms(desk)] == [row.code]
    take_back(desk, [row.code])
    clock.move(days=120)
    assert [one.code for one in bundles.board(desk) if one.case_id == row.case_id] == []


def test_that_the_log_alone_makes_the_board_again(way: Road) -> None:
    hand_over(way.clerk, codes(way.clerk)[:3], BY_MAIL)
    before = bundles.board(way.clerk)
    replay.rebuild(way.clerk.store)
    assert bundles.board(way.clerk) == before
