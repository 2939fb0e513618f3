"""A real PostgreSQL for the tests that ask for one: made in a temporary folder, durable as in earnest, gone at the end.

It starts when the first test wants it, listens on a Unix socket and on a loopback port, and dies with the process that
started it, however that process ends.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

DATABASES = ("sqlite", "postgresql")
OFF = "TONGQUAN_NO_POSTGRES"
MISSING = (
    "没有找到 PostgreSQL 服务端程序，市级一端的测试要用它。Debian：apt-get install postgresql-15"
    f"（没有条件安装时设 {OFF}=1 跳过）"
)
PATIENCE = 60.0  # seconds for a start or a stop, on a machine that others use too
READY = b"database system is ready to accept connections"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "120",
    "shared_buffers": "64MB",
    "lc_messages": "C",
    "log_min_messages": "warning",
    "autovacuum": "on",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
}


def binaries() -> Path | None:
    """The folder of the newest server installed, as Debian lays them out; else where ``postgres`` is found."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    known = shutil.which("postgres")
    return Path(known).resolve().parent if known else None


def _as_owner() -> list[str]:
    """Words before a command: the server refuses to be run by root, and must end when we do."""
    person = ["--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
    return ["setpriv", *person]


class Postgres:
    """One server. ``database()`` makes databases on it; the rest disturbs it, for tests of what is left standing."""

    def __init__(self, bin_folder: Path) -> None:
        self._bin = bin_folder
        self.folder = Path(tempfile.mkdtemp(prefix="tongquan-pg-"))
        self.port = _free_port()
        self._password = secrets.token_hex(16)
        self._numbers = count(1)
        self._server: subprocess.Popen[bytes] | None = None
        self._make()

    def url(self, database: str) -> str:
        """SQLAlchemy's address of a database, over loopback."""
        return f"postgresql+psycopg://postgres:{self._password}@127.0.0.1:{self.port}/{database}"

    def socket_url(self, database: str) -> str:
        """The same over the Unix socket: what a figure of the server alone is measured through."""
        return f"postgresql+psycopg://postgres:{self._password}@/{database}?host={self.folder}&port={self.port}"

    def connect(self, database: str = "postgres") -> psycopg.Connection:
        """A plain connection of the server's owner, each statement its own transaction; the caller closes it."""
        return psycopg.connect(self.url(database).replace("+psycopg", ""), autocommit=True)

    def database(self, template: str = "template1") -> str:
        """The name of a fresh database, copied from ``template``."""
        name = f"t{next(self._numbers)}"
        self._order("CREATE DATABASE {} TEMPLATE {}", name, template)
        return name

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._order("DROP DATABASE IF EXISTS {} WITH (FORCE)", database)

    def backends(self, database: str) -> list[int]:
        """Process ids that serve clients of ``database``, longest there first."""
        query = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"
        with self.connect() as connection:
            rows = connection.execute(f"{query} ORDER BY backend_start", (database,)).fetchall()
        return [int(row[0]) for row in rows]

    def terminate(self, database: str) -> int:
        """End every client's backend as an administrator does; how many there were."""
        query = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
        with self.connect() as connection:
            return len(connection.execute(query, (database,)).fetchall())

    def kill(self, pid: int) -> None:
        """SIGKILL one backend: the server ends every other one too and recovers from its log, as after a crash."""
        if pid not in _descendants(self._running().pid):
            raise ValueError(f"{pid} is no backend of this server")
        os.kill(pid, signal.SIGKILL)

    def crash(self) -> None:
        """The whole server at once, as at a power cut; `start` recovers it on the same port."""
        self._end(signal.SIGQUIT)

    def start(self) -> None:
        """Start and wait until it takes connections.

        Raises:
            RuntimeError: with what the server said, when it does not.
        """
        words = [str(self._bin / "postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder)]
        words += ["-p", str(self.port), *(f"--{name}={value}" for name, value in SETTINGS.items())]
        server = subprocess.Popen(
            [*_as_owner(), "--pdeathsig=QUIT", *words], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/"
        )
        self._server = server
        ready, said = threading.Event(), bytearray()
        threading.Thread(target=_listen, args=(server, ready, said), name="postgres-log", daemon=True).start()
        if not ready.wait(PATIENCE) or server.poll() is not None:
            self._end(signal.SIGQUIT)
            raise RuntimeError(f"PostgreSQL did not start: {said.decode(errors='replace')[-2000:]}")

    def close(self) -> None:
        """Stop the server and remove all it had."""
        if self._server is not None:
            self._end(signal.SIGQUIT)  # nothing is kept, so nothing need be written
        shutil.rmtree(self.folder, ignore_errors=True)

    def _make(self) -> None:
        secret = self.folder / "owner"
        secret.write_text(self._password, encoding="ascii")
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            for path in (self.folder, secret):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        words = [str(self._bin / "initdb"), "-D", str(self.folder / "data"), "-U", "postgres", "-E", "UTF8"]
        words += ["--locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={secret}", "--no-instructions"]
        done = subprocess.run([*_as_owner(), *words], capture_output=True, check=False, cwd="/")
        secret.unlink()
        if done.returncode:
            raise RuntimeError(f"initdb failed: {done.stderr.decode(errors='replace')}")

    def _order(self, words: LiteralString, *names: str) -> None:
        with self.connect() as connection:
            connection.execute(sql.SQL(words).format(*(sql.Identifier(name) for name in names)))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._server is None:
            raise RuntimeError("the server is not running")
        return self._server

    def _end(self, how: signal.Signals) -> None:
        server, self._server = self._running(), None
        if server.poll() is None:
            server.send_signal(how)
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _listen(server: subprocess.Popen[bytes], ready: threading.Event, said: bytearray) -> None:
    """Read what the server says for as long as it lives; an early end wakes the waiting one too."""
    assert server.stderr is not None
    with server.stderr as lines:
        for line in lines:
            said += line
            if READY in line:
                ready.set()
    ready.set()


def _descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(word) for word in children.split()]


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server of this run, started for the first test that asks."""
    if os.environ.get(OFF) == "1":
        pytest.skip(f"{OFF}=1")
    found = binaries()
    if found is None:
        pytest.fail(MISSING, pytrace=False)
    server = Postgres(found)
    try:
        server.start()
        yield server
    finally:
        server.close()


@pytest.fixture(scope="session")
def city_template(postgres: Postgres) -> str:
    """A database with the city's tables made once, to copy from."""
    from city.tables import engine_for

    name = postgres.database()
    engine_for(postgres.url(name)).dispose()
    return name


@contextmanager
def fresh_city_database(request: pytest.FixtureRequest, kind: str, folder: Path) -> Iterator[str]:
    """The address of a database of this kind with the city's tables, for a fixture of any scope."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'city.db'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.database(request.getfixturevalue("city_template"))
    yield server.url(name)
    server.drop(name)


@pytest.fixture(params=DATABASES)
def city_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A test of the city runs twice: over a fresh embedded database, then over one on the server."""
    with fresh_city_database(request, request.param, tmp_path) as url:
        yield url
