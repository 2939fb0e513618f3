"""今日、办件、转报 and Ctrl+K, read from a store with a day's work in it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from models.desk import cases, queue, search, today
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.forward import forward
from models.desk.receive import take_in
from models.desk.refuse import refuse
from models.desk.supplement import ask
from models.errors import Refusal
from models.rules.terms import Act, CaseState, Light, QueueState
from models.store import outbox
from models.views import ActDone
from tests.helpers.factory import HandClock, form_for, mark

DEVICES = "附件/71"


@pytest.fixture
def forwarded(desk: Desk) -> ActDone:
    """A case whose letter is ready."""
    return accept(desk, form_for(desk, DEVICES))


def deliver(desk: Desk) -> None:
    """The city takes everything that waits."""
    for out in outbox.claim(desk.store, desk.clock.now(), 100, timedelta(minutes=1)):
        outbox.delivered(desk.store, out.entry.id, f"JC-{out.entry.seq:04d}", desk.clock.now())


def test_that_a_list_never_shows_a_whole_number(desk: Desk, forwarded: ActDone) -> None:
    (row,), count = cases.page(desk)
    assert count == 1
    assert form_for(desk, DEVICES).applicant.id_number not in repr(row)
    assert (row.case_id, row.next_step, row.whose) == (forwarded.case_id, "转报市级", "本窗口")


def test_that_the_list_goes_on_after_the_last_row_and_finds_by_text(desk: Desk) -> None:
    for item in ("附件/2", "附件/8", "附件/9"):
        accept(desk, form_for(desk, item))
    first, count = cases.page(desk, limit=2)
    rest, _ = cases.page(desk, after=first[-1].case_id, limit=2)
    assert count == 3
    assert [row.case_no.split("-")[3] for row in (*first, *rest)] == ["0003", "0002", "0001"]
    assert [row.item_name for row in cases.page(desk, text="劳务")[0]] == ["劳务派遣经营许可"]
    assert len(cases.page(desk, text="gpsylqx")[0]) == 3  # initials of the applicant
    assert [row.case_no for row in cases.page_at(desk, 1, 1)] == [first[1].case_no]


def test_that_a_delivered_letter_moves_the_case_and_its_clock_to_the_city(desk: Desk, forwarded: ActDone) -> None:
    assert [row.sent for row in cases.case(desk, forwarded.case_id).timeline] == ["等待"] * 3
    deliver(desk)
    seen = cases.case(desk, forwarded.case_id)
    assert [row.sent for row in seen.timeline] == ["已报市"] * 3
    assert (seen.row.state, seen.row.whose) == (CaseState.FORWARDED, "市级")
    assert seen.row.due == next(clock.due for clock in seen.deadlines if clock.name == "承诺办结")
    assert next(clock.light for clock in seen.deadlines if clock.name == "转出到市级") is Light.DONE


def test_that_one_case_shows_everything_of_it(desk: Desk, forwarded: ActDone) -> None:
    seen = cases.case(desk, forwarded.case_id)
    assert seen.source_line.endswith("版")
    assert [name for name, _, _ in seen.afterwards] == ["送达", "推送监管", "月度备案"]
    assert seen.applicant_masked == "统一社会信用代码 91999999******17X7"
    assert len(seen.materials) == 9
    assert seen.materials[0][1] == "医疗器械经营许可申请表"
    assert seen.chain_ok
    assert seen.duties is not None
    assert seen.can["reprint"] == ""
    with pytest.raises(Refusal, match="没有找到这件"):
        cases.case(desk, "nowhere")


def test_that_a_changed_entry_shows_on_the_page(desk: Desk, forwarded: ActDone) -> None:
    with desk.store.work() as work:
        work.db.execute("DROP TRIGGER entries_no_update")  # as one would who edits the file by hand
        work.db.execute("UPDATE entries SET actor = 'someone else' WHERE version = 2")
        work.commit()
    assert not cases.case(desk, forwarded.case_id).chain_ok


def test_that_a_case_is_found_by_whatever_was_scanned(desk: Desk, forwarded: ActDone) -> None:
    paper = forwarded.documents[1]
    for code in (
        forwarded.case_no,
        forwarded.case_no.lower().replace("-", ""),
        f"HTTPS://TQ.EXAMPLE/Q/{forwarded.case_no}/ACCEPT/ABC",
        paper.number,
    ):
        assert cases.find_by_code(desk, code) == forwarded.case_id
    assert cases.find_by_code(desk, "GP0426112000011A") is None  # another window's bag
    assert cases.find_by_code(desk, "140581-03-20261120-0009-X") is None
    assert cases.find_by_code(desk, "") is None
    assert cases.find_by_code(desk, "\ud800140581") is None  # half a character: no store can look for it
    assert search.find(desk, "\udc00") == ()
    assert cases.page(desk, text="\ud800") == ((), 0)


def test_that_nothing_more_can_be_forwarded_once_it_is_queued(desk: Desk, forwarded: ActDone) -> None:
    with pytest.raises(Refusal) as told:
        forward(desk, forwarded.case_id)
    assert told.value.code == "act_out_of_order"


def test_that_today_puts_what_cannot_wait_first(desk: Desk, clock: HandClock) -> None:
    held = take_in(desk, form_for(desk, "附件/2"))
    accept(desk, form_for(desk, DEVICES))
    clock.move(days=7)  # the fifth working day
    seen = today.today(desk)
    assert seen.open_cases == 2
    assert seen.urgent == (
        ("五日告知到期", 1, "今日不告知，自收件之日起视为受理"),
        ("转出到期", 1, "县级一段已到期，今日须送到市级"),
    )
    assert [row.light for row in seen.rows] == [Light.LATE, Light.TODAY]
    assert seen.rows[1].case_id == held.case_id
    clock.move(days=3)
    assert today.today(desk).rows[1].light is Light.LATE


def test_that_the_city_being_late_is_the_citys(desk: Desk, forwarded: ActDone, clock: HandClock) -> None:
    deliver(desk)
    clock.move(days=31)
    assert [cell[0] for cell in today.today(desk).urgent] == ["市级超期"]


def test_that_cases_at_the_city_do_not_crowd_out_the_countys_own(
    desk: Desk, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(today, "SHOWN", 2)
    for _ in range(3):
        accept(desk, form_for(desk, DEVICES))
    deliver(desk)
    own = accept(desk, form_for(desk, "附件/2"))
    clock.move(days=26)
    for _ in range(3):  # newer cases, none of them urgent
        accept(desk, form_for(desk, "附件/54", "新办"))
    assert own.case_id in {one.case_id for one in today._by_due(desk)}


def test_that_the_week_and_the_missing_table_are_shown(desk: Desk) -> None:
    accept(desk, form_for(desk, "附件/2"))
    refuse(desk, form_for(desk, "附件/26", facts={"truck_goods": "普通货运", "truck_mass": Decimal(4000)}))
    seen = today.today(desk)
    assert seen.week[4] == ("周五", 2, 1)
    assert next(title for title, _ in seen.notices) == "2027 年放假表未导入"


def test_xkf_art45_waiting_for_the_applicant_is_no_stopped_clock_and_nobodys_delay(desk: Desk) -> None:
    """许可法第四十五条: only its procedures stop a clock; before acceptance none runs."""
    ask(desk, mark(form_for(desk, DEVICES), 8, "missing"))
    (row,) = today.today(desk).rows
    assert (row.light, row.whose, row.due) == (Light.UNKNOWN, "申请人", None)


def test_that_the_queue_says_what_waits_why_and_for_whom(desk: Desk, forwarded: ActDone, clock: HandClock) -> None:
    (first, second, _third) = outbox.claim(desk.store, clock.now(), 10, timedelta(minutes=1))
    outbox.delivered(desk.store, first.entry.id, "JC-1", clock.now())
    outbox.hold(desk.store, second.entry.id, "页数与扫描不符", "样例窗口员")
    seen = queue.queue(desk)
    assert (seen.held, seen.delivered_today) == (1, 1)
    held = next(row for row in seen.rows if row.state is QueueState.HELD)
    assert (held.content, held.reason, held.who) == ("受理", "页数与扫描不符", "样例窗口员")
    assert [row.content for row in seen.rows if row.entry_id == first.entry.id] == ["收件"]
    assert "文书 1 页" in held.attachments
    assert queue.retry_now(desk, second.entry.id) == 1
    assert queue.queue(desk).held == 0


def test_that_sizes_read_as_people_say_them() -> None:
    assert [queue.size(n) for n in (10, 9_000, 10_276_044)] == ["1 KB", "9 KB", "9.8 MB"]


def test_that_anything_is_found_from_anywhere(desk: Desk, forwarded: ActDone) -> None:
    by_initials = search.find(desk, "dslylqx")
    assert (by_initials[0].kind, by_initials[0].key) == ("item", DEVICES)
    by_name = search.find(desk, "样例器械")
    assert [(hit.kind, hit.key) for hit in by_name] == [("case", forwarded.case_id)]
    assert [hit.key for hit in search.find(desk, "台账")] == ["ledger"]
    assert search.find(desk, "rj")[-1].key == "dayclose"
    assert [(hit.kind, hit.key) for hit in search.find(desk, forwarded.case_no)] == [("case", forwarded.case_id)]
    assert {hit.kind for hit in search.find(desk, " ")} == {"command"}


def test_that_the_timeline_reads_as_sentences(desk: Desk) -> None:
    done = ask(desk, mark(form_for(desk, DEVICES), 8, "missing"))
    rows = cases.case(desk, done.case_id).timeline
    assert [(row.title, row.text) for row in rows] == [
        ("收件", "材料 8 项 16 页"),
        ("补正告知", "缺 1 件：信息管理系统基本情况"),
    ]
    assert [row.actor for row in rows] == ["样例窗口员"] * 2
    assert rows[1].paper.startswith("补正材料一次性告知书 高审补〔2026〕")
    assert {row.act for row in rows} == {Act.RECEIVE, Act.ASK_SUPPLEMENT}
