"""What every test gets: no screen, no home folder, no network beyond this machine, no thread left behind."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

WORKER = "AnyIO worker thread"  # told to end when its loop closes, and joined by nobody
ROOT = Path(__file__).resolve().parent.parent
pytest_plugins = ["tests.helpers.browser", "tests.helpers.postgres"]  # their fixtures start nothing until asked for


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--onscreen` shows the windows while they are tested."""
    parser.addoption("--onscreen", action="store_true", help="show the windows instead of drawing offscreen")


def pytest_configure(config: pytest.Config) -> None:
    """Before Qt is imported: choose where it draws. Before any test: close the way out of this machine."""
    if not config.getoption("--onscreen"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # the same examples in every run, and no time limit on a machine that others use too
    settings.register_profile("house", derandomize=True, deadline=None, database=None, print_blob=False)
    settings.load_profile("house")
    sys.addaudithook(_stay_on_this_machine)


def _stay_on_this_machine(event: str, arguments: tuple[object, ...]) -> None:
    """A test that would reach another machine fails there, instead of hanging where there is no line."""
    if event != "socket.connect":
        return
    address = arguments[1]
    host = address[0] if isinstance(address, tuple) else "localhost"  # a path is a local socket
    if host not in {"localhost", "::1"} and not str(host).startswith("127."):
        raise RuntimeError(f"a test tried to reach {address!r}")


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for each test: settings, stores and caches never touch the person's."""
    home = tmp_path_factory.mktemp("home")
    for name, folder in (
        ("HOME", "."),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_RUNTIME_DIR", "run"),
    ):
        (home / folder).mkdir(mode=0o700, exist_ok=True)
        monkeypatch.setenv(name, str(home / folder))
    return home


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fails a test that ends with a thread of its own still running."""
    before = set(threading.enumerate())
    yield
    made = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    for thread in made:
        if thread.name == WORKER:
            thread.join(10.0)
    left = [thread.name for thread in made if thread.is_alive()]
    assert left == [], f"threads left running: {left}"


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT
