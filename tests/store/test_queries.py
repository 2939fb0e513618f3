"""Lists, one case, its papers and the figures of a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest

from models.rules.catalogue import Fact
from models.rules.terms import Act, ApplicantKind, CaseState, Doc, IdKind, Mode, Ruling
from models.store import daybook, payloads, queries, search
from models.store.queries import CaseFilter
from models.store.store import Store
from models.views import Agent, Party
from tests.helpers.people import credit_code, resident_id
from tests.store.acts import KEY, NOW, WINDOW, act, marks, number, paper, receive, receive_in

STATES = (CaseState.RECEIVED, CaseState.ACCEPTED, CaseState.SUPPLEMENTING)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """300 cases in three states, due on ten different days; more than one batch of the index of words."""
    with Store.create(tmp_path_factory.mktemp("many") / "s", KEY, window=WINDOW) as store:
        with store.work() as work:
            for n in range(1, 301):
                due = (date(2026, 11, 20) + timedelta(days=n % 10)).isoformat()
                receive_in(work, n, name=f"样例{n}号店", state=STATES[n % 3].value, due=due)
            work.commit()
        yield store


def numbers(found: tuple[object, ...]) -> list[int]:
    """Their running numbers."""
    return [int(case.case_no.split("-")[3]) for case in found]  # type: ignore[attr-defined]


def paged(many: Store, size: int, only: CaseFilter | None = None) -> list[int]:
    """The whole list, page by page."""
    found: list[int] = []
    after: int | None = None
    while page := queries.case_page(many, after=after, limit=size, only=only):
        found += numbers(page)
        after = page[-1].n
    return found


@pytest.mark.parametrize("size", [1, 7, 100, 1000])
def test_that_pages_put_together_are_the_whole_list_newest_first(many: Store, size: int) -> None:
    assert paged(many, size) == list(range(300, 0, -1))
    assert queries.case_count(many) == 300


@pytest.mark.parametrize("states", [STATES[:1], STATES[1:], STATES])
def test_that_pages_of_some_states_hold_just_those(many: Store, states: tuple[CaseState, ...]) -> None:
    wanted = [n for n in range(300, 0, -1) if STATES[n % 3] in states]
    assert paged(many, 17, CaseFilter(states)) == wanted
    assert queries.case_count(many, CaseFilter(states)) == len(wanted)


@pytest.mark.parametrize("few", [0, search.FEW], ids=["by words", "one by one"])
@pytest.mark.parametrize("text", ["7号店", "样例1", "号"])
def test_that_pages_of_a_search_hold_just_what_was_searched(
    many: Store, text: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FEW", few)
    wanted = [n for n in range(300, 0, -1) if text in f"样例{n}号店"]
    assert paged(many, 17, CaseFilter(text=text)) == wanted
    assert queries.case_count(many, CaseFilter(text=text)) == len(wanted)
    assert queries.case_count(many, CaseFilter(text=text), cap=5) == 5
    accepted = [n for n in wanted if STATES[n % 3] is CaseState.ACCEPTED]
    assert paged(many, 17, CaseFilter((CaseState.ACCEPTED,), text)) == accepted


@pytest.mark.parametrize("start", [0, 1, 150, 299, 300])
def test_that_any_place_of_the_list_is_jumped_to(many: Store, start: int) -> None:
    assert numbers(queries.case_slice(many, start, 5)) == list(range(300, 0, -1))[start : start + 5]


def test_that_the_most_urgent_come_first_and_pages_join(many: Store) -> None:
    found: list[tuple[date, int]] = []
    after: tuple[date, int] | None = None
    while page := queries.due_page(many, after=after, limit=13):
        found += [(case.due or date.min, case.n) for case in page]
        after = found[-1]
    assert len(found) == 300
    assert found == sorted(found)
    until = date(2026, 11, 21)
    assert len(queries.due_page(many, until=until, limit=1000)) == queries.due_count(many, until) == 60
    assert queries.due_count(many, until, since=until) == 30


def test_that_a_stopped_clock_leaves_the_list_of_due_dates(store: Store) -> None:
    case_id = receive(store)
    act(store, case_id, Act.ASK_SUPPLEMENT, state=CaseState.SUPPLEMENTING.value, due=None)
    assert queries.due_page(store) == ()
    act(store, case_id, Act.TAKE_SUPPLEMENT, due="2026-12-01")
    assert [case.due for case in queries.due_page(store)] == [date(2026, 12, 1)]


def test_that_a_case_reads_back_as_it_was_written(store: Store) -> None:
    case_id = receive(store)
    act(
        store,
        case_id,
        Act.ACCEPT,
        state=CaseState.ACCEPTED.value,
        accepted_at=payloads.at(NOW),
        promised_due="2026-12-11",
        statutory_due="2026-12-18",
        next={"step": "转报", "note": "当日转报", "whose": "本窗口"},
    )
    case = queries.case(store, case_id)
    assert case == queries.case_by_no(store, number(1))
    assert case is not None
    assert (case.mode, case.ruling, case.state) == (Mode.WINDOW_FORWARD_COUNTY, Ruling.DELEGATED, CaseState.ACCEPTED)
    assert (case.received_at, case.accepted_at, case.version) == (NOW, NOW, 2)
    assert (case.due, case.notice_due, case.promised_due) == (date(2026, 11, 27), None, date(2026, 12, 11))
    assert (case.statutory_due, case.next_step, case.whose) == (date(2026, 12, 18), "转报", "本窗口")
    assert (case.applicant_kind, case.id_tail) == (ApplicantKind.LEGAL_PERSON, credit_code()[-4:])
    assert queries.case(store, "no such case") is None


def test_that_lists_hold_no_more_of_an_id_number_than_its_tail(store: Store) -> None:
    party = Party(ApplicantKind.NATURAL_PERSON, "测试甲", IdKind.RESIDENT_ID, resident_id())
    receive(store, applicant=payloads.party(party))
    with store.read() as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in set(tables) - {"entries", "case_words"}:
            rows = repr(db.execute(f"SELECT * FROM {table}").fetchall())
            assert resident_id()[:-4] not in rows, table


def test_that_materials_are_the_last_that_were_written(store: Store) -> None:
    case_id = receive(store, materials=marks("b" * 64))
    assert [(mark.seq, mark.state, name) for mark, name in queries.materials(store, case_id)] == [
        (1, "received", "营业执照"),
        (2, "missing", "经营场所平面图"),
    ]
    assert queries.materials(store, case_id)[0][0] == payloads.material_from(marks("b" * 64)[0])[0]
    act(store, case_id, Act.TAKE_SUPPLEMENT, materials=[{**marks()[1], "state": "received"}])
    assert [(mark.seq, mark.state) for mark, _ in queries.materials(store, case_id)] == [(2, "received")]


def test_that_papers_keep_their_order_their_prints_and_their_first_bytes(store: Store) -> None:
    case_id = receive(store)
    made = paper(Doc.ACCEPT, "样审受〔2026〕300001号", digest="b" * 64)
    act(store, case_id, Act.ACCEPT, documents=[payloads.document(made)])
    again = {**payloads.document(made, times=2, original_of=made.id), "id": "second", "digest": "c" * 64}
    act(store, case_id, Act.REPRINT, documents=[again])
    with store.work() as work:
        for result in ("ok", "缺纸"):
            work.journal_print(made.id, "clerk", NOW, result)
        work.commit()
    found = queries.documents(store, case_id)
    assert [(one.doc, one.digest[0], one.prints) for one in found] == [
        (Doc.RECEIPT, "a", 0),
        (Doc.ACCEPT, "b", 2),
        (Doc.ACCEPT, "c", 0),
    ]
    first = queries.document_by_number(store, made.number)
    assert first == queries.document(store, made.id) == found[1]
    assert found[1].case_no == number(1)
    assert queries.document(store, "no such paper") is None
    assert [row[0:2] for row in daybook.day_prints(store, NOW.date())] == [(made.id, "clerk")] * 2


def test_that_one_number_is_never_on_two_papers(store: Store) -> None:
    case_id = receive(store)
    for ident in ("one", "two"):
        made = {**payloads.document(paper(Doc.ACCEPT, "样审受〔2026〕300001号")), "id": ident}
        if ident == "one":
            act(store, case_id, Act.ACCEPT, documents=[made])
        else:
            with pytest.raises(Exception, match="UNIQUE"):
                act(store, case_id, Act.ACCEPT, documents=[made])


def test_that_the_same_business_of_the_same_applicant_is_seen(store: Store) -> None:
    first = receive(store, 1)
    receive(store, 2, item_key="附件/72")
    other = payloads.party(Party(name="别家", id_number=credit_code(2)))
    receive(store, 3, applicant=other)
    kind = IdKind.CREDIT_CODE.value
    assert [case.case_id for case in queries.same_business(store, kind, credit_code(), "附件/71")] == [first]
    act(store, first, Act.REFUSE, state=CaseState.REFUSED.value)
    closed = (CaseState.REFUSED,)
    assert queries.same_business(store, kind, credit_code(), "附件/71", closed) == ()
    assert queries.same_business(store, kind, "", "附件/71") == ()


def test_that_the_same_business_is_seen_in_the_index_too(many: Store) -> None:
    found = queries.same_business(many, IdKind.CREDIT_CODE.value, credit_code(), "附件/71")
    assert len(found) == 300


def test_that_the_day_is_the_day_in_shanghai(store: Store) -> None:
    late = NOW.replace(hour=23, minute=59)
    case_id = receive(store, 1, at=late)
    act(store, case_id, Act.ACCEPT, at=late + timedelta(minutes=1))
    act(store, case_id, Act.NOTE, at=late - timedelta(days=1))  # written late, with the clock set back
    days = [NOW.date() + timedelta(days=shift) for shift in (-1, 0, 1, 2)]
    found = [[logged.entry.kind for logged in daybook.day_entries(store, day)] for day in days]
    assert found == [[], [Act.RECEIVE], [Act.ACCEPT, Act.NOTE], []]  # no entry is earlier than the one before
    assert daybook.last_written(store) == late + timedelta(minutes=1)


def test_that_counts_follow_the_acts(store: Store) -> None:
    assert daybook.last_written(store) is None
    first = receive(store, 1)
    receive(store, 2)
    act(store, first, Act.ACCEPT, state=CaseState.ACCEPTED.value, at=NOW + timedelta(days=1))
    assert daybook.state_counts(store) == {CaseState.RECEIVED: 1, CaseState.ACCEPTED: 1}
    marks_of = daybook.day_counts(store, NOW.date(), NOW.date() + timedelta(days=1))
    assert [(mark.day.day, mark.act, mark.count) for mark in marks_of] == [(20, Act.RECEIVE, 2), (21, Act.ACCEPT, 1)]


def test_that_the_file_of_a_list_is_not_read_for_a_page(many: Store) -> None:
    """A page deep in the list costs the steps of a page at its top: no scan, no sort."""
    with many.read() as db:
        for sql in (
            "SELECT * FROM cases WHERE n < 9 ORDER BY n DESC LIMIT 5",
            "SELECT * FROM cases WHERE state = 'x' AND n < 9 ORDER BY n DESC LIMIT 5",
            "SELECT * FROM cases WHERE due IS NOT NULL AND (due, n) > ('', 0) ORDER BY due, n LIMIT 5",
            "SELECT * FROM queue WHERE state <> '已送达' ORDER BY entry_n LIMIT 5",
        ):
            plan = " ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}"))
            assert "TEMP B-TREE" not in plan, sql
            assert "SEARCH" in plan or "ix_queue_open" in plan, (sql, plan)


def test_that_facts_and_parties_come_back_as_they_went() -> None:
    facts: dict[str, Fact] = {"water": Decimal("4.90"), "city_project": True, "kind": "新办"}
    assert payloads.facts_from(payloads.facts(facts)) == facts
    party = Party(ApplicantKind.NATURAL_PERSON, "测试甲", IdKind.PASSPORT, "X1")
    assert payloads.party_from(payloads.party(party)) == party
    agent = Agent("测试乙", until=date(2026, 12, 31))
    assert payloads.agent_from(payloads.agent(agent)) == agent
    assert payloads.agent_from(payloads.agent(None)) is None
    made = paper(Doc.ACCEPT, "1")
    assert payloads.document_from(payloads.document(made), case_id="", case_no="") == made
