"""The schema: migrations amount to the tables, old stores open, nothing heavy is loaded for it every day."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2

from models.errors import StoreTrouble
from models.store import migrations, queries, replay, schema
from models.store.connect import FILE, connect
from models.store.files import private_folder
from models.store.migrations import run
from models.store.store import Store
from models.store.tables import metadata
from tests.store.acts import KEY, WINDOW, dump, number, receive

ROOT = Path(__file__).resolve().parents[2]
ONLY_WORDS = ("case_words", "case_words_data", "case_words_idx", "case_words_docsize", "case_words_config")


@contextmanager
def migrated(folder: Path) -> Iterator[Connection]:
    """A new store's database through SQLAlchemy."""
    private_folder(folder)
    run.upgrade(folder / FILE, KEY)
    creator = partial(connect, folder / FILE, KEY)
    engine = create_engine("sqlite+pysqlite://", module=dbapi2, creator=creator, poolclass=NullPool)
    with engine.connect() as db:
        yield db
    engine.dispose()


def names(_: object, name: str | None, kind: str, __: object, ___: object) -> bool:
    """FTS5 keeps its own tables, which no metadata can describe."""
    return not (kind == "table" and name in ONLY_WORDS)


def test_that_what_was_migrated_is_what_is_modelled(folder: Path) -> None:
    with migrated(folder) as db:
        options = {"include_object": names, "compare_type": True, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(db, opts=options), metadata) == []


def test_that_checks_and_partial_indexes_are_the_same_too(folder: Path, tmp_path: Path) -> None:
    """What alembic does not compare: the text of each table and index."""
    with migrated(folder) as db:
        made = objects(db)
    engine = create_engine("sqlite://")
    with engine.connect() as model:
        metadata.create_all(model)
        assert objects(model) == made
    engine.dispose()


def objects(db: Connection) -> dict[str, str]:
    """Name and text of every table and index, spaces and order of constraints aside."""
    sql = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL"
    rows = db.exec_driver_sql(sql).fetchall()
    kept = [row for row in rows if row[0] not in ONLY_WORDS and row[0] != "alembic_version"]
    return {name: " ".join(sorted(line.strip(" ,\t") for line in text.splitlines())) for name, text in kept}


def test_that_the_number_of_the_newest_step_is_the_one_the_program_knows() -> None:
    script = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert script.get_heads() == [f"{schema.VERSION:04d}"]


def test_that_steps_import_nothing_of_ours() -> None:
    steps = sorted((Path(migrations.__file__).parent / "versions").glob("0*.py"))
    assert len(steps) == schema.VERSION
    for step in steps:
        assert "models" not in step.read_text(encoding="utf-8"), step.name


def old_store(folder: Path) -> None:
    """A store as the first schema had it, with two cases in its log."""
    with Store.create(folder, KEY, window=WINDOW) as new:
        receive(new, 1)
        receive(new, 2)
        with new.read() as db:
            rows = {
                table: db.execute(f"SELECT * FROM {table}").fetchall()
                for table in ("entries", "queue", "meta", "cases", "case_materials", "documents", "counters")
            }
    for path in folder.glob(f"{FILE}*"):
        path.unlink()
    run.upgrade(folder / FILE, KEY, "0001")
    db = connect(folder / FILE, KEY)
    for table, kept in rows.items():
        db.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(kept[0]))})" if kept else "SELECT ?", kept)
    assert schema.version(db) == 1
    db.close()


def test_that_a_store_of_an_older_schema_opens_with_a_backup_made_first(folder: Path) -> None:
    old_store(folder)
    with Store.open(folder, KEY) as store:
        assert [found.case_no for found in queries.find_cases(store, "食品经营")] == [number(2), number(1)]
        assert replay.verify_chain(store) is None
        receive(store, 3)
    (backup,) = (folder / "backups").iterdir()
    copy = connect(backup, KEY)
    assert schema.version(copy) == 1
    assert copy.execute("SELECT count(*) FROM entries").fetchone() == (2,)
    copy.close()


def test_that_a_step_cut_short_leaves_the_old_schema(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old_store(folder)
    before = content(folder)

    def cut(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "_number", cut)
    with pytest.raises(KeyboardInterrupt):
        Store.open(folder, KEY)
    assert content(folder) == before
    monkeypatch.undo()
    with Store.open(folder, KEY) as store:
        assert queries.case_count(store) == 2


def content(folder: Path) -> list[Any]:
    """Everything SQLite holds, as rows."""
    db = connect(folder / FILE, KEY)
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    rows = [(table, db.execute(f"SELECT * FROM {table}").fetchall()) for table in tables]
    rows.append(("version", [(schema.version(db),)]))
    db.close()
    return rows


def test_that_two_backups_never_take_one_name(store: Store) -> None:
    receive(store)
    with store.read() as db:
        made = [schema.back_up(db, store.folder / "backups", KEY, "hand") for _ in range(2)]
    assert len(set(made)) == 2
    assert all(path.stat().st_mode & 0o077 == 0 for path in made)


def test_that_an_open_store_has_loaded_nothing_heavy(folder: Path) -> None:
    Store.create(folder, KEY, window=WINDOW).close()
    heavy = "sqlalchemy alembic cryptography argon2 pydantic sqlite3 hypothesis"
    code = (
        "import sys; from pathlib import Path; from models.store.store import Store; from models.store import queries\n"
        "s = Store.open(Path(sys.argv[1]), bytes(range(32))); queries.case_page(s); s.close()\n"
        f"print([name for name in {heavy.split()!r} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


def test_that_a_new_store_and_a_replayed_one_hold_the_same(store: Store) -> None:
    empty = dump(store)
    assert replay.rebuild(store) == 0
    assert dump(store) == empty


def test_that_a_disk_that_fills_up_within_a_step_is_told_as_full_and_nothing_is_left(folder: Path) -> None:
    whole = run._open

    def small(path: Path, key: bytes) -> Any:
        db: Any = whole(path, key)
        db.execute("PRAGMA max_page_count=10")
        return db

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "_open", small)
        with pytest.raises(StoreTrouble) as caught:
            Store.create(folder, KEY, window=WINDOW)
    assert caught.value.code == "store_full"
    assert not (folder / FILE).exists()
    Store.create(folder, KEY, window=WINDOW).close()
