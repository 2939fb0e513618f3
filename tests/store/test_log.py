"""The log: order, versions, the chain, and that nobody changes it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import chain
from models.rules.terms import Act, CaseState
from models.store import queries
from models.store.entries import digest_of, new_id, stamp, unstamp
from models.store.store import Store
from tests.store.acts import NOW, act, receive

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def test_that_entries_count_per_window_and_versions_per_case(store: Store) -> None:
    first, second = receive(store, 1), receive(store, 2)
    act(store, first, Act.ACCEPT, state=CaseState.ACCEPTED.value)
    entries = [logged.entry for case in (first, second) for logged in queries.timeline(store, case)]
    assert [(entry.case_id, entry.seq, entry.version) for entry in entries] == [
        (first, 1, 1),
        (first, 3, 2),
        (second, 2, 1),
    ]


def test_that_each_entry_carries_the_digest_of_the_one_before(store: Store) -> None:
    case_id = receive(store)
    act(store, case_id, Act.ACCEPT)
    act(store, case_id, Act.NOTE, text="电话告知")
    entries = [logged.entry for logged in queries.timeline(store, case_id)]
    assert [entry.prev for entry in entries] == [chain.GENESIS, entries[0].digest, entries[1].digest]
    assert all(digest_of(entry) == entry.digest for entry in entries)


def test_that_the_chain_goes_on_after_the_store_was_closed(folder: Any, store: Store) -> None:
    case_id = receive(store)
    last = queries.timeline(store, case_id)[-1].entry
    store.close()
    with Store.open(folder, store._key) as again:
        assert act(again, case_id, Act.NOTE).prev == last.digest
        with again.work() as work:
            assert work.head.at == NOW


@given(payload=st.dictionaries(st.text(max_size=8), JSON, max_size=4))
def test_that_the_digest_is_sha_256_of_plain_sorted_json(payload: dict[str, Any]) -> None:
    fields = {
        "id": new_id(),
        "window": "140581-03",
        "seq": 7,
        "case": "测试",
        "version": 2,
        "kind": "note",
        "at": stamp(NOW),
        "actor": '"\\\n',
        "payload": payload,
        "prev": chain.GENESIS,
    }
    plain = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert chain.digest(fields) == hashlib.sha256(plain.encode()).hexdigest()
    assert chain.parse(chain.canonical(payload)) == payload


@pytest.mark.parametrize("statement", ["UPDATE entries SET actor = 'x'", "DELETE FROM entries", "DELETE FROM prints"])
def test_that_the_log_and_the_print_journal_refuse_to_be_changed(store: Store, statement: str) -> None:
    case_id = receive(store)
    with store.work() as work:
        document = queries.documents(store, case_id)[0]
        work.journal_print(document.id, "clerk", NOW, "ok")
        work.commit()
    with pytest.raises(Exception, match="append-only"), store.work() as work:
        work.db.execute(statement)


def test_that_a_time_without_a_zone_never_enters_the_log(store: Store) -> None:
    with pytest.raises(ValueError, match="zone"):
        receive(store, at=datetime(2026, 11, 20, 9))  # noqa: DTZ001 - this is what must be refused


def test_that_a_value_that_is_not_json_never_enters_the_log(store: Store) -> None:
    case_id = receive(store)
    with pytest.raises(TypeError):
        act(store, case_id, Act.NOTE, text=NOW)
    assert len(queries.timeline(store, case_id)) == 1


@given(at=st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_that_text_order_of_times_is_time_order(at: datetime) -> None:
    kept = at.replace(microsecond=at.microsecond // 1000 * 1000)
    assert unstamp(stamp(at)) == kept
    assert (stamp(at) < stamp(NOW)) == (kept < NOW)


def test_that_ids_are_uuid7_and_grow() -> None:
    ids = [new_id() for _ in range(5000)]
    assert ids == sorted(set(ids))
    assert {ident[14] for ident in ids} == {"7"}
    assert {ident[19] for ident in ids} <= set("89ab")


def test_that_a_paper_of_no_case_needs_no_entry(store: Store) -> None:
    from models.rules.terms import Doc
    from tests.store.acts import paper

    with store.work() as work:
        work.add_document(paper(Doc.DAY_LEDGER, "台03-20261120"))
        work.add_document(paper(Doc.DAY_LEDGER, "台03-20261121"))
        work.commit()
    found = queries.document_by_number(store, "台03-20261121")
    assert found is not None
    assert (found.case_id, found.doc) == ("", Doc.DAY_LEDGER)
