"""A program that died leaves its log of writes; without it the last acts would be gone in silence."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import StoreTrouble
from models.store.connect import FILE
from models.store.store import Store
from tests.store.acts import KEY, WINDOW, receive

ROOT = Path(__file__).resolve().parents[2]
DIES = (
    "import os, sys; from pathlib import Path; from models.store.store import Store\n"
    "from tests.store.acts import KEY, receive\n"
    "s = Store.open(Path(sys.argv[1]), KEY); receive(s, 2); os._exit(9)\n"
)


@pytest.fixture
def died(folder: Path) -> Path:
    """A store whose program died after an act it had kept."""
    with Store.create(folder, KEY, window=WINDOW) as store:
        receive(store, 1)
    done = subprocess.run([sys.executable, "-c", DIES, str(folder)], cwd=ROOT, check=False)
    assert done.returncode == 9
    return folder


def entries(folder: Path) -> int:
    with Store.open(folder, KEY) as store, store.read() as db:
        return int(db.execute("SELECT count(*) FROM entries").fetchone()[0])


def test_that_a_store_opens_whole_after_its_program_died(died: Path) -> None:
    assert entries(died) == 2
    assert entries(died) == 2


def test_that_a_log_of_writes_taken_away_is_told_until_it_is_back(died: Path, tmp_path: Path) -> None:
    for name in ("wal", "shm"):
        shutil.move(died / f"{FILE}-{name}", tmp_path / f"kept-{name}")
    for _ in range(2):
        with pytest.raises(StoreTrouble) as caught:
            Store.open(died, KEY)
        assert caught.value.code == "store_wal"
    shutil.move(tmp_path / "kept-wal", died / f"{FILE}-wal")
    assert entries(died) == 2


def test_that_without_the_note_an_act_would_be_gone_in_silence(died: Path) -> None:
    """The control."""
    for name in ("wal", "shm"):
        (died / f"{FILE}-{name}").unlink()
    (died / "store.lock").write_bytes(b"")
    assert entries(died) == 1


def test_that_a_store_shut_in_order_raises_no_alarm(folder: Path) -> None:
    Store.create(folder, KEY, window=WINDOW).close()
    assert not (folder / f"{FILE}-wal").exists()
    assert entries(folder) == 0
