"""One whole acceptance in a child of the nest: open the store, take a case with a scan, print its papers, close.

It says ``here`` and waits for a line before it begins, so that a tracer can take hold of it. A trouble is told as
``refused CODE SENTENCE`` and the clerk tries once more, unless the disk itself is said to be sick. The first try can be
starved: ``nomemory`` n: the n-th allocation of Python and every ``more`` after it fail; ``files`` n: no more than n
further files may be open.
"""

from __future__ import annotations

import os
import resource
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from random import Random

from models.desk import documents, intake
from models.desk.accept import accept
from models.desk.context import Desk
from models.errors import Refusal, StoreTrouble
from models.views import IntakeForm
from printing.make import make
from printing.page import want_of_memory
from printing.spool import FolderPrinter
from tests.desk.lives import COUNTY_FORWARDS
from tests.faults import planted
from tests.faults.deskwork import head
from tests.faults.nest import Task, heard, say, traceable
from tests.helpers.factory import MORNING, HandClock, form_for, hall

SCAN = b"%PDF-1.7\n" + Random(1).randbytes(9000)
Starved = Callable[[], AbstractContextManager[None]]


def warm() -> None:
    """Once before the first birth, so that no child loads a module or a font in the middle of its act."""
    with tempfile.TemporaryDirectory() as folder, hall(Path(folder) / "store", make_paper=make) as desk:
        accept(desk, _form(desk, 0))


def work(task: Task) -> None:
    """The acceptance, with what goes wrong told as the screen would tell it."""
    planted.plant(task.get("plant", ""))
    traceable()
    say("here")
    heard()
    folder = Path(task["folder"])
    try:
        with hall(folder / "store", clock=HandClock(MORNING), make_paper=make) as desk:
            _with_patience(desk, folder / "papers", int(task["scan"]), starved(task))
    except (Refusal, StoreTrouble) as trouble:
        _refused(trouble)
    say("closed")


def starved(task: Task) -> Starved:
    """What the first try has too little of."""
    if n := int(task.get("nomemory", 0)):
        return lambda: _without_memory(n, n + int(task.get("more", 1)))
    return (lambda: _without_files(int(task["files"]))) if "files" in task else nullcontext


@contextmanager
def _without_memory(first: int, last: int) -> Iterator[None]:
    """Allocations of Python from the n-th on fail, as CPython's own tests have it."""
    import _testcapi  # not in every build of Python

    _testcapi.set_nomemory(first, last)
    try:
        yield
    finally:
        _testcapi.remove_mem_hooks()


@contextmanager
def _without_files(more: int) -> Iterator[None]:
    """At most ``more`` further files may be open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    lowest = os.dup(0)
    os.close(lowest)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest + more, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _form(desk: Desk, scan: int) -> IntakeForm:
    form = form_for(desk, COUNTY_FORWARDS.item, COUNTY_FORWARDS.handling)
    return intake.attach(desk, form, 1, "执照.pdf", SCAN + b"%d\n%%%%EOF\n" % scan)


def _with_patience(desk: Desk, papers: Path, scan: int, first: Starved) -> None:
    form: list[IntakeForm] = []  # the one sheet on the screen, whatever goes wrong
    for starve in (first, nullcontext):
        try:
            with starve():
                form = form or [_form(desk, scan)]
                _take(desk, FolderPrinter(papers), form[0])
        except (Refusal, StoreTrouble) as trouble:
            _refused(trouble)
            if trouble.code == "store_io":
                return
        except Exception as error:
            if starve is nullcontext:
                raise
            # CPython itself tells of some wants of memory as a TypeError: whatever it is called, the act failed
            say(*(("starved",) if want_of_memory(error) else ("misnamed", type(error).__name__)))
            if planted.GLAD:
                say("kept", head(desk).seq + 1, "unknown")
                return
        else:
            return


def _take(desk: Desk, printer: FolderPrinter, form: IntakeForm) -> None:
    done = accept(desk, form)
    now = head(desk)
    say("kept", now.seq, now.digest)
    for paper in done.documents:
        sent = printer.send(documents.pdf(desk, paper.id), 1, f"{paper.number} {paper.digest}")
        if not sent.ok:
            say("refused", "print", sent.sentence)
            continue
        say("printed", paper.id)
        documents.printed(desk, paper.id, documents.PRINTED)
        say("noted", paper.id)


def _refused(trouble: Refusal | StoreTrouble) -> None:
    say("refused", trouble.code, trouble.sentence)
