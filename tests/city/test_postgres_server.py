"""The tests' own PostgreSQL: durable as in earnest, a database for each test, and it survives what is done to it."""

from __future__ import annotations

import psycopg
import pytest

from tests.helpers.postgres import Postgres


def setting(server: Postgres, name: str) -> str:
    with server.connect() as connection:
        row = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
    assert row is not None
    return str(row[0])


def test_that_nothing_of_its_durability_is_switched_off(postgres: Postgres) -> None:
    names = ("fsync", "synchronous_commit", "full_page_writes")
    assert [setting(postgres, name) for name in names] == ["on", "on", "on"]


def test_that_every_database_is_fresh(postgres: Postgres) -> None:
    for _ in range(2):
        name = postgres.database()
        with postgres.connect(name) as connection:
            connection.execute("CREATE TABLE once (n int)")
        postgres.drop(name)


def test_that_a_backend_can_be_ended_and_the_others_go_on(postgres: Postgres) -> None:
    name = postgres.database()
    with postgres.connect(name) as cut, postgres.connect() as other:
        assert postgres.terminate(name) == 1
        with pytest.raises(psycopg.OperationalError):
            cut.execute("SELECT 1")
        other.execute("SELECT 1")
    assert postgres.backends(name) == []
    postgres.drop(name)


def test_that_what_was_committed_outlives_a_killed_backend_and_a_crash(postgres: Postgres) -> None:
    name = postgres.database()
    with postgres.connect(name) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept VALUES (1)")
        postgres.kill(postgres.backends(name)[0])
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    postgres.crash()
    postgres.start()
    with postgres.connect(name) as connection:
        assert connection.execute("SELECT n FROM kept").fetchall() == [(1,)]
    postgres.drop(name)


def test_that_only_its_own_backends_are_killed(postgres: Postgres) -> None:
    with pytest.raises(ValueError, match="no backend"):
        postgres.kill(1)
