"""Finding cases: every exact substring, nothing else, wherever the case lies."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.terms import IdKind
from models.store import payloads, queries, search
from models.store.store import Store
from models.views import Party
from tests.helpers.people import RARE_NAMES, credit_code, hmt_residence
from tests.store.acts import KEY, WINDOW, number, receive, receive_in

NAME = st.text(st.sampled_from("高平市样例餐饮䶮𬱖AbＣ1·（ "), min_size=1, max_size=8)


@settings(max_examples=40)
@given(
    names=st.lists(NAME, min_size=1, max_size=12),
    typed=st.text(st.sampled_from("高平市样例䶮𬱖abc1"), min_size=1, max_size=4),
)
def test_that_a_search_finds_every_name_that_holds_the_text_and_no_other(names: list[str], typed: str) -> None:
    with TemporaryDirectory() as place, Store.create(Path(place) / "s", KEY, window=WINDOW) as store:
        with store.work() as work:
            for n, name in enumerate(names, 1):
                receive_in(work, n, name=name, item_name="事项", initials="")
            work.commit()
        with store.work() as work:
            # as if 256 more had come: everything is in the index
            rows = work.db.execute("SELECT n, case_no, applicant, item_name, initials, party_key FROM cases").fetchall()
            fresh = search.find(work.db, typed, last=99, limit=99)
            search.add(work.db, rows)
            indexed = work.db.execute(
                "SELECT rowid FROM case_words WHERE case_words MATCH ?", (f"{{applicant}} : {search.phrase(typed)}",)
            ).fetchall()
        wanted = {n for n, name in enumerate(names, 1) if search.fold(typed) in search.fold(name)}
        assert {row[0] for row in indexed} == wanted
        assert {n for n in fresh if n in wanted} == wanted
        assert set(fresh) - wanted <= {n for n in range(1, len(names) + 1) if number(n).find(typed) >= 0}


@pytest.fixture
def indexed(store: Store) -> Store:
    """A store with one full batch in the index and some cases beyond it."""
    with store.work() as work:
        for n in range(1, search.BATCH + 20):
            receive_in(work, n, name=f"甲乙丙{n}店", item_name="公共场所卫生许可", initials=f"jyb{n}d")
        work.commit()
    return store


@pytest.mark.parametrize("n", [3, search.BATCH, search.BATCH + 1, search.BATCH + 19])
def test_that_a_case_is_found_by_name_initials_and_number_in_and_beyond_the_index(indexed: Store, n: int) -> None:
    for text in (f"丙{n}店", f"yb{n}d", number(n), f"{n:04d}", f"{n:04d}-k", f"20261120-{n:04d}", f" 丙 {n}　店 "):
        assert number(n) in [case.case_no for case in queries.find_cases(indexed, text, limit=300)], text


def test_that_the_newest_come_first_and_no_more_than_asked(indexed: Store) -> None:
    found = queries.find_cases(indexed, "公共场所", limit=30)
    assert [case.n for case in found] == list(range(search.BATCH + 19, search.BATCH - 11, -1))


def test_that_a_whole_id_number_finds_its_owners_cases_only(store: Store) -> None:
    person = Party(name="测试甲", id_kind=IdKind.HMT_RESIDENCE, id_number=hmt_residence())
    receive(store, 1)
    receive(store, 2, applicant=payloads.party(person))
    assert [case.case_no for case in queries.find_cases(store, hmt_residence())] == [number(2)]
    assert [case.case_no for case in queries.find_cases(store, credit_code().lower())] == [number(1)]
    assert queries.find_cases(store, hmt_residence()[:-1]) == ()


@pytest.mark.parametrize("name", RARE_NAMES)
def test_that_rare_characters_are_found(indexed: Store, name: str) -> None:
    with indexed.work() as work:
        for n in range(300, 300 + 2 * search.BATCH):
            receive_in(work, n, name=name if n == 310 else "别人")
        work.commit()
    assert [case.applicant for case in queries.find_cases(indexed, name[-1])] == [name]


@pytest.mark.parametrize("text", ["", " ", "'", '"', "*", "-", "NEAR(", 'x" OR "y', "{party} :", "%", "（）", "\x00"])
def test_that_nothing_typed_is_taken_for_a_command(indexed: Store, text: str) -> None:
    assert queries.find_cases(indexed, text) == ()


def test_that_a_number_that_is_no_case_number_is_still_a_word() -> None:
    assert search.number_words("旧编号17") == "旧编号17"
    assert search.number_words(number(17)).split() == ["14058103202611200017k", "202611200017k", "0017k"]
