"""Forms that are not yet acts."""

from __future__ import annotations

from pathlib import Path

from models.store import drafts
from models.store.store import Store
from tests.store.acts import KEY, MINUTE, NOW, marks, receive


def keep(store: Store, draft_id: str, text: str = "{}", minutes: int = 0) -> None:
    """Save a form."""
    drafts.save(store, draft_id, text, item_name="食品经营许可", applicant="测试甲", at=NOW + minutes * MINUTE)


def test_that_the_last_save_of_a_form_is_given_back_whole_after_a_restart(folder: Path, store: Store) -> None:
    keep(store, "d1", '{"name": "测"}')
    keep(store, "d1", '{"name": "测试"}', 1)
    store.close()
    with Store.open(folder, KEY) as again:
        assert drafts.load(again, "d1") == '{"name": "测试"}'
        assert drafts.load(again, "d2") is None
        (row,) = drafts.listed(again)
        assert (row.draft_id, row.applicant, row.saved_at) == ("d1", "测试甲", NOW + MINUTE)


def test_that_the_newest_draft_comes_first(store: Store) -> None:
    for minutes, name in ((2, "b"), (3, "c"), (1, "a")):
        keep(store, name, minutes=minutes)
    assert [row.draft_id for row in drafts.listed(store)] == ["c", "b", "a"]


def test_that_a_draft_is_gone_with_the_act_it_became_and_only_with_it(store: Store) -> None:
    keep(store, "d1")
    with store.work() as work:
        work.drop_draft("d1")
    assert drafts.load(store, "d1") == "{}"
    with store.work() as work:
        work.drop_draft("d1")
        work.commit()
    assert drafts.listed(store) == ()


def scan(store: Store, data: bytes) -> str:
    """A scan shown by a draft."""
    with store.work() as work:
        digest = work.put_blob(data, "image/png", kept=False)
        work.commit()
    return digest


def test_that_discarding_a_draft_destroys_the_scans_nobody_else_shows(store: Store) -> None:
    own, shared, named = scan(store, b"own"), scan(store, b"shared"), scan(store, b"named")
    keep(store, "d1", f'{{"scans": ["{own}", "{shared}", "{named}"]}}')
    keep(store, "d2", f'{{"scans": ["{shared}"]}}')
    receive(store, materials=marks(named))
    drafts.delete(store, "d1")
    assert [store.blobs.has(digest) for digest in (own, shared, named)] == [False, True, True]
    drafts.delete(store, "d2")
    assert [store.blobs.has(digest) for digest in (own, shared, named)] == [False, False, True]
    drafts.delete(store, "no such draft")
