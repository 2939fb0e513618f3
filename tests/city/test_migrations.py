"""The city's schema: steps amount to the tables on both databases, old ones are brought up, newer ones left alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, UniqueConstraint, create_engine, inspect

from city import tables, windows
from city.migrations import run
from city.tables import engine_for, sqlite_url
from models.errors import StoreTrouble
from tests.helpers.postgres import Postgres

NEXT = f'''
import sqlalchemy as sa
from alembic import op
revision = "{run.VERSION + 1:04d}"
down_revision = "{run.VERSION:04d}"
def upgrade() -> None:
    op.add_column("blobs", sa.Column("later", sa.Integer(), nullable=True))
'''


@pytest.fixture
def engine(city_database: str) -> Iterator[Engine]:
    made = engine_for(city_database)
    yield made
    made.dispose()


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The steps of a program one version newer."""
    folder = tmp_path / "steps"
    shutil.copytree(run.STEPS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"{run.VERSION + 1:04d}_later.py").write_text(NEXT, encoding="utf-8")
    return folder


def test_that_what_was_migrated_is_what_is_modelled(engine: Engine) -> None:
    with engine.connect() as db:
        options = {"compare_type": True, "compare_server_default": True}
        apart = compare_metadata(MigrationContext.configure(db, opts=options), tables.metadata)
    assert apart == [], "write a step: scripts/city_step.py"


def test_that_keys_have_the_names_of_the_model_too(engine: Engine) -> None:
    """What alembic does not compare."""
    look = inspect(engine)
    for name, table in tables.metadata.tables.items():
        assert look.get_pk_constraint(name)["name"] == table.primary_key.name
        made = {one["name"]: sorted(one["column_names"]) for one in look.get_unique_constraints(name)}
        modelled = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
        assert made == {str(one.name): sorted(column.name for column in one.columns) for one in modelled}


def test_that_the_number_of_the_newest_step_is_the_one_the_program_knows() -> None:
    assert ScriptDirectory(str(run.STEPS)).get_heads() == [f"{run.VERSION:04d}"]


def test_that_steps_import_nothing_of_ours() -> None:
    steps = sorted((run.STEPS / "versions").glob("0*.py"))
    assert len(steps) == run.VERSION
    for step in steps:
        text = step.read_text(encoding="utf-8")
        assert "city" not in text.split("def upgrade", maxsplit=1)[0].split('"""')[2], step.name


def test_that_an_older_schema_is_brought_up_and_a_newer_one_is_left_alone(
    engine: Engine, city_database: str, later: Path
) -> None:
    with engine.begin() as db:
        db.execute(tables.officials.insert().values(name="样例经办", token_digest="a" * 64, organ="样例局"))
    assert run.bring_up(engine, later, run.VERSION + 1)
    assert not run.bring_up(engine, later, run.VERSION + 1)
    with engine.connect() as db:
        assert db.execute(tables.officials.select()).one().name == "样例经办"
    assert "later" in {column["name"] for column in inspect(engine).get_columns("blobs")}
    with pytest.raises(StoreTrouble, match="更新版本") as trouble:
        engine_for(city_database)
    assert trouble.value.code == "city_newer"


def test_that_a_step_that_fails_leaves_the_schema_as_it_was(engine: Engine, later: Path) -> None:
    step = later / "versions" / f"{run.VERSION + 1:04d}_later.py"
    step.write_text(NEXT + "    raise RuntimeError('power cut')\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match="power cut"):
        run.bring_up(engine, later, run.VERSION + 1)
    with engine.connect() as db:
        assert run.version(db) == run.VERSION
    assert "later" not in {column["name"] for column in inspect(engine).get_columns("blobs")}


def test_that_tables_nobody_numbered_are_not_touched(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'city.db'}"
    old = create_engine(url)
    with old.begin() as db:
        db.exec_driver_sql("CREATE TABLE entries (n INTEGER PRIMARY KEY)")
    old.dispose()
    with pytest.raises(StoreTrouble) as trouble:
        engine_for(url)
    assert trouble.value.code == "city_unnumbered"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_that_a_window_known_before_enrolment_keeps_its_key(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    engine = create_engine(sqlite_url(tmp_path) if kind == "sqlite" else request.getfixturevalue("empty_database"))
    run.bring_up(engine, newest=1)
    old = {"name": "140581-03", "token_digest": "a" * 64, "public_key": b"k" * 32, "label": "高平市03号窗口"}
    with engine.begin() as db:
        db.execute(tables.windows.insert().values(old))
    run.bring_up(engine)
    told = windows.of_region(engine, "140581")
    engine.dispose()
    assert [(one.name, one.revoked, [key.sign_key for key in one.keys]) for one in told] == [
        ("140581-03", False, [(b"k" * 32).hex()])
    ]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_that_processes_that_start_at_once_make_one_schema(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, root: Path
) -> None:
    url = sqlite_url(tmp_path) if kind == "sqlite" else request.getfixturevalue("empty_database")
    program = f"from city.tables import engine_for; engine_for({url!r}).dispose()"
    started = [
        subprocess.Popen([sys.executable, "-c", program], cwd=root, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    said = [process.communicate(timeout=120)[1] for process in started]
    assert [(process.returncode, text) for process, text in zip(started, said, strict=True)] == [(0, "")] * 4


@pytest.fixture
def empty_database(postgres: Postgres) -> Iterator[str]:
    name = postgres.database()
    yield postgres.url(name)
    postgres.drop(name)
