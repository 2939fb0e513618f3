"""Fault 48: a row of the log edited, deleted, its end cut off, by somebody with the key: found, whatever they did."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.rules import chain
from models.rules.terms import Act, AuditKind
from models.store import anchor, audit, walk
from models.store.connect import FILE, connect
from models.store.store import Store
from models.store.walk import Broken
from tests.store.acts import KEY, NOW, WINDOW, act, forward, receive

if TYPE_CHECKING:
    from sqlite3 import Connection

LENGTH = 12
_FIELDS = "id, window, seq, case_id, version, kind, at, actor, payload, prev"


def fill(folder: Path) -> None:
    """Twelve entries: three cases with their papers, the trail between them."""
    with Store.create(folder, KEY, window=WINDOW) as store:
        for n in range(1, 4):
            case_id = receive(store, n)
            act(store, case_id, Act.NOTE, text="来电询问")
            forward(store, case_id)
            with store.work() as work:
                audit.note(work, AuditKind.EXPORT, NOW, actor="p", name="样例管理员", subject=f"{n}.xlsx")
                work.commit()
        assert store.head.seq == LENGTH


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Such a store, closed: its anchor stands beside it."""
    folder = tmp_path_factory.mktemp("filled") / "store"
    fill(folder)
    assert json.loads((folder / anchor.FILE).read_text())["seq"] == LENGTH
    return folder


def edit(db: Connection, at: int) -> None:
    """The words of one row."""
    db.execute("UPDATE entries SET payload = replace(payload, '}', ',\"x\":1}') WHERE seq = ?", (at,))


def edit_and_sum(db: Connection, at: int) -> None:
    """And its own digest made to fit."""
    edit(db, at)
    _sum(db, at)


def edit_and_chain(db: Connection, at: int) -> None:
    """And every digest after it: the chain itself is whole again."""
    edit(db, at)
    for seq in range(at, LENGTH + 1):
        digest = _sum(db, seq)
        db.execute("UPDATE entries SET prev = ? WHERE seq = ?", (digest, seq + 1))


def take_out(db: Connection, at: int) -> None:
    """One row is gone."""
    db.execute("DELETE FROM entries WHERE seq = ?", (at,))


def close_up(db: Connection, at: int) -> None:
    """One row is gone and the later ones were numbered and summed anew."""
    take_out(db, at)
    for seq in range(at + 1, LENGTH + 1):
        db.execute("UPDATE entries SET seq = seq - 1 WHERE seq = ?", (seq,))
        before = db.execute("SELECT digest FROM entries WHERE seq = ?", (seq - 2,)).fetchone()
        db.execute("UPDATE entries SET prev = ? WHERE seq = ?", (before[0] if before else chain.GENESIS, seq - 1))
        _sum(db, seq - 1)


def cut(db: Connection, at: int) -> None:
    """Everything from a row on is gone."""
    db.execute("DELETE FROM entries WHERE seq >= ?", (at,))


def cut_clean(db: Connection, at: int) -> None:
    """And whatever named it: cases, papers, queue. Nothing inside the database tells any more."""
    cut(db, at)
    for sql in (
        "DELETE FROM queue WHERE entry_n >= ?",
        "DELETE FROM documents WHERE entry_n >= ?",
        "DELETE FROM case_materials WHERE ?",
        "DELETE FROM cases WHERE ?",
    ):
        db.execute(sql, (at,))


HANDS: dict[str, Callable[[Connection, int], None]] = {
    one.__name__: one for one in (edit, edit_and_sum, edit_and_chain, take_out, close_up, cut, cut_clean)
}


def _sum(db: Connection, seq: int) -> str:
    row = db.execute(f"SELECT {_FIELDS} FROM entries WHERE seq = ?", (seq,)).fetchone()
    digest = chain.digest_text(chain.entry_text(*row))
    db.execute("UPDATE entries SET digest = ? WHERE seq = ?", (digest, seq))
    return digest


def tampered(filled: Path, folder: Path, hand: str, at: int) -> Path:
    """A copy of the store into which somebody with the key has been."""
    shutil.copytree(filled, folder)
    db = connect(folder / FILE, KEY)
    db.execute("PRAGMA foreign_keys=OFF")
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")  # they keep honest programs from it, not who has the key
    HANDS[hand](db, at)
    db.close()
    return folder


def found(store: Store) -> Broken | None:
    """What the auditor's check finds."""
    with store.read() as db:
        return walk.whole(store) or store.anchor.judge(db, store.window)


@settings(max_examples=40)
@given(hand=st.sampled_from(sorted(HANDS)), at=st.integers(1, LENGTH))
@example(hand="cut_clean", at=LENGTH)
@example(hand="edit_and_chain", at=LENGTH)
@example(hand="close_up", at=1)
def test_that_whatever_is_done_to_the_own_chain_is_found_and_named(filled: Path, hand: str, at: int) -> None:
    with TemporaryDirectory() as spare, Store.open(tampered(filled, Path(spare) / "s", hand, at), KEY) as store:
        broken = found(store)
        assert broken is not None
        assert "第" in broken.why
        # the check at a start sees the end of the chain and the anchor; so short a chain it sees whole
        with store.read() as db:
            assert walk.tail(store)[0] or walk.whole(store) or store.anchor.judge(db, WINDOW)


@pytest.mark.parametrize("at", [1, 5, LENGTH])
def test_that_without_the_anchor_a_clean_cut_would_not_be_found(filled: Path, tmp_path: Path, at: int) -> None:
    """The control: it is the anchor that finds it, not luck."""
    folder = tampered(filled, tmp_path / "s", "cut_clean", at)
    (folder / anchor.FILE).unlink()
    with Store.open(folder, KEY) as store:
        assert found(store) is None
        with store.read() as db:
            assert store.anchor.lost(db)


def test_that_an_untouched_store_is_whole(filled: Path, tmp_path: Path) -> None:
    shutil.copytree(filled, tmp_path / "s")
    with Store.open(tmp_path / "s", KEY) as store:
        assert found(store) is None
        assert walk.tail(store, 5) == (None, 5)


def test_that_the_city_finds_a_cut_when_the_anchor_went_with_it(filled: Path, tmp_path: Path) -> None:
    with Store.open(filled, KEY) as store:
        head = store.head
    folder = tampered(filled, tmp_path / "s", "cut_clean", 5)
    (folder / anchor.FILE).unlink()
    with Store.open(folder, KEY) as store:
        anchor.note_city(store, head.seq, head.digest)
        anchor.note_city(store, 1, "0" * 64)  # less than is known changes nothing
        with store.read() as db:
            broken = anchor.fits(db, WINDOW, anchor.city(store), "市级")
        assert broken is not None
        assert "市级记到第12条" in broken.why
        assert broken.seq == 5


def test_that_an_anchor_that_does_not_fit_is_never_written_over(filled: Path, tmp_path: Path) -> None:
    folder = tampered(filled, tmp_path / "s", "cut_clean", 5)
    kept = (folder / anchor.FILE).read_bytes()
    with Store.open(folder, KEY) as store:
        receive(store, 9)
    assert (folder / anchor.FILE).read_bytes() == kept
    with Store.open(folder, KEY) as store:
        assert found(store) is not None
        store.settle_anchor()
        assert found(store) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"seq": 3}', '{"seq":"x","digest":"","seal":""}', "\x00\xff"])
def test_that_a_file_somebody_wrote_into_is_told(filled: Path, tmp_path: Path, text: str) -> None:
    shutil.copytree(filled, tmp_path / "s")
    (tmp_path / "s" / anchor.FILE).write_text(text)
    with Store.open(tmp_path / "s", KEY) as store, store.read() as db:
        assert store.anchor.judge(db, WINDOW) or store.anchor.lost(db)


def test_that_the_head_is_written_at_most_once_a_minute(tmp_path: Path) -> None:
    with Store.create(tmp_path / "s", KEY, window=WINDOW) as store:
        ticks = [0.0]
        store.anchor = anchor.AnchorFile(store.folder, lambda: ticks[0])
        receive(store, 1)
        assert not (store.folder / anchor.FILE).exists()
        ticks[0] = 61.0
        receive(store, 2)
        assert json.loads((store.folder / anchor.FILE).read_text())["seq"] == 2
        receive(store, 3)
        assert json.loads((store.folder / anchor.FILE).read_text())["seq"] == 2
    assert json.loads((tmp_path / "s" / anchor.FILE).read_text())["seq"] == 3


def test_that_the_whole_is_walked_in_steps_with_a_count(filled: Path, tmp_path: Path) -> None:
    shutil.copytree(filled, tmp_path / "s")
    with Store.open(tmp_path / "s", KEY) as store:
        steps = walk.ChainWalk(store)
        seen = []
        while steps.step(5):
            seen.append(steps.done)
        assert seen[:2] == [5, 10]
        assert (steps.total, steps.done, steps.ended, steps.broken) == (LENGTH, LENGTH, True, None)
        assert steps.step() is False
