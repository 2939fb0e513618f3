"""The program killed at any moment: what was told as saved is there, and nothing is half there."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from models.store import daybook, maintenance, queries, replay
from models.store.files import TEMP
from models.store.store import Store
from tests.store.acts import KEY, WINDOW

KILLS = 24
WORKER = """
import sys
from pathlib import Path
from models.store import payloads
from models.store.store import Store
from models.rules.terms import Act, Doc
from models.store.work import new_case_id
from tests.store.acts import KEY, NOW, marks, number, paper, receiving
with Store.open(Path(sys.argv[1]), KEY) as store:
    while True:
        with store.work() as work:
            n = work.next_serial("case")
            scan = work.put_blob(b"scan %d" % n * 400, "image/png")
            sheet = work.put_blob(b"%PDF " + str(n).encode(), "application/pdf")
            case_id = new_case_id()
            receipt = payloads.document(paper(Doc.RECEIPT, number(n), digest=sheet))
            payload = receiving(number(n), materials=marks(scan), documents=[receipt])
            work.append(case_id, Act.RECEIVE, "clerk", payload, NOW)
            work.append(case_id, Act.ACCEPT, "clerk", {"state": "已受理"}, NOW)
            work.commit()
        print(n, flush=True)
"""


def run_and_kill(folder: Path, acts: int) -> int:
    """Let a program work, kill -9 it in whatever it does after ``acts`` acts. Returns the last one told."""
    command = [sys.executable, "-c", WORKER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as program:
        assert program.stdout is not None
        last = 0
        for _ in range(acts):
            last = int(program.stdout.readline() or last)
        program.kill()
        rest = program.stdout.read().split()
    assert program.returncode == -signal.SIGKILL
    return int(rest[-1]) if rest else last


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not a thing there")
def test_that_killing_the_program_never_loses_what_was_told_as_saved(folder: Path) -> None:
    Store.create(folder, KEY, window=WINDOW).close()
    chance = random.Random(20261120)
    told = 0
    for _ in range(KILLS):
        told = run_and_kill(folder, chance.randrange(1, 12)) or told
        with Store.open(folder, KEY) as store:
            kept = queries.case_count(store)
            assert kept in (told, told + 1)  # one more may have been kept and not yet told
            told = kept
    with Store.open(folder, KEY) as store:
        everything_holds(store)


def everything_holds(store: Store) -> None:
    """Numbers without holes, the chain whole, each scan and paper readable, no rubbish after a sweep."""
    assert replay.verify_chain(store) is None
    assert maintenance.check_file(store) == ()
    kept = queries.case_count(store)
    cases = queries.case_page(store, limit=kept)
    assert sorted(int(case.case_no.split("-")[3]) for case in cases) == list(range(1, kept + 1))
    assert len(daybook.queue_rows(store, limit=10_000)) == 2 * kept
    named = set()
    for case in cases:
        named |= {document.digest for document in queries.documents(store, case.case_id)}
        named |= {scan for mark, _ in queries.materials(store, case.case_id) for scan in mark.scans}
    assert all(store.blobs.get(digest) for digest in named)
    maintenance.sweep_blobs(store)
    files = {path.name for path in (store.folder / "blobs").rglob("*") if path.is_file()}
    assert files == named
    assert not [path for path in store.folder.rglob(f"*{TEMP}*") if path.is_file()]
